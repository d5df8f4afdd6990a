// SPDX-License-Identifier: EUPL-1.2
// Opening a session: which scenario, how many people, which names, which clock, and what is true behind the curtain.
import { useState } from 'preact/hooks';
import { useDraft } from '../drafts.js';
import { t, tx } from '../i18n/index.js';
import { sorted, size, type Entry } from '../order.js';
import { seat } from '../store.js';
import type { Dict, Scenario, View } from '../types.js';
import { Empty, Field, Panel, Radios, Refusal, useSend } from '../view/parts.js';
import { Assumptions } from './assumptions.js';
import { Hold } from './curtain.js';
import { openPage } from './page.js';
import { chosenNumbers } from './register.js';

interface SetUpDraft { scenario: string; preset: string; names: string; variant: string; clock: string; truth: Dict<string>; seed: string; set?: Dict<string> }

function ScenarioCards({ list, value, onPick }: { list: Entry<Scenario>[]; value: string; onPick: (id: string) => void }) {
  return (
    <fieldset class="scenarios">
      <legend>{t().scenario}</legend>
      {list.map((scenario) => (
        <label key={scenario.id} class={`scenario document${scenario.id === value ? ' on' : ''}`}>
          <input type="radio" name="scenario" checked={scenario.id === value} onChange={() => onPick(scenario.id)} />
          <span class="scenario-title">{tx(scenario.title)}</span>
          <span class="meta">{t().minutes(scenario.minutes)} · {t().playersRange(scenario.players.lo, scenario.players.hi)}</span>
          <span class="scenario-text">{tx(scenario.summary)}</span>
          {scenario.warning && <span class="notice">{tx(scenario.warning)}</span>}
        </label>
      ))}
    </fieldset>
  );
}

function Truth({ scenario, value, onSet }: { scenario: Scenario; value: Dict<string>; onSet: (value: Dict<string>) => void }) {
  if (size(scenario.draws) === 0) return null;
  const set = (draw: string, option: string): void => {
    const { [draw]: _old, ...rest } = value;
    onSet(option === '' ? rest : { ...rest, [draw]: option });
  };
  return (
    <section class="set-truth" aria-label={t().truthTitle}>
      <h3>{t().truthTitle}</h3>
      <p class="help">{t().setUpTruthHelp}</p>
      <details class="more">
        <summary>{t().chooseTruth}</summary>
        {sorted(scenario.draws).map((draw) => (
          <Radios key={draw.id} legend={tx(draw.name)} name={`draw-${draw.id}`} value={value[draw.id] ?? ''} onPick={(id) => set(draw.id, id)}
            options={[{ id: '', label: t().drawn }, ...sorted(draw.options).map((option) => ({ id: option.id, label: tx(option.name) }))]} />
        ))}
      </details>
      {size(value) > 0 && <Hold><ul>{Object.entries(value).map(([draw, option]) => <li key={draw}>{tx(scenario.draws?.[draw]?.name)}: {tx(scenario.draws?.[draw]?.options[option]?.name)}</li>)}</ul></Hold>}
    </section>
  );
}

function fieldsOf(value: SetUpDraft, scenario: Scenario, set: Dict<number>): { [name: string]: unknown } {
  const fields: { [name: string]: unknown } = { scenario: value.scenario, preset: value.preset, names: value.names, clock: value.clock };
  if (value.variant !== '' && scenario.variants?.[value.variant]) fields.variant = value.variant;
  if (size(value.truth) > 0) fields.truth = value.truth;
  if (size(set) > 0) fields.set = set;
  if (/^[0-9]{1,15}$/.test(value.seed)) fields.seed = value.seed;
  return fields;
}

function Options({ scenario, value, onSet }: { scenario: Entry<Scenario>; value: SetUpDraft; onSet: (value: SetUpDraft) => void }) {
  const presets = sorted(scenario.presets);
  const teams = sorted(scenario.presets[value.preset]?.teams);
  return (
    <>
      <Radios legend={t().preset} name="preset" value={value.preset} onPick={(preset) => onSet({ ...value, preset })}
        options={presets.map((preset) => ({ id: preset.id, label: tx(preset.name), note: t().playersRange(preset.lo, preset.hi) }))} />
      {teams.length > 0 && <p class="help">{teams.map((team) => `${tx(team.name)} (${team.seats})`).join(', ')}</p>}
      <div class="columns">
        <Radios legend={t().names} name="names" value={value.names} onPick={(names) => onSet({ ...value, names })}
          options={[{ id: 'real', label: t().namesReal }, { id: 'fictional', label: t().namesFictional, note: t().namesHelp }]} />
        <Radios legend={t().clockTitle} name="clock" value={value.clock} onPick={(clock) => onSet({ ...value, clock })}
          options={[{ id: 'scenario', label: t().clockScenario, note: t().minutes(scenario.minutes) }, { id: 'off', label: t().clockOff, note: t().clockOffHelp }]} />
        {size(scenario.variants) > 0 && <Radios legend={t().variant} name="variant" value={value.variant} onPick={(variant) => onSet({ ...value, variant })}
          options={[{ id: '', label: t().plainVariant }, ...sorted(scenario.variants).map((variant) => ({ id: variant.id, label: tx(variant.name) }))]} />}
      </div>
      <Truth scenario={scenario} value={value.truth} onSet={(truth) => onSet({ ...value, truth })} />
      <details class="more"><summary>{t().advanced}</summary>
        <Field label={t().seed} help={t().seedHelp}>{(id, help) => <input id={id} aria-describedby={help} inputMode="numeric" pattern="[0-9]*" maxLength={15} value={value.seed} onInput={(event) => onSet({ ...value, seed: event.currentTarget.value })} />}</Field>
        <Assumptions value={value.set ?? {}} place={{ scenario: scenario.id, variant: value.variant }} onSet={(set) => onSet({ ...value, set })} />
      </details>
    </>
  );
}

export function SetUp({ view }: { view: View }) {
  const list = sorted(view.catalogue?.scenarios);
  const first = list[0];
  const start = (scenario: Entry<Scenario> | undefined): SetUpDraft => ({
    scenario: scenario?.id ?? '', preset: sorted(scenario?.presets)[0]?.id ?? '', names: 'real', clock: 'scenario', truth: {}, seed: '',
    variant: '', set: {},
  });
  const draft = useDraft<SetUpDraft>(seat.value?.participant ?? 'host', 'setup', start(first));
  const sender = useSend(t().done);
  const [wrong, setWrong] = useState('');
  if (!first) return <Panel title={t().setUp} id="setup-title"><Empty>{t().noScenarios}</Empty></Panel>;
  const scenario = list.find((entry) => entry.id === draft.value.scenario) ?? first;
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const { set, wrong: why } = chosenNumbers(draft.value.set ?? {}, { scenario: scenario.id, variant: draft.value.variant });
    setWrong(why);
    if (why !== '') return;
    if (!(await sender.run('session.create', fieldsOf({ ...draft.value, scenario: scenario.id }, scenario, set))).ok) return;
    draft.clear();
    openPage('game');
  }
  return (
    <form class="panel setup" onSubmit={(event) => void submit(event)} noValidate aria-labelledby="setup-title">
      <h2 id="setup-title">{t().setUp}</h2>
      <ScenarioCards list={list} value={scenario.id} onPick={(id) => draft.set({ ...start(list.find((entry) => entry.id === id)), names: draft.value.names, clock: draft.value.clock, set: draft.value.set ?? {} })} />
      <Options scenario={scenario} value={draft.value} onSet={draft.set} />
      <button type="submit" class="button main" aria-disabled={sender.busy}>{t().createSession}</button>
      {wrong !== '' && <p class="refusal" role="alert">{wrong}</p>}
      <Refusal problem={sender.problem} />
    </form>
  );
}
