/* SPDX-License-Identifier: EUPL-1.2 */
/* orders.c -- orders of seats: queued and paid, cancelled, consented to, run together at their
 * moment. What an order does is a rule of the book. */
#include "engine/run.h"

#include <string.h>

#include "engine/values.h"

#include "engine/integer_only.h"

void order_names(const struct program *p, const struct world *w, int order, struct names *ret_names)
{
    const struct order *o = &w->order[order];
    const struct action *a = &p->action[o->action];
    names_none(ret_names);
    names_add(ret_names, 0, SET_ACTOR, o->actor);
    for (int t = 0; t < a->targets.count; t++) {
        names_add(ret_names, t + 1, p->set[p->binding[a->targets.first + t].set].kind,
                  o->target[t]);
    }
    names_add(ret_names, a->targets.count + 1, SET_ORDER, order);
}

static bool targets_may(const struct doing *d, const struct action *a, struct names *names,
                        struct refusal *ret)
{
    const struct sight sight = sight_of(d);
    names_add(names, 0, SET_ACTOR, d->act->actor);
    for (int t = 0; t < a->targets.count; t++) {
        const struct binding *b = &d->p->binding[a->targets.first + t];
        if (!sight_fits(&sight, b, d->act->arg[t], names)) {
            return refuse(ret, REFUSAL_TARGET);
        }
        names_add(names, b->slot, d->p->set[b->set].kind, d->act->arg[t]);
    }
    return true;
}

static bool is_live(const struct order *o)
{
    return o->state == ORDER_QUEUED || o->state == ORDER_DONE;
}

static bool limits_may(const struct doing *d, const struct action *a, struct refusal *ret)
{
    const struct world *w = d->w;
    const int uses = w->uses[d->act->object][d->act->actor];
    int given = 0;
    for (int k = 0; a->limit_turn != 0 && uses > 0 && k < w->orders; k++) {
        const struct order *o = &w->order[k];
        given += is_live(o) && o->turn == w->turn && o->actor == d->act->actor &&
                 o->action == d->act->object;
    }
    if (a->limit_turn != 0 && given >= a->limit_turn) {
        return refuse_with(ret, REFUSAL_LIMIT, NONE, given, a->limit_turn);
    }
    if (a->limit_game != 0 && uses >= a->limit_game) {
        return refuse_with(ret, REFUSAL_LIMIT, NONE, uses, a->limit_game);
    }
    return true;
}

/* Where a new order goes; NONE when the table is full. */
static int order_place(const struct program *p, const struct world *w)
{
    if (w->orders < set_room(p, SET_ORDER)) {
        return w->orders;
    }
    for (int k = 0; k < w->orders; k++) {
        if (w->order[k].state == ORDER_FREE) {
            return k;
        }
    }
    return NONE;
}

bool order_may(const struct doing *d, struct refusal *ret)
{
    const struct sight sight = sight_of(d);
    struct names names;
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->p->actions) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const struct action *a = &d->p->action[d->act->object];
    if ((d->s->action_allowed[d->act->object / 64] >> (d->act->object % 64) & 1) == 0) {
        return refuse(ret, REFUSAL_SCENARIO);
    }
    names_none(&names);
    if (!sight_fits(&sight, &a->by, d->act->actor, &names)) {
        return refuse(ret, REFUSAL_ACTOR);
    }
    if (!targets_may(d, a, &names, ret)) {
        return false;
    }
    if (a->level_lo != a->level_hi &&
        (d->act->value < a->level_lo || d->act->value > a->level_hi)) {
        return refuse_with(ret, REFUSAL_LEVEL, NONE, d->act->value,
                           d->act->value < a->level_lo ? a->level_lo : a->level_hi);
    }
    if (!limits_may(d, a, ret) || !needs_may(&sight, a->needs, &names, ret) ||
        !costs_may(&sight, a->costs, &names, ret)) {
        return false;
    }
    return order_place(d->p, d->w) != NONE || refuse(ret, REFUSAL_FULL);
}

/* Numbers that belong to orders start again: the place may have been another order's. */
static void forget_numbers(struct run *run, int order)
{
    for (int k = 0; k < run->p->of_orders; k++) {
        const struct variable *v = &run->p->variable[run->p->of_order[k]];
        const bool first = run->p->set[v->set[0]].kind == SET_ORDER;
        const bool second = v->dims > 1 && run->p->set[v->set[1]].kind == SET_ORDER;
        const int rows = first ? 1 : run->p->set[v->set[0]].count;
        const int columns = second || v->dims == 1 ? 1 : run->p->set[v->set[1]].count;
        for (int x = 0; x < rows; x++) {
            for (int y = 0; y < columns; y++) {
                const int32_t slot = slot_of(run->p, v, first ? order : x, second ? order : y);
                run->w->value[slot] = v->start;
            }
        }
        run_touch(run, run->p->of_order[k]);
    }
}

static int16_t least_ordinal(const struct world *w, const struct order *order)
{
    uint64_t taken[ORDER_MAX / 64] = {0};
    for (int k = 0; k < w->orders; k++) {
        const struct order *o = &w->order[k];
        if (o != order && o->state != ORDER_FREE && o->turn == order->turn &&
            o->actor == order->actor && o->action == order->action &&
            memcmp(o->target, order->target, sizeof o->target) == 0) {
            taken[o->ordinal / 64] |= (uint64_t)1 << (o->ordinal % 64);
        }
    }
    int16_t ordinal = 0;
    while ((taken[ordinal / 64] >> (ordinal % 64) & 1) != 0) {
        ordinal++;
    }
    return ordinal;
}

void order_do(struct run *run, const struct act *act)
{
    struct world *w = run->w;
    const struct action *a = &run->p->action[act->object];
    const int place = order_place(run->p, w);
    struct order *o = &w->order[place];
    struct names names;
    memset(o, 0, sizeof *o);
    o->action = act->object;
    o->actor = act->actor;
    for (int t = 0; t < TARGET_MAX; t++) {
        o->target[t] = t < a->targets.count ? act->arg[t] : NONE;
    }
    o->level = (int16_t)(a->level_lo == a->level_hi ? a->level_lo : act->value);
    o->turn = w->turn;
    o->state = ORDER_QUEUED;
    w->orders = place == w->orders ? (uint16_t)(place + 1) : w->orders;
    o->ordinal = least_ordinal(w, o);
    order_names(run->p, w, place, &names);
    const int16_t asked = a->consent == NONE ? NONE : names.bind[a->consent];
    o->consent = asked != NONE && asked != act->actor;
    if (w->uses[act->object][act->actor] < UINT8_MAX) {
        w->uses[act->object][act->actor]++;
    }
    forget_numbers(run, place);
    costs_pay(run, a->costs, &names, a->rule, o->paid);
    run_touch(run, DEPEND_ORDERS);
}

static bool queued_may(const struct doing *d, struct refusal *ret)
{
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->w->orders ||
        d->w->order[d->act->object].state == ORDER_FREE) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    return d->w->order[d->act->object].state == ORDER_QUEUED || refuse(ret, REFUSAL_STATE);
}

bool cancel_may(const struct doing *d, struct refusal *ret)
{
    if (!queued_may(d, ret)) {
        return false;
    }
    return d->w->order[d->act->object].actor == d->act->actor || refuse(ret, REFUSAL_ACTOR);
}

/* The order does not happen: its price comes back and it counts as never given. */
static void give_back(struct run *run, int order, enum order_state state)
{
    struct order *o = &run->w->order[order];
    struct names names;
    order_names(run->p, run->w, order, &names);
    costs_back(run, run->p->action[o->action].costs, &names, run->p->action[o->action].rule,
               o->paid);
    if (run->w->uses[o->action][o->actor] > 0) {
        run->w->uses[o->action][o->actor]--;
    }
    o->state = (uint8_t)state;
    run_touch(run, DEPEND_ORDERS);
}

void cancel_do(struct run *run, const struct act *act)
{
    give_back(run, act->object, ORDER_FREE);
}

bool consent_may(const struct doing *d, struct refusal *ret)
{
    if (!queued_may(d, ret)) {
        return false;
    }
    const struct order *o = &d->w->order[d->act->object];
    struct names names;
    order_names(d->p, d->w, d->act->object, &names);
    const int8_t slot = d->p->action[o->action].consent;
    if (slot == NONE || names.bind[slot] != d->act->actor) {
        return refuse(ret, REFUSAL_ACTOR);
    }
    if (o->consent != 1) {
        return refuse(ret, REFUSAL_TWICE);
    }
    return d->act->value == 0 || d->act->value == 1 ||
           refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value, 1);
}

void consent_do(struct run *run, const struct act *act)
{
    struct order *o = &run->w->order[act->object];
    o->consent = act->value == 1 ? 0 : 2;
    run_touch(run, DEPEND_ORDERS);
    if (act->value == 0) {
        give_back(run, act->object, ORDER_REFUSED);
    }
}

static bool in_batch(const struct run *run, const struct order *o, enum batch batch)
{
    if (o->state != ORDER_QUEUED) {
        return false;
    }
    const uint8_t when = run->p->action[o->action].when;
    switch (batch) {
    case BATCH_LOCK:
        return when == WHEN_LOCK;
    case BATCH_COUNCIL:
        return when == WHEN_COUNCIL;
    case BATCH_RED:
        return run->p->actor[o->actor].kind == ACTOR_RED;
    case BATCH_REST:
        break;
    }
    return true;
}

void orders_run(struct run *run, enum batch batch)
{
    struct world *w = run->w;
    int16_t order[ORDER_MAX];
    int count = 0;
    struct names names;
    moment_begin(run, MOMENT_NEVER);
    for (int k = 0; k < w->orders; k++) {
        if (in_batch(run, &w->order[k], batch)) {
            if (w->order[k].consent == 0) {
                order[count++] = (int16_t)k;
            } else {
                give_back(run, k, ORDER_REFUSED);
            }
        }
    }
    for (int k = 0; k < count; k++) {
        order_names(run->p, w, order[k], &names);
        moment_rule(run, run->p->action[w->order[order[k]].action].rule, &names);
    }
    for (int k = 0; k < count; k++) { /* only now, so that all of them began in the same world */
        w->order[order[k]].state = ORDER_DONE;
        run_touch(run, DEPEND_ORDERS);
    }
    moment_end(run);
    moment_begin(run, MOMENT_LOCKED);
    for (int k = 0; k < count; k++) {
        names_none(&names);
        names_add(&names, 0, SET_ORDER, order[k]);
        names_add(&names, 1, SET_ACTOR, w->order[order[k]].actor);
        moment_rules(run, &names);
    }
    moment_end(run);
}

/* Orders of earlier turns make room, except those by which an effect on its way is named. */
void orders_sweep(struct run *run)
{
    struct world *w = run->w;
    uint64_t needed[ORDER_MAX / 64] = {0};
    for (int k = 0; k < w->pendings; k++) {
        for (int slot = 0; slot < BIND_MAX; slot++) {
            const int16_t order = w->pending[k].bind[slot];
            if (w->pending[k].kind[slot] == SET_ORDER && order >= 0) {
                needed[order / 64] |= (uint64_t)1 << (order % 64);
            }
        }
    }
    for (int k = 0; k < w->orders; k++) {
        if (w->order[k].turn < w->turn && w->order[k].state != ORDER_QUEUED &&
            (needed[k / 64] >> (k % 64) & 1) == 0) {
            w->order[k].state = ORDER_FREE;
        }
    }
    while (w->orders > 0 && w->order[w->orders - 1].state == ORDER_FREE) {
        w->orders--;
    }
    run_touch(run, DEPEND_ORDERS);
}
