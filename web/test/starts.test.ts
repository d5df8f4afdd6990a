// SPDX-License-Identifier: EUPL-1.2
// Start values of a game: what they are without anybody's hand, in words, and what is sent of what was typed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenStarts, startNow, startsOf, wordOf, type Starts } from '../src/desk/starts.js';
import { ruleBook } from '../src/rulebook.js';
import type { RuleBook } from '../src/types.js';

const name = { nl: 'n', en: 'n' };
const starts: Starts = {
  variables: {
    A: { n: 0, name, help: name, lo: 0, hi: 100, each: false, secret: false },
    B: { n: 1, name, help: name, lo: -5, hi: 12, each: true, secret: true },
  },
  allies: { X: { n: 0, name } },
  values: { A: 60, 'B[X]': 6 },
  scenarios: { one: { '': { A: 50 }, mild: { A: 40 } }, two: { '': {} } },
};
const place = { scenario: 'one', variant: '' };
ruleBook.value = { claims: {}, sources: {}, explain: {}, assumptions: {}, starts } as RuleBook;

test('what a number is without anybody’s hand: the variant’s, the scenario’s, the book’s', () => {
  assert.equal(startNow(starts, 'A', { scenario: 'one', variant: 'mild' }), 40);
  assert.equal(startNow(starts, 'A', { scenario: 'one', variant: 'another' }), 50);
  assert.equal(startNow(starts, 'A', { scenario: 'two', variant: '' }), 60);
  assert.equal(startNow(starts, 'B[X]', { scenario: 'none', variant: '' }), 6);
  assert.equal(startsOf({}), null);
  assert.equal(startsOf(null), null);
});

test('in words by fifths; numbers of a few steps have none', () => {
  assert.equal(new Set([0, 19].map((value) => wordOf({ lo: 0, hi: 100 }, value))).size, 1);
  assert.equal(new Set([0, 20, 40, 60, 80].map((value) => wordOf({ lo: 0, hi: 100 }, value))).size, 5);
  assert.equal(wordOf({ lo: 0, hi: 100 }, 80), wordOf({ lo: 0, hi: 100 }, 100));
  assert.equal(wordOf({ lo: -5, hi: 12 }, 3), '');
});

test('sent is what differs and fits; what does not fit is said', () => {
  const set = (typed: { [id: string]: string }) => chosenStarts(typed, place);
  assert.deepEqual(set({ A: '0', 'B[X]': '-5' }), { set: { A: 0, 'B[X]': -5 }, wrong: '' });
  assert.deepEqual(set({ A: ' 100 ', 'B[X]': '12' }), { set: { A: 100, 'B[X]': 12 }, wrong: '' });
  assert.deepEqual(set({ A: '50', 'B[X]': '' }), { set: {}, wrong: '' }, 'as the scenario has it');
  assert.deepEqual(set({ 'B[Y]': '5', C: '5', 'B[X': '5', 'M-1.p': '5' }), { set: {}, wrong: '' }, 'what is not offered any more');
  for (const typed of ['-1', '101', '5.5', 'x', '1e1', '99999999999']) assert.notEqual(set({ A: typed }).wrong, '', typed);
  for (const typed of ['-6', '13']) assert.notEqual(set({ 'B[X]': typed }).wrong, '', typed);
});
