// SPDX-License-Identifier: EUPL-1.2
// How long to wait before the next try: doubling, bounded, and spread so that a class does not come back at one moment.

export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + random() * (ceiling / 2));
}
