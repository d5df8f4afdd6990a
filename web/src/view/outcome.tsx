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
  // A fold of one or two is longer than they are.
  const shown = limit ?? (list.length <= atOnce + 2 ? list.length : atOnce);
  const rest = limit === undefined ? list.slice(shown) : [];
  return (
    <>
      <ul class="changes">{list.slice(0, shown).map((change) => <ChangeRow key={change.id} change={change} />)}</ul>
      {rest.length > 0 && (
        <details class="more"><summary>{t().moreChanges(rest.length)}</summary>
          <ul class="changes">{rest.map((change) => <ChangeRow key={change.id} change={change} />)}</ul></details>
      )}
    </>
  );
}

// Why a game ended before or at its last turn.
export function Ending({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome?.headline) return null;
  return (
    <article class="document headline"><Mark /><p class="eyebrow">{t().gameOver}</p><p class="headline-words">{tx(outcome.headline)}</p>
      {outcome.ending && <p>{tx(outcome.ending)}</p>}</article>
  );
}

export function OutcomePage({ outcome, limit }: { outcome: Outcome | undefined; limit?: number }) {
  return (
    <section class="panel" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{outcome ? t().outcomeOf(outcome.turn) : t().outcome}</h2>
      <Ending outcome={outcome} />
      <Changes changes={outcome?.changes} {...(limit === undefined ? {} : { limit })} />
    </section>
  );
}
