// SPDX-License-Identifier: EUPL-1.2
// One object of the book: its words, numbers, ground, what rests on it, and where it was at work. Used for a page of its
// own and for the page with everything.
import { lang, plain, tx } from '../i18n/index.js';
import { citation, paramName } from '../rulebook.js';
import { Icon } from '../view/icons.js';
import { Mark, Paragraphs } from '../view/parts.js';
import { itemAt, natural, pointsAt, split, type Atlas, type Item, type Kind, type Param } from './atlas.js';
import { w } from './words.js';

export type Fired = Map<string, number[]> | null;

const icons: Partial<Record<Kind, string>> = { claim: 'claim', source: 'source', assumption: 'assumption' };
const groundClass: Partial<Record<Kind, string>> = { claim: 'ground-claims', source: 'ground-sources', assumption: 'ground-assumptions' };

// A line of a list: kind, id and name of something, with the way to it.
export function Pointer({ atlas, address }: { atlas: Atlas; address: string }) {
  const at = split(address);
  const item = itemAt(atlas, address);
  if (!at || !item) return <li>{address}</li>;
  const name = at.kind === 'claim' ? item.text : at.kind === 'source' ? citation(item) : item.title ?? item.text;
  return (
    <li class={`ground ${groundClass[at.kind] ?? ''}`}>
      <a class="book-pointer" href={`/rules/${encodeURIComponent(address)}`}>
        <span class="ground-kind">{icons[at.kind] && <Icon name={icons[at.kind] ?? ''} />}{w().one[at.kind]} <b>{at.id}</b></span>
        {name && <span class="ground-text"> {name}</span>}
      </a>
    </li>
  );
}

export const Pointers = ({ atlas, addresses }: { atlas: Atlas; addresses: string[] }) => (
  <ul class="plain-list">{[...addresses].sort(natural).map((address) => <Pointer key={address} atlas={atlas} address={address} />)}</ul>
);

// Words of a rule: a line each, effects as a list; a quoted name leads to what it names.
function Line({ atlas, line }: { atlas: Atlas; line: string }) {
  return <>{line.split(/“([^”]+)”/).map((part, i) => {
    const address = i % 2 === 1 ? atlas.named.get(part) : undefined;
    if (i % 2 === 0) return part;
    return address ? <a key={i} href={`/rules/${encodeURIComponent(address)}`}>{part}</a> : `“${part}”`;
  })}</>;
}

const Words = ({ atlas, words }: { atlas: Atlas; words: string }) => (
  <div class="book-words">{words.split('\n').map((line, i) => (
    <p key={i} class={line.startsWith('- ') || line.startsWith('+ ') || line.startsWith('  ') ? 'book-effect' : ''}><Line atlas={atlas} line={line.replace(/^(- | {2})/, '')} /></p>
  ))}</div>
);

const shown = (param: Param): string =>
  param.value !== undefined ? plain(param.value) : (param.table ?? []).map(([from, to]) => `${plain(from ?? 0)} → ${plain(to ?? 0)}`).join(', ');

// A number of an assumption has a name, and its key beside it; one of another object has a key only.
function Params({ of, params }: { of: string; params: Record<string, Param> }) {
  const called = (key: string): string => tx(paramName(of, key)) || key;
  const rows = Object.entries(params).sort(([a], [b]) => called(a).localeCompare(called(b), lang.value));
  return (
    <table class="book-params">
      <thead><tr><th scope="col">{w().params}</th><th scope="col">{w().value}</th><th scope="col">{w().range}</th></tr></thead>
      <tbody>{rows.map(([name, param]) => (
        <tr key={name}><th scope="row">{called(name)}{called(name) !== name && <> <code>{name}</code></>}</th><td>{shown(param)}</td><td>{param.lo !== undefined && param.hi !== undefined ? `${plain(param.lo)}–${plain(param.hi)}` : ''}</td></tr>
      ))}</tbody>
    </table>
  );
}

function Facts({ kind, item, atlas }: { kind: Kind; item: Item; atlas: Atlas }) {
  const facts: [string, string][] = [];
  if (kind === 'claim' && item.where) facts.push([w().where, item.where]);
  if (kind === 'claim' && item.source) facts.push([w().source, citation(atlas.rows.source[item.source] ?? {})]);
  if (kind === 'source') facts.push([w().citation, citation(item)]);
  if (kind === 'variable' && item.range) facts.push([w().range, item.range.map(plain).join('–')]);
  if (kind === 'variable' && item.see) facts.push([w().sees, item.see.map((eyes) => w().eyes[eyes] ?? eyes).join(', ')]);
  if (facts.length === 0) return null;
  return <dl class="book-facts">{facts.map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}</dl>;
}

export function Entry({ atlas, address, fired, level = 1 }: { atlas: Atlas; address: string; fired: Fired; level?: 1 | 3 }) {
  const at = split(address);
  const item = itemAt(atlas, address);
  if (!at || !item) return <p role="alert">{w().lost}</p>;
  const Title = level === 1 ? 'h1' : 'h3';
  const Part = level === 1 ? 'h2' : 'h4';
  const points = pointsAt(at.kind, item);
  const rests = atlas.rests.get(address) ?? [];
  const turns = fired?.get(address);
  const worded = at.kind === 'rule' || at.kind === 'action' || at.kind === 'motion' || at.kind === 'incident';
  return (
    <article class="document book-entry">
      {level === 1 && <Mark />}
      <p class="eyebrow">{icons[at.kind] && <Icon name={icons[at.kind] ?? ''} />} {w().one[at.kind]} {at.id}</p>
      <Title>{item.title || (at.kind === 'claim' ? item.text : at.id)}</Title>
      {item.text && (item.title || at.kind !== 'claim') && <Paragraphs text={item.text} />}
      {item.more && <p>{item.more}</p>}
      <Facts kind={at.kind} item={item} atlas={atlas} />
      {item.words && <><Part>{w().inWords}</Part><Words atlas={atlas} words={item.words} /></>}
      {item.params && Object.keys(item.params).length > 0 && <><Params of={at.kind === 'assumption' ? at.id : ''} params={item.params} />{at.kind === 'assumption' && <p class="help">{w().assumedBy}</p>}</>}
      {fired && worded && <><Part>{w().fired}</Part><p>{turns ? w().firedTurns(turns.map(plain).join(', ')) : w().firedNot}</p></>}
      {points.length > 0 && <><Part>{at.kind === 'scenario' ? w().uses : w().ground}</Part><Pointers atlas={atlas} addresses={points} /></>}
      {rests.length > 0 && <><Part>{at.kind === 'source' && item.kind === 'seed' ? w().claimsOf : w().rests}</Part><Pointers atlas={atlas} addresses={rests} /></>}
      {item.url && <p class="links"><a href={item.url} rel="noreferrer">{item.url}</a></p>}
      {level === 1 && <p class="help no-print">{w().copy}: {location.origin}/rules/{encodeURIComponent(address)}</p>}
    </article>
  );
}
