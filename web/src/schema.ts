// SPDX-License-Identifier: EUPL-1.2
// The border: checks what came in against the forms of types.ts and names every place that differs.
// Never changes a value and never knows what a word means in the game.
import type { Film, Lobby, RuleBook, View } from './types.js';

type Shape = 'string' | 'number' | 'boolean' | 'any' | 'textOrString' | { every: Shape } | { [field: string]: Shape };

const text: Shape = { nl: 'string', en: 'string' };
const dict = (every: Shape): Shape => ({ every });
const named = (more: { [field: string]: Shape } = {}): Shape => ({ n: 'number', name: text, ...more });
const ground: Shape = { 'claims?': dict('any'), 'sources?': dict('any'), 'assumptions?': dict('any') };
const why = dict({ n: 'number', text, 'by?': 'number', 'total?': 'number', 'ground?': ground, 'of?': 'string' });
const choice = named({ 'able?': 'boolean', 'why_not?': text });
const cards: Shape = { 'values?': dict('number'), 'incidents?': dict(dict('number')) };
const cost = dict({ name: text, by: 'number' });
const gauge = named({
  'help?': text, 'of?': text, word: text, level: 'number', 'value?': 'number', 'lo?': 'number', 'hi?': 'number',
  'trend?': 'number', 'good?': 'string', 'default?': 'boolean', 'why?': why,
});
const grade: Shape = { word: text, level: 'number', 'value?': 'number', 'why?': why };
const change = named({
  'of?': text, 'before?': 'number', 'after?': 'number', 'word?': text, 'why?': why, 'var?': 'string', 'index?': dict('string'),
});
const slip = named({ 'lo?': 'number', 'hi?': 'number', 'level?': 'number' });
const job = named({ 'help?': text, free: 'boolean' });

const motion: Shape = {
  n: 'number', kind: 'string', rev: 'number', title: text, text, 'note?': 'string', 'by?': text, 'incident?': text, 'turn?': 'number',
  procedure: 'string', 'procedure_name?': text, state: 'string', 'state_name?': text, 'round?': 'number',
  'options?': dict(named({ on: 'boolean' })), 'ends?': 'number', 'left?': 'number', 'consent?': { by: text, state: 'string' },
  'positions?': dict(named({
    answer: 'string', answer_name: text, 'condition?': text, 'reason?': 'textOrString', 'auto?': 'boolean',
  })),
  'may?': {
    'answers?': dict(named({ options: dict(named({ 'reason?': 'boolean', 'condition?': 'boolean' })) })),
    'conditions?': dict(text), 'agree?': 'boolean', 'amend?': 'boolean', 'clarify?': 'boolean', 'extend?': 'boolean',
    'withdraw?': 'boolean', 'slips?': dict(slip),
  },
  'slips?': { 'bound?': 'number', 'given?': 'number', 'total?': text, 'levels?': dict(slip) },
};

const view: Shape = {
  format: 'number',
  viewer: { role: 'string', 'team?': 'string', 'actors?': dict(text), 'red?': 'boolean' },
  'me?': {
    participant: 'string', name: 'string', 'job?': text, 'lead?': 'boolean', 'phrase?': 'string', 'ready?': 'boolean',
    'stepout?': 'boolean', 'vote?': cards,
  },
  'can?': dict('boolean'),
  'table?': { 'sessions?': dict({ n: 'number', title: text, 'branch_of?': 'string', 'branch_turn?': 'number', 'current?': 'boolean', 'phase?': 'string' }) },
  'catalogue?': {
    scenarios: dict({
      n: 'number', title: text, summary: text, minutes: 'number', 'warning?': text, players: { lo: 'number', hi: 'number' },
      presets: dict(named({ lo: 'number', hi: 'number', teams: dict(named({ seats: 'number' })) })),
      'variants?': dict(named()), 'draws?': dict(named({ options: dict(named()) })),
    }),
  },
  'session?': {
    id: 'string', 'scenario?': 'string', title: text, 'summary?': text, 'warning?': text, 'names?': 'string', phase: 'string',
    turn: 'number', turns: 'number', day: 'number', state: 'string', 'code?': 'string', 'locked?': 'boolean',
    'changed?': dict({ n: 'number', 'name?': text, value: 'number', 'was?': 'number', 'why?': text }),
    'branch?': 'textOrString',
  },
  'clock?': { state: 'string', 'ends?': 'number', 'left?': 'number', 'total?': 'number' },
  'phases?': dict(named({ 'help?': text, state: 'string', 'seconds?': 'number' })),
  'teams?': dict(named({
    'actors?': dict(text), 'auto?': 'boolean', 'red?': 'boolean', 'free?': 'number', 'jobs?': dict(job),
    'people?': dict({ n: 'number', name: 'string', 'job?': text, 'lead?': 'boolean', 'online?': 'boolean', 'ready?': 'boolean' }),
  })),
  'brief?': { 'text?': text, 'card?': text, 'packets?': dict({ n: 'number', turn: 'number', title: text, text }) },
  'news?': dict({ n: 'number', turn: 'number', day: 'number', kind: 'string', 'from?': text, text, 'to?': text }),
  'board?': { 'gauges?': dict(gauge), 'ladder?': { rung: 'number', rungs: dict(named({ state: 'string' })) } },
  'incidents?': dict({
    n: 'number', title: text, text, day: 'number', turn: 'number', 'victim?': text, 'open?': 'boolean',
    'case?': { 'gravity?': grade, 'attribution?': grade, 'pattern?': grade, 'band?': grade },
  }),
  'card?': {
    fields: dict(named({
      'help?': text, per: 'string', lo: 'number', hi: 'number', 'options?': dict({ n: 'number', value: 'number', name: text }),
    })),
    'team?': cards, 'votes?': dict(dict('number')),
  },
  'orders?': {
    'menu?': dict(named({
      'help?': text, 'direction?': text, able: 'boolean', 'why_not?': text, 'cost?': cost, 'day?': 'number', 'agree?': text,
      'level?': { lo: 'number', hi: 'number' }, 'secret?': 'boolean',
      'targets?': dict({ n: 'number', label: text, options: dict(choice) }),
    })),
    'queue?': dict({
      n: 'number', action: 'string', name: text, 'targets?': text, 'level?': 'number', 'cost?': cost, 'day?': 'number',
      'consent?': 'string', state: 'string', 'by?': 'string',
    }),
    'asks?': dict(named({ from: text })),
  },
  'council?': {
    'menu?': dict(named({
      'text?': text, 'procedure?': text, 'direction?': text, able: 'boolean', 'why_not?': text, 'target?': dict(choice),
      'options?': dict(named()), 'default?': dict('boolean'),
    })),
    'agenda?': dict(motion),
  },
  'outcome?': { turn: 'number', 'changes?': dict(change), 'headline?': text, 'ending?': text },
  'desk?': {
    'waiting?': dict(text), 'preview?': dict(change), 'overrides?': dict(named({ value: 'number', 'note?': 'string' })),
    'accept_ends?': 'number', 'truth?': dict(named({ 'option?': 'string', options: dict(text) })),
    'events?': dict({ n: 'number', turn: 'number', text, 'done?': 'boolean', 'able?': 'boolean', 'why_not?': text }),
    'vars?': dict(named({ lo: 'number', hi: 'number', 'of?': dict(dict(text)) })), 'log?': dict('any'),
  },
  'later?': {
    state: 'string', 'done?': 'number', 'of?': 'number', 'lines?': dict(named({ facts: dict(named({ in10: 'number' })) })),
  },
  'reveal?': {
    step: 'number', steps: 'number', 'truth?': dict(named({ option: text })), 'gauges?': dict(gauge),
    'votes?': dict(named({ options: dict(named({ count: 'number' })) })),
    'red?': dict(named({ 'turn?': 'number', 'targets?': text })),
  },
  'profile?': dict(named({ word: text, 'facts?': text })),
  'debrief?': {
    'questions?': dict({ n: 'number', step: text, text, 'claims?': dict('any') }),
    'timeline?': dict({ n: 'number', turn: 'number', day: 'number', kind: 'string', text, 'rung?': 'number' }),
    'fired?': dict(dict('number')),
  },
};

const lobby: Shape = {
  title: text, phase: 'string', 'names?': 'string', suggest: 'string',
  teams: dict(named({ free: 'number', 'red?': 'boolean', jobs: dict(job) })),
};

const film: Shape = {
  verified: 'boolean', title: text, eyes: dict(text),
  steps: dict({ 'seq?': 'number', turn: 'number', phase: 'string', 'title?': text, 'view?': 'any', 'patch?': 'any' }),
};

const rules: Shape = {
  claims: dict({ text, 'source?': 'string', 'where?': 'any' }),
  sources: dict({ kind: 'string', 'author?': 'string', title: 'string', 'publisher?': 'string', 'year?': 'any', 'where?': 'string', 'note?': 'any' }),
  assumptions: dict({ why: text, 'params?': dict({ name: text, 'value?': 'number', 'table?': 'any', 'lo?': 'number', 'hi?': 'number' }) }),
  explain: dict({ n: 'number', title: text, text }),
};

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Adds "/pointer: what was expected" for every place of `value` that is not of the shape.
function compare(value: unknown, shape: Shape, pointer: string, faults: string[]): void {
  if (shape === 'any') return;
  if (shape === 'textOrString') {
    if (typeof value !== 'string') compare(value, text, pointer, faults);
  } else if (typeof shape === 'string') {
    if (typeof value !== shape) faults.push(`${pointer}: ${shape}`);
  } else if (!isObject(value)) {
    faults.push(`${pointer}: object`);
  } else if (shape.every !== undefined) {
    for (const key of Object.keys(value)) compare(value[key], shape.every, `${pointer}/${key}`, faults);
  } else {
    for (const [field, inner] of Object.entries(shape as { [field: string]: Shape })) {
      const optional = field.endsWith('?');
      const key = optional ? field.slice(0, -1) : field;
      if (optional && value[key] === undefined) continue;
      compare(value[key], inner, `${pointer}/${key}`, faults);
    }
  }
}

function faultsOf(value: unknown, shape: Shape): string[] {
  const faults: string[] = [];
  compare(value, shape, '', faults);
  return faults;
}

export const viewFaults = (value: unknown): string[] => faultsOf(value, view);
export const lobbyFaults = (value: unknown): string[] => faultsOf(value, lobby);
export const filmFaults = (value: unknown): string[] => faultsOf(value, film);
export const ruleFaults = (value: unknown): string[] => faultsOf(value, rules);

export const isView = (value: unknown): value is View => isObject(value) && value.format === 1 && viewFaults(value).length === 0;
export const isLobby = (value: unknown): value is Lobby => lobbyFaults(value).length === 0;
export const isFilm = (value: unknown): value is Film => filmFaults(value).length === 0;
export const isRuleBook = (value: unknown): value is RuleBook => ruleFaults(value).length === 0;
