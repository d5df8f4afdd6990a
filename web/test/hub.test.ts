// SPDX-License-Identifier: EUPL-1.2
// Tabs and stream together: one connection for all seats, every tab its own view, gaps answered by the whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hub } from '../src/hub.js';
import { claimFor } from '../src/tabs.js';
import { Air, Clock } from './world.js';

interface Line { tokens: string[]; push(name: string, data: object): void; close(): void; closed: boolean }

function world() {
  const clock = new Clock();
  const air = new Air();
  const lines: Line[] = [];
  const refuse = { next: 0 };
  const fetcher = ((_url: string, init: RequestInit) => {
    if (refuse.next > 0) { refuse.next -= 1; return Promise.reject(new TypeError('refused')); }
    const header = new Headers(init.headers).get('Authorization') ?? '';
    let control: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (given) => { control = given; } });
    const line: Line = {
      tokens: header.replace('Bearer ', '').split(', '), closed: false,
      push: (name, data) => control.enqueue(new TextEncoder().encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)),
      close: () => { if (!line.closed) { line.closed = true; control.close(); } },
    };
    init.signal?.addEventListener('abort', () => { if (!line.closed) { line.closed = true; control.error(new Error('aborted')); } });
    lines.push(line);
    return Promise.resolve(new Response(body, { status: 200 }));
  }) as typeof fetch;
  const open = (id: string) => {
    const seen: unknown[] = [];
    const ends: string[] = [];
    const hub = new Hub(id, air.channel(id), clock.timers(id), { view: (view) => seen.push(view), end: (code) => ends.push(code), link: () => {} }, fetcher);
    return { id, hub, seen, ends, last: () => seen.at(-1) };
  };
  return { clock, air, lines, open, refuse };
}

const breathe = async (): Promise<void> => { for (let i = 0; i < 30; i++) await Promise.resolve(); await new Promise((resolve) => setImmediate(resolve)); };

async function pass(clock: Clock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 100) { clock.run(Math.min(100, left)); await breathe(); }
}

test('three tabs, one stream; each gets its own view and its own patches', async () => {
  const { clock, lines, open } = world();
  const tabs = ['a', 'b', 'c'].map(open);
  for (const tab of tabs) { tab.hub.start(`token-${tab.id}`); await pass(clock, 400); }
  await pass(clock, 1500);
  const live = lines.filter((line) => !line.closed);
  assert.equal(live.length, 1);
  const line = live[0]!;
  assert.deepEqual(line.tokens, ['token-a', 'token-b', 'token-c']);
  line.push('hello', { now: 0 });
  line.tokens.forEach((token, seat) => line.push('view', { seat, n: 1, now: 0, view: { who: token, count: 1 } }));
  await pass(clock, 100);
  for (const tab of tabs) assert.deepEqual(tab.last(), { who: `token-${tab.id}`, count: 1 });
  line.push('patch', { seat: 1, n: 2, now: 0, patch: { count: 2 } });
  await pass(clock, 100);
  assert.deepEqual(tabs[1]?.last(), { who: 'token-b', count: 2 });
  assert.equal(tabs[0]?.seen.length, 1);
  line.push('end', { seat: 2, code: 'removed' });
  await pass(clock, 100);
  assert.deepEqual(tabs[2]?.ends, ['removed']);
  assert.deepEqual(tabs[0]?.ends, []);
});

test('a missing number makes the leader open the stream again', async () => {
  const { clock, lines, open } = world();
  const tab = open('a');
  tab.hub.start('t');
  await pass(clock, 500);
  lines[0]?.push('view', { seat: 0, n: 1, now: 0, view: { x: 1 } });
  lines[0]?.push('patch', { seat: 0, n: 3, now: 0, patch: { x: 3 } });
  await pass(clock, 500);
  assert.deepEqual(tab.last(), { x: 1 });
  assert.equal(lines.length, 2);
  assert.equal(lines[0]?.closed, true);
});

test('a follower that missed a patch asks for the whole', async () => {
  const { clock, air, lines, open } = world();
  const [a, b] = ['a', 'b'].map(open);
  a?.hub.start('ta');
  await pass(clock, 500);
  b?.hub.start('tb');
  await pass(clock, 1500);
  const line = lines.filter((entry) => !entry.closed)[0]!;
  const seat = line.tokens.indexOf('tb');
  line.push('view', { seat, n: 1, now: 0, view: { x: 1 } });
  await pass(clock, 100);
  air.cut('b', true);
  line.push('patch', { seat, n: 2, now: 0, patch: { x: 2 } });
  await pass(clock, 100);
  air.cut('b', false);
  line.push('patch', { seat, n: 3, now: 0, patch: { y: 3 } });
  await pass(clock, 100);
  assert.deepEqual(b?.last(), { x: 2, y: 3 });
  assert.equal(lines.filter((entry) => !entry.closed).length, 1);
});

test('when the leader goes, the next opens the stream for who is left', async () => {
  const { clock, lines, open } = world();
  const [a, b] = ['a', 'b'].map(open);
  a?.hub.start('ta');
  await pass(clock, 500);
  b?.hub.start('tb');
  await pass(clock, 1500);
  a?.hub.stop();
  await pass(clock, claimFor + 1500);
  const live = lines.filter((entry) => !entry.closed);
  assert.equal(live.length, 1);
  assert.deepEqual(live[0]?.tokens, ['tb']);
  live[0]?.push('view', { seat: 0, n: 1, now: 0, view: { x: 9 } });
  await pass(clock, 100);
  assert.deepEqual(b?.last(), { x: 9 });
});

test('a refused connection is tried again, and a broken one as well', async () => {
  const { clock, lines, open, refuse } = world();
  refuse.next = 3;
  const tab = open('a');
  tab.hub.start('t');
  await pass(clock, 20_000);
  assert.equal(lines.length, 1);
  lines[0]?.close();
  await pass(clock, 20_000);
  assert.equal(lines.length, 2);
});
