/* SPDX-License-Identifier: EUPL-1.2 */
/* sqlite_store.h -- what the files of the SQLite store share; nothing outside them includes it.
 * One connection, used by whoever has passed the gate. All its SQL stands in SQL_LIST and in
 * sqlite_file.c. */
#ifndef STORE_SQLITE_STORE_H
#define STORE_SQLITE_STORE_H

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "store/gate.h"
#include "store/place.h"
#include "store/queue.h"
#include "store/store.h"

#define SQL_LIST(SQL)                                                                              \
    SQL(BEGIN, "BEGIN IMMEDIATE")                                                                  \
    SQL(COMMIT, "COMMIT")                                                                          \
    SQL(ROLLBACK, "ROLLBACK")                                                                      \
    SQL(STREAM_FIND, "SELECT no, (SELECT max(seq) FROM event WHERE stream = stream.no) "           \
                     "FROM stream WHERE name = ?1")                                                \
    SQL(STREAM_ADD, "INSERT INTO stream (name) VALUES (?1)")                                       \
    SQL(STREAM_LIST, "SELECT no, name, (SELECT max(seq) FROM event WHERE stream = stream.no) "     \
                     "FROM stream WHERE no > ?1 ORDER BY no LIMIT ?2")                             \
    SQL(EVENT_ADD, "INSERT INTO event (stream, seq, data) VALUES (?1, ?2, ?3)")                    \
    SQL(EVENT_READ, "SELECT seq, data FROM event WHERE seq >= ?2 "                                 \
                    "AND stream = (SELECT no FROM stream WHERE name = ?1) ORDER BY seq LIMIT ?3")  \
    SQL(KEY_FIND, "SELECT body, answer FROM answer WHERE key = ?1")                                \
    SQL(KEY_ADD, "INSERT OR IGNORE INTO answer (key, body, answer) VALUES (?1, ?2, ?3)")           \
    SQL(KEY_DROP, "DELETE FROM answer WHERE id = ?1")                                              \
    SQL(BLOB_FIND, "SELECT data FROM blob WHERE hash = ?1")                                        \
    SQL(BLOB_ADD, "INSERT OR IGNORE INTO blob (hash, data) VALUES (?1, ?2)")                       \
    SQL(BACKUP, "VACUUM INTO ?1")

enum sql {
#define SQL_ENUM(name, text) SQL_##name,
    SQL_LIST(SQL_ENUM)
#undef SQL_ENUM
        SQL_COUNT
};

enum sqlite_count { COUNT_COMMITS, COUNT_APPENDS, COUNT_EVENTS, COUNT_BYTES, COUNT_COUNT };

enum {
    KEY_HASH_SIZE =
        16 /* a key is kept as half of its BLAKE2b-256: small in the index, unreadable in a copy */
};

/* Where a stream stood when it was written last. */
struct stream_mark {
    char name[STORE_ID_MAX + 1]; /* "": none */
    int64_t no, seq;
};
enum { STREAM_MARKS = 256 }; /* a power of two */

struct sqlite_store {
    struct store store; /* first: a struct store * is a struct sqlite_store * */
    sqlite3 *db;
    sqlite3_stmt *statements[SQL_COUNT];
    struct gate gate;
    struct err broken; /* behind the gate. Once set, nothing is written any more */
    struct stream_mark marks[STREAM_MARKS]; /* behind the gate, by the hash of the name */
    struct job_queue queue;
    pthread_t writer;
    struct place place;
    _Atomic int64_t counts[COUNT_COUNT];
};

/* sqlite_file.c: opens and checks the file, brings its schema up to date. */
enum err_code sqlite_file_open(sqlite3 **ret_db, const char *path, struct err *err);
enum err_code sqlite_error(sqlite3 *db, int result, const char *what,
                           struct err *err); /* as one of ours */

/* For AUTO: a statement is reset at the end of the scope that used it. */
void sqlite_resetp(sqlite3_stmt **statement);
/* Binds bytes; no bytes are an empty blob, not NULL. The bytes must outlive the step. */
void sqlite_bind_bytes(sqlite3_stmt *statement, int index, const void *data, size_t size);
/* Steps a statement that gives no rows. SQLITE_OK or the error. */
int sqlite_run(struct sqlite_store *store, enum sql sql);
/* After a failed write: ends an open transaction and remembers faults after which memory and disk
 * may differ. */
enum err_code sqlite_undo(struct sqlite_store *store, int result, struct err *err);
void sqlite_key_hash(const char *key, uint8_t ret_hash[STORE_HASH_SIZE]);

/* sqlite_write.c */
void *sqlite_writer(void *cls);
enum err_code sqlite_put_blob(struct store *store, const uint8_t *hash, struct store_bytes blob,
                              struct err *err);
/* sqlite_read.c */
enum err_code sqlite_read(struct store *store, const char *stream, int64_t seq, store_row row,
                          void *cls, struct err *err);
enum err_code sqlite_streams(struct store *store,
                             bool (*row)(void *cls, const char *stream, int64_t seq), void *cls,
                             struct err *err);
enum store_outcome sqlite_find_key(struct store *store, const char *key, const uint8_t *body_hash,
                                   store_done done, void *cls);
enum err_code sqlite_get_blob(struct store *store, const uint8_t *hash,
                              bool (*take)(void *cls, struct store_bytes blob), void *cls,
                              struct err *err);
/* sqlite_backup.c */
enum err_code sqlite_backup(struct store *store, const char *path, struct err *err);

#endif
