// SPDX-License-Identifier: EUPL-1.2
// Lists of a view are objects keyed by id with an order number; here they become arrays for drawing.
import type { Dict } from './types.js';
import type { Team, View } from './types.js';

export type Entry<V> = { id: string } & V;

export function sorted<V extends { n?: number }>(dict: Dict<V> | undefined): Entry<V>[] {
  return Object.entries(dict ?? {})
    .map(([id, value]) => ({ ...value, id }))
    .sort((a, b) => (a.n ?? 0) - (b.n ?? 0) || (a.id < b.id ? -1 : 1));
}

// The host's list has an entry without a name for who has no team yet.
export const seatedTeams = (view: View): Entry<Team>[] => sorted(view.teams).filter((team) => team.id !== '');

export const size = (dict: object | undefined): number => Object.keys(dict ?? {}).length;
