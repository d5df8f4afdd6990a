// SPDX-License-Identifier: EUPL-1.2
// Who sits where; moving, renaming, removing, a new phrase; a team by the model; seats of one's own to rehearse with.
import { useState } from 'preact/hooks';
import { t, tx } from '../i18n/index.js';
import { seatedTeams, sorted, type Entry } from '../order.js';
import type { Person, Team, View } from '../types.js';
import { Act, Chip, Field, Panel, Refusal, useSend } from '../view/parts.js';
import { SeatPicker, type SeatChoice } from '../view/sit.js';
import { SeatLink } from './lobby.js';

function MoveForm({ person, view }: { person: Entry<Person>; view: View }) {
  const [choice, setChoice] = useState<SeatChoice>({ team: '', job: '' });
  const sender = useSend(t().done);
  const { '': _seatless, ...teams } = view.teams ?? {};
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      if (choice.team !== '') void sender.run('seat.move', { participant: person.id, team: choice.team, job: choice.job });
    }}>
      <SeatPicker teams={teams} value={choice} onPick={setChoice} />
      <button type="submit" class="button">{t().move}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function RenamePerson({ person }: { person: Entry<Person> }) {
  const [name, setName] = useState(person.name);
  const sender = useSend(t().done);
  return (
    <form onSubmit={(event) => { event.preventDefault(); void sender.run('seat.rename', { participant: person.id, name: name.trim() }); }}>
      <Field label={t().pseudonym}>{(id) => <input id={id} required maxLength={24} value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>
      <button type="submit" class="button">{t().rename}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function PersonRow({ person, view }: { person: Entry<Person>; view: View }) {
  const [phrase, setPhrase] = useState('');
  const can = view.can ?? {};
  return (
    <li class="person">
      <p><b>{person.name}</b> {person.job && <span class="meta">{tx(person.job)}</span>} {person.lead && <Chip kind="blue">{t().lead}</Chip>}{' '}
        <Chip kind={person.online ? 'plain' : 'signal'}>{person.online ? t().online : t().offline}</Chip></p>
      <details class="more">
        <summary aria-label={`${t().manage}: ${person.name}`}>{t().manage}</summary>
        {can['seat.move'] && <details><summary>{t().move}</summary><MoveForm person={person} view={view} /></details>}
        {can['seat.rename'] && <details><summary>{t().rename}</summary><RenamePerson person={person} /></details>}
        <div class="row">
          {can['seat.phrase'] && <Act command="seat.phrase" fields={{ participant: person.id }} done={(body) => setPhrase(String(body.phrase ?? ''))}>{t().newPhrase}</Act>}
          {can['seat.remove'] && <Act command="seat.remove" fields={{ participant: person.id }} sure>{t().remove}</Act>}
        </div>
        {phrase !== '' && <p class="phrase-words">{phrase}</p>}
      </details>
    </li>
  );
}

// Who has a name and no team yet; the list is empty most of the time.
function Seatless({ view }: { view: View }) {
  const people = sorted(view.teams?.['']?.people);
  if (people.length === 0) return null;
  return (
    <li class="team-row">
      <header><h3>{tx(view.teams?.['']?.name)}</h3></header>
      <ul class="plain-list">{people.map((person) => <PersonRow key={person.id} person={person} view={view} />)}</ul>
    </li>
  );
}

function TeamRow({ team, view }: { team: Entry<Team>; view: View }) {
  const can = view.can ?? {};
  const jobs = sorted(team.jobs).filter((job) => job.free);
  return (
    <li class="team-row">
      <header>
        <h3>{tx(team.name)}</h3>
        {team.red && <Chip kind="signal">{t().redTeam}</Chip>} {team.auto && <Chip>{t().automated}</Chip>}
        <span class="meta">{t().seatsFree(team.free ?? 0)}</span>
        {can['team.automate'] && <Act command="team.automate" fields={{ team: team.id, on: !team.auto }} kind="quiet"
          label={`${team.auto ? t().automateNot : t().automate}: ${tx(team.name)}`}>{team.auto ? t().automateNot : t().automate}</Act>}
      </header>
      <ul class="plain-list">{sorted(team.people).map((person) => <PersonRow key={person.id} person={person} view={view} />)}</ul>
      {can.rehearse && jobs.length > 0 && (
        <details class="more">
          <summary aria-label={`${t().rehearse}: ${tx(team.name)}`}>{t().rehearse}</summary>
          <div class="row">{jobs.map((job) => (
            <SeatLink key={job.id} command="rehearse" fields={{ team: team.id, job: job.id }} path="/play" label={`${tx(team.name)} · ${tx(job.name)}`}>{tx(job.name)}</SeatLink>
          ))}</div>
        </details>
      )}
    </li>
  );
}

export function PeopleTable({ view }: { view: View }) {
  return (
    <Panel title={t().people} id="people-title">
      <p class="help">{t().rehearseHelp}</p>
      <ul class="team-rows"><Seatless view={view} />{seatedTeams(view).map((team) => <TeamRow key={team.id} team={team} view={view} />)}</ul>
    </Panel>
  );
}

export const PeoplePage = ({ view }: { view: View }) => <PeopleTable view={view} />;
