/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.h -- values of formulas that were worked out before, for one world. Changes no result: a value is kept only while
 * nothing that its formula reads has changed, with the steps it took; faulty values are not kept. */
#ifndef ENGINE_MEMO_H
#define ENGINE_MEMO_H

#include "engine/world.h"

enum { MEMO_MAX = 4096, MEMO_ARGS = 3 }; /* values kept; formulas with more arguments are worked out every time */

struct memo_entry {
    uint64_t key; /* formula and arguments; 0: empty */
    uint32_t stamp, steps;
    int32_t value;
};
struct memo {
    uint32_t now;
    uint32_t since[FORMULAS_MAX]; /* when something that it reads last changed */
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

static inline uint64_t memo_key(int formula, int args, const int16_t *frame)
{
    uint64_t key = (uint64_t)formula + 1;
    for (int k = 0; k < args; k++) {
        key = key << 16 | (uint16_t)frame[k];
    }
    return key;
}

/* The place of a value; it holds it when key and stamp fit. */
static inline struct memo_entry *memo_place(struct memo *memo, uint64_t key)
{
    const uint64_t hash = key * 0x9E3779B97F4A7C15u;
    return &memo->entry[hash >> 52];
}

static inline bool memo_holds(const struct memo *memo, const struct memo_entry *e, uint64_t key, int formula)
{
    return e->key == key && e->stamp >= memo->since[formula];
}

static inline void memo_keep(struct memo *memo, uint64_t key, int32_t value, uint32_t steps)
{
    *memo_place(memo, key) = (struct memo_entry){key, memo->now, steps, value};
}

#endif
