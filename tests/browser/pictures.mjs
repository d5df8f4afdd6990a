// SPDX-License-Identifier: EUPL-1.2
// pictures.mjs -- makes the pictures of the README again: node tests/browser/pictures.mjs [FOLDER] (web/pictures). A real
// server, one game with its clock running, the council of turn 2; the desk, a laptop in the dark, a phone and the room.
// Tests nothing.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, openContext, sizes, web } from "./lib/client.mjs";
import { act, judge, phaseOf, startGameServer, waitForPhase } from "./lib/game.mjs";

const folder = process.argv[2] ?? join(web, "pictures");
const wide = { width: 1200, height: 675 };
const people = [
  { team: /^Polen/, size: sizes.phone, theme: "light" },
  { team: /^Amerika/, size: wide, theme: "dark" },
];

async function openTable(browser, server) {
  const desk = await openContext(browser, { lang: "nl", size: wide });
  const host = await desk.context.newPage();
  await host.goto(server.link);
  await host.locator(".scenario", { hasText: "Het pakket" }).getByRole("radio").check();
  await host.locator("summary", { hasText: /^Meer$/ }).click();
  await host.getByLabel("Zaadgetal").fill("7"); // the model tables a motion in turn 2
  await host.getByRole("button", { name: "Sessie openen" }).click();
  await waitForPhase(host, "lobby.0");
  const code = (await host.locator(".qr .code").innerText()).trim();
  const [room] = await Promise.all([desk.context.waitForEvent("page"), host.getByRole("button", { name: "Scherm voor de zaal openen" }).click()]);
  await room.setViewportSize(sizes.projector);
  await room.locator(".room-head").waitFor();
  await host.bringToFront(); // a page behind the one that it opened gets a frame a second
  return { host, room, code };
}

async function sit(browser, url, code, { team, size, theme }) {
  const { context } = await openContext(browser, { lang: "nl", size, theme });
  const page = await context.newPage();
  await page.goto(`${url}/j/${code}`);
  await page.getByRole("radio", { name: team }).check();
  await page.getByRole("button", { name: "Meedoen" }).click();
  await page.locator(".head").waitFor();
  return page;
}

async function playTo(wanted, host, pages) {
  await host.getByRole("button", { name: "Spel starten" }).click();
  await waitForPhase(host, "brief.0");
  for (;;) {
    const phase = await phaseOf(host);
    for (const page of pages) await waitForPhase(page, phase);
    if (phase === wanted) return;
    if (phase.startsWith("assess.")) for (const page of pages) await judge(page);
    if (phase.startsWith("deliberate.")) for (const page of pages) await act(page);
    await host.getByRole("button", { name: phase.startsWith("adjudicate.") ? "Overnemen" : "Volgende fase", exact: true }).click();
    await host.waitForFunction((old) => document.querySelector("h1[data-phase]")?.dataset.phase !== old, phase);
  }
}

// The projector's screen in the size of the others.
async function shrunk(page, path) {
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, ...sizes.projector, scale: wide.width / sizes.projector.width };
  const { data } = await session.send("Page.captureScreenshot", { format: "png", clip });
  writeFileSync(path, Buffer.from(data, "base64"));
}

const server = await startGameServer();
const browser = await openBrowser();
try {
  const { host, room, code } = await openTable(browser, server);
  const [phone, laptop] = [await sit(browser, server.url, code, people[0]), await sit(browser, server.url, code, people[1])];
  await playTo("council.2", host, [phone, laptop]);
  await waitForPhase(room, "council.2");
  for (const page of [host, laptop, phone]) {
    await page.locator("article.motion").first().waitFor();
    await page.locator(".head [role=timer]", { hasText: /^3:/ }).waitFor(); // it runs
    await page.evaluate(() => scrollTo(0, 0));
  }
  await host.screenshot({ path: join(folder, "desk.png") });
  await laptop.screenshot({ path: join(folder, "seat-dark.png") });
  await phone.screenshot({ path: join(folder, "phone.png") });
  await room.bringToFront();
  await shrunk(room, join(folder, "room.png"));
} finally {
  await browser.close();
  await server.close();
}
