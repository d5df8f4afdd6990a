// SPDX-License-Identifier: EUPL-1.2
// The head of every page in a game: the exercise mark, the phase, the clock, who I am, and the menu.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeLeft } from '../clock.js';
import { clockText, markPassed } from '../time.js';
import { setLang, lang, t, tx } from '../i18n/index.js';
import { said, say } from '../say.js';
import { setTheme, theme, type Theme } from '../theme.js';
import type { View } from '../types.js';
import { Icon } from './icons.js';
import { Mark } from './parts.js';

// What is left is drawn each second and said aloud at four marks only.
export function ClockView({ view, big = false }: { view: View; big?: boolean }) {
  const left = timeLeft(view.clock);
  const before = useRef<number | null>(null);
  useEffect(() => {
    const mark = view.clock?.state === 'running' ? markPassed(before.current, left) : null;
    before.current = left;
    if (mark !== null) say(t().timeMark(mark));
  }, [left]);
  const paused = view.clock?.state === 'paused' || view.session?.state === 'paused';
  if (left === null) return paused ? <p class={`clock${big ? ' big' : ''}`}><span class="paused">{t().paused}</span></p> : null;
  const urgent = !paused && left <= 30_000;
  return (
    <p class={`clock${big ? ' big' : ''}${urgent ? ' urgent' : ''}`}>
      <Icon name="clock" /> <span class="sr">{t().timeLeft} </span><b role="timer" class="num">{clockText(left)}</b>
      {paused && <span class="paused"> {t().paused}</span>}
    </p>
  );
}

export const LiveRegion = () => <p class="sr" role="status" aria-live="polite" data-testid="live">{said.value}</p>;

export function LangSwitch() {
  return (
    <div class="switch" role="group" aria-label={t().language}>
      <button type="button" lang="nl" aria-pressed={lang.value === 'nl'} onClick={() => setLang('nl')}>Nederlands</button>
      <button type="button" lang="en" aria-pressed={lang.value === 'en'} onClick={() => setLang('en')}>English</button>
    </div>
  );
}

const themes: Theme[] = ['auto', 'light', 'dark'];

export function ThemeSwitch() {
  return (
    <div class="switch" role="group" aria-label={t().theme}>
      {themes.map((name) => (
        <button key={name} type="button" aria-pressed={theme.value === name} onClick={() => setTheme(name)}>{t().themes[name]}</button>
      ))}
    </div>
  );
}

export function Menu({ children }: { children?: ComponentChildren }) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const shut = (event: Event): void => {
      if (!box.current?.open) return;
      if (event instanceof KeyboardEvent ? event.key !== 'Escape' : event.target instanceof Node && box.current.contains(event.target)) return;
      box.current.open = false;
      if (event instanceof KeyboardEvent) box.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', shut);
    document.addEventListener('keydown', shut);
    return () => {
      document.removeEventListener('pointerdown', shut);
      document.removeEventListener('keydown', shut);
    };
  }, []);
  // What was chosen happens on the page, not in the menu.
  function chosen(event: Event): void {
    if (!box.current || !(event.target instanceof Element) || !event.target.closest('.act, a')) return;
    box.current.open = false;
    document.getElementById('main')?.focus();
  }
  return (
    <details class="menu" ref={box}>
      <summary aria-label={t().menu}><Icon name="menu" /></summary>
      <div class="menu-box" onClick={chosen}>
        <LangSwitch />
        <ThemeSwitch />
        {children}
      </div>
    </details>
  );
}

export function phaseName(view: View): string {
  const phase = view.session ? view.phases?.[view.session.phase] : undefined;
  return phase ? tx(phase.name) : t().phaseName(view.session?.phase ?? '');
}

export function turnLine(view: View): string {
  const session = view.session;
  if (!session || session.turn < 1) return session ? tx(session.title) : '';
  return `${t().turnOf(session.turn, session.turns)} · ${t().dayNumber(session.day)}`;
}

// A new phase is said once, in a sentence.
function usePhaseSaid(view: View): void {
  const before = useRef<string | null>(null);
  const phase = view.session ? `${view.session.phase}.${view.session.turn}` : '';
  useEffect(() => {
    if (before.current !== null && before.current !== phase) say(t().phaseBegins(phaseName(view)));
    before.current = phase;
  }, [phase]);
}

export function Head({ view, who, children }: { view: View; who: string; children?: ComponentChildren }) {
  usePhaseSaid(view);
  return (
    <header class="head">
      <div class="head-mark"><Mark /><span class="head-who">{who}</span><Menu>{children}</Menu></div>
      {!view.session && <h1 class="sr">{who}</h1>}
      {view.session && (
        <div class="head-phase">
          <h1 class="phase" data-phase={`${view.session.phase}.${view.session.turn}`}>{phaseName(view)}</h1>
          <ClockView view={view} />
          <p class="meta"><span class="head-own">{who}</span><span class="head-turn">{turnLine(view)}</span></p>
        </div>
      )}
    </header>
  );
}
