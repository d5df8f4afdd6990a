/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.h -- what was worked out before for one world: values of formulas, who passes a guard, which
 * seats want nothing. Changes no result: everything is kept only while nothing that it reads has
 * changed (program.readers says what that is); values with the steps they took, and nothing faulty.
 */
#ifndef ENGINE_MEMO_H
#define ENGINE_MEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/world.h"

enum {
    MEMO_MAX = 4096,
    MEMO_ARGS = 3
}; /* values kept; formulas with more arguments are worked out every time */

struct memo_entry {
    uint64_t key; /* formula and arguments */
    uint32_t stamp, steps;
    int32_t value;
};
struct memo {
    uint32_t now;
    uint32_t since[FORMULAS_MAX];    /* when something that it reads last changed */
    uint64_t held[MEMO_MAX / 64];    /* places of `entry` that were ever written */
    uint64_t known[GUARDS_MAX / 64]; /* guards whose `pass` holds */
    uint64_t idle[POLICIES_MAX]; /* actors whom the policy gave no wish, and will give none until
                                    something changes */
    uint64_t idle_all[POLICY_KINDS]; /* actors to whom no policy of the kind gave one */
    uint8_t agendas;                 /* kinds of policy whose `agenda` holds, a bit each */
    /* Never cleared: those above say what counts. */
    struct agenda {
        uint64_t motions;
        bool orders;
    } agenda[POLICY_KINDS];
    uint64_t pass[GUARDS_MAX]; /* entities that pass the guard */
    struct memo_entry entry[MEMO_MAX];
};

/* Who looks at what, and what is known already (NULL: nothing). */
struct sight {
    const struct program *p;
    const struct world *w;
    struct memo *memo;
};

void memo_start(struct memo *memo);
/* Something changed: bits as in program.derived_on. */
void memo_touch(struct memo *memo, const struct program *p, const uint64_t touched[DEPEND_WORDS]);

/* The least of the bits; there must be one. */
static inline int lowest_bit(uint64_t bits)
{
    return __builtin_ctzll(bits);
}

static inline uint64_t memo_key(int formula, int args, const int16_t *frame)
{
    uint64_t key = (uint64_t)formula + 1;
    for (int k = 0; k < args; k++) {
        key = key << 16 | (uint16_t)frame[k];
    }
    return key;
}

static inline uint32_t memo_place(uint64_t key)
{
    return (uint32_t)(key * 0x9E3779B97F4A7C15u >> 52);
}

/* The value with this key that still holds; NULL: there is none. */
static inline const struct memo_entry *memo_find(const struct memo *memo, uint64_t key, int formula)
{
    const uint32_t at = memo_place(key);
    const struct memo_entry *e = &memo->entry[at];
    const bool held = (memo->held[at / 64] >> (at % 64) & 1) != 0;
    return held && e->key == key && e->stamp >= memo->since[formula] ? e : NULL;
}

static inline void memo_keep(struct memo *memo, uint64_t key, int32_t value, uint32_t steps)
{
    const uint32_t at = memo_place(key);
    memo->held[at / 64] |= (uint64_t)1 << (at % 64);
    memo->entry[at] = (struct memo_entry){key, memo->now, steps, value};
}

#endif
