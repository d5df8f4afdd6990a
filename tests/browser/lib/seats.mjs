// SPDX-License-Identifier: EUPL-1.2
// seats.mjs -- people at a table who press what their screens offer, whatever the scenario: orders, judgements, motions,
// answers, consents, slips. Knows forms and buttons; never the rules, never the server's interface.
import { openContext } from "./client.mjs";

export async function sitAt(browser, url, code, { lang, size, theme, team }) {
  const opened = await openContext(browser, { lang, size, theme });
  const page = await opened.context.newPage();
  await page.goto(`${url}/j/${code}`);
  const teams = page.getByRole("group", { name: "Team" }).locator("input[type=radio]:enabled");
  await teams.first().waitFor();
  const count = await teams.count() - 1; // the first is "any team"
  await teams.nth(1 + (team < 0 ? count + team : Math.min(team, count - 1))).check();
  await page.getByRole("button", { name: /^(Meedoen|Join)$/ }).click();
  await page.locator(".head").waitFor();
  return { page, lang, theme, size, ...opened };
}

// Presses and waits for the answer to the command that this gives; gives what stands beside the button when it was refused.
export async function give(page, command, button) {
  const asked = new RegExp(`"command":"${command}"`);
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/api/v1/commands") && asked.test(answer.request().postData() ?? ""), { timeout: 20_000 }),
    button.click({ timeout: 10_000 }),
  ]);
  if (response.ok()) return null;
  const problem = await response.json();
  const words = problem.text?.en ?? problem.detail ?? problem.code;
  await page.locator(".refusal:not(.none):visible").first().waitFor(); // the refusal is said where the button is
  return `${command}: ${response.status()} ${words}`;
}

const reason = { nl: "Eerst de toerekening op papier.", en: "The attribution on paper first." };

async function chooseSelects(form, nth) {
  for (const select of await form.locator("select").all()) {
    const values = await select.locator("option:not([disabled])").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    if (values.length > 0) await select.selectOption(values[nth % values.length]);
  }
}

// Opens the nth able entry of a menu and gives its form; menus change under the hand, so by name from there on.
async function openEntry(page, menu, nth) {
  const entries = page.locator(`section[aria-labelledby=${menu}] > .actions > .action:not(.unable)`);
  const names = await entries.evaluateAll((all) => all.map((one) => one.querySelector(".action-name")?.textContent ?? ""));
  if (names.length === 0) return null;
  const nthName = names[nth % names.length];
  const place = names.indexOf(nthName);
  const form = entries.nth(place).locator("form");
  if (!(await form.isVisible())) await entries.nth(place).locator("summary").first().click();
  await form.waitFor({ timeout: 10_000 });
  return { form, name: nthName };
}

export async function order(seat, nth) {
  const { page } = seat;
  const entry = await openEntry(page, "menu-title", nth);
  if (!entry) return null;
  await chooseSelects(entry.form, nth);
  const before = await page.locator("section[aria-labelledby=queue-title] .queued").count();
  const refused = await give(page, "order", entry.form.locator("button[type=submit]"));
  if (refused) return { refused: `${entry.name}: ${refused}` };
  await page.waitForFunction((old) => document.querySelectorAll("section[aria-labelledby=queue-title] .queued").length > old, before);
  return { done: entry.name };
}

export async function takeBack(seat) {
  const { page } = seat;
  const rows = page.locator("section[aria-labelledby=queue-title] .queued");
  const button = rows.getByRole("button", { name: /^(Intrekken|Take back)/ }).first();
  if (await button.count() === 0) return null;
  const before = await rows.count();
  const refused = await give(page, "order.cancel", button);
  if (refused) return { refused };
  await page.waitForFunction((old) => document.querySelectorAll("section[aria-labelledby=queue-title] .queued").length < old, before);
  return { done: "taken back" };
}

// The private judgement first, then the team's card, which comes after it.
export async function judge(seat, nth) {
  const { page } = seat;
  const given = [];
  for (const command of ["vote", "card"]) {
    const form = page.locator(`form.card[aria-labelledby=${command}-title]`);
    if (await form.count() === 0) continue;
    for (const group of await form.locator("fieldset.radios").all()) {
      const choices = group.locator("input[type=radio]");
      await choices.nth(nth % await choices.count()).check();
    }
    for (const slider of await form.locator("input[type=range]").all()) { await slider.focus(); await page.keyboard.press(nth % 2 ? "ArrowLeft" : "ArrowRight"); }
    const refused = await give(page, command, form.locator("button[type=submit]"));
    if (refused) given.push({ refused });
    else given.push({ done: command });
    if (command === "vote" && !refused) await page.locator("form.card[aria-labelledby=card-title], section[aria-labelledby=team-card]").first().waitFor();
  }
  return given;
}

export async function table(seat, nth) {
  const { page } = seat;
  const entry = await openEntry(page, "table-title", nth);
  if (!entry) return null;
  await chooseSelects(entry.form, nth);
  const words = entry.form.locator("textarea");
  if (nth % 2 === 1 && await words.count() > 0) await words.fill(seat.lang === "nl" ? "Met spoed." : "As a matter of urgency.");
  const agenda = "section[aria-labelledby=agenda-title] .documents > *";
  const before = await page.locator(agenda).count();
  const refused = await give(page, "motion.table", entry.form.locator("button[type=submit]"));
  if (refused) return { refused: `${entry.name}: ${refused}` };
  await page.waitForFunction(([where, old]) => document.querySelectorAll(where).length > old, [agenda, before]);
  return { done: entry.name };
}

// What one motion asks of this seat. Others may settle it meanwhile; then its form is gone, and that is no fault.
async function answerForm(seat, form, nth) {
  const { page } = seat;
  const choices = form.locator("input[type=radio]");
  await choices.nth(nth % await choices.count()).check({ timeout: 5000 });
  const words = form.locator("textarea");
  if (await words.count() > 0) await words.fill(reason[seat.lang], { timeout: 5000 });
  await chooseSelects(form, nth);
  return give(page, "motion.answer", form.locator("button[type=submit]"));
}

const openForm = "form.answer-form:not(.answered form)"; // an answer that was given is folded

export async function answer(seat, nth) {
  const { page } = seat;
  const given = [];
  const labels = await page.locator(`article.motion:has(${openForm})`).evaluateAll((all) => all.map((one) => one.getAttribute("aria-labelledby")));
  for (const label of labels) {
    const motion = page.locator(`article[aria-labelledby="${label}"]`);
    const where = `article[aria-labelledby="${label}"] ${openForm}`;
    for (let left = await page.locator(where).count(); left > 0; left--) {
      try {
        const quiet = /stilte|silence/i.test(await motion.locator(".document-head").innerText());
        const refused = await answerForm(seat, page.locator(where).first(), nth);
        if (refused) { given.push({ refused }); break; }
        given.push({ done: quiet ? "silence" : "aloud" });
        await page.waitForFunction(([forms, count]) => document.querySelectorAll(forms).length < count, [where, left]);
      } catch (error) {
        if (await page.locator(where).count() >= left) throw error;
      }
    }
  }
  return given;
}

// Opens an answer that was given, and gives another.
export async function changeAnswer(seat, nth) {
  const fold = seat.page.locator("details.answered").first();
  if (await fold.count() === 0) return null;
  try {
    await fold.locator("summary").click({ timeout: 5000 });
    const refused = await answerForm(seat, fold.locator("form"), nth);
    return refused ? { refused } : { done: "changed" };
  } catch (error) {
    if (await fold.count() > 0) throw error;
    return null;
  }
}

// Consents: of an order of another team, and of a motion that touches one's own.
export async function consent(seat, yes) {
  const { page } = seat;
  const given = [];
  const asks = page.locator("section[aria-labelledby=asks-title] .queued");
  const agree = /^(Instemmen|Agree)$/;
  const refuse = /^(Weigeren|Refuse)$/;
  for (let count = await asks.count(); count > 0; count--) {
    const refused = await give(page, "order.consent", asks.first().getByRole("button", { name: yes ? agree : refuse }));
    if (refused) { given.push({ refused }); break; }
    given.push({ done: "consent" });
    await page.waitForFunction((old) => document.querySelectorAll("section[aria-labelledby=asks-title] .queued").length < old, count);
  }
  for (const button of await page.locator("article.motion > .row").getByRole("button", { name: yes ? agree : refuse }).all()) {
    const refused = await give(page, "motion.agree", button);
    given.push(refused ? { refused } : { done: "agreed" });
    break; // the page is another one now
  }
  return given;
}

export async function slip(seat, nth) {
  const { page } = seat;
  const given = [];
  for (const form of await page.locator(".slip-form").all()) {
    const choices = form.locator("input[type=radio]");
    const choice = choices.nth(nth % await choices.count());
    if (await choice.isChecked()) continue;
    const refused = await give(page, "motion.slip", choice);
    given.push(refused ? { refused } : { done: "slip" });
  }
  return given;
}

// One of the tools under the first motion that has them: the text amended, or what was asked made clear.
export async function useTool(seat, nth) {
  const { page } = seat;
  const folds = page.locator(".tools").first().locator("details");
  const count = await folds.count();
  if (count === 0) return null;
  const fold = folds.nth(nth % count);
  const form = fold.locator("form");
  if (!(await form.isVisible())) await fold.locator("summary").click();
  await form.locator("textarea").fill(reason[seat.lang]);
  if (await form.locator("input[type=checkbox]").count() > 0) await form.locator("input[type=checkbox]").first().click();
  const refused = await give(page, "motion\\.(?:amend|clarify)", form.locator("button[type=submit]"));
  return refused ? { refused } : { done: "tool" };
}
