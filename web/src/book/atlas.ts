// SPDX-License-Identifier: EUPL-1.2
// The book as the server tells it, and what can be derived: who rests on what, which words name what, what matches a
// search. An address is "<kind>.<id>". Draws nothing.
import { signal } from '@preact/signals';
import { getJson } from '../api.js';
import { tx, type Lang } from '../i18n/index.js';
import { paramName } from '../rulebook.js';

export const kinds = ['claim', 'rule', 'formula', 'action', 'motion', 'incident', 'policy', 'ending', 'variable', 'assumption', 'explain', 'profile', 'scenario', 'source'] as const;
export type Kind = (typeof kinds)[number];
export interface Param { value?: number; lo?: number; hi?: number; table?: number[][] }
export interface Item {
  title?: string; text?: string; more?: string; words?: string;
  params?: Record<string, Param>;
  ground?: { claims?: string[]; sources?: string[]; assumptions?: string[] };
  kind?: string; author?: string; publisher?: string; year?: number; where?: string; url?: string; source?: string;
  range?: number[]; start?: number; see?: string[];
  claims?: Record<string, true>; sources?: Record<string, true>; actions?: Record<string, true>; motions?: Record<string, true>; incidents?: Record<string, true>;
}
export type Rows = Record<Kind, Record<string, Item>>;
export interface Atlas { rows: Rows; rests: Map<string, string[]>; named: Map<string, string> }

const grounds = { claims: 'claim', sources: 'source', assumptions: 'assumption' } as const;

export function split(address: string): { kind: Kind; id: string } | null {
  const dot = address.indexOf('.');
  const kind = kinds.find((one) => one === address.slice(0, dot));
  return kind === undefined ? null : { kind, id: address.slice(dot + 1) };
}

export function itemAt(atlas: Atlas, address: string): Item | undefined {
  const at = split(address);
  return at ? atlas.rows[at.kind][at.id] : undefined;
}

// What an object points at: its ground; a scenario also what it brings into play; a claim its text.
export function pointsAt(kind: Kind, item: Item): string[] {
  const found = (Object.keys(grounds) as (keyof typeof grounds)[]).flatMap((key) => {
    const ids = kind === 'scenario' ? Object.keys(item[key as 'claims' | 'sources'] ?? {}) : item.ground?.[key] ?? [];
    return ids.map((id) => `${grounds[key]}.${id}`);
  });
  if (kind === 'scenario')
    for (const [key, of] of [['actions', 'action'], ['motions', 'motion'], ['incidents', 'incident']] as const) found.push(...Object.keys(item[key] ?? {}).map((id) => `${of}.${id}`));
  if (kind === 'claim' && item.source) found.push(`source.${item.source}`);
  return found;
}

export function makeAtlas(rows: Rows): Atlas {
  const rests = new Map<string, string[]>();
  const named = new Map<string, string>();
  for (const kind of kinds) for (const [id, item] of Object.entries(rows[kind])) {
    for (const target of pointsAt(kind, item)) rests.set(target, [...(rests.get(target) ?? []), `${kind}.${id}`]);
    const nameable = kind === 'variable' || kind === 'formula' || kind === 'incident' || kind === 'motion' || kind === 'action';
    if (nameable && item.title && !named.has(item.title)) named.set(item.title, `${kind}.${id}`);
  }
  return { rows, rests, named };
}

// The cause of a change names the rule that ran; what an action or a motion does is told with its owner.
export function addressOf(atlas: Atlas, of: string): string | null {
  if (itemAt(atlas, of)) return of;
  const own = of.startsWith('rule.') ? of.slice(5) : of;
  for (let end = own.length; end > 0; end = own.lastIndexOf('.', end - 1))
    if (itemAt(atlas, own.slice(0, end))) return own.slice(0, end);
  return null;
}

export function find(atlas: Atlas, words: string): string[] {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return kinds.flatMap((kind) => Object.entries(atlas.rows[kind]).flatMap(([id, item]) => {
    const numbers = kind === 'assumption' ? Object.keys(item.params ?? {}).map((key) => `${id}.${key} ${tx(paramName(id, key))}`).join(' ') : '';
    const text = `${id} ${item.title ?? ''} ${item.text ?? ''} ${item.more ?? ''} ${item.words ?? ''} ${item.author ?? ''} ${numbers}`.toLowerCase();
    return wanted.every((word) => text.includes(word)) ? [`${kind}.${id}`] : [];
  }));
}

export const natural = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function isRows(value: unknown): value is Rows {
  return typeof value === 'object' && value !== null && kinds.every((kind) => typeof (value as Record<string, unknown>)[kind] === 'object');
}

export const atlases = signal<Partial<Record<Lang, Atlas | 'failed'>>>({});
const asked = new Set<Lang>();

export async function loadAtlas(lang: Lang): Promise<void> {
  if (asked.has(lang)) return;
  asked.add(lang);
  let made: Atlas | 'failed' = 'failed';
  try {
    const answer = await getJson(`/api/v1/book?lang=${lang}`);
    if (answer.ok && isRows(answer.body)) made = makeAtlas(answer.body);
  } catch { /* the page says that it failed and offers to try again */ }
  if (made === 'failed') asked.delete(lang);
  atlases.value = { ...atlases.value, [lang]: made };
}
