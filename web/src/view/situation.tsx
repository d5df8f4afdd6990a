// SPDX-License-Identifier: EUPL-1.2
// The situation on one page: gauges, ladder, incidents.
import { t } from '../i18n/index.js';
import type { View } from '../types.js';
import { Gauges } from './gauges.js';
import { Incidents } from './incident.js';
import { LadderView } from './ladder.js';
import { Empty, Panel } from './parts.js';

export function GaugePanel({ view, id = 'gauges-title', title }: { view: View; id?: string; title?: string }) {
  return (
    <Panel title={title ?? t().situation} id={id}>
      {view.board?.gauges ? <Gauges gauges={view.board.gauges} /> : <Empty>{t().noGauges}</Empty>}
    </Panel>
  );
}

export function SituationPage({ view }: { view: View }) {
  return (
    <>
      <GaugePanel view={view} />
      <LadderView ladder={view.board?.ladder} id="ladder-title" />
      <Panel title={t().incidents} id="incidents-title"><Incidents incidents={view.incidents} /></Panel>
    </>
  );
}
