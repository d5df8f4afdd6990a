// SPDX-License-Identifier: EUPL-1.2
// client.mjs -- a browser and the client's own dev server for the tests of this folder. Starts and ends what it needs.
import { createRequire } from "node:module";
import { readFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const web = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "web");
const require = createRequire(join(web, "package.json"));
const { chromium } = require("playwright-core");

export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export async function openBrowser() {
  if (!existsSync(join(web, "dist", "index.html"))) throw new Error("web/dist is not built: run npm run build in web/");
  return chromium.launch({
    executablePath: process.env.HS_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

export const openServer = async () => (await import(join(web, "test", "dev-server.mjs"))).startServer(0);

export const sizes = {
  phone: { width: 360, height: 740 },
  laptop: { width: 1366, height: 768 },
  projector: { width: 1920, height: 1080 },
};

export const sizeOf = (path) => (path.startsWith("/play") ? sizes.phone : path.startsWith("/room") ? sizes.projector : sizes.laptop);

// A context whose pages speak one language; what the pages complain of is kept.
export async function openContext(browser, { lang = "nl", theme = "light", size = sizes.phone } = {}) {
  const context = await browser.newContext({ viewport: size, locale: lang, colorScheme: theme });
  // Every page passes about:blank, which has no storage.
  await context.addInitScript((given) => { if (location.protocol.startsWith("http")) localStorage.setItem("hs.lang", JSON.stringify(given)); }, lang);
  const complaints = [];
  context.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return { context, complaints };
}

export async function axe(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.map((rule) => `${rule.id}: ${rule.help}\n${rule.nodes.slice(0, 4).map((node) => `    ${node.html.slice(0, 160)}\n    ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`).join("\n")}`);
}
