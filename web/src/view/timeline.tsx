// SPDX-License-Identifier: EUPL-1.2
// The game on one line: the rung as steps, what happened as marks of different shape; the list beneath says the same.
import { t, tx } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Dict, Moment } from '../types.js';
import { Chip } from './parts.js';

const lanes = ['incident', 'motion', 'order', 'override', 'phase'];
const width = 720;
const laneHeight = 26;
const ladderHeight = 120;
const step = 13;
const most = 5; // marks of one day and kind; the list has them all

const Shape = ({ kind, x, y }: { kind: string; x: number; y: number }) => {
  if (kind === 'incident') return <path d={`M${x} ${y - 7}l7 12h-14z`} class="mark-incident" />;
  if (kind === 'motion') return <rect x={x - 5.5} y={y - 5.5} width="11" height="11" class="mark-motion" />;
  if (kind === 'order') return <circle cx={x} cy={y} r="5.5" class="mark-order" />;
  if (kind === 'override') return <path d={`M${x} ${y - 7}l6 7-6 7-6-7z`} class="mark-override" />;
  return <path d={`M${x} ${y - 6}v12`} class="mark-phase" />;
};

function rungPath(moments: Entry<Moment>[], xOf: (moment: Entry<Moment>) => number, top: number, left: number): string {
  const yOf = (rung: number): number => ladderHeight - 8 - (rung / top) * (ladderHeight - 24);
  let path = '';
  let last = 0;
  for (const moment of moments) {
    if (moment.rung === undefined) continue;
    const x = xOf(moment);
    path += path === '' ? `M${left} ${yOf(moment.rung)}H${x}` : `H${x}V${yOf(moment.rung)}`;
    last = moment.rung;
  }
  return path === '' ? '' : `${path}H${width - 8}V${yOf(last)}`;
}

export function TimelineDrawing({ moments, large }: { moments: Entry<Moment>[]; large: boolean }) {
  const left = large ? 180 : 108;
  const days = moments.map((moment) => moment.day);
  const first = Math.min(...days, 0);
  const span = Math.max(1, Math.max(...days, 1) - first);
  const seen = new Map<string, number>();
  // Several marks of one day and lane stand beside each other.
  const places = moments.map((moment) => {
    const place = `${moment.kind}.${moment.day}`;
    const nth = seen.get(place) ?? 0;
    seen.set(place, nth + 1);
    return nth;
  });
  const eachDay = [...new Set(days)].sort((a, b) => a - b);
  const xOfDay = (day: number): number => left + 14 + ((day - first) / span) * (width - left - 80);
  // A long game has less room for a day: fewer marks, and the rest as a number.
  const room = Math.min(width, ...eachDay.slice(1).map((day, i) => xOfDay(day) - xOfDay(eachDay[i] ?? 0)));
  const beside = Math.max(1, Math.min(most, Math.floor((room - 30) / step)));
  const used = lanes.filter((lane) => moments.some((moment) => moment.kind === lane));
  const height = ladderHeight + used.length * laneHeight + 22;
  const top = Math.max(4, ...moments.map((moment) => moment.rung ?? 0));
  return (
    <svg class={large ? 'timeline large' : 'timeline'} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <text x="0" y="20" class="axis">{t().ladder}</text>
      <path class="rung-line" d={rungPath(moments, (moment) => xOfDay(moment.day), top, left)} />
      {used.map((lane, i) => {
        const y = ladderHeight + i * laneHeight + 12;
        return (
          <g key={lane}>
            <text x="0" y={y + 4} class="axis">{t().momentKind(lane)}</text>
            <path class="lane" d={`M${left} ${y}H${width - 8}`} />
            {moments.map((moment, m) => moment.kind === lane && (places[m] ?? 0) < beside
              && <Shape key={moment.id} kind={lane} x={xOfDay(moment.day) + (places[m] ?? 0) * step} y={y} />)}
            {eachDay.map((day) => {
              const more = (seen.get(`${lane}.${day}`) ?? 0) - beside;
              return more > 0 && <text key={day} x={xOfDay(day) + beside * step - 4} y={y + 4} class="axis">+{more}</text>;
            })}
          </g>
        );
      })}
      {eachDay.map((day) => <text key={day} x={xOfDay(day)} y={height - 4} class="axis day">{day}</text>)}
      <text x="0" y={height - 4} class="axis">{t().day}</text>
    </svg>
  );
}

function TimelineList({ moments }: { moments: Entry<Moment>[] }) {
  return (
    <>
      {[...new Set(moments.map((moment) => moment.turn))].map((turn) => (
        <section key={turn}>
          <h3 class="moments-turn">{turn < 1 ? t().beforeTurns : t().turnNumber(turn)}</h3>
          <ol class="moments">
            {moments.filter((moment) => moment.turn === turn).map((moment) => (
              <li key={moment.id}>
                <span class="meta">{t().dayNumber(moment.day)}</span> <Chip>{t().momentKind(moment.kind)}</Chip>{' '}
                {tx(moment.text)}{moment.rung !== undefined && <span class="meta"> · {t().rung} {moment.rung}</span>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

export function Timeline({ timeline, large = false }: { timeline: Dict<Moment> | undefined; large?: boolean }) {
  const moments = sorted(timeline);
  if (moments.length === 0) return null;
  return (
    <section class="panel wide-panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t().timeline}</h2>
      <div class="scroll-x" tabIndex={0} role="group" aria-label={t().timelineLabel(moments.length)}><TimelineDrawing moments={moments} large={large} /></div>
      {!large && <details class="more"><summary>{t().asList}</summary><TimelineList moments={moments} /></details>}
    </section>
  );
}
