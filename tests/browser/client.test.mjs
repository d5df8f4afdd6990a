// SPDX-License-Identifier: EUPL-1.2
// The client in a real browser against its own dev server: tabs that share one stream, drafts, commands that survive a
// broken line and a reload, keyboard and focus, joining, the desk's links, the curtain, the replay.
import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { openBrowser, openContext, openServer, sizes } from "./lib/client.mjs";

let browser;
let server;
let context;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });
beforeEach(async () => {
  server = await openServer();
  ({ context } = await openContext(browser, { lang: "nl" }));
});
afterEach(async () => {
  await context.close();
  await server.close();
});

// Until a condition on our side holds; the test's own limit is the only clock.
async function until(condition, what) {
  for (let i = 0; i < 600; i++) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}

async function seat(name, path = "/play", participant = name) {
  const page = await context.newPage();
  await page.goto(`${server.url}${path}#t=fx.${name}&p=${participant}`);
  await page.locator(path === "/room" ? ".room-head" : ".head").waitFor();
  return page;
}

const streams = () => [...server.state.streams];
const news = (id, text) => ({ news: { [id]: { n: 99, turn: 3, day: 16, kind: "news", text: { nl: text, en: text } } } });
const openMessages = (page) => page.locator(".tab").nth(4).click();

test("tabs of one browser share one stream; when the leading tab closes another takes over", async () => {
  const names = ["play-intel", "play-council", "play-outcome", "play-red"];
  const pages = [];
  for (const name of names) pages.push(await seat(name));
  const stream = await until(() => { const [only, ...more] = streams(); return more.length === 0 && only?.tokens.length === 4 && only; }, "one stream with four tokens");
  assert.deepEqual([...stream.tokens].sort(), names.map((name) => `fx.${name}`).sort());
  for (const [i, page] of pages.entries()) {
    await openMessages(page);
    server.patch(`fx.${names[i]}`, news("x1", `alleen voor ${names[i]}`));
    await page.locator("main").getByText(`alleen voor ${names[i]}`).waitFor();
  }
  assert.equal(await pages[1].getByText("alleen voor play-intel").count(), 0, "no tab shows another seat's news");
  const before = stream;
  await pages[0].close({ runBeforeUnload: false });
  await until(() => streams().length === 1 && streams()[0] !== before, "a new stream of another tab");
  await until(() => streams()[0]?.tokens.length === 3, "the stream of who is left");
  for (const i of [1, 2, 3]) {
    server.patch(`fx.${names[i]}`, news("x2", `na de wissel ${names[i]}`));
    await pages[i].locator("main").getByText(`na de wissel ${names[i]}`).waitFor();
  }
});

test("a broken line is said, and mended by itself", async () => {
  const page = await seat("play-intel");
  await openMessages(page);
  const [first] = streams();
  server.dropStreams();
  await until(() => streams().length === 1 && streams()[0] !== first, "a second stream");
  server.patch("fx.play-intel", news("x3", "weer daar"));
  await page.locator("main").getByText("weer daar").waitFor();
  await page.locator(".banner.lost").waitFor({ state: "detached" });
});

test("what is being typed stays, with the caret, when a message, a new phase or a reload comes", async () => {
  const page = await seat("play-council");
  await page.getByLabel("de stilte breken").check();
  const reason = page.getByLabel("Reden (verplicht)");
  await reason.fill("Wij zien het anders");
  await reason.evaluate((element) => element.setSelectionRange(4, 4));
  server.patch("fx.play-council", { ...news("x4", "intussen"), council: { agenda: { m2: { rev: 3 } } } });
  await page.getByText("tekst 3", { exact: false }).first().waitFor();
  assert.equal(await reason.inputValue(), "Wij zien het anders");
  assert.deepEqual(await reason.evaluate((element) => [document.activeElement === element, element.selectionStart]), [true, 4]);
  server.patch("fx.play-council", { session: { phase: "outcome" } });
  await page.getByRole("heading", { name: "Uitkomst" }).first().waitFor();
  server.patch("fx.play-council", { session: { phase: "council" } });
  await reason.waitFor();
  assert.equal(await reason.inputValue(), "Wij zien het anders");
  await page.reload();
  await reason.waitFor();
  assert.equal(await reason.inputValue(), "Wij zien het anders");
  await page.getByRole("button", { name: "Antwoord geven" }).click();
  const sent = await until(() => server.state.commands.find(({ body }) => body.command === "motion.answer"), "the answer");
  assert.deepEqual(sent.body, { command: "motion.answer", motion: "m2", rev: 2, actor: "PL", answer: "break", reason: "Wij zien het anders" });
  await reason.waitFor({ state: "detached" });
});

test("a command is sent again with its key after a broken line and after a reload, and only until it was answered", async () => {
  const page = await seat("play-intel");
  const ready = page.getByRole("button", { name: "Klaar" });
  const sent = () => server.state.commands.filter(({ body }) => body.command === "ready");
  server.state.failNext = 2;
  await ready.click();
  await until(() => sent().length === 3, "three tries");
  assert.equal(new Set(sent().map(({ key }) => key)).size, 1);
  await until(() => page.evaluate(() => !Object.keys(localStorage).some((key) => key.startsWith("hs.out."))), "nothing waits");
  server.state.holdNext = 1;
  await ready.click();
  await until(() => sent().length === 4, "the command that hangs");
  await page.reload();
  await until(() => sent().length === 5, "the same after the reload");
  assert.equal(sent()[4].key, sent()[3].key);
  assert.notEqual(sent()[3].key, sent()[0].key);
  await until(() => page.evaluate(() => !Object.keys(localStorage).some((key) => key.startsWith("hs.out."))), "nothing waits");
  await page.reload();
  await page.locator(".head").waitFor();
  assert.equal(sent().length, 5);
});

test("joining: the code, a suggested name, a team; the token is nowhere in the address", async () => {
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByLabel("Spelcode").fill("k7p m2x");
  await page.getByRole("button", { name: "Naar het spel" }).click();
  const name = page.getByLabel("Schuilnaam");
  await name.waitFor();
  assert.equal(await name.inputValue(), "Stille Vos");
  assert.equal(await page.getByLabel("Secretaris-generaal").isDisabled(), true, "a full team cannot be chosen");
  await page.getByLabel("Polen").check();
  await page.getByLabel("diplomaat").check();
  await page.getByRole("button", { name: "Meedoen" }).click();
  await page.locator(".head").waitFor();
  assert.equal(page.url(), `${server.url}/play`);
  const { body, token } = server.state.commands[0];
  assert.deepEqual([body, token], [{ command: "join", code: "K7PM2X", name: "Stille Vos", team: "pl", job: "dip" }, ""]);
  await page.reload();
  await page.locator(".head").waitFor();
  const other = await context.newPage();
  await other.goto(`${server.url}/j/K7PM2X`);
  await other.getByText("Ik deed al mee").click();
  await other.getByLabel("Terugkeerzin").fill("een twee drie vier");
  await other.getByRole("button", { name: "Terug naar mijn plaats" }).click();
  await other.getByText("Deze terugkeerzin hoort niet bij dit spel.").waitFor();
});

test("a lost tab comes back from the list of seats of this browser", async () => {
  const first = await seat("play-intel", "/play", "p-lost");
  await first.close();
  const page = await context.newPage();
  await page.goto(`${server.url}/play`);
  await page.getByRole("button", { name: /Verder als/ }).click();
  await page.getByRole("heading", { name: "Inlichtingen" }).first().waitFor();
});

test("Dutch and English, light and dark, without a reload", async () => {
  const page = await seat("play-intel");
  await page.evaluate(() => { globalThis.sameDocument = true; });
  await page.locator(".menu > summary").click();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Intelligence" }).first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Dark" }).click();
  assert.notEqual(await paper(), light);
  assert.equal(await page.evaluate(() => globalThis.sameDocument), true);
});

test("why: by keyboard, with the three kinds of ground told apart, and the focus back where it was", async () => {
  const page = await seat("play-intel");
  await page.locator(".tab").nth(1).click();
  const button = page.locator("main .why-button").first();
  await button.focus();
  await page.keyboard.press("Enter");
  const panel = page.locator("dialog[open]");
  await panel.getByText("Niet antwoorden is slecht voor de eenheid.").waitFor();
  for (const kind of ["Stelling", "Bron van buiten", "Aanname"]) assert.ok(await panel.getByText(kind, { exact: false }).count() > 0, kind);
  assert.equal(await panel.getByText("−6", { exact: true }).count(), 1);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.equal(await button.evaluate((element) => document.activeElement === element), true);
});

test("time is said aloud at its marks", async () => {
  const page = await seat("play-intel");
  server.patch("fx.play-intel", { clock: { state: "running", ends: Date.now() + 61_900, left: null } });
  await page.locator("[data-testid=live]").getByText("Nog één minuut.").waitFor();
});

test("the facilitator's link is claimed once and leaves the address; a seat to rehearse and the room open in tabs of their own", async () => {
  const page = await context.newPage();
  await page.setViewportSize(sizes.laptop);
  await page.goto(`${server.url}/host#geheim123`);
  await page.locator(".head").waitFor();
  assert.equal(page.url(), `${server.url}/host`);
  assert.deepEqual(server.state.commands[0].body, { command: "host.claim", secret: "geheim123" });
  await page.getByText("Plaats om te oefenen", { exact: true }).first().click();
  const [rehearsal] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "inlichtingen" }).first().click()]);
  await rehearsal.locator(".head").waitFor();
  assert.equal(new URL(rehearsal.url()).hash, "");
  const [room] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "Scherm voor de zaal openen" }).click()]);
  await room.locator(".room-head").waitFor();
  assert.equal(new URL(room.url()).hash, "");
  await page.reload();
  await page.locator(".head").waitFor();
  assert.equal(server.state.commands.filter(({ body }) => body.command === "host.claim").length, 1);
});

test("the truth is on the page only while the curtain is held open", async () => {
  const page = await seat("host-intel", "/host");
  await page.locator(".tab").nth(3).click();
  const hold = page.getByRole("button", { name: "Houd ingedrukt om te zien" });
  const truth = page.locator(".curtain dd");
  assert.equal(await truth.count(), 0);
  await hold.focus();
  await page.keyboard.down("Space");
  await truth.getByText("kansen grijpen").waitFor();
  await page.keyboard.up("Space");
  await truth.waitFor({ state: "detached" });
  await hold.hover();
  await page.mouse.down();
  await truth.waitFor();
  await page.mouse.up();
  await truth.waitFor({ state: "detached" });
});

test("a seat that ended says so and forgets its token", async () => {
  const page = await seat("play-intel");
  for (const { response } of streams()) response.write('event: end\ndata: {"seat":0,"code":"removed"}\n\n');
  await page.getByRole("heading", { name: "Deze plaats is vervallen" }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("hs.seat")), null);
});

test("a recording is loaded, scrubbed by keyboard and seen through other eyes", async () => {
  const page = await context.newPage();
  await page.setViewportSize(sizes.laptop);
  await page.goto(`${server.url}/replay`);
  await page.getByLabel("Bestand met een opname").setInputFiles({ name: "game.jsonl", mimeType: "application/jsonl", buffer: Buffer.from("{}\n") });
  await page.getByText("nagerekend en in orde").waitFor();
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Beroep op artikel 5" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Uitkomst van beurt 3" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Beroep op artikel 5" }).count(), 0);
  await page.getByLabel("Door de ogen van").selectOption("pl");
  await page.getByRole("slider").waitFor();
});
