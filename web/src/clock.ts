// SPDX-License-Identifier: EUPL-1.2
// A tick a second, and what is left of a clock of the view, on the server's time.
import { signal } from '@preact/signals';
import { skew } from './store.js';
import { leftOf } from './time.js';

export const second = signal(Date.now());

export function startTicking(): void {
  setInterval(() => { second.value = Date.now(); }, 1000);
}

export const timeLeft = (clock: { state?: string; ends?: number; left?: number } | undefined): number | null =>
  leftOf(clock, Math.max(second.value, Date.now()) + skew.value); // a view may come in the middle of a second
