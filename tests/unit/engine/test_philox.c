/* SPDX-License-Identifier: EUPL-1.2 */
/* test_philox.c -- the generator gives the published vectors; draws are named by all they are keyed
 * with. */
#include <criterion/criterion.h>

#include "engine/engine.h"
#include "engine/philox.h"

/* Random123 1.14, kat_vectors, philox4x32 with 10 rounds. */
static const struct {
    uint32_t counter[4], key[2], words[4];
} vectors[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

Test(philox, known_answers)
{
    for (size_t k = 0; k < sizeof vectors / sizeof vectors[0]; k++) {
        uint32_t words[4];
        philox(vectors[k].counter, vectors[k].key, words);
        cr_assert_arr_eq(words, vectors[k].words, sizeof words, "vector %zu", k);
    }
}

Test(philox, every_part_of_the_name_counts)
{
    const uint32_t draw = engine_draw(1, 2, 3, 4);
    cr_assert_eq(engine_draw(1, 2, 3, 4), draw);
    cr_assert_neq(engine_draw(2, 2, 3, 4), draw);
    cr_assert_neq(engine_draw(1 + ((uint64_t)1 << 32), 2, 3, 4), draw);
    cr_assert_neq(engine_draw(1, 3, 3, 4), draw);
    cr_assert_neq(engine_draw(1, 2, 4, 4), draw);
    cr_assert_neq(engine_draw(1, 2, 3, 5), draw);
    cr_assert_neq(engine_draw(1, 2, 3, 4 + ((uint64_t)1 << 40)), draw);
}

Test(philox, range_is_inside_and_even)
{
    int count[6] = {0};
    for (uint32_t k = 0; k < 60000; k++) {
        const int32_t x = engine_range(engine_draw(7, 1, k, 0), -2, 3);
        cr_assert(x >= -2 && x <= 3);
        count[x + 2]++;
    }
    for (int k = 0; k < 6; k++) {
        cr_assert(count[k] > 9500 && count[k] < 10500, "%d came %d times of 60000", k - 2,
                  count[k]);
    }
    cr_assert_eq(engine_range(UINT32_MAX, INT32_MIN, INT32_MAX), INT32_MAX);
    cr_assert_eq(engine_range(0, INT32_MIN, INT32_MAX), INT32_MIN);
    cr_assert_eq(engine_range(12345, 9, 9), 9);
    cr_assert_eq(engine_range(12345, 9, 2), 9);
}
