// SPDX-License-Identifier: EUPL-1.2
// The event parser, fed in pieces of every size.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventParser } from '../src/sse.js';
import { readEvent } from '../src/stream.js';

const text = ':hb\n\nevent: hello\ndata: {"now":1}\n\nevent: view\r\ndata: {"seat":0,\r\ndata: "n":1}\r\n\r\nid: 4\ndata:bare\n\nevent: lost\n\n';
const wanted = [{ name: 'hello', data: '{"now":1}' }, { name: 'view', data: '{"seat":0,\n"n":1}' }, { name: 'message', data: 'bare' }];

test('events come out the same whatever the pieces are', () => {
  for (let size = 1; size <= text.length; size++) {
    const parser = new EventParser();
    const events = [];
    for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
    assert.deepEqual(events, wanted, `pieces of ${size}`);
  }
});

test('what is no event of ours is nothing', () => {
  assert.equal(readEvent('view', 'no json'), null);
  assert.equal(readEvent('view', '[]'), null);
  assert.equal(readEvent('view', '{"seat":0,"now":1}'), null);
  assert.equal(readEvent('other', '{"seat":0,"n":1,"now":1}'), null);
  assert.deepEqual(readEvent('patch', '{"seat":1,"n":2,"now":3,"patch":{"a":null}}'), { seat: 1, event: { type: 'patch', n: 2, now: 3, patch: { a: null } } });
  assert.deepEqual(readEvent('end', '{"seat":2,"code":"removed"}'), { seat: 2, event: { type: 'end', code: 'removed' } });
});
