// SPDX-License-Identifier: EUPL-1.2
// look.mjs -- what is wrong with a page as it stands: text that is no text, parts that stick out, things too small for a
// thumb. Reads the page and presses nothing.

// Whatever a program says when it has nothing to say, and names of the book that were left standing in a sentence.
const noText = String.raw`\bundefined\b|\bNaN\b|\[object |\{[A-Za-z_.0-9]+\}|\bnull\b|%[ds]\b`;

// Sentences that hold what no sentence holds.
export const textFaults = (page) => page.evaluate((source) => {
  const pattern = new RegExp(source);
  const list = document.body.innerText.split("\n").filter((line) => pattern.test(line)).slice(0, 5).map((line) => `no text: ${line.slice(0, 160)}`);
  if (!/OEFENING\s*\/\s*EXERCISE/.test(document.body.innerText)) list.push("the mark of an exercise is missing");
  return list;
}, noText);

// What is wider than the screen, though nothing scrolls it.
export const widthFaults = (page) => page.evaluate(() => {
  const list = [];
  if (document.documentElement.scrollWidth > innerWidth) list.push(`page is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll("main *, header *, nav *")) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.right <= innerWidth + 1 || element.closest(".scroll-x, .tabs, .sr, .menu-box, svg")) continue;
    list.push(`sticks out to ${Math.round(box.right)}: ${element.outerHTML.slice(0, 120)}`);
    if (list.length > 4) break;
  }
  return list;
});

export const thumbFaults = (page) => page.evaluate(() => {
  const list = [];
  for (const element of document.querySelectorAll("button, a[href], summary, select, textarea, input:not([type=radio], [type=checkbox]), label:has(input[type=radio], input[type=checkbox])")) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || element.classList.contains("skip")) continue;
    if (element.matches(".book-words a")) continue; // inside a sentence, where WCAG 2.5.8 asks for no size
    if (box.height < 43.5 || box.width < 43.5) list.push(`${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 90)}`);
  }
  return list;
});
