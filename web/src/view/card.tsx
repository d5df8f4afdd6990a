// SPDX-License-Identifier: EUPL-1.2
// The assessment card: first each for himself and in private, then the team's. The form is the view's; what an answer
// means is not known here.
import { t, tx } from '../i18n/index.js';
import { sorted, size, type Entry } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { Cards, Dict, Field as CardField, Incident, View } from '../types.js';
import { Empty, Radios, Refusal, useSend } from './parts.js';

type Filled = { values: Dict<number>; incidents: Dict<Dict<number>> };

const filledOf = (cards: Cards | undefined): Filled => ({ values: cards?.values ?? {}, incidents: cards?.incidents ?? {} });

export function valueName(field: CardField, value: number | undefined): string {
  if (value === undefined) return t().notYet;
  const option = sorted(field.options).find((entry) => entry.value === value);
  return option ? tx(option.name) : String(value);
}

function FieldInput({ field, name, value, onSet }: { field: Entry<CardField>; name: string; value: number | undefined; onSet: (value: number) => void }) {
  if (size(field.options) > 0) {
    const options = sorted(field.options);
    return (
      <div class="card-field">
        <Radios legend={tx(field.name)} name={name} value={options.find((option) => option.value === value)?.id}
          options={options.map((option) => ({ id: option.id, label: tx(option.name) }))}
          onPick={(id) => { const option = options.find((entry) => entry.id === id); if (option) onSet(option.value); }} />
        {field.help && <p class="help">{tx(field.help)}</p>}
      </div>
    );
  }
  const middle = Math.round((field.lo + field.hi) / 2);
  return (
    <div class="card-field">
      <div class="slider-head"><label for={name}>{tx(field.name)}</label> <output for={name}>{value === undefined ? t().notYet : value}</output></div>
      {field.help && <p class="help">{tx(field.help)}</p>}
      <div class="slider">
        <span class="num">{field.lo}</span>
        <input id={name} type="range" min={field.lo} max={field.hi} step={field.hi - field.lo > 20 ? 5 : 1} value={value ?? middle}
          aria-valuetext={value === undefined ? t().notYet : String(value)}
          onInput={(event) => onSet(Number(event.currentTarget.value))} />
        <span class="num">{field.hi}</span>
      </div>
    </div>
  );
}

function CardForm({ view, command, kept, title, help }: { view: View; command: 'vote' | 'card'; kept: Cards | undefined; title: string; help: string }) {
  const owner = seat.value?.participant ?? 'none';
  const draft = useDraft<Filled>(owner, `${command}.${view.session?.turn ?? 0}`, filledOf(kept));
  const sender = useSend(t().done);
  const fields = sorted(view.card?.fields);
  const incidents = sorted(view.incidents).filter((incident) => incident.open !== false);
  const { values, incidents: per } = draft.value;
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await sender.run(command, { values, incidents: per });
    if (answer.ok) draft.clear();
  }
  const setFor = (incident: string, id: string, value: number): void =>
    draft.set({ values, incidents: { ...per, [incident]: { ...per[incident], [id]: value } } });
  return (
    <form class="panel card" onSubmit={(event) => void submit(event)} aria-labelledby={`${command}-title`}>
      <h2 id={`${command}-title`}>{title}</h2>
      <p class="help">{help}</p>
      {fields.filter((field) => field.per !== 'incident').map((field) => (
        <FieldInput key={field.id} field={field} name={`${command}-${field.id}`} value={values[field.id]}
          onSet={(value) => draft.set({ values: { ...values, [field.id]: value }, incidents: per })} />
      ))}
      {incidents.map((incident) => (
        <IncidentFields key={incident.id} incident={incident} fields={fields} command={command} values={per[incident.id] ?? {}}
          onSet={(id, value) => setFor(incident.id, id, value)} />
      ))}
      <button type="submit" class="button main wide" aria-disabled={sender.busy}>
        {command === 'vote' ? t().voteButton(size(kept?.values) + size(kept?.incidents) > 0) : t().cardButton}
      </button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function IncidentFields({ incident, fields, command, values, onSet }: {
  incident: Entry<Incident>; fields: Entry<CardField>[]; command: string; values: Dict<number>; onSet: (id: string, value: number) => void;
}) {
  const own = fields.filter((field) => field.per === 'incident');
  if (own.length === 0) return null;
  return (
    <div class="card-incident" role="group" aria-label={tx(incident.title)}>
      <h3>{tx(incident.title)}</h3>
      {own.map((field) => (
        <FieldInput key={field.id} field={field} name={`${command}-${incident.id}-${field.id}`} value={values[field.id]} onSet={(value) => onSet(field.id, value)} />
      ))}
    </div>
  );
}

// What the team put down, for who may not write it.
function TeamCard({ view }: { view: View }) {
  const team = filledOf(view.card?.team);
  const fields = sorted(view.card?.fields);
  if (size(team.values) + size(team.incidents) === 0) return <Empty>{t().noTeamCard}</Empty>;
  return (
    <dl class="facts">
      {fields.filter((field) => field.per !== 'incident').map((field) => (
        <div key={field.id}><dt>{tx(field.name)}</dt><dd>{valueName(field, team.values[field.id])}</dd></div>
      ))}
      {sorted(view.incidents).flatMap((incident) => fields.filter((field) => field.per === 'incident' && team.incidents[incident.id]?.[field.id] !== undefined)
        .map((field) => (
          <div key={incident.id + field.id}>
            <dt>{tx(incident.title)}: {tx(field.name)}</dt><dd>{valueName(field, team.incidents[incident.id]?.[field.id])}</dd>
          </div>
        )))}
    </dl>
  );
}

export function VoteBars({ view }: { view: View }) {
  const votes = view.card?.votes;
  if (!votes) return null;
  return (
    <section class="panel" aria-labelledby="votes-title">
      <h2 id="votes-title">{t().voteSpread}</h2>
      {sorted(view.card?.fields).filter((field) => votes[field.id]).map((field) => {
        const counts = votes[field.id] ?? {};
        return (
          <div key={field.id} class="votes">
            <h3>{tx(field.name)}</h3>
            <ul>{Object.entries(counts).map(([option, count]) => (
              <li key={option}><span>{valueName(field, Number(option))}</span> <b>{count}</b></li>
            ))}</ul>
          </div>
        );
      })}
    </section>
  );
}

export function CardPage({ view }: { view: View }) {
  if (size(view.card?.fields) === 0) return <section class="panel"><p>{t().noCard}</p></section>;
  const voted = size(view.me?.vote?.values) + size(view.me?.vote?.incidents) > 0;
  return (
    <>
      {view.can?.vote && <CardForm key="vote" view={view} command="vote" kept={view.me?.vote} title={t().voteTitle} help={t().voteHelp} />}
      {view.can?.card && voted
        ? <CardForm key="card" view={view} command="card" kept={view.card?.team} title={t().cardTitle} help={t().cardHelp} />
        : <section class="panel" aria-labelledby="team-card"><h2 id="team-card">{t().cardTitle}</h2>
            {view.can?.card ? <p class="help">{t().voteFirst}</p> : <TeamCard view={view} />}</section>}
      <VoteBars view={view} />
    </>
  );
}
