/* SPDX-License-Identifier: EUPL-1.2 */
/* test_mem.c -- the memory double keeps the contract, gives every answer that it is told, and waits
 * when told. */
#include <criterion/criterion.h>
#include <string.h>

#include "store_help.h"
#include "store_suite.h"

static struct store *open_empty(void *cls)
{
    (void)cls;
    struct store *store = store_mem_open(NULL, NULL);
    cr_assert_not_null(store);
    return store;
}

static void nothing(void *cls)
{
    (void)cls;
}

Test(mem, contract)
{
    struct store_maker maker = {.open = open_empty, .reset = nothing};
    store_suite_run(&maker);
    struct store *store = open_empty(NULL);
    struct err err = {0};
    cr_assert_eq(store->ops->backup(store, "x", &err), ERR_STORE);
    cr_assert(err.text[0]);
    store->ops->close(store);
}

struct plan {
    int asked;
    enum store_outcome outcome;
    enum err_code code;
};

static enum store_outcome planned(void *cls, const struct store_append *append, struct err *err)
{
    struct plan *plan = cls;
    plan->asked++;
    cr_assert_str_eq(append->stream, "s");
    if (plan->code != ERR_OK)
        (void)err_set(err, plan->code, "disk", "as planned");
    return plan->outcome;
}

Test(mem, every_answer_can_be_injected)
{
    struct plan plan = {.outcome = STORE_OK};
    struct store *store = store_mem_open(planned, &plan);
    struct answer answer;
    struct store_append append = append_keyed("s", 1, "x", "k", "body", "answer");
    static const enum store_outcome INJECTED[] = {STORE_DUPLICATE, STORE_MISMATCH, STORE_CONFLICT,
                                                  STORE_FAILED};
    for (size_t i = 0; i < sizeof INJECTED / sizeof *INJECTED; i++) {
        plan.outcome = INJECTED[i];
        cr_assert_eq(append_now(store, &append, &answer), INJECTED[i]);
        cr_assert_str_eq(answer.text, INJECTED[i] == STORE_DUPLICATE ? "answer" : "");
        cr_assert_eq(answer.err.code, INJECTED[i] == STORE_FAILED ? ERR_STORE : ERR_OK);
        cr_assert_eq(stream_count(store, "s"), 0, "nothing is written");
        cr_assert_eq(store->ops->find_key(store, "k", append.body_hash, NULL, NULL), STORE_OK);
    }
    plan.code = ERR_STORE_FULL;
    cr_assert_eq(append_now(store, &append, &answer), STORE_FAILED);
    cr_assert(answer.err.code == ERR_STORE_FULL && strcmp(answer.err.text, "as planned") == 0);
    plan = (struct plan){.outcome = STORE_OK};
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    plan.outcome = STORE_DUPLICATE;
    append.answer = (struct store_bytes){"other", 5};
    cr_assert_eq(append_now(store, &append, &answer), STORE_DUPLICATE);
    cr_assert_str_eq(answer.text, "answer", "the kept answer, when there is one");
    cr_assert_eq(plan.asked, 2);
    store->ops->close(store);
}

Test(mem, waits_while_it_is_held)
{
    struct store *store = store_mem_open(NULL, NULL);
    static struct answers answers;
    answers_init(&answers);
    store_mem_hold(store, true);
    cr_assert_eq(store_mem_release(store, 1), 0);
    for (int i = 0; i < 10; i++) {
        struct store_append append = append_of("s", i + 1, "x");
        (void)answers_add(&answers, store, &append);
    }
    cr_assert_eq(answers.given, 0);
    cr_assert_eq(stream_count(store, "s"), 0, "what is held is not stored");
    cr_assert_eq(store_mem_release(store, 3), 3);
    cr_assert_eq(answers.given, 3, "answered on this thread, before release returns");
    cr_assert_eq(stream_count(store, "s"), 3);
    cr_assert_eq(store_mem_release(store, 0), 0);
    store_mem_hold(store, false);
    answers_wait(&answers);
    cr_assert_eq(stream_count(store, "s"), 10);
    store_mem_hold(store, true);
    struct store_append append = append_of("s", 11, "x");
    const struct answer *last = answers_add(&answers, store, &append);
    store->ops->close(store);
    cr_assert(last->is_given && last->outcome == STORE_OK, "close ends a hold");
    for (int i = 0; i < 11; i++)
        cr_assert_eq(answers.answer[i].place, i);
    answers_done(&answers);
}
