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
    int16_t at[BIND_MAX], limit[BIND_MAX];
};

void names_none(struct names *names);
/* Binds slots 0.. in order. */
void names_add(struct names *names, int slot, uint8_t kind, int32_t entity);
/* The subject of a draw: every bound name, by its stable name. */
uint64_t names_subject(const struct program *p, const struct world *w, const struct names *names);

void walk_start(struct walk *walk, const struct sight *sight, struct span bindings);
/* Binds the next combination that passes every filter; false when there is none left. An empty list binds once. */
bool walk_next(struct walk *walk, struct names *names);

#endif
