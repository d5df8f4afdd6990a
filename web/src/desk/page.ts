// SPDX-License-Identifier: EUPL-1.2
// Which page of the desk this tab shows; kept over a reload.
import { signal } from '@preact/signals';
import { thisTab } from '../storage.js';

export const pages = ['game', 'people', 'messages', 'truth', 'sessions'] as const;
export type PageName = (typeof pages)[number];

const kept = thisTab.get('desk');
export const page = signal<PageName>(pages.find((name) => name === kept) ?? 'game');

export function openPage(name: PageName): void {
  page.value = name;
  thisTab.set('desk', name);
}
