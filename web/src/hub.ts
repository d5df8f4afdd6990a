// SPDX-License-Identifier: EUPL-1.2
// Ties the tabs to the stream: the leader reads it, keeps each seat's newest view and passes events on; every tab merges
// its own. A missing number is never guessed over: the leader opens the stream again, a follower asks for the whole.
import { mergePatch } from './merge.js';
import { Stream, type Link, type SeatEvent } from './stream.js';
import { Tabs, type Channel, type Timers } from './tabs.js';

type Note =
  | { type: 'event'; token: string; event: SeatEvent }
  | { type: 'link'; link: Link }
  | { type: 'sync'; token: string; n: number } // what I have; send the whole when you have more
  | { type: 'retry' };

export interface HubEvents {
  view(view: unknown, now: number): void;
  end(code: string): void;
  link(link: Link): void;
}

interface Kept { n: number; now: number; at: number; view: unknown }

export class Hub {
  private readonly tabs: Tabs;
  private readonly stream: Stream;
  private readonly kept = new Map<string, Kept>(); // leader only: the newest view of each seat
  private token: string | null = null;
  private mine: { n: number; view: unknown } = { n: -1, view: null };

  constructor(id: string, channel: Channel, timers: Timers, private readonly events: HubEvents, fetcher?: typeof fetch) {
    this.stream = new Stream('/api/v1/stream', timers, {
      seat: (token, event) => this.fromServer(token, event),
      link: (link) => this.linkChanged(link),
    }, fetcher);
    this.tabs = new Tabs(id, channel, timers, {
      lead: () => this.kept.clear(),
      follow: () => {
        this.stream.close();
        this.kept.clear();
        this.sync();
      },
      tokens: (tokens) => this.stream.setTokens(tokens),
      note: (note) => this.fromTab(note as Note),
    });
  }

  get leading(): boolean { return this.tabs.leading; }

  start(token: string): void {
    if (this.token !== token) this.mine = { n: -1, view: null };
    this.token = token;
    this.tabs.start(token);
    this.sync();
  }

  // The page became visible, or came back out of the browser's cache.
  wake(): void {
    this.tabs.wake();
    if (this.tabs.leading) this.stream.wake();
    else this.sync();
  }

  retry(): void {
    if (this.tabs.leading) this.stream.reconnect();
    else this.tabs.note({ type: 'retry' } satisfies Note);
  }

  stop(): void {
    this.tabs.stop();
    this.stream.close();
  }

  private linkChanged(link: Link): void {
    if (!this.tabs.leading) return;
    this.events.link(link);
    this.tabs.note({ type: 'link', link } satisfies Note);
  }

  private sync(): void {
    if (this.token === null) return;
    const note: Note = { type: 'sync', token: this.token, n: this.mine.n };
    if (this.tabs.leading) this.fromTab(note);
    else this.tabs.note(note);
  }

  private fromServer(token: string, event: SeatEvent): void {
    if (event.type === 'end') {
      this.kept.delete(token);
      this.stream.drop(token);
    } else if (event.type === 'view') {
      this.kept.set(token, { n: event.n, now: event.now, at: Date.now(), view: event.view });
    } else {
      const old = this.kept.get(token);
      if (!old || event.n !== old.n + 1) {
        this.stream.reconnect();
        return;
      }
      this.kept.set(token, { n: event.n, now: event.now, at: Date.now(), view: mergePatch(old.view, event.patch) });
    }
    this.tabs.note({ type: 'event', token, event } satisfies Note);
    if (token === this.token) this.take(event);
  }

  private fromTab(note: Note): void {
    switch (note.type) {
      case 'event':
        if (!this.tabs.leading && note.token === this.token) this.take(note.event);
        break;
      case 'link':
        if (!this.tabs.leading) this.events.link(note.link);
        break;
      case 'retry':
        if (this.tabs.leading) this.stream.reconnect();
        break;
      case 'sync':
        if (this.tabs.leading) this.answerSync(note.token, note.n);
        break;
      default: {
        const never: never = note;
        void never;
      }
    }
  }

  private answerSync(token: string, n: number): void {
    const kept = this.kept.get(token);
    this.tabs.note({ type: 'link', link: this.stream.current } satisfies Note);
    if (!kept || kept.n === n) return;
    const event: SeatEvent = { type: 'view', n: kept.n, now: kept.now + (Date.now() - kept.at), view: kept.view };
    this.tabs.note({ type: 'event', token, event } satisfies Note);
    if (token === this.token) this.take(event);
  }

  private take(event: SeatEvent): void {
    if (event.type === 'end') {
      this.events.end(event.code);
      return;
    }
    if (event.type === 'view') {
      this.mine = { n: event.n, view: event.view };
    } else if (event.n === this.mine.n + 1) {
      this.mine = { n: event.n, view: mergePatch(this.mine.view, event.patch) };
    } else {
      if (event.n > this.mine.n) this.sync();
      return;
    }
    this.events.view(this.mine.view, event.now);
  }
}
