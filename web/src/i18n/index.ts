// SPDX-License-Identifier: EUPL-1.2
// The reader's language: the client's own words from a catalogue, the game's from the pairs in the view. Switched
// without a reload. Holds no word itself.
import { effect, signal } from '@preact/signals';
import { everywhere } from '../storage.js';
import type { Text } from '../types.js';
import { en } from './en.js';
import { nl, type Words } from './nl.js';

export type Lang = 'nl' | 'en';

const kept = everywhere.get('lang');
const browserLang: Lang = /^nl\b/i.test(globalThis.navigator?.language ?? '') ? 'nl' : 'en';

export const lang = signal<Lang>(kept === 'nl' || kept === 'en' ? kept : browserLang);

export const t = (): Words => (lang.value === 'nl' ? nl : en);
export const tx = (text: Text | undefined): string => (text ? text[lang.value] : '');
export const txOr = (text: Text | string | undefined): string => (typeof text === 'string' ? text : tx(text));

export function setLang(next: Lang): void {
  lang.value = next;
  everywhere.set('lang', next);
}

export const locale = (): string => (lang.value === 'nl' ? 'nl-NL' : 'en-GB');

// A true minus sign, and a plus where a change is meant.
export function signed(value: number): string {
  return new Intl.NumberFormat(locale(), { signDisplay: 'exceptZero' }).format(value).replace('-', '−');
}
// Years have no point in them.
export const plain = (value: number): string =>
  new Intl.NumberFormat(locale(), { useGrouping: Math.abs(value) >= 10_000 }).format(value).replace('-', '−');

export function followLang(): void {
  effect(() => {
    document.documentElement.lang = lang.value;
    document.title = t().title;
  });
}
