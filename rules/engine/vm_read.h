/* SPDX-License-Identifier: EUPL-1.2 */
/* vm_read.h -- what the operations of vm.c do with their values and read of a world. Nothing else
 * includes it, and it changes nothing but the machine's fault. */
#ifndef ENGINE_VM_READ_H
#define ENGINE_VM_READ_H

#include "engine/values.h"
#include "engine/vm_machine.h"

static inline int32_t divided(struct machine *m, int32_t a, int32_t b)
{
    return b == 0 ? fail(m, FAULT_DIVISION) : checked(m, (int64_t)a / b);
}

static inline int32_t clamped(int32_t x, int32_t lo, int32_t hi)
{
    const int32_t least = x < lo ? lo : x;
    return least > hi ? hi : least;
}

static inline int32_t nobody(struct machine *m, const struct variable *v, int32_t x, int32_t y)
{
    const bool wrong =
        entity_wrong(m->p, v->set[0], x) || (v->dims > 1 && entity_wrong(m->p, v->set[1], y));
    return wrong ? fail(m, FAULT_INDEX) : 0;
}

/* Each operation knows how many dimensions its variable has: slot_of() without the questions. */
static inline int32_t raw1(const struct program *p, const struct world *w, struct machine *m,
                           const struct variable *v, int32_t x)
{
    return (uint32_t)x < (uint32_t)p->set[v->set[0]].count ? w->value[v->slot + x]
                                                           : nobody(m, v, x, 0);
}

static inline int32_t raw2(const struct program *p, const struct world *w, struct machine *m,
                           const struct variable *v, int32_t x, int32_t y)
{
    const bool inside = (uint32_t)x < (uint32_t)p->set[v->set[0]].count &&
                        (uint32_t)y < (uint32_t)p->set[v->set[1]].count;
    return inside ? w->value[v->slot + x * v->stride + y] : nobody(m, v, x, y);
}

static inline int32_t is_a(const struct world *w, int32_t kind, int32_t model, int32_t x)
{
    return x >= 0 && model_of(w, (enum set_kind)kind, x) == model;
}

static inline int32_t whole(const struct variable *v, int32_t value)
{
    return v->scale == 1 ? value : value / v->scale;
}

static inline int32_t global(const struct world *w, int32_t which)
{
    return which == GLOBAL_DAY    ? w->day
           : which == GLOBAL_TURN ? w->turn
           : which == GLOBAL_DAYS ? w->days
                                  : w->turns;
}

static inline int32_t position(const struct world *w, int32_t actor, int32_t motion, bool slip)
{
    if (actor < 0 || actor >= ACTOR_MAX || motion < 0 || motion >= w->motions) {
        return slip ? NONE : ANSWER_NONE;
    }
    return slip ? w->motion[motion].slip[actor] : w->motion[motion].position[actor];
}

static inline int32_t table(const struct program *p, int32_t which, int32_t x)
{
    const struct span rows = p->table[which];
    int32_t value = 0;
    for (int r = rows.first; r < rows.first + rows.count && p->row[r][0] <= x; r++) {
        value = p->row[r][1];
    }
    return value;
}

#endif
