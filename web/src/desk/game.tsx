// SPDX-License-Identifier: EUPL-1.2
// What the present phase asks of the facilitator.
import { t, tx } from '../i18n/index.js';
import { seatedTeams, sorted } from '../order.js';
import type { View } from '../types.js';
import { Agenda } from '../view/council.js';
import { DebriefPage } from '../view/debrief.js';
import { Incidents } from '../view/incident.js';
import { LaterPage } from '../view/later.js';
import { OutcomePage } from '../view/outcome.js';
import { Chip, Panel } from '../view/parts.js';
import { Profile } from '../view/profile.js';
import { RevealPage } from '../view/reveal.js';
import { Adjudication } from './adjudication.js';
import { nobodyAsked } from './controls.js';
import { LobbyDesk, RoomButton } from './lobby.js';

function TeamStates({ view }: { view: View }) {
  const waiting = view.desk?.waiting ?? {};
  const phase = view.session?.phase ?? '';
  return (
    <Panel title={t().teamStates} id="states-title">
      <ul class="states">
        {seatedTeams(view).map((team) => (
          <li key={team.id}>
            <b>{tx(team.name)}</b>{' '}
            {team.auto ? <Chip>{t().automated}</Chip> : waiting[team.id] ? <Chip kind="signal">{t().notReady}</Chip> : !nobodyAsked.has(phase) && <Chip kind="blue">{t().isReady}</Chip>}
            <span class="people">{sorted(team.people).map((person) => (
              <span key={person.id} class={person.online ? '' : 'offline'}>{person.name}{person.ready && ' ✓'}{!person.online && <small> {t().offline}</small>}</span>
            ))}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function GamePage({ view }: { view: View }) {
  const phase = view.session?.phase ?? 'lobby';
  const help = t().deskHelp(phase);
  if (phase === 'lobby') return <LobbyDesk view={view} />;
  return (
    <>
      {help !== '' && <p class="phase-help">{help}</p>}
      {phase === 'adjudicate' && <Adjudication view={view} />}
      {phase === 'council' && <Panel title={t().agenda} id="desk-agenda"><Agenda view={view} /></Panel>}
      {(phase === 'outcome' || phase === 'later') && <OutcomePage outcome={view.outcome} />}
      {phase === 'reveal' && <><RevealPage reveal={view.reveal} /><Profile profile={view.profile} /></>}
      {(phase === 'debrief' || phase === 'closed') && <DebriefPage view={view} />}
      {phase !== 'debrief' && phase !== 'closed' && <LaterPage later={view.later} />}
      {phase !== 'reveal' && phase !== 'debrief' && phase !== 'closed' && <TeamStates view={view} />}
      {(phase === 'intel' || phase === 'assess' || phase === 'deliberate') && <Panel title={t().incidents} id="desk-incidents"><Incidents incidents={view.incidents} /></Panel>}
      <RoomButton view={view} />
    </>
  );
}
