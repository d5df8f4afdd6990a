// SPDX-License-Identifier: EUPL-1.2
// The numbers that the facilitator set otherwise than the book: everybody at the table may know them.
import { plain, t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { View } from '../types.js';
import { Panel } from './parts.js';

export function Changed({ view, id }: { view: View; id: string }) {
  const changed = view.session?.changed;
  if (size(changed) === 0) return null;
  return (
    <Panel title={t().changedTitle} id={id}>
      <p class="help">{t().changedHelp}</p>
      <dl class="facts">
        {sorted(changed).map((entry) => (
          <div key={entry.id}>
            <dt>{entry.name ? tx(entry.name) : entry.id}{entry.why && <>: {tx(entry.why)}</>}</dt>
            <dd>{entry.was === undefined ? plain(entry.value) : t().changedRow(plain(entry.was), plain(entry.value))}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
