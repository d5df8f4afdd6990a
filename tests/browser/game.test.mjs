// SPDX-License-Identifier: EUPL-1.2
// A whole game on the real server, with people in real browsers: a facilitator's laptop, five seats on phones and laptops
// in two languages, and the projector; from the first link to a recording that verifies and is watched again. Every
// screen is read by axe on the way. With HS_SHOTS=FOLDER pictures of the screens are kept there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, openBrowser, openContext, sizes } from "./lib/client.mjs";
import { act, answer, judge, phaseOf, press, runProgram, startGameServer, tableMotion, waitForPhase } from "./lib/game.mjs";

let browser;
let server;
before(async () => { server = await startGameServer(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await server?.close(); });

const seats = [
  { lang: "nl", size: sizes.phone, theme: "light" }, { lang: "nl", size: sizes.phone, theme: "dark" }, { lang: "en", size: sizes.phone, theme: "light" },
  { lang: "en", size: sizes.laptop, theme: "dark" }, { lang: "nl", size: sizes.laptop, theme: "light" },
];

async function join_(code, { lang, size, theme }, nth) {
  const opened = await openContext(browser, { lang, size, theme });
  const page = await opened.context.newPage();
  await page.goto(`${server.url}/j/${code}`);
  const teams = page.getByRole("group", { name: "Team" }).locator("input[type=radio]:enabled");
  await teams.first().waitFor();
  await teams.nth(1 + nth).check();
  await page.getByRole("button", { name: /^(Meedoen|Join)$/ }).click();
  await page.locator(".head").waitFor();
  return { page, lang, ...opened };
}

test("a whole game, from the facilitator's link to a verified recording", async () => {
  const desk = await openContext(browser, { lang: "nl", size: sizes.laptop });
  const host = await desk.context.newPage();
  const found = [];
  const watched = new Set();

  await host.goto(server.link);
  const card = host.locator(".scenario", { hasText: "Het pakket" });
  await card.waitFor();
  assert.equal(new URL(host.url()).hash, "", "the link's secret left the address");
  await card.getByRole("radio").check();
  await host.getByText("Zonder klok").click();
  found.push(...(await axe(host)).map((fault) => `set-up: ${fault}`));
  await host.getByRole("button", { name: "Sessie openen" }).click();
  await waitForPhase(host, "lobby.0");
  const code = (await host.locator(".qr .code").innerText()).trim();
  assert.match(code, /^[A-Z0-9]{6}$/);
  const [room] = await Promise.all([desk.context.waitForEvent("page"), host.getByRole("button", { name: "Scherm voor de zaal openen" }).click()]);
  await room.setViewportSize(sizes.projector);
  await room.locator(".room-head").waitFor();
  await host.bringToFront(); // a page behind the one that it opened gets a frame a second

  const players = [];
  for (const [nth, seat] of seats.entries()) players.push(await join_(code, seat, nth === 0 ? 0 : 1));
  const pages = [host, room, ...players.map(({ page }) => page)];

  // Everybody is in the same phase, sees the mark, and axe finds nothing; the first time a phase is seen.
  async function look(phase) {
    for (const page of pages) await waitForPhase(page, phase);
    const name = phase.split(".")[0];
    const again = watched.has(name) && name !== "council";
    watched.add(name);
    if (again) return;
    for (const [nth, page] of pages.entries()) {
      if (process.env.HS_SHOTS) await page.screenshot({ path: join(process.env.HS_SHOTS, `${phase}-${nth}.png`), fullPage: nth > 1 });
      assert.match(await page.evaluate(() => document.body.innerText), /OEFENING\s*\/\s*EXERCISE/);
      await page.waitForFunction(() => !/Laden …|Loading …/.test(document.body.innerText));
      for (const fault of await axe(page)) found.push(`${phase}, page ${nth}: ${fault}`);
    }
  }

  // The facilitator to all, a player to the team, and a step out of the role and back.
  async function speak() {
    await host.locator(".tab").nth(2).click();
    await host.getByRole("textbox", { name: "Bericht" }).fill("Nog tien minuten voor de pauze.");
    await press(host.getByRole("button", { name: "Aan iedereen zeggen" }));
    const { page } = players[0];
    await page.locator(".tab").nth(4).click();
    await page.locator("main").getByText("Nog tien minuten voor de pauze.").waitFor();
    await page.getByRole("textbox", { name: "Bericht" }).fill("Wie spreekt er straks voor ons?");
    await press(page.getByRole("button", { name: "Versturen" }));
    await page.locator("main").getByText("Wie spreekt er straks voor ons?").waitFor();
    await page.locator(".tab").nth(0).click();
    await page.locator(".menu > summary").click();
    await press(page.getByRole("button", { name: "Uit mijn rol stappen" }));
    await press(page.getByRole("button", { name: "Weer meespelen" }));
    await page.getByRole("heading", { name: "U bent uit uw rol" }).waitFor({ state: "detached" });
    for (const other of players.slice(1)) assert.equal(await other.page.getByText("Wie spreekt er straks voor ons?").count(), 0, "a team's talk stays in the team");
    await host.locator(".tab").nth(0).click();
  }

  // One round of what people do in a phase, and the facilitator's step onward.
  async function play(phase, turn) {
    if (phase === "intel" && turn === 2) await speak();
    if (phase === "assess") for (const { page } of players) await judge(page);
    if (phase === "deliberate") for (const { page } of players) await act(page);
    if (phase === "council") {
      for (const [nth, { page }] of players.entries()) await tableMotion(page, nth % 3);
      for (const [nth, { page, lang }] of players.entries()) await answer(page, turn === 2 ? nth : 0, lang === "nl" ? "Eerst de toerekening op papier." : "The attribution on paper first.");
    }
    if (phase === "adjudicate") {
      if (turn === 1) {
        const row = host.getByRole("button", { name: /^Vervangen: / }).first();
        if (await row.count() > 0) {
          await row.click();
          await host.getByLabel("Toelichting (verplicht)").fill("Afgesproken in de klas.");
          for (const select of await host.locator("form.override select").all()) if (await select.inputValue() === "") await select.selectOption({ index: 1 });
          await press(host.getByRole("button", { name: "Waarde vervangen" }));
        }
      }
      await host.getByRole("button", { name: "Overnemen", exact: true }).click();
    } else if (phase === "reveal" && await host.getByRole("button", { name: "Volgende stap tonen" }).count() > 0) {
      const text = () => host.locator("#reveal-title + .help").innerText();
      for (let step = 0; step < 12; step++) {
        const now = await text();
        const [at, of] = now.match(/\d+/g).map(Number);
        if (at >= of) break;
        await host.getByRole("button", { name: "Volgende stap tonen" }).click();
        await host.waitForFunction((old) => document.querySelector("#reveal-title + .help")?.textContent !== old, now);
      }
      await host.getByRole("button", { name: "Volgende fase" }).click();
    } else {
      await host.getByRole("button", { name: "Volgende fase" }).click();
    }
  }

  await look("lobby.0");
  await host.getByRole("button", { name: "Spel starten" }).click();
  await waitForPhase(host, "brief.0");
  for (let step = 0; step < 60; step++) {
    const phase = await phaseOf(host);
    await look(phase);
    const [name, turn] = phase.split(".");
    if (name === "debrief" || name === "closed") break;
    await play(name, Number(turn));
    await host.waitForFunction((old) => document.querySelector("h1[data-phase]")?.dataset.phase !== old, phase);
  }
  assert.equal((await phaseOf(host)).split(".")[0], "debrief");
  for (const wanted of ["brief", "intel", "assess", "deliberate", "council", "adjudicate", "outcome", "reveal", "debrief"]) assert.ok(watched.has(wanted), `the phase ${wanted} was played`);

  // Any number explains itself.
  const phone = players[0].page;
  await phone.locator(".tab").nth(1).click();
  await phone.locator("main .why-button").first().click();
  await phone.locator("dialog[open] .term").first().waitFor();
  await phone.keyboard.press("Escape");

  // The recording: fetched, verified, watched again.
  await host.locator(".tab").nth(4).click();
  const [download] = await Promise.all([host.waitForEvent("download"), host.getByRole("button", { name: "Opname ophalen" }).click()]);
  const file = join(server.folder, "game.jsonl");
  await download.saveAs(file);
  const verified = runProgram("verify", file);
  assert.equal(verified.status, 0, verified.stderr + verified.stdout);

  // Back to the start of turn 2: a branch with the same people, and the first game again.
  await host.getByLabel("Terug naar het begin van").selectOption({ label: "beurt 2" });
  await press(host.getByRole("button", { name: "Zijtak openen" }));
  for (const page of pages) await waitForPhase(page, "intel.2");
  await host.getByText("zijtak van beurt 2").waitFor();
  await press(host.getByRole("button", { name: "Openen", exact: true }));
  for (const page of pages) await waitForPhase(page, "debrief.4");

  await host.goto(`${server.url}/replay`);
  await host.getByLabel("Bestand met een opname").setInputFiles(file);
  await host.getByText("nagerekend en in orde").waitFor();
  const slider = host.getByRole("slider");
  const last = Number(await slider.getAttribute("max"));
  assert.ok(last > 10, "the film has steps");
  await slider.focus();
  await host.keyboard.press("End");
  await host.getByRole("heading", { name: "Tijdlijn" }).waitFor();
  found.push(...(await axe(host)).map((fault) => `replay: ${fault}`));
  await host.getByLabel("Door de ogen van").selectOption({ label: "het publiek" });
  await host.getByText("nagerekend en in orde").waitFor();

  assert.equal(found.length, 0, found.join("\n"));
  const complaints = [desk, ...players].flatMap((opened) => opened.complaints);
  assert.deepEqual(complaints.filter((text) => !/40\d \(/.test(text)), []);
});
