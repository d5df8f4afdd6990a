// SPDX-License-Identifier: EUPL-1.2
// The forms of what the server sends, by hand from server/API.md. Types only: no value, no rule of the game.

export interface Text { nl: string; en: string }
export type Dict<V> = { [id: string]: V };
export interface Named { n: number; name: Text }

export interface Ground { claims?: Dict<unknown>; sources?: Dict<unknown>; assumptions?: Dict<unknown> }
// One term of an explanation; `by` is absent when the viewer may not see every input of it.
export interface Why { n: number; text: Text; by?: number; total?: number; ground?: Ground; of?: string }

export type Role = 'host' | 'player' | 'room' | 'observer';

export interface Cards { values?: Dict<number>; incidents?: Dict<Dict<number>> }

export interface Me {
  participant: string;
  name: string;
  job?: Text;
  lead?: boolean;
  phrase?: string;
  ready?: boolean;
  stepout?: boolean;
  vote?: Cards;
}

export interface Draw extends Named { options: Dict<Named> }

export interface Preset extends Named { lo: number; hi: number; teams: Dict<Named & { seats: number }> }

export interface Scenario {
  n: number;
  title: Text;
  summary: Text;
  minutes: number;
  warning?: Text;
  players: { lo: number; hi: number };
  presets: Dict<Preset>;
  variants?: Dict<Named>;
  draws?: Dict<Draw>;
}

export interface Session {
  id: string;
  scenario?: string;
  title: Text;
  summary?: Text;
  warning?: Text;
  names?: string;
  phase: string;
  turn: number;
  turns: number;
  day: number;
  state: string; // running | paused | ended
  code?: string;
  changed?: Dict<{ n: number; name?: Text; value: number; was?: number; why?: Text }>; // assumptions that the facilitator set
  locked?: boolean;
  branch?: string;
}

export interface Clock { state: string; ends?: number; left?: number; total?: number }

export interface Phase extends Named { help?: Text; state: string; seconds?: number }

export interface Person { n: number; name: string; job?: Text; lead?: boolean; online?: boolean; ready?: boolean }

export interface Job extends Named { help?: Text; free: boolean }

export interface Team extends Named {
  actors?: Dict<Text>;
  auto?: boolean;
  red?: boolean;
  free?: number;
  jobs?: Dict<Job>;
  people?: Dict<Person>;
}

export interface Packet { n: number; turn: number; title: Text; text: Text }
export interface Brief { text?: Text; card?: Text; packets?: Dict<Packet> }

export interface News { n: number; turn: number; day: number; kind: string; from?: Text; text: Text; to?: Text }

export interface Gauge extends Named {
  help?: Text;
  of?: Text;
  word: Text;
  level: number;
  value?: number;
  lo?: number;
  hi?: number;
  trend?: number;
  good?: string; // up | down | none
  default?: boolean;
  why?: Dict<Why>;
}

export interface Rung extends Named { state: string } // past | skipped | now | above
export interface Ladder { rung: number; rungs: Dict<Rung> }
export interface Board { gauges?: Dict<Gauge>; ladder?: Ladder }

export interface Grade { word: Text; level: number; value?: number; why?: Dict<Why> }
export interface Case { gravity?: Grade; attribution?: Grade; pattern?: Grade; band?: Grade }

export interface Incident {
  n: number;
  title: Text;
  text: Text;
  day: number;
  turn: number;
  victim?: Text;
  open?: boolean;
  case?: Case;
}

export interface Field extends Named {
  help?: Text;
  per: string; // game | incident
  lo: number;
  hi: number;
  options?: Dict<{ n: number; value: number; name: Text }>;
}
export interface Card { fields: Dict<Field>; team?: Cards; votes?: Dict<Dict<number>> }

export interface Choice extends Named { able?: boolean; why_not?: Text }
export interface Target { n: number; label: Text; options: Dict<Choice> }
export type Cost = Dict<{ name: Text; by: number }>;

export interface Action extends Named {
  help?: Text;
  direction?: Text;
  able: boolean;
  why_not?: Text;
  cost?: Cost;
  day?: number;
  agree?: Text;
  level?: { lo: number; hi: number };
  secret?: boolean;
  targets?: Dict<Target>;
}

export interface Queued {
  n: number;
  action: string;
  name: Text;
  targets?: Text;
  level?: number;
  cost?: Cost;
  day?: number;
  consent?: string; // none | awaited | given | refused
  state: string; // queued | done | refused
  by?: string;
}

export interface Ask extends Named { from: Text }
export interface Orders { menu?: Dict<Action>; queue?: Dict<Queued>; asks?: Dict<Ask> }

export interface MotionKind extends Named {
  text?: Text;
  procedure?: Text;
  direction?: Text;
  able: boolean;
  why_not?: Text;
  target?: Dict<Choice>;
  options?: Dict<Named>;
  default?: Dict<boolean>;
}

export interface Position extends Named { answer: string; answer_name: Text; condition?: Text; reason?: string | Text; auto?: boolean }
export interface Answer extends Named { reason?: boolean; condition?: boolean }
export interface Slip extends Named { lo?: number; hi?: number; level?: number }

export interface May {
  answers?: Dict<Named & { options: Dict<Answer> }>;
  conditions?: Dict<Text>;
  agree?: boolean;
  amend?: boolean;
  clarify?: boolean;
  extend?: boolean;
  withdraw?: boolean;
  slips?: Dict<Slip>;
}

export interface Slips { bound?: number; given?: number; total?: Text; levels?: Dict<Slip> }

export interface Motion {
  n: number;
  kind: string;
  rev: number;
  title: Text;
  text: Text;
  note?: string;
  by?: Text;
  incident?: Text;
  turn?: number;
  procedure: string;
  procedure_name?: Text;
  state: string; // tabled | broken | adopted | effective | refused | dropped | lapsed
  state_name?: Text;
  round?: number;
  options?: Dict<Named & { on: boolean }>;
  ends?: number;
  left?: number;
  consent?: { by: Text; state: string };
  positions?: Dict<Position>;
  may?: May;
  slips?: Slips;
}

export interface Council { menu?: Dict<MotionKind>; agenda?: Dict<Motion> }

export interface Change extends Named {
  of?: Text;
  before?: number;
  after?: number;
  word?: Text;
  why?: Dict<Why>;
  var?: string;
  index?: Dict<string>;
}
export interface Outcome { turn: number; changes?: Dict<Change>; headline?: Text; ending?: Text }

export interface DeskVar extends Named { lo: number; hi: number; of?: Dict<Dict<Text>> }

export interface Desk {
  waiting?: Dict<Text>;
  preview?: Dict<Change>;
  overrides?: Dict<Named & { value: number; note?: string }>;
  accept_ends?: number;
  truth?: Dict<Named & { option?: string; options: Dict<Text> }>;
  events?: Dict<{ n: number; turn: number; text: Text; done?: boolean; able?: boolean; why_not?: Text }>;
  vars?: Dict<DeskVar>;
  log?: Dict<{ n: number; turn?: number; day?: number; text?: Text }>;
}

export interface LaterLine extends Named { facts: Dict<Named & { in10: number }> }
export interface Later { state: string; done?: number; of?: number; lines?: Dict<LaterLine> }

export interface Tally extends Named { options: Dict<Named & { count: number }> }

export interface Reveal {
  step: number;
  steps: number;
  truth?: Dict<Named & { option: Text }>;
  gauges?: Dict<Gauge>;
  votes?: Dict<Tally>;
  red?: Dict<Named & { turn?: number; targets?: Text }>;
}

export interface Aspect extends Named { word: Text; facts?: Text }

export interface Moment { n: number; turn: number; day: number; kind: string; text: Text; rung?: number }
export interface Question { n: number; step: Text; text: Text; claims?: Dict<unknown> }
export interface Debrief { questions?: Dict<Question>; timeline?: Dict<Moment>; fired?: Dict<Dict<number>> }

export interface SessionRow { n: number; title: Text; branch_of?: string; branch_turn?: number; current?: boolean; phase?: string; turn?: number }

export interface View {
  format: number;
  viewer: { role: Role; team?: string; actors?: Dict<Text>; red?: boolean };
  me?: Me;
  can?: Dict<boolean>;
  table?: { sessions?: Dict<SessionRow> };
  catalogue?: { scenarios: Dict<Scenario> };
  session?: Session;
  clock?: Clock;
  phases?: Dict<Phase>;
  teams?: Dict<Team>;
  brief?: Brief;
  news?: Dict<News>;
  board?: Board;
  incidents?: Dict<Incident>;
  card?: Card;
  orders?: Orders;
  council?: Council;
  outcome?: Outcome;
  desk?: Desk;
  later?: Later;
  reveal?: Reveal;
  profile?: Dict<Aspect>;
  debrief?: Debrief;
}

// Answers of the other routes.
export interface Lobby {
  title: Text;
  phase: string;
  names?: string;
  suggest: string;
  locked?: boolean;
  teams: Dict<Named & { free: number; red?: boolean; jobs: Dict<Job> }>;
}

export interface RuleBook {
  claims: Dict<{ text: Text; source?: string; where?: Text }>;
  sources: Dict<{ kind: string; author?: string; title: string; publisher?: string; year?: number | string; where?: string; note?: Text }>;
  assumptions: Dict<{ why: Text; params?: Dict<{ name: Text; value?: number; table?: unknown; lo?: number; hi?: number }> }>;
  explain: Dict<{ n: number; title: Text; text: Text }>;
}

export interface FilmStep { seq?: number; turn: number; phase: string; title?: Text; view?: unknown; patch?: unknown }
export interface Film { verified: boolean; title: Text; eyes: Dict<Text>; steps: Dict<FilmStep> }

// A refusal, RFC 9457 with the sentence to show in both languages.
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code: string;
  errors?: Dict<{ pointer?: string; detail?: string }>;
  text?: Text;
}
