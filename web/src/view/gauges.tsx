// SPDX-License-Identifier: EUPL-1.2
// The gauges: a word first, a trend beside it, the number small; eight at once and the rest on demand.
import { t, tx, plain } from '../i18n/index.js';
import { sorted, type Entry } from '../order.js';
import type { Dict, Gauge, Why } from '../types.js';
import { Icon } from './icons.js';
import { WhyButton } from './why.js';

export const gaugeName = (gauge: Gauge): string => (gauge.of ? `${tx(gauge.name)}: ${tx(gauge.of)}` : tx(gauge.name));

function trendKind(gauge: Gauge): string {
  const trend = gauge.trend ?? 0;
  if (trend === 0 || gauge.good === undefined || gauge.good === 'none') return 'same';
  return (trend > 0) === (gauge.good === 'up') ? 'good' : 'bad';
}

export function Trend({ gauge }: { gauge: Gauge }) {
  const trend = gauge.trend ?? 0;
  const kind = trendKind(gauge);
  return (
    <span class={`trend trend-${kind}`}>
      <Icon name={trend > 0 ? 'up' : trend < 0 ? 'down' : 'level'} />
      {trend > 0 ? t().rising : trend < 0 ? t().falling : t().steady}
      {kind !== 'same' && <span class="trend-tone"> {kind === 'good' ? t().favourable : t().unfavourable}</span>}
    </span>
  );
}

// Five steps, filled up to the level; the word says the same.
export const Steps = ({ level, of = 5 }: { level: number; of?: number }) => (
  <span class="steps" aria-hidden="true">
    {Array.from({ length: of }, (_, i) => <i key={i} class={i <= level ? 'on' : ''} />)}
  </span>
);

export function GaugeCard({ gauge }: { gauge: Gauge }) {
  return (
    <li class="gauge">
      <p class="gauge-name">{gaugeName(gauge)}</p>
      <WhyButton title={gaugeName(gauge)} word={tx(gauge.word)} value={gauge.value} why={gauge.why}>
        <span class="gauge-word">{tx(gauge.word)}</span>
        {gauge.value !== undefined && <span class="num">{plain(gauge.value)}</span>}
      </WhyButton>
      <Steps level={gauge.level} />
      <Trend gauge={gauge} />
    </li>
  );
}

const ofOneAtOnce = 6;

const isDefault = (gauge: Entry<Gauge>): boolean => gauge.default === true;

export function Gauges({ gauges, all = false }: { gauges: Dict<Gauge> | undefined; all?: boolean }) {
  const list = sorted(gauges);
  const rest = all ? [] : list.filter((gauge) => !isDefault(gauge));
  const first = all ? list : list.filter(isDefault);
  // The facilitator sees those of every ally: one fold a kind.
  const ofOne = first.filter((gauge) => gauge.of !== undefined);
  const folded = ofOne.length > ofOneAtOnce ? [...new Set(ofOne.map((gauge) => tx(gauge.name)))] : [];
  const open = folded.length > 0 ? first.filter((gauge) => gauge.of === undefined) : first;
  return (
    <>
      <ul class="gauges">{open.map((gauge) => <GaugeCard key={gauge.id} gauge={gauge} />)}</ul>
      {folded.map((name) => {
        const kind = ofOne.filter((gauge) => tx(gauge.name) === name);
        return (
          <details key={name} class="more">
            <summary>{name} ({kind.length})</summary>
            <ul class="gauges">{kind.map((gauge) => <GaugeCard key={gauge.id} gauge={gauge} />)}</ul>
          </details>
        );
      })}
      {rest.length > 0 && (
        <details class="more">
          <summary>{t().moreGauges(rest.length)}</summary>
          <ul class="gauges">{rest.map((gauge) => <GaugeCard key={gauge.id} gauge={gauge} />)}</ul>
        </details>
      )}
    </>
  );
}

export function GradeWord({ title, grade }: { title: string; grade: { word: { nl: string; en: string }; value?: number; why?: Dict<Why> } }) {
  return (
    <WhyButton title={title} word={tx(grade.word)} value={grade.value} why={grade.why}>
      <span class="grade-word">{tx(grade.word)}</span>
      {grade.value !== undefined && <span class="num">{plain(grade.value)}</span>}
    </WhyButton>
  );
}
