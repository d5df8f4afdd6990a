/* SPDX-License-Identifier: EUPL-1.2 */
/* sqlite_file.c -- opens the data file for one connection and checks that it is ours, whole and of
 * a known version. Never changes a file that is not ours or that a newer version has written. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/failpoint.h"
#include "store/sqlite_store.h"

enum {
    APPLICATION_ID = 0x486F656B, /* "Hoek": file(1) and we know the file by it */
    VERSION_NOW = 1
};

/* From version i to i + 1. Only ever append. The log and the answers are appended by rowid, because
 * a group commit over many streams then writes few pages; the small unique index over (stream, seq)
 * is the fence. */
static const char *const MIGRATIONS[VERSION_NOW] = {
    "CREATE TABLE stream (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE event (id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " data BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX event_fence ON event (stream, seq);"
    "CREATE TABLE answer (id INTEGER PRIMARY KEY, key BLOB NOT NULL, body BLOB NOT NULL,"
    " answer BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX answer_key ON answer (key);"
    "CREATE TABLE blob (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, data BLOB NOT NULL) "
    "STRICT;"
    "PRAGMA application_id = 1215260011;",
};

/* One connection with the lock from the first access on: SQLite before 3.51.3 can lose committed
 * pages when two connections write or checkpoint at the same moment (sqlite.org/wal.html, "the
 * WAL-reset bug"). So locking_mode comes before everything. FULL: a commit that was answered
 * survives the loss of power. */
static const char SETTINGS[] =
    "PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -8192;"        /* 8 MiB */
    "PRAGMA wal_autocheckpoint = 4000;" /* pages: 16 MiB, two flushes more */
    "PRAGMA journal_size_limit = 67108864;";

static const int SWITCHES[][2] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
};

/* What our own statements need, with some air; a damaged file cannot ask for more. */
static const int LIMITS[][2] = {
    {SQLITE_LIMIT_LENGTH, 32 << 20},
    {SQLITE_LIMIT_SQL_LENGTH, 10000},
    {SQLITE_LIMIT_COLUMN, 32},
    {SQLITE_LIMIT_EXPR_DEPTH, 20},
    {SQLITE_LIMIT_COMPOUND_SELECT, 4},
    {SQLITE_LIMIT_VDBE_OP, 25000},
    {SQLITE_LIMIT_FUNCTION_ARG, 8},
    {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM INTO attaches the copy */
    {SQLITE_LIMIT_VARIABLE_NUMBER, 8},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
};

enum err_code sqlite_error(sqlite3 *db, int result, const char *what, struct err *err)
{
    enum err_code code = ERR_STORE;
    if ((result & 0xFF) == SQLITE_FULL)
        code = ERR_STORE_FULL;
    else if ((result & 0xFF) == SQLITE_NOMEM)
        code = ERR_NO_MEMORY;
    bool is_last = sqlite3_extended_errcode(db) == result;
    return err_set(err, code, "", "%s: %s (SQLite %d)", what,
                   is_last ? sqlite3_errmsg(db) : sqlite3_errstr(result), result);
}

/* An error while opening, in words that say what to do. */
static enum err_code open_error(sqlite3 *db, const char *path, struct err *err)
{
    int result = sqlite3_extended_errcode(db) & 0xFF;
    if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        return place_locked(path, place_holder(path), err);
    if (result == SQLITE_NOTADB)
        return err_set(err, ERR_STORE, path, "this is not a data file of Hoeksteen");
    if (result == SQLITE_CORRUPT)
        return err_set(err, ERR_STORE, path, "this data file is damaged (%s); restore a backup",
                       sqlite3_errmsg(db));
    return sqlite_error(db, sqlite3_extended_errcode(db), path, err);
}

static void closep(sqlite3 **db)
{
    (void)sqlite3_close(*db);
}

static void finalizep(sqlite3_stmt **statement)
{
    (void)sqlite3_finalize(*statement);
}

/* The one value that `sql` gives, as text; "" when it gives none. */
static int ask(sqlite3 *db, const char *sql, char *ret_text, size_t size)
{
    AUTO(finalizep) sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (result != SQLITE_OK)
        return result;
    result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return result;
    const unsigned char *text = result == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
    (void)snprintf(ret_text, size, "%s", text ? (const char *)text : "");
    return SQLITE_OK;
}

static enum err_code configure(sqlite3 *db, const char *path, struct err *err)
{
    for (size_t i = 0; i < sizeof SWITCHES / sizeof *SWITCHES; i++) {
        if (sqlite3_db_config(db, SWITCHES[i][0], SWITCHES[i][1], NULL) != SQLITE_OK)
            return err_set(err, ERR_STORE, path, "this SQLite lacks a switch (%d)", SWITCHES[i][0]);
    }
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++)
        (void)sqlite3_limit(db, LIMITS[i][0], LIMITS[i][1]);
    if (sqlite3_exec(db, SETTINGS, NULL, NULL, NULL) != SQLITE_OK)
        return open_error(db, path, err);
    return ERR_OK;
}

/* Reads only: a file that is not ours stays as it was. */
static enum err_code identify(sqlite3 *db, const char *path, int *ret_version, struct err *err)
{
    char id[24];
    char version[24];
    char tables[24];
    if (ask(db, "PRAGMA application_id", id, sizeof id) ||
        ask(db, "PRAGMA user_version", version, sizeof version) ||
        ask(db, "SELECT count(*) FROM sqlite_schema", tables, sizeof tables))
        return open_error(db, path, err);
    long number = strtol(version, NULL, 10);
    bool is_empty = strcmp(id, "0") == 0 && number == 0 && strcmp(tables, "0") == 0;
    if (!is_empty && (strtol(id, NULL, 10) != APPLICATION_ID || number < 1))
        return err_set(err, ERR_STORE, path, "this is not a data file of Hoeksteen");
    if (number > VERSION_NOW) {
        return err_set(err, ERR_STORE, path,
                       "a newer Hoeksteen has written this data file (its version is %ld, this "
                       "program knows %d); "
                       "start the newer program",
                       number, VERSION_NOW);
    }
    *ret_version = (int)number;
    return ERR_OK;
}

static enum err_code start_wal(sqlite3 *db, const char *path, struct err *err)
{
    char mode[24];
    if (ask(db, "PRAGMA journal_mode = WAL", mode, sizeof mode))
        return open_error(db, path, err);
    if (strcmp(mode, "wal") != 0)
        return err_set(err, ERR_STORE, path, "this disk does not allow a write-ahead log");
    return ERR_OK;
}

static enum err_code quick_check(sqlite3 *db, const char *path, struct err *err)
{
    char found[200];
    if (ask(db, "PRAGMA quick_check(1)", found, sizeof found))
        return open_error(db, path, err);
    if (strcmp(found, "ok") != 0)
        return err_set(err, ERR_STORE, path, "this data file is damaged (%s); restore a backup",
                       found);
    return ERR_OK;
}

/* All steps in one transaction, so that a file is of one version or of the other. */
static enum err_code migrate(sqlite3 *db, const char *path, int version, struct err *err)
{
    if (version == VERSION_NOW)
        return ERR_OK;
    char numbered[64];
    (void)snprintf(numbered, sizeof numbered, "PRAGMA user_version = %d", VERSION_NOW);
    bool is_done = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
    for (int i = version; i < VERSION_NOW && is_done; i++) {
        is_done = sqlite3_exec(db, MIGRATIONS[i], NULL, NULL, NULL) == SQLITE_OK;
        FAILPOINT("store-migrate");
    }
    is_done = is_done && sqlite3_exec(db, numbered, NULL, NULL, NULL) == SQLITE_OK;
    is_done = is_done && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    FAILPOINT("store-migrated");
    return is_done ? ERR_OK : open_error(db, path, err);
}

/* A log that was left behind: the last process did not close the file. */
static bool was_left_open(const char *path)
{
    size_t size = strlen(path) + sizeof "-wal";
    AUTO_FREE char *name = malloc(size);
    if (!name)
        return true;
    (void)snprintf(name, size, "%s-wal", path);
    struct stat log;
    return stat(name, &log) == 0 && log.st_size > 0;
}

enum err_code sqlite_file_open(sqlite3 **ret_db, const char *path, struct err *err)
{
    AUTO(closep) sqlite3 *db = NULL;
    bool is_suspect = was_left_open(path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK)
        return db ? open_error(db, path, err) : err_set(err, ERR_NO_MEMORY, path, "no memory");
    int version = 0;
    enum err_code code = configure(db, path, err);
    if (code == ERR_OK)
        code = identify(db, path, &version, err);
    if (code == ERR_OK)
        code = start_wal(db, path, err);
    if (code == ERR_OK && is_suspect)
        code = quick_check(db, path, err);
    if (code == ERR_OK)
        code = migrate(db, path, version, err);
    if (code != ERR_OK)
        return code;
    *ret_db = TAKE(db);
    return ERR_OK;
}
