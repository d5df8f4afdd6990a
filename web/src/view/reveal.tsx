// SPDX-License-Identifier: EUPL-1.2
// The reveal, as far as the facilitator has come: the truth, the hidden gauges, the votes, what the other side ordered.
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { Reveal } from '../types.js';
import { Gauges } from './gauges.js';

export function RevealPage({ reveal }: { reveal: Reveal | undefined }) {
  if (!reveal) return null;
  return (
    <section class="panel" aria-labelledby="reveal-title">
      <h2 id="reveal-title">{t().reveal}</h2>
      <p class="help">{t().stepOf(reveal.step, reveal.steps)}</p>
      {reveal.step === 0 && <p>{t().revealSoon}</p>}
      {size(reveal.truth) > 0 && (
        <dl class="facts truth">{sorted(reveal.truth).map((draw) => <div key={draw.id}><dt>{tx(draw.name)}</dt><dd>{tx(draw.option)}</dd></div>)}</dl>
      )}
      {size(reveal.gauges) > 0 && <><h3>{t().hiddenGauges}</h3><Gauges gauges={reveal.gauges} all /></>}
      {size(reveal.votes) > 0 && (
        <>
          <h3>{t().voteSpread}</h3>
          {sorted(reveal.votes).map((vote) => (
            <div key={vote.id} class="votes">
              <h4>{tx(vote.name)}</h4>
              <ul>{sorted(vote.options).map((option) => <li key={option.id}><span>{tx(option.name)}</span> <b>{option.count}</b></li>)}</ul>
            </div>
          ))}
        </>
      )}
      {size(reveal.red) > 0 && (
        <>
          <h3>{t().redOrders}</h3>
          <ul class="plain-list">{sorted(reveal.red).map((order) => (
            <li key={order.id} class="queued"><b>{tx(order.name)}</b>{order.targets && <> · {tx(order.targets)}</>}{order.turn !== undefined && <> · {t().turnNumber(order.turn)}</>}</li>
          ))}</ul>
        </>
      )}
    </section>
  );
}
