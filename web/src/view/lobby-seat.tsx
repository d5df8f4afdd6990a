// SPDX-License-Identifier: EUPL-1.2
// A player before the game: who I am, where I sit, the phrase to come back with, who else is there.
import { t, tx } from '../i18n/index.js';
import { sorted } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { View } from '../types.js';
import { Changed } from './changed.js';
import { Act, Field, Panel, Refusal, useSend } from './parts.js';
import { SeatPicker, type SeatChoice } from './sit.js';

export function PhraseCard({ view }: { view: View }) {
  if (!view.me?.phrase) return null;
  return (
    <section class="panel phrase-card" aria-labelledby="phrase-title">
      <h2 id="phrase-title">{t().yourPhrase}</h2>
      <p class="phrase-words">{view.me.phrase}</p>
      <p class="help">{t().yourPhraseHelp}</p>
    </section>
  );
}

function SitForm({ view }: { view: View }) {
  const draft = useDraft<SeatChoice>(seat.value?.participant ?? 'none', 'sit', { team: view.viewer.team ?? '', job: '' });
  const sender = useSend(t().done);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (draft.value.team === '') return;
    const answer = await sender.run('me.sit', { team: draft.value.team, job: draft.value.job });
    if (answer.ok) draft.clear();
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <SeatPicker teams={view.teams} value={draft.value} onPick={draft.set} own={view.viewer.team} />
      <button type="submit" class="button wide" aria-disabled={sender.busy}>{t().sitButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function RenameForm({ view }: { view: View }) {
  const draft = useDraft(seat.value?.participant ?? 'none', 'rename', view.me?.name ?? '');
  const sender = useSend(t().done);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await sender.run('me.rename', { name: draft.value.trim() });
    if (answer.ok) draft.clear();
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label={t().pseudonym}>{(id) => <input id={id} required maxLength={24} value={draft.value} onInput={(event) => draft.set(event.currentTarget.value)} />}</Field>
      <button type="submit" class="button" aria-disabled={sender.busy}>{t().rename}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

export function TeamsList({ view }: { view: View }) {
  return (
    <ul class="teams">
      {sorted(view.teams).map((team) => (
        <li key={team.id} class={team.id === view.viewer.team ? 'mine' : ''}>
          <b>{tx(team.name)}</b>{team.auto && <span class="meta"> {t().automated}</span>}
          <span class="people">{sorted(team.people).map((person) => (
            <span key={person.id}>{person.name}{person.job && <small> {tx(person.job)}</small>}</span>
          ))}</span>
        </li>
      ))}
    </ul>
  );
}

export function LobbySeat({ view }: { view: View }) {
  const team = view.viewer.team ? view.teams?.[view.viewer.team] : undefined;
  return (
    <>
      <Panel title={t().lobbyTitle} id="lobby-title">
        <p>{team ? t().youSit(view.me?.name ?? '', tx(team.name), tx(view.me?.job)) : t().noSeatYet(view.me?.name ?? '')}</p>
        <p class="help">{t().lobbyHelp}</p>
        {view.session?.warning && <p class="notice">{tx(view.session.warning)}</p>}
      </Panel>
      {view.can?.['me.sit'] && <Panel title={team ? t().otherSeat : t().chooseSeat} id="sit-title"><SitForm key={view.viewer.team} view={view} /></Panel>}
      <PhraseCard view={view} />
      <Changed view={view} id="lobby-changed" />
      <Panel title={t().whoIsThere} id="who-title"><TeamsList view={view} /></Panel>
      {view.can?.['me.rename'] && <details class="panel more"><summary>{t().rename}</summary><RenameForm view={view} /></details>}
      {view.can?.['me.leave'] && <p class="row"><Act command="me.leave" kind="quiet" sure>{t().leave}</Act></p>}
    </>
  );
}
