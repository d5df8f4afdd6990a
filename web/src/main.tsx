// SPDX-License-Identifier: EUPL-1.2
// Starts the page: language, theme, who this tab is, which page the address names. Parts that a phone does not need at
// the door are fetched when they are opened.
import { Component, render, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { startTicking } from './clock.js';
import { followLang, t } from './i18n/index.js';
import { lazy } from './lazy.js';
import { go, path, takeFragment, watchAddress } from './route.js';
import { ended, leaveSeat, resumeLetters, resumeSeat, seat, sendAsAnyone, takeAnswer, takeSeat, view, watchPage } from './store.js';
import { followTheme } from './theme.js';
import type { Problem, View } from './types.js';
import { Banner } from './view/banner.js';
import { LangSwitch, LiveRegion, ThemeSwitch } from './view/header.js';
import { JoinPage } from './view/join.js';
import { PageMark, problemText } from './view/parts.js';
import { PlayPage } from './view/play.js';
import { cleanCode, OldSeats, StartPage } from './view/start.js';
import { WhyPanel } from './view/why.js';

const Desk = lazy<{ view: View }>(async () => (await import('./desk/desk.js')).Desk);
const Room = lazy<{ view: View }>(async () => (await import('./view/room.js')).RoomPage);
const Replay = lazy<object>(async () => (await import('./view/replay.js')).ReplayPage);
const Book = lazy<object>(async () => (await import('./book/page.js')).BookPage);

// A fault in drawing must not leave a blank page in the middle of a game.
class Guard extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };
  static override getDerivedStateFromError(): { broken: boolean } { return { broken: true }; }
  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div class="page narrow"><PageMark /><main id="main"><h1>{t().brokenTitle}</h1><p>{t().brokenHelp}</p>
        <button type="button" class="button main" onClick={() => location.reload()}>{t().reload}</button></main></div>
    );
  }
}

const Plain = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="page narrow"><PageMark /><main id="main"><h1>{title}</h1>{children}<footer class="foot"><LangSwitch /><ThemeSwitch /></footer></main></div>
);

function Ended({ role }: { role: string }) {
  return (
    <Plain title={t().endedTitle}>
      <p>{role === 'host' ? t().endedHost : t().endedHelp}</p>
      <button type="button" class="button main" onClick={() => { ended.value = null; leaveSeat(); go('/'); }}>{t().toStart}</button>
    </Plain>
  );
}

function Seated({ children, role, to }: { children: (view: View) => ComponentChildren; role: string; to: string }) {
  if (ended.value !== null) return <Ended role={role} />;
  if (!seat.value) return <Plain title={role === 'host' ? t().deskTitle : t().noSeatTitle}><p>{role === 'host' ? t().hostNeedsLink : t().noSeatHelp}</p><OldSeats role={role} to={to} /><p><a class="button" href="/">{t().toStart}</a></p></Plain>;
  if (!view.value) return <Plain title={t().loading}><Banner /></Plain>;
  return <><Guard>{children(view.value)}</Guard><Banner /></>;
}

function HostPage({ secret }: { secret: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (secret === '') return;
    leaveSeat();
    void sendAsAnyone('host.claim', { secret }).then((answer) => {
      if (answer.ok) takeAnswer(answer.body, 'host', '');
      else setProblem(answer.problem);
    });
  }, [secret]);
  if (problem) return <Plain title={t().deskTitle}><p role="alert">{problemText(problem)}</p><p>{t().hostNeedsLink}</p><OldSeats role="host" to="/host" /></Plain>;
  if (secret !== '' && !seat.value && ended.value === null) return <Plain title={t().deskTitle}><p role="status">{t().loading}</p></Plain>;
  return <Seated role="host" to="/host">{(value) => <Desk view={value} />}</Seated>;
}

// "#t=TOKEN&p=PARTICIPANT": a seat that the desk opened in a tab of its own.
function takeHandedSeat(fragment: string, role: string): boolean {
  const given = new URLSearchParams(fragment);
  const token = given.get('t');
  if (token === null) return false;
  takeSeat({ token, participant: given.get('p') ?? `${role}.${token.slice(0, 8)}`, role, label: given.get('l') ?? '', at: Date.now() });
  return true;
}

const fragment = takeFragment();

function Page() {
  const here = path.value;
  if (here.startsWith('/j/')) return <JoinPage code={cleanCode(decodeURIComponent(here.slice(3)))} />;
  if (here === '/host') return <HostPage secret={fragment.includes('=') ? '' : fragment} />;
  if (here === '/play') return <Seated role="player" to="/play">{(value) => (value.viewer.role === 'host' ? <Desk view={value} /> : <PlayPage view={value} />)}</Seated>;
  if (here === '/room') return <Seated role="room" to="/room">{(value) => <Room view={value} />}</Seated>;
  if (here === '/replay') return <Guard><Replay /></Guard>;
  if (here === '/rules' || here.startsWith('/rules/')) return <Guard><Book /></Guard>;
  return <StartPage />;
}

followLang();
followTheme();
startTicking();
watchAddress();
watchPage();
const roles: { [path: string]: string } = { '/play': 'player', '/room': 'room', '/host': 'host' };
const role = roles[path.value];
if (role === undefined) resumeLetters();
else if (!takeHandedSeat(fragment, role) && !(role === 'host' && fragment !== '')) {
  resumeSeat();
  if (role === 'host' && !seat.value) resumeLetters(); // a link that was being used when the page was loaded again
}
const root = document.getElementById('app');
if (root) render(<><Page /><WhyPanel /><LiveRegion /></>, root);
