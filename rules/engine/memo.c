/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.c -- see memo.h. */
#include "engine/memo.h"

#include <string.h>

#include "engine/integer_only.h"

void memo_start(struct memo *memo)
{
    memset(memo, 0, offsetof(struct memo, agenda));
    memo->now = 1;
}

static bool has_bit(const uint64_t *bits, int bit)
{
    return (bits[bit / 64] >> (bit % 64) & 1) != 0;
}

void memo_touch(struct memo *memo, const struct program *p, const uint64_t touched[DEPEND_WORDS])
{
    uint64_t stale[KEPT_WORDS] = {0};
    memo->now++;
    if (has_bit(touched, DEPEND_MOTIONS) || has_bit(touched, DEPEND_ORDERS)) {
        memo->agendas = 0;
    }
    for (int word = 0; word < DEPEND_WORDS; word++) {
        for (uint64_t left = touched[word]; left != 0; left &= left - 1) {
            const int bit = word * 64 + lowest_bit(left);
            for (int k = 0; bit < DEPENDS && k < KEPT_WORDS; k++) {
                stale[k] |= p->readers[bit][k];
            }
        }
    }
    for (int k = 0; k < KEPT_WORDS; k++) {
        if (k >= KEPT_GUARDS / 64 && k < KEPT_POLICIES / 64) {
            memo->known[k - KEPT_GUARDS / 64] &= ~stale[k];
            continue;
        }
        for (uint64_t left = stale[k]; left != 0; left &= left - 1) {
            const int kept = k * 64 + lowest_bit(left);
            if (kept < KEPT_GUARDS) {
                memo->since[kept] = memo->now;
            } else {
                memo->idle[kept - KEPT_POLICIES] = 0;
                memo->idle_all[p->policy[kept - KEPT_POLICIES].kind] = 0;
            }
        }
    }
}
