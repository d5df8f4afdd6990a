// SPDX-License-Identifier: EUPL-1.2
// The engine's proposal before it is shown to anybody: accept it, or replace a value with a note. The original stays.
import { timeLeft } from '../clock.js';
import { clockText } from '../time.js';
import { useDraft } from '../drafts.js';
import { t, tx, plain } from '../i18n/index.js';
import { sorted, size, type Entry } from '../order.js';
import { seat } from '../store.js';
import type { Change, Desk, Dict, View } from '../types.js';
import { Act, Empty, Field, Panel, Refusal, useSend } from '../view/parts.js';
import { changeName, ChangeNumbers } from '../view/outcome.js';
import { WhyButton } from '../view/why.js';
import { ProposalRows } from './proposal.js';

interface OverrideDraft { variable: string; index: Dict<string>; value: string; note: string }
const blank: OverrideDraft = { variable: '', index: {}, value: '', note: '' };

function OverrideForm({ desk, draft }: { desk: Desk; draft: { value: OverrideDraft; set(value: OverrideDraft): void; clear(): void } }) {
  const sender = useSend(t().done);
  const { value } = draft;
  const chosen = desk.vars?.[value.variable];
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const fields: { [name: string]: unknown } = { var: value.variable, value: Number(value.value), note: value.note.trim() };
    if (size(value.index) > 0) fields.index = value.index;
    if ((await sender.run('override', fields)).ok) draft.clear();
  }
  return (
    <form id="override" onSubmit={(event) => void submit(event)} class="override">
      <h3>{t().override}</h3>
      <p class="help">{t().overrideHelp}</p>
      <Field label={t().variable}>
        {(id) => (
          <select id={id} required value={value.variable} onChange={(event) => draft.set({ ...blank, note: value.note, variable: event.currentTarget.value })}>
            <option value="">{t().choose}</option>
            {sorted(desk.vars).map((entry) => <option key={entry.id} value={entry.id}>{tx(entry.name)}</option>)}
          </select>
        )}
      </Field>
      {Object.entries(chosen?.of ?? {}).map(([place, names]) => (
        <Field key={place} label={t().ofWhom}>
          {(id) => (
            <select id={id} required value={value.index[place] ?? ''} onChange={(event) => draft.set({ ...value, index: { ...value.index, [place]: event.currentTarget.value } })}>
              <option value="">{t().choose}</option>
              {Object.entries(names).map(([key, name]) => <option key={key} value={key}>{tx(name)}</option>)}
            </select>
          )}
        </Field>
      ))}
      <Field label={chosen ? `${t().newValue} (${plain(chosen.lo)}–${plain(chosen.hi)})` : t().newValue}>
        {(id) => <input id={id} type="number" required min={chosen?.lo} max={chosen?.hi} step="1" value={value.value} onInput={(event) => draft.set({ ...value, value: event.currentTarget.value })} />}
      </Field>
      <Field label={t().overrideNote}>
        {(id) => <input id={id} required maxLength={400} value={value.note} onInput={(event) => draft.set({ ...value, note: event.currentTarget.value })} />}
      </Field>
      <button type="submit" class="button" aria-disabled={sender.busy}>{t().overrideButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function PreviewRow({ change, onPick }: { change: Entry<Change>; onPick: ((change: Entry<Change>) => void) | null }) {
  return (
    <li class="change">
      <span class="change-name">{changeName(change)}</span>
      <WhyButton title={changeName(change)} word={tx(change.word)} value={change.after} why={change.why}><ChangeNumbers change={change} /></WhyButton>
      {onPick && change.var !== undefined && <button type="button" class="button quiet" onClick={() => onPick(change)} aria-label={`${t().override}: ${changeName(change)}`}>{t().override}</button>}
    </li>
  );
}

export function Adjudication({ view }: { view: View }) {
  const desk = view.desk ?? {};
  const can = view.can ?? {};
  const draft = useDraft<OverrideDraft>(seat.value?.participant ?? 'host', `override.${view.session?.id ?? ''}.${view.session?.turn ?? 0}`, blank);
  const left = timeLeft(desk.accept_ends === undefined ? undefined : { ends: desk.accept_ends });
  function pick(change: Entry<Change>): void {
    draft.set({ ...draft.value, variable: change.var ?? '', index: change.index ?? {}, value: String(change.after ?? '') });
    const form = document.getElementById('override');
    form?.scrollIntoView({ block: 'center' });
    form?.querySelector<HTMLInputElement>('input[type=number]')?.focus();
  }
  return (
    <Panel title={t().proposal} id="proposal-title">
      <p class="help">{t().proposalHelp}{left !== null && <> {t().acceptsIn} <b role="timer" class="num">{clockText(left)}</b></>}</p>
      {can['adjudication.accept'] && <Act command="adjudication.accept" kind="main">{t().accept}</Act>}
      {size(desk.preview) === 0 ? <Empty>{t().noChanges}</Empty>
        : <ProposalRows view={view}>{(change) => <PreviewRow key={change.id} change={change} onPick={can.override ? pick : null} />}</ProposalRows>}
      {size(desk.overrides) > 0 && (
        <section><h3>{t().overrides}</h3><ul class="plain-list">
          {sorted(desk.overrides).map((entry) => (
            <li key={entry.id} class="queued"><p><b>{tx(entry.name)}</b> = {plain(entry.value)} · {entry.note}</p>
              {can['override.undo'] && <Act command="override.undo" fields={{ override: Number(entry.id) }} kind="quiet">{t().undo}</Act>}</li>
          ))}</ul></section>
      )}
      {can.override && <OverrideForm desk={desk} draft={draft} />}
    </Panel>
  );
}
