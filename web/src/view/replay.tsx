// SPDX-License-Identifier: EUPL-1.2
// A recording from a file, through the eyes of a team, of the public or of all: scrubbed and played without the server
// once it is here.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { postRecording } from '../api.js';
import { Reel } from '../film.js';
import { t, tx } from '../i18n/index.js';
import { isFilm, isView } from '../schema.js';
import type { Film, FilmStep, View } from '../types.js';
import { Briefing, Packets } from './brief.js';
import { Agenda } from './council.js';
import { DebriefPage } from './debrief.js';
import { LangSwitch, ThemeSwitch } from './header.js';
import { Incidents } from './incident.js';
import { LadderView } from './ladder.js';
import { NewsList } from './news.js';
import { OrdersPage } from './orders.js';
import { OutcomePage } from './outcome.js';
import { PageMark, Panel, problemText } from './parts.js';
import { GaugePanel } from './situation.js';

type Loaded = { state: 'none' } | { state: 'busy' } | { state: 'refused'; text: string } | { state: 'here'; film: Film; eyes: string };

async function load(file: Blob, eyes: string): Promise<Loaded> {
  try {
    const answer = await postRecording(eyes, file);
    if (!answer.ok) return { state: 'refused', text: problemText(answer.problem) };
    const body: unknown = answer.body;
    return isFilm(body) ? { state: 'here', film: body, eyes } : { state: 'refused', text: t().unreadable };
  } catch { return { state: 'refused', text: t().lineLost }; }
}

// The same parts as at the table, with nothing to press.
function Frame({ view, phase }: { view: View; phase: string }) {
  return (
    <div class="frame">
      <div class="frame-main">
        {(phase === 'debrief' || phase === 'reveal' || phase === 'later' || phase === 'closed') && <DebriefPage view={view} />}
        {phase === 'brief' && <Panel title={t().briefing} id="f-brief"><Briefing brief={view.brief} /></Panel>}
        {phase === 'intel' && <Panel title={t().packets} id="f-packets"><Packets brief={view.brief} turn={view.session?.turn ?? 0} /></Panel>}
        {view.council?.agenda && <Panel title={t().agenda} id="f-agenda"><Agenda view={view} /></Panel>}
        {view.outcome && <OutcomePage outcome={view.outcome} />}
        {view.orders?.queue && <OrdersPage view={{ ...view, orders: { queue: view.orders.queue }, can: {} }} />}
        <Panel title={t().incidents} id="f-incidents"><Incidents incidents={view.incidents} /></Panel>
        <Panel title={t().messages} id="f-news"><NewsList news={view.news} last={12} /></Panel>
      </div>
      <div class="frame-side">
        <GaugePanel view={view} id="f-gauges" />
        <LadderView ladder={view.board?.ladder} id="f-ladder" />
      </div>
    </div>
  );
}

const eyesOf = (film: Film): [string, string][] => [
  ...(film.eyes.all ? [] : [['all', t().eyesAll] as [string, string]]),
  ...(film.eyes.public ? [] : [['public', t().eyesPublic] as [string, string]]),
  ...Object.entries(film.eyes).map(([id, name]): [string, string] => [id, tx(name)]),
];

const stepName = (step: FilmStep | undefined): string => tx(step?.title) || t().phaseName(step?.phase ?? '');

function Player({ film, eyes, onEyes }: { film: Film; eyes: string; onEyes: (eyes: string) => void }) {
  const reel = useMemo(() => new Reel(film), [film]);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const end = reel.length - 1;
  useEffect(() => {
    if (!playing) return undefined;
    if (at >= end) { setPlaying(false); return undefined; }
    const timer = setTimeout(() => setAt(at + 1), 1200);
    return () => clearTimeout(timer);
  }, [playing, at, end]);
  const step = reel.steps[Math.min(at, end)];
  const value = reel.viewAt(at);
  return (
    <>
      <section class="panel film" aria-label={t().film}>
        <p><b>{tx(film.title)}</b> · {film.verified ? t().verified : t().notVerified}</p>
        <label class="field"><span>{t().eyes}</span>
          <select value={eyes} onChange={(event) => onEyes(event.currentTarget.value)}>
            {eyesOf(film).map(([id, name]) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <label class="field"><span>{t().filmStep(at + 1, reel.length)}: {stepName(step)}</span>
          <input type="range" min={0} max={Math.max(0, end)} value={Math.min(at, end)} aria-valuetext={`${t().filmStep(at + 1, reel.length)}: ${stepName(step)}`}
            onInput={(event) => { setPlaying(false); setAt(Number(event.currentTarget.value)); }} />
        </label>
        <div class="row">
          <button type="button" class="button" onClick={() => setAt(Math.max(0, at - 1))}>{t().back}</button>
          <button type="button" class="button main" aria-pressed={playing} onClick={() => setPlaying(!playing)}>{playing ? t().pause : t().playFilm}</button>
          <button type="button" class="button" onClick={() => setAt(Math.min(end, at + 1))}>{t().forward}</button>
          <span class="meta">{step && step.turn > 0 && <>{t().turnNumber(step.turn)} · </>}{t().phaseName(step?.phase ?? '')}</span>
        </div>
      </section>
      {isView(value) ? <Frame view={value} phase={step?.phase ?? ''} /> : <p role="alert">{t().unreadable}</p>}
    </>
  );
}

export function ReplayPage() {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'none' });
  const [file, setFile] = useState<File | null>(null);
  function open(next: File | null, eyes: string): void {
    if (!next) return;
    setFile(next);
    if (loaded.state !== 'here') setLoaded({ state: 'busy' });
    void load(next, eyes).then(setLoaded);
  }
  return (
    <div class="page wide">
      <PageMark />
      <main id="main">
        <h1>{t().replayTitle}</h1>
        <div class="panel">
          <label class="field"><span>{t().recordingFile}</span>
            <input type="file" accept=".jsonl,.ndjson,application/jsonl" onChange={(event) => open(event.currentTarget.files?.[0] ?? null, 'all')} />
          </label>
          <p class="help">{t().replayHelp}</p>
          {loaded.state === 'busy' && <p role="status">{t().verifying}</p>}
          {loaded.state === 'refused' && <p class="refusal" role="alert">{loaded.text}</p>}
        </div>
        {loaded.state === 'here' && <Player key={loaded.eyes} film={loaded.film} eyes={loaded.eyes} onEyes={(eyes) => open(file, eyes)} />}
        <footer class="foot"><LangSwitch /><ThemeSwitch /><a href="/">{t().toStart}</a></footer>
      </main>
    </div>
  );
}
