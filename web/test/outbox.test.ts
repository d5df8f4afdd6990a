// SPDX-License-Identifier: EUPL-1.2
// A command is neither lost nor made twice: stored before it is sent, the same key until an answer came, in order.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { Unanswered, type Answer } from '../src/api.js';
import { Outbox, type OutboxWorld } from '../src/outbox.js';
import type { Box } from '../src/storage.js';

// Node 18 has it, but not as a global; every browser does.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

function memoryBox(): Box {
  const map = new Map<string, string>();
  return {
    get: (key) => (map.has(key) ? JSON.parse(map.get(key) ?? 'null') : null), set: (key, value) => { map.set(key, JSON.stringify(value)); },
    remove: (key) => { map.delete(key); }, keys: () => [...map.keys()],
  };
}

function world(box: Box, script: (Answer | 'lost')[]) {
  const posts: { key: string; body: string; stored: boolean }[] = [];
  const late: Answer[] = [];
  const waits: number[] = [];
  const given: OutboxWorld = {
    box,
    post: (owner, key, body) => {
      posts.push({ key, body, stored: box.get(`out.${owner}.${key}`) !== null });
      const next = script.shift() ?? { ok: true, body: {} };
      return next === 'lost' ? Promise.reject(new Unanswered(null)) : Promise.resolve(next);
    },
    wait: (ms) => { waits.push(ms); return Promise.resolve(); },
    now: () => 1000,
    waiting: () => {},
    late: (answer) => { late.push(answer); },
  };
  return { outbox: new Outbox(given), posts, late, waits, given };
}

test('a command is stored before it is sent and gone after its answer', async () => {
  const box = memoryBox();
  const { outbox, posts } = world(box, [{ ok: true, body: { order: 'q1' } }]);
  assert.deepEqual(await outbox.send('p1', 'order', { action: 'a' }), { ok: true, body: { order: 'q1' } });
  assert.equal(posts[0]?.stored, true);
  assert.match(posts[0]?.key ?? '', /^[A-Za-z0-9_-]{8,64}$/);
  assert.deepEqual(JSON.parse(posts[0]?.body ?? ''), { command: 'order', action: 'a' });
  assert.deepEqual(box.keys(), []);
});

test('a lost answer is asked for again with the same key, and a refusal is an answer', async () => {
  const refused: Answer = { ok: false, problem: { status: 409, code: 'wrong_phase' } };
  const { outbox, posts, waits } = world(memoryBox(), ['lost', 'lost', refused]);
  assert.deepEqual(await outbox.send('p1', 'ready', { on: true }), refused);
  assert.equal(new Set(posts.map((post) => post.key)).size, 1);
  assert.equal(posts.length, 3);
  assert.equal(waits.length, 2);
});

test('two commands keep their order, also when the first is slow, and have two keys', async () => {
  const { outbox, posts } = world(memoryBox(), ['lost', { ok: true, body: { n: 1 } }, { ok: true, body: { n: 2 } }]);
  const answers = await Promise.all([outbox.send('p1', 'a', {}), outbox.send('p1', 'b', {})]);
  assert.deepEqual(posts.map((post) => JSON.parse(post.body).command), ['a', 'a', 'b']);
  assert.deepEqual(answers.map((answer) => answer.ok && answer.body.n), [1, 2]);
  assert.equal(new Set(posts.map((post) => post.key)).size, 2);
});

test('after a reload what has no answer is sent again with its key; of another owner or too old is not', async () => {
  const box = memoryBox();
  box.set('out.p1.KEY00001', { key: 'KEY00001', owner: 'p1', body: '{"command":"say"}', at: 900 });
  box.set('out.p2.KEY00002', { key: 'KEY00002', owner: 'p2', body: '{}', at: 900 });
  box.set('out.p1.KEY00003', { key: 'KEY00003', owner: 'p1', body: '{}', at: -1_000_000 });
  const { outbox, posts, late } = world(box, [{ ok: false, problem: { status: 409, code: 'stale' } }]);
  outbox.resume('p1');
  for (let i = 0; i < 20; i++) await Promise.resolve();
  assert.deepEqual(posts.map((post) => post.key), ['KEY00001']);
  assert.equal(late.length, 1);
  assert.deepEqual(box.keys(), ['out.p2.KEY00002']);
});
