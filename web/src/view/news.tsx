// SPDX-License-Identifier: EUPL-1.2
// Messages, newest last as in a log, and the line to write one. A message that arrives never moves what is being typed.
import { t, tx } from '../i18n/index.js';
import { sorted } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { Dict, News, View } from '../types.js';
import { Chip, Empty, Field, Radios, Refusal, useSend } from './parts.js';

const tone = (kind: string): string => (kind === 'inject' || kind === 'broadcast' ? 'signal' : kind === 'whisper' || kind === 'intel' ? 'blue' : 'plain');

export function NewsList({ news, last }: { news: Dict<News> | undefined; last?: number }) {
  const all = sorted(news);
  const list = last ? all.slice(-last) : all;
  if (list.length === 0) return <Empty>{t().noNews}</Empty>;
  return (
    <div role="log" aria-label={t().messages}><ul class="news">
      {list.map((item) => (
        <li key={item.id} class={`news-item news-${item.kind}`}>
          <p class="meta">
            <Chip kind={tone(item.kind)}>{t().newsKind(item.kind)}</Chip> {t().dayNumber(item.day)}
            {item.from && <> · {tx(item.from)}</>}{item.to && <> → {tx(item.to)}</>}
          </p>
          <p>{tx(item.text)}</p>
        </li>
      ))}
    </ul></div>
  );
}

export function SayForm({ red }: { red: boolean }) {
  const owner = seat.value?.participant ?? 'none';
  const text = useDraft(owner, 'say.text', '');
  const room = useDraft(owner, 'say.room', 'team');
  const sender = useSend(t().sent);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '') return;
    const answer = await sender.run('say', { room: room.value, text: words });
    if (answer.ok) text.clear();
  }
  return (
    <form class="say" onSubmit={(event) => void submit(event)}>
      <Radios legend={t().sayTo} name="say-room" value={room.value} onPick={room.set}
        options={[{ id: 'team', label: t().sayTeam }, ...(red ? [] : [{ id: 'council', label: t().sayCouncil }])]} />
      <Field label={t().sayText}>
        {(id) => <textarea id={id} rows={2} maxLength={400} value={text.value} onInput={(event) => text.set(event.currentTarget.value)} />}
      </Field>
      <button type="submit" class="button" aria-disabled={sender.busy}>{t().sayButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

export function Messages({ view }: { view: View }) {
  return (
    <section class="panel" aria-labelledby="messages-title">
      <h2 id="messages-title">{t().messages}</h2>
      <NewsList news={view.news} />
      {view.can?.say && <SayForm red={view.viewer.red === true} />}
    </section>
  );
}
