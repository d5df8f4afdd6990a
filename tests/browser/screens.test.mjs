// SPDX-License-Identifier: EUPL-1.2
// Every screen of the client with data of the middle of a game, in both languages, light and dark: no violation that axe
// finds, no complaint of the browser (the headers of the product apply), nothing wider than a phone, nothing smaller
// than a thumb, nothing too small for the last row of the room.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, openBrowser, openContext, openServer, sizeOf, sizes } from "./lib/client.mjs";
import { thumbFaults, widthFaults } from "./lib/look.mjs";

let browser;
let server;
before(async () => { server = await openServer(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await server?.close(); });

const others = { start: "/", join: "/j/K7PM2X", "join-unknown": "/j/ZZZZZZ", "no-seat": "/play", host: "/host", rules: "/rules", "rules-of-a-kind": "/rules/action", "rules-one": "/rules/rule.line.unanswered", "rules-all": "/rules/all", replay: "/replay" };

function pages() {
  const seats = Object.entries(server.screens).map(([name, screen]) => ({ name, path: screen.path, url: `${server.url}${screen.path}#t=fx.${name}&p=${name}` }));
  return [...seats, ...Object.entries(others).map(([name, path]) => ({ name, path, url: server.url + path }))];
}

async function open(context, { url, path, name }) {
  const page = await context.newPage();
  await page.setViewportSize(others[name] ? sizes.phone : sizeOf(path));
  await page.goto(url);
  const ready = others[name] ? "main h1" : path === "/room" ? ".room-head" : ".head";
  await page.locator(ready).first().waitFor();
  // A part that is fetched when it is opened says "…" until it is here.
  await page.waitForFunction(() => !/Laden …|Loading …/.test(document.body.innerText));
  return page;
}

// Through the page's own switches, which every page has.
async function show(page, lang, theme) {
  await page.evaluate(([wantedLang, wantedTheme]) => {
    document.querySelector(`.switch button[lang=${wantedLang}]`).click();
    const themes = [...document.querySelectorAll(".switch")].find((group) => group.querySelectorAll("button").length === 3);
    themes.querySelectorAll("button")[wantedTheme === "light" ? 1 : 2].click();
  }, [lang, theme]);
  await page.waitForFunction(([wantedLang, wantedTheme]) =>
    document.documentElement.lang === wantedLang && document.documentElement.dataset.theme === wantedTheme, [lang, theme]);
}

const looks = [["nl", "light"], ["nl", "dark"], ["en", "dark"], ["en", "light"]];

test("axe finds nothing on any screen, in two languages, light and dark", async () => {
  const { context, complaints } = await openContext(browser);
  const found = [];
  for (const entry of pages()) {
    const page = await open(context, entry);
    assert.match(await page.evaluate(() => document.body.innerText), /OEFENING\s*\/\s*EXERCISE/, `${entry.name} bears the mark`);
    // What is folded is read as well.
    await page.evaluate(() => { for (const fold of document.querySelectorAll("details:not(.menu)")) fold.open = true; });
    for (const [lang, theme] of looks) {
      await show(page, lang, theme);
      for (const violation of await axe(page)) found.push(`${entry.name} ${lang} ${theme}: ${violation}`);
    }
    await page.close();
  }
  await context.close();
  assert.equal(found.length, 0, found.join("\n"));
  assert.deepEqual(complaints.filter((text) => !/404 \(Not Found\)/.test(text)), []);
});

test("the sections of a seat, the desk's pages and the why panel pass as well", async () => {
  const { context } = await openContext(browser, { lang: "en" });
  const found = [];
  const screens = [["play-council", "/play", ".tab"], ["host-adjudicate", "/host", ".tab"]];
  for (const [name, path, tab] of screens) {
    const page = await open(context, { name, path, url: `${server.url}${path}#t=fx.${name}&p=${name}` });
    for (let i = 0; i < 5; i++) {
      await page.locator(tab).nth(i).click();
      for (const violation of await axe(page)) found.push(`${name} ${i}: ${violation}`);
    }
    await page.locator(tab).nth(name === "play-council" ? 1 : 0).click();
    await page.locator(".why-button:visible").first().click();
    await page.locator("dialog[open] .ground-text").first().waitFor();
    for (const violation of await axe(page)) found.push(`${name} why: ${violation}`);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.locator(".menu > summary").first().click();
    for (const violation of await axe(page)) found.push(`${name} menu: ${violation}`);
    await page.close();
  }
  await context.close();
  assert.equal(found.length, 0, found.join("\n"));
});

test("a phone: nothing wider than the screen, nothing to press smaller than 44 by 44", async () => {
  const { context } = await openContext(browser, { lang: "nl" });
  const found = [];
  for (const entry of pages().filter(({ name, path }) => path === "/play" || others[name])) {
    const page = await open(context, entry);
    await page.evaluate(() => { for (const fold of document.querySelectorAll("details:not(.menu)")) fold.open = true; });
    const faults = [...await widthFaults(page), ...await thumbFaults(page)];
    found.push(...faults.map((fault) => `${entry.name}: ${fault}`));
    await page.close();
  }
  await context.close();
  assert.equal(found.length, 0, found.join("\n"));
});

test("the room screen: no text under 28 px at 1920 wide, no bar to scroll the page", async () => {
  const { context } = await openContext(browser, { lang: "nl", size: sizes.projector });
  const found = [];
  for (const entry of pages().filter(({ path }) => path === "/room")) {
    const page = await open(context, entry);
    const faults = await page.evaluate(() => {
      const list = [];
      const walker = document.createTreeWalker(document.querySelector(".room"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.textContent.trim() || !element?.checkVisibility() || element.closest(".sr, .menu-box")) continue;
        const svg = element.closest("svg");
        const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        const size = parseFloat(getComputedStyle(element).fontSize) * scale;
        if (size < 27.9) list.push(`${size.toFixed(1)} px: ${element.className} ${node.textContent.trim().slice(0, 40)}`);
      }
      if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) list.push("the page is larger than the screen");
      return list;
    });
    found.push(...faults.map((fault) => `${entry.name}: ${fault}`));
    await page.close();
  }
  await context.close();
  assert.equal(found.length, 0, found.join("\n"));
});
