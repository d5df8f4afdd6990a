// SPDX-License-Identifier: EUPL-1.2
// A parser of server-sent events for text that arrives in pieces. No network in it.

export interface ServerEvent { name: string; data: string }

export class EventParser {
  private rest = '';
  private name = '';
  private data: string[] = [];

  // Takes a piece of text, returns the events that are complete with it.
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line, events);
    return events;
  }

  private line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      if (this.data.length > 0) events.push({ name: this.name || 'message', data: this.data.join('\n') });
      this.name = '';
      this.data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return; // a comment, the heartbeat
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') this.name = value;
    if (field === 'data') this.data.push(value);
  }
}
