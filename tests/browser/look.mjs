// Looks at pages as a browser shows them, in light and dark, narrow and wide: what axe finds, what sticks
// out to the right, what is asked of other hosts. Prints a list of sentences; an empty one is good.
// Two corners, narrow and light, wide and dark, are enough for a test; `all` looks at all four.
//   node look.mjs CHROMIUM all|corners ADDRESS…
import { createRequire } from "node:module";

const require = createRequire(new URL("../clients/package.json", import.meta.url));
const axe = require("axe-core");
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));

const CORNERS = [[360, "light"], [1920, "dark"]];
const ALL = [...CORNERS, [360, "dark"], [1920, "light"]];

const [, , chromium, how, ...addresses] = process.argv;
const found = [];
// Chromium refuses its sandbox to the superuser, as whom containers run.
const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: chromium, args });
const page = await browser.newPage();
const host = new URL(addresses[0]).host;

page.on("request", (request) => {
  if (new URL(request.url()).host !== host) found.push(`asks elsewhere: ${request.url()}`);
});
page.on("console", (message) => {
  // A page that tells of a failure is itself answered with its status, which Chromium notes.
  if (message.location().url !== page.url()) found.push(`says: ${message.text()} at ${page.url()}`);
});

for (const address of addresses) {
  await page.goto(address);
  // Details are looked at as they are opened.
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(axe.source);
  for (const [width, scheme] of how === "all" ? ALL : CORNERS) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const seen = `${address}, ${width} wide, ${scheme}`;
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    for (const one of violations) {
      found.push(`${seen}: ${one.id}: ${one.help}: ${one.nodes[0].html}`);
    }
    const room = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    if (room > 0) found.push(`${seen}: sticks out by ${room} pixels`);
  }
}
await browser.close();
console.log(JSON.stringify(found, null, 1));
