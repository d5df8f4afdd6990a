/* SPDX-License-Identifier: EUPL-1.2 */
/* philox.c -- chance: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy
 * as 1, 2, 3", 2011). Keeps nothing between calls: a draw is named by its counter, so it does not
 * move when other draws come or go. */
#include "engine/philox.h"

#include "engine/engine.h"

#include "engine/integer_only.h"

enum { ROUNDS = 10 };
static const uint32_t multiply[2] = {0xD2511F53u, 0xCD9E8D57u};
static const uint32_t weyl[2] = {0x9E3779B9u, 0xBB67AE85u};

void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret_words[4])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k[2] = {key[0], key[1]};
    for (int round = 0; round < ROUNDS; round++) {
        const uint64_t a = (uint64_t)multiply[0] * c[0];
        const uint64_t b = (uint64_t)multiply[1] * c[2];
        const uint32_t next[4] = {(uint32_t)(b >> 32) ^ c[1] ^ k[0], (uint32_t)b,
                                  (uint32_t)(a >> 32) ^ c[3] ^ k[1], (uint32_t)a};
        for (int i = 0; i < 4; i++) {
            c[i] = next[i];
        }
        k[0] += weyl[0];
        k[1] += weyl[1];
    }
    for (int i = 0; i < 4; i++) {
        ret_words[i] = c[i];
    }
}

uint64_t mix(uint64_t hash, uint64_t word)
{
    uint64_t x = hash ^ (word + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2));
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

uint32_t engine_draw(uint64_t seed, uint32_t dice, uint32_t turn, uint64_t subject)
{
    /* The whole name is the counter and the seed is the key, so two names can never share a draw.
     */
    const uint32_t counter[4] = {(uint32_t)subject, (uint32_t)(subject >> 32), turn, dice};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t words[4];
    philox(counter, key, words);
    return words[0];
}

int32_t engine_range(uint32_t draw, int32_t lo, int32_t hi)
{
    if (hi <= lo) {
        return lo;
    }
    const uint64_t width = (uint64_t)((int64_t)hi - lo) + 1;
    return (int32_t)((int64_t)lo + (int64_t)((draw * width) >> 32));
}
