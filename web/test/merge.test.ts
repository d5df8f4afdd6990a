// SPDX-License-Identifier: EUPL-1.2
// JSON Merge Patch: the cases of RFC 7396's appendix, and that nothing is changed in place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePatch } from '../src/merge.js';

const cases: [unknown, unknown, unknown][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [['a', 'b'], ['c', 'd'], ['c', 'd']],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test('the cases of RFC 7396', () => {
  for (const [target, patch, wanted] of cases) assert.deepEqual(mergePatch(target, patch), wanted);
});

test('nothing is changed in place, and what the patch does not touch is shared', () => {
  const target = { deep: { x: 1 }, other: { y: 2 } };
  const merged = mergePatch(target, { deep: { x: 2 } }) as typeof target;
  assert.equal(target.deep.x, 1);
  assert.equal(merged.deep.x, 2);
  assert.equal(merged.other, target.other);
});

test('a key named __proto__ is a key', () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}')) as object;
  assert.deepEqual(Object.keys(merged), ['__proto__']);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});
