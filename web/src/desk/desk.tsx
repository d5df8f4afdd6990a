// SPDX-License-Identifier: EUPL-1.2
// The facilitator's desk: the phase and its clock always in reach, and five pages beneath.
import { signal } from '@preact/signals';
import { t } from '../i18n/index.js';
import { sorted } from '../order.js';
import { thisTab } from '../storage.js';
import type { View } from '../types.js';
import { Head } from '../view/header.js';
import { GaugePanel } from '../view/situation.js';
import { LadderView } from '../view/ladder.js';
import { Controls } from './controls.js';
import { Curtain } from './curtain.js';
import { GamePage } from './game.js';
import { DeskMessages } from './messages.js';
import { PeoplePage } from './people.js';
import { SessionsPage } from './sessions.js';
import { SetUp } from './setup.js';

const pages = ['game', 'people', 'messages', 'truth', 'sessions'] as const;
type PageName = (typeof pages)[number];
const kept = thisTab.get('desk');
const page = signal<PageName>(pages.find((name) => name === kept) ?? 'game');

function open(name: PageName): void {
  page.value = name;
  thisTab.set('desk', name);
}

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
  if (!view.session) {
    return (
      <div class="shell desk">
        <Head view={view} who={t().deskTitle} />
        <main id="main" tabIndex={-1}><SetUp view={view} />{sorted(view.table?.sessions).length > 0 && <SessionsPage view={view} />}</main>
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
          <button key={name} type="button" class="tab" aria-current={page.value === name ? 'page' : undefined} onClick={() => open(name)}>
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
