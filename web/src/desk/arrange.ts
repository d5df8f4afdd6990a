// SPDX-License-Identifier: EUPL-1.2
// The rows of a proposal, put in an order to look them over. Which row matters is the board's say, not known here; draws
// nothing.
import { signed, tx } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Change, Dict } from '../types.js';

export type Row = Entry<Change>;
interface Kind { name: string; rows: Row[] }
interface Proposal { board: Row[]; kinds: Kind[]; single: Row[]; same: Row[] }

const kindSize = 3; // fewer rows of a kind than this need no fold of their own

const isSame = ({ before, after }: Row): boolean => before !== undefined && before === after;

export function arrange(changes: Dict<Change> | undefined, nameOf: (row: Row) => string, onBoard: Set<string>): Proposal {
  const all = sorted(changes);
  const board = all.filter((row) => !isSame(row) && onBoard.has(nameOf(row)));
  const rest = all.filter((row) => !isSame(row) && !onBoard.has(nameOf(row)));
  const kinds = new Map<string, Row[]>();
  for (const row of rest) kinds.set(tx(row.name), [...(kinds.get(tx(row.name)) ?? []), row]);
  return {
    board,
    kinds: [...kinds].filter(([, rows]) => rows.length >= kindSize).map(([name, rows]) => ({ name, rows })),
    single: rest.filter((row) => (kinds.get(tx(row.name))?.length ?? 0) < kindSize),
    same: all.filter(isSame),
  };
}

// From the smallest to the largest step of a kind, when its rows have numbers.
export function rangeOf(rows: Row[]): string {
  const steps = rows.flatMap(({ before, after }) => (before === undefined || after === undefined ? [] : [after - before]));
  if (steps.length === 0) return '';
  const [lo, hi] = [Math.min(...steps), Math.max(...steps)];
  return lo === hi ? signed(lo) : `${signed(lo)} … ${signed(hi)}`;
}
