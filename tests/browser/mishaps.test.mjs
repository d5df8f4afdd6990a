// SPDX-License-Identifier: EUPL-1.2
// What goes wrong in a classroom, on the real server: pages that are loaded again in the middle of a sentence, the back
// button, a wrong code, a used link, a lost facilitator, a server that goes away, ten seats in one browser, two games side
// by side, a broken file. Each time a clear sentence, and nothing that was written is lost.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openContext, sizes } from "./lib/client.mjs";
import { press, runProgram, startGameServer, waitForPhase } from "./lib/game.mjs";

let browser;
let server;
before(async () => { server = await startGameServer(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await server?.close(); });

const heading = (page, name) => page.getByRole("heading", { name }).first().waitFor();

async function openGame(host, title) {
  await host.locator(".scenario", { hasText: title }).getByRole("radio").check();
  await host.getByText("Zonder klok").click();
  await host.getByRole("button", { name: "Sessie openen" }).click();
  await waitForPhase(host, "lobby.0");
  return (await host.locator(".qr .code").innerText()).trim();
}

async function sitDown(context, code, nth) {
  const page = await context.newPage();
  await page.goto(`${server.url}/j/${code}`);
  const teams = page.getByRole("group", { name: "Team" }).locator("input[type=radio]:enabled");
  await teams.first().waitFor();
  await teams.nth(nth).check();
  await page.getByRole("button", { name: /^(Meedoen|Join)$/ }).click();
  await page.locator(".head").waitFor();
  return page;
}

test("a class with every mishap loses nothing", async () => {
  const desk = await openContext(browser, { lang: "nl", size: sizes.laptop });
  const host = await desk.context.newPage();
  await host.goto(server.link);
  await host.locator(".scenario").first().waitFor();
  const code = await openGame(host, "Het pakket");

  // A wrong code, an old link in another browser, and the way on from each.
  const phone = await openContext(browser, { lang: "nl", size: sizes.phone });
  const lost = await phone.context.newPage();
  await lost.goto(`${server.url}/j/ZZZZZZ`);
  await lost.getByRole("alert").filter({ hasText: "Er is geen open spel met deze code." }).waitFor();
  await lost.getByRole("link", { name: "Andere code" }).click();
  await lost.getByLabel("Spelcode").waitFor();
  await lost.goto(server.link);
  await lost.getByText("hoeksteen host-link").waitFor();
  assert.equal(await lost.locator("form.setup").count(), 0);

  // Ten seats in ten tabs of one browser, one stream.
  const seats = [];
  const open = await host.evaluate(async (code_) => (await (await fetch(`/api/v1/lobby/${code_}`)).json()).teams, code);
  const free = Object.values(open).reduce((sum, team) => sum + team.free, 0);
  for (let k = 0; k < 10; k++) seats.push(await sitDown(phone.context, code, k < free ? 1 : 0));
  for (const page of seats) await waitForPhase(page, "lobby.0");
  const names = await Promise.all(seats.map((page) => page.evaluate(() => JSON.parse(sessionStorage.getItem("hs.seat")).participant)));
  assert.equal(new Set(names).size, 10, "each tab has a seat of its own");

  await host.getByRole("button", { name: "Spel starten" }).click();
  for (const page of seats) await waitForPhase(page, "brief.0");
  const [first, second] = seats;
  await first.locator(".tab").nth(4).click();
  const draft = first.getByRole("textbox", { name: "Bericht" });
  await draft.fill("Wij zijn halverwege een zin");
  await first.locator(".menu > summary").click();
  await first.locator(".switch button[lang=en]").click();
  assert.equal(await first.getByRole("textbox", { name: "Message" }).inputValue(), "Wij zijn halverwege een zin", "another language");
  await first.locator(".switch button[lang=nl]").click();
  await first.reload();
  await waitForPhase(first, "brief.0");
  assert.equal(await draft.inputValue(), "Wij zijn halverwege een zin", "loaded again");
  await first.evaluate(() => { history.pushState(null, "", "/rules"); dispatchEvent(new PopStateEvent("popstate")); });
  await first.locator("main h1").waitFor();
  await first.locator("h1[data-phase]").waitFor({ state: "detached" });
  await first.goBack();
  await waitForPhase(first, "brief.0");
  assert.equal(await draft.inputValue(), "Wij zijn halverwege een zin", "there and back again");

  // The server goes away while everybody is on the page, and comes back.
  await server.stop();
  await first.locator(".banner.lost").waitFor();
  await press(first.getByRole("button", { name: "Versturen" }).first()).catch(() => {});
  await second.locator(".banner.lost").waitFor();
  await server.again();
  for (const page of [host, ...seats]) await page.locator(".banner.lost").waitFor({ state: "detached", timeout: 60_000 });
  await first.locator("main").getByText("Wij zijn halverwege een zin").waitFor();
  assert.equal(await draft.inputValue(), "", "it was sent once the server was back");

  // The facilitator's laptop breaks: a link for this game gives the desk back, and the old one hears of it.
  const given = runProgram("host-link", "--game", code, "--data", server.data);
  assert.equal(given.status, 0, given.stderr);
  const other = await openContext(browser, { lang: "nl", size: sizes.laptop });
  const desk2 = await other.context.newPage();
  await desk2.goto(given.stdout.trim());
  await waitForPhase(desk2, "brief.0");
  await heading(host, "Deze plaats is vervallen");
  assert.notEqual(runProgram("host-link", "--game", "ZZZZZZ", "--data", server.data).status, 0);

  // A second table beside it, and back.
  await desk2.getByRole("button", { name: "Spellen", exact: true }).click();
  await press(desk2.getByRole("button", { name: "Nieuwe tafel ernaast" }));
  await desk2.locator(".scenario").first().waitFor();
  const code2 = await openGame(desk2, "Cyberrel");
  assert.notEqual(code2, code);
  const third = await sitDown(phone.context, code2, 1);
  await waitForPhase(third, "lobby.0");
  await desk2.getByRole("button", { name: "Spellen", exact: true }).click();
  const row = desk2.locator("li", { hasText: code });
  await row.getByRole("button", { name: "Naar deze tafel" }).click();
  await waitForPhase(desk2, "brief.0");
  await waitForPhase(third, "lobby.0");

  // A branch is watched as well as a game; a broken file is said to be broken.
  await desk2.getByRole("button", { name: "Spel", exact: true }).click();
  for (const phase of ["intel.1", "assess.1"]) {
    await desk2.getByRole("button", { name: "Volgende fase" }).click();
    await waitForPhase(desk2, phase);
  }
  await desk2.getByRole("button", { name: "Spellen", exact: true }).click();
  await press(desk2.getByRole("button", { name: "Zijtak openen" }));
  await waitForPhase(desk2, "intel.1");
  const file = join(server.folder, "branch.jsonl");
  const [download] = await Promise.all([desk2.waitForEvent("download"), desk2.getByRole("button", { name: "Opname ophalen" }).click()]);
  await download.saveAs(file);
  const shown = runProgram("replay", file, "--as", "pl");
  assert.equal(shown.status, 0, shown.stderr);
  assert.ok(JSON.parse(shown.stdout.trim().split("\n").at(-1)), "replay --as gives JSON");
  const broken = join(server.folder, "broken.jsonl");
  writeFileSync(broken, readFileSync(file, "utf8").replace(/"seed":"?[0-9]+/, (found) => `${found}1`));
  await desk2.goto(`${server.url}/replay`);
  await desk2.getByLabel("Bestand met een opname").setInputFiles(broken);
  await desk2.getByRole("alert").filter({ hasText: /beschadigd/ }).waitFor();
  await desk2.getByLabel("Bestand met een opname").setInputFiles(file);
  await desk2.getByText("nagerekend en in orde").waitFor();
  assert.equal(await desk2.getByRole("alert").filter({ hasText: /beschadigd/ }).count(), 0);
});
