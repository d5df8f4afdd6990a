// SPDX-License-Identifier: EUPL-1.2
// A command is stored with its key before it is sent and sent again, after a broken line or a reload, until an answer
// came; so a decision is neither lost nor made twice. One at a time, in order. Knows no command by name.
import { Unanswered, type Answer } from './api.js';
import { backoff } from './backoff.js';
import { randomKey } from './random.js';
import type { Box } from './storage.js';

export interface Letter { key: string; owner: string; body: string; at: number }

export interface OutboxWorld {
  box: Box;
  post(owner: string, key: string, body: string): Promise<Answer>;
  wait(ms: number): Promise<void>; // ends early when the line is back
  now(): number;
  waiting(count: number): void; // how many commands have no answer yet
  late(answer: Answer, letter: Letter): void; // the answer to a command of before the reload
}

// A command of long ago is not what the player wants now.
const tooOld = 15 * 60_000;

function isLetter(value: unknown): value is Letter {
  const letter = value as Letter | null;
  return typeof letter === 'object' && letter !== null && typeof letter.key === 'string' && typeof letter.owner === 'string'
    && typeof letter.body === 'string' && typeof letter.at === 'number';
}

export class Outbox {
  private tail: Promise<unknown> = Promise.resolve();
  private count = 0;

  constructor(private readonly world: OutboxWorld) {}

  send(owner: string, command: string, fields: { [name: string]: unknown }): Promise<Answer> {
    const letter: Letter = { key: randomKey(), owner, body: JSON.stringify({ command, ...fields }), at: this.world.now() };
    this.world.box.set(`out.${owner}.${letter.key}`, letter);
    return this.queue(letter);
  }

  // After a reload: what this owner sent and has no answer to.
  resume(owner: string): void {
    const prefix = `out.${owner}.`;
    const letters = this.world.box.keys().filter((name) => name.startsWith(prefix)).map((name) => this.world.box.get(name));
    for (const letter of letters.filter(isLetter).sort((a, b) => a.at - b.at)) {
      if (this.world.now() - letter.at > tooOld) this.world.box.remove(prefix + letter.key);
      else void this.queue(letter).then((answer) => this.world.late(answer, letter));
    }
  }

  private queue(letter: Letter): Promise<Answer> {
    this.change(1);
    const turn = this.tail.then(() => this.deliver(letter));
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private change(by: number): void {
    this.count += by;
    this.world.waiting(this.count);
  }

  private async deliver(letter: Letter): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.world.post(letter.owner, letter.key, letter.body);
        this.world.box.remove(`out.${letter.owner}.${letter.key}`);
        this.change(-1);
        return answer;
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        await this.world.wait(error.waitMs ?? backoff(attempt));
      }
    }
  }
}
