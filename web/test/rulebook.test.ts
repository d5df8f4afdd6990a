// SPDX-License-Identifier: EUPL-1.2
// The texts behind a ground: asked for once, again when the line breaks or the answer comes torn, and by the next
// question when nothing helped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRules, ruleBook, rulesMissing } from '../src/rulebook.js';

const book = { claims: {}, sources: {}, assumptions: {}, explain: {} };
const busy = () => new Response('{}', { status: 503, headers: { 'Retry-After': '7' } });
const given = () => new Response(JSON.stringify(book), { status: 200 });
const torn = () => new Response(JSON.stringify(book).slice(0, 9), { status: 200 });
const broken = () => { throw new TypeError('the line broke'); };

// Answers in their order; the last one stays.
function serve(...answers: (() => Response)[]): { asked: () => number; waited: number[]; pause: (ms: number) => Promise<void> } {
  let asked = 0;
  const waited: number[] = [];
  globalThis.fetch = async () => (answers[Math.min(asked++, answers.length - 1)] as () => Response)();
  return { asked: () => asked, waited, pause: async (ms) => { waited.push(ms); } };
}

test('nothing helps: a bounded number of tries, then it is said, and the next question asks again until the book is there', async () => {
  const silent = serve(broken);
  await loadRules(silent.pause);
  assert.equal(ruleBook.value, null);
  assert.equal(rulesMissing.value, true);
  assert.equal(silent.asked(), 5);
  assert.equal(silent.waited.length, 4);

  const poor = serve(broken, busy, torn, given);
  const first = loadRules(poor.pause);
  assert.equal(rulesMissing.value, false, 'while it is asked for, nothing is missing');
  assert.equal(loadRules(poor.pause), first, 'who asks meanwhile waits for the same answer');
  await first;
  assert.deepEqual(ruleBook.value, book);
  assert.equal(rulesMissing.value, false);
  assert.equal(poor.asked(), 4);
  assert.equal(poor.waited[1], 7000, 'as long as the server says');
  assert.ok(poor.waited.every((ms) => ms > 0));

  await loadRules(poor.pause);
  assert.equal(poor.asked(), 4, 'what is there is not asked for again');
});
