// SPDX-License-Identifier: EUPL-1.2
// The start values of one game as fields: a table of the allies (cards on a narrow screen) and the numbers of the whole.
// What is left empty stays as the scenario has it. Which number does what is not known here.
import { useState } from 'preact/hooks';
import { plain, t, tx } from '../i18n/index.js';
import { ruleBook } from '../rulebook.js';
import { sorted, type Entry } from '../order.js';
import { Field } from '../view/parts.js';
import { inWords, isStart, isWrong, nameOf, startOf, startsOf, wordOf, type Ally, type Place, type Start, type Starts, type Typed, type Variable } from './starts.js';

interface Shown { place: Place; typed: Typed; onSet: (name: string, text: string) => void }

const shownAtOnce = 8;

function Common({ list, starts, place, typed, onSet }: Shown & { list: Entry<Variable>[]; starts: Starts }) {
  return (
    <div class="assumption-numbers">
      {list.map((variable) => {
        const start = startOf(starts, place, variable.id);
        const text = typed[start.name] ?? '';
        const wrong = isWrong(start, text);
        return (
          <div key={variable.id}>
            <Field label={start.label} help={`${tx(variable.help)} ${t().startRange(plain(start.lo), plain(start.hi), inWords(start, start.now))}`}>
              {(id, help) => <input id={id} aria-describedby={help} aria-invalid={wrong} inputMode="numeric" maxLength={10} placeholder={plain(start.now)}
                value={text} onInput={(event) => onSet(start.name, event.currentTarget.value)} />}
            </Field>
            {wrong && <p class="refusal" role="alert">{t().assumptionWrong(start.label, plain(start.lo), plain(start.hi))}</p>}
          </div>
        );
      })}
    </div>
  );
}

function Cell({ start, column, text, onSet }: { start: Start; column: string; text: string; onSet: (text: string) => void }) {
  const wrong = isWrong(start, text);
  const value = text.trim() === '' || wrong ? start.now : Number(text);
  return (
    <td role="cell" class={value === start.now ? '' : 'changed'}>
      <span class="starts-column" aria-hidden="true">{column}</span>
      <input aria-label={`${start.label}, ${t().startRange(plain(start.lo), plain(start.hi), inWords(start, start.now))}`} aria-invalid={wrong}
        inputMode="numeric" maxLength={10} size={4} placeholder={plain(start.now)} value={text} onInput={(event) => onSet(event.currentTarget.value)} />
      {wrong
        ? <span class="refusal" role="alert">{t().startWrong(plain(start.lo), plain(start.hi))}</span>
        : <span class="meta">{value === start.now ? wordOf(start, value) : t().startChanged(wordOf(start, value), plain(start.now))}</span>}
    </td>
  );
}

function Allies({ list, starts, place, typed, onSet }: Shown & { list: Entry<Variable>[]; starts: Starts }) {
  const [words, setWords] = useState('');
  const isChosen = (ally: Entry<Ally>): boolean => list.some(({ id }) => (typed[nameOf(id, ally.id)] ?? '').trim() !== '');
  const fitting = sorted(starts.allies).filter((ally) => isChosen(ally) || `${ally.id} ${tx(ally.name)}`.toLowerCase().includes(words.trim().toLowerCase()));
  const shown = fitting.filter((ally, i) => i < shownAtOnce || isChosen(ally));
  return (
    <>
      <Field label={t().startSearch}>{(id) => <input id={id} type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />}</Field>
      <table role="table" class="starts">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{t().startAlly}</th>
            {list.map((variable) => <th key={variable.id} role="columnheader" scope="col">{tx(variable.name)} <span class="meta">{t().startScale(plain(variable.lo), plain(variable.hi))}</span></th>)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((ally) => (
            <tr role="row" key={ally.id}>
              <th role="rowheader" scope="row">{tx(ally.name)}</th>
              {list.map((variable) => {
                const start = startOf(starts, place, variable.id, ally.id);
                return <Cell key={variable.id} start={start} column={`${tx(variable.name)} (${t().startScale(plain(start.lo), plain(start.hi))})`} text={typed[start.name] ?? ''} onSet={(text) => onSet(start.name, text)} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {fitting.length > shown.length && <p class="meta">{t().assumptionsMany(fitting.length - shown.length)}</p>}
    </>
  );
}

export function StartValues(shown: Shown) {
  const starts = startsOf(ruleBook.value);
  const all = sorted(starts?.variables);
  if (!starts || all.length === 0) return null;
  const chosen = Object.entries(shown.typed).filter(([name, text]) => isStart(name) && text.trim() !== '').length;
  const common = all.filter(({ each, secret }) => !each && !secret);
  const hidden = all.filter(({ each, secret }) => !each && secret);
  const each = all.filter((variable) => variable.each);
  return (
    <section class="assumptions" aria-label={t().starts}>
      <h3>{t().starts} {chosen > 0 && <span class="meta">{t().assumptionsChosen(chosen)}</span>}</h3>
      <p class="help">{t().startsHelp}</p>
      {each.length > 0 && <><h4>{t().startsAllies}</h4><Allies list={each} starts={starts} {...shown} /></>}
      {common.length > 0 && <details class="more"><summary>{t().startsCommon}</summary><Common list={common} starts={starts} {...shown} /></details>}
      {hidden.length > 0 && <details class="more"><summary>{t().startsHidden}</summary><p class="help">{t().startsHiddenHelp}</p><Common list={hidden} starts={starts} {...shown} /></details>}
    </section>
  );
}
