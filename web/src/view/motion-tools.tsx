// SPDX-License-Identifier: EUPL-1.2
// Amend, clarify, extend, withdraw: for who may, as the view says.
import { t } from '../i18n/index.js';
import type { Entry } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { Dict, Motion } from '../types.js';
import { OptionChecks } from './motion-options.js';
import { Act, Field, Refusal, useSend } from './parts.js';

function AmendForm({ motion }: { motion: Entry<Motion> }) {
  const now: Dict<boolean> = Object.fromEntries(Object.entries(motion.options ?? {}).map(([id, option]) => [id, option.on]));
  const draft = useDraft<{ options: Dict<boolean>; text: string }>(seat.value?.participant ?? 'none', `amend.${motion.id}`, { options: now, text: '' });
  const sender = useSend(t().done);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const fields: { [name: string]: unknown } = { motion: motion.id, rev: motion.rev, options: draft.value.options };
    if (draft.value.text.trim() !== '') fields.text = draft.value.text.trim();
    if ((await sender.run('motion.amend', fields)).ok) draft.clear();
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <OptionChecks options={motion.options} value={draft.value.options} onSet={(options) => draft.set({ ...draft.value, options })} />
      <Field label={t().amendText}>
        {(id) => <textarea id={id} rows={2} maxLength={400} value={draft.value.text} onInput={(event) => draft.set({ ...draft.value, text: event.currentTarget.value })} />}
      </Field>
      <button type="submit" class="button wide" aria-disabled={sender.busy}>{t().amendButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function ClarifyForm({ motion }: { motion: Entry<Motion> }) {
  const draft = useDraft(seat.value?.participant ?? 'none', `clarify.${motion.id}`, '');
  const sender = useSend(t().done);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const text = draft.value.trim();
    if (text !== '' && (await sender.run('motion.clarify', { motion: motion.id, rev: motion.rev, text })).ok) draft.clear();
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label={t().clarifyText}>
        {(id) => <textarea id={id} rows={2} maxLength={400} required value={draft.value} onInput={(event) => draft.set(event.currentTarget.value)} />}
      </Field>
      <button type="submit" class="button wide" aria-disabled={sender.busy}>{t().clarifyButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

export function MotionTools({ motion }: { motion: Entry<Motion> }) {
  const may = motion.may;
  if (!may?.amend && !may?.clarify && !may?.extend && !may?.withdraw) return null;
  return (
    <div class="tools">
      {may.amend && <details name={`tools-${motion.id}`}><summary>{t().amend}</summary><AmendForm motion={motion} /></details>}
      {may.clarify && <details name={`tools-${motion.id}`}><summary>{t().clarify}</summary><ClarifyForm motion={motion} /></details>}
      <div class="row">
        {may.extend && <Act command="motion.extend" fields={{ motion: motion.id, rev: motion.rev }}>{t().extendMotion}</Act>}
        {may.withdraw && <Act command="motion.withdraw" fields={{ motion: motion.id, rev: motion.rev }} sure>{t().withdraw}</Act>}
      </div>
    </div>
  );
}
