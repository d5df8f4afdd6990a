// SPDX-License-Identifier: EUPL-1.2
// Light, dark, or as the device says.
import { effect, signal } from '@preact/signals';
import { everywhere } from './storage.js';

export type Theme = 'auto' | 'light' | 'dark';
const kept = everywhere.get('theme');
export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto');

export function setTheme(next: Theme): void {
  theme.value = next;
  everywhere.set('theme', next);
}

export function followTheme(): void {
  effect(() => {
    if (theme.value === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.value;
  });
}
