/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sqlite_file.c -- which files are opened and which refused, and that nobody else gets in
 * meanwhile. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/auto.h"
#include "store/place.h"
#include "store_help.h"
#include "store_open.h"

static void refused(const char *path, enum err_code code, const char *part)
{
    struct store *store = NULL;
    struct err err = {0};
    cr_assert_eq(store_sqlite_open(&store, path, &err), code, "%s", path);
    cr_assert(err.code == code && strstr(err.text, part), "\"%s\" does not say \"%s\"", err.text,
              part);
    cr_assert_null(store, "the output is untouched");
}

/* What a second process is told. */
static void refused_elsewhere(const char *path, const char *part)
{
    pid_t child = fork();
    if (child == 0) {
        struct store *store = NULL;
        struct err err = {0};
        bool is_right =
            store_sqlite_open(&store, path, &err) == ERR_STORE_LOCKED && strstr(err.text, part);
        if (!is_right)
            (void)fprintf(stderr, "second process: %d %s, not \"%s\"\n", (int)err.code, err.text,
                          part);
        _exit(is_right ? 0 : 1);
    }
    int status = 1;
    cr_assert(waitpid(child, &status, 0) == child && status == 0,
              "a second process is told who holds the file");
}

Test(sqlite_file, one_process_only)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    AUTO_FREE char *lock = temp_path(folder, "game.db.lock");
    AUTO_FREE char *alias = temp_path(folder, "alias.db");
    AUTO_FREE char *shared = temp_path(folder, "game.db-shm");
    struct store *store = open_at(path);
    struct store_append append = append_of("s", 1, "x");
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    char pid[32];
    (void)snprintf(pid, sizeof pid, "process %ld holds", (long)getpid());
    refused(path, ERR_STORE_LOCKED, pid);
    refused_elsewhere(path, pid);
    cr_assert_eq(symlink("game.db", alias), 0);
    refused(alias, ERR_STORE_LOCKED, pid);
    cr_assert_neq(access(shared, F_OK), 0, "exclusive: no shared memory file");

    /* Without our lock file SQLite's own lock still keeps a process out, and tells its holder. */
    cr_assert_eq(unlink(lock), 0);
    refused_elsewhere(path, pid);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        int result = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
        if (result == SQLITE_OK)
            result = sqlite3_exec(db, "SELECT count(*) FROM event", NULL, NULL, NULL);
        _exit(result == SQLITE_BUSY ? 0 : 1);
    }
    int status = 1;
    cr_assert(waitpid(child, &status, 0) == child && status == 0, "any other program is kept out");

    append.seq = 2;
    cr_assert_eq(append_now(store, &append, NULL), STORE_OK, "and the holder was not disturbed");
    store->ops->close(store);
    store = open_at(alias);
    cr_assert_eq(stream_count(store, "s"), 2);
    store->ops->close(store);
    struct stat stat_of;
    cr_assert(stat(path, &stat_of) == 0 && (stat_of.st_mode & 0777) == 0600);
    cr_assert(stat(lock, &stat_of) == 0 && stat_of.st_size == 0, "no old pid stays behind");
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s: %s", sql,
                 sqlite3_errmsg(db));
    (void)sqlite3_close(db);
}

static void write_file(const char *path, const void *data, size_t size, off_t offset)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    cr_assert(fd >= 0 && pwrite(fd, data, size, offset) == (ssize_t)size);
    (void)close(fd);
}

static size_t read_file(const char *path, char *ret_data, size_t size)
{
    int fd = open(path, O_RDONLY);
    cr_assert(fd >= 0);
    ssize_t got = read(fd, ret_data, size);
    (void)close(fd);
    cr_assert(got >= 0);
    return (size_t)got;
}

Test(sqlite_file, foreign_files_are_refused_and_left_alone)
{
    AUTO(folder_removep) char *folder = temp_folder();
    static const struct {
        const char *sql;
        const char *part;
    } FOREIGN[] = {
        {"CREATE TABLE recipe (name TEXT)", "not a data file of Hoeksteen"},
        {"PRAGMA user_version = 3", "not a data file of Hoeksteen"},
        {"PRAGMA application_id = 252006674", "not a data file of Hoeksteen"},
        {"PRAGMA application_id = 1215260011", "not a data file of Hoeksteen"},
        {"PRAGMA application_id = 1215260011; PRAGMA user_version = 2", "newer Hoeksteen"},
        {"PRAGMA application_id = 1215260011; PRAGMA user_version = 99; PRAGMA journal_mode = WAL",
         "99"},
    };
    static char before[65536];
    static char after[65536];
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "f%zu.db", i);
        AUTO_FREE char *path = temp_path(folder, name);
        run_sql(path, FOREIGN[i].sql);
        size_t size = read_file(path, before, sizeof before);
        refused(path, ERR_STORE, FOREIGN[i].part);
        cr_assert(read_file(path, after, sizeof after) == size && memcmp(before, after, size) == 0,
                  "%s", FOREIGN[i].sql);
    }
    AUTO_FREE char *text = temp_path(folder, "letter.txt");
    static const char LETTER[] =
        "Dear reader, this is a letter and no data file. It is long enough to have a header, "
        "and it goes on for a while, so that nobody takes it for an empty file.";
    write_file(text, LETTER, sizeof LETTER, 0);
    refused(text, ERR_STORE, "not a data file of Hoeksteen");
    refused(folder, ERR_STORE, "no plain file");
    AUTO_FREE char *nowhere = temp_path(folder, "none/game.db");
    refused(nowhere, ERR_STORE, "cannot use this folder");
    AUTO_FREE char *slash = temp_path(folder, "game.db/");
    refused(slash, ERR_STORE, "no name of a file");
    AUTO_FREE char *empty = temp_path(folder, "empty.db");
    write_file(empty, "", 0, 0);
    struct store *store = open_at(empty);
    store->ops->close(store);
}

Test(sqlite_file, the_fence_holds_and_leaves_nothing_behind)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    struct store *store = open_at(path);
    store->ops->close(store);
    /* An event that belongs to the stream that will be made next: only the unique index knows of
     * it. */
    run_sql(path, "INSERT INTO event (stream, seq, data) VALUES (1, 2, x'00')");
    store = open_at(path);
    struct store_append append = append_of("s", 1, "x");
    append.count = 2;
    append.event[1] = append.event[0];
    struct answer answer;
    cr_assert_eq(append_now(store, &append, &answer), STORE_FAILED);
    cr_assert_eq(answer.err.code, ERR_STORE);
    cr_assert_eq(stream_count(store, "s"), 0, "neither the stream nor its first event");
    append.count = 1;
    cr_assert_eq(append_now(store, &append, &answer), STORE_OK, "the next transaction: %s",
                 answer.err.text);
    store->ops->close(store);
}

Test(sqlite_file, damage_after_a_crash_is_found)
{
    AUTO(folder_removep) char *folder = temp_folder();
    AUTO_FREE char *path = temp_path(folder, "game.db");
    AUTO_FREE char *log = temp_path(folder, "game.db-wal");
    struct store *store = open_at(path);
    for (int64_t seq = 1; seq <= 200; seq++) {
        struct store_append append =
            append_of("s", seq, "some bytes to fill more than one page of the file");
        cr_assert_eq(append_now(store, &append, NULL), STORE_OK);
    }
    store->ops->close(store);
    cr_assert_neq(access(log, F_OK), 0, "a clean end leaves no log");
    char zeros[4096] = {0};
    struct stat stat_of;
    cr_assert(stat(path, &stat_of) == 0 && stat_of.st_size > 4 * 4096);
    for (off_t page = 1; page < stat_of.st_size / 4096; page++)
        write_file(path, zeros, sizeof zeros, page * 4096);
    write_file(log, "x", 1, 0); /* a log that was left behind, too short to hold anything */
    refused(path, ERR_STORE, "damaged");
}

Test(sqlite_file, network_disks_are_known)
{
    cr_assert_str_eq(place_remote_name(0x6969), "NFS");
    cr_assert_str_eq(place_remote_name(0xFE534D42), "SMB");
    cr_assert_str_eq(place_remote_name((uint64_t)(int64_t)(int32_t)0xFE534D42), "SMB");
    cr_assert_str_eq(place_remote_name(0xFF534D42), "CIFS");
    static const uint64_t LOCAL[] = {0xEF53,     0x58465342, 0x9123683E, 0x01021994,
                                     0x794C7630, 0x2FC12FC1, 0};
    for (size_t i = 0; i < sizeof LOCAL / sizeof *LOCAL; i++)
        cr_assert_null(place_remote_name(LOCAL[i]));
}
