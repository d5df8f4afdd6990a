// SPDX-License-Identifier: EUPL-1.2
// The register before a game: which numbers a host may change, how they are called, and what is sent of what was typed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumptionsOf, calledOf, chosenNumbers } from '../src/desk/register.js';
import { lang, tx } from '../src/i18n/index.js';
import { ruleBook } from '../src/rulebook.js';
import type { RuleBook } from '../src/types.js';

const called = (nl: string, en: string) => ({ nl, en });
const name = called('Kans zonder andere oorzaken', 'Chance without other causes');
const place = { scenario: 'one', variant: '' };
const book = {
  claims: {}, sources: {}, explain: {},
  assumptions: {
    'A-10': { why: called('tien', 'ten'), params: { base: { name, value: 8, lo: 4, hi: 12 }, fixed: { name, value: 3, lo: 3, hi: 3 }, steps: { name, table: [[0, 1]] } } },
    'A-9': { why: called('negen', 'nine'), params: { low: { name: called('Ondergrens', 'Lower limit'), value: 0, lo: -5, hi: 5 } } },
    'A-1': { why: called('niets', 'nothing'), params: {} },
  },
} as unknown as RuleBook;

test('offered is what has a range, in the order of the register, each with its name and its key', () => {
  assert.deepEqual(assumptionsOf(book).map(({ id, numbers }) => [id, numbers.map((number) => [number.id, tx(number.name)])]), [
    ['A-9', [['A-9.low', tx(called('Ondergrens', 'Lower limit'))]]],
    ['A-10', [['A-10.base', tx(name)]]],
  ]);
  assert.deepEqual(assumptionsOf(null), []);
});

test('a number without a name goes by its key', () => {
  const bare = { ...book, assumptions: { 'A-2': { why: name, params: { base: { name: called('', ''), value: 8, lo: 4, hi: 12 } } } } } as RuleBook;
  assert.deepEqual(assumptionsOf(bare).flatMap(({ numbers }) => numbers.map(calledOf)), ['A-2.base']);
  ruleBook.value = bare;
  assert.match(chosenNumbers({ 'A-2.base': '1' }, place).wrong, /^A-2\.base: /);
  ruleBook.value = null;
});

test('sent is what differs and fits; what does not fit is told by name and by key, in the language of the page', () => {
  ruleBook.value = book;
  assert.deepEqual(chosenNumbers({ 'A-10.base': '9', 'A-9.low': '0', 'A-10.fixed': '4' }, place), { set: { 'A-10.base': 9 }, wrong: '' });
  for (const one of ['nl', 'en'] as const) {
    lang.value = one;
    for (const typed of ['13', '3', '8.5', 'x']) assert.match(chosenNumbers({ 'A-10.base': typed }, place).wrong, new RegExp(`^${name[one]} \\(A-10\\.base\\): .*4.*12`), typed);
  }
  ruleBook.value = null;
});
