/* SPDX-License-Identifier: EUPL-1.2 */
/* walk.h -- names bound to entities, and the walk over every way to bind a list of names. */
#ifndef ENGINE_WALK_H
#define ENGINE_WALK_H

#include "engine/memo.h"

struct names {
    int16_t bind[BIND_MAX];
    uint8_t kind[BIND_MAX]; /* enum set_kind, SET_KINDS: not bound */
};

struct walk {
    struct sight sight;
    const struct binding *binding;
    uint8_t fault; /* of a filter: that entity is left out */
    int8_t count;
    bool fresh;
    struct level { /* one name: where it is, or who may be bound and has not been yet */
        int16_t at, limit;
        bool listed;
        uint32_t code; /* what is still to ask of each, 0: nothing */
        uint64_t left;
    } level[BIND_MAX];
};

extern const struct names names_empty; /* nothing bound */
void names_none(struct names *names);
/* Binds slots 0.. in order. */
void names_add(struct names *names, int slot, uint8_t kind, int32_t entity);
/* The subject of a draw: every bound name, by its stable name. */
uint64_t names_subject(const struct program *p, const struct world *w, const struct names *names);

/* Asks every entity; false after a fault: whoever binds the name is to meet it. */
bool guard_ask(const struct sight *sight, const struct binding *binding);

/* Who passes the guard of a binding, if that is kept: a bit for each entity. */
static inline bool guard_pass(const struct sight *sight, const struct binding *binding,
                              uint64_t *ret_pass)
{
    const struct memo *memo = sight->memo;
    const int guard = binding->kept - 1;
    if (memo == NULL || guard < 0 ||
        ((memo->known[guard / 64] >> (guard % 64) & 1) == 0 && !guard_ask(sight, binding))) {
        return false;
    }
    *ret_pass = memo->pass[guard];
    return true;
}

void walk_start(struct walk *walk, const struct sight *sight, struct span bindings);
/* Binds the next combination that passes every filter; false when there is none left. An empty list
 * binds once. */
bool walk_next(struct walk *walk, struct names *names);

#endif
