// SPDX-License-Identifier: EUPL-1.2
// The rows of a proposal in an order to look them over: what stands on the board first, the rest folded by kind with a
// count, and what stays as it is last. Which row matters is the board's say, not known here.
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.js';
import { sorted } from '../order.js';
import type { View } from '../types.js';
import { gaugeName } from '../view/gauges.js';
import { changeName } from '../view/outcome.js';
import { arrange, rangeOf, type Row } from './arrange.js';

const boardNames = (view: View): Set<string> => new Set(sorted(view.board?.gauges).map(gaugeName));

function Fold({ name, rows, range = '', children }: { name: string; rows: Row[]; range?: string; children: (row: Row) => ComponentChildren }) {
  if (rows.length === 0) return null;
  return (
    <details class="more">
      <summary>{name} ({rows.length}) {range !== '' && <span class="meta num">{range}</span>}</summary>
      <ul class="changes">{rows.map(children)}</ul>
    </details>
  );
}

export function ProposalRows({ view, children }: { view: View; children: (row: Row) => ComponentChildren }) {
  const { board, kinds, single, same } = arrange(view.desk?.preview, changeName, boardNames(view));
  return (
    <>
      {board.length > 0 && <><h3>{t().proposalBoard}</h3><ul class="changes">{board.map(children)}</ul></>}
      {kinds.length + single.length + same.length > 0 && <h3>{t().proposalRest}</h3>}
      {kinds.map(({ name, rows }) => <Fold key={name} name={name} rows={rows} range={rangeOf(rows)}>{children}</Fold>)}
      <Fold name={t().proposalSingle} rows={single}>{children}</Fold>
      <Fold name={t().proposalSame} rows={same}>{children}</Fold>
    </>
  );
}
