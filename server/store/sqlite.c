/* SPDX-License-Identifier: EUPL-1.2 */
/* sqlite.c -- the embedded store: opening, closing, and what its parts share. Never has a second
 * connection. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "store/sqlite_store.h"

static struct sqlite_store *self(struct store *store)
{
    return (struct sqlite_store *)store;
}

void sqlite_resetp(sqlite3_stmt **statement)
{
    (void)sqlite3_reset(*statement);
    (void)sqlite3_clear_bindings(*statement);
}

void sqlite_bind_bytes(sqlite3_stmt *statement, int index, const void *data, size_t size)
{
    /* It fails only on a wrong index or type, or above SQLITE_LIMIT_LENGTH, which is above our
     * limits. */
    int failed = sqlite3_bind_blob64(statement, index, size > 0 ? data : "", size, SQLITE_STATIC);
    assert(!failed);
    (void)failed;
}

int sqlite_run(struct sqlite_store *store, enum sql sql)
{
    AUTO(sqlite_resetp) sqlite3_stmt *statement = store->statements[sql];
    int result = sqlite3_step(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

enum err_code sqlite_undo(struct sqlite_store *store, int result, struct err *err)
{
    int primary = result & 0xFF;
    /* After a failed write or flush nobody knows what the disk holds; a retry may seem to succeed
     * (Linux forgets the pages of a failed fsync). Only reading the file anew, in a new process,
     * tells. */
    if (primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
        (void)sqlite_error(store->db, result,
                           "nothing more is stored until a restart, the disk failed",
                           &store->broken);
    }
    enum err_code code = sqlite_error(store->db, result, "not stored", err);
    if (!sqlite3_get_autocommit(store->db))
        (void)sqlite_run(store, SQL_ROLLBACK);
    return code;
}

void sqlite_key_hash(const char *key, uint8_t ret_hash[STORE_HASH_SIZE])
{
    hash_once(ret_hash, key, strlen(key));
}

static void sqlite_append(struct store *store, const struct store_append *append, store_done done,
                          void *cls)
{
    queue_put(&self(store)->queue, append, done, cls);
}

static void sqlite_counts(struct store *store, int64_t counts[4])
{
    for (int i = 0; i < COUNT_COUNT; i++)
        counts[i] = atomic_load(&self(store)->counts[i]);
}

static void release(struct sqlite_store *store)
{
    if (!store)
        return;
    for (int i = 0; i < SQL_COUNT; i++)
        (void)sqlite3_finalize(store->statements[i]);
    int failed = sqlite3_close(store->db);
    assert(!failed); /* only an unfinished statement is a reason */
    (void)failed;
    place_done(&store->place);
    queue_done(&store->queue);
    gate_done(&store->gate);
    free(store);
}

static void releasep(struct sqlite_store **store)
{
    release(*store);
}

static void sqlite_close(struct store *store)
{
    queue_close(&self(store)->queue);
    (void)pthread_join(self(store)->writer, NULL);
    release(self(store));
}

static const struct store_ops OPS = {
    .append = sqlite_append,
    .read = sqlite_read,
    .streams = sqlite_streams,
    .find_key = sqlite_find_key,
    .put_blob = sqlite_put_blob,
    .get_blob = sqlite_get_blob,
    .backup = sqlite_backup,
    .counts = sqlite_counts,
    .close = sqlite_close,
};

static enum err_code prepare(struct sqlite_store *store, struct err *err)
{
    static const char *const TEXTS[] = {
#define SQL_TEXT(name, text) [SQL_##name] = (text),
        SQL_LIST(SQL_TEXT)
#undef SQL_TEXT
    };
    for (int i = 0; i < SQL_COUNT; i++) {
        int result = sqlite3_prepare_v3(store->db, TEXTS[i], -1, SQLITE_PREPARE_PERSISTENT,
                                        &store->statements[i], NULL);
        if (result != SQLITE_OK)
            return sqlite_error(store->db, result, "cannot prepare", err);
    }
    return ERR_OK;
}

enum err_code store_sqlite_open(struct store **ret_store, const char *path, struct err *err)
{
    AUTO(releasep) struct sqlite_store *store = calloc(1, sizeof *store);
    if (!store)
        return err_set(err, ERR_NO_MEMORY, path, "no memory");
    store->store.ops = &OPS;
    store->place = PLACE_NONE;
    gate_init(&store->gate);
    queue_init(&store->queue);
    enum err_code code = place_take(&store->place, path, err);
    if (code == ERR_OK)
        code = sqlite_file_open(&store->db, store->place.path, err);
    if (code == ERR_OK)
        code = prepare(store, err);
    if (code == ERR_OK && pthread_create(&store->writer, NULL, sqlite_writer, store) != 0)
        code = err_set(err, ERR_NO_MEMORY, path, "cannot start the writer thread");
    if (code != ERR_OK)
        return code;
    *ret_store = &TAKE(store)->store;
    return ERR_OK;
}
