// SPDX-License-Identifier: EUPL-1.2
// One stream of server-sent events for several tokens, over fetch because a stream's token belongs in a header.
// Opens, reads, opens again with patience when it breaks. Knows nothing of tabs or screens.
import { backoff } from './backoff.js';
import { EventParser } from './sse.js';
import type { Timers } from './tabs.js';

export interface Link { state: 'idle' | 'connecting' | 'open' | 'waiting'; retryAt: number; refused: boolean }

export type SeatEvent =
  | { type: 'view'; n: number; now: number; view: unknown }
  | { type: 'patch'; n: number; now: number; patch: unknown }
  | { type: 'end'; code: string };

export interface StreamEvents {
  seat(token: string, event: SeatEvent): void;
  link(link: Link): void;
}

// The server sends a comment every 15 s; silence of more than two of them is a dead line.
const silence = 40_000;

const isObject = (value: unknown): value is { [key: string]: unknown } => typeof value === 'object' && value !== null;

export function readEvent(name: string, data: string): { seat: number; event: SeatEvent } | null {
  let value: unknown;
  try { value = JSON.parse(data); } catch { return null; }
  if (!isObject(value) || typeof value.seat !== 'number') return null;
  const { seat, n, now } = value;
  if (name === 'end') return { seat, event: { type: 'end', code: String(value.code ?? '') } };
  if (typeof n !== 'number' || typeof now !== 'number') return null;
  if (name === 'view') return { seat, event: { type: 'view', n, now, view: value.view } };
  if (name === 'patch') return { seat, event: { type: 'patch', n, now, patch: value.patch } };
  return null;
}

export class Stream {
  private tokens: string[] = [];
  private abort: AbortController | null = null;
  private attempt = 0;
  private timer: unknown = null;
  private watch: unknown = null;
  private heard = 0;
  private link: Link = { state: 'idle', retryAt: 0, refused: false };

  constructor(
    private readonly url: string,
    private readonly timers: Timers,
    private readonly events: StreamEvents,
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  get current(): Link { return this.link; }

  // Opens again only when a token is new; one that left goes with the next opening.
  setTokens(tokens: string[]): void {
    const isNew = tokens.some((token) => !this.tokens.includes(token));
    if (tokens.length === 0) this.close();
    else if (isNew || this.link.state === 'idle') this.schedule(tokens, 60);
  }

  reconnect(): void {
    if (this.tokens.length > 0) this.schedule(this.tokens, 0);
  }

  drop(token: string): void {
    if (this.tokens.length === 1 && this.tokens[0] === token) this.close();
  }

  // After sleep: a line that has been silent for longer than a heartbeat is opened again.
  wake(): void {
    if (this.link.state === 'waiting' || (this.link.state === 'open' && Date.now() - this.heard > 17_000)) this.reconnect();
  }

  close(): void {
    this.stop();
    this.tokens = [];
    this.say({ state: 'idle', retryAt: 0, refused: false });
  }

  private say(link: Link): void {
    this.link = link;
    this.events.link(link);
  }

  private stop(): void {
    this.abort?.abort();
    this.abort = null;
    this.timers.clear(this.timer);
    this.timers.clear(this.watch);
  }

  private schedule(tokens: string[], ms: number): void {
    this.tokens = tokens;
    this.timers.clear(this.timer);
    this.timer = this.timers.set(() => void this.open(), ms);
  }

  private async open(): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.abort = abort;
    const tokens = this.tokens;
    this.say({ state: 'connecting', retryAt: 0, refused: false });
    let refused = false;
    try {
      const response = await this.fetcher(this.url, {
        headers: { Authorization: `Bearer ${tokens.join(', ')}`, Accept: 'text/event-stream' },
        cache: 'no-store',
        signal: abort.signal,
      });
      if (response.status === 401 || response.status === 403) {
        for (const token of tokens) this.events.seat(token, { type: 'end', code: 'token' });
        this.close();
        return;
      }
      refused = !response.ok;
      if (response.ok && response.body) await this.read(response.body, tokens, abort);
    } catch {
      // A broken line and a refused connection end alike: wait and try again.
    }
    if (this.abort === abort) this.again(refused);
  }

  private async read(body: ReadableStream<Uint8Array>, tokens: string[], abort: AbortController): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    this.say({ state: 'open', retryAt: 0, refused: false });
    this.listen();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.abort !== abort) return;
      this.listen();
      for (const { name, data } of parser.push(decoder.decode(value, { stream: true }))) {
        if (name === 'hello') this.attempt = 0;
        const read = readEvent(name, data);
        const token = read ? tokens[read.seat] : undefined;
        if (read && token !== undefined) this.events.seat(token, read.event);
        if (this.abort !== abort) return;
      }
    }
  }

  private listen(): void {
    this.heard = Date.now();
    this.timers.clear(this.watch);
    this.watch = this.timers.set(() => this.reconnect(), silence);
  }

  private again(refused: boolean): void {
    this.stop();
    const wait = backoff(this.attempt);
    this.attempt += 1;
    this.say({ state: 'waiting', retryAt: Date.now() + wait, refused });
    this.timer = this.timers.set(() => void this.open(), wait);
  }
}
