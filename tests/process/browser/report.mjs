// Opens a page in headless Chromium at three widths, light and dark, and prints as JSON what a person would meet: what
// was asked of the network, what axe-core finds, what does not fit, what the console says.
//
// usage: node report.mjs CHROMIUM PACKAGES PAGE FOLDER
//   PACKAGES has playwright-core and axe-core; FOLDER gets a screenshot of each width and scheme.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [executablePath, packages, page, folder] = process.argv.slice(2);
const require = createRequire(resolve(packages, "node_modules") + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(page).href;

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

// What the page's own policy keeps out, if something got into it all the same.
async function blocked() {
  const directives = new Set();
  document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
  for (const tag of ["img", "script", "iframe", "video"]) {
    document.body.append(Object.assign(document.createElement(tag), { src: "http://192.0.2.1/" }));
  }
  for (const tag of ["script", "style"]) {
    document.body.append(Object.assign(document.createElement(tag), { textContent: "a{}" }));
  }
  await fetch("http://192.0.2.1/").catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  return [...directives].sort();
}

const seen = [];
for (const width of [360, 800, 1400]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    const requests = [], said = [];
    tab.on("request", (request) => request.url() === address || requests.push(request.url()));
    tab.on("console", (message) => said.push(message.text()));
    tab.on("pageerror", (error) => said.push(String(error)));
    tab.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    await tab.goto(address);
    const { ms, parts, folds } = await tab.evaluate(() => ({
      ms: Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd),
      parts: [...document.querySelectorAll("main > section")].map((section) => section.id),
      folds: document.querySelectorAll("details:not([open])").length,
    }));
    await tab.screenshot({ path: join(folder, `${width}-${colorScheme}.png`), fullPage: true });
    // Folded content is looked at, too.
    await tab.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
    await tab.evaluate(axe);
    const { violations } = await tab.evaluate(() => globalThis.axe.run());
    const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const [asked, heard] = [[...requests], [...said]];
    seen.push({
      blocked: await tab.evaluate(blocked), width, colorScheme, ms, parts, folds, requests: asked, said: heard, overflow,
      violations: violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`),
    });
    await context.close();
  }
}
await browser.close();
console.log(JSON.stringify(seen));
