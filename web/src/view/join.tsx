// SPDX-License-Identifier: EUPL-1.2
// Joining: a pseudonym, a team, a job; or coming back with the phrase. No account, nothing that names a person.
import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../api.js';
import { useDraft } from '../drafts.js';
import { t, tx } from '../i18n/index.js';
import { go } from '../route.js';
import { isLobby } from '../schema.js';
import { seat, sendAsAnyone, takeAnswer } from '../store.js';
import type { Lobby, Problem } from '../types.js';
import { LangSwitch, ThemeSwitch } from './header.js';
import { Field, PageMark, problemText, Refusal } from './parts.js';
import { SeatPicker, type SeatChoice } from './sit.js';

type Loaded = { state: 'loading' } | { state: 'lost' } | { state: 'refused'; problem: Problem } | { state: 'here'; lobby: Lobby };

async function load(code: string): Promise<Loaded> {
  try {
    const answer = await getJson(`/api/v1/lobby/${encodeURIComponent(code)}`);
    if (!answer.ok) return { state: 'refused', problem: answer.problem };
    const body: unknown = answer.body;
    return isLobby(body) ? { state: 'here', lobby: body } : { state: 'lost' };
  } catch { return { state: 'lost' }; }
}

function JoinForm({ code, lobby, another }: { code: string; lobby: Lobby; another: () => void }) {
  const name = useDraft(code, 'name', lobby.suggest);
  const choice = useDraft<SeatChoice>(code, 'seat', { team: '', job: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const fields: { [field: string]: unknown } = { code, name: name.value.trim() };
    if (choice.value.team !== '') fields.team = choice.value.team;
    if (choice.value.team !== '' && choice.value.job !== '') fields.job = choice.value.job;
    const answer = await sendAsAnyone('join', fields);
    setBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    else if (takeAnswer(answer.body, 'player', `${name.value.trim()} · ${code}`)) {
      name.clear();
      choice.clear();
    }
  }
  return (
    <form class="panel" onSubmit={(event) => void submit(event)}>
      <Field label={t().pseudonym} help={t().pseudonymHelp}>
        {(id, help) => <input id={id} aria-describedby={help} required maxLength={24} autocomplete="off" value={name.value} onInput={(event) => name.set(event.currentTarget.value)} />}
      </Field>
      <button type="button" class="button quiet" onClick={() => { name.clear(); another(); }}>{t().anotherName}</button>
      <SeatPicker teams={lobby.teams} value={choice.value} onPick={choice.set} anyTeam />
      <button type="submit" class="button main wide" aria-disabled={busy}>{t().joinButton}</button>
      <Refusal problem={problem} />
    </form>
  );
}

function RejoinForm({ code }: { code: string }) {
  const [phrase, setPhrase] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await sendAsAnyone('rejoin', { code, phrase: phrase.trim().toLowerCase() });
    if (!answer.ok) setProblem(answer.problem);
    else takeAnswer(answer.body, 'player', code);
  }
  return (
    <details class="panel more">
      <summary>{t().rejoinTitle}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <Field label={t().phrase} help={t().phraseHelp}>
          {(id, help) => <input id={id} aria-describedby={help} required autocomplete="off" autocapitalize="none" spellcheck={false} value={phrase} onInput={(event) => setPhrase(event.currentTarget.value)} />}
        </Field>
        <button type="submit" class="button wide">{t().rejoinButton}</button>
        <Refusal problem={problem} />
      </form>
    </details>
  );
}

export function JoinPage({ code }: { code: string }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const again = (): void => { void load(code).then(setLoaded); };
  useEffect(again, [code]);
  const seated = seat.value !== null;
  useEffect(() => { if (seated) go('/play'); }, [seated]);
  return (
    <div class="page narrow">
      <PageMark />
      <main id="main">
        <h1>{loaded.state === 'here' ? tx(loaded.lobby.title) : t().joinTitle}</h1>
        <p class="lead">{t().code}: <b class="code">{code}</b></p>
        {loaded.state === 'loading' && <p role="status">{t().loading}</p>}
        {loaded.state === 'refused' && <div class="panel"><p role="alert">{problemText(loaded.problem)}</p><a class="button" href="/">{t().otherCode}</a></div>}
        {loaded.state === 'lost' && <div class="panel"><p role="alert">{t().lineLost}</p><button type="button" class="button" onClick={again}>{t().retryNow}</button></div>}
        {loaded.state === 'here' && <>{loaded.lobby.locked ? <div class="panel"><p role="alert">{t().doorClosed}</p><button type="button" class="button" onClick={again}>{t().retryNow}</button></div>
          : <JoinForm code={code} lobby={loaded.lobby} another={again} />}<RejoinForm code={code} /></>}
        <footer class="foot"><LangSwitch /><ThemeSwitch /></footer>
      </main>
    </div>
  );
}
