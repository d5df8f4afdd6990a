// SPDX-License-Identifier: EUPL-1.2
// The answer of an actor this viewer speaks for: silence, statement, question, break or a position aloud, with its
// condition and reason. Which answers there are, and which need a reason, the view says.
import { useEffect, useRef } from 'preact/hooks';
import { t, tx } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { Answer, Dict, Motion, Text } from '../types.js';
import { Field, Radios, Refusal, useSend } from './parts.js';

interface AnswerDraft { answer: string; condition: string; reason: string }

// A view that marks no answer leaves it to the player where a condition fits.
function takesCondition(options: Dict<Answer>, answer: string, conditions: Dict<Text> | undefined): boolean {
  if (!conditions || Object.keys(conditions).length === 0 || answer === '') return false;
  const marked = Object.values(options).some((option) => option.condition !== undefined);
  return marked ? options[answer]?.condition === true : true;
}

function AnswerForm({ motion, actor, name, options, single }: { motion: Entry<Motion>; actor: string; name: Text; options: Dict<Answer>; single: boolean }) {
  const now = motion.positions?.[actor]?.answer ?? '';
  const draft = useDraft<AnswerDraft>(seat.value?.participant ?? 'none', `answer.${motion.id}.${actor}`,
    { answer: options[now] ? now : '', condition: '', reason: '' });
  const sender = useSend(t().answerGiven);
  const { value } = draft;
  const chosen = options[value.answer];
  const conditions = motion.may?.conditions;
  // Once given, an answer is one line that opens again; the finger or the keyboard stays with it.
  const given = options[now];
  const line = useRef<HTMLElement>(null);
  const sent = useRef(false);
  useEffect(() => {
    if (!given || !sent.current) return;
    sent.current = false;
    line.current?.closest('details')?.removeAttribute('open');
    line.current?.focus();
  });
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (value.answer === '') return;
    const fields: { [name: string]: unknown } = { motion: motion.id, rev: motion.rev, actor, answer: value.answer };
    if (takesCondition(options, value.answer, conditions) && value.condition !== '') fields.condition = value.condition;
    if (value.reason.trim() !== '') fields.reason = value.reason.trim();
    const answer = await sender.run('motion.answer', fields);
    if (answer.ok) {
      draft.clear();
      sent.current = true;
    }
  }
  const form = (
    <form class="answer-form" onSubmit={(event) => void submit(event)}>
      <Radios legend={single ? t().yourAnswer : t().answerOf(tx(name))} name={`answer-${motion.id}-${actor}`} value={value.answer}
        options={sorted(options).map((option) => ({ id: option.id, label: tx(option.name) }))}
        onPick={(answer) => draft.set({ ...value, answer })} />
      {takesCondition(options, value.answer, conditions) && (
        <Field label={t().condition}>
          {(id) => (
            <select id={id} value={value.condition} onChange={(event) => draft.set({ ...value, condition: event.currentTarget.value })}>
              <option value="">{t().choose}</option>
              {Object.entries(conditions ?? {}).map(([key, text]) => <option key={key} value={key}>{tx(text)}</option>)}
            </select>
          )}
        </Field>
      )}
      {value.answer !== '' && (
        <Field label={chosen?.reason ? t().reasonNeeded : t().reason}>
          {(id) => <textarea id={id} rows={2} maxLength={400} required={chosen?.reason ?? false} value={value.reason}
            onInput={(event) => draft.set({ ...value, reason: event.currentTarget.value })} />}
        </Field>
      )}
      <button type="submit" class="button main wide" aria-disabled={sender.busy || value.answer === ''}>{t().answerButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
  if (!given) return form;
  return (
    <details class="answered">
      <summary ref={line}><span>{single ? t().yourAnswer : t().answerOf(tx(name))}: <b>{tx(given.name)}</b> · {t().changeAnswer}</span></summary>
      {form}
    </details>
  );
}

export function AnswerForms({ motion }: { motion: Entry<Motion> }) {
  const actors = sorted(motion.may?.answers);
  if (actors.length === 0) return null;
  return (
    <div class="answering">
      {actors.map((actor) => (
        <AnswerForm key={actor.id} motion={motion} actor={actor.id} name={actor.name} options={actor.options} single={actors.length === 1} />
      ))}
    </div>
  );
}
