// SPDX-License-Identifier: EUPL-1.2
// tidy_ids.mjs BOOK ALLOWED: prints patterns for grep -E, one a line, of the ids of the rule book that must not occur in
// code: those of variables, formulas, actions, incidents, motions, actors and rules with three or more characters. A word
// that ALLOWED lists is sought inside quotes only, or not at all. Complains when ALLOWED lists a word that is no id (any
// more) or gives no reason.
import { readFileSync, readdirSync, statSync, existsSync } from "node:fs";
import { join, basename } from "node:path";

const KINDS = ["variables", "formulas", "actions", "incidents", "motions", "actors", "allies", "rules"];
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function jsonFiles(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return jsonFiles(path);
    return name.endsWith(".json") ? [path] : [];
  });
}

// The entries of one kind: a list of objects with an id, or an object whose keys are the ids.
function entryIds(list) {
  if (Array.isArray(list)) return list.map((entry) => entry?.id).filter((id) => typeof id === "string");
  return isObject(list) ? Object.keys(list).filter((key) => isObject(list[key])) : [];
}

function bookIds(folder) {
  const ids = new Set();
  for (const path of jsonFiles(folder)) {
    const content = JSON.parse(readFileSync(path, "utf8"));
    const kind = KINDS.find((name) => path.slice(folder.length).split("/").some((part) => basename(part, ".json") === name));
    const wrapped = KINDS.filter((name) => isObject(content) && name in content);
    for (const name of wrapped) for (const id of entryIds(content[name])) ids.add(id);
    if (kind && wrapped.length === 0) for (const id of entryIds(content)) ids.add(id);
    if (kind && isObject(content) && typeof content.id === "string") ids.add(content.id);
  }
  return ids;
}

function allowedWords(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => {
    const [word, where, ...reason] = line.split(/\s+/);
    if (!["name", "text"].includes(where) || reason.length < 2) throw new Error(`${path}: ${word} has no reason`);
    return { word, where };
  });
}

const [book, allowed] = process.argv.slice(2);
const ids = bookIds(book);
const patterns = [];
for (const { word, where } of allowedWords(allowed)) {
  if (!ids.delete(word)) throw new Error(`${allowed}: ${word} is no id of the book`);
  if (where === "name") patterns.push(`["'\`]${word}["'\`]`);
}
for (const id of [...ids].filter((id) => id.length >= 3).sort()) {
  patterns.push(`(^|[^A-Za-z0-9_])${id.replace(/[.\-]/g, "[$&]")}([^A-Za-z0-9_]|$)`);
}
if (patterns.length > 0) console.log(patterns.join("\n"));
