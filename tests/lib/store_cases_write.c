/* SPDX-License-Identifier: EUPL-1.2 */
/* store_cases_write.c -- what is written and what is answered: keys, conflicts, batches, limits. */
#include "store_cases.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "store_help.h"

struct kept {
    int calls;
    enum store_outcome outcome;
    char text[64];
};

static void take_kept(void *cls, const struct store_result *result)
{
    struct kept *kept = cls;
    kept->calls++;
    kept->outcome = result->outcome;
    (void)snprintf(kept->text, sizeof kept->text, "%.*s", (int)result->answer.size,
                   result->answer.data ? result->answer.data : "");
}

void case_check_key(struct store *store, const char *key, const char *body,
                    enum store_outcome outcome, const char *text)
{
    uint8_t body_hash[STORE_HASH_SIZE];
    hash_once(body_hash, body, strlen(body));
    struct kept kept = {0};
    cr_assert_eq(store->ops->find_key(store, key, body_hash, take_kept, &kept), outcome, "key %s",
                 key);
    cr_assert(kept.calls == 1 && kept.outcome == outcome && strcmp(kept.text, text) == 0,
              "key %s: %s", key, kept.text);
    cr_assert_eq(store->ops->find_key(store, key, body_hash, NULL, NULL), outcome);
}

void case_keys(struct store *store)
{
    struct answer answer;
    case_check_key(store, "k1", "body", STORE_OK, "");
    struct store_append append = append_keyed("s", 1, "one", "k1", "body", "first answer");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    case_check_key(store, "k1", "body", STORE_DUPLICATE, "first answer");
    case_check_key(store, "k1", "other", STORE_MISMATCH, "");
    /* Replayed with another seq, other events and another answer: the first answer, and nothing is
     * written. */
    append = append_keyed("s", 2, "again", "k1", "body", "second answer");
    cr_assert_eq(append_now(store, &append, &answer), STORE_DUPLICATE);
    cr_assert(strcmp(answer.text, "first answer") == 0 && answer.size == 12);
    append.seq = 77;
    cr_assert_eq(append_now(store, &append, NULL), STORE_DUPLICATE);
    append = append_keyed("s", 2, "again", "k1", "other", "x");
    cr_assert_eq(append_now(store, &append, &answer), STORE_MISMATCH);
    cr_assert_eq(answer.size, 0);
    cr_assert_eq(stream_count(store, "s"), 1);
    /* A conflict does not use its key up. */
    append = append_keyed("s", 5, "far", "k2", "body", "x");
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT);
    case_check_key(store, "k2", "body", STORE_OK, "");
    append.seq = 2;
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    /* Without events: the answer is kept, the stream stays as it is, its seq is checked. */
    append = append_keyed("s", 3, "", "k3", "body", "");
    append.count = 0;
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    cr_assert_eq(append_now(store, &append, &answer), STORE_DUPLICATE);
    cr_assert_eq(answer.size, 0);
    append = append_keyed("s", 9, "", "k4", "body", "");
    append.count = 0;
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT);
    append = append_keyed("unborn", 1, "", "k5", "body", "kept");
    append.count = 0;
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    case_check_key(store, "k5", "body", STORE_DUPLICATE, "kept");
    struct case_names names = {0};
    cr_assert_eq(store->ops->streams(store, case_take_name, &names, NULL), ERR_OK);
    cr_assert_str_eq(names.line, "s:2 ");
}

void case_conflicts(struct store *store)
{
    struct store_append append = append_of("s", 2, "x");
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT, "a gap at the start");
    append.seq = 1;
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT, "a seq that is taken");
    append.seq = 3;
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT, "a gap");
    append.seq = INT64_MAX;
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT);
    append = append_of("s", 2, "x");
    append.count = 3;
    append.event[1] = append.event[2] = append.event[0];
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    append.seq = 4;
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT,
                 "inside what was appended together");
    cr_assert_eq(stream_count(store, "s"), 4);
}

/* Everything here waits while the writer is busy, so that a store that can commit together does. */
void case_together(struct store *store)
{
    static struct answers answers;
    answers_init(&answers);
    struct busy_writer busy;
    busy_start(&busy, store);
    static const struct {
        const char *stream;
        int64_t seq;
        const char *key;
        const char *body;
        enum store_outcome outcome;
    } STEPS[] = {
        {"a", 1, "ka", "1", STORE_OK},        {"b", 1, NULL, "", STORE_OK},
        {"a", 2, "ka", "1", STORE_DUPLICATE}, /* the twin of a command that waits itself */
        {"a", 2, "ka", "2", STORE_MISMATCH},  {"a", 1, NULL, "", STORE_CONFLICT},
        {"a", 2, "kb", "1", STORE_OK},        {"b", 3, "kc", "1", STORE_CONFLICT},
        {"b", 2, "kc", "1", STORE_OK},        {"", 1, NULL, "", STORE_FAILED},
        {"c", 1, NULL, "", STORE_OK},         {"a", 3, NULL, "", STORE_OK},
    };
    enum { STEP_COUNT = sizeof STEPS / sizeof *STEPS };
    int64_t before[4];
    int64_t after[4];
    store->ops->counts(store, before);
    for (int i = 0; i < STEP_COUNT; i++) {
        struct store_append append = append_of(STEPS[i].stream, STEPS[i].seq, "e");
        if (STEPS[i].key)
            append = append_keyed(STEPS[i].stream, STEPS[i].seq, "e", STEPS[i].key, STEPS[i].body,
                                  STEPS[i].key);
        (void)answers_add(&answers, store, &append);
        memset(&append, 0xA5, sizeof append); /* the store took a copy */
    }
    cr_assert_eq(answers.given, 0, "nothing is answered before its turn");
    busy_end(&busy);
    answers_wait(&answers);
    for (int i = 0; i < STEP_COUNT; i++) {
        cr_assert_eq(answers.answer[i].outcome, STEPS[i].outcome, "step %d", i);
        cr_assert_eq(answers.answer[i].place, i, "answers come in the order of the calls");
    }
    cr_assert_str_eq(answers.answer[2].text, "ka");
    store->ops->counts(store, after);
    cr_assert_eq(after[1] - before[1], 6);
    cr_assert(after[0] - before[0] <= 6);
    cr_assert(stream_count(store, "a") == 3 && stream_count(store, "b") == 2 &&
              stream_count(store, "c") == 1);
    answers_done(&answers);
}

static void expect(struct store *store, const struct store_append *append, bool fits,
                   const char *what)
{
    struct answer answer;
    enum store_outcome outcome = append_now(store, append, &answer);
    cr_assert_eq(outcome, fits ? STORE_OK : STORE_FAILED, "%s: %d %s", what, (int)outcome,
                 answer.err.text);
    if (!fits)
        cr_assert(answer.err.code != ERR_OK && answer.err.text[0], "%s: a reason is given", what);
}

void case_limits(struct store *store)
{
    enum { BIG = STORE_EVENT_BYTES_MAX + 1 };
    AUTO_FREE char *big = malloc(BIG);
    cr_assert_not_null(big);
    memset(big, 'b', BIG);
    int64_t seq = 1;
    struct store_append append;
    for (int over = 0; over < 2; over++) {
        bool fits = !over;
        char key[STORE_KEY_MAX + 2] = "";
        memset(key, 'k', (size_t)(STORE_KEY_MAX + over));
        append = append_keyed("s", seq, "x", key, "body", "answer");
        expect(store, &append, fits, "key");
        seq += fits;
        append = append_of("s", seq, "x");
        append.event[0] = (struct store_bytes){.data = big, .size = (size_t)(BIG - 1 + over)};
        expect(store, &append, fits, "event");
        seq += fits;
        append = append_keyed("s", seq, "x", over ? "ka1" : "ka0", "body", "");
        append.answer =
            (struct store_bytes){.data = big, .size = (size_t)(STORE_ANSWER_BYTES_MAX + over)};
        expect(store, &append, fits, "answer");
        seq += fits;
        append = append_of("s", seq, "x");
        append.count = STORE_EVENTS_MAX + over;
        for (int i = 0; i < STORE_EVENTS_MAX; i++)
            append.event[i] = append.event[0];
        expect(store, &append, fits, "count");
        seq += fits ? STORE_EVENTS_MAX : 0;
        append = append_of("", 1, "x");
        memset(append.stream, 's', (size_t)(STORE_ID_MAX + over)); /* over: no NUL is left */
        expect(store, &append, fits, "stream");
    }
    append = append_of("", 1, "x");
    expect(store, &append, false, "empty stream");
    append = append_of("s", 0, "x");
    expect(store, &append, false, "seq 0");
    append = append_of("s", seq, "x");
    append.count = 0;
    expect(store, &append, false, "nothing to keep");
    append.count = -1;
    expect(store, &append, false, "count -1");
    append = append_keyed("s", seq, "x", "", "body", "");
    expect(store, &append, false, "empty key");
    append = append_of("s", seq, "x");
    append.event[0].data = NULL;
    expect(store, &append, false, "a size without bytes");
    cr_assert_eq(stream_count(store, "s"), seq - 1);

    /* More than the queue holds: refused, in its place, and what came before it is stored. */
    static struct answers answers;
    answers_init(&answers);
    struct busy_writer busy;
    busy_start(&busy, store);
    int refused_from = -1;
    for (int i = 0; i < 40; i++) {
        append = append_of("flood", i + 1, "x");
        append.event[0] = (struct store_bytes){.data = big, .size = STORE_EVENT_BYTES_MAX};
        (void)answers_add(&answers, store, &append);
    }
    busy_end(&busy);
    answers_wait(&answers);
    for (int i = 0; i < 40; i++) {
        if (refused_from < 0 && answers.answer[i].outcome != STORE_OK)
            refused_from = i;
        cr_assert_eq(answers.answer[i].outcome, refused_from < 0 ? STORE_OK : STORE_FAILED,
                     "append %d", i);
        cr_assert_eq(answers.answer[i].place, i);
    }
    cr_assert(refused_from >= 16, "%d", refused_from);
    cr_assert_eq(stream_count(store, "flood"), refused_from);
    append = append_of("flood", refused_from + 1, "x");
    expect(store, &append, true, "after the flood");
    answers_done(&answers);
}

/* A chain of appends, each made by the answer to the one before, on the writer's own thread. */
struct chain {
    struct store *store;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int64_t seq;
    int64_t seen;
    bool is_done;
};

static void next_link(void *cls, const struct store_result *result)
{
    struct chain *chain = cls;
    if (result && result->outcome == STORE_OK)
        chain->seen += stream_count(chain->store, "chain") == chain->seq;
    if (chain->seq < 50) {
        struct store_append append = append_of("chain", ++chain->seq, "link");
        chain->store->ops->append(chain->store, &append, next_link, chain);
        return;
    }
    (void)pthread_mutex_lock(&chain->mutex);
    chain->is_done = true;
    (void)pthread_cond_signal(&chain->changed);
    (void)pthread_mutex_unlock(&chain->mutex);
}

void case_chained(struct store *store)
{
    struct chain chain = {.store = store};
    (void)pthread_mutex_init(&chain.mutex, NULL);
    (void)pthread_cond_init(&chain.changed, NULL);
    next_link(&chain, NULL);
    (void)pthread_mutex_lock(&chain.mutex);
    while (!chain.is_done)
        (void)pthread_cond_wait(&chain.changed, &chain.mutex);
    (void)pthread_mutex_unlock(&chain.mutex);
    cr_assert_eq(chain.seen, 50, "an answered append can be read inside its answer: %d",
                 (int)chain.seen);
    (void)pthread_cond_destroy(&chain.changed);
    (void)pthread_mutex_destroy(&chain.mutex);
}
