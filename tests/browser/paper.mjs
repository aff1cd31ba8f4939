// Looks at a page as it is printed: how many notes it has, and which notes and tables of charts are not seen.
//   node paper.mjs CHROMIUM ADDRESS
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));

const [, , chromium, address] = process.argv;
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: chromium, args });
const page = await browser.newPage();
await page.goto(address);
await page.emulateMediaType("print");
const seen = await page.evaluate(() => {
  const unseen = (one) => !one.checkVisibility({ contentVisibilityAuto: true });
  const notes = [...document.querySelectorAll(".notes li")];
  const tables = [...document.querySelectorAll(".picture table")];
  return {
    notes: notes.length,
    "hidden notes": notes.filter(unseen).length,
    "hidden tables": tables.filter(unseen).length,
  };
});
await browser.close();
console.log(JSON.stringify(seen));
