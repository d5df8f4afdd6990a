// SPDX-License-Identifier: EUPL-1.2
// The sessions of this table: choosing one, ending one, going back to the start of a turn as a branch, the recording.
import { useState } from 'preact/hooks';
import { getRecording } from '../api.js';
import { t, tx } from '../i18n/index.js';
import { sorted } from '../order.js';
import { seat } from '../store.js';
import type { View } from '../types.js';
import { Act, Chip, Field, Panel, Refusal, useSend } from '../view/parts.js';
import { Desks } from './desks.js';
import { SetUp } from './setup.js';

export function RecordingButton({ view }: { view: View }) {
  const [state, setState] = useState<'ready' | 'busy' | 'lost'>('ready');
  async function download(): Promise<void> {
    if (!seat.value || state === 'busy') return;
    setState('busy');
    const blob = await getRecording(seat.value.token).catch(() => null);
    setState(blob ? 'ready' : 'lost');
    if (!blob) return;
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(blob);
    anchor.download = `hoeksteen-${view.session?.scenario ?? view.session?.id ?? 'game'}.jsonl`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  }
  return (
    <span class="act">
      <button type="button" class="button" aria-busy={state === 'busy'} onClick={() => void download()}>{t().download}</button>
      {state === 'lost' && <p class="refusal" role="alert">{t().downloadLost}</p>}
    </span>
  );
}

function BranchForm({ view }: { view: View }) {
  const session = view.session;
  const [turn, setTurn] = useState(session?.turn ?? 1);
  const sender = useSend(t().done);
  if (!session || session.turn < 1) return null;
  return (
    <form class="row end" onSubmit={(event) => { event.preventDefault(); void sender.run('branch', { session: session.id, turn }); }}>
      <Field label={t().branchFrom} help={t().branchHelp}>
        {(id, help) => (
          <select id={id} aria-describedby={help} value={turn} onChange={(event) => setTurn(Number(event.currentTarget.value))}>
            {Array.from({ length: session.turn }, (_, i) => <option key={i} value={i + 1}>{t().turnNumber(i + 1)}</option>)}
          </select>
        )}
      </Field>
      <button type="submit" class="button">{t().branch}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

export function SessionsPage({ view }: { view: View }) {
  const can = view.can ?? {};
  return (
    <>
      <Panel title={t().sessions} id="sessions-title">
        <ul class="plain-list">
          {sorted(view.table?.sessions).map((session) => (
            <li key={session.id} class="queued">
              <p><b>{tx(session.title)}</b> {(session.branch_turn ?? 0) > 0 && <Chip>{t().branchOf(session.branch_turn ?? 0)}</Chip>} {session.current && <Chip kind="blue">{t().current}</Chip>}{' '}
                {session.phase && <span class="meta">{t().phaseName(session.phase)}</span>}</p>
              <div class="row">
                {can['session.select'] && !session.current && <Act command="session.select" fields={{ session: session.id }}>{t().select}</Act>}
                {can['session.end'] && session.current && <Act command="session.end" sure kind="quiet">{t().endSession}</Act>}
              </div>
            </li>
          ))}
        </ul>
        <p class="help">{t().sessionsHelp}</p>
      </Panel>
      <Desks view={view} />
      {view.session && (
        <Panel title={t().recording} id="recording-title">
          <p class="help">{t().recordingHelp}</p>
          <RecordingButton view={view} />
          {can.branch && <BranchForm view={view} />}
        </Panel>
      )}
      {view.session && view.catalogue && can['session.create'] && <SetUp view={view} />}
    </>
  );
}
