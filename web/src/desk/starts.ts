// SPDX-License-Identifier: EUPL-1.2
// How the allies and the alliance begin, to be set otherwise for one game: which numbers these are, their ranges and what
// they are in this scenario come with the book. Nothing is drawn here.
import { plain, t, tx } from '../i18n/index.js';
import { ruleBook } from '../rulebook.js';
import type { Dict, Text } from '../types.js';

export interface Variable { n: number; name: Text; help: Text; lo: number; hi: number; each: boolean; secret: boolean }
export interface Ally { n: number; name: Text }
export interface Starts { variables: Dict<Variable>; allies: Dict<Ally>; values: Dict<number>; scenarios: Dict<Dict<Dict<number>>> }
export type Typed = Dict<string>; // as it was typed, by the number's name
export interface Place { scenario: string; variant: string }
export interface Start { name: string; label: string; lo: number; hi: number; now: number }

export const startsOf = (book: unknown): Starts | null => (book as { starts?: Starts } | null)?.starts ?? null;
export const isStart = (name: string): boolean => !name.includes('.'); // the register's names have a dot

// What a number is when nobody sets it: the variant's, else the scenario's, else the book's.
export function startNow(starts: Starts, name: string, { scenario, variant }: Place): number {
  const own = starts.scenarios[scenario];
  return own?.[variant]?.[name] ?? own?.['']?.[name] ?? starts.values[name] ?? 0;
}

export const nameOf = (variable: string, ally: string): string => (ally === '' ? variable : `${variable}[${ally}]`);

export function startOf(starts: Starts, place: Place, id: string, ally = ''): Start {
  const { name, lo, hi } = starts.variables[id] as Variable;
  const of = tx(starts.allies[ally]?.name);
  const key = nameOf(id, ally);
  return { name: key, label: of === '' ? tx(name) : `${of}: ${tx(name)}`, lo, hi, now: startNow(starts, key, place) };
}

const isRight = ({ lo, hi }: Start, typed: string): boolean => /^-?[0-9]{1,9}$/.test(typed.trim()) && Number(typed) >= lo && Number(typed) <= hi;
export const isWrong = (start: Start, typed: string): boolean => typed.trim() !== '' && !isRight(start, typed);

// In words, by fifths of the range; numbers of a few steps say enough by themselves.
export function wordOf({ lo, hi }: { lo: number; hi: number }, value: number): string {
  const words = t().startWords;
  return hi - lo < 20 ? '' : words[Math.min(words.length - 1, Math.floor(((value - lo) * words.length) / (hi - lo)))] ?? '';
}

export const inWords = (start: Start, value: number): string => [plain(value), wordOf(start, value)].filter((part) => part !== '').join(', ');

// What to send, or why it cannot be sent.
export function chosenStarts(typed: Typed, place: Place): { set: Dict<number>; wrong: string } {
  const starts = startsOf(ruleBook.value);
  const set: Dict<number> = {};
  for (const [name, text] of Object.entries(typed)) {
    const [, id = '', ally = ''] = /^([^[]+)(?:\[([^\]]+)\])?$/.exec(name) ?? [];
    if (!starts?.variables[id] || (ally !== '' && !starts.allies[ally]) || text.trim() === '') continue;
    const start = startOf(starts, place, id, ally);
    if (!isRight(start, text)) return { set: {}, wrong: t().assumptionWrong(start.label, plain(start.lo), plain(start.hi)) };
    if (Number(text) !== start.now) set[name] = Number(text);
  }
  return { set, wrong: '' };
}
