// SPDX-License-Identifier: EUPL-1.2
// A world for tests: a clock that is moved by hand, and a channel that several tabs share.
import type { Channel, TabMessage, Timers } from '../src/tabs.js';

export class Clock {
  now = 0;
  private next = 1;
  private waiting = new Map<number, { at: number; callback: () => void; owner: string }>();
  private asleep = new Set<string>();

  timers(owner: string): Timers {
    return {
      set: (callback, ms) => {
        const id = this.next++;
        this.waiting.set(id, { at: this.now + ms, callback, owner });
        return id;
      },
      clear: (handle) => { this.waiting.delete(handle as number); },
    };
  }

  // A tab in the background whose timers do not run.
  freeze(owner: string, frozen: boolean): void {
    if (frozen) this.asleep.add(owner);
    else this.asleep.delete(owner);
  }

  run(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.waiting.entries()].filter(([, timer]) => timer.at <= end && !this.asleep.has(timer.owner)).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) break;
      this.waiting.delete(due[0]);
      this.now = Math.max(this.now, due[1].at);
      due[1].callback();
    }
    this.now = end;
  }
}

export class Air {
  private ears = new Map<string, (message: TabMessage) => void>();
  private deaf = new Set<string>();

  channel(owner: string): Channel {
    return {
      post: (message) => {
        if (this.deaf.has(owner)) return;
        const copy = structuredClone(message);
        for (const [name, ear] of [...this.ears]) if (name !== owner && !this.deaf.has(name)) ear(copy);
      },
      listen: (handler) => { this.ears.set(owner, handler); },
      close: () => { this.ears.delete(owner); },
    };
  }

  // A tab that died without a word, or is frozen: it neither hears nor speaks.
  cut(owner: string, cut: boolean): void {
    if (cut) this.deaf.add(owner);
    else this.deaf.delete(owner);
  }
}
