// SPDX-License-Identifier: EUPL-1.2
// Running clocks, in real browsers: the other scenario with phases of a few seconds. A phase that is over moves on by
// itself, everybody sees the same countdown, a pause holds it, a running silence keeps the council open, the adjudication
// accepts itself. Waits for what the pages show; measures no time.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, openBrowser, openContext, sizes, web } from "./lib/client.mjs";
import { phaseOf, press, runProgram, startGameServer, waitForPhase } from "./lib/game.mjs";

const rules = join(web, "..", "rules");
const folder = mkdtempSync(join(tmpdir(), "hoeksteen-clock-"));
let browser;
let server;

function change(file, edit) {
  const value = JSON.parse(readFileSync(file, "utf8"));
  edit(value);
  writeFileSync(file, JSON.stringify(value));
}

// Seconds: short where nobody acts, longer where somebody does; the silence outlasts its council.
before(async () => {
  for (const part of ["book", "scenarios"]) cpSync(join(rules, part), join(folder, part), { recursive: true });
  change(join(folder, "scenarios", "cyberrel", "scenario.json"), (scenario) => {
    scenario.turns[0].phases = { intel: 40, assess: 2, deliberate: 2, council: 20, adjudicate: 2, outcome: 60 };
    scenario.clock.brief = 2;
  });
  change(join(folder, "book", "motions.json"), (book) => { for (const motion of book.motions) if (motion.procedure === "silence") motion.seconds = 25; });
  server = await startGameServer("--book", join(folder, "book"), "--scenarios", join(folder, "scenarios"));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const countdown = (page) => page.locator(".head [role=timer], .room-head [role=timer]");
const secondsOf = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
const left = async (page) => secondsOf(await countdown(page).innerText());

async function setUp() {
  const desk = await openContext(browser, { lang: "nl", size: sizes.laptop });
  const host = await desk.context.newPage();
  await host.goto(server.link);
  await host.locator(".scenario", { hasText: "Cyberrel" }).getByRole("radio").check();
  await host.locator("summary", { hasText: /^Meer$/ }).click();
  await host.getByLabel("Zaadgetal").fill("1"); // with these dice the model's countries let the chosen motion stand
  await host.getByLabel("Zoek een aanname").fill("MA-14");
  const number = host.locator(".assumption", { hasText: "MA-14" }).getByLabel("Kans zonder andere oorzaken, in procenten", { exact: true });
  await number.fill("900");
  await host.getByRole("button", { name: "Sessie openen" }).click();
  await host.locator("form.setup > .refusal", { hasText: "MA-14.base" }).waitFor(); // out of range: nothing is sent
  await number.fill("9");
  await host.getByRole("button", { name: "Sessie openen" }).click();
  await waitForPhase(host, "lobby.0");
  const code = (await host.locator(".qr .code").innerText()).trim();
  const [room] = await Promise.all([desk.context.waitForEvent("page"), host.getByRole("button", { name: "Scherm voor de zaal openen" }).click()]);
  const phone = await openContext(browser, { lang: "en", size: sizes.phone, theme: "dark" });
  const page = await phone.context.newPage();
  await page.goto(`${server.url}/j/${code}`);
  await page.getByRole("radio", { name: /^Estonia/ }).check();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Changed by the host" }).waitFor();
  await page.getByText("9 instead of 8").waitFor();
  return { host, room, page, pages: [host, room, page], complaints: () => [...desk.complaints, ...phone.complaints] };
}

// The inputs of the game in their order, out of its recording.
async function inputsOf(host) {
  const text = await host.evaluate(async () => {
    const { token } = JSON.parse(sessionStorage.getItem("hs.seat"));
    return (await fetch("/api/v1/recording", { headers: { Authorization: `Bearer ${token}` } })).text();
  });
  return { text, inputs: text.split("\n").filter((line) => line.includes('"seq":')).map((line) => JSON.parse(line)) };
}

test("phases move on by themselves, a pause holds them, a silence keeps its council open", async () => {
  const { host, room, page, pages, complaints } = await setUp();
  await host.getByRole("button", { name: "Spel starten" }).click();
  for (const one of pages) await waitForPhase(one, "intel.1"); // the briefing is over by itself

  await host.getByRole("button", { name: "Stilzetten" }).click();
  for (const one of pages) await one.locator(".head .paused, .room-head .paused").waitFor();
  const stood = [];
  for (const one of pages) stood.push(await left(one));
  assert.ok(stood.every((seconds) => seconds > 0 && seconds <= 40 && seconds === stood[0]), `everybody sees the same time: ${stood}`);
  assert.equal(await host.getByRole("button", { name: "Stilzetten" }).count(), 0, "a pause is not offered twice");
  await press(host.getByRole("button", { name: /^\+1 min/ }));
  await page.waitForFunction((old) => { const text = document.querySelector(".head [role=timer]").textContent.split(":"); return Number(text[0]) * 60 + Number(text[1]) === old + 60; }, stood[0]);
  await host.getByRole("button", { name: "Hervatten", exact: true }).click();
  for (const one of pages) await one.locator(".head .paused, .room-head .paused").waitFor({ state: "detached" });
  await page.waitForFunction((old) => { const text = document.querySelector(".head [role=timer]").textContent.split(":"); return Number(text[0]) * 60 + Number(text[1]) < old; }, stood[0] + 60);
  assert.equal(await phaseOf(page), "intel.1");

  await host.getByRole("button", { name: "Volgende fase" }).click();
  for (const one of pages) await waitForPhase(one, "council.1"); // judgement and deliberation are over by themselves
  const card = page.locator("section[aria-labelledby=table-title] .action:not(.unable)", { hasText: "Silence procedure" }).first();
  await card.locator("summary").click();
  for (const select of await card.locator("select").all()) await select.selectOption({ index: 1 });
  await press(card.getByRole("button", { name: "Table it" }));
  const motion = page.locator("article.motion [role=timer]").first();
  await motion.waitFor();
  const faults = [];
  for (const one of pages) faults.push(...await axe(one));
  assert.ok(await left(page) >= secondsOf(await motion.innerText()), "the council lasts at least as long as the silence");
  await motion.waitFor({ state: "detached", timeout: 60_000 });
  for (const one of pages) await waitForPhase(one, "outcome.1"); // council and adjudication are over by themselves
  await room.locator(".room-main h2").first().waitFor();

  const { inputs } = await inputsOf(host);
  assert.deepEqual(inputs[0].data.set, { "MA-14.base": 9 }, "the recording tells what was changed");
  const place = (what) => inputs.findIndex((line) => what(line));
  const to = (name) => place((line) => line.type === "phase" && line.data.to === name);
  for (const name of ["intel", "deliberate", "council", "adjudicate", "outcome"]) assert.equal(inputs[to(name)].data.cause, "clock", `the clock led to ${name}`);
  const deadline = place((line) => line.type === "deadline");
  assert.ok(deadline > to("council") && deadline < to("adjudicate"), "the silence ended within its council");
  const file = join(folder, "game.jsonl");
  await host.getByRole("button", { name: "Spellen", exact: true }).click();
  await press(host.getByRole("button", { name: "Beëindigen" }));
  await host.getByRole("button", { name: "Druk nog eens om te bevestigen" }).click();
  for (const one of [host, page]) await one.locator('h1[data-phase^="closed"]').waitFor();
  await host.getByRole("heading", { name: "Nieuwe sessie" }).waitFor(); // the next game of the same people
  writeFileSync(file, (await inputsOf(host)).text);
  const verified = runProgram("verify", file);
  assert.equal(verified.status, 0, verified.stderr + verified.stdout);
  assert.deepEqual(faults, []);
  assert.deepEqual(complaints().filter((line) => !/40\d \(/.test(line)), []);
});
