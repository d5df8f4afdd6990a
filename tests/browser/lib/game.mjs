// SPDX-License-Identifier: EUPL-1.2
// game.mjs -- a real server with a fresh data file for a browser test, and how people press their way through a game.
// Knows the screens by their words and roles, never the rules.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const program = process.env.HS_BIN ?? join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "build", "release", "hoeksteen");

export const runProgram = (...args) => spawnSync(program, args, { encoding: "utf8", timeout: 120_000 });

// One process on one data file, until it has printed its link.
async function startProcess(data, port, options) {
  const child = spawn(program, ["serve", "--port", String(port), "--data", data, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const link = await new Promise((resolve, reject) => {
    const hear = (piece) => {
      said += piece;
      const found = /https?:\/\/\S+\/host#[A-Za-z0-9_-]+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return { child, link };
}

async function endProcess(child, signal) {
  child.removeAllListeners("exit");
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  if (child.exitCode === null) await gone;
}

export async function startGameServer(...options) {
  if (!existsSync(program)) throw new Error(`${program} is not there: build the preset release, or set HS_BIN`);
  const folder = mkdtempSync(join(tmpdir(), "hoeksteen-browser-"));
  const data = join(folder, "game.db");
  let { child, link } = await startProcess(data, 0, options);
  const url = link.replace(/\/host#.*/, "");
  return {
    link,
    url,
    folder,
    data,
    async stop() { await endProcess(child, "SIGTERM"); },
    // Again on the same port and data; the pages that are open find it by themselves.
    async again() { ({ child } = await startProcess(data, new URL(url).port, options)); },
    async close() {
      await endProcess(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const phaseOf = (page) => page.locator("h1[data-phase]").getAttribute("data-phase");

export const waitForPhase = (page, wanted) => page.locator(`h1[data-phase="${wanted}"]`).waitFor();

// Presses a button and waits until its command was answered; gives the refusal that stands beside it, if any.
export async function press(button) {
  await button.click();
  await button.page().waitForFunction(() => !document.querySelector("[aria-busy=true]"));
}

// The private judgement and, where the team has one, its card: the second choice of every question.
export async function judge(page) {
  for (const name of [/^(Oordeel vastleggen|Put down my judgement)$/, /^(Kaart vastleggen|Put down the card)$/]) {
    const form = page.locator("form.card").filter({ has: page.getByRole("button", { name }) });
    if (await form.count() === 0) continue;
    for (const group of await form.locator("fieldset.radios").all()) await group.locator("input[type=radio]").nth(1).check();
    for (const slider of await form.locator("input[type=range]").all()) { await slider.focus(); await page.keyboard.press("ArrowRight"); }
    await press(form.getByRole("button", { name }));
  }
}

// An entry of a menu by its place among those that are able; from then on by its name, for menus change under the hand.
async function openEntry(page, section, nth) {
  const able = page.locator(`section[aria-labelledby=${section}] .action:not(.unable) .action-name`);
  const names = await able.evaluateAll((all) => all.map((one) => one.textContent));
  const name = names[Math.min(nth, names.length - 1)];
  if (name === undefined) return null;
  const exact = new RegExp(`^\\s*${name.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
  const card = page.locator(`section[aria-labelledby=${section}] .action`).filter({ has: page.locator(".action-name", { hasText: exact }) });
  await card.locator("summary").first().click();
  await chooseTargets(card);
  return card;
}

// Queues an action that can be done, with targets that can be chosen.
export async function act(page) {
  const card = await openEntry(page, "menu-title", 0);
  if (card) await press(card.getByRole("button", { name: /In de wachtrij zetten|Put in the queue/ }));
}

async function chooseTargets(card) {
  for (const select of await card.locator("select").all()) {
    const value = await select.locator("option:not([disabled])").nth(1).getAttribute("value");
    if (value) await select.selectOption(value);
  }
}

// Tables the nth motion that can be tabled. Gives false when there is none.
export async function tableMotion(page, nth = 0) {
  const card = await openEntry(page, "table-title", nth);
  if (!card) return false;
  await press(card.getByRole("button", { name: /^(Indienen|Table it)$/ }));
  return true;
}

async function fillAnswer(form, nth, reason) {
  const choices = form.locator("input[type=radio]");
  await choices.nth(Math.min(nth, await choices.count() - 1)).check({ timeout: 5000 });
  const words = form.locator("textarea");
  if (await words.count() > 0) await words.fill(reason, { timeout: 5000 });
  for (const select of await form.locator("select").all()) await select.selectOption({ index: 1 }, { timeout: 5000 });
  await press(form.getByRole("button", { name: /Antwoord geven|Give the answer/ }));
}

const openForm = "form.answer-form:not(.answered form)"; // an answer that was given is folded

// Answers every motion that waits for this seat with its nth answer, with a reason where one is due. A motion may be
// settled by others while this one is still choosing; then its form is gone, and that is no fault.
export async function answer(page, nth, reason) {
  let given = 0;
  for (const label of await page.locator(`article.motion:has(${openForm})`).evaluateAll((all) => all.map((one) => one.getAttribute("aria-labelledby")))) {
    const forms = page.locator(`article[aria-labelledby="${label}"] ${openForm}`);
    for (let left = await forms.count(); left > 0; left--) {
      try {
        await fillAnswer(forms.first(), nth, reason);
        await page.waitForFunction(([where, count]) => document.querySelectorAll(where).length < count, [`article[aria-labelledby="${label}"] ${openForm}`, left]);
        given += 1;
      } catch (error) {
        if (await forms.count() >= left) throw error;
      }
    }
  }
  return given;
}
