// SPDX-License-Identifier: EUPL-1.2
// What a team was given to read: the briefing, its role card, and its packets of intelligence as documents.
import { t, tx } from '../i18n/index.js';
import { sorted } from '../order.js';
import type { Brief, View } from '../types.js';
import { Changed } from './changed.js';
import { Incidents } from './incident.js';
import { Empty, Mark, Panel, Prose } from './parts.js';

export function Briefing({ brief, open = true }: { brief: Brief | undefined; open?: boolean }) {
  if (!brief?.text && !brief?.card) return <Empty>{t().noBrief}</Empty>;
  return (
    <div class="documents">
      {brief.text && <article class="document"><Mark /><h3>{t().briefing}</h3>{open ? <Prose text={brief.text} />
        : <details><summary>{t().read}</summary><Prose text={brief.text} /></details>}</article>}
      {brief.card && <article class="document card-role"><Mark /><h3>{t().roleCard}</h3><Prose text={brief.card} /></article>}
    </div>
  );
}

export function Packets({ brief, turn }: { brief: Brief | undefined; turn?: number }) {
  const list = sorted(brief?.packets).filter((packet) => turn === undefined || packet.turn === turn);
  if (list.length === 0) return <Empty>{t().noPackets}</Empty>;
  return (
    <div class="documents">
      {list.map((packet) => (
        <article key={packet.id} class="document packet">
          <Mark />
          <header class="document-head"><h3>{tx(packet.title)}</h3><p class="meta">{t().turnNumber(packet.turn)} · {t().ownEyes}</p></header>
          <Prose text={packet.text} />
        </article>
      ))}
    </div>
  );
}

export function FilePage({ view }: { view: View }) {
  return (
    <>
      <Panel title={t().incidents} id="file-incidents"><Incidents incidents={view.incidents} open /></Panel>
      <Panel title={t().packets} id="file-packets"><Packets brief={view.brief} /></Panel>
      <Panel title={t().briefing} id="file-brief"><Briefing brief={view.brief} /></Panel>
      <Changed view={view} id="file-changed" />
    </>
  );
}
