// SPDX-License-Identifier: EUPL-1.2
// In which turns a rule was at work in the game of this tab, as far as its view tells: at the end all of it, before that
// what the last outcome explains.
import type { View } from '../types.js';
import { addressOf, type Atlas } from './atlas.js';

function causes(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'of' && typeof child === 'string' && child.includes('.')) found.add(child);
    else causes(child, found);
  }
}

export function firedIn(atlas: Atlas, view: View | null): Map<string, number[]> | null {
  if (!view) return null;
  const fired = new Map<string, number[]>();
  const put = (of: string, turns: number[]): void => {
    const address = addressOf(atlas, of);
    if (address) fired.set(address, [...new Set([...(fired.get(address) ?? []), ...turns])].sort((a, b) => a - b));
  };
  if (view.debrief?.fired) {
    for (const [of, turns] of Object.entries(view.debrief.fired)) put(of, Object.keys(turns).map(Number));
    return fired;
  }
  if (!view.outcome) return null;
  const found = new Set<string>();
  causes(view.outcome.changes, found);
  for (const of of found) put(of, [view.outcome.turn ?? 0]);
  return fired;
}
