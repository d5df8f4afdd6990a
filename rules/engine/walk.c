/* SPDX-License-Identifier: EUPL-1.2 */
/* walk.c -- every way to bind a list of names over their sets, in the order of the sets. Changes no world. */
#include "engine/walk.h"

#include <string.h>

#include "engine/philox.h"
#include "engine/values.h"
#include "engine/vm.h"
#include "engine/integer_only.h"

void names_none(struct names *names)
{
    memset(names->bind, 0xff, sizeof names->bind);
    memset(names->kind, SET_KINDS, sizeof names->kind);
}

void names_add(struct names *names, int slot, uint8_t kind, int32_t entity)
{
    names->bind[slot] = (int16_t)entity;
    names->kind[slot] = kind;
}

uint64_t names_subject(const struct program *p, const struct world *w, const struct names *names)
{
    uint64_t subject = 0;
    for (int slot = 0; slot < BIND_MAX; slot++) {
        if (names->kind[slot] != SET_KINDS) {
            subject = mix(subject, entity_name(p, w, names->kind[slot], names->bind[slot]));
        }
    }
    return subject;
}

void walk_start(struct walk *walk, const struct sight *sight, struct span bindings)
{
    walk->sight = *sight;
    walk->binding = &sight->p->binding[bindings.first];
    walk->fault = FAULT_NONE;
    walk->count = (int8_t)(bindings.count < BIND_MAX ? bindings.count : BIND_MAX);
    walk->fresh = true;
}

static void level_start(struct walk *walk, int level)
{
    walk->at[level] = -1;
    walk->limit[level] = (int16_t)set_count(walk->sight.p, walk->sight.w, walk->binding[level].set);
}

bool walk_next(struct walk *walk, struct names *names)
{
    if (walk->count == 0) {
        const bool fresh = walk->fresh;
        walk->fresh = false;
        return fresh;
    }
    int level = walk->count - 1;
    if (walk->fresh) {
        walk->fresh = false;
        level = 0;
        level_start(walk, 0);
    }
    while (level >= 0) {
        const struct binding *b = &walk->binding[level];
        if (++walk->at[level] >= walk->limit[level]) {
            level--;
            continue;
        }
        if (is_hole(walk->sight.p, walk->sight.w, b->set, walk->at[level])) {
            continue;
        }
        names_add(names, b->slot, walk->sight.p->set[b->set].kind, walk->at[level]);
        if (b->where != 0 && vm_eval(&walk->sight, b->where, names->bind, &walk->fault) == 0) {
            continue;
        }
        if (level == walk->count - 1) {
            return true;
        }
        level_start(walk, ++level);
    }
    return false;
}
