// SPDX-License-Identifier: EUPL-1.2
// The words of the book's own pages, fetched with them and not at the door.
import { lang } from '../i18n/index.js';
import type { Kind } from './atlas.js';

const nl = {
  title: 'Van bron tot regel',
  lead: 'Elke regel rust op een stelling uit een van vijf bronteksten, op een bron van buiten, of op een aanname van ons. Ze zijn overal verschillend getekend. De woorden van een regel zijn gemaakt uit de regel zelf.',
  search: 'Zoeken in het hele boek', find: 'Zoek', nothing: 'Niets gevonden.', found: (n: number) => `${n} gevonden`, more: (n: number) => `En nog ${n}; maak de zoekvraag langer.`,
  seeds: 'De vijf bronteksten', outside: 'Bronnen van buiten', all: 'Alles op één pagina', allHelp: 'Om af te drukken of te bewaren.', print: 'Afdrukken', back: 'Het boek', copy: 'Verwijzing naar deze pagina', toGame: 'Terug naar het spel',
  inWords: 'In woorden', params: 'Getallen', value: 'waarde', range: 'mag zijn', ground: 'Grond', rests: 'Hierop rust', uses: 'Gebruikt', fired: 'In dit spel', firedTurns: (turns: string) => `Werkte in beurt ${turns}.`, firedNot: 'Werkte niet in dit spel, of u mag het nog niet weten.',
  claimsOf: 'Stellingen uit deze tekst', where: 'Plaats', source: 'Bron', sees: 'Wie ziet het', start: 'begin', lost: 'Dit staat niet in het boek.', loading: 'Het boek wordt geladen…', failed: 'Het boek kon niet worden geladen.',
  citation: 'Zo verwijst u naar deze tekst', assumedBy: 'Dit getal is een aanname van ons; een docent kan het voor het begin veranderen.',
  kinds: { claim: 'Stellingen', rule: 'Regels', formula: 'Formules', action: 'Maatregelen', motion: 'Voorstellen in de raad', incident: 'Incidenten', policy: 'Keuzes van geautomatiseerde teams', ending: 'Voortijdig einde', variable: 'Getallen van de wereld', assumption: 'Aannames', source: 'Bronnen', explain: 'Uitleg', profile: 'Uitkomst', scenario: 'Scenario’s' } satisfies Record<Kind, string>,
  one: { claim: 'Stelling', rule: 'Regel', formula: 'Formule', action: 'Maatregel', motion: 'Voorstel', incident: 'Incident', policy: 'Keuze van een geautomatiseerd team', ending: 'Einde', variable: 'Getal', assumption: 'Aanname', source: 'Bron', explain: 'Uitleg', profile: 'Uitkomst', scenario: 'Scenario' } satisfies Record<Kind, string>,
  eyes: { public: 'iedereen', allies: 'bondgenoten', own: 'het eigen team', red: 'Moskou', white: 'spelleiding', command: 'opperbevel', chair: 'voorzitter' } as Record<string, string>,
};

const en: typeof nl = {
  title: 'From source to rule',
  lead: 'Every rule rests on a claim of one of five source texts, on an outside source, or on an assumption of ours. They are drawn differently everywhere. The words of a rule are made from the rule itself.',
  search: 'Search the whole book', find: 'Search', nothing: 'Nothing found.', found: (n) => `${n} found`, more: (n) => `And ${n} more; make the search longer.`,
  seeds: 'The five source texts', outside: 'Outside sources', all: 'Everything on one page', allHelp: 'To print or to keep.', print: 'Print', back: 'The book', copy: 'Link to this page', toGame: 'Back to the game',
  inWords: 'In words', params: 'Numbers', value: 'value', range: 'may be', ground: 'Ground', rests: 'Resting on this', uses: 'Uses', fired: 'In this game', firedTurns: (turns) => `At work in turn ${turns}.`, firedNot: 'Not at work in this game, or you may not know yet.',
  claimsOf: 'Claims of this text', where: 'Place', source: 'Source', sees: 'Who sees it', start: 'start', lost: 'This is not in the book.', loading: 'Loading the book…', failed: 'The book could not be loaded.',
  citation: 'How to cite this text', assumedBy: 'This number is an assumption of ours; a lecturer can change it before the start.',
  kinds: { claim: 'Claims', rule: 'Rules', formula: 'Formulas', action: 'Measures', motion: 'Motions in the council', incident: 'Incidents', policy: 'Choices of automated teams', ending: 'Early endings', variable: 'Numbers of the world', assumption: 'Assumptions', source: 'Sources', explain: 'Explanations', profile: 'Outcome', scenario: 'Scenarios' },
  one: { claim: 'Claim', rule: 'Rule', formula: 'Formula', action: 'Measure', motion: 'Motion', incident: 'Incident', policy: 'Choice of an automated team', ending: 'Ending', variable: 'Number', assumption: 'Assumption', source: 'Source', explain: 'Explanation', profile: 'Outcome', scenario: 'Scenario' },
  eyes: { public: 'everybody', allies: 'allies', own: 'the own team', red: 'Moscow', white: 'facilitator', command: 'command', chair: 'chair' },
};

export const w = (): typeof nl => (lang.value === 'nl' ? nl : en);
