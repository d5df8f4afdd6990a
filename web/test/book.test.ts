// SPDX-License-Identifier: EUPL-1.2
// The book: who rests on what, what names what, the way from a cause to its rule, search, where a rule was at work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, find, itemAt, makeAtlas } from '../src/book/atlas.js';
import { firedIn } from '../src/book/fired.js';
import { lang } from '../src/i18n/index.js';
import { ruleBook } from '../src/rulebook.js';
import type { RuleBook, View } from '../src/types.js';
import { book } from './fixtures/book.js';

const atlas = makeAtlas(book('en'));

test('what rests on a claim, a source and an assumption is found from the other side', () => {
  assert.deepEqual(atlas.rests.get('claim.B28')?.sort(), ['action.N01', 'ending.fracture', 'formula.need', 'incident.I01', 'profile.unity', 'rule.line.unanswered', 'scenario.demo']);
  assert.deepEqual(atlas.rests.get('source.boeke'), ['claim.B28']);
  assert.deepEqual(atlas.rests.get('assumption.MA-16')?.sort(), ['policy.p.n01', 'rule.line.unanswered']);
  assert.deepEqual(atlas.rests.get('action.N01'), ['scenario.demo']);
});

test('a cause leads to the rule that ran, or to the object that it belongs to', () => {
  assert.equal(addressOf(atlas, 'rule.line.unanswered'), 'rule.line.unanswered');
  assert.equal(addressOf(atlas, 'rule.action.N01'), 'action.N01');
  assert.equal(addressOf(atlas, 'rule.motion.C01.refused'), 'motion.C01');
  assert.equal(addressOf(atlas, 'formula.need'), 'formula.need');
  assert.equal(addressOf(atlas, 'rule.gone'), null);
  assert.equal(itemAt(atlas, 'nothing.at.all'), undefined);
  assert.equal(atlas.named.get('The line'), 'variable.LINE');
});

test('a search wants every word, in whatever part of an object', () => {
  assert.deepEqual(find(atlas, 'LINE aftermath'), ['rule.line.unanswered']);
  assert.deepEqual(find(atlas, '  '), []);
  assert.deepEqual(find(atlas, 'no such thing'), []);
});

test('a number of an assumption is found by its name and by its key', () => {
  assert.deepEqual(find(atlas, 'MA-16.div'), ['assumption.MA-16']);
  assert.deepEqual(find(atlas, 'points per step'), [], 'as long as its name has not come');
  const name = { nl: 'Punten per stap', en: 'Points per step' };
  ruleBook.value = { assumptions: { 'MA-16': { why: name, params: { div: { name, value: 2, lo: 1, hi: 4 } } } } } as unknown as RuleBook;
  for (const [one, words, others] of [['en', 'points per STEP', 'punten'], ['nl', 'punten stap', 'points']] as const) {
    lang.value = one;
    assert.deepEqual(find(atlas, words), ['assumption.MA-16']);
    assert.deepEqual(find(atlas, others), []);
  }
  ruleBook.value = null;
});

test('where a rule was at work: the last outcome during the game, all of it at the end', () => {
  const why = { w0: { n: 0, text: { nl: 'x', en: 'x' }, of: 'rule.line.unanswered' }, w1: { n: 1, text: { nl: 'x', en: 'x' }, of: 'rule.action.N01' } };
  const playing = { format: 1, viewer: { role: 'player' }, outcome: { turn: 2, changes: { c: { n: 0, name: { nl: 'x', en: 'x' }, why } } } } as unknown as View;
  assert.deepEqual([...(firedIn(atlas, playing) ?? [])], [['rule.line.unanswered', [2]], ['action.N01', [2]]]);
  const ended = { ...playing, debrief: { fired: { 'rule.line.unanswered': { 1: 1, 3: 1 }, 'rule.motion.C01.refused': { 2: 1 } } } } as unknown as View;
  assert.deepEqual([...(firedIn(atlas, ended) ?? [])], [['rule.line.unanswered', [1, 3]], ['motion.C01', [2]]]);
  assert.equal(firedIn(atlas, null), null);
  assert.equal(firedIn(atlas, { format: 1, viewer: { role: 'player' } } as View), null);
});
