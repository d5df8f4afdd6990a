// SPDX-License-Identifier: EUPL-1.2
// The numbers of one game that may be set otherwise: how it begins (start-table.tsx), and the book's assumptions, each with its
// reason, its numbers and their ranges. What is left empty stays as the book has it. Which number does what is not known here.
import { useEffect, useState } from 'preact/hooks';
import { plain, t, tx } from '../i18n/index.js';
import { loadRules, ruleBook, rulesMissing } from '../rulebook.js';
import { Field } from '../view/parts.js';
import { assumptionsOf, calledOf, isRight, type Assumption, type Num } from './register.js';
import { StartValues } from './start-table.js';
import { isStart, type Place, type Typed } from './starts.js';

const shownAtOnce = 8;

function NumberField({ number, typed, onSet }: { number: Num; typed: string; onSet: (text: string) => void }) {
  const wrong = typed.trim() !== '' && !isRight(number, typed);
  return (
    <div>
      <Field label={calledOf(number)} help={<><code>{number.id}</code> {t().assumptionRange(plain(number.lo), plain(number.hi), plain(number.value))}</>}>
        {(id, help) => <input id={id} aria-describedby={help} aria-invalid={wrong} inputMode="numeric" maxLength={10}
          value={typed} onInput={(event) => onSet(event.currentTarget.value)} />}
      </Field>
      {wrong && <p class="refusal" role="alert">{t().startWrong(plain(number.lo), plain(number.hi))}</p>}
    </div>
  );
}

// All of them: the beginning first, then the register.
export function Assumptions({ value, place, onSet }: { value: Typed; place: Place; onSet: (value: Typed) => void }) {
  useEffect(() => { void loadRules(); }, []);
  const set = (id: string, text: string): void => {
    const { [id]: _old, ...others } = value;
    onSet(text === '' ? others : { ...others, [id]: text });
  };
  return <><StartValues place={place} typed={value} onSet={set} /><Register value={value} set={set} /></>;
}

function Register({ value, set }: { value: Typed; set: (id: string, text: string) => void }) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const isChosen = ({ numbers }: Assumption): boolean => numbers.some(({ id }) => (value[id] ?? '').trim() !== '');
  const all = assumptionsOf(ruleBook.value);
  const fitting = all.filter((entry) => isChosen(entry) || `${entry.id} ${tx(entry.why)} ${entry.numbers.map(({ id, name }) => `${id} ${tx(name)}`).join(' ')}`.toLowerCase().includes(wanted));
  const shown = fitting.filter((entry, i) => i < shownAtOnce || isChosen(entry));
  const chosen = Object.entries(value).filter(([id, text]) => !isStart(id) && text.trim() !== '').length;
  return (
    <section class="assumptions" aria-label={t().assumptions}>
      <h3>{t().assumptions} {chosen > 0 && <span class="meta">{t().assumptionsChosen(chosen)}</span>}</h3>
      <p class="help">{t().assumptionsHelp}</p>
      <Field label={t().assumptionSearch}>{(id) => <input id={id} type="search" value={words} onInput={(event) => { setWords(event.currentTarget.value); void loadRules(); }} />}</Field>
      {rulesMissing.value && <p role="alert" class="refusal">{t().assumptionsMissing}<br /><button type="button" class="button" onClick={() => void loadRules()}>{t().retryNow}</button></p>}
      {ruleBook.value === null ? !rulesMissing.value && <p role="status">{t().loading}</p> : (
        <ul class="plain-list">
          {shown.map((entry) => (
            <li key={entry.id} class="assumption ground ground-assumptions">
              <h4>{entry.id}</h4>
              <p>{tx(entry.why)}</p>
              <div class="assumption-numbers">
                {entry.numbers.map((number) => <NumberField key={number.id} number={number} typed={value[number.id] ?? ''} onSet={(text) => set(number.id, text)} />)}
              </div>
            </li>
          ))}
        </ul>
      )}
      {fitting.length > shown.length && <p class="meta">{t().assumptionsMany(fitting.length - shown.length)}</p>}
    </section>
  );
}
