// SPDX-License-Identifier: EUPL-1.2
// The tables that this browser leads, side by side: where each stands, and the way there. Which they are is kept in the
// browser alone; where they stand is asked of the server with each one's own token.
import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../api.js';
import { t, tx } from '../i18n/index.js';
import { go } from '../route.js';
import { isView } from '../schema.js';
import { forgetSeat, oldSeats, type Seat } from '../seats.js';
import { seat, takeAnswer, takeSeat } from '../store.js';
import type { View } from '../types.js';
import { Act, Chip, Panel } from '../view/parts.js';
import { openPage } from './page.js';

type State = { seat: Seat; view: View | null };

async function look(one: Seat): Promise<State | null> {
  try {
    const answer = await getJson('/api/v1/view', one.token);
    if (!answer.ok && answer.problem.status === 401 && one.token !== seat.value?.token) {
      forgetSeat(one); // another device took this desk over
      return null;
    }
    return { seat: one, view: answer.ok && isView(answer.body) ? answer.body : null };
  } catch { return { seat: one, view: null }; }
}

export const lookAll = async (): Promise<State[]> =>
  (await Promise.all(oldSeats('host').map(look))).filter((state) => state !== null).sort((a, b) => a.seat.at - b.seat.at);

const nameOf = (view: View | null): string => (view === null ? t().deskLost : view.session ? tx(view.session.title) : t().deskEmpty);

export function Desks({ view }: { view: View }) {
  const [states, setStates] = useState<State[]>([]);
  const now = `${view.session?.id ?? ''}.${view.session?.phase ?? ''}`;
  useEffect(() => {
    let here = true;
    void lookAll().then((found) => { if (here) setStates(found); });
    return () => { here = false; };
  }, [now, seat.value?.token]);
  const current = seat.value?.participant;
  return (
    <Panel title={t().desks} id="desks-title">
      <p class="help">{t().desksHelp}</p>
      {states.length > 1 && (
        <ul class="plain-list">
          {states.map(({ seat: one, view: seen }) => (
            <li key={one.participant} class="queued">
              <p><b>{nameOf(seen)}</b> {seen?.session?.code && <span class="code">{seen.session.code}</span>}{' '}
                {seen?.session && <span class="meta">{t().phaseName(seen.session.phase)}{seen.session.turn > 0 && <> · {t().turnOf(seen.session.turn, seen.session.turns)}</>}</span>}{' '}
                {one.participant === current && <Chip kind="blue">{t().deskHere}</Chip>}</p>
              {one.participant !== current && <div class="row"><button type="button" class="button" onClick={() => { openPage('game'); takeSeat(one); go('/host'); }}>{t().toDesk}</button></div>}
            </li>
          ))}
        </ul>
      )}
      {view.can?.['table.open'] && <p class="row"><Act command="table.open" done={(body) => { takeAnswer(body, 'host'); }}>{t().newDesk}</Act></p>}
    </Panel>
  );
}
