// SPDX-License-Identifier: EUPL-1.2
// The course of the session: where we are, onward, wait, more time; and whom we wait for.
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { View } from '../types.js';
import { Act } from '../view/parts.js';

export function PhaseLine({ view }: { view: View }) {
  return (
    <ol class="phase-line" aria-label={t().course}>
      {sorted(view.phases).map((phase) => (
        <li key={phase.id} class={phase.state} aria-current={phase.state === 'now' ? 'step' : undefined}>{tx(phase.name)}</li>
      ))}
    </ol>
  );
}

// In these phases nobody is asked to be ready.
export const nobodyAsked = new Set(['lobby', 'adjudicate', 'later', 'reveal', 'debrief', 'closed']);

export function Waiting({ view }: { view: View }) {
  const waiting = view.desk?.waiting;
  if (!waiting) return null;
  if (size(waiting) === 0 && nobodyAsked.has(view.session?.phase ?? '')) return null;
  if (size(waiting) === 0) return <p class="waiting">{t().nobodyWaited}</p>;
  return <p class="waiting">{t().waitingFor} <b>{Object.values(waiting).map(tx).join(', ')}</b></p>;
}

export function Controls({ view }: { view: View }) {
  const can = view.can ?? {};
  const paused = view.session?.state === 'paused' || view.clock?.state === 'paused';
  const revealing = can['reveal.next'] === true && (view.reveal?.step ?? 0) < (view.reveal?.steps ?? 1);
  const clockOff = view.clock?.state === 'off';
  return (
    <section class="controls" aria-label={t().course}>
      <PhaseLine view={view} />
      <div class="row">
        {can['session.start'] && <Act command="session.start" kind="main">{t().startGame}</Act>}
        {can['phase.next'] && <Act command="phase.next" kind={can['adjudication.accept'] || revealing ? 'plain' : 'main'}>{t().nextPhase}</Act>}
        {paused ? can['phase.resume'] && <Act command="phase.resume">{t().resume}</Act> : can['phase.pause'] && <Act command="phase.pause">{t().pause}</Act>}
        {can['phase.extend'] && !clockOff && [1, 2, 5].map((minutes) => (
          <Act key={minutes} command="phase.extend" fields={{ minutes }} label={`+${minutes} min: ${t().extendBy(minutes)}`}>+{minutes} min</Act>
        ))}
        {revealing && <Act command="reveal.next" kind="main">{t().revealNext}</Act>}
        <Waiting view={view} />
      </div>
    </section>
  );
}
