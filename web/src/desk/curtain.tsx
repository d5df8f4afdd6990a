// SPDX-License-Identifier: EUPL-1.2
// The hidden truth behind a curtain that is open only while it is held, so that a screen on the wall does not tell it.
import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { View } from '../types.js';
import { Empty, Panel, Refusal, useSend } from '../view/parts.js';

// Held with a finger, the mouse, the space bar or Enter; or open for ten seconds, for whom holding is hard.
export function Hold({ children }: { children: ComponentChildren }) {
  const [held, setHeld] = useState(false);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  const open = held || seconds > 0;
  const isKey = (event: KeyboardEvent): boolean => event.key === ' ' || event.key === 'Enter';
  return (
    <div class={`curtain${open ? ' open' : ''}`}>
      <div class="row">
        <button type="button" class="button" aria-pressed={held}
          onPointerDown={() => setHeld(true)} onPointerUp={() => setHeld(false)} onPointerLeave={() => setHeld(false)} onPointerCancel={() => setHeld(false)}
          onKeyDown={(event) => { if (isKey(event)) { event.preventDefault(); setHeld(true); } }}
          onKeyUp={(event) => { if (isKey(event)) setHeld(false); }} onBlur={() => setHeld(false)} onContextMenu={(event) => event.preventDefault()}>
          {t().holdToSee}
        </button>
        <button type="button" class="button quiet" onClick={() => setSeconds(10)}>{seconds > 0 ? t().openFor(seconds) : t().openTen}</button>
      </div>
      {open ? <div class="behind">{children}</div> : <p class="behind drawn">{t().curtainDrawn}</p>}
    </div>
  );
}

export function Curtain({ view }: { view: View }) {
  const sender = useSend(t().done);
  const draws = sorted(view.desk?.truth);
  const may = view.can?.['truth.set'] === true;
  return (
    <Panel title={t().truthTitle} id="truth-title">
      <p class="help">{t().truthHelp}</p>
      {size(view.desk?.truth) === 0 ? <Empty>{t().noTruth}</Empty> : (
        <Hold>
          <dl class="facts">
            {draws.map((draw) => <div key={draw.id}><dt>{tx(draw.name)}</dt><dd>{draw.option === undefined ? t().notYet : tx(draw.options[draw.option])}</dd></div>)}
          </dl>
        </Hold>
      )}
      {may && draws.map((draw) => (
        <details key={draw.id} class="more">
          <summary>{t().setTruth}: {tx(draw.name)}</summary>
          <div class="row">{Object.entries(draw.options).map(([id, name]) => (
            <button key={id} type="button" class="button" onClick={() => void sender.run('truth.set', { draw: draw.id, option: id })}>{tx(name)}</button>
          ))}</div>
        </details>
      ))}
      <Refusal problem={sender.problem} />
    </Panel>
  );
}
