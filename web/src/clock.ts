// SPDX-License-Identifier: EUPL-1.2
// Time that is left, on the server's clock. A tick a second; what is said aloud is said four times only.
import { signal } from '@preact/signals';
import { skew } from './store.js';
import type { Clock } from './types.js';

export const second = signal(Date.now());

export function startTicking(): void {
  setInterval(() => { second.value = Date.now(); }, 1000);
}

// Milliseconds left, or null when no clock runs.
export function leftOf(clock: { state?: string; ends?: number; left?: number } | undefined, now: number): number | null {
  if (!clock || clock.state === 'off') return null;
  if (clock.state === 'paused') return clock.left ?? null;
  if (clock.ends === undefined) return clock.left ?? null;
  return Math.max(0, clock.ends - now);
}

export const timeLeft = (clock: Clock | { ends?: number; left?: number } | undefined): number | null =>
  leftOf(clock, second.value + skew.value);

export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

export const marks = [300, 60, 30, 10];

// The mark that was passed between two looks at the clock, or null. A jump over several says the last one only.
export function markPassed(beforeMs: number | null, nowMs: number | null): number | null {
  if (beforeMs === null || nowMs === null || nowMs >= beforeMs) return null;
  const passed = marks.filter((mark) => beforeMs > mark * 1000 && nowMs <= mark * 1000);
  return passed.length > 0 ? Math.min(...passed) : null;
}
