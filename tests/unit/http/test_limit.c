/* SPDX-License-Identifier: EUPL-1.2 */
/* test_limit.c -- buckets fill and empty as they should, keys do not disturb each other, the table
 * may overflow. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/auto.h"
#include "http/limit.h"

static void free_limit(struct limit **limit)
{
    limit_free(*limit);
}

static void make_key(uint8_t key[LIMIT_KEY_SIZE], uint32_t number)
{
    memset(key, 0, LIMIT_KEY_SIZE);
    memcpy(key, &number, sizeof(number));
}

Test(limit, burst_and_rate)
{
    AUTO(free_limit) struct limit *limit = limit_create(64, 2, 5);
    uint8_t one[LIMIT_KEY_SIZE], two[LIMIT_KEY_SIZE];
    int64_t retry_ms = 0;

    make_key(one, 1);
    make_key(two, 2);
    for (int i = 0; i < 5; i++) {
        cr_assert(limit_look(limit, one, 1000, &retry_ms));
        cr_assert(limit_take(limit, one, 1000, &retry_ms), "%d", i);
    }
    cr_assert_not(limit_take(limit, one, 1000, &retry_ms));
    cr_assert_eq(retry_ms, 500);
    cr_assert_not(limit_look(limit, one, 1400, &retry_ms));
    cr_assert_eq(retry_ms, 100);
    cr_assert(limit_take(limit, two, 1000, &retry_ms), "another key has its own");
    cr_assert(limit_take(limit, one, 1500, &retry_ms));
    cr_assert_not(limit_take(limit, one, 1500, &retry_ms));
    cr_assert_not(limit_take(limit, one, 900, &retry_ms), "time that goes back gives nothing");
    int taken = 0;
    while (limit_take(limit, one, 1000000, &retry_ms)) {
        taken++;
    }
    cr_assert_eq(taken, 5, "never more than the burst");
}

Test(limit, unlimited_and_full)
{
    AUTO(free_limit) struct limit *open = limit_create(8, 0, 1);
    AUTO(free_limit) struct limit *small = limit_create(64, 1, 2);
    uint8_t key[LIMIT_KEY_SIZE], limited[LIMIT_KEY_SIZE];
    int64_t retry_ms = 0;
    int kept = 0;

    make_key(key, 7);
    for (int i = 0; i < 1000; i++) {
        cr_assert(limit_take(open, key, 1, &retry_ms));
    }
    /* Many keys that are used once do not push out one that is at its limit. */
    make_key(limited, 1u << 30);
    cr_assert(limit_take(small, limited, 1, &retry_ms));
    cr_assert(limit_take(small, limited, 1, &retry_ms));
    for (uint32_t i = 0; i < 10000; i++) {
        make_key(key, i);
        kept += limit_take(small, key, 1, &retry_ms);
    }
    cr_assert_eq(kept, 10000);
    cr_assert_not(limit_take(small, limited, 1, &retry_ms));
}
