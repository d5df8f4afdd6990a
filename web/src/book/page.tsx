// SPDX-License-Identifier: EUPL-1.2
// "From source to rule": the book by seed, by kind, by search, one object, or everything on one page for the printer. Each
// has an address of its own that can be shared.
import { useEffect, useState } from 'preact/hooks';
import { lang, t } from '../i18n/index.js';
import { go, path } from '../route.js';
import { loadRules } from '../rulebook.js';
import { seat, view } from '../store.js';
import { LangSwitch, ThemeSwitch } from '../view/header.js';
import { Field, PageMark, Panel } from '../view/parts.js';
import { addressOf, atlases, find, kinds, loadAtlas, natural, type Atlas, type Kind } from './atlas.js';
import { Entry, Pointers, type Fired } from './entry.js';
import { firedIn } from './fired.js';
import { w } from './words.js';

const mostFound = 60;
const gamePath: { [role: string]: string } = { host: '/host', room: '/room' };

function Found({ atlas, words }: { atlas: Atlas; words: string }) {
  const found = find(atlas, words);
  return (
    <div role="status">
      <p class="help">{found.length === 0 ? w().nothing : w().found(found.length)}</p>
      <Pointers atlas={atlas} addresses={found.slice(0, mostFound)} />
      {found.length > mostFound && <p class="help">{w().more(found.length - mostFound)}</p>}
    </div>
  );
}

function Search({ atlas, given }: { atlas: Atlas; given: string }) {
  const [words, setWords] = useState(given);
  return (
    <form class="panel" role="search" onSubmit={(event) => { event.preventDefault(); go(`/rules/find.${encodeURIComponent(words.trim())}`); }}>
      <Field label={w().search}>{(id) => <input id={id} type="search" value={words} maxLength={80} onInput={(event) => setWords(event.currentTarget.value)} />}</Field>
      <button type="submit" class="button">{w().find}</button>
      {words.trim() !== '' && <Found atlas={atlas} words={words} />}
    </form>
  );
}

const addressesOf = (atlas: Atlas, kind: Kind): string[] => Object.keys(atlas.rows[kind]).map((id) => `${kind}.${id}`);

function Front({ atlas, given }: { atlas: Atlas; given: string }) {
  const sources = (kind: string): string[] => addressesOf(atlas, 'source').filter((address) => atlas.rows.source[address.slice(7)]?.kind === kind);
  return (
    <>
      <h1>{w().title}</h1>
      <p class="lead">{w().lead}</p>
      <Search atlas={atlas} given={given} key={given} />
      <nav class="panel book-kinds" aria-label={w().title}>
        {kinds.map((kind) => <a key={kind} class="button" href={`/rules/${kind}`}>{w().kinds[kind]} <span class="num">{Object.keys(atlas.rows[kind]).length}</span></a>)}
      </nav>
      <Panel title={w().seeds} id="seeds"><Pointers atlas={atlas} addresses={sources('seed')} /></Panel>
      <Panel title={w().kinds.scenario} id="scenarios"><Pointers atlas={atlas} addresses={addressesOf(atlas, 'scenario')} /></Panel>
      <Panel title={w().kinds.explain} id="explain"><Pointers atlas={atlas} addresses={addressesOf(atlas, 'explain')} /></Panel>
      <Panel title={w().outside} id="outside"><Pointers atlas={atlas} addresses={sources('outside')} /></Panel>
      <p class="links"><a href="/rules/all">{w().all}</a> <span class="help">{w().allHelp}</span></p>
    </>
  );
}

const KindList = ({ atlas, kind }: { atlas: Atlas; kind: Kind }) => (
  <><h1>{w().kinds[kind]}</h1><Pointers atlas={atlas} addresses={addressesOf(atlas, kind)} /></>
);

// Seeds first, then what rests on them: the order in which one reads.
const reading: Kind[] = ['source', 'claim', 'assumption', 'explain', 'scenario', 'action', 'motion', 'incident', 'rule', 'formula', 'policy', 'ending', 'profile', 'variable'];

function Everything({ atlas, fired }: { atlas: Atlas; fired: Fired }) {
  return (
    <>
      <h1>{w().title}</h1>
      <p class="lead">{w().lead}</p>
      <p class="no-print"><button type="button" class="button main" onClick={() => print()}>{w().print}</button></p>
      {reading.map((kind) => (
        <section key={kind}><h2>{w().kinds[kind]}</h2>
          {addressesOf(atlas, kind).sort(natural).map((address) => <Entry key={address} atlas={atlas} address={address} fired={fired} level={3} />)}
        </section>
      ))}
    </>
  );
}

function Shown({ atlas, at }: { atlas: Atlas; at: string }) {
  const fired = firedIn(atlas, view.value);
  const kind = kinds.find((one) => one === at);
  if (at === '' || at.startsWith('find.')) return <Front atlas={atlas} given={at.slice(5)} />;
  if (at === 'all') return <Everything atlas={atlas} fired={fired} />;
  if (kind) return <KindList atlas={atlas} kind={kind} />;
  const address = addressOf(atlas, at);
  return address ? <Entry atlas={atlas} address={address} fired={fired} /> : <p role="alert">{w().lost}</p>;
}

function decoded(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}

export function BookPage() {
  const atlas = atlases.value[lang.value];
  const at = decoded(path.value.slice('/rules/'.length));
  useEffect(() => { void loadAtlas(lang.value); }, [lang.value]);
  useEffect(() => { void loadRules(); }, []); // the names of the numbers
  return (
    <div class="page">
      <PageMark />
      <main id="main">
        <p class="links no-print">{at !== '' && <a href="/rules">{w().back}</a>}{seat.value && <a href={gamePath[seat.value.role] ?? '/play'}>{w().toGame}</a>}</p>
        {atlas === 'failed' && <p role="alert">{w().failed} <button type="button" class="button" onClick={() => void loadAtlas(lang.value)}>{t().retryNow}</button></p>}
        {atlas === undefined && <p role="status">{w().loading}</p>}
        {atlas !== undefined && atlas !== 'failed' && <Shown atlas={atlas} at={at} />}
        <footer class="foot no-print"><LangSwitch /><ThemeSwitch /><a href="/">{t().toStart}</a></footer>
      </main>
    </div>
  );
}
