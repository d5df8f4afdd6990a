// SPDX-License-Identifier: EUPL-1.2
// chart.cjs -- node chart.cjs FILE.jsonl FILE.svg: the ratios of one run, and how the server's figures grow, as bars of text
// and as an SVG. Of what was measured several times in turn, the median counts. Computes nothing else that is not in the file.
const fs = require("fs");

const [, , from, to] = process.argv;
const rows = fs.readFileSync(from, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const last = (name) => rows.filter((row) => row.bench === name).pop();
const median = (name) => {
  const all = rows.filter((row) => row.bench === name);
  const middle = (field) => all.map((row) => row[field]).sort((a, b) => a - b)[Math.floor(all.length / 2)];
  return all.length === 0 ? undefined : Object.fromEntries(Object.keys(all[0]).map((field) => [field, middle(field)]));
};
const fixed = (x) => (Math.abs(x) >= 100 ? x.toFixed(0) : Math.abs(x) >= 10 ? x.toFixed(1) : x.toFixed(2));

const ratios = () => {
  const load = median("server_load"), bgio = median("bgio"), colyseus = median("colyseus"), streams = median("streams"),
    start = last("start"), engine = last("engine");
  const list = [];
  const add = (text, value, aim, good) => list.push({ text, value, aim, good });
  if (engine) {
    add("engine: turns a second", engine.turns_s, "5000", engine.turns_s >= 5000);
    add("engine: a game, ms (median)", engine.game_p50_ms, "5", engine.game_p50_ms < 5);
  }
  if (start) {
    add("start to listening, ms (median)", start.listening_p50_ms, "100", start.listening_p50_ms <= 100);
  }
  if (streams) {
    add("2,000 streams: delivery / bare send(), flushes left out", streams.ratio_beyond_flush, "1.5", streams.ratio_beyond_flush <= 1.5);
    add("2,000 streams: KiB each", streams.kib_each, "", true);
  }
  if (load) {
    add("decisions a second (closed loop)", load.decisions_s, "8000", load.decisions_s >= 8000);
    add("server CPU a decision, us", load.server_cpu_us, "", true);
    add("paced: last seat, ms beyond the flush (median)", load.beyond_flush_ms, "1.5", load.beyond_flush_ms <= 1.5);
    add("memory of a game with its streams, KiB", load.game_kib, "", true);
  }
  const first = last("first_load");
  if (first) {
    add("a phone's first load: script, KiB gzip", first.script_gzip_kib, "60", first.script_gzip_kib <= 60);
  }
  if (load && bgio) {
    add("server CPU / boardgame.io's", load.server_cpu_us / bgio.server_cpu_us, "0.2", load.server_cpu_us <= bgio.server_cpu_us / 5);
  }
  if (load && colyseus) {
    add("server CPU / colyseus'", load.server_cpu_us / colyseus.server_cpu_us, "1", load.server_cpu_us <= colyseus.server_cpu_us);
  }
  console.log("\n== ratios and aims of this run");
  for (const { text, value, aim, good } of list) {
    console.log(`${text.padEnd(58)} ${fixed(value).padStart(9)}${aim ? `   aim ${aim} ${good ? "met" : "NOT met"}` : ""}`);
  }
};

const grown = [
  { title: "sessions", bench: "by_sessions", x: (row) => row.games },
  { title: "seats", bench: "by_seats", x: (row) => row.seats },
  { title: "events so far", bench: "by_events", x: (row) => row.accepted },
];
const figures = [
  { title: "server CPU a decision, us", y: (row) => row.server_cpu_us },
  { title: "paced median, ms", y: (row) => row.paced_p50_ms },
  { title: "memory, MiB", y: (row) => row.after_mib },
];

const panel = (points, title, x, y) => {
  const most = Math.max(...points.map((p) => p.y), 1e-9);
  const bar = (p, k) =>
    `<rect x="${x + 12 + k * 52}" y="${y + 130 - (88 * p.y) / most}" width="36" height="${(88 * p.y) / most}"/>` +
    `<text x="${x + 30 + k * 52}" y="${y + 145}" text-anchor="middle">${p.x}</text>` +
    `<text x="${x + 30 + k * 52}" y="${y + 125 - (88 * p.y) / most}" text-anchor="middle">${fixed(p.y)}</text>`;
  return `<text x="${x + 4}" y="${y + 12}">${title}</text>${points.map(bar).join("")}`;
};

ratios();
const panels = [];
grown.forEach((axis, row) => {
  figures.forEach((figure, column) => {
    const points = rows.filter((row) => row.bench === axis.bench).map((r) => ({ x: axis.x(r), y: figure.y(r) })).sort((a, b) => a.x - b.x);
    if (points.length < 2) {
      return;
    }
    const most = Math.max(...points.map((p) => p.y));
    console.log(`\n${figure.title} by ${axis.title}`);
    for (const p of points) {
      console.log(`${String(p.x).padStart(8)} ${fixed(p.y).padStart(9)} ${"#".repeat(Math.round((40 * p.y) / most))}`);
    }
    panels.push(panel(points, `${figure.title} by ${axis.title}`, 10 + column * 260, 10 + row * 165));
  });
});
if (panels.length > 0) {
  fs.writeFileSync(to, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 510" font-family="sans-serif" font-size="11" fill="#1f4e79">${panels.join("")}</svg>\n`);
  console.log(`\ndrawn in ${to}`);
}
