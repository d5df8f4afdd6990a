/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sqlite.c -- the SQLite store keeps the contract, commits together, and can be copied while
 * it is used. */
#include <criterion/criterion.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "store_help.h"
#include "store_open.h"
#include "store_suite.h"

static struct store *open_again(void *cls)
{
    return open_at(cls);
}

static void remove_file(void *cls)
{
    (void)unlink(cls);
}

Test(sqlite, contract)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    struct store_maker maker = {open_again, remove_file, path, true, folder};
    store_suite_run(&maker);
}

Test(sqlite, many_appends_share_one_commit)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    struct store *store = open_at(path);
    static struct answers answers;
    answers_init(&answers);
    struct busy_writer busy;
    busy_start(&busy, store);
    for (int i = 0; i < 1000; i++) {
        char stream[32];
        (void)snprintf(stream, sizeof stream, "s%d", i % 7);
        struct store_append append = append_of(stream, 1 + i / 7, "x");
        (void)answers_add(&answers, store, &append);
    }
    busy_end(&busy);
    answers_wait(&answers);
    int64_t counts[4];
    store->ops->counts(store, counts);
    cr_assert(counts[0] == 1 && counts[1] == 1000 && counts[2] == 1000, "%d commits",
              (int)counts[0]);
    /* A batch without anything to write makes no commit. */
    struct store_append append = append_of("s0", 1, "x");
    cr_assert_eq(append_now(store, &append, NULL), STORE_CONFLICT);
    store->ops->counts(store, counts);
    cr_assert_eq(counts[0], 1);
    answers_done(&answers);
    store->ops->close(store);
}

struct appender {
    struct store *store;
    _Atomic int64_t acknowledged;
    _Atomic bool is_ended;
};

static void *append_until_ended(void *cls)
{
    struct appender *appender = cls;
    for (int64_t seq = 1; !atomic_load(&appender->is_ended); seq++) {
        struct store_append append = append_of("s", seq, "while it is copied");
        if (append_now(appender->store, &append, NULL) != STORE_OK)
            break;
        atomic_store(&appender->acknowledged, seq);
    }
    return NULL;
}

Test(sqlite, backup_while_appending)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    struct appender appender = {.store = open_at(path)};
    pthread_t thread;
    cr_assert_eq(pthread_create(&thread, NULL, append_until_ended, &appender), 0);
    int64_t copied = 0;
    for (int i = 0; i < 5; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "copy%d.db", i);
        AUTO_FREE char *copy = temp_path(folder, name);
        AUTO_FREE char *part = temp_path(folder, "copy0.db.part");
        int64_t before = atomic_load(&appender.acknowledged);
        struct err err = {0};
        cr_assert_eq(appender.store->ops->backup(appender.store, copy, &err), ERR_OK, "%s",
                     err.text);
        int64_t after = atomic_load(&appender.acknowledged);
        struct stat stat_of;
        cr_assert(stat(copy, &stat_of) == 0 && (stat_of.st_mode & 0777) == 0600,
                  "a copy is as private as the file");
        cr_assert_neq(access(part, F_OK), 0);
        struct store *restored = open_at(copy);
        copied = stream_count(restored, "s");
        /* One more may be committed and not yet counted by the appending thread. */
        cr_assert(copied >= before && copied <= after + 1, "%d: %d..%d", (int)copied, (int)before,
                  (int)after);
        struct store_append append = append_of("s", copied + 1, "goes on in the copy");
        cr_assert_eq(append_now(restored, &append, NULL), STORE_OK);
        restored->ops->close(restored);
        cr_assert_eq(appender.store->ops->backup(appender.store, copy, NULL), ERR_STORE,
                     "never over a file");
    }
    AUTO_FREE char *nowhere = temp_path(folder, "no/such/folder.db");
    struct err err = {0};
    cr_assert_eq(appender.store->ops->backup(appender.store, nowhere, &err), ERR_STORE);
    cr_assert(err.text[0]);
    atomic_store(&appender.is_ended, true);
    (void)pthread_join(thread, NULL);
    cr_assert_eq(stream_count(appender.store, "s"), atomic_load(&appender.acknowledged));
    appender.store->ops->close(appender.store);
}
