// SPDX-License-Identifier: EUPL-1.2
// kill.test.mjs -- the server is killed at random moments of a game over HTTP (T1). Whatever was answered with 200 is in the
// recording once; what was not answered is sent again with its key and is there once as well. Never sleeps to wait.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

const BIN = process.env.HS_BIN ?? 'build/release/hoeksteen';
const KILLS = process.env.HS_LONG === '1' ? 1000 : 100;
const SEATS = [['sg', 'chair'], ['saceur', 'planner'], ['pl', 'lead'], ['us', 'lead'], ['de', 'lead'], ['fr', 'lead'], ['nl', 'lead'], ['it', 'lead']];

// A small generator of its own, so that a failing run can be repeated.
const seed = Number(process.env.HS_SEED ?? Date.now() % 1e9);
let state = seed >>> 0;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

class Server {
  constructor(data) {
    this.data = data;
  }

  // Resolves when it listens; `link` is the host link it printed.
  start() {
    return new Promise((resolve, reject) => {
      let text = '';
      this.child = spawn(BIN, ['serve', '--port', '0', '--data', this.data], { stdio: ['ignore', 'pipe', 'pipe'] });
      this.gone = new Promise((done) => this.child.once('exit', done));
      this.child.once('exit', () => reject(new Error(`the server ended: ${text}`)));
      const hear = (piece) => {
        text += piece;
        const found = /listening on (http:\/\/\S+)/.exec(text);
        if (found) {
          this.base = found[1];
          this.link = /host#(\S+)/.exec(text)?.[1];
          resolve();
        }
      };
      this.child.stdout.on('data', hear);
      this.child.stderr.on('data', hear);
    });
  }

  async kill() {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  async command(token, key, body) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(`${this.base}/api/v1/commands`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  }
}

async function must(server, token, key, body) {
  const answer = await server.command(token, key, body);
  assert.equal(answer.status, 200, `${body.command}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function setUp(server) {
  const host = await must(server, null, 'claim-000001', { command: 'host.claim', secret: server.link });
  const made = await must(server, host.token, 'create-00001', { command: 'session.create', scenario: 'het-pakket', preset: 'seminar', names: 'real', clock: 'off', seed: '7' });
  const seats = [];
  for (const [team, job] of SEATS) {
    seats.push((await must(server, null, `join-${team}-00001`, { command: 'join', code: made.code, name: `Seat ${team}`, team, job })).token);
  }
  await must(server, host.token, 'start-000001', { command: 'session.start' });
  for (const from of ['brief', 'intel', 'assess']) await must(server, host.token, `next-${from}-001`, { command: 'phase.next', from });
  return { host: host.token, seats };
}

test(`${KILLS} kills: nothing answered is lost, nothing is there twice (HS_SEED=${seed})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoeksteen-kill-'));
  const server = new Server(join(folder, 'game.db'));
  const acknowledged = new Map(); // text -> answer
  let pending = [];               // sent, not answered: sent again with the same key
  let count = 0;
  await server.start();
  const game = await setUp(server);
  for (let kill = 0; kill < KILLS; kill += 1) {
    let dead = false;
    const again = pending;
    pending = [];
    const worker = async (seat) => {
      const mine = again.filter((row) => row.seat === seat);
      while (!dead) {
        const row = mine.shift() ?? { seat, key: `say-${seat}-${(count += 1)}-key`, text: `said ${seat} ${count}` };
        try {
          const answer = await server.command(game.seats[seat], row.key, { command: 'say', room: 'council', text: row.text });
          assert.equal(answer.status, 200, JSON.stringify(answer.body));
          acknowledged.set(row.text, JSON.stringify(answer.body));
        } catch (error) {
          if (error instanceof assert.AssertionError) throw error;
          pending.push(row, ...mine.splice(0));
          return;
        }
      }
      pending.push(...mine.splice(0));
    };
    const workers = SEATS.map((_, seat) => worker(seat));
    const wait = 1 + random(60);
    await new Promise((done) => setTimeout(done, wait)); // the random moment itself, not a wait for something
    await server.kill();
    dead = true;
    await Promise.all(workers);
    await server.start();
  }
  for (const row of pending) {
    const answer = await server.command(game.seats[row.seat], row.key, { command: 'say', room: 'council', text: row.text });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    acknowledged.set(row.text, JSON.stringify(answer.body));
  }
  const recording = await (await fetch(`${server.base}/api/v1/recording`, { headers: { authorization: `Bearer ${game.host}` } })).text();
  const said = recording.split('\n').filter((line) => line.includes('"type":"text"')).map((line) => JSON.parse(line).data.text);
  assert.equal(new Set(said).size, said.length, 'a decision is in the recording twice');
  assert.deepEqual([...said].sort(), [...acknowledged.keys()].sort());
  assert.ok(acknowledged.size > KILLS, `only ${acknowledged.size} decisions were answered`);
  const file = join(folder, 'game.jsonl');
  writeFileSync(file, recording);
  const verify = spawnSync(BIN, ['verify', file], { encoding: 'utf8' });
  assert.equal(verify.status, 0, verify.stdout + verify.stderr);
  await server.kill();
  rmSync(folder, { recursive: true });
});
