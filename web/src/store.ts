// SPDX-License-Identifier: EUPL-1.2
// The state of the page as signals, and the two doors to the world: the hub that brings views and the outbox that takes
// commands away. Draws nothing.
import { signal } from '@preact/signals';
import { postCommand, type Answer } from './api.js';
import { Hub } from './hub.js';
import { Outbox } from './outbox.js';
import { randomKey } from './random.js';
import { isView, viewFaults } from './schema.js';
import { forgetSeat, keepSeat, tabSeat, type Seat } from './seats.js';
import { everywhere, thisTab } from './storage.js';
import type { Link } from './stream.js';
import { browserChannel, browserTimers } from './tabs.js';
import type { Problem, View } from './types.js';

export const seat = signal<Seat | null>(null);
export const view = signal<View | null>(null);
export const link = signal<Link>({ state: 'idle', retryAt: 0, refused: false });
export const ended = signal<string | null>(null); // why this seat ended
export const unreadable = signal(false); // the server sent what this page does not know
export const waiting = signal(0); // commands without an answer
export const notice = signal<Problem | null>(null); // a late refusal, with no control to stand beside
export const skew = signal(0); // server's clock minus ours

const tabId = randomKey(12);

// The owner of commands that are sent before there is a seat; it survives a reload, unlike the tab's name.
const keptNobody = thisTab.get('nobody');
const nobody = typeof keptNobody === 'string' ? keptNobody : randomKey(12);
thisTab.set('nobody', nobody);

const hub = new Hub(tabId, browserChannel('hoeksteen'), browserTimers, {
  view(value, now) {
    skew.value = now - Date.now();
    unreadable.value = !isView(value);
    if (isView(value)) view.value = value;
    else console.error('view not understood', viewFaults(value).slice(0, 5));
  },
  end(code) {
    ended.value = code;
    if (seat.value) forgetSeat(seat.value);
    hub.stop();
  },
  link(value) { link.value = value; },
});

let wakeUp: () => void = () => {};

const outbox = new Outbox({
  box: everywhere,
  post: (owner, key, body) => {
    if (owner === nobody) return postCommand(null, key, body);
    if (seat.value?.participant !== owner) return Promise.resolve({ ok: false, problem: { status: 0, code: 'seat_left' } });
    return postCommand(seat.value.token, key, body);
  },
  wait: (ms) => new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wakeUp = () => { clearTimeout(timer); resolve(); };
  }),
  now: () => Date.now(),
  waiting: (count) => { waiting.value = count; },
  late: (answer, letter) => {
    if (!answer.ok) notice.value = answer.problem;
    else if (letter.owner === nobody) takeAnswer(answer.body, letter.body.includes('"host.claim"') ? 'host' : 'player');
  },
});

// The answer to a command that gives a seat.
export function takeAnswer(body: { [key: string]: unknown }, role: string, label = ''): boolean {
  const { token, participant } = body;
  if (typeof token !== 'string') return false;
  takeSeat({ token, participant: typeof participant === 'string' ? participant : `room.${token.slice(0, 8)}`, role, label, at: Date.now() });
  return true;
}

export function takeSeat(next: Seat): void {
  keepSeat(next);
  ended.value = null;
  if (seat.value?.token !== next.token) view.value = null;
  seat.value = next;
  hub.start(next.token);
  outbox.resume(next.participant);
}

// A name by which this seat is found again among others.
export function labelSeat(label: string): void {
  if (!seat.value || seat.value.label === label) return;
  seat.value = { ...seat.value, label };
  keepSeat(seat.value);
}

export function resumeSeat(): void {
  const kept = tabSeat();
  if (kept) takeSeat(kept);
}

// A join that was sent before a reload and has no answer yet.
export const resumeLetters = (): void => outbox.resume(nobody);

export function leaveSeat(): void {
  if (seat.value) forgetSeat(seat.value);
  hub.stop();
  seat.value = null;
  view.value = null;
}

export const send = (command: string, fields: { [name: string]: unknown } = {}): Promise<Answer> =>
  outbox.send(seat.value?.participant ?? nobody, command, fields);

// A command of somebody who has no seat yet, also when this tab has one.
export const sendAsAnyone = (command: string, fields: { [name: string]: unknown }): Promise<Answer> =>
  outbox.send(nobody, command, fields);

export const retryNow = (): void => { wakeUp(); hub.retry(); };

// Phones drop a stream without a word, and a page may come back out of the browser's cache without "visibilitychange".
export function watchPage(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || !seat.value) return;
    wakeUp();
    hub.wake();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted && seat.value && ended.value === null) hub.start(seat.value.token);
  });
  addEventListener('pagehide', () => hub.stop());
  addEventListener('online', () => { if (seat.value) retryNow(); });
}
