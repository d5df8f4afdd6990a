// SPDX-License-Identifier: EUPL-1.2
// The texts behind the ids of a ground, fetched once when somebody first asks "why?".
import { signal } from '@preact/signals';
import { getJson } from './api.js';
import { isRuleBook } from './schema.js';
import type { RuleBook, Text } from './types.js';

export const ruleBook = signal<RuleBook | null>(null);
// How a source is cited: author, year, title, publisher, place.
export const citation = (source: { author?: string; year?: number | string; title?: string; publisher?: string; where?: string }): string =>
  [source.author, source.year, source.title, source.publisher, source.where].filter((part) => part !== undefined && part !== '').join('. ');

// What a number of an assumption is called; nothing as long as the book is on its way.
export const paramName = (assumption: string, key: string): Text | undefined => ruleBook.value?.assumptions[assumption]?.params?.[key]?.name;

let asking: Promise<void> | null = null;

async function fetchRules(): Promise<void> {
  try {
    const answer = await getJson('/api/v1/rules');
    if (answer.ok && isRuleBook(answer.body)) ruleBook.value = answer.body;
  } catch { /* the ids stay readable */ }
  if (!ruleBook.value) asking = null; // the next question asks again
}

export function loadRules(): Promise<void> {
  asking ??= fetchRules();
  return asking;
}
