// SPDX-License-Identifier: EUPL-1.2
// The small parts every page is made of: mark, text, chips, buttons that send a command. No page in here.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Answer } from '../api.js';
import { t, tx } from '../i18n/index.js';
import { say } from '../say.js';
import { send } from '../store.js';
import type { Problem, Text } from '../types.js';

// Always in both languages: it must be understood by whoever looks over a shoulder.
export const Mark = () => <p class="mark" lang="mul"><span lang="nl">OEFENING</span> <span aria-hidden="true">/</span> <span lang="en">EXERCISE</span></p>;

export const PageMark = () => <header class="page-mark"><Mark /></header>;

// **Bold** of the book's texts, as elements.
function Bold({ text }: { text: string }) {
  return <>{text.split('**').map((part, i) => (i % 2 === 1 ? <strong key={i}>{part}</strong> : part))}</>;
}

// A text of several paragraphs; lines that begin with a dash are a list.
export function Paragraphs({ text }: { text: string }) {
  const lines = text.split(/\n+/).filter((line) => line.trim() !== '');
  const blocks: string[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.startsWith('- ') && last?.[0]?.startsWith('- ')) last.push(line);
    else blocks.push([line]);
  }
  return (
    <>{blocks.map((block, i) => (block[0]?.startsWith('- ')
      ? <ul key={i} class="prose-list">{block.map((line) => <li key={line}><Bold text={line.slice(2)} /></li>)}</ul>
      : <p key={i}><Bold text={block[0] ?? ''} /></p>))}</>
  );
}

export const Prose = ({ text }: { text: Text | undefined }) => <Paragraphs text={tx(text)} />;

export const Chip = ({ kind = 'plain', children }: { kind?: string; children: ComponentChildren }) => (
  <span class={`chip chip-${kind}`}>{children}</span>
);

export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>;

export const problemText = (problem: Problem): string => tx(problem.text) || problem.detail || t().refusedBecause(problem.code);

export const Refusal = ({ problem }: { problem: Problem | null }) => (
  <p class={problem ? 'refusal' : 'refusal none'} role="alert">{problem ? problemText(problem) : ''}</p>
);

export interface Sender {
  busy: boolean;
  problem: Problem | null;
  run(command: string, fields?: { [name: string]: unknown }): Promise<Answer>;
}

// Sends one command at a time for one control and keeps its refusal beside it.
export function useSend(done?: string): Sender {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy,
    problem,
    async run(command, fields = {}) {
      if (busy) return { ok: false, problem: { status: 0, code: 'busy' } };
      setBusy(true);
      setProblem(null);
      const answer = await send(command, fields);
      setBusy(false);
      if (!answer.ok) setProblem(answer.problem);
      else if (done) say(done);
      return answer;
    },
  };
}

export interface ActProps {
  command: string;
  fields?: { [name: string]: unknown };
  kind?: 'main' | 'plain' | 'quiet' | 'signal';
  sure?: boolean; // asks for a second press
  pressed?: boolean;
  said?: string;
  label?: string; // for a screen reader, when the text alone is not enough
  done?: (body: { [key: string]: unknown }) => void;
  children: ComponentChildren;
}

// A button that gives one command. It stays in place and focusable while the answer is on its way.
export function Act({ command, fields, kind = 'plain', sure = false, pressed, said, label, done, children }: ActProps) {
  const sender = useSend(said ?? t().done);
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return undefined;
    const timer = setTimeout(() => setArmed(false), 5000);
    return () => clearTimeout(timer);
  }, [armed]);
  async function press(): Promise<void> {
    if (sure && !armed) {
      setArmed(true);
      say(t().pressAgain);
      return;
    }
    setArmed(false);
    const answer = await sender.run(command, fields);
    if (answer.ok) done?.(answer.body);
  }
  return (
    <span class="act">
      <button type="button" class={`button ${armed ? 'signal' : kind}`} aria-disabled={sender.busy} aria-pressed={pressed}
        aria-label={armed ? undefined : label} aria-busy={sender.busy} onClick={() => void press()}>
        {armed ? t().pressAgain : children}
      </button>
      <Refusal problem={sender.problem} />
    </span>
  );
}

export function Field({ label, help, children }: { label: string; help?: ComponentChildren; children: (id: string, helpId?: string) => ComponentChildren }) {
  const id = useId();
  const helpId = help ? `${id}-help` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && <p class="help" id={helpId}>{help}</p>}
      {children(id, helpId)}
    </div>
  );
}

export interface RadioOption { id: string; label: string; note?: string | undefined; off?: boolean }

export function Radios({ legend, name, options, value, onPick, quiet = false }: {
  legend: string; name: string; options: RadioOption[]; value: string | undefined; onPick: (id: string) => void; quiet?: boolean;
}) {
  return (
    <fieldset class="radios">
      <legend class={quiet ? 'sr' : ''}>{legend}</legend>
      {options.map((option) => (
        <label key={option.id} class={`radio${option.id === value ? ' on' : ''}${option.off ? ' off' : ''}`}>
          <input type="radio" name={name} checked={option.id === value} disabled={option.off ?? false} onChange={() => onPick(option.id)} />
          <span>{option.label}{option.note && <small>{option.note}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}

export const Check = ({ label, on, onSet }: { label: string; on: boolean; onSet: (on: boolean) => void }) => (
  <label class={`radio${on ? ' on' : ''}`}>
    <input type="checkbox" checked={on} onChange={(event) => onSet(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
);

export const Panel = ({ title, id, tone, children }: { title: string; id?: string; tone?: string; children: ComponentChildren }) => (
  <section class={`panel ${tone ?? ''}`} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
