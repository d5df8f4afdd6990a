/* SPDX-License-Identifier: EUPL-1.2 */
/* sqlite_write.c -- the writer thread: all appends that wait go into one transaction and share one
 * flush. Never answers before the commit, never lets one refused append spoil the others. */
#include <assert.h>
#include <string.h>
#include <time.h>

#include "base/auto.h"
#include "base/failpoint.h"
#include "base/hash.h"
#include "store/sqlite_store.h"

enum {
    BATCH_COUNT_MAX = 1024,     /* bounds how long the first of a batch waits for the last */
    BATCH_BYTES_MAX = 16 << 20, /* bounds the log and the memory of one transaction */
    BUSY_COUNT = 4,
    GATHER_NS = 500000 /* a third of what a seat may wait beyond the flush (tests/bench) */
};

/* The outcome of a key that was used before; its answer goes into the job. */
static int look_up_key(struct sqlite_store *store, struct store_job *job, const uint8_t *key)
{
    AUTO(sqlite_resetp) sqlite3_stmt *find = store->statements[SQL_KEY_FIND];
    sqlite_bind_bytes(find, 1, key, KEY_HASH_SIZE);
    int result = sqlite3_step(find);
    if (result != SQLITE_ROW)
        return result == SQLITE_DONE ? SQLITE_CORRUPT_INDEX : result;
    const void *body = sqlite3_column_blob(find, 0);
    bool is_same = sqlite3_column_bytes(find, 0) == STORE_HASH_SIZE && body &&
                   memcmp(body, job->append.body_hash, STORE_HASH_SIZE) == 0;
    job->outcome = is_same ? STORE_DUPLICATE : STORE_MISMATCH;
    const void *answer = sqlite3_column_blob(find, 1);
    if (is_same && !job_answer(job, answer, (size_t)sqlite3_column_bytes(find, 1)))
        return SQLITE_NOMEM;
    return SQLITE_OK;
}

static struct stream_mark *mark_of(struct sqlite_store *store, const char *name)
{
    uint32_t hash = 2166136261u;
    for (const char *at = name; *at; at++)
        hash = (hash ^ (uint8_t)*at) * 16777619u;
    return &store->marks[(hash ^ hash >> 16) % STREAM_MARKS];
}

/* The number of the stream (0: not there yet) and its last seq (0: no event). */
static int look_up_stream(struct sqlite_store *store, const char *name,
                          struct stream_mark *ret_mark)
{
    const struct stream_mark *known = mark_of(store, name);
    if (strcmp(known->name, name) == 0) {
        *ret_mark = *known;
        return SQLITE_OK;
    }
    AUTO(sqlite_resetp) sqlite3_stmt *find = store->statements[SQL_STREAM_FIND];
    (void)sqlite3_bind_text(find, 1, name, -1, SQLITE_STATIC);
    int result = sqlite3_step(find);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return result;
    *ret_mark = (struct stream_mark){0};
    memcpy(ret_mark->name, name, strlen(name) + 1);
    if (result == SQLITE_ROW) {
        ret_mark->no = sqlite3_column_int64(find, 0);
        ret_mark->seq = sqlite3_column_int64(find, 1);
    }
    return SQLITE_OK;
}

static int add_stream(struct sqlite_store *store, const char *name, int64_t *ret_no)
{
    (void)sqlite3_bind_text(store->statements[SQL_STREAM_ADD], 1, name, -1, SQLITE_STATIC);
    int result = sqlite_run(store, SQL_STREAM_ADD);
    if (result == SQLITE_OK)
        *ret_no = sqlite3_last_insert_rowid(store->db);
    return result;
}

static int add_event(struct sqlite_store *store, int64_t no, int64_t seq,
                     const struct store_bytes *event)
{
    sqlite3_stmt *add = store->statements[SQL_EVENT_ADD];
    (void)sqlite3_bind_int64(add, 1, no);
    (void)sqlite3_bind_int64(add, 2, seq);
    sqlite_bind_bytes(add, 3, event->data, event->size);
    int result = sqlite_run(store, SQL_EVENT_ADD);
    FAILPOINT("store-event");
    return result;
}

/* Leaves the outcome as it is when the key is new. */
static int add_key(struct sqlite_store *store, struct store_job *job, const uint8_t *key)
{
    const struct store_append *append = &job->append;
    sqlite3_stmt *add = store->statements[SQL_KEY_ADD];
    sqlite_bind_bytes(add, 1, key, KEY_HASH_SIZE);
    sqlite_bind_bytes(add, 2, append->body_hash, STORE_HASH_SIZE);
    sqlite_bind_bytes(add, 3, append->answer.data, append->answer.size);
    int result = sqlite_run(store, SQL_KEY_ADD);
    FAILPOINT("store-key");
    if (result == SQLITE_OK && sqlite3_changes(store->db) == 0)
        result = look_up_key(store, job, key);
    return result;
}

static int drop_key(struct sqlite_store *store, int64_t row)
{
    (void)sqlite3_bind_int64(store->statements[SQL_KEY_DROP], 1, row);
    return sqlite_run(store, SQL_KEY_DROP);
}

static int add_events(struct sqlite_store *store, const struct store_append *append,
                      struct stream_mark *mark)
{
    int result = SQLITE_OK;
    if (mark->no == 0 && append->count > 0)
        result = add_stream(store, append->stream, &mark->no);
    for (int i = 0; i < append->count && result == SQLITE_OK; i++)
        result = add_event(store, mark->no, append->seq + i, &append->event[i]);
    if (result == SQLITE_OK && append->count > 0) {
        mark->seq = append->seq + append->count - 1;
        *mark_of(store, append->stream) = *mark;
    }
    return result;
}

/* Decides and writes one append inside the open transaction. Anything but SQLITE_OK ends the whole
 * transaction. A key that was used before goes before a seq that does not follow. */
static int apply(struct sqlite_store *store, struct store_job *job)
{
    const struct store_append *append = &job->append;
    struct stream_mark mark = {0};
    uint8_t key[STORE_HASH_SIZE];
    int64_t row = 0;
    int result = SQLITE_OK;
    job->outcome = STORE_OK;
    if (append->key) {
        sqlite_key_hash(append->key, key);
        result = add_key(store, job, key);
        row = sqlite3_last_insert_rowid(store->db);
    }
    if (result != SQLITE_OK || job->outcome != STORE_OK)
        return result;
    result = look_up_stream(store, append->stream, &mark);
    if (result == SQLITE_OK && append->seq != mark.seq + 1) {
        job->outcome = STORE_CONFLICT;
        return append->key ? drop_key(store, row) : SQLITE_OK;
    }
    return result == SQLITE_OK ? add_events(store, append, &mark) : result;
}

static void count_batch(struct sqlite_store *store, const struct store_job *jobs)
{
    int64_t appends = 0;
    int64_t events = 0;
    int64_t bytes = 0;
    for (const struct store_job *job = jobs; job; job = job->next) {
        if (job->is_refused || job->outcome != STORE_OK)
            continue;
        appends++;
        events += job->append.count;
        for (int i = 0; i < job->append.count; i++)
            bytes += (int64_t)job->append.event[i].size;
    }
    atomic_fetch_add(&store->counts[COUNT_COMMITS], appends > 0);
    atomic_fetch_add(&store->counts[COUNT_APPENDS], appends);
    atomic_fetch_add(&store->counts[COUNT_EVENTS], events);
    atomic_fetch_add(&store->counts[COUNT_BYTES], bytes);
}

static int write_batch(struct sqlite_store *store, struct store_job *jobs)
{
    FAILPOINT("store-begin");
    int result = sqlite_run(store, SQL_BEGIN);
    for (struct store_job *job = jobs; job && result == SQLITE_OK; job = job->next) {
        if (!job->is_refused)
            result = apply(store, job);
    }
    FAILPOINT("store-commit");
    if (result == SQLITE_OK)
        result = sqlite_run(store, SQL_COMMIT);
    FAILPOINT("store-committed");
    return result;
}

/* Behind the gate. After it every job has its outcome. */
static void commit_batch(struct sqlite_store *store, struct store_job *jobs)
{
    GATE(&store->gate);
    struct err err = store->broken;
    if (err.code == ERR_OK) {
        int result = write_batch(store, jobs);
        if (result == SQLITE_OK) {
            count_batch(store, jobs);
            return;
        }
        memset(store->marks, 0, sizeof store->marks); /* of appends that did not happen */
        (void)sqlite_undo(store, result, &err);
    }
    for (struct store_job *job = jobs; job; job = job->next) {
        if (!job->is_refused)
            job_fail(job, &err);
    }
}

static int count_of(const struct store_job *jobs)
{
    int count = 0;
    for (; jobs; jobs = jobs->next)
        count++;
    return count;
}

/* A flush costs as much for one append as for fifty: after a batch of several the next ones are on
 * their way, and are given a moment to come together. Who is alone never waits. */
static void gather(void)
{
    const struct timespec moment = {.tv_nsec = GATHER_NS};
    (void)nanosleep(&moment, NULL);
}

void *sqlite_writer(void *cls)
{
    struct sqlite_store *store = cls;
    struct store_job *jobs;
    while ((jobs = queue_take(&store->queue, BATCH_COUNT_MAX, BATCH_BYTES_MAX)) != NULL) {
        const bool is_busy = count_of(jobs) >= BUSY_COUNT;
        commit_batch(store, jobs);
        queue_answer(&store->queue, jobs, true);
        FAILPOINT("store-answered");
        if (is_busy)
            gather();
    }
    return NULL;
}

enum err_code sqlite_put_blob(struct store *base, const uint8_t *hash, struct store_bytes blob,
                              struct err *err)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    uint8_t real[HASH_SIZE];
    if (blob.size > STORE_BLOB_BYTES_MAX)
        return err_set(err, ERR_TOO_LARGE, "blob", "%zu bytes; at most %d are kept", blob.size,
                       STORE_BLOB_BYTES_MAX);
    hash_once(real, blob.data, blob.size);
    if (!hash_equal(real, hash))
        return err_set(err, ERR_DAMAGED, "blob", "these bytes do not have this hash");
    GATE(&store->gate);
    if (store->broken.code != ERR_OK)
        return err_set(err, store->broken.code, store->broken.where, "%s", store->broken.text);
    sqlite3_stmt *add = store->statements[SQL_BLOB_ADD];
    sqlite_bind_bytes(add, 1, hash, HASH_SIZE);
    sqlite_bind_bytes(add, 2, blob.data, blob.size);
    int result = sqlite_run(store, SQL_BLOB_ADD);
    return result == SQLITE_OK ? ERR_OK : sqlite_undo(store, result, err);
}
