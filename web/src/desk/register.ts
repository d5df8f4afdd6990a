// SPDX-License-Identifier: EUPL-1.2
// The book's register before a game: the numbers that have a range, and what is to be sent of what was typed. Draws nothing;
// which number does what is not known here.
import { lang, plain, t, tx } from '../i18n/index.js';
import { ruleBook } from '../rulebook.js';
import type { Dict, RuleBook, Text } from '../types.js';
import { chosenStarts, type Place, type Typed } from './starts.js';

export interface Num { id: string; name: Text; value: number; lo: number; hi: number }
export interface Assumption { id: string; why: Text; numbers: Num[] }

export function assumptionsOf(book: RuleBook | null): Assumption[] {
  return Object.entries(book?.assumptions ?? {}).map(([id, { why, params }]) => ({
    id, why, numbers: Object.entries(params ?? {}).flatMap(([key, { name, value, lo, hi }]) =>
      (value === undefined || lo === undefined || hi === undefined || lo === hi ? [] : [{ id: `${id}.${key}`, name, value, lo, hi }])).sort((a, b) => calledOf(a).localeCompare(calledOf(b), lang.value)),
  })).filter(({ numbers }) => numbers.length > 0).sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

export const isRight = ({ lo, hi }: Num, typed: string): boolean =>
  /^-?[0-9]{1,9}$/.test(typed.trim()) && Number(typed) >= lo && Number(typed) <= hi;

// A book of before the names has keys only.
export const calledOf = ({ id, name }: Num): string => tx(name) || id;

const wrongText = (number: Num): string => t().assumptionWrong(tx(number.name) ? `${tx(number.name)} (${number.id})` : number.id, plain(number.lo), plain(number.hi));

// What to send, or why it cannot be sent.
export function chosenNumbers(typed: Typed, place: Place): { set: Dict<number>; wrong: string } {
  const starts = chosenStarts(typed, place);
  const chosen = assumptionsOf(ruleBook.value).flatMap(({ numbers }) => numbers).filter(({ id }) => (typed[id] ?? '').trim() !== '');
  const wrong = chosen.find((number) => !isRight(number, typed[number.id] ?? ''));
  const set = Object.fromEntries(chosen.map(({ id, value }) => ({ id, value, now: Number(typed[id]) })).filter(({ value, now }) => now !== value).map(({ id, now }) => [id, now]));
  return { set: { ...starts.set, ...set }, wrong: wrong ? wrongText(wrong) : starts.wrong };
}
