// SPDX-License-Identifier: EUPL-1.2
// National actions: what can be done with cost, consent, first day of effect and direction shown before the choice; what
// was queued; and what others ask of this team. What cannot be done now stands there with the reason the server gave.
import { t, tx, signed } from '../i18n/index.js';
import { sorted, size, type Entry } from '../order.js';
import { seat } from '../store.js';
import { useDraft } from '../drafts.js';
import type { Action, Ask, Cost, Dict, Queued, Target, View } from '../types.js';
import { Icon } from './icons.js';
import { Act, Chip, Empty, Field, Prose, Refusal, useSend } from './parts.js';

export function CostLine({ cost }: { cost: Cost | undefined }) {
  const parts = Object.values(cost ?? {});
  if (parts.length === 0) return <span class="cost">{t().noCost}</span>;
  return <span class="cost">{parts.map((part) => `${tx(part.name)} ${signed(-Math.abs(part.by))}`).join(' · ')}</span>;
}

function Facts({ action }: { action: Action }) {
  return (
    <dl class="facts tight">
      <div><dt>{t().cost}</dt><dd><CostLine cost={action.cost} /></dd></div>
      {action.agree && <div><dt>{t().mustAgree}</dt><dd>{tx(action.agree)}</dd></div>}
      {action.day !== undefined && <div><dt>{t().firstDay}</dt><dd>{t().dayNumber(action.day)}</dd></div>}
      {action.direction && <div><dt>{t().direction}</dt><dd>{tx(action.direction)}</dd></div>}
    </dl>
  );
}

export function TargetSelect({ target, value, onPick }: { target: Entry<Target>; value: string; onPick: (id: string) => void }) {
  const options = sorted(target.options);
  const why = options.find((option) => option.id === value && option.able === false);
  return (
    <Field label={tx(target.label)}>
      {(id) => (
        <>
          <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
            <option value="">{t().choose}</option>
            {options.map((option) => (
              <option key={option.id} value={option.id} disabled={option.able === false}>
                {tx(option.name)}{option.able === false && option.why_not ? ` (${tx(option.why_not)})` : ''}
              </option>
            ))}
          </select>
          {why?.why_not && <p class="help">{tx(why.why_not)}</p>}
        </>
      )}
    </Field>
  );
}

interface OrderDraft { targets: Dict<string>; level: number; note: string }

function ActionForm({ action }: { action: Entry<Action> }) {
  const draft = useDraft<OrderDraft>(seat.value?.participant ?? 'none', `order.${action.id}`,
    { targets: {}, level: action.level?.lo ?? 0, note: '' });
  const sender = useSend(t().orderQueued);
  const targets = sorted(action.targets);
  const { value } = draft;
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const fields: { [name: string]: unknown } = { action: action.id, targets: value.targets };
    if (action.level) fields.level = value.level;
    if (value.note.trim() !== '') fields.note = value.note.trim();
    const answer = await sender.run('order', fields);
    if (answer.ok) draft.clear();
  }
  return (
    <form class="order-form" onSubmit={(event) => void submit(event)}>
      {targets.map((target) => (
        <TargetSelect key={target.id} target={target} value={value.targets[target.id] ?? ''}
          onPick={(id) => draft.set({ ...value, targets: { ...value.targets, [target.id]: id } })} />
      ))}
      {action.level && (
        <Field label={`${t().level}: ${value.level}`}>
          {(id) => <input id={id} type="range" min={action.level?.lo} max={action.level?.hi} value={value.level}
            onInput={(event) => draft.set({ ...value, level: Number(event.currentTarget.value) })} />}
        </Field>
      )}
      <Field label={t().orderNote}>
        {(id) => <input id={id} type="text" maxLength={200} value={value.note} onInput={(event) => draft.set({ ...value, note: event.currentTarget.value })} />}
      </Field>
      <button type="submit" class="button main wide" aria-disabled={sender.busy}>{t().orderButton}</button>
      <Refusal problem={sender.problem} />
    </form>
  );
}

function ActionCard({ action, may }: { action: Entry<Action>; may: boolean }) {
  return (
    <li class={`action${action.able ? '' : ' unable'}`}>
      <details name="action">
        <summary>
          <span class="action-name">{action.secret && <Icon name="secret" />}{tx(action.name)}</span>
          <span class="action-cost">{action.able ? <CostLine cost={action.cost} /> : <Chip>{t().notNow}</Chip>}</span>
        </summary>
        <div class="action-body">
          {action.secret && <p class="help">{t().sealed}</p>}
          <Prose text={action.help} />
          <Facts action={action} />
          {!action.able && action.why_not && <p class="why-not"><Icon name="warn" /> {tx(action.why_not)}</p>}
          {action.able && may && <ActionForm action={action} />}
        </div>
      </details>
    </li>
  );
}

function QueueItem({ order, may }: { order: Entry<Queued>; may: boolean }) {
  return (
    <li class="queued">
      <p><b>{tx(order.name)}</b>{order.targets && <> · {tx(order.targets)}</>}{order.level !== undefined && <> · {t().level} {order.level}</>}</p>
      <p class="meta">
        <Chip kind={order.state === 'refused' ? 'signal' : order.state === 'done' ? 'blue' : 'plain'}>{t().orderState(order.state)}</Chip>{' '}
        {order.consent && order.consent !== 'none' && <Chip kind={order.consent === 'refused' ? 'signal' : 'plain'}>{t().consentState(order.consent)}</Chip>}{' '}
        <CostLine cost={order.cost} />{order.day !== undefined && <> · {t().fromDay(order.day)}</>}
        {order.by && <> · {order.by === 'model' ? t().byModel : order.by}</>}
      </p>
      {may && order.state === 'queued' && <Act command="order.cancel" fields={{ order: order.id }} kind="quiet" label={`${t().cancelOrder}: ${tx(order.name)}`}>{t().cancelOrder}</Act>}
    </li>
  );
}

export function Asks({ asks, may }: { asks: Dict<Ask> | undefined; may: boolean }) {
  if (size(asks) === 0) return null;
  return (
    <section class="panel attention" aria-labelledby="asks-title">
      <h2 id="asks-title">{t().asksTitle}</h2>
      <ul class="plain-list">
        {sorted(asks).map((ask) => (
          <li key={ask.id} class="queued">
            <p>{t().askFrom(tx(ask.from))}: <b>{tx(ask.name)}</b></p>
            {may && <p class="row">
              <Act command="order.consent" fields={{ order: ask.id, yes: true }} kind="main">{t().agree}</Act>
              <Act command="order.consent" fields={{ order: ask.id, yes: false }}>{t().refuse}</Act>
            </p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OrdersPage({ view }: { view: View }) {
  const menu = sorted(view.orders?.menu);
  const able = menu.filter((action) => action.able);
  const not = menu.filter((action) => !action.able);
  const may = view.can?.order === true;
  return (
    <>
      <Asks asks={view.orders?.asks} may={view.can?.['order.consent'] === true} />
      <section class="panel" aria-labelledby="queue-title">
        <h2 id="queue-title">{t().queueTitle}</h2>
        <p class="help">{may ? t().queueHelp : t().queueClosed}</p>
        {size(view.orders?.queue) === 0 ? <Empty>{t().queueEmpty}</Empty>
          : <ul class="plain-list">{sorted(view.orders?.queue).map((order) => (
            <QueueItem key={order.id} order={order} may={view.can?.['order.cancel'] === true} />
          ))}</ul>}
      </section>
      {menu.length > 0 && (
        <section class="panel" aria-labelledby="menu-title">
          <h2 id="menu-title">{t().menuTitle}</h2>
          <ul class="actions">{able.map((action) => <ActionCard key={action.id} action={action} may={may} />)}</ul>
          {not.length > 0 && (
            <details class="more">
              <summary>{t().unableCount(not.length)}</summary>
              <ul class="actions">{not.map((action) => <ActionCard key={action.id} action={action} may={false} />)}</ul>
            </details>
          )}
        </section>
      )}
    </>
  );
}
