// SPDX-License-Identifier: EUPL-1.2
// Who this tab is. A tab keeps its own token, so that several seats can be open beside each other; a copy by participant
// lets a lost tab come back. Never sends anything.
import { everywhere, thisTab } from './storage.js';

export interface Seat { token: string; participant: string; role: string; label: string; at: number }

function isSeat(value: unknown): value is Seat {
  const seat = value as Seat | null;
  return typeof seat === 'object' && seat !== null && typeof seat.token === 'string' && typeof seat.participant === 'string'
    && typeof seat.role === 'string';
}

export function tabSeat(): Seat | null {
  const value = thisTab.get('seat');
  return isSeat(value) ? value : null;
}

export function keepSeat(seat: Seat): void {
  thisTab.set('seat', seat);
  everywhere.set(`seat.${seat.participant}`, seat);
}

export function forgetSeat(seat: Seat): void {
  if (tabSeat()?.token === seat.token) thisTab.remove('seat');
  everywhere.remove(`seat.${seat.participant}`);
}

// The seats this browser has held, newest first.
export function oldSeats(role: string): Seat[] {
  return everywhere.keys().filter((key) => key.startsWith('seat.')).map((key) => everywhere.get(key))
    .filter(isSeat).filter((seat) => seat.role === role).sort((a, b) => b.at - a.at);
}
