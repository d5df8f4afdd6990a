/* SPDX-License-Identifier: EUPL-1.2 */
/* store_cases_read.c -- what is read: order, pieces, blobs. */
#include "store_cases.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "store_help.h"

struct rows {
    int count;
    int stop_after; /* 0: never */
    int64_t first;
    int64_t last;
    bool is_ordered;
    struct hash content;
    char text[64]; /* of the last row */
    size_t size;
    struct store *store; /* not NULL: read inside the read */
};

static bool take_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct rows *rows = cls;
    rows->is_ordered =
        rows->count == 0 ? (rows->first = seq) > 0 : rows->is_ordered && seq == rows->last + 1;
    rows->last = seq;
    rows->count++;
    rows->size = event.size;
    (void)snprintf(rows->text, sizeof rows->text, "%.*s", (int)(event.size < 60 ? event.size : 60),
                   event.data);
    hash_add(&rows->content, event.data, event.size);
    if (rows->store)
        (void)rows->store->ops->find_key(rows->store, "none", rows->content.state.opaque, NULL,
                                         NULL);
    return rows->stop_after == 0 || rows->count < rows->stop_after;
}

static struct rows read_rows(struct store *store, const char *stream, int64_t seq, int stop_after)
{
    struct rows rows = {.stop_after = stop_after};
    hash_init(&rows.content);
    struct err err = {0};
    cr_assert_eq(store->ops->read(store, stream, seq, take_row, &rows, &err), ERR_OK, "%s",
                 err.text);
    return rows;
}

bool case_take_name(void *cls, const char *stream, int64_t seq)
{
    struct case_names *names = cls;
    size_t used = strlen(names->line);
    (void)snprintf(names->line + used, sizeof names->line - used, "%s:%" PRId64 " ", stream, seq);
    names->count++;
    return names->stop_after == 0 || names->count < names->stop_after;
}

void case_order(struct store *store)
{
    cr_assert_eq(read_rows(store, "nobody", 1, 0).count, 0);
    struct store_append append = append_of("zulu", 1, "z1");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    append = append_of("alpha", 1, "a1");
    append.count = 3;
    append.event[1] = (struct store_bytes){.data = "a\0two", .size = 5};
    append.event[2] = (struct store_bytes){.data = NULL, .size = 0};
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    append = append_of("mike", 1, "m1");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    append = append_of("alpha", 4, "a4");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);

    struct rows rows = read_rows(store, "alpha", 1, 0);
    cr_assert(rows.count == 4 && rows.first == 1 && rows.is_ordered &&
              strcmp(rows.text, "a4") == 0);
    uint8_t got[HASH_SIZE];
    uint8_t wanted[HASH_SIZE];
    hash_end(&rows.content, got);
    hash_once(wanted, "a1a\0twoa4", 9);
    cr_assert(hash_equal(got, wanted), "the bytes are those that were appended");
    rows = read_rows(store, "alpha", 2, 1);
    cr_assert(rows.count == 1 && rows.first == 2 && rows.size == 5 &&
              memcmp(rows.text, "a", 2) == 0);
    rows = read_rows(store, "alpha", 3, 1);
    cr_assert(rows.count == 1 && rows.size == 0);
    cr_assert_eq(read_rows(store, "alpha", 5, 0).count, 0);
    cr_assert_eq(read_rows(store, "alpha", -7, 0).count, 4);
    cr_assert_eq(stream_count(store, "zulu"), 1);

    struct case_names names = {0};
    cr_assert_eq(store->ops->streams(store, case_take_name, &names, NULL), ERR_OK);
    cr_assert_str_eq(names.line, "zulu:1 alpha:4 mike:1 ");
    struct case_names two = {.stop_after = 2};
    cr_assert_eq(store->ops->streams(store, case_take_name, &two, NULL), ERR_OK);
    cr_assert_str_eq(two.line, "zulu:1 alpha:4 ");
    int64_t counts[4];
    store->ops->counts(store, counts);
    cr_assert(counts[0] == 4 && counts[1] == 4 && counts[2] == 6 && counts[3] == 13, "%d %d %d %d",
              (int)counts[0], (int)counts[1], (int)counts[2], (int)counts[3]);
}

void case_long_streams(struct store *store)
{
    enum {
        APPENDS = 60,
        SIZE = 9000 /* several pieces by bytes, several by rows */
    };
    static char text[SIZE];
    struct hash content;
    hash_init(&content);
    for (int i = 0; i < APPENDS; i++) {
        struct store_append append = append_of("long", 1 + (int64_t)i * STORE_EVENTS_MAX, "");
        append.count = STORE_EVENTS_MAX;
        memset(text, 'a' + i % 26, sizeof text);
        for (int e = 0; e < STORE_EVENTS_MAX; e++) {
            append.event[e] =
                (struct store_bytes){.data = text, .size = i < APPENDS / 2 ? SIZE : (size_t)e};
            hash_add(&content, text, append.event[e].size);
        }
        cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
        append = append_of("", 1, "x");
        (void)snprintf(append.stream, sizeof append.stream, "other-%d", i);
        cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    }
    uint8_t wanted[HASH_SIZE];
    uint8_t got[HASH_SIZE];
    hash_end(&content, wanted);
    struct rows rows = {.store = store}; /* uses the store from inside the read */
    hash_init(&rows.content);
    cr_assert_eq(store->ops->read(store, "long", 1, take_row, &rows, NULL), ERR_OK);
    hash_end(&rows.content, got);
    cr_assert(rows.count == APPENDS * STORE_EVENTS_MAX && rows.is_ordered &&
              hash_equal(got, wanted));
    rows = read_rows(store, "long", 100, 333);
    cr_assert(rows.count == 333 && rows.first == 100 && rows.last == 432 && rows.is_ordered);
    struct case_names names = {0};
    cr_assert_eq(store->ops->streams(store, case_take_name, &names, NULL), ERR_OK);
    cr_assert_eq(names.count, APPENDS + 1);
    cr_assert_eq(strncmp(names.line, "long:960 other-0:1 other-1:1 ", 29), 0, "%s", names.line);
}

struct blob_got {
    int calls;
    struct store_bytes wanted;
    bool is_equal;
};

static bool take_blob(void *cls, struct store_bytes blob)
{
    struct blob_got *got = cls;
    got->calls++;
    got->is_equal =
        blob.size == got->wanted.size && memcmp(blob.data, got->wanted.data, blob.size) == 0;
    return true;
}

void case_blobs(struct store *store)
{
    enum { BIG = STORE_BLOB_BYTES_MAX + 1 };
    AUTO_FREE char *big = malloc(BIG);
    cr_assert_not_null(big);
    memset(big, 'B', BIG);
    const struct store_bytes BLOBS[] = {{"", 0}, {"book", 4}, {"b\0k", 3}, {big, BIG - 1}};
    uint8_t hash[HASH_SIZE];
    struct err err = {0};
    for (size_t i = 0; i < sizeof BLOBS / sizeof *BLOBS; i++) {
        struct blob_got got = {.wanted = BLOBS[i]};
        hash_once(hash, BLOBS[i].data, BLOBS[i].size);
        cr_assert_eq(store->ops->get_blob(store, hash, take_blob, &got, NULL), ERR_NOT_FOUND);
        cr_assert_eq(got.calls, 0);
        for (int twice = 0; twice < 2; twice++)
            cr_assert_eq(store->ops->put_blob(store, hash, BLOBS[i], &err), ERR_OK, "blob %zu: %s",
                         i, err.text);
        cr_assert_eq(store->ops->get_blob(store, hash, take_blob, &got, &err), ERR_OK,
                     "blob %zu: %s", i, err.text);
        cr_assert(got.calls == 1 && got.is_equal, "blob %zu", i);
    }
    hash[0] ^= 1;
    cr_assert_eq(store->ops->put_blob(store, hash, BLOBS[1], &err), ERR_DAMAGED);
    hash_once(hash, big, BIG);
    cr_assert_eq(store->ops->put_blob(store, hash, (struct store_bytes){big, BIG}, NULL),
                 ERR_TOO_LARGE);
}

void case_check_blob(struct store *store, const char *text, bool is_kept)
{
    uint8_t hash[HASH_SIZE];
    hash_once(hash, text, strlen(text));
    struct blob_got got = {.wanted = {text, strlen(text)}};
    enum err_code code = store->ops->get_blob(store, hash, take_blob, &got, NULL);
    cr_assert_eq(code, is_kept ? ERR_OK : ERR_NOT_FOUND);
    cr_assert_eq(got.is_equal, is_kept);
}
