// Opens an operation in Swagger UI as a reader does, and executes it as it is filled in. Prints what is seen.
//   node docs.mjs CHROMIUM ADDRESS OPERATION…
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));

const [, , chromium, address, ...operations] = process.argv;
// Chromium refuses its sandbox to the superuser, as whom containers run.
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: chromium, args });
const page = await browser.newPage();
const seen = {};

for (const [tag, operation] of operations.map((one) => one.split("/"))) {
  await page.goto("about:blank");
  // With the operation in its address, the page opens it.
  await page.goto(`${address}/docs#/${tag}/${operation}`);
  const block = `#operations-${tag}-${operation}`;
  const execute = await page.waitForSelector(`${block} .execute`);
  const parameters = await page.$$eval(`${block} [data-param-name]`, (rows) =>
    rows.map((row) => row.dataset.paramName),
  );
  const below = await execute.evaluate(
    (button, opened) =>
      button.getBoundingClientRect().top - document.querySelector(opened).getBoundingClientRect().top,
    block,
  );
  await execute.evaluate((button) => button.click());
  const answer = await page.waitForSelector(`${block} .live-responses-table tbody .response-col_status`);
  const asked = await page.$eval(`${block} .request-url pre`, (one) => one.innerText.trim());
  seen[operation] = { parameters, asked, below, status: await answer.evaluate((one) => one.innerText) };
}
await browser.close();
console.log(JSON.stringify(seen));
