// SPDX-License-Identifier: EUPL-1.2
// Contribution slips: from nothing to a major force, for each actor this viewer speaks for; and what is known of them.
import { t, tx } from '../i18n/index.js';
import { sorted, size, type Entry } from '../order.js';
import type { Motion, Slip, Slips } from '../types.js';
import { Radios, Refusal, useSend } from './parts.js';

export function SlipSummary({ slips }: { slips: Slips | undefined }) {
  if (!slips) return null;
  return (
    <section class="slips">
      <h4>{t().slips}</h4>
      {slips.given !== undefined && slips.bound !== undefined && <p>{t().slipsGiven(slips.given, slips.bound)}</p>}
      {slips.total && <p>{tx(slips.total)}</p>}
      {size(slips.levels) > 0 && (
        <ul class="slip-levels">{sorted(slips.levels).map((slip) => (
          <li key={slip.id}><span>{tx(slip.name)}</span> <b>{slip.level === undefined ? t().notYet : t().slipWord(slip.level)}</b></li>
        ))}</ul>
      )}
    </section>
  );
}

function SlipForm({ motion, slip, single }: { motion: Entry<Motion>; slip: Entry<Slip>; single: boolean }) {
  const sender = useSend(t().done);
  const lo = slip.lo ?? 0;
  const hi = slip.hi ?? 5;
  const levels = Array.from({ length: Math.max(0, hi - lo + 1) }, (_, i) => lo + i);
  return (
    <div class="slip-form">
      <Radios legend={single ? t().yourSlip : t().slipOf(tx(slip.name))} name={`slip-${motion.id}-${slip.id}`}
        value={slip.level === undefined ? undefined : String(slip.level)}
        options={levels.map((level) => ({ id: String(level), label: `${level} · ${t().slipWord(level)}` }))}
        onPick={(level) => void sender.run('motion.slip', { motion: motion.id, actor: slip.id, level: Number(level) })} />
      <Refusal problem={sender.problem} />
    </div>
  );
}

export function SlipForms({ motion }: { motion: Entry<Motion> }) {
  const slips = sorted(motion.may?.slips);
  if (slips.length === 0) return null;
  return (
    <div class="answering">
      {slips.map((slip) => <SlipForm key={slip.id} motion={motion} slip={slip} single={slips.length === 1} />)}
      <p class="help">{t().slipHelp}</p>
    </div>
  );
}
