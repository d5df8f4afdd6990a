/* SPDX-License-Identifier: EUPL-1.2 */
/* encode.c -- the canonical bytes of a world, little end first: equal worlds give equal bytes on
 * every machine. Padding, unused places and free orders have no bytes. */
#include <assert.h>

#include "engine/engine.h"

#include "engine/integer_only.h"

struct writer {
    uint8_t *at;
};

static void put(struct writer *out, uint64_t value, int bytes)
{
    for (int k = 0; k < bytes; k++) {
        *out->at++ = (uint8_t)(value >> (8 * k));
    }
}

static void put16(struct writer *out, int32_t value)
{
    put(out, (uint64_t)(int64_t)value, 2);
}

static void put_incident(struct writer *out, const struct incident *i)
{
    const int16_t words[] = {i->template, i->victim, i->origin, i->turn, i->day, i->ordinal};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        put16(out, words[k]);
    }
    put(out, i->open, 1);
    put(out, i->dose, 1);
}

static void put_motion(struct writer *out, const struct program *p, const struct motion *m)
{
    const int16_t words[] = {m->kind, m->by,      m->incident, m->turn,
                             m->day,  m->ordinal, m->decided,  m->due_day};
    const uint8_t bytes[] = {m->state, m->round, m->options, m->consent, m->extended};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        put16(out, words[k]);
    }
    for (size_t k = 0; k < sizeof bytes; k++) {
        put(out, bytes[k], 1);
    }
    put(out, m->rev, 2);
    for (int a = 0; a < p->actors; a++) {
        put(out, m->position[a], 1);
        put(out, m->condition[a], 1);
        put(out, (uint8_t)m->slip[a], 1);
        put(out, m->mandate[a], 1);
    }
}

static void put_order(struct writer *out, const struct order *o)
{
    put(out, o->state, 1);
    if (o->state == ORDER_FREE) {
        return;
    }
    const int16_t words[] = {o->action, o->actor, o->target[0], o->target[1],
                             o->level,  o->turn,  o->ordinal};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        put16(out, words[k]);
    }
    put(out, o->consent, 1);
    for (int k = 0; k < COSTS_EACH_MAX; k++) {
        put(out, (uint32_t)o->paid[k], 4);
    }
}

static void put_pending(struct writer *out, const struct pending *pending)
{
    put16(out, pending->day);
    put16(out, pending->turn);
    put16(out, pending->effect);
    put16(out, pending->rule);
    for (int k = 0; k < BIND_MAX; k++) {
        put16(out, pending->bind[k]);
        put(out, pending->kind[k], 1);
    }
}

static void put_head(struct writer *out, const struct program *p, const struct world *w)
{
    const int16_t words[] = {w->day, w->turn, w->days, w->turns, w->fault_rule};
    const uint8_t bytes[] = {w->ended, w->adjudicated, w->revealed, w->fault};
    const uint16_t counts[] = {w->incidents, w->motions, w->orders, w->pendings,
                               w->overrides, p->actions, p->actors, p->slots};
    put(out, w->seed, 8);
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        put16(out, words[k]);
    }
    for (size_t k = 0; k < sizeof bytes; k++) {
        put(out, bytes[k], 1);
    }
    put(out, w->faults, 4);
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        put(out, counts[k], 2);
    }
    for (int k = 0; k < EVENTS_MAX / 64; k++) {
        put(out, w->events_done[k], 8);
    }
}

size_t world_encode(const struct program *p, const struct world *w, uint8_t *ret_bytes)
{
    struct writer out = {ret_bytes};
    put_head(&out, p, w);
    for (int action = 0; action < p->actions; action++) {
        for (int actor = 0; actor < p->actors; actor++) {
            put(&out, w->uses[action][actor], 1);
        }
    }
    for (int k = 0; k < w->incidents; k++) {
        put_incident(&out, &w->incident[k]);
    }
    for (int k = 0; k < w->motions; k++) {
        put_motion(&out, p, &w->motion[k]);
    }
    for (int k = 0; k < w->orders; k++) {
        put_order(&out, &w->order[k]);
    }
    for (int k = 0; k < w->pendings; k++) {
        put_pending(&out, &w->pending[k]);
    }
    for (int k = 0; k < w->overrides; k++) {
        put(&out, w->override[k].variable, 2);
        put16(&out, w->override[k].index[0]);
        put16(&out, w->override[k].index[1]);
        put(&out, (uint32_t)w->override[k].value, 4);
    }
    for (int k = 0; k < p->slots; k++) {
        put(&out, (uint32_t)w->value[k], 4);
    }
    assert(out.at - ret_bytes <= ENCODE_MAX);
    return (size_t)(out.at - ret_bytes);
}
