/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sqlite_faults.c -- a disk that fails: nothing is acknowledged that is not kept, whatever
 * operation fails. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/hash.h"
#include "fault_vfs.h"
#include "store_help.h"
#include "store_open.h"

Test(sqlite_faults, a_full_disk_fails_the_batch_and_no_more)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    fault_install();
    struct store *store = open_at(path);
    struct store_append append = append_keyed("s", 1, "before", "k0", "body", "a");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    static struct answers answers;
    answers_init(&answers);
    struct busy_writer busy;
    busy_start(&busy, store);
    struct store_append batch[] = {
        append_keyed("s", 2, "lost", "k1", "body", "a"),
        append_of("t", 1, "lost"),
        append_keyed("s", 2, "", "k0", "body", "a"), /* a duplicate: it may be asked again */
        append_of("t", 5, "conflict"),
    };
    for (size_t i = 0; i < sizeof batch / sizeof *batch; i++)
        (void)answers_add(&answers, store, &batch[i]);
    fault_plan(FAULT_WRITE, 1, SQLITE_FULL, true);
    busy_end(&busy);
    answers_wait(&answers);
    for (size_t i = 0; i < sizeof batch / sizeof *batch; i++) {
        cr_assert_eq(answers.answer[i].outcome, STORE_FAILED, "append %zu", i);
        cr_assert_eq(answers.answer[i].err.code, ERR_STORE_FULL, "%s", answers.answer[i].err.text);
    }
    cr_assert(fault_hits() > 0);
    fault_off(); /* somebody made room */
    struct store_append next = append_of("s", 3, "built on what was lost");
    cr_assert_eq(append_now(store, &next, NULL), STORE_CONFLICT);
    cr_assert(stream_count(store, "s") == 1 && stream_count(store, "t") == 0);
    cr_assert_eq(append_now(store, &batch[0], NULL), STORE_OK, "the key of a lost append is free");
    cr_assert_eq(append_now(store, &batch[1], NULL), STORE_OK);
    answers_done(&answers);
    store->ops->close(store);
    store = open_at(path);
    cr_assert(stream_count(store, "s") == 2 && stream_count(store, "t") == 1);
    store->ops->close(store);
}

Test(sqlite_faults, a_failed_flush_stops_the_writing)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    fault_install();
    struct store *store = open_at(path);
    struct store_append append = append_of("s", 1, "kept");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    fault_plan(FAULT_SYNC, 1, SQLITE_IOERR_FSYNC, false);
    append.seq = 2;
    struct answer answer;
    cr_assert_eq(append_now(store, &append, &answer), STORE_FAILED);
    cr_assert_eq(answer.err.code, ERR_STORE);
    cr_assert_eq(fault_hits(), 1);
    /* The next flush would succeed and prove nothing. */
    cr_assert_eq(append_now(store, &append, &answer), STORE_FAILED);
    cr_assert(strstr(answer.err.text, "restart"), "%s", answer.err.text);
    uint8_t hash[HASH_SIZE];
    hash_once(hash, "b", 1);
    cr_assert_eq(store->ops->put_blob(store, hash, (struct store_bytes){"b", 1}, NULL), ERR_STORE);
    cr_assert_eq(stream_count(store, "s"), 1, "reading goes on");
    store->ops->close(store);
    store = open_at(path);
    append.seq = stream_count(store, "s") + 1;
    cr_assert(append.seq == 2 || append.seq == 3);
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK, "a restart puts it right");
    store->ops->close(store);
}

enum { SCRIPT_APPENDS = 6 };

/* What a run of the script was promised. */
struct promised {
    bool is_open;
    int64_t acknowledged;
    bool has_blob;
    bool has_copy;
};

static struct promised run_script(const char *path, const char *copy)
{
    struct promised promised = {0};
    struct store *store = NULL;
    struct err err = {0};
    if (store_sqlite_open(&store, path, &err) != ERR_OK) {
        cr_assert(err.code != ERR_OK && err.text[0] && !store);
        return promised;
    }
    promised.is_open = true;
    static char text[6000];
    memset(text, 't', sizeof text - 1);
    uint8_t hash[HASH_SIZE];
    hash_once(hash, text, sizeof text);
    for (int64_t seq = 1; seq <= SCRIPT_APPENDS; seq++) {
        char key[16];
        (void)snprintf(key, sizeof key, "k%d", (int)seq);
        struct store_append append = append_keyed("s", seq, text, key, "body", key);
        struct answer answer;
        enum store_outcome outcome = append_now(store, &append, &answer);
        cr_assert(outcome == STORE_OK || outcome == STORE_FAILED ||
                      (outcome == STORE_CONFLICT && seq > promised.acknowledged + 1),
                  "%d", (int)outcome);
        if (outcome == STORE_OK)
            promised.acknowledged = seq;
        cr_assert(outcome != STORE_FAILED || answer.err.code != ERR_OK);
        if (seq == SCRIPT_APPENDS / 2) {
            promised.has_blob =
                store->ops->put_blob(store, hash, (struct store_bytes){text, sizeof text}, NULL) ==
                ERR_OK;
            promised.has_copy = store->ops->backup(store, copy, NULL) == ERR_OK;
            cr_assert_eq(promised.has_copy, access(copy, F_OK) == 0,
                         "a copy is complete or not there");
        }
    }
    store->ops->close(store);
    return promised;
}

static bool take_nothing(void *cls, struct store_bytes blob)
{
    (void)cls;
    return blob.size > 0;
}

static void check_whole(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *check = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &check, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_step(check), SQLITE_ROW);
    cr_assert_str_eq((const char *)sqlite3_column_text(check, 0), "ok");
    (void)sqlite3_finalize(check);
    (void)sqlite3_close(db);
}

/* With the disk in order again everything that was promised is there. */
static void check_promises(const char *path, const struct promised *promised, int n)
{
    struct store *store = open_at(path);
    int64_t count = stream_count(store, "s");
    cr_assert(count >= promised->acknowledged && count <= SCRIPT_APPENDS, "fault %d: %d of %d", n,
              (int)count, (int)promised->acknowledged);
    uint8_t body[HASH_SIZE];
    hash_once(body, "body", 4);
    for (int seq = 1; seq <= SCRIPT_APPENDS; seq++) {
        char key[16];
        (void)snprintf(key, sizeof key, "k%d", seq);
        cr_assert_eq(store->ops->find_key(store, key, body, NULL, NULL),
                     seq <= count ? STORE_DUPLICATE : STORE_OK,
                     "fault %d: an event and its key are there together", n);
    }
    static char text[6000];
    memset(text, 't', sizeof text - 1);
    uint8_t hash[HASH_SIZE];
    hash_once(hash, text, sizeof text);
    enum err_code code = store->ops->get_blob(store, hash, take_nothing, NULL, NULL);
    cr_assert(code == ERR_OK || (code == ERR_NOT_FOUND && !promised->has_blob), "fault %d", n);
    struct store_append append = append_of("s", count + 1, "goes on");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    store->ops->close(store);
    check_whole(path);
}

Test(sqlite_faults, every_operation_fails_once)
{
    static const struct {
        int kinds;
        int result;
        bool is_lasting;
    } SWEEPS[] = {
        {FAULT_WRITE, SQLITE_FULL, false},
        {FAULT_WRITE, SQLITE_IOERR_WRITE, true},
        {FAULT_SYNC, SQLITE_IOERR_FSYNC, false},
        {FAULT_READ, SQLITE_IOERR_READ, false},
        {FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE, false},
        {FAULT_OPEN, SQLITE_CANTOPEN, false},
    };
    fault_install();
    int failed_opens = 0;
    int runs = 0;
    for (size_t i = 0; i < sizeof SWEEPS / sizeof *SWEEPS; i++) {
        bool was_hit = true;
        for (int n = 1; was_hit; n++, runs++) {
            AUTO(folder_removep) char *folder = temp_folder();
            AUTO_FREE char *path = temp_path(folder, "game.db");
            AUTO_FREE char *copy = temp_path(folder, "copy.db");
            fault_plan(SWEEPS[i].kinds, n, SWEEPS[i].result, SWEEPS[i].is_lasting);
            struct promised promised = run_script(path, copy);
            was_hit = fault_hits() > 0;
            fault_off();
            failed_opens += !promised.is_open;
            cr_assert(was_hit || (promised.acknowledged == SCRIPT_APPENDS && promised.has_blob &&
                                  promised.has_copy));
            check_promises(path, &promised, n);
            if (promised.has_copy)
                check_whole(copy);
        }
    }
    cr_assert(failed_opens > 10 && runs > 100,
              "the sweep reaches the opening and the rest: %d of %d", failed_opens, runs);
}
