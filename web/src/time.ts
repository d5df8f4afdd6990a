// SPDX-License-Identifier: EUPL-1.2
// Time that is left and how it reads: pure functions of numbers.

// Milliseconds left, or null when no clock runs.
export function leftOf(clock: { state?: string; ends?: number; left?: number } | undefined, now: number): number | null {
  if (!clock || clock.state === 'off') return null;
  if (clock.state === 'paused' || clock.ends === undefined) return clock.left ?? null;
  return Math.max(0, clock.ends - now);
}

export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const marks = [300, 60, 30, 10];

// The mark that was passed between two looks at the clock, or null. A jump over several says the last one only.
export function markPassed(beforeMs: number | null, nowMs: number | null): number | null {
  if (beforeMs === null || nowMs === null || nowMs >= beforeMs) return null;
  const passed = marks.filter((mark) => beforeMs > mark * 1000 && nowMs <= mark * 1000);
  return passed.length > 0 ? Math.min(...passed) : null;
}
