// SPDX-License-Identifier: EUPL-1.2
// A player's seat: what this phase asks, the situation, the file, the actions, the messages. One thumb on a phone, two
// columns on a laptop. Which part is shown is the player's; what is in it is the view's.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t, tx } from '../i18n/index.js';
import { size, sorted } from '../order.js';
import { everywhere, thisTab } from '../storage.js';
import type { View } from '../types.js';
import { Briefing, FilePage, Packets } from './brief.js';
import { CardPage } from './card.js';
import { CouncilPage } from './council.js';
import { Head } from './header.js';
import { Icon } from './icons.js';
import { Incidents } from './incident.js';
import { LaterPage } from './later.js';
import { LobbySeat, PhraseCard } from './lobby-seat.js';
import { Messages, NewsList } from './news.js';
import { Asks, OrdersPage } from './orders.js';
import { OutcomePage } from './outcome.js';
import { Act, Panel } from './parts.js';
import { Profile } from './profile.js';
import { RevealPage } from './reveal.js';
import { GaugePanel, SituationPage } from './situation.js';
import { DebriefLater } from './debrief-later.js';

export const sections = ['now', 'situation', 'file', 'actions', 'messages'] as const;
export type SectionName = (typeof sections)[number];

const kept = thisTab.get('section');
const section = signal<SectionName>(sections.find((name) => name === kept) ?? 'now');

function open(name: SectionName): void {
  section.value = name;
  thisTab.set('section', name);
  document.getElementById('main')?.focus();
  scrollTo(0, 0);
}

function Intel({ view }: { view: View }) {
  return (
    <>
      <Panel title={t().incidents} id="now-incidents"><Incidents incidents={view.incidents} /></Panel>
      <Panel title={t().packets} id="now-packets"><Packets brief={view.brief} turn={view.session?.turn ?? 0} /></Panel>
    </>
  );
}

// What each phase puts in front of a player. Phases are the house's, so their names may stand here.
const pages: { [phase: string]: (view: View) => ComponentChildren } = {
  lobby: (view) => <LobbySeat view={view} />,
  brief: (view) => <><Panel title={t().briefing} id="now-brief"><Briefing brief={view.brief} /></Panel><PhraseCard view={view} /></>,
  intel: (view) => <Intel view={view} />,
  assess: (view) => <CardPage view={view} />,
  deliberate: (view) => <OrdersPage view={view} />,
  council: (view) => <><Asks asks={view.orders?.asks} may={view.can?.['order.consent'] === true} /><CouncilPage view={view} /></>,
  adjudicate: (view) => <><Panel title={t().adjudicating} id="now-adj"><p>{t().adjudicatingHelp}</p></Panel><GaugePanel view={view} id="now-gauges" /></>,
  outcome: (view) => <><OutcomePage outcome={view.outcome} /><LaterPage later={view.later} /></>,
  later: (view) => <><LaterPage later={view.later} /><OutcomePage outcome={view.outcome} /></>,
  reflect: (view) => <><OutcomePage outcome={view.outcome} /></>,
  reveal: (view) => <><RevealPage reveal={view.reveal} /><LaterPage later={view.later} /><Profile profile={view.profile} /></>,
  debrief: (view) => <DebriefLater view={view} />,
  closed: (view) => <><Panel title={t().closedTitle} id="now-closed"><p>{t().closedHelp}</p></Panel><DebriefLater view={view} /></>,
};

function PhaseHelp({ view }: { view: View }) {
  const help = view.session && !(view.viewer.red && view.session.phase === 'council') ? view.phases?.[view.session.phase]?.help : undefined;
  return help ? <p class="phase-help">{tx(help)}</p> : null;
}

function Content({ view }: { view: View }) {
  switch (section.value) {
    case 'situation': return <SituationPage view={view} />;
    case 'file': return <FilePage view={view} />;
    case 'actions': return <OrdersPage view={view} />;
    case 'messages': return <Messages view={view} />;
    default: {
      // Who came late has no seat yet, whatever the phase.
      const phase = view.viewer.team ? view.session?.phase ?? 'lobby' : 'lobby';
      return <><PhaseHelp view={view} />{pages[phase]?.(view) ?? <SituationPage view={view} />}</>;
    }
  }
}

const seenKey = (view: View): string => `seen.${view.me?.participant ?? ''}`;

function badges(view: View): { [name: string]: number } {
  const seen = everywhere.get(seenKey(view));
  const toAnswer = sorted(view.council?.agenda).filter((motion) => size(motion.may?.answers) > 0 && motion.state === 'tabled').length;
  return {
    now: view.session?.phase === 'council' ? toAnswer : 0,
    actions: size(view.orders?.asks),
    messages: Math.max(0, size(view.news) - (typeof seen === 'number' ? seen : 0)),
  };
}

function Tabs({ view }: { view: View }) {
  const counts = badges(view);
  return (
    <nav class="tabs" aria-label={t().sections}>
      {sections.map((name) => {
        const count = section.value === name ? 0 : counts[name] ?? 0;
        return (
          <button key={name} type="button" class="tab" aria-current={section.value === name ? 'page' : undefined} onClick={() => open(name)}>
            <Icon name={name} /><span>{t().sectionName[name]}</span>
            {count > 0 && <span class="badge">{count}<span class="sr"> {t().new}</span></span>}
          </button>
        );
      })}
    </nav>
  );
}

function ReadyBar({ view }: { view: View }) {
  const people = sorted(view.viewer.team ? view.teams?.[view.viewer.team]?.people : undefined);
  const ready = view.me?.ready === true;
  if (!view.can?.ready) return null;
  return (
    <section class="ready-bar" aria-label={t().ready}>
      {people.length > 1 && <span class="meta">{t().readyCount(people.filter((person) => person.ready).length, people.length)}</span>}
      {ready && people.length <= 1 && <span class="meta">{t().readyWaits}</span>}
      <Act command="ready" fields={{ on: !ready }} kind={ready ? 'plain' : 'main'} pressed={ready}>
        {ready ? <><Icon name="check" /> {t().isReady}</> : t().ready}
      </Act>
    </section>
  );
}

function SteppedOut() {
  return (
    <section class="panel attention" aria-labelledby="out-title">
      <h2 id="out-title">{t().steppedOut}</h2>
      <p>{t().steppedOutHelp}</p>
      <Act command="me.stepout" fields={{ on: false }} kind="main">{t().stepIn}</Act>
    </section>
  );
}

export function PlayPage({ view }: { view: View }) {
  const news = size(view.news);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (section.value === 'messages') everywhere.set(seenKey(view), news);
  }, [news, section.value]);
  const team = view.viewer.team ? tx(view.teams?.[view.viewer.team]?.name) : '';
  const who = [team, tx(view.me?.job)].filter(Boolean).join(' · ') || (view.me?.name ?? '');
  return (
    <div class={`shell phase-${view.session?.phase ?? 'none'}`}>
      <a class="skip" href="#main">{t().skip}</a>
      <Head view={view} who={who}>
        <p class="menu-name">{view.me?.name}</p>
        {view.me?.phrase && <p class="menu-note">{t().phrase}: <b>{view.me.phrase}</b></p>}
        {view.can?.['me.stepout'] && !view.me?.stepout && <Act command="me.stepout" fields={{ on: true }}>{t().stepOut}</Act>}
        <p class="links"><a href="/rules">{t().rulesLink}</a></p>
      </Head>
      <Tabs view={view} />
      <main id="main" tabIndex={-1} ref={main} aria-label={t().sectionName[section.value]}>
        {view.me?.stepout && <SteppedOut />}
        <Content view={view} />
      </main>
      <aside class="side" aria-label={t().overview}>
        {section.value !== 'situation' && <GaugePanel view={view} id="side-gauges" title={t().glance} />}
        {section.value !== 'messages' && <Panel title={t().lastMessages} id="side-news"><NewsList news={view.news} last={4} /></Panel>}
      </aside>
      <ReadyBar view={view} />
    </div>
  );
}
