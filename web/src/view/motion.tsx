// SPDX-License-Identifier: EUPL-1.2
// One motion as a document: text, procedure and deadline, positions, and what this viewer may do with it.
import { timeLeft } from '../clock.js';
import { clockText } from '../time.js';
import { t, tx, txOr } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Motion, Position, View } from '../types.js';
import { Icon } from './icons.js';
import { AnswerForms } from './motion-answer.js';
import { MotionTools } from './motion-tools.js';
import { Act, Chip, Mark, Prose } from './parts.js';
import { SlipForms, SlipSummary } from './slips.js';

export const motionTone = (state: string): string => (state === 'adopted' || state === 'effective' ? 'blue' : state === 'tabled' ? 'plain' : 'signal');

function Deadline({ motion }: { motion: Motion }) {
  const left = motion.state === 'tabled' ? timeLeft(motion) : null;
  if (left === null) return null;
  return (
    <p class="deadline"><Icon name="clock" /> {motion.procedure === 'silence' ? t().silenceEnds : t().answerBy}{' '}
      <b class="num" role="timer">{clockText(left)}</b></p>
  );
}

const atOnce = 6;

// How it stands: a count of each answer. Who merely keeps silent is not counted, for nobody sees it.
function Tally({ positions }: { positions: Entry<Position>[] }) {
  if (positions.length < 4) return null;
  const counts = new Map<string, number>();
  for (const { answer_name: name } of positions) counts.set(tx(name), (counts.get(tx(name)) ?? 0) + 1);
  return <p class="tally">{[...counts].map(([name, count]) => <span key={name}>{name} <b class="num">{count}</b></span>)}</p>;
}

function PositionLine({ position }: { position: Entry<Position> }) {
  return (
    <li class={`position position-${position.answer}`}>
      <span class="who">{tx(position.name)}{position.auto && <span class="auto" title={t().autoHelp}> {t().auto}</span>}</span>
      <span class="what">{tx(position.answer_name)}</span>
      {(position.condition || position.reason) && (
        <span class="because">{position.condition && <>{tx(position.condition)}. </>}{txOr(position.reason)}</span>
      )}
    </li>
  );
}

function Positions({ motion }: { motion: Motion }) {
  // People first, then the model's allies.
  const all = sorted(motion.positions);
  const list = [...all.filter((position) => !position.auto), ...all.filter((position) => position.auto)];
  if (list.length === 0) return null;
  // Thirty allies are too long for a phone.
  const rest = list.length > atOnce ? list.slice(atOnce) : [];
  return (
    <section class="positions">
      <h4>{motion.procedure === 'silence' ? t().answers : t().rollCall}</h4>
      <Tally positions={list} />
      <ul>{list.slice(0, atOnce).map((position) => <PositionLine key={position.id} position={position} />)}</ul>
      {rest.length > 0 && (
        <details class="more"><summary>{t().morePositions(rest.length)}</summary>
          <ul>{rest.map((position) => <PositionLine key={position.id} position={position} />)}</ul></details>
      )}
    </section>
  );
}

export function MotionDocument({ motion, view, large }: { motion: Entry<Motion>; view: View; large: boolean }) {
  const id = `motion-${motion.id}`;
  const options = sorted(motion.options).filter((option) => option.on);
  return (
    <article class={`document motion ${motion.state}${large ? ' large' : ''}`} aria-labelledby={id}>
      <Mark />
      <header class="document-head">
        <h3 id={id}>{tx(motion.title)}</h3>
        <p class="meta">
          <Chip kind={motionTone(motion.state)}>{tx(motion.state_name)}</Chip> {tx(motion.procedure_name)}
          {motion.by && <> · {t().tabledBy(tx(motion.by))}</>}{motion.incident && <> · {tx(motion.incident)}</>}
          {(motion.round ?? 1) > 1 && <> · {t().round(motion.round ?? 1)}</>}{motion.rev > 1 && <> · {t().revision(motion.rev)}</>}
        </p>
        <Deadline motion={motion} />
      </header>
      <div class="motion-text"><Prose text={motion.text} /></div>
      {options.length > 0 && <ul class="motion-options">{options.map((option) => <li key={option.id}>{tx(option.name)}</li>)}</ul>}
      {motion.note && <blockquote class="motion-note">{motion.note}</blockquote>}
      {motion.consent && <p class="consent">{t().consentOf(tx(motion.consent.by))}: <b>{t().consentState(motion.consent.state)}</b></p>}
      {motion.may?.agree && (
        <div class="row">
          <Act command="motion.agree" fields={{ motion: motion.id, yes: true }} kind="main">{t().agree}</Act>
          <Act command="motion.agree" fields={{ motion: motion.id, yes: false }}>{t().refuse}</Act>
        </div>
      )}
      <AnswerForms motion={motion} />
      <Positions motion={motion} />
      <SlipSummary slips={motion.slips} />
      <SlipForms motion={motion} />
      {view.can && <MotionTools motion={motion} />}
    </article>
  );
}
