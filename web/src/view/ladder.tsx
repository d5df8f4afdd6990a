// SPDX-License-Identifier: EUPL-1.2
// The escalation ladder: drawn rung by rung, each rung with its name and its state in words, so that the drawing and its
// text are one list.
import { t, tx } from '../i18n/index.js';
import type { Ladder } from '../types.js';

const Rails = ({ state }: { state: string }) => (
  <svg class={`rung-drawing rung-${state}`} viewBox="0 0 44 28" preserveAspectRatio="none" width="44" height="28" aria-hidden="true" focusable="false">
    <path class="rail" d="M10 0v28M34 0v28" />
    {state === 'skipped'
      ? <path class="hatch" d="M10 17l4-6M15 17l4-6M20 17l4-6M25 17l4-6M30 17l4-6" />
      : <path class="bar" d="M10 14h24" />}
    {state === 'now' && <path class="pointer" d="M14 8h12l6 6-6 6H14z" />}
  </svg>
);

// With `around` only the rungs near the present one are drawn, for where there is no room for all.
export function LadderView({ ladder, id, around }: { ladder: Ladder | undefined; id: string; around?: number }) {
  if (!ladder) return null;
  const rungs = Object.entries(ladder.rungs).sort(([a], [b]) => Number(b) - Number(a));
  const shown = around === undefined ? rungs : rungs.filter(([number]) => Math.abs(Number(number) - ladder.rung) <= around);
  const now = ladder.rungs[String(ladder.rung)];
  return (
    <section class="panel ladder" aria-labelledby={id}>
      <h2 id={id}>{t().ladder}</h2>
      {now && <p class="ladder-now">{t().rungOf(ladder.rung, rungs.length - 1)}: <b>{tx(now.name)}</b></p>}
      <ol class="rungs" reversed start={Number(shown[0]?.[0] ?? 0)}>
        {shown.map(([number, rung]) => (
          <li key={number} class={`rung ${rung.state}`} aria-current={rung.state === 'now' ? 'step' : undefined}>
            <Rails state={rung.state} />
            <span class="rung-number">{number}</span>
            <span class="rung-name">{tx(rung.name)}{' '}
              <span class={rung.state === 'skipped' || rung.state === 'now' ? 'rung-state' : 'sr'}>{t().rungState(rung.state)}</span></span>
          </li>
        ))}
      </ol>
    </section>
  );
}
