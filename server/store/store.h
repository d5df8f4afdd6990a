/* SPDX-License-Identifier: EUPL-1.2 */
/* store.h -- the contract of every store: append-only events of streams, with idempotency keys in
 * the same transaction. The store knows streams, sequence numbers and bytes; it knows nothing of
 * the game. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
    STORE_ID_MAX = 40,     /* characters of a stream's name: a UUID is 36 */
    STORE_KEY_MAX = 128,   /* characters of an idempotency key with its scope */
    STORE_EVENTS_MAX = 16, /* events of one append: a command makes few */
    STORE_EVENT_BYTES_MAX =
        4 << 20, /* one event: an adjudication with all its terms stays far below */
    STORE_ANSWER_BYTES_MAX = 1 << 20, /* an answer that is kept with its key */
    STORE_BLOB_BYTES_MAX = 16 << 20,  /* a whole rule book in canonical form is a few MiB */
    STORE_HASH_SIZE = 32
};

struct store_bytes {
    const char *data;
    size_t size;
};

/* What append answers. A memory double can be told to give each of them. */
enum store_outcome {
    STORE_OK,        /* durable */
    STORE_DUPLICATE, /* the key is known with this body: `answer` is the first answer, nothing was
                        written */
    STORE_MISMATCH,  /* the key is known with another body: nothing was written */
    STORE_CONFLICT,  /* `seq` is not the next of the stream: somebody else wrote; reload */
    STORE_FAILED /* not durable, reason in `err`; the caller reloads the stream from the store */
};

/* One append: events seq, seq+1, ... of a stream (the first event of a stream is 1), and the key
 * with the answer to give again. All of it is written, or nothing. `count` may be 0 with a key: an
 * effect-free answer worth keeping; its `seq` is checked as well. The key is looked up first: a
 * replayed command is STORE_DUPLICATE whatever its `seq`. What is outside the limits above is
 * STORE_FAILED and writes nothing. */
struct store_append {
    char stream[STORE_ID_MAX + 1];
    int64_t seq;
    int count;
    struct store_bytes event[STORE_EVENTS_MAX];
    const char *key;                    /* NULL: no key */
    uint8_t body_hash[STORE_HASH_SIZE]; /* of the command's body */
    struct store_bytes answer;
};

struct store_result {
    enum store_outcome outcome;
    struct store_bytes answer; /* of STORE_DUPLICATE; valid during the callback only */
    struct err err;            /* of STORE_FAILED */
};

typedef void (*store_done)(void *cls, const struct store_result *result);
/* One row of a read; return false to stop. `event` is valid during the call only. */
typedef bool (*store_row)(void *cls, int64_t seq, struct store_bytes event);

struct store;
struct store_ops {
    /* Takes a copy of everything in `append`, returns at once; `done` is called once, from the
     * store's writer thread, in the order of the calls, after the commit. Many appends share one
     * commit. `done` may append and read, but may not close; while it runs the writer waits, so it
     * should be short. Not after close() was called. */
    void (*append)(struct store *store, const struct store_append *append, store_done done,
                   void *cls);
    /* Events of one stream from `seq` on, in order. Blocks. Sees everything that was answered
     * STORE_OK. No lock of the store is held while `row` runs. A stream that is not there has no
     * rows and is no error. */
    enum err_code (*read)(struct store *store, const char *stream, int64_t seq, store_row row,
                          void *cls, struct err *err);
    /* Names of all streams in the order of their first event; `seq` is the last one. */
    enum err_code (*streams)(struct store *store,
                             bool (*row)(void *cls, const char *stream, int64_t seq), void *cls,
                             struct err *err);
    /* Answer kept under a key: STORE_DUPLICATE, STORE_MISMATCH, STORE_OK when the key is free, or
     * STORE_FAILED. Blocks. `done` (or NULL) is called once with the same outcome before this
     * returns, on the caller's thread. */
    enum store_outcome (*find_key)(struct store *store, const char *key, const uint8_t *body_hash,
                                   store_done done, void *cls);
    /* Large immutable bytes kept once per BLAKE2b-256 hash (rule books, scenarios). put is durable
     * when it returns and refuses bytes that do not have this hash; get gives ERR_NOT_FOUND, or
     * ERR_DAMAGED when they no longer have it. */
    enum err_code (*put_blob)(struct store *store, const uint8_t *hash, struct store_bytes blob,
                              struct err *err);
    enum err_code (*get_blob)(struct store *store, const uint8_t *hash,
                              bool (*take)(void *cls, struct store_bytes blob), void *cls,
                              struct err *err);
    /* Copies the whole data file to `path` while the store is in use; the copy is durable. Refuses
     * an existing file. */
    enum err_code (*backup)(struct store *store, const char *path, struct err *err);
    /* Counters for metrics and the bench: commits that wrote, appends answered STORE_OK, their
     * events, the events' bytes. */
    void (*counts)(struct store *store, int64_t counts[4]);
    /* Commits what is waiting, calls every outstanding `done`, frees. */
    void (*close)(struct store *store);
};

struct store {
    const struct store_ops *ops;
};

/* The embedded store: exactly one connection, locking_mode=EXCLUSIVE before WAL, synchronous=FULL,
 * one writer thread. ERR_STORE_LOCKED names the pid that holds the file. */
enum err_code store_sqlite_open(struct store **ret_store, const char *path, struct err *err);

/* The memory double. `fault` is asked before each append (NULL: none) and may return any outcome to
 * give instead; a STORE_OK goes on as usual. With `held` nothing is done or answered until
 * store_mem_release(), which works and calls `done` on its own thread; otherwise a writer thread
 * does, as in every store. An injected STORE_DUPLICATE gives the answer that is kept under the key,
 * or the append's own. NULL without memory. It has no file, so no backup. */
typedef enum store_outcome (*store_mem_fault)(void *cls, const struct store_append *append,
                                              struct err *err);
struct store *store_mem_open(store_mem_fault fault, void *cls);
void store_mem_hold(struct store *store, bool held);
int store_mem_release(struct store *store,
                      int count); /* answers at most `count` waiting appends; how many it did */

#endif
