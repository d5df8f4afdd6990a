// SPDX-License-Identifier: EUPL-1.2
// The numbers that the facilitator set otherwise than the book: everybody at the table may know them.
import { plain, t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { View } from '../types.js';
import { Panel } from './parts.js';

// A number of the register: the book tells more under that key. A start value has none.
const inRegister = (id: string): boolean => id.includes('.');

export function Changed({ view, id }: { view: View; id: string }) {
  const changed = view.session?.changed;
  if (size(changed) === 0) return null;
  return (
    <Panel title={t().changedTitle} id={id}>
      <p class="help">{t().changedHelp}</p>
      <dl class="facts">
        {sorted(changed).map((entry) => (
          <div key={entry.id}>
            <dt>{entry.name ? tx(entry.name) : entry.id}{entry.name && inRegister(entry.id) && <> <code>{entry.id}</code></>}</dt>
            <dd>
              <b>{entry.was === undefined ? plain(entry.value) : t().changedRow(plain(entry.was), plain(entry.value))}</b>
              {entry.why && <span class="help">{tx(entry.why)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
