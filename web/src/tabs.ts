// SPDX-License-Identifier: EUPL-1.2
// Which of the tabs of this browser leads. A browser opens six connections to a host, so one tab keeps the stream for
// all; Web Locks are missing on plain HTTP, so the tabs elect it over a BroadcastChannel: heartbeats, and a claim when
// they stop. Knows tabs and tokens; never opens a connection and never looks into a view.

export type TabMessage =
  | { kind: 'beat'; from: string; term: number } // I lead
  | { kind: 'ask'; from: string } // who leads?
  | { kind: 'claim'; from: string; term: number } // nobody answered: I want to
  | { kind: 'seat'; from: string; token: string | null } // the token of this tab
  | { kind: 'roll'; from: string } // the leader counts its tabs
  | { kind: 'bye'; from: string }
  | { kind: 'note'; from: string; note: unknown }; // what the hub passes on; not looked into here

export interface Channel {
  post(message: TabMessage): void;
  listen(handler: (message: TabMessage) => void): void;
  close(): void;
}

export interface Timers {
  set(callback: () => void, ms: number): unknown;
  clear(handle: unknown): void;
}

export interface TabEvents {
  lead(): void; // this tab leads from now on
  follow(): void; // it follows (again)
  tokens(tokens: string[]): void; // leader only: the tokens of all tabs, each once
  note(note: unknown, from: string): void;
}

export const beatEvery = 1000;
export const patience = 3000; // without a sign of the leader a tab asks
export const answerWithin = 1500; // without an answer it claims
export const claimFor = 100;
export const atStart = 150; // a new tab asks first; tabs of one browser answer within milliseconds
const rollEvery = 20; // beats
const rollsMissed = 3;

type Part = 'off' | 'seeking' | 'claiming' | 'following' | 'leading';

export class Tabs {
  private part: Part = 'off';
  private term = 0;
  private leader = '';
  private token: string | null = null;
  private timer: unknown = null;
  private beats = 0;
  private seats = new Map<string, { token: string | null; missed: number }>();
  private known = '';

  constructor(
    readonly id: string,
    private readonly channel: Channel,
    private readonly timers: Timers,
    private readonly events: TabEvents,
  ) {
    channel.listen((message) => { if (message.from !== this.id) this.receive(message); });
  }

  get leading(): boolean { return this.part === 'leading'; }

  start(token: string | null): void {
    this.token = token;
    if (this.part === 'off') this.seek(atStart);
    else this.announce();
  }

  // After sleep: is the leader still there?
  wake(): void {
    if (this.part === 'following') this.seek(answerWithin);
    else if (this.part === 'leading') this.beat();
  }

  note(note: unknown): void {
    this.channel.post({ kind: 'note', from: this.id, note });
  }

  stop(): void {
    this.after(0, null);
    const was = this.part;
    this.part = 'off';
    if (was !== 'off') this.channel.post({ kind: 'bye', from: this.id });
  }

  private after(ms: number, callback: (() => void) | null): void {
    this.timers.clear(this.timer);
    this.timer = callback ? this.timers.set(callback, ms) : null;
  }

  private seek(wait: number): void {
    this.part = 'seeking';
    this.after(wait, () => this.claim());
    this.channel.post({ kind: 'ask', from: this.id });
  }

  private claim(): void {
    this.part = 'claiming';
    this.term += 1;
    this.after(claimFor, () => this.lead());
    this.channel.post({ kind: 'claim', from: this.id, term: this.term });
  }

  private lead(): void {
    this.part = 'leading';
    this.leader = this.id;
    this.seats.clear();
    this.known = '';
    this.beats = 0;
    this.events.lead();
    this.announce();
    this.channel.post({ kind: 'roll', from: this.id });
    this.beat();
  }

  private beat(): void {
    this.after(beatEvery, () => this.beat());
    this.beats += 1;
    this.channel.post({ kind: 'beat', from: this.id, term: this.term });
    if (this.part === 'leading' && this.beats % rollEvery === 0) this.roll();
  }

  private roll(): void {
    for (const [tab, seat] of this.seats) {
      if (tab === this.id) continue;
      seat.missed += 1;
      if (seat.missed > rollsMissed) this.seats.delete(tab);
    }
    this.channel.post({ kind: 'roll', from: this.id });
    this.tell();
  }

  private follow(leader: string, term: number): void {
    const changed = this.leader !== leader || this.part !== 'following';
    const led = this.part === 'leading';
    this.part = 'following';
    this.term = term;
    this.leader = leader;
    this.after(patience, () => this.seek(answerWithin));
    if (led || changed) this.events.follow();
    if (changed) this.announce();
  }

  private announce(): void {
    if (this.part === 'leading') this.seat(this.id, this.token);
    else this.channel.post({ kind: 'seat', from: this.id, token: this.token });
  }

  private seat(tab: string, token: string | null): void {
    this.seats.set(tab, { token, missed: 0 });
    this.tell();
  }

  private tell(): void {
    const tokens = [...new Set([...this.seats.values()].flatMap((seat) => (seat.token === null ? [] : [seat.token])))];
    const joined = tokens.join(' ');
    if (joined === this.known) return;
    this.known = joined;
    this.events.tokens(tokens);
  }

  // Of two that lead or claim the higher term stays, then the smaller id.
  private yieldsTo(from: string, term: number): boolean {
    return term > this.term || (term === this.term && from < this.id);
  }

  private receive(message: TabMessage): void {
    if (this.part === 'off') return;
    switch (message.kind) {
      case 'beat':
        if (this.part === 'leading' && !this.yieldsTo(message.from, message.term)) this.beat();
        else this.follow(message.from, message.term);
        break;
      case 'ask':
        if (this.part === 'leading') this.beat();
        break;
      case 'claim':
        if (this.part === 'leading') {
          this.term = Math.max(this.term, message.term);
          this.beat();
        } else if (this.part === 'seeking' || (this.part === 'claiming' && this.yieldsTo(message.from, message.term))) {
          this.part = 'seeking';
          this.term = Math.max(this.term, message.term);
          this.after(claimFor + answerWithin, () => this.claim());
        }
        break;
      case 'seat':
        if (this.part === 'leading') this.seat(message.from, message.token);
        break;
      case 'roll':
        if (this.part !== 'leading') this.announce();
        break;
      case 'bye':
        this.seats.delete(message.from);
        if (this.part === 'leading') this.tell();
        else if (message.from === this.leader) this.claim();
        break;
      case 'note':
        this.events.note(message.note, message.from);
        break;
      default: {
        const never: never = message;
        void never;
      }
    }
  }
}

// The channel of the browser, or none where it is missing: then each tab leads itself.
export function browserChannel(name: string): Channel {
  if (typeof BroadcastChannel === 'undefined') return { post: () => {}, listen: () => {}, close: () => {} };
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (handler) => { channel.onmessage = (event: MessageEvent<TabMessage>) => handler(event.data); },
    close: () => channel.close(),
  };
}

export const browserTimers: Timers = {
  set: (callback, ms) => setTimeout(callback, ms),
  clear: (handle) => clearTimeout(handle as number | undefined),
};
