// SPDX-License-Identifier: EUPL-1.2
// run.cjs -- node run.cjs [--games 50] [--seats 8] [--seconds 5] [--peers bgio,colyseus]: the closed loop of server_load at two
// well-known servers: the next move of a match goes when all its seats have the last one. Prints one JSON line a peer.
const { fork } = require("child_process");
const fs = require("fs");
const path = require("path");
const { performance } = require("perf_hooks");
const peers = require("./clients.cjs");

console.warn = console.error = () => {}; // colyseus' client complains at join of a hidden hand; the state is right

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const GAMES = Number(option("games", 50));
const SEATS = Number(option("seats", 8));
const SECONDS = Number(option("seconds", 5));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const part = (sorted, of) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))];

const start = async (file, port) => {
  const env = { ...process.env, PORT: String(port), SEATS: String(SEATS), NODE_ENV: "production" };
  const child = fork(path.join(__dirname, file), { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const asked = new Map();
  await new Promise((done) => child.on("message", (m) => (m.ready ? done() : asked.get(m.id)(m))));
  let id = 0;
  const used = () => new Promise((done) => { asked.set(++id, done); child.send({ id }); });
  const stop = () => new Promise((done) => { child.once("exit", done); child.kill("SIGKILL"); });
  return { url: `http://127.0.0.1:${port}`, used, stop };
};

const measure = async (name, port) => {
  const peer = peers[name];
  const server = await start(peer.file, port);
  let times = [], moves = 0, open = false;
  const go = (match) => {
    match.seen = 0;
    match.sent = performance.now();
    peer.move(match, match.n % SEATS, (match.n * 7) % 64);
  };
  const seen = (match, seat, n) => {
    if (!open || n !== match.n + 1 || ++match.seen < SEATS) {
      return;
    }
    times.push(performance.now() - match.sent);
    match.n++;
    moves++;
    go(match);
  };
  const before = await server.used();
  const matches = [];
  for (let k = 0; k < GAMES; k++) {
    matches.push(await peer.open(server.url, SEATS, seen));
  }
  open = true;
  matches.forEach(go);
  await wait(1500);
  const first = await server.used();
  times = [];
  moves = 0;
  const began = performance.now();
  await wait(SECONDS * 1000);
  const last = await server.used();
  const spent = (performance.now() - began) / 1000, done = moves;
  open = false;
  await server.stop();
  const sorted = times.sort((a, b) => a - b);
  const round = (x) => Math.round(x * 1000) / 1000;
  return {
    bench: name, games: GAMES, seats: SEATS, decisions_s: round(done / spent), server_cpu_us: round((last.cpu - first.cpu) / done),
    closed_p50_ms: round(part(sorted, 0.5)), closed_p99_ms: round(part(sorted, 0.99)), game_kib: round((last.rss - before.rss) / 1024 / GAMES),
  };
};

(async () => {
  let port = 20000 + (process.pid % 10000);
  for (const name of option("peers", "bgio,colyseus").split(",")) {
    const line = `${JSON.stringify(await measure(name, ++port))}\n`;
    process.stdout.write(line);
    if (process.env.HS_BENCH_OUT) {
      fs.appendFileSync(process.env.HS_BENCH_OUT, line);
    }
  }
  process.exit(0);
})().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
