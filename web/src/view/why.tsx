// SPDX-License-Identifier: EUPL-1.2
// "Why?": for a word or number the terms it is made of, and for each term the ground: what a seed claims, what an outside
// source says, or what we assumed. Shows only what the view holds.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { signed, plain, t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import { citation, loadRules, ruleBook } from '../rulebook.js';
import type { Dict, Ground, Why } from '../types.js';
import { Icon } from './icons.js';
import { Mark } from './parts.js';

interface Asked { title: string; word: string; value: number | undefined; why: Dict<Why> }

const asked = signal<Asked | null>(null);

export function WhyButton({ title, word, value, why, children, label }: {
  title: string; word?: string; value?: number | undefined; why: Dict<Why> | undefined; children: ComponentChildren; label?: string;
}) {
  if (size(why) === 0) return <span class="plain-word">{children}</span>;
  return (
    <button type="button" class="why-button" aria-haspopup="dialog" aria-label={label}
      onClick={() => { asked.value = { title, word: word ?? '', value, why: why ?? {} }; void loadRules(); }}>
      {children}<span class="why-mark" aria-hidden="true">?</span><span class="sr"> {t().whySr}</span>
    </button>
  );
}

export const grounds = ['claims', 'sources', 'assumptions'] as const;
const icons = { claims: 'claim', sources: 'source', assumptions: 'assumption' };

function groundText(kind: (typeof grounds)[number], id: string): string {
  const book = ruleBook.value;
  if (!book) return '';
  if (kind === 'claims') return tx(book.claims[id]?.text);
  if (kind === 'assumptions') return tx(book.assumptions[id]?.why);
  const source = book.sources[id];
  return source ? citation(source) : '';
}

export function GroundList({ ground }: { ground: Ground | undefined }) {
  const entries = grounds.flatMap((kind) => Object.keys(ground?.[kind] ?? {}).map((id) => ({ kind, id })));
  if (entries.length === 0) return null;
  return (
    <ul class="grounds">
      {entries.map(({ kind, id }) => (
        <li key={kind + id} class={`ground ground-${kind}`}>
          <span class="ground-kind"><Icon name={icons[kind]} /> {t().ground[kind]} <b>{id}</b></span>
          {groundText(kind, id) && <span class="ground-text">{groundText(kind, id)}</span>}
        </li>
      ))}
    </ul>
  );
}

function Terms({ why }: { why: Dict<Why> }) {
  const terms = sorted(why);
  const known = terms.every((term) => term.by !== undefined || term.total !== undefined);
  return (
    <ol class="terms">
      {terms.map((term) => (
        <li key={term.id} class="term">
          <p class="term-line">
            <span>{tx(term.text)}</span>
            {term.by !== undefined && <b class="term-by">{signed(term.by)}</b>}
            {term.total !== undefined && <b class="term-by">= {plain(term.total)}</b>}
          </p>
          <GroundList ground={term.ground} />
          {term.of && <p class="term-of"><a href={`/rules/${encodeURIComponent(term.of)}`} onClick={() => { asked.value = null; }}>{t().readRule}</a></p>}
        </li>
      ))}
      {!known && <li class="help">{t().whyHidden}</li>}
    </ol>
  );
}

export function WhyPanel() {
  const box = useRef<HTMLDialogElement>(null);
  const open = asked.value;
  useEffect(() => {
    if (open && box.current && !box.current.open) box.current.showModal();
  }, [open]);
  if (!open) return null;
  const close = (): void => { box.current?.close(); };
  return (
    <dialog class="sheet-dialog" ref={box} aria-labelledby="why-title" onClose={() => { asked.value = null; }}
      onClick={(event) => { if (event.target === box.current) close(); }}>
      <div class="sheet-inner">
        <Mark />
        <header class="sheet-head">
          <div>
            <p class="eyebrow">{t().why}</p>
            <h2 id="why-title">{open.title}</h2>
            {open.word && <p class="why-now">{open.word}{open.value !== undefined && <span class="num"> ({plain(open.value)})</span>}</p>}
          </div>
          <button type="button" class="button quiet square" aria-label={t().close} onClick={close}><Icon name="close" /></button>
        </header>
        <Terms why={open.why} />
        <p class="help legend">
          <Icon name="claim" /> {t().legend.claims} · <Icon name="source" /> {t().legend.sources} · <Icon name="assumption" /> {t().legend.assumptions}
        </p>
      </div>
    </dialog>
  );
}
