/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.c -- see memo.h. */
#include "engine/memo.h"

#include <string.h>

#include "engine/integer_only.h"

void memo_start(struct memo *memo)
{
    memset(memo, 0, sizeof *memo);
    memo->now = 1;
}

void memo_touch(struct memo *memo, const struct program *p, const uint64_t touched[DEPEND_WORDS])
{
    uint64_t stale[FORMULAS_MAX / 64] = {0};
    memo->now++;
    for (int bit = 0; bit < DEPENDS; bit++) {
        if (touched[bit / 64] >> (bit % 64) == 0) {
            bit |= 63; /* nothing more in this word */
        } else if ((touched[bit / 64] >> (bit % 64) & 1) != 0) {
            for (int k = 0; k < FORMULAS_MAX / 64; k++) {
                stale[k] |= p->readers[bit][k];
            }
        }
    }
    for (int f = 0; f < p->formulas; f++) {
        if (stale[f / 64] >> (f % 64) == 0) {
            f |= 63;
        } else if ((stale[f / 64] >> (f % 64) & 1) != 0) {
            memo->since[f] = memo->now;
        }
    }
}
