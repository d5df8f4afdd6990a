// SPDX-License-Identifier: EUPL-1.2
// The facilitator's desk: the phase and its clock always in reach, and five pages beneath.
import { useEffect } from 'preact/hooks';
import { t, tx } from '../i18n/index.js';
import { labelSeat } from '../store.js';
import type { View } from '../types.js';
import { Head } from '../view/header.js';
import { GaugePanel } from '../view/situation.js';
import { LadderView } from '../view/ladder.js';
import { Controls } from './controls.js';
import { Curtain } from './curtain.js';
import { GamePage } from './game.js';
import { Desks } from './desks.js';
import { DeskMessages } from './messages.js';
import { openPage, page, pages } from './page.js';
import { PeoplePage } from './people.js';
import { SessionsPage } from './sessions.js';
import { SetUp } from './setup.js';

function Content({ view }: { view: View }) {
  switch (page.value) {
    case 'people': return <PeoplePage view={view} />;
    case 'messages': return <DeskMessages view={view} />;
    case 'truth': return <Curtain view={view} />;
    case 'sessions': return <SessionsPage view={view} />;
    default: return <GamePage view={view} />;
  }
}

export function Desk({ view }: { view: View }) {
  const label = view.session ? `${t().host} · ${tx(view.session.title)} · ${view.session.code ?? ''}` : '';
  useEffect(() => { if (label !== '') labelSeat(label); }, [label]);
  if (!view.session) {
    return (
      <div class="shell desk">
        <Head view={view} who={t().deskTitle} />
        <main id="main" tabIndex={-1}><SetUp view={view} /><Desks view={view} /></main>
      </div>
    );
  }
  return (
    <div class="shell desk with-side">
      <a class="skip" href="#main">{t().skip}</a>
      <Head view={view} who={t().deskTitle} />
      <Controls view={view} />
      <nav class="tabs" aria-label={t().sections}>
        {pages.map((name) => (
          <button key={name} type="button" class="tab" aria-current={page.value === name ? 'page' : undefined} onClick={() => openPage(name)}>
            <span>{t().deskPage[name]}</span>
          </button>
        ))}
      </nav>
      <main id="main" tabIndex={-1} aria-label={t().deskPage[page.value]}><Content view={view} /></main>
      {view.board && (
        <aside class="side" aria-label={t().overview}>
          <GaugePanel view={view} id="desk-gauges" />
          <LadderView ladder={view.board.ladder} id="desk-ladder" />
        </aside>
      )}
    </div>
  );
}
