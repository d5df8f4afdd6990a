// SPDX-License-Identifier: EUPL-1.2
// "Three months later": the chosen line and its alternative as frequencies, ten dots each, with the same in words.
import { t, tx } from '../i18n/index.js';
import { sorted } from '../order.js';
import type { Later } from '../types.js';

export const Dots = ({ of10 }: { of10: number }) => (
  <svg class="dots" viewBox="0 0 120 12" width="120" height="12" aria-hidden="true" focusable="false">
    {Array.from({ length: 10 }, (_, i) => <circle key={i} cx={6 + i * 12} cy="6" r="4.2" class={i < of10 ? 'dot on' : 'dot'} />)}
  </svg>
);

export function LaterPage({ later }: { later: Later | undefined }) {
  if (!later) return null;
  const lines = sorted(later.lines);
  return (
    <section class="panel" aria-labelledby="later-title">
      <h2 id="later-title">{t().laterTitle}</h2>
      <p class="help">{t().laterHelp}</p>
      {later.state === 'running' && <p><label>{t().laterRunning} <progress max={later.of ?? 1} value={later.done ?? 0} /></label></p>}
      <div class="lines">
        {lines.map((line) => (
          <section key={line.id} class={`line line-${line.id}`} aria-label={tx(line.name)}>
            <h3>{tx(line.name)}</h3>
            <ul>
              {sorted(line.facts).map((fact) => (
                <li key={fact.id}><span class="fact-name">{tx(fact.name)}</span><Dots of10={fact.in10} /><b>{t().in10(fact.in10)}</b></li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}
