// SPDX-License-Identifier: EUPL-1.2
// What changed this turn: before, after, and the way to why.
import { plain, signed, t, tx } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Change, Dict, Outcome } from '../types.js';
import { Empty, Mark } from './parts.js';
import { WhyButton } from './why.js';

export const changeName = (change: Change): string => (change.of ? `${tx(change.name)}: ${tx(change.of)}` : tx(change.name));

export function ChangeNumbers({ change }: { change: Change }) {
  const { before, after } = change;
  if (before === undefined || after === undefined) return <span class="grade-word">{tx(change.word) || t().changed}</span>;
  return (
    <span class="change-numbers">
      {change.word && <span class="grade-word">{tx(change.word)}</span>}
      <span class="num"><span class="sr">{t().before} </span>{plain(before)} <span aria-hidden="true">→</span><span class="sr"> {t().after} </span> {plain(after)}</span>
      <b class="num">{signed(after - before)}</b>
    </span>
  );
}

export function ChangeRow({ change }: { change: Entry<Change> }) {
  return (
    <li class="change">
      <span class="change-name">{changeName(change)}</span>
      <WhyButton title={changeName(change)} word={tx(change.word)} value={change.after} why={change.why}><ChangeNumbers change={change} /></WhyButton>
    </li>
  );
}

const atOnce = 10;

export function Changes({ changes, limit }: { changes: Dict<Change> | undefined; limit?: number }) {
  const list = sorted(changes);
  if (list.length === 0) return <Empty>{t().noChanges}</Empty>;
  const rest = limit === undefined ? list.slice(atOnce) : [];
  return (
    <>
      <ul class="changes">{list.slice(0, limit ?? atOnce).map((change) => <ChangeRow key={change.id} change={change} />)}</ul>
      {rest.length > 0 && (
        <details class="more"><summary>{t().moreChanges(rest.length)}</summary>
          <ul class="changes">{rest.map((change) => <ChangeRow key={change.id} change={change} />)}</ul></details>
      )}
    </>
  );
}

export function OutcomePage({ outcome, limit }: { outcome: Outcome | undefined; limit?: number }) {
  return (
    <section class="panel" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{outcome ? t().outcomeOf(outcome.turn) : t().outcome}</h2>
      {outcome?.headline && <article class="document headline"><Mark /><p>{tx(outcome.headline)}</p></article>}
      <Changes changes={outcome?.changes} {...(limit === undefined ? {} : { limit })} />
    </section>
  );
}
