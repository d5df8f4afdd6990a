// SPDX-License-Identifier: EUPL-1.2
// Every scenario, played to its end by people in real browsers (HS_LONG=1): a facilitator's laptop, the projector, and
// seats on a phone and laptops in two languages, light and dark; whoever has no seat is played by the model. People press
// what their screens offer; every screen of every turn is read. At the end the recording is verified and watched again.
// HS_SCENARIO=id,id plays some of them, HS_SHOTS=FOLDER keeps pictures.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { axe, openBrowser, openContext, sizes } from "./lib/client.mjs";
import { phaseOf, runProgram, startGameServer, waitForPhase } from "./lib/game.mjs";
import { textFaults, thumbFaults, widthFaults } from "./lib/look.mjs";
import { answer, changeAnswer, consent, give, judge, order, sitAt, slip, table, takeBack, useTool } from "./lib/seats.mjs";

// `team` is the place of a team in the list that the joining page shows; -1 is the last.
const phone = { lang: "nl", size: sizes.phone, theme: "light" };
const laptop = { lang: "en", size: sizes.laptop, theme: "dark" };
const nightPhone = { lang: "en", size: sizes.phone, theme: "dark" };
const scenarios = {
  cyberrel: { title: "Cyberrel", seats: [{ ...phone, team: 0 }, { ...laptop, team: 1 }, { ...nightPhone, team: 3 }] },
  "het-pakket": { title: "Het pakket", seats: [{ ...phone, team: 1 }, { ...laptop, team: 0 }, { ...nightPhone, team: -2 }] },
  "weken-vooraf": { title: "Weken vooraf", seats: [{ ...phone, team: 2 }, { ...laptop, team: 0 }, { ...nightPhone, team: -1 }] },
  "vier-kwadranten": { title: "Vier kwadranten", seats: [{ ...phone, team: 1 }, { ...laptop, team: 0 }, { ...nightPhone, team: -1 }] },
  "een-stoel-minder": { title: "Een stoel minder", seats: [{ ...phone, team: 3 }, { ...laptop, team: 0 }, { ...nightPhone, team: 2 }] },
  "lange-adem": { title: "Lange adem", seats: [{ ...phone, team: 3 }, { ...laptop, team: 0 }] },
  stresstest: { title: "Stresstest", seats: [{ ...phone, team: 0 }, { ...laptop, team: 1 }] },
};
const wanted = (process.env.HS_SCENARIO ?? "").split(",").filter(Boolean);
const skip = wanted.length === 0 && !process.env.HS_LONG ? "long: set HS_LONG=1" : false;

let browser;
let server;
before(async () => { if (!skip) browser = await openBrowser(); });
after(async () => { await browser?.close(); });
beforeEach(async () => { if (!skip) server = await startGameServer(); });
afterEach(async () => { await server?.close(); server = null; });

// What happened at one table: what people did, what was refused, what is wrong with a screen.
function openBook(id) {
  const counts = new Map();
  const refusals = [];
  const faults = new Set();
  return {
    id, refusals, faults,
    count: (kind) => counts.get(kind) ?? 0,
    all: () => [...counts].map(([kind, count]) => `${kind} ${count}`).join(", "),
    add(kind, ...given) {
      for (const one of given.flat()) {
        if (one?.done) counts.set(kind || one.done, (counts.get(kind || one.done) ?? 0) + 1);
        if (one?.refused) refusals.push(one.refused);
      }
    },
  };
}

async function openTable(id, title) {
  const desk = await openContext(browser, { lang: "nl", size: sizes.laptop });
  const host = await desk.context.newPage();
  await host.goto(server.link);
  const card = host.locator(".scenario", { has: host.locator(".scenario-title", { hasText: new RegExp(`^${title}$`) }) });
  await card.waitFor();
  await card.getByRole("radio").check();
  await host.getByText("Zonder klok").click();
  await host.locator("summary", { hasText: /^Meer$/ }).click();
  await host.getByLabel("Zaadgetal").fill("7");
  await host.getByRole("button", { name: "Sessie openen" }).click();
  await waitForPhase(host, "lobby.0");
  const code = (await host.locator(".qr .code").innerText()).trim();
  const [room] = await Promise.all([desk.context.waitForEvent("page"), host.getByRole("button", { name: "Scherm voor de zaal openen" }).click()]);
  await room.setViewportSize(sizes.projector);
  await room.locator(".room-head").waitFor();
  await host.bringToFront(); // a page behind the one that it opened gets a frame a second
  return { id, desk, host, room, code, book: openBook(id), seen: new Set(), seats: [] };
}

const shotsOf = (id) => {
  if (!process.env.HS_SHOTS) return null;
  const folder = join(process.env.HS_SHOTS, id);
  mkdirSync(folder, { recursive: true });
  return folder;
};

async function readPage({ page, name }, where, game, thorough) {
  const { book } = game;
  const note = (list) => { for (const fault of list) book.faults.add(`${where}, ${name}: ${fault}`); };
  note(await textFaults(page));
  if (page.viewportSize().width < 500) note(await widthFaults(page));
  if (!thorough) return;
  if (page.viewportSize().width < 500) note(await thumbFaults(page));
  note(await axe(page));
}

// Everybody comes into the phase; every page is read, thoroughly where its phase is seen for the first time.
async function look(game, phase) {
  const pages = [{ page: game.host, name: "desk" }, { page: game.room, name: "room" }, ...game.seats.map(({ page }, nth) => ({ page, name: `seat ${nth}` }))];
  for (const { page } of pages) await waitForPhase(page, phase);
  const [name, turn] = phase.split(".");
  const first = !game.seen.has(name);
  game.seen.add(name);
  const folder = shotsOf(game.id);
  for (const one of pages) {
    await readPage(one, phase, game, first);
    if (folder) await one.page.screenshot({ path: join(folder, `${turn.padStart(2, "0")}-${name}-${one.name.replace(" ", "")}.png`), fullPage: one.name !== "room" });
  }
}

// Every section of a seat and every page of the desk, once in a while.
async function leafThrough(game, phase) {
  const folder = shotsOf(game.id);
  for (const [name, page] of [["desk", game.host], ...game.seats.map(({ page: one }, nth) => [`seat ${nth}`, one])]) {
    const tabs = page.locator(".tab");
    for (let i = 1; i < await tabs.count(); i++) {
      await tabs.nth(i).click();
      await page.locator(`.tab:nth-child(${i + 1})[aria-current=page]`).waitFor();
      await readPage({ page, name: `${name}, section ${i}` }, phase, game, true);
      if (folder) await page.screenshot({ path: join(folder, `${phase}-${name.replace(" ", "")}-section${i}.png`), fullPage: true });
    }
    await tabs.nth(0).click();
  }
}

const lean = 4; // after so many turns people do less: a year of months is long

const deeds = {
  assess: async ({ seats, book }, turn) => { for (const [nth, seat] of seats.entries()) book.add("", await judge(seat, turn + nth)); },
  async deliberate({ seats, book }, turn) {
    for (const [nth, seat] of seats.entries()) {
      book.add("", await consent(seat, turn % 2 === 0));
      for (const more of turn > lean ? [0] : [0, 3]) book.add("order", await order(seat, turn * 2 + nth + more));
      if (turn === 1) book.add("", await takeBack(seat));
      if (turn === 1) book.add("order", await order(seat, nth));
      book.add("", await consent(seat, turn % 2 === 0));
    }
    for (const seat of seats) book.add("", await consent(seat, true));
  },
  async council({ seats, book }, turn) {
    for (const [nth, seat] of seats.entries()) {
      book.add("", await consent(seat, true));
      book.add("motion", await table(seat, turn + nth));
    }
    for (const [nth, seat] of seats.entries()) book.add("", await consent(seat, nth % 2 === 0));
    book.add("", await useTool(seats[turn % seats.length], turn));
    for (const [nth, seat] of seats.entries()) book.add("", await answer(seat, turn === 2 ? nth : 0));
    for (const [nth, seat] of seats.entries()) book.add("", await slip(seat, turn + nth));
    if (turn > lean) return;
    for (const seat of seats) book.add("motion", await table(seat, turn));
    for (const seat of seats) book.add("", await answer(seat, 0));
    if (turn % 2 === 0) book.add("", await changeAnswer(seats[0], turn));
  },
  async adjudicate({ host, book }, turn) {
    const row = host.getByRole("button", { name: /^Vervangen: / }).first();
    if (turn !== 1 || await row.count() === 0) return;
    await row.click();
    await host.getByLabel("Toelichting (verplicht)").fill("Afgesproken in de klas.");
    for (const select of await host.locator("form.override select").all()) if (await select.inputValue() === "") await select.selectOption({ index: 1 });
    const refused = await give(host, "override", host.getByRole("button", { name: "Waarde vervangen" }));
    book.add("override", refused ? { refused } : { done: "override" });
  },
  // Everybody says to be ready; with the last one the phase is over by itself.
  async outcome({ host, seats, book }, turn) {
    if (turn !== 1) return false;
    for (const [nth, { page }] of seats.entries()) {
      const refused = await give(page, "ready", page.locator(".ready-bar .button"));
      book.add("ready", refused ? { refused } : { done: "ready" });
      if (!refused && nth < seats.length - 1) await page.locator(".ready-bar .button[aria-pressed=true]").waitFor();
    }
    await host.locator(`h1[data-phase="outcome.${turn}"]`).waitFor({ state: "detached" });
    return true;
  },
  async reveal({ host, book }) {
    for (let step = 0; step < 12; step++) {
      const button = host.getByRole("button", { name: "Volgende stap tonen" });
      if (await button.count() === 0) return;
      const now = await host.locator("#reveal-title + .help").innerText();
      const refused = await give(host, "reveal.next", button);
      book.add("reveal", refused ? { refused } : { done: "reveal" });
      await host.waitForFunction((old) => document.querySelector("#reveal-title + .help")?.textContent !== old, now);
    }
  },
};

async function onward({ host }, phase) {
  const name = phase.startsWith("adjudicate.") ? "Overnemen" : "Volgende fase";
  await host.getByRole("button", { name, exact: true }).click();
  await host.waitForFunction((old) => document.querySelector("h1[data-phase]")?.dataset.phase !== old, phase, { timeout: 60_000 });
}

// The recording: fetched, verified, and watched to its last step.
async function record(game) {
  const { host, id } = game;
  await host.locator(".tab").nth(4).click();
  const [download] = await Promise.all([host.waitForEvent("download"), host.getByRole("button", { name: "Opname ophalen" }).click()]);
  const file = join(server.folder, `${id}.jsonl`);
  await download.saveAs(file);
  const verified = runProgram("verify", file);
  assert.equal(verified.status, 0, verified.stderr + verified.stdout);
  await host.goto(`${server.url}/replay`);
  await host.getByLabel("Bestand met een opname").setInputFiles(file);
  await host.getByText("nagerekend en in orde").waitFor({ timeout: 60_000 });
  await host.getByRole("slider").focus();
  await host.keyboard.press("End");
  await host.getByRole("heading", { name: "Tijdlijn" }).waitFor();
  await readPage({ page: host, name: "replay" }, "replay", game, true);
}

async function playToTheEnd(id, { title, seats }) {
  const game = await openTable(id, title);
  for (const seat of seats) game.seats.push(await sitAt(browser, server.url, game.code, seat));
  await look(game, "lobby.0");
  await give(game.host, "lobby.lock", game.host.getByRole("button", { name: "Deur dichtdoen" }));
  await game.host.getByRole("button", { name: "Deur is dicht" }).waitFor();
  await game.host.getByRole("button", { name: "Spel starten" }).click();
  await waitForPhase(game.host, "brief.0");
  for (let step = 0; step < 120; step++) {
    const phase = await phaseOf(game.host);
    const [name, turn] = phase.split(".");
    await look(game, phase);
    if (name === "debrief") break;
    const moved = await deeds[name]?.(game, Number(turn));
    if (moved === true) continue;
    if (["deliberate", "council"].includes(name)) await look(game, phase);
    if (name === "council" && turn === "2") await leafThrough(game, phase);
    await onward(game, phase);
  }
  assert.equal((await phaseOf(game.host)).split(".")[0], "debrief");
  await leafThrough(game, "debrief");
  await record(game);
  return game;
}

for (const [id, scenario] of Object.entries(scenarios)) {
  test(`${id}, played to the end by people in browsers`, { skip: skip || (wanted.length > 0 && !wanted.includes(id)), timeout: 1_500_000 }, async (context) => {
    const game = await playToTheEnd(id, scenario);
    context.diagnostic(`${id}: ${game.book.all()}; phases: ${[...game.seen].join(" ")}`);
    assert.deepEqual([...game.book.faults], []);
    assert.deepEqual(game.book.refusals, [], "what a screen offers, the server takes");
    for (const kind of ["order", "motion", "silence"]) assert.ok(game.book.count(kind) > 0, `somebody did: ${kind}`);
    const complaints = [game.desk, ...game.seats].flatMap((opened) => opened.complaints);
    assert.deepEqual(complaints.filter((text) => !/40\d \(/.test(text)), []);
    for (const opened of [game.desk, ...game.seats]) await opened.context.close();
  });
}
