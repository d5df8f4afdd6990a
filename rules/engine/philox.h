/* SPDX-License-Identifier: EUPL-1.2 */
/* philox.h -- the generator behind engine_draw, for its known-answer test, and the mixing of names
 * into subjects. */
#ifndef ENGINE_PHILOX_H
#define ENGINE_PHILOX_H

#include <stdint.h>

void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret_words[4]);
/* One more word into a 64-bit name. */
uint64_t mix(uint64_t hash, uint64_t word);

#endif
