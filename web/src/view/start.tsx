// SPDX-License-Identifier: EUPL-1.2
// The first page: type the code, or read what this is.
import { useState } from 'preact/hooks';
import { LangSwitch, ThemeSwitch } from './header.js';
import { t } from '../i18n/index.js';
import { go } from '../route.js';
import { oldSeats } from '../seats.js';
import { takeSeat } from '../store.js';
import { Field, PageMark } from './parts.js';

export const cleanCode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 12);

export function OldSeats({ role, to }: { role: string; to: string }) {
  const seats = oldSeats(role).slice(0, 6);
  if (seats.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="old-title">
      <h2 id="old-title">{t().oldSeats}</h2>
      <ul class="plain-list">
        {seats.map((seat) => (
          <li key={seat.participant}>
            <button type="button" class="button wide" onClick={() => { takeSeat({ ...seat, at: Date.now() }); go(to); }}>
              {t().continueAs(seat.label || (role === 'host' ? t().host : t().player))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function StartPage() {
  const [code, setCode] = useState('');
  return (
    <div class="page narrow">
      <PageMark />
      <main id="main">
        <h1 class="brand">Hoeksteen</h1>
        <p class="lead">{t().tagline}</p>
        <form class="panel" onSubmit={(event) => { event.preventDefault(); if (code !== '') go(`/j/${code}`); }}>
          <Field label={t().code} help={t().codeHelp}>
            {(id, help) => (
              <input id={id} class="code-input" aria-describedby={help} value={code} autocomplete="off" autocapitalize="characters" spellcheck={false}
                inputMode="text" onInput={(event) => setCode(cleanCode(event.currentTarget.value))} />
            )}
          </Field>
          <button type="submit" class="button main wide">{t().toGame}</button>
        </form>
        <OldSeats role="player" to="/play" />
        <section class="panel">
          <h2>{t().aboutTitle}</h2>
          {t().about.map((line) => <p key={line}>{line}</p>)}
          <p class="links"><a href="/rules">{t().rulesLink}</a> <a href="/replay">{t().replayLink}</a> <a href="/host">{t().hostLink}</a> <a href="/reach">{t().reachLink}</a></p>
        </section>
        <footer class="foot"><LangSwitch /><ThemeSwitch /></footer>
      </main>
    </div>
  );
}
