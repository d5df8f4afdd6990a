/* SPDX-License-Identifier: EUPL-1.2 */
/* dice.h -- chance that a test owns: a small generator of its own, and libsodium's randomness
 * replaced by it, so that ids, tokens, codes and phrases are the same in two runs. Never linked
 * into the server. */
#ifndef LIB_DICE_H
#define LIB_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

uint64_t dice_next(struct dice *dice);
int dice_below(struct dice *dice, int count); /* 0 .. count - 1; 0 when count < 1 */
bool dice_hit(struct dice *dice, int percent);

/* From here on randombytes_*() is drawn from a generator; call it before anything else uses
 * libsodium. */
void dice_install(uint64_t seed);
void dice_reseed(uint64_t seed);

#endif
