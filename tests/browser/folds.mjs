// Looks at the notes of a page: how high they are on a phone, and whether the last one is seen there, asked for by its
// number, and on a wide screen.
//   node folds.mjs CHROMIUM ADDRESS
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));

const [, , chromium, address] = process.argv;
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: chromium, args });

async function look(width, asked = "") {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.goto(`${address}${asked}`);
  return page.evaluate(() => {
    const notes = [...document.querySelectorAll(".notes li")];
    return {
      last: notes.at(-1).id,
      seen: notes.at(-1).checkVisibility({ contentVisibilityAuto: true }),
      high: document.querySelector(".notes").getBoundingClientRect().height,
    };
  });
}

const phone = await look(390);
const seen = { phone, asked: await look(390, `#${phone.last}`), wide: await look(1200) };
await browser.close();
console.log(JSON.stringify(seen));
