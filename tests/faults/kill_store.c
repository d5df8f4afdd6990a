/* SPDX-License-Identifier: EUPL-1.2 */
/* kill_store.c -- kill_store [KILLS] [SEED]: a child appends and tells over a pipe what was
 * acknowledged; it is killed at a random moment, then at every named place of the store. After each
 * kill the file is opened again: everything acknowledged is there once, in order, with its key, and
 * SQLite finds the file whole. Exit 0 when that always holds. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store_help.h"

enum {
    STREAMS = 8,
    KILL_MS_MAX = 60,
    PLACE_WAIT_MS = 20000, /* a child that does not reach its place by then never will */
    LINE_SIZE = 64
};

struct ack {
    int32_t stream;
    int32_t is_first; /* the store is open and this stream begins here */
    int64_t seq;
};

struct totals {
    int64_t kills;
    int64_t acknowledged;
    int64_t silent; /* committed, but killed before the answer: the reason for idempotency keys */
    int64_t during_open;
};

static void die(const char *what, const char *text)
{
    (void)fprintf(stderr, "kill_store: %s: %s\n", what, text);
    exit(1);
}

static struct store *open_or_die(const char *path)
{
    struct store *store = NULL;
    struct err err = {0};
    if (store_sqlite_open(&store, path, &err) != ERR_OK)
        die("cannot open", err.text);
    return store;
}

static void names(int stream, int64_t seq, char *ret_stream, char *ret_text)
{
    (void)snprintf(ret_stream, LINE_SIZE, "stream-%d", stream);
    (void)snprintf(ret_text, LINE_SIZE, "event %d of stream %" PRId64 "/%d", stream, seq,
                   stream * 31);
}

/* --- the child --- */

struct chain {
    struct store *store;
    int stream;
    int pipe;
    int64_t seq;
    enum store_outcome expected;
};

static void acknowledged(void *cls, const struct store_result *result);

static void append_next(struct chain *chain)
{
    char stream[LINE_SIZE];
    char text[LINE_SIZE];
    names(chain->stream, chain->seq, stream, text);
    struct store_append append = append_keyed(stream, chain->seq, text, text, text, text);
    chain->store->ops->append(chain->store, &append, acknowledged, chain);
}

static void tell(const struct chain *chain, bool is_first)
{
    struct ack ack = {.stream = chain->stream, .is_first = is_first, .seq = chain->seq};
    if (write(chain->pipe, &ack, sizeof ack) != (ssize_t)sizeof ack)
        _exit(2);
}

/* On the writer's thread: the acknowledgement first, then the next append of this stream. */
static void acknowledged(void *cls, const struct store_result *result)
{
    struct chain *chain = cls;
    if (result->outcome != chain->expected)
        _exit(3);
    if (chain->expected == STORE_OK)
        tell(chain, false);
    chain->expected = STORE_OK;
    chain->seq++;
    append_next(chain);
}

/* Each stream starts with its last event once more: a client that never heard its answer asks
 * again. */
static void child_main(const char *path, int pipe, const char *place)
{
    static struct chain chains[STREAMS];
    struct store *store = NULL;
    struct err err = {0};
    if (place && setenv("HS_FAILPOINT", place, 1) != 0)
        _exit(4);
    if (store_sqlite_open(&store, path, &err) != ERR_OK) {
        (void)fprintf(stderr, "kill_store: the child cannot open: %s\n", err.text);
        _exit(5);
    }
    for (int i = 0; i < STREAMS; i++) {
        char stream[LINE_SIZE];
        char text[LINE_SIZE];
        names(i, 1, stream, text);
        int64_t count = stream_count(store, stream);
        chains[i] = (struct chain){store, i, pipe, count > 0 ? count : 1,
                                   count > 0 ? STORE_DUPLICATE : STORE_OK};
        chains[i].seq = count;
        tell(&chains[i], true);
        chains[i].seq = count > 0 ? count : 1;
    }
    for (int i = 0; i < STREAMS; i++)
        append_next(&chains[i]);
    for (;;)
        (void)pause();
}

/* --- the parent --- */

struct ledger {
    bool is_begun[STREAMS];
    int64_t last[STREAMS]; /* acknowledged */
    int64_t count;
};

static void enter(struct ledger *ledger, const struct ack *ack)
{
    if (ack->stream < 0 || ack->stream >= STREAMS)
        die("the ledger", "a stream that does not exist");
    if (!ack->is_first && ack->seq != ledger->last[ack->stream] + 1)
        die("the ledger", "an acknowledgement is missing or double");
    if (ack->is_first && ack->seq < ledger->last[ack->stream])
        die("an acknowledged event", "lost at the opening");
    ledger->count += !ack->is_first;
    ledger->is_begun[ack->stream] = true;
    ledger->last[ack->stream] = ack->seq;
}

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads acknowledgements until the child is gone; kills it at the deadline. True when it had to be
 * killed. */
static bool follow(struct ledger *ledger, int pipe, pid_t child, int64_t life_ms)
{
    int64_t deadline = now_ms() + life_ms;
    bool is_killed = false;
    char bytes[sizeof(struct ack) * 256];
    size_t held = 0;
    for (;;) {
        int64_t left = deadline - now_ms();
        if (left <= 0 && !is_killed) {
            (void)kill(child, SIGKILL);
            is_killed = true;
        }
        struct pollfd wait = {.fd = pipe, .events = POLLIN};
        if (poll(&wait, 1, is_killed ? -1 : (int)left) < 0 && errno != EINTR)
            die("poll", strerror(errno));
        if (!(wait.revents & (POLLIN | POLLHUP)))
            continue;
        ssize_t size = read(pipe, bytes + held, sizeof bytes - held);
        if (size <= 0)
            return is_killed;
        held += (size_t)size;
        size_t used = 0;
        for (struct ack ack; held - used >= sizeof ack; used += sizeof ack) {
            memcpy(&ack, bytes + used, sizeof ack);
            enter(ledger, &ack);
        }
        memmove(bytes, bytes + used, held - used);
        held -= used;
    }
}

struct check {
    int stream;
    int64_t count;
    bool is_right;
};

static bool check_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct check *check = cls;
    char stream[LINE_SIZE];
    char text[LINE_SIZE];
    names(check->stream, seq, stream, text);
    check->is_right = check->is_right && seq == ++check->count && event.size == strlen(text) &&
                      memcmp(event.data, text, event.size) == 0;
    return check->is_right;
}

static enum store_outcome key_outcome(struct store *store, int stream, int64_t seq)
{
    char name[LINE_SIZE];
    char text[LINE_SIZE];
    names(stream, seq, name, text);
    struct store_append append = append_keyed(name, seq, text, text, text, text);
    return store->ops->find_key(store, append.key, append.body_hash, NULL, NULL);
}

static void check_streams(struct store *store, struct ledger *ledger, struct totals *totals,
                          int64_t keys_from[STREAMS])
{
    for (int i = 0; i < STREAMS; i++) {
        struct check check = {.stream = i, .is_right = true};
        char stream[LINE_SIZE];
        char text[LINE_SIZE];
        names(i, 1, stream, text);
        if (store->ops->read(store, stream, 1, check_row, &check, NULL) != ERR_OK ||
            !check.is_right)
            die(stream, "its events are not the ones that were appended, once and in order");
        if (check.count < ledger->last[i])
            die(stream, "an acknowledged event is lost");
        if (check.count > ledger->last[i] + 1)
            die(stream, "more is there than can have been appended");
        totals->silent += check.count - ledger->last[i];
        for (int64_t seq = keys_from[i]; seq <= check.count; seq++) {
            if (key_outcome(store, i, seq) != STORE_DUPLICATE)
                die(stream, "an event without its key");
        }
        if (key_outcome(store, i, check.count + 1) != STORE_OK)
            die(stream, "a key without its event");
        keys_from[i] = check.count > 1 ? check.count : 1;
        ledger->last[i] = check.count;
    }
}

static void check_whole(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *check = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &check, NULL) != SQLITE_OK ||
        sqlite3_step(check) != SQLITE_ROW)
        die("integrity_check", sqlite3_errmsg(db));
    const char *text = (const char *)sqlite3_column_text(check, 0);
    if (strcmp(text, "ok") != 0)
        die("integrity_check", text);
    (void)sqlite3_finalize(check);
    (void)sqlite3_close(db);
}

struct run {
    const char *path;
    struct ledger ledger;
    int64_t keys_from[STREAMS];
    struct totals totals;
};

/* One life of the child. With a place it must kill itself there; without one it is killed after
 * `life_ms`. */
static void one_kill(struct run *run, const char *place, int64_t life_ms)
{
    int ends[2];
    if (pipe(ends) != 0)
        die("pipe", strerror(errno));
    (void)fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        die("fork", strerror(errno));
    if (child == 0) {
        (void)close(ends[0]);
        child_main(run->path, ends[1], place);
    }
    (void)close(ends[1]);
    memset(run->ledger.is_begun, 0, sizeof run->ledger.is_begun);
    int64_t before = run->ledger.count;
    bool is_killed = follow(&run->ledger, ends[0], child, life_ms);
    (void)close(ends[0]);
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        die(place ? place : "the child", "ended by itself");
    if (place && is_killed)
        die(place, "was never reached");
    run->totals.kills++;
    run->totals.acknowledged += run->ledger.count - before;
    run->totals.during_open += !run->ledger.is_begun[STREAMS - 1];
    struct store *store = open_or_die(run->path);
    check_streams(store, &run->ledger, &run->totals, run->keys_from);
    store->ops->close(store);
    check_whole(run->path);
}

static void start(struct run *run, const char *path)
{
    struct totals totals = run->totals;
    *run = (struct run){.path = path, .totals = totals};
    for (int i = 0; i < STREAMS; i++)
        run->keys_from[i] = 1;
}

/* The two places of a new file, then those that each batch passes; early, and in the middle of the
 * work. */
static void kill_at_places(struct run *run, const char *folder)
{
    static const char *const NEW[] = {"store-migrate:1", "store-migrated:1"};
    static const char *const PLACES[] = {"store-begin",  "store-event",     "store-key",
                                         "store-commit", "store-committed", "store-answered"};
    static const int TIMES[] = {1, 2, 3, 10, 50};
    for (size_t i = 0; i < sizeof NEW / sizeof *NEW; i++) {
        char *path = temp_path(folder, NEW[i]);
        start(run, path);
        one_kill(run, NEW[i], PLACE_WAIT_MS);
        free(path);
    }
    char *path = temp_path(folder, "places.db");
    start(run, path);
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        for (size_t n = 0; n < sizeof TIMES / sizeof *TIMES; n++) {
            char place[LINE_SIZE];
            (void)snprintf(place, sizeof place, "%s:%d", PLACES[i], TIMES[n]);
            one_kill(run, place, PLACE_WAIT_MS);
        }
    }
    free(path);
}

int main(int argc, char **argv)
{
    int kills = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 100;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261122;
    uint64_t state = seed;
    char *folder = temp_folder();
    char *path = temp_path(folder, "kill.db");
    struct run run = {.path = path};
    start(&run, path);
    for (int i = 0; i < kills; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        one_kill(&run, NULL, 1 + (int64_t)((state >> 33) % KILL_MS_MAX));
    }
    int64_t random_acknowledged = run.totals.acknowledged;
    kill_at_places(&run, folder);
    (void)printf("kill_store: %" PRId64 " kills (%d at random, seed %" PRIu64 "), %" PRId64
                 " acknowledged, 0 lost, "
                 "0 double, %" PRId64 " kept without an answer, %" PRId64 " killed while opening\n",
                 run.totals.kills, kills, seed, run.totals.acknowledged, run.totals.silent,
                 run.totals.during_open);
    free(path);
    temp_folder_remove(folder);
    if (kills >= 20 && random_acknowledged == 0)
        die("nothing", "was ever acknowledged, so nothing was tested");
    return 0;
}
