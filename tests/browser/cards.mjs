// Measures lists as a phone shows them: the highest row, and where the first begins, in pixels.
//   node cards.mjs CHROMIUM ADDRESS…
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));

const [, , chromium, ...addresses] = process.argv;
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: chromium, args });
const page = await browser.newPage();
await page.setViewport({ width: 390, height: 900 });

const seen = [];
for (const address of addresses) {
  await page.goto(address);
  const measured = await page.evaluate(() => {
    const rows = [...document.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect());
    return { highest: Math.max(...rows.map((row) => row.height)), first: rows[0].top };
  });
  seen.push({ address, ...measured });
}
await browser.close();
console.log(JSON.stringify(seen));
