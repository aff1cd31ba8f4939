// Goes through the first page as a reader does, by keyboard, and prints what is seen on the way.
//   node walk.mjs CHROMIUM ADDRESS
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));

const [, , chromium, address] = process.argv;
// Chromium refuses its sandbox to the superuser, as whom containers run.
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: chromium, args });
const page = await browser.newPage();
await page.setJavaScriptEnabled(false); // Nothing here needs scripts.
const text = (selector) => page.$eval(selector, (one) => one.innerText.replaceAll(/\s+/g, " ").trim());
const press = (key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
const seen = {};

async function tabTo(selector) {
  for (let pressed = 0; pressed < 100; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await page.$eval(selector, (one) => one === document.activeElement)) return;
  }
  throw new Error(`no way by Tab to ${selector}`);
}

await page.goto(address);
await tabTo("#q");
await page.keyboard.type("how many peacekeepers died in Mali");
await press("Enter");
seen.searched = await text("main");

await page.goto(address);
await tabTo("#text");
seen.offered = await page.$eval("#text", (one) => one.value);
await press("Enter");
seen.verdict = await text(".verdict");

await page.goto(`${address}/questions/who-sends-people`);
await page.emulateMediaType("print");
seen.printed = await text("main");
await browser.close();
console.log(JSON.stringify(seen));
