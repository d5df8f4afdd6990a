// SPDX-License-Identifier: EUPL-1.2
// The debrief: what happened on a line, the outcome in words, and questions in their order.
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { Dict, Question, View } from '../types.js';
import { Changed } from './changed.js';
import { Icon } from './icons.js';
import { LaterPage } from './later.js';
import { Ending } from './outcome.js';
import { Profile } from './profile.js';
import { RevealPage } from './reveal.js';
import { Timeline } from './timeline.js';

export function Questions({ questions }: { questions: Dict<Question> | undefined }) {
  const list = sorted(questions);
  if (list.length === 0) return null;
  const steps = [...new Map(list.map((question) => [question.step.en, question.step])).values()];
  return (
    <section class="panel" aria-labelledby="questions-title">
      <h2 id="questions-title">{t().questions}</h2>
      {steps.map((step) => (
        <section key={step.en} class="question-step">
          <h3>{tx(step)}</h3>
          <ul>
            {list.filter((question) => question.step.en === step.en).map((question) => (
              <li key={question.id}>
                {tx(question.text)}
                {size(question.claims) > 0 && <span class="meta"> <Icon name="claim" /> {Object.keys(question.claims ?? {}).join(', ')}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

export function DebriefPage({ view }: { view: View }) {
  return (
    <>
      <Ending outcome={view.outcome} />
      <Timeline timeline={view.debrief?.timeline} large={view.viewer.role === 'room'} />
      <Questions questions={view.debrief?.questions} />
      <Profile profile={view.profile} />
      <Changed view={view} id="debrief-changed" />
      <LaterPage later={view.later} />
      <RevealPage reveal={view.reveal} />
    </>
  );
}
