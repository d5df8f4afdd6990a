// SPDX-License-Identifier: EUPL-1.2
// From source to rule: what the seeds claim, what came from outside, what we assumed, and a few cards that explain.
import { useEffect, useState } from 'preact/hooks';
import { t, tx, plain } from '../i18n/index.js';
import { sorted } from '../order.js';
import { loadRules, ruleBook } from '../rulebook.js';
import type { RuleBook } from '../types.js';
import { LangSwitch, ThemeSwitch } from './header.js';
import { Icon } from './icons.js';
import { Field, Mark, PageMark, Panel, Prose } from './parts.js';

const natural = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function Assumptions({ book, fits }: { book: RuleBook; fits: (id: string, text: string) => boolean }) {
  return (
    <ul class="plain-list">
      {Object.entries(book.assumptions).filter(([id, entry]) => fits(id, tx(entry.why))).sort(([a], [b]) => natural(a, b)).map(([id, entry]) => (
        <li key={id} class="ground ground-assumptions">
          <span class="ground-kind"><Icon name="assumption" /> <b>{id}</b></span> <span class="ground-text">{tx(entry.why)}</span>
          {Object.entries(entry.params ?? {}).length > 0 && <span class="meta"> {Object.entries(entry.params ?? {}).map(([name, param]) =>
            `${name} = ${param.value === undefined ? JSON.stringify(param.table) : plain(param.value)}${param.lo !== undefined && param.hi !== undefined ? ` (${plain(param.lo)}–${plain(param.hi)})` : ''}`).join(', ')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Book({ book }: { book: RuleBook }) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const fits = (id: string, text: string): boolean => wanted === '' || id.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted);
  return (
    <>
      <div class="panel"><Field label={t().searchRules}>{(id) => <input id={id} type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />}</Field></div>
      <Panel title={t().explainCards} id="explain-title">
        {sorted(book.explain).filter((card) => fits(card.id, tx(card.title) + tx(card.text))).map((card) => (
          <article key={card.id} class="document"><Mark /><h3>{tx(card.title)}</h3><Prose text={card.text} /></article>
        ))}
      </Panel>
      <Panel title={t().ground.claims} id="claims-title">
        <p class="help">{t().legend.claims}</p>
        <ul class="plain-list">
          {Object.entries(book.claims).filter(([id, claim]) => fits(id, tx(claim.text))).sort(([a], [b]) => natural(a, b)).map(([id, claim]) => (
            <li key={id} class="ground ground-claims"><span class="ground-kind"><Icon name="claim" /> <b>{id}</b></span> <span class="ground-text">{tx(claim.text)}</span>
              {claim.source && <span class="meta"> {book.sources[claim.source]?.author ?? claim.source}</span>}</li>
          ))}
        </ul>
      </Panel>
      <Panel title={t().ground.sources} id="sources-title">
        <p class="help">{t().legend.sources}</p>
        <ul class="plain-list">
          {Object.entries(book.sources).filter(([id, source]) => fits(id, `${source.author} ${source.title}`)).sort(([a], [b]) => natural(a, b)).map(([id, source]) => (
            <li key={id} class="ground ground-sources"><span class="ground-kind"><Icon name="source" /> <b>{id}</b></span>{' '}
              <span class="ground-text">{[source.author, source.title, source.publication, source.year].filter(Boolean).join(', ')}</span>
              {source.note && <span class="meta"> {tx(source.note)}</span>}</li>
          ))}
        </ul>
      </Panel>
      <Panel title={t().ground.assumptions} id="assumptions-title"><p class="help">{t().legend.assumptions}</p><Assumptions book={book} fits={fits} /></Panel>
    </>
  );
}

export function RulesPage() {
  useEffect(() => { void loadRules(); }, []);
  return (
    <div class="page">
      <PageMark />
      <main id="main">
        <h1>{t().rulesTitle}</h1>
        <p class="lead">{t().rulesLead}</p>
        {ruleBook.value ? <Book book={ruleBook.value} /> : <p role="status">{t().loading}</p>}
        <footer class="foot"><LangSwitch /><ThemeSwitch /><a href="/">{t().toStart}</a></footer>
      </main>
    </div>
  );
}
