/* SPDX-License-Identifier: EUPL-1.2 */
/* store_suite.c -- runs every case with an empty store of its own, then closing and, for a durable
 * store, restart. */
#include "store_suite.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "store_cases.h"
#include "store_help.h"

static void (*const CASES[])(struct store *) = {case_order,    case_keys,   case_conflicts,
                                                case_together, case_limits, case_long_streams,
                                                case_blobs,    case_chained};

/* Closing commits and answers what still waits. */
static void closing(const struct store_maker *maker)
{
    static struct answers answers;
    maker->reset(maker->cls);
    struct store *store = maker->open(maker->cls);
    answers_init(&answers);
    for (int i = 0; i < 500; i++) {
        struct store_append append = append_of("s", i + 1, "x");
        (void)answers_add(&answers, store, &append);
    }
    store->ops->close(store);
    cr_assert_eq(answers.given, 500, "all are answered when close returns");
    for (int i = 0; i < 500; i++)
        cr_assert_eq(answers.answer[i].outcome, STORE_OK);
    answers_done(&answers);
    if (!maker->is_durable)
        return;
    store = maker->open(maker->cls);
    cr_assert_eq(stream_count(store, "s"), 500);
    store->ops->close(store);
}

static void restart(const struct store_maker *maker)
{
    maker->reset(maker->cls);
    uint8_t hash[HASH_SIZE];
    hash_once(hash, "book", 4);
    for (int round = 0; round < 4; round++) {
        struct store *store = maker->open(maker->cls);
        cr_assert_eq(stream_count(store, "s"), round);
        if (round > 0) {
            case_check_key(store, "k0", "body", STORE_DUPLICATE, "answer 0");
            case_check_blob(store, "book", true);
        }
        char key[] = "k0";
        char answer[] = "answer 0";
        key[1] = answer[7] = (char)('0' + round);
        struct store_append append = append_keyed("s", round + 1, "x", key, "body", answer);
        cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
        cr_assert_eq(append_now(store, &append, NULL), STORE_DUPLICATE);
        append = append_of("", 1, "x");
        (void)snprintf(append.stream, sizeof append.stream, "round-%d", 9 - round);
        cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
        cr_assert_eq(store->ops->put_blob(store, hash, (struct store_bytes){"book", 4}, NULL),
                     ERR_OK);
        store->ops->close(store);
    }
    struct store *store = maker->open(maker->cls);
    struct case_names names = {0};
    cr_assert_eq(store->ops->streams(store, case_take_name, &names, NULL), ERR_OK);
    cr_assert_str_eq(names.line, "s:4 round-9:1 round-8:1 round-7:1 round-6:1 ");
    store->ops->close(store);
}

void store_suite_run(const struct store_maker *maker)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        maker->reset(maker->cls);
        struct store *store = maker->open(maker->cls);
        CASES[i](store);
        store->ops->close(store);
    }
    closing(maker);
    if (maker->is_durable)
        restart(maker);
}
