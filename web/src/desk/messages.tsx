// SPDX-License-Identifier: EUPL-1.2
// The facilitator speaks: to all, to one team, or by an event that lies ready.
import { useDraft } from '../drafts.js';
import { t, tx } from '../i18n/index.js';
import { seatedTeams, sorted, size, type Entry } from '../order.js';
import { seat } from '../store.js';
import type { Desk, View } from '../types.js';
import { NewsList } from '../view/news.js';
import { Act, Chip, Empty, Field, Panel, Refusal, useSend } from '../view/parts.js';

type Inject = NonNullable<Desk['events']>[string];

function SpeakForm({ view }: { view: View }) {
  const owner = seat.value?.participant ?? 'host';
  const text = useDraft(owner, 'speak.text', '');
  const to = useDraft(owner, 'speak.to', '');
  const sender = useSend(t().sent);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '') return;
    const answer = to.value === '' ? await sender.run('broadcast', { text: words }) : await sender.run('whisper', { team: to.value, text: words });
    if (answer.ok) text.clear();
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label={t().speakTo}>
        {(id) => (
          <select id={id} value={to.value} onChange={(event) => to.set(event.currentTarget.value)}>
            <option value="">{t().everyone}</option>
            {seatedTeams(view).map((team) => <option key={team.id} value={team.id}>{tx(team.name)}</option>)}
          </select>
        )}
      </Field>
      <Field label={t().sayText}>{(id) => <textarea id={id} rows={3} maxLength={1200} value={text.value} onInput={(event) => text.set(event.currentTarget.value)} />}</Field>
      <button type="submit" class="button main" aria-disabled={sender.busy}>{to.value === '' ? t().broadcast : t().whisper}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

// A scripted line; one that cannot come now says why.
function InjectRow({ event, may }: { event: Entry<Inject>; may: boolean }) {
  return (
    <li class="queued"><p>{tx(event.text)}</p>
      <p class="meta">{t().turnNumber(event.turn)} {event.done ? <Chip kind="blue">{t().injected}</Chip> : event.able === false && tx(event.why_not)}</p>
      {may && !event.done && <Act command="inject" fields={{ event: event.id }} sure label={`${t().inject}: ${tx(event.text).slice(0, 60)}`}>{t().inject}</Act>}</li>
  );
}

export function DeskMessages({ view }: { view: View }) {
  const can = view.can ?? {};
  const events = sorted(view.desk?.events);
  const unable = events.filter((event) => event.able === false);
  const log = sorted(view.desk?.log).slice(-40).reverse();
  return (
    <>
      {(can.broadcast || can.whisper) && <Panel title={t().speak} id="speak-title"><SpeakForm view={view} /></Panel>}
      <Panel title={t().injects} id="injects-title">
        {size(view.desk?.events) === 0 ? <Empty>{t().noInjects}</Empty> : (
          <ul class="plain-list">
            {events.filter((event) => event.able !== false).map((event) => <InjectRow key={event.id} event={event} may={can.inject === true} />)}
          </ul>
        )}
        {unable.length > 0 && (
          <details class="more"><summary>{t().injectsUnable(unable.length)}</summary>
            <ul class="plain-list">{unable.map((event) => <InjectRow key={event.id} event={event} may={false} />)}</ul></details>
        )}
      </Panel>
      <Panel title={t().messages} id="desk-news"><NewsList news={view.news} /></Panel>
      {log.length > 0 && (
        <Panel title={t().log} id="log-title">
          <ol class="moments">{log.map((entry) => <li key={entry.id}>{entry.day !== undefined && <span class="meta">{t().dayNumber(entry.day)} </span>}{tx(entry.text)}</li>)}</ol>
        </Panel>
      )}
    </>
  );
}
