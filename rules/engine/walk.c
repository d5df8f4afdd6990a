/* SPDX-License-Identifier: EUPL-1.2 */
/* walk.c -- every way to bind a list of names over their sets, in the order of the sets. Changes no
 * world. */
#include "engine/walk.h"

#include <string.h>

#include "engine/philox.h"
#include "engine/values.h"
#include "engine/vm.h"

#include "engine/integer_only.h"

const struct names names_empty = {
    {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE},
    {SET_KINDS, SET_KINDS, SET_KINDS, SET_KINDS, SET_KINDS, SET_KINDS, SET_KINDS, SET_KINDS},
};

void names_none(struct names *names)
{
    *names = names_empty;
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

/* A bit for each entity. */
static uint64_t everybody(int32_t count)
{
    return count == 0 ? 0 : UINT64_MAX >> (64 - count);
}

bool guard_ask(const struct sight *sight, const struct binding *b)
{
    const int guard = b->kept - 1;
    uint8_t fault = FAULT_NONE;
    const uint64_t all = everybody(set_count(sight->p, sight->w, b->set));
    const uint64_t pass = vm_pass(sight, b->guard, b->slot, all, names_empty.bind, &fault);
    if (fault != FAULT_NONE) {
        return false;
    }
    sight->memo->pass[guard] = pass;
    sight->memo->known[guard / 64] |= (uint64_t)1 << (guard % 64);
    return true;
}

/* Asks everybody at once; after a fault one by one, so that only who has it is left out. A set with
 * holes, or of more than 64, is asked one by one too. */
static void level_start(struct walk *walk, int at, const struct names *names)
{
    struct level *level = &walk->level[at];
    const struct binding *b = &walk->binding[at];
    const struct set *set = &walk->sight.p->set[b->set];
    const bool guarded = guard_pass(&walk->sight, b, &level->left);
    const int32_t count = guarded ? 0 : set_count(walk->sight.p, walk->sight.w, b->set);
    uint8_t fault = FAULT_NONE;
    level->code = guarded ? b->rest : b->where;
    level->at = -1;
    level->limit = (int16_t)count;
    level->listed = guarded || (set->kind != SET_ORDER && set->count <= 64);
    if (!level->listed) {
        return;
    }
    level->left = guarded ? level->left : everybody(count);
    if (level->code == 0) {
        return;
    }
    const uint64_t pass =
        vm_pass(&walk->sight, level->code, b->slot, level->left, names->bind, &fault);
    if (fault == FAULT_NONE) {
        level->left = pass;
        level->code = 0;
    }
}

/* The next entity that its filter may still refuse; NONE when there is none left. */
static int16_t level_next(const struct walk *walk, struct level *level, const struct binding *b)
{
    if (level->listed) {
        if (level->left == 0) {
            return NONE;
        }
        const int16_t entity = (int16_t)lowest_bit(level->left);
        level->left &= level->left - 1;
        return entity;
    }
    while (++level->at < level->limit && is_hole(walk->sight.p, walk->sight.w, b->set, level->at)) {
    }
    return level->at < level->limit ? level->at : NONE;
}

static bool passes(struct walk *walk, const struct level *level, const struct names *names)
{
    return level->code == 0 || vm_eval(&walk->sight, level->code, names->bind, &walk->fault) != 0;
}

bool walk_next(struct walk *walk, struct names *names)
{
    if (walk->count == 0) {
        const bool fresh = walk->fresh;
        walk->fresh = false;
        return fresh;
    }
    int at = walk->count - 1;
    if (walk->fresh) {
        walk->fresh = false;
        at = 0;
        level_start(walk, 0, names);
    }
    while (at >= 0) {
        const struct binding *b = &walk->binding[at];
        struct level *level = &walk->level[at];
        const int16_t entity = level_next(walk, level, b);
        if (entity == NONE) {
            at--;
            continue;
        }
        names_add(names, b->slot, walk->sight.p->set[b->set].kind, entity);
        if (!passes(walk, level, names)) {
            continue;
        }
        if (at == walk->count - 1) {
            return true;
        }
        level_start(walk, ++at, names);
    }
    return false;
}
