// SPDX-License-Identifier: EUPL-1.2
// A film as views: the first whole, then patches. Keeps a whole view now and then, so that any step is near one.
// Never asks the server. A film tells nothing of who looks on, so each view gets an onlooker.
import { mergePatch } from './merge.js';
import type { Film, FilmStep } from './types.js';

const keepEvery = 25;

export class Reel {
  readonly steps: FilmStep[];
  private readonly kept = new Map<number, unknown>();
  private last: { at: number; view: unknown } | null = null;

  constructor(film: Film) {
    this.steps = Object.entries(film.steps).sort(([a], [b]) => Number(a) - Number(b)).map(([, step]) => step);
  }

  get length(): number { return this.steps.length; }

  viewAt(at: number): unknown {
    const target = Math.max(0, Math.min(at, this.steps.length - 1));
    let from = target - (target % keepEvery);
    while (from > 0 && !this.kept.has(from)) from -= keepEvery;
    let view: unknown = this.kept.get(from) ?? null;
    if (this.last && this.last.at <= target && this.last.at >= from) ({ at: from, view } = this.last);
    else if (!this.kept.has(from)) view = this.advance(null, 0);
    for (let i = from + 1; i <= target; i++) view = this.advance(view, i);
    this.last = { at: target, view };
    return mergePatch({ viewer: { role: 'observer' } }, view);
  }

  private advance(view: unknown, at: number): unknown {
    const step = this.steps[at];
    const next = step?.view !== undefined ? step.view : mergePatch(view, step?.patch ?? {});
    if (at % keepEvery === 0) this.kept.set(at, next);
    return next;
  }
}
