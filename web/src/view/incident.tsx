// SPDX-License-Identifier: EUPL-1.2
// An incident as the document it would be: a head with the exercise mark, sober text, and the case in words.
import { t, tx } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Case, Dict, Incident } from '../types.js';
import { GradeWord, Steps } from './gauges.js';
import { Chip, Empty, Mark, Prose } from './parts.js';

const parts = ['gravity', 'attribution', 'pattern', 'band'] as const;

export function CaseTable({ value }: { value: Case | undefined }) {
  if (!value || parts.every((part) => !value[part])) return null;
  return (
    <dl class="case">
      {parts.map((part) => {
        const grade = value[part];
        return grade && (
          <div key={part} class={part === 'band' ? 'case-band' : ''}>
            <dt>{t().casePart[part]}</dt>
            <dd><GradeWord title={t().casePart[part]} grade={grade} /><Steps level={grade.level} of={4} /></dd>
          </div>
        );
      })}
    </dl>
  );
}

export function IncidentDocument({ incident, open = false }: { incident: Entry<Incident>; open?: boolean }) {
  return (
    <article class="document incident" aria-labelledby={`inc-${incident.id}`}>
      <Mark />
      <header class="document-head">
        <h3 id={`inc-${incident.id}`}>{tx(incident.title)}</h3>
        <p class="meta">
          {t().turnNumber(incident.turn)}{incident.open === false && <> · <Chip>{t().incidentClosed}</Chip></>}
        </p>
      </header>
      {open ? <Prose text={incident.text} /> : <details><summary>{t().readIncident}</summary><Prose text={incident.text} /></details>}
      <CaseTable value={incident.case} />
    </article>
  );
}

const atOnce = 4;

// Newest first; a long game has dozens, and the projector shows the newest only.
export function Incidents({ incidents, open = false, large = false }: { incidents: Dict<Incident> | undefined; open?: boolean; large?: boolean }) {
  const list = sorted(incidents).reverse();
  if (list.length === 0) return <Empty>{t().noIncidents}</Empty>;
  const shown = list.length <= atOnce + 1 ? list : list.slice(0, atOnce);
  const earlier = list.slice(shown.length);
  return (
    <div class="documents">
      {shown.map((incident, i) => <IncidentDocument key={incident.id} incident={incident} open={open || i === 0} />)}
      {earlier.length > 0 && (large ? <p class="meta">{t().earlierIncidents(earlier.length)}</p> : (
        <details class="more">
          <summary>{t().earlierIncidents(earlier.length)}</summary>
          <div class="documents">{earlier.map((incident) => <IncidentDocument key={incident.id} incident={incident} open={open} />)}</div>
        </details>
      ))}
    </div>
  );
}
