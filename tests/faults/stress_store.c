/* SPDX-License-Identifier: EUPL-1.2 */
/* stress_store.c -- stress_store [ROUNDS]: threads append to the same streams, send every command
 * twice, read, copy and keep blobs at the same time, against both stores. A plain program, so that
 * ThreadSanitizer can watch it. Exit 0 when every command took effect once and the streams hold
 * what was acknowledged. */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "store_help.h"

enum { THREADS = 6, STREAMS = 3, NAME_SIZE = 64 };

struct shared {
    struct store *store;
    const char *folder;
    int commands; /* of each pair of threads */
    _Atomic int64_t applied;
    _Atomic int64_t twins;
    _Atomic int64_t lost_races;
    _Atomic bool is_ended;
    _Atomic int64_t failures;
};

struct worker {
    struct shared *shared;
    int number;
};

static void complain(struct shared *shared, const char *what)
{
    if (atomic_fetch_add(&shared->failures, 1) == 0)
        (void)fprintf(stderr, "stress_store: %s\n", what);
}

/* Sends one command until its outcome is known: a lost race reads the stream again, as the game
 * does. */
static void send_command(struct shared *shared, const char *stream, const char *key)
{
    for (;;) {
        int64_t seq = stream_count(shared->store, stream) + 1;
        if (seq < 1) {
            complain(shared, "a stream has a gap");
            return;
        }
        struct store_append append = append_keyed(stream, seq, key, key, key, key);
        struct answer answer;
        switch (append_now(shared->store, &append, &answer)) {
        case STORE_OK:
            atomic_fetch_add(&shared->applied, 1);
            return;
        case STORE_DUPLICATE:
            if (strcmp(answer.text, key) != 0)
                complain(shared, "a duplicate got another answer");
            atomic_fetch_add(&shared->twins, 1);
            return;
        case STORE_CONFLICT:
            atomic_fetch_add(&shared->lost_races, 1);
            break;
        case STORE_MISMATCH:
        case STORE_FAILED:
            complain(shared, answer.err.text);
            return;
        }
    }
}

/* Threads 2n and 2n+1 send the same commands. */
static void *append_commands(void *cls)
{
    const struct worker *worker = cls;
    for (int i = 0; i < worker->shared->commands; i++) {
        char stream[NAME_SIZE];
        char key[NAME_SIZE];
        (void)snprintf(stream, sizeof stream, "stream-%d", i % STREAMS);
        (void)snprintf(key, sizeof key, "pair-%d-command-%d", worker->number / 2, i);
        send_command(worker->shared, stream, key);
    }
    return NULL;
}

static bool take_blob(void *cls, struct store_bytes blob)
{
    *(size_t *)cls = blob.size;
    return true;
}

static void keep_blob(struct shared *shared, int i)
{
    char text[NAME_SIZE];
    (void)snprintf(text, sizeof text, "blob %d", i % 10);
    uint8_t hash[HASH_SIZE];
    hash_once(hash, text, strlen(text));
    size_t size = 0;
    struct store_bytes blob = {.data = text, .size = strlen(text)};
    if (shared->store->ops->put_blob(shared->store, hash, blob, NULL) != ERR_OK ||
        shared->store->ops->get_blob(shared->store, hash, take_blob, &size, NULL) != ERR_OK ||
        size != blob.size)
        complain(shared, "a blob is not kept");
}

static bool take_stream(void *cls, const char *stream, int64_t seq)
{
    *(int64_t *)cls += stream[0] == 's' ? seq : 0;
    return true;
}

static void *look_around(void *cls)
{
    struct shared *shared = cls;
    int64_t before = 0;
    for (int i = 0; !atomic_load(&shared->is_ended); i++) {
        int64_t sum = 0;
        (void)shared->store->ops->streams(shared->store, take_stream, &sum, NULL);
        if (sum < before)
            complain(shared, "the log became shorter");
        before = sum;
        int64_t counts[4];
        shared->store->ops->counts(shared->store, counts);
        keep_blob(shared, i);
        char name[NAME_SIZE];
        (void)snprintf(name, sizeof name, "copy%d.db", i);
        char *path = shared->folder && i % 20 == 0 ? temp_path(shared->folder, name) : NULL;
        if (path && shared->store->ops->backup(shared->store, path, NULL) != ERR_OK)
            complain(shared, "a copy failed");
        if (path)
            (void)unlink(path);
        free(path);
    }
    return NULL;
}

static int run(struct store *store, const char *folder, const char *name, int commands)
{
    struct shared shared = {.store = store, .folder = folder, .commands = commands};
    struct worker workers[THREADS];
    pthread_t threads[THREADS];
    pthread_t looker;
    if (pthread_create(&looker, NULL, look_around, &shared) != 0)
        return 1;
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){&shared, i};
        if (pthread_create(&threads[i], NULL, append_commands, &workers[i]) != 0)
            return 1;
    }
    for (int i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    atomic_store(&shared.is_ended, true);
    (void)pthread_join(looker, NULL);
    int64_t sum = 0;
    (void)store->ops->streams(store, take_stream, &sum, NULL);
    int64_t counts[4];
    store->ops->counts(store, counts);
    /* One more is left waiting, so that the closing has something to do. */
    struct answers *answers = calloc(1, sizeof *answers);
    if (!answers)
        return 1;
    answers_init(answers);
    struct store_append append = append_of("last", 1, "x");
    const struct answer *last = answers_add(answers, store, &append);
    store->ops->close(store);
    bool is_right = shared.failures == 0 && shared.applied == (int64_t)commands * THREADS / 2 &&
                    shared.twins == shared.applied && sum == shared.applied &&
                    counts[1] == shared.applied && last->is_given && last->outcome == STORE_OK;
    (void)printf("stress_store: %s: %" PRId64 " commands sent twice, %" PRId64 " applied, %" PRId64
                 " lost races, %" PRId64 " commits: %s\n",
                 name, (int64_t)commands * THREADS / 2, shared.applied, shared.lost_races,
                 counts[0], is_right ? "ok" : "WRONG");
    answers_done(answers);
    free(answers);
    return is_right ? 0 : 1;
}

int main(int argc, char **argv)
{
    int commands = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 80;
    char *folder = temp_folder();
    char *path = temp_path(folder, "stress.db");
    struct store *store = NULL;
    struct err err = {0};
    int failed = store_sqlite_open(&store, path, &err) != ERR_OK;
    if (failed)
        (void)fprintf(stderr, "stress_store: %s\n", err.text);
    else
        failed = run(store, folder, "sqlite", commands);
    store = store_mem_open(NULL, NULL);
    failed = failed || !store || run(store, NULL, "mem", commands);
    free(path);
    temp_folder_remove(folder);
    return failed;
}
