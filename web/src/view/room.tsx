// SPDX-License-Identifier: EUPL-1.2
// The projector: the public picture, in step, large enough for the last row, without a mouse. The code and its QR stay
// in a corner for who comes late.
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import { joinAddress, plainAddress, testAddress } from '../reach.js';
import type { View } from '../types.js';
import { Agenda } from './council.js';
import { Changed } from './changed.js';
import { DebriefLater } from './debrief-later.js';
import { ClockView, Menu, phaseName, turnLine } from './header.js';
import { Gauges } from './gauges.js';
import { Incidents } from './incident.js';
import { LadderView } from './ladder.js';
import { LaterPage } from './later.js';
import { NewsList } from './news.js';
import { OutcomePage } from './outcome.js';
import { Mark, Panel, Prose } from './parts.js';
import { Profile } from './profile.js';
import { RevealPage } from './reveal.js';

export function QrCode({ view, large = false }: { view: View; large?: boolean }) {
  const code = view.session?.code;
  if (!code) return null;
  return (
    <figure class={`qr${large ? ' large' : ''}`}>
      <img src={`/api/v1/qr/${encodeURIComponent(code)}.svg`} alt={t().qrAlt(joinAddress(code))} width="160" height="160" />
      <figcaption><b class="code">{code}</b><span class="address">{plainAddress(joinAddress(code)).replace(/\/j\/.*$/, '')}</span></figcaption>
    </figure>
  );
}

// What does not fit is shown page by page, since nobody is there to scroll.
function Pager({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const element = box.current;
      if (!element || element.scrollHeight <= element.clientHeight + 4) return;
      const end = element.scrollTop + element.clientHeight >= element.scrollHeight - 4;
      element.scrollTo({ top: end ? 0 : element.scrollTop + element.clientHeight * 0.85 });
    }, 12_000);
    return () => clearInterval(timer);
  }, []);
  return <div class="room-main" ref={box} tabIndex={0} role="region" aria-label={t().roomPicture}>{children}</div>;
}

function LobbyPicture({ view }: { view: View }) {
  return (
    <section class="lobby-picture">
      <QrCode view={view} large />
      <div>
        <h2>{tx(view.session?.title)}</h2>
        <p>{t().roomJoin}</p>
        <p class="room-address">{plainAddress(joinAddress(view.session?.code ?? ''))}</p>
        <p class="room-test">{t().reachTest} <a href={testAddress()}>{plainAddress(testAddress())}</a></p>
        <ul class="room-teams">
          {sorted(view.teams).map((team) => (
            <li key={team.id}><b>{tx(team.name)}</b> <span>{sorted(team.people).map((person) => person.name).join(', ') || (team.auto ? t().automated : t().seatsFree(team.free ?? 0))}</span></li>
          ))}
        </ul>
      </div>
    </section>
  );
}

// The room sees a motion when its turn is over; until then it is told that the Council is meeting.
const meetingShown = (view: View): boolean => sorted(view.council?.agenda).some((motion) => motion.state === 'tabled' || motion.state === 'broken');

function Picture({ view }: { view: View }) {
  switch (view.session?.phase) {
    case 'brief': return <><Panel title={tx(view.session.title)} id="room-brief"><Prose text={view.brief?.text ?? view.session.summary} /></Panel><Changed view={view} id="room-changed" /></>;
    case 'council': return (
      <>
        <h2 class="room-title">{t().agenda}</h2>
        {!meetingShown(view) && <p class="empty">{t().agendaRoom}</p>}
        {size(view.council?.agenda) > 0 && <Agenda view={view} large />}
        {size(view.council?.agenda) === 0 && <Panel title={t().messages} id="room-news"><NewsList news={view.news} last={4} /></Panel>}
      </>
    );
    case 'outcome':
    case 'reflect': return <><OutcomePage outcome={view.outcome} limit={7} /><LaterPage later={view.later} /></>;
    case 'later': return <><LaterPage later={view.later} /><OutcomePage outcome={view.outcome} limit={5} /></>;
    case 'reveal': return <><RevealPage reveal={view.reveal} /><LaterPage later={view.later} /><Profile profile={view.profile} /></>;
    case 'debrief':
    case 'closed': return <DebriefLater view={view} />;
    default: return (
      <>
        {size(view.incidents) > 0 && <Panel title={t().incidents} id="room-incidents"><Incidents incidents={view.incidents} open large /></Panel>}
        <Panel title={t().messages} id="room-news"><NewsList news={view.news} last={4} /></Panel>
      </>
    );
  }
}

export function RoomPage({ view }: { view: View }) {
  const phase = view.session?.phase ?? 'lobby';
  const lobby = phase === 'lobby';
  useEffect(() => {
    document.documentElement.classList.add('room-root');
    // Only where the browser allows it: over plain HTTP it does not.
    void navigator.wakeLock?.request('screen').catch(() => undefined);
    return () => document.documentElement.classList.remove('room-root');
  }, []);
  return (
    <div class={`room room-${phase}`}>
      <header class="room-head">
        <Mark />
        <div><h1 class="phase" data-phase={`${phase}.${view.session?.turn ?? 0}`}>{phaseName(view)}</h1><p class="meta">{turnLine(view)}</p></div>
        <ClockView view={view} big />
      </header>
      <main id="main" class={lobby || !view.board ? 'room-body whole' : 'room-body'}>
        {lobby ? <LobbyPicture view={view} /> : (
          <>
            {view.board && (
              <div class="room-side">
                {size(view.board.gauges) > 0 && <Gauges gauges={view.board.gauges} />}
                {sorted(view.board.gauges).filter((gauge) => gauge.default).length <= 4 && <LadderView ladder={view.board.ladder} id="room-ladder" around={2} />}
              </div>
            )}
            <Pager key={`${phase}.${view.session?.turn ?? 0}`}><Picture view={view} /></Pager>
          </>
        )}
      </main>
      <footer class="room-foot">
        <Menu />
        {view.board?.ladder && !lobby && <p class="room-rung">{t().ladder}: <b>{view.board.ladder.rung} · {tx(view.board.ladder.rungs[String(view.board.ladder.rung)]?.name)}</b></p>}
        {!lobby && <QrCode view={view} />}
      </footer>
    </div>
  );
}
