// SPDX-License-Identifier: EUPL-1.2
// The texts behind the ids of a ground, fetched once when somebody first asks "why?". An answer that does not come,
// or comes torn, is asked for again a few times; after that the next question asks again.
import { signal } from '@preact/signals';
import { getJson, Unanswered } from './api.js';
import { backoff } from './backoff.js';
import { isRuleBook } from './schema.js';
import type { RuleBook, Text } from './types.js';

export const ruleBook = signal<RuleBook | null>(null);
export const rulesMissing = signal(false); // it was asked for and did not come

// How a source is cited: author, year, title, publisher, place.
export const citation = (source: { author?: string; year?: number | string; title?: string; publisher?: string; where?: string }): string =>
  [source.author, source.year, source.title, source.publisher, source.where].filter((part) => part !== undefined && part !== '').join('. ');

// What a number of an assumption is called; nothing as long as the book is on its way.
export const paramName = (assumption: string, key: string): Text | undefined => ruleBook.value?.assumptions[assumption]?.params?.[key]?.name;

let asking: Promise<void> | null = null;

type Pause = (ms: number) => Promise<void>;
const tries = 5;
const later: Pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Gives how long to wait where the server said so.
async function askOnce(): Promise<number | null> {
  try {
    const answer = await getJson('/api/v1/rules');
    if (answer.ok && isRuleBook(answer.body)) ruleBook.value = answer.body;
    return null;
  } catch (error) {
    return error instanceof Unanswered ? error.waitMs : null;
  }
}

async function fetchRules(pause: Pause): Promise<void> {
  rulesMissing.value = false;
  for (let attempt = 0; attempt < tries; attempt++) {
    const wait = await askOnce();
    if (ruleBook.value) return;
    if (attempt < tries - 1) await pause(wait ?? backoff(attempt));
  }
  rulesMissing.value = true; // the ids stay readable
  asking = null; // the next question asks again
}

export function loadRules(pause: Pause = later): Promise<void> {
  asking ??= fetchRules(pause);
  return asking;
}
