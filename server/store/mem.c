/* SPDX-License-Identifier: EUPL-1.2 */
/* mem.c -- the contract of store.h in memory, for tests and for games that nobody keeps. It can be
 * told to give any answer of the contract and to wait until it is told. Never touches a disk; never
 * used by `serve`. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "store/gate.h"
#include "store/mem_data.h"
#include "store/queue.h"
#include "store/store.h"

struct mem_store {
    struct store store; /* first */
    store_mem_fault fault;
    void *cls;
    struct job_queue queue;
    pthread_t writer;
    struct gate gate; /* for everything below */
    struct mem_data data;
    int64_t counts[4];
};

static struct mem_store *self(struct store *store)
{
    return (struct mem_store *)store;
}

/* What the contract says, behind the gate. False without memory. */
static bool decide(struct mem_store *store, struct store_job *job)
{
    const struct store_append *append = &job->append;
    AUTO(mem_item_freep) struct mem_item *answer = NULL;
    if (append->key) {
        uint8_t key[STORE_HASH_SIZE];
        mem_key_name(append->key, key);
        const struct mem_item *kept = mem_find_item(store->data.answers, key);
        if (kept) {
            bool is_same = memcmp(kept->body_hash, append->body_hash, STORE_HASH_SIZE) == 0;
            job->outcome = is_same ? STORE_DUPLICATE : STORE_MISMATCH;
            return !is_same || job_answer(job, kept->bytes.data, kept->bytes.size);
        }
        answer = mem_new_item(key, append->answer);
        if (!answer)
            return false;
        memcpy(answer->body_hash, append->body_hash, STORE_HASH_SIZE);
    }
    struct mem_stream *stream = mem_find_stream(&store->data, append->stream);
    if (append->seq != (stream ? stream->count : 0) + 1) {
        job->outcome = STORE_CONFLICT;
        return true;
    }
    if (!mem_write_events(&store->data, stream, append))
        return false;
    if (answer)
        mem_add_item(store->data.answers, TAKE(answer));
    job->outcome = STORE_OK;
    store->counts[0]++;
    store->counts[1]++;
    store->counts[2] += append->count;
    for (int i = 0; i < append->count; i++)
        store->counts[3] += (int64_t)append->event[i].size;
    return true;
}

/* An injected outcome writes nothing. */
static bool inject(struct mem_store *store, struct store_job *job)
{
    if (job->outcome != STORE_DUPLICATE)
        return true;
    uint8_t key[STORE_HASH_SIZE];
    mem_key_name(job->append.key ? job->append.key : "", key);
    const struct mem_item *kept = mem_find_item(store->data.answers, key);
    struct store_bytes answer = kept ? mem_view(&kept->bytes) : job->append.answer;
    return job_answer(job, answer.data, answer.size);
}

static void work(struct mem_store *store, struct store_job *job)
{
    if (job->is_refused)
        return;
    struct err err = {0};
    job->outcome = store->fault ? store->fault(store->cls, &job->append, &err) : STORE_OK;
    GATE(&store->gate);
    bool is_done = job->outcome == STORE_OK ? decide(store, job) : inject(store, job);
    if (!is_done)
        (void)err_set(&err, ERR_NO_MEMORY, "", "no memory to store this");
    if (!is_done || job->outcome == STORE_FAILED)
        job_fail(job, &err);
}

static void *writer(void *cls)
{
    struct mem_store *store = cls;
    struct store_job *job;
    while ((job = queue_take(&store->queue, 1, 0)) != NULL) {
        work(store, job);
        queue_answer(&store->queue, job, true);
    }
    return NULL;
}

static void mem_append(struct store *store, const struct store_append *append, store_done done,
                       void *cls)
{
    queue_put(&self(store)->queue, append, done, cls);
}

/* Events are never freed or moved before the close, only their table is; so a copy of one entry is
 * enough. */
static bool event_at(struct mem_store *store, const char *name, int64_t seq,
                     struct store_bytes *ret_event)
{
    GATE(&store->gate);
    const struct mem_stream *stream = mem_find_stream(&store->data, name);
    if (!stream || seq > stream->count)
        return false;
    *ret_event = stream->events[seq - 1];
    return true;
}

/* NOLINTNEXTLINE(readability-function-size): the contract's six parameters */
static enum err_code mem_read(struct store *store, const char *stream, int64_t seq, store_row row,
                              void *cls, struct err *err)
{
    (void)err;
    struct store_bytes event;
    for (seq = seq < 1 ? 1 : seq; event_at(self(store), stream, seq, &event); seq++) {
        if (!row(cls, seq, event))
            break;
    }
    return ERR_OK;
}

static const struct mem_stream *stream_after(struct mem_store *store,
                                             const struct mem_stream *stream, int64_t *ret_count)
{
    GATE(&store->gate);
    const struct mem_stream *next = stream ? stream->younger : store->data.oldest;
    *ret_count = next ? next->count : 0;
    return next;
}

static enum err_code mem_streams(struct store *store,
                                 bool (*row)(void *cls, const char *stream, int64_t seq), void *cls,
                                 struct err *err)
{
    (void)err;
    int64_t count = 0;
    const struct mem_stream *stream = NULL;
    while ((stream = stream_after(self(store), stream, &count)) != NULL) {
        if (!row(cls, stream->name, count))
            break;
    }
    return ERR_OK;
}

static const struct mem_item *item_at(struct mem_store *store, struct mem_item *const *table,
                                      const uint8_t *name)
{
    GATE(&store->gate);
    return mem_find_item(table, name);
}

static enum store_outcome mem_find_key(struct store *store, const char *key,
                                       const uint8_t *body_hash, store_done done, void *cls)
{
    uint8_t name[STORE_HASH_SIZE];
    mem_key_name(key, name);
    const struct mem_item *kept = item_at(self(store), self(store)->data.answers, name);
    struct store_result result = {.outcome = STORE_OK};
    if (kept && memcmp(kept->body_hash, body_hash, STORE_HASH_SIZE) != 0)
        result.outcome = STORE_MISMATCH;
    else if (kept)
        result =
            (struct store_result){.outcome = STORE_DUPLICATE, .answer = mem_view(&kept->bytes)};
    if (done)
        done(cls, &result);
    return result.outcome;
}

static enum err_code mem_put_blob(struct store *store, const uint8_t *hash, struct store_bytes blob,
                                  struct err *err)
{
    uint8_t real[HASH_SIZE];
    if (blob.size > STORE_BLOB_BYTES_MAX)
        return err_set(err, ERR_TOO_LARGE, "blob", "%zu bytes; at most %d are kept", blob.size,
                       STORE_BLOB_BYTES_MAX);
    hash_once(real, blob.data, blob.size);
    if (!hash_equal(real, hash))
        return err_set(err, ERR_DAMAGED, "blob", "these bytes do not have this hash");
    GATE(&self(store)->gate);
    if (mem_find_item(self(store)->data.blobs, hash))
        return ERR_OK;
    struct mem_item *item = mem_new_item(hash, blob);
    if (!item)
        return err_set(err, ERR_NO_MEMORY, "blob", "no memory to store this");
    mem_add_item(self(store)->data.blobs, item);
    return ERR_OK;
}

static enum err_code mem_get_blob(struct store *store, const uint8_t *hash,
                                  bool (*take)(void *cls, struct store_bytes blob), void *cls,
                                  struct err *err)
{
    const struct mem_item *item = item_at(self(store), self(store)->data.blobs, hash);
    if (!item)
        return err_set(err, ERR_NOT_FOUND, "blob", "nothing is kept under this hash");
    (void)take(cls, mem_view(&item->bytes));
    return ERR_OK;
}

static enum err_code mem_backup(struct store *store, const char *path, struct err *err)
{
    (void)store;
    return err_set(err, ERR_STORE, path, "this store has no file");
}

static void mem_counts(struct store *store, int64_t counts[4])
{
    GATE(&self(store)->gate);
    memcpy(counts, self(store)->counts, sizeof self(store)->counts);
}

static void release(struct mem_store *store)
{
    mem_data_done(&store->data);
    queue_done(&store->queue);
    gate_done(&store->gate);
    free(store);
}

static void mem_close(struct store *store)
{
    queue_close(&self(store)->queue);
    (void)pthread_join(self(store)->writer, NULL);
    release(self(store));
}

static const struct store_ops OPS = {
    .append = mem_append,
    .read = mem_read,
    .streams = mem_streams,
    .find_key = mem_find_key,
    .put_blob = mem_put_blob,
    .get_blob = mem_get_blob,
    .backup = mem_backup,
    .counts = mem_counts,
    .close = mem_close,
};

struct store *store_mem_open(store_mem_fault fault, void *cls)
{
    struct mem_store *store = calloc(1, sizeof *store);
    if (!store)
        return NULL;
    store->store.ops = &OPS;
    store->fault = fault;
    store->cls = cls;
    gate_init(&store->gate);
    queue_init(&store->queue);
    if (pthread_create(&store->writer, NULL, writer, store) == 0)
        return &store->store;
    release(store);
    return NULL;
}

void store_mem_hold(struct store *store, bool held)
{
    assert(store->ops == &OPS);
    queue_hold(&self(store)->queue, held);
}

int store_mem_release(struct store *store, int count)
{
    assert(store->ops == &OPS);
    int done = 0;
    struct store_job *job;
    for (; done < count && (job = queue_pop(&self(store)->queue)) != NULL; done++) {
        work(self(store), job);
        queue_answer(&self(store)->queue, job, false);
    }
    return done;
}
