// SPDX-License-Identifier: EUPL-1.2
// The council: one agenda for all, and the menu to put a motion on it.
import { t, tx } from '../i18n/index.js';
import { sorted, size, type Entry } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { Dict, Motion, MotionKind, View } from '../types.js';
import { Icon } from './icons.js';
import { MotionDocument, motionTone } from './motion.js';
import { OptionChecks } from './motion-options.js';
import { Chip, Empty, Field, Prose, Refusal, useSend } from './parts.js';

interface TableDraft { target: string; options: Dict<boolean>; text: string }

function TableForm({ kind }: { kind: Entry<MotionKind> }) {
  const draft = useDraft<TableDraft>(seat.value?.participant ?? 'none', `motion.${kind.id}`, { target: '', options: kind.default ?? {}, text: '' });
  const sender = useSend(t().motionTabled);
  const { value } = draft;
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const fields: { [name: string]: unknown } = { motion: kind.id, options: value.options };
    if (value.target !== '') fields.target = value.target;
    if (value.text.trim() !== '') fields.text = value.text.trim();
    const answer = await sender.run('motion.table', fields);
    if (answer.ok) draft.clear();
  }
  return (
    <form class="order-form" onSubmit={(event) => void submit(event)}>
      {size(kind.target) > 0 && (
        <Field label={t().motionTarget}>
          {(id) => (
            <select id={id} value={value.target} onChange={(event) => draft.set({ ...value, target: event.currentTarget.value })}>
              <option value="">{t().choose}</option>
              {sorted(kind.target).map((option) => (
                <option key={option.id} value={option.id} disabled={option.able === false}>
                  {tx(option.name)}{option.able === false && option.why_not ? ` (${tx(option.why_not)})` : ''}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <OptionChecks options={kind.options} value={value.options} onSet={(options) => draft.set({ ...value, options })} />
      <Field label={t().motionText} help={t().motionTextHelp}>
        {(id, help) => <textarea id={id} aria-describedby={help} rows={3} maxLength={400} value={value.text}
          onInput={(event) => draft.set({ ...value, text: event.currentTarget.value })} />}
      </Field>
      <button type="submit" class="button main wide" aria-disabled={sender.busy}>{t().motionButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function KindCard({ kind }: { kind: Entry<MotionKind> }) {
  return (
    <li class={`action${kind.able ? '' : ' unable'}`}>
      <details name="motion">
        <summary><span class="action-name">{tx(kind.name)}</span>{kind.able ? <span class="action-cost">{tx(kind.procedure)}</span> : <span class="action-cost"><Chip>{t().notNow}</Chip></span>}</summary>
        <div class="action-body">
          <Prose text={kind.text} />
          <dl class="facts tight">
            {kind.procedure && <div><dt>{t().procedure}</dt><dd>{tx(kind.procedure)}</dd></div>}
            {kind.direction && <div><dt>{t().direction}</dt><dd>{tx(kind.direction)}</dd></div>}
          </dl>
          {!kind.able && kind.why_not && <p class="why-not"><Icon name="warn" /> {tx(kind.why_not)}</p>}
          {kind.able && <TableForm kind={kind} />}
        </div>
      </details>
    </li>
  );
}

// What is settled is one line, and opens into its document; the room shows the line only.
function Settled({ motion, view, large }: { motion: Entry<Motion>; view: View; large: boolean }) {
  const line = (
    <span><b>{tx(motion.title)}</b>{motion.turn !== undefined && <span class="meta"> · {t().turnNumber(motion.turn)}</span>}{motion.incident && <span class="meta"> · {tx(motion.incident)}</span>}{' '}
      <Chip kind={motionTone(motion.state)}>{tx(motion.state_name)}</Chip></span>
  );
  if (large) return <p class="settled-line">{line}</p>;
  return <details class="settled"><summary>{line}</summary><MotionDocument motion={motion} view={view} large={false} /></details>;
}

const settledAtOnce = 5;

// What runs, and under it what was settled, newest first: a long game settles dozens.
export function Agenda({ view, large = false }: { view: View; large?: boolean }) {
  const agenda = sorted(view.council?.agenda);
  const running = agenda.filter((motion) => motion.state === 'tabled' || motion.state === 'broken');
  const settled = agenda.filter((motion) => motion.state !== 'tabled' && motion.state !== 'broken').reverse();
  if (agenda.length === 0) return view.viewer.red ? null : <Empty>{t().agendaEmpty}</Empty>;
  const earlier = settled.slice(settledAtOnce);
  const lineOf = (motion: Entry<Motion>) => <Settled key={motion.id} motion={motion} view={view} large={large} />;
  return (
    <div class="documents">
      {running.map((motion) => <MotionDocument key={motion.id} motion={motion} view={view} large={large} />)}
      {settled.length > 0 && <h3 class="settled-head">{t().settled}</h3>}
      {settled.slice(0, settledAtOnce).map(lineOf)}
      {earlier.length > 0 && (large ? <p class="settled-line meta">{t().settledEarlier(earlier.length)}</p>
        : <details class="more"><summary>{t().settledEarlier(earlier.length)}</summary><div class="documents">{earlier.map(lineOf)}</div></details>)}
    </div>
  );
}

export function CouncilPage({ view }: { view: View }) {
  const menu = sorted(view.council?.menu);
  const able = menu.filter((kind) => kind.able);
  const not = menu.filter((kind) => !kind.able);
  return (
    <>
      <section class="panel bare" aria-labelledby="agenda-title">
        <h2 id="agenda-title">{t().agenda}</h2>
        {view.viewer.red && <p>{t().agendaRed}</p>}
        <Agenda view={view} />
      </section>
      {view.can?.['motion.table'] && menu.length > 0 && (
        <section class="panel" aria-labelledby="table-title">
          <h2 id="table-title">{t().tableTitle}</h2>
          <ul class="actions">{able.map((kind) => <KindCard key={kind.id} kind={kind} />)}</ul>
          {not.length > 0 && <details class="more"><summary>{t().unableCount(not.length)}</summary>
            <ul class="actions">{not.map((kind) => <KindCard key={kind.id} kind={kind} />)}</ul></details>}
        </section>
      )}
    </>
  );
}
