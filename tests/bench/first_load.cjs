// SPDX-License-Identifier: EUPL-1.2
// first_load.cjs -- node first_load.cjs DIST: gzip bytes of the script a phone fetches first: what index.html names and what
// that imports statically. Chunks that are fetched when a page is opened do not count. Prints one JSON line.
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const dist = process.argv[2];
const html = fs.readFileSync(path.join(dist, "index.html"), "utf8");
const todo = [...html.matchAll(/<script[^>]*src="\/?([^"]+)"/g)].map((match) => path.join(dist, match[1]));
const seen = new Set();
let bytes = 0;
while (todo.length > 0) {
  const file = todo.pop();
  if (seen.has(file)) {
    continue;
  }
  seen.add(file);
  const text = fs.readFileSync(file);
  bytes += zlib.gzipSync(text, { level: 9 }).length;
  for (const match of text.toString().matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)) {
    todo.push(path.join(path.dirname(file), match[1]));
  }
}
console.log(JSON.stringify({ bench: "first_load", files: seen.size, script_gzip_kib: Math.round(bytes / 102.4) / 10 }));
