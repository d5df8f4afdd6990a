// SPDX-License-Identifier: EUPL-1.2
// The small pure parts: clock, order, backoff, film, the border's checks, both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../src/backoff.js';
import { clockText, leftOf, markPassed } from '../src/time.js';
import { readProblem } from '../src/api.js';
import { Reel } from '../src/film.js';
import { en } from '../src/i18n/en.js';
import { nl } from '../src/i18n/nl.js';
import { arrange, rangeOf } from '../src/desk/arrange.js';
import { lang, plain, tx } from '../src/i18n/index.js';
import { sorted } from '../src/order.js';
import { filmFaults, lobbyFaults, ruleFaults, viewFaults } from '../src/schema.js';
import { film, lobby, rules, screens } from './fixtures/index.js';

test('what is left of a clock', () => {
  assert.equal(leftOf(undefined, 5), null);
  assert.equal(leftOf({ state: 'off' }, 5), null);
  assert.equal(leftOf({ state: 'running', ends: 1500 }, 1000), 500);
  assert.equal(leftOf({ state: 'running', ends: 900 }, 1000), 0);
  assert.equal(leftOf({ state: 'paused', left: 700, ends: 1 }, 1000), 700);
  assert.equal(leftOf({ left: 300 }, 1000), 300);
});

test('a clock reads as minutes and seconds, rounded up', () => {
  assert.deepEqual([0, 1, 999, 59_001, 60_000, 61_000, 600_000].map(clockText), ['0:00', '0:01', '0:01', '1:00', '1:00', '1:01', '10:00']);
});

test('time is said at four marks only, once each, and not after a longer clock was set', () => {
  let before: number | null = null;
  const said: number[] = [];
  for (let left = 320_000; left >= 0; left -= 1000) {
    const mark = markPassed(before, left);
    if (mark !== null) said.push(mark);
    before = left;
  }
  assert.deepEqual(said, [300, 60, 30, 10]);
  assert.equal(markPassed(20_000, 80_000), null);
  assert.equal(markPassed(null, 9_000), null);
  assert.equal(markPassed(100_000, 5_000), 10);
});

test('lists are in the order of their numbers, ties by id', () => {
  assert.deepEqual(sorted({ b: { n: 2 }, c: { n: 1 }, a: { n: 2 } }).map((entry) => entry.id), ['c', 'a', 'b']);
  assert.deepEqual(sorted(undefined), []);
});

test('waiting grows, is bounded, and is spread', () => {
  assert.ok(backoff(0, () => 0) >= 250 && backoff(0, () => 1) <= 500);
  assert.ok(backoff(50, () => 1) <= 15_000);
  assert.ok(backoff(5, () => 0) < backoff(5, () => 1));
});

test('a problem is read with its sentence, and without a body it has a code still', () => {
  const text = { nl: 'nee', en: 'no' };
  assert.deepEqual(readProblem(409, { code: 'stale', title: 'T', text }), { status: 409, code: 'stale', title: 'T', text });
  assert.deepEqual(readProblem(500, null), { status: 500, code: 'http_500' });
});

test('a film gives at each step what patching from the start gives, in any order of asking', () => {
  const steps: { [at: string]: object } = { 0: { seq: 0, turn: 0, phase: 'brief', title: { nl: '', en: '' }, view: { at: 0, odd: {} } } };
  for (let at = 1; at < 120; at++) steps[at] = { seq: at, turn: 0, phase: 'x', title: { nl: '', en: '' }, patch: { at, odd: { [`k${at % 7}`]: at % 3 === 0 ? null : at } } };
  const given = { verified: true, title: { nl: '', en: '' }, eyes: {}, steps: steps as never };
  const straight = new Reel(given);
  const wanted = Array.from({ length: 120 }, (_, at) => JSON.stringify(straight.viewAt(at)));
  const jumping = new Reel(given);
  for (const at of [119, 3, 60, 61, 59, 0, 118, 25, 24, 26, 119]) assert.equal(JSON.stringify(jumping.viewAt(at)), wanted[at], `step ${at}`);
});

test('every fixture is in the form of the contract', () => {
  for (const [name, screen] of Object.entries(screens)) assert.deepEqual(viewFaults(screen.view), [], name);
  assert.deepEqual(lobbyFaults(lobby), []);
  assert.deepEqual(ruleFaults(rules), []);
  assert.deepEqual(filmFaults(film), []);
  for (let at = 0; at < 3; at++) assert.deepEqual(viewFaults(new Reel(film as never).viewAt(at)), [], `film ${at}`);
});

test('the border names what is wrong', () => {
  assert.deepEqual(viewFaults({ format: 1, viewer: { role: 3 }, me: [] }), ['/viewer/role: string', '/me: object']);
  assert.deepEqual(viewFaults({ format: 1, viewer: { role: 'room' }, news: { n1: { n: 1, turn: 1, day: 1, kind: 'news', text: { nl: 'x' } } } }), ['/news/n1/text/en: string']);
  assert.deepEqual(viewFaults(null), [': object']);
});

test('both languages have every word, and none is left in the other language', () => {
  const words = (value: unknown): unknown => (typeof value === 'function' ? 'function' : typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, words(inner)])) : typeof value);
  assert.deepEqual(words(nl), words(en));
  // Words that really are the same; anything else that is equal was forgotten.
  const alike = ['auto', 'briefing', 'current', 'lobbyDesk', 'menu', 'openTab', 'procedure', 'scenario', 'team', 'teamStates'];
  assert.deepEqual(Object.keys(nl).filter((key) => nl[key as keyof typeof nl] === en[key as keyof typeof en]).sort(), alike);
});

test('a proposal: the board first, kinds folded with their range, single values, and what stays as it is', () => {
  const text = (en_: string) => ({ nl: en_, en: en_ });
  const row = (n: number, name: string, of: string, before: number, after: number) => ({ n, name: text(name), ...(of ? { of: text(of) } : {}), before, after });
  const made = arrange({
    a: row(5, 'Unity', '', 60, 55), b: row(1, 'Pressure', 'Poland', 1, 3), c: row(2, 'Pressure', 'Estonia', 5, 4), d: row(3, 'Pressure', 'Latvia', 0, 2),
    e: row(4, 'Share', 'Fuel', 25, 25), f: row(6, 'Peak', '', 1, 2), g: row(7, 'Pressure', 'Spain', 7, 9),
  }, ({ name, of }) => (of ? `${tx(name)}: ${tx(of)}` : tx(name)), new Set(['Unity', 'Pressure: Poland']));
  assert.deepEqual(made.board.map(({ id }) => id), ['b', 'a']);
  assert.deepEqual(made.kinds.map(({ name, rows }) => [name, ...rows.map(({ id }) => id)]), [['Pressure', 'c', 'd', 'g']]);
  assert.equal(rangeOf(made.kinds[0]?.rows ?? []), '−1 … +2');
  assert.deepEqual([made.single.map(({ id }) => id), made.same.map(({ id }) => id)], [['f'], ['e']]);
});

test('numbers: a year has no point, a true minus sign', () => {
  assert.deepEqual([2024, -3, 12_500].map(plain), ['2024', '−3', lang.value === 'nl' ? '12.500' : '12,500']);
});
