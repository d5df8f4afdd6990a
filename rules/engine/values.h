/* SPDX-License-Identifier: EUPL-1.2 */
/* values.h -- where a number stands in a world, who is in a set, and how an entity is called by the
 * dice. */
#ifndef ENGINE_VALUES_H
#define ENGINE_VALUES_H

#include "engine/world.h"

enum { NO_SLOT = -1 };

/* The slot of variable (x, y); NO_SLOT when x or y is not in the variable's set. Unused indices are
 * 0. */
static inline int32_t slot_of(const struct program *p, const struct variable *v, int32_t x,
                              int32_t y)
{
    if (v->dims > 0 && (uint32_t)x >= (uint32_t)p->set[v->set[0]].count) {
        return NO_SLOT;
    }
    if (v->dims > 1 && (uint32_t)y >= (uint32_t)p->set[v->set[1]].count) {
        return NO_SLOT;
    }
    return v->slot + (v->dims > 0 ? x * v->stride : 0) + (v->dims > 1 ? y : 0);
}

/* How many numbers a variable has; they lie side by side. */
static inline int32_t extent_of(const struct program *p, const struct variable *v)
{
    if (v->dims == 0) {
        return 1;
    }
    const int32_t last =
        slot_of(p, v, p->set[v->set[0]].count - 1, v->dims > 1 ? p->set[v->set[1]].count - 1 : 0);
    return last - v->slot + 1;
}

/* Entities that exist now of a set. */
static inline int32_t set_count(const struct program *p, const struct world *w, int set)
{
    const struct set *s = &p->set[set];
    switch ((enum set_kind)s->kind) {
    case SET_INCIDENT:
        return w->incidents;
    case SET_MOTION:
        return w->motions;
    case SET_ORDER:
        return w->orders;
    case SET_ACTOR:
    case SET_MEMBER:
    case SET_FIXED:
    case SET_KINDS:
        break;
    }
    return s->count;
}

/* Orders leave holes when they are done; no other set does. */
static inline bool is_hole(const struct program *p, const struct world *w, int set, int32_t entity)
{
    return p->set[set].kind == SET_ORDER && w->order[entity].state == ORDER_FREE;
}

/* Room for incidents, motions or orders: what the book's sets of that kind hold, at most the table.
 */
int set_room(const struct program *p, enum set_kind kind);
/* Is `x` a value that no set of this kind can ever have? NONE and an actor who is no member are
 * nobody, not faults. */
bool entity_wrong(const struct program *p, int set, int32_t x);
int32_t field_of(const struct program *p, const struct world *w, enum field field, int32_t entity);
int32_t attribute_of(const struct program *p, const struct world *w, int attribute, int32_t entity);
/* Index of the template, motion kind or action of an entity; NONE when there is no such entity. */
int32_t model_of(const struct world *w, enum set_kind kind, int32_t entity);
bool template_fits(const struct program *p, int template, int32_t actor);
/* The name of an entity for the dice: stable under everything that others do. */
uint64_t entity_name(const struct program *p, const struct world *w, uint8_t kind, int32_t entity);

#endif
