// SPDX-License-Identifier: EUPL-1.2
// The election among tabs: one leader, all tokens with it, takeover when it goes, and never two for long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerWithin, beatEvery, claimFor, patience, Tabs } from '../src/tabs.js';
import { Air, Clock } from './world.js';

interface Tab { id: string; tabs: Tabs; tokens: string[] }

function world() {
  const clock = new Clock();
  const air = new Air();
  const open = (id: string): Tab => {
    const tab: Tab = { id, tokens: [], tabs: undefined as unknown as Tabs };
    tab.tabs = new Tabs(id, air.channel(id), clock.timers(id), { lead: () => {}, follow: () => { tab.tokens = []; }, tokens: (tokens) => { tab.tokens = tokens; }, note: () => {} });
    return tab;
  };
  return { clock, air, open };
}

const leaders = (tabs: Tab[]): string[] => tabs.filter((tab) => tab.tabs.leading).map((tab) => tab.id);
const settle = patience + answerWithin + claimFor + 5 * beatEvery;

test('ten tabs opened at once elect one, which knows all tokens once', () => {
  const { clock, open } = world();
  const tabs = Array.from({ length: 10 }, (_, i) => open(`t${9 - i}`));
  tabs.forEach((tab, i) => tab.tabs.start(`token${Math.min(i, 8)}`)); // two tabs hold the same seat
  clock.run(settle);
  assert.equal(leaders(tabs).length, 1);
  const leader = tabs.find((tab) => tab.tabs.leading);
  assert.deepEqual([...(leader?.tokens ?? [])].sort(), Array.from({ length: 9 }, (_, i) => `token${i}`));
});

test('a tab that comes later follows, and its token reaches the leader', () => {
  const { clock, open } = world();
  const first = open('b');
  first.tabs.start('one');
  clock.run(settle);
  const second = open('a');
  second.tabs.start('two');
  clock.run(settle);
  assert.deepEqual(leaders([first, second]), ['b']);
  assert.deepEqual(first.tokens, ['one', 'two']);
});

test('when the leader says goodbye another takes over at once', () => {
  const { clock, open } = world();
  const tabs = ['a', 'b', 'c'].map(open);
  tabs.forEach((tab) => { tab.tabs.start(tab.id); clock.run(settle); });
  tabs[0]?.tabs.stop();
  clock.run(claimFor + 1);
  assert.deepEqual(leaders(tabs), ['b']);
  clock.run(beatEvery);
  assert.deepEqual([...(tabs[1]?.tokens ?? [])].sort(), ['b', 'c']);
});

test('when the leader dies without a word another takes over, and a dead tab is forgotten', () => {
  const { clock, air, open } = world();
  const tabs = ['a', 'b', 'c'].map(open);
  tabs.forEach((tab) => { tab.tabs.start(tab.id); clock.run(settle); });
  air.cut('a', true);
  clock.freeze('a', true);
  clock.run(settle);
  assert.deepEqual(leaders(tabs).filter((id) => id !== 'a').length, 1);
  const leader = tabs.find((tab) => tab.id !== 'a' && tab.tabs.leading);
  assert.deepEqual([...(leader?.tokens ?? [])].sort(), ['b', 'c']);
  air.cut('c', true);
  clock.freeze('c', true);
  clock.run(beatEvery * 20 * 6);
  if (leader?.id === 'b') assert.deepEqual(leader.tokens, ['b']);
});

test('a leader that wakes from sleep gives way to the one that took over', () => {
  const { clock, air, open } = world();
  const tabs = ['a', 'b'].map(open);
  tabs.forEach((tab) => { tab.tabs.start(tab.id); clock.run(settle); });
  air.cut('a', true);
  clock.freeze('a', true);
  clock.run(settle);
  assert.deepEqual(leaders(tabs), ['a', 'b']); // the sleeper still believes it leads
  air.cut('a', false);
  clock.freeze('a', false);
  tabs[0]?.tabs.wake();
  clock.run(settle);
  assert.equal(leaders(tabs).length, 1);
  assert.deepEqual(leaders(tabs), ['b']);
  assert.deepEqual([...(tabs[1]?.tokens ?? [])].sort(), ['a', 'b']);
});

test('a leader in the background whose timers sleep answers when asked, and stays', () => {
  const { clock, open } = world();
  const tabs = ['a', 'b'].map(open);
  tabs.forEach((tab) => { tab.tabs.start(tab.id); clock.run(settle); });
  clock.freeze('a', true);
  clock.run(settle * 4);
  assert.deepEqual(leaders(tabs), ['a']);
});

test('random comings, goings and sleeps end in one leader', () => {
  let seed = 7;
  const random = (below: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
  for (let round = 0; round < 60; round++) {
    const { clock, air, open } = world();
    const tabs = Array.from({ length: 6 }, (_, i) => open(`t${i}`));
    const alive = new Set<Tab>();
    for (let step = 0; step < 40; step++) {
      const tab = tabs[random(6)];
      if (!tab) continue;
      switch (random(4)) {
        case 0: tab.tabs.start(tab.id); alive.add(tab); break;
        case 1: tab.tabs.stop(); alive.delete(tab); break;
        case 2: air.cut(tab.id, true); clock.freeze(tab.id, true); break;
        default: air.cut(tab.id, false); clock.freeze(tab.id, false); if (alive.has(tab)) tab.tabs.wake();
      }
      clock.run(random(3000));
    }
    for (const tab of tabs) { air.cut(tab.id, false); clock.freeze(tab.id, false); if (alive.has(tab)) tab.tabs.wake(); }
    clock.run(settle * 2 + beatEvery * 25);
    assert.equal(leaders([...alive]).length, alive.size > 0 ? 1 : 0, `round ${round}`);
    const leader = [...alive].find((tab) => tab.tabs.leading);
    for (const tab of alive) assert.ok(leader?.tokens.includes(tab.id), `round ${round}: ${tab.id} is known`);
  }
});
