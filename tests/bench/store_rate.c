/* SPDX-License-Identifier: EUPL-1.2 */
/* store_rate.c -- store_rate [ROUNDS] [FOLDER]: what a durable decision costs. In turns, in the
 * same minutes, because a disk has moods: a raw append with fdatasync, one commit per decision, and
 * many decisions waiting together. Prints figures, ratios and one JSON line. Compare the ratios;
 * the rates are those of this disk today. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "store_help.h"

enum {
    SLICE_FLUSHES = 100,    /* operations of the two slow kinds in one turn */
    SLICE_DECISIONS = 6000, /* decisions of the grouped kind in one turn */
    RAW_SIZE = 4096,
    EVENT_SIZE = 300,
    SESSIONS = 50,
    ROUNDS_MAX = 200,
    WAITS_MAX = ROUNDS_MAX * SLICE_DECISIONS
};

enum kind { RAW, SINGLE, GROUPED, KINDS };

static const char *const KIND_NAMES[KINDS] = {
    "raw 4 KiB append + fdatasync", "one decision a commit", "decisions of 50 sessions together"};

struct figures {
    int64_t count;
    int64_t ns;
    int64_t cpu_ns;
    int64_t *waits; /* ns of each, for the median */
    int64_t wait_count;
};

static int64_t clock_ns(clockid_t id)
{
    struct timespec now;
    (void)clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void note(struct figures *figures, int64_t wait)
{
    if (figures->wait_count < WAITS_MAX)
        figures->waits[figures->wait_count++] = wait;
}

static int raw_slice(int fd, struct figures *figures)
{
    static const char block[RAW_SIZE] = "x";
    for (int i = 0; i < SLICE_FLUSHES; i++) {
        int64_t start = clock_ns(CLOCK_MONOTONIC);
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block || fdatasync(fd) != 0)
            return 1;
        note(figures, clock_ns(CLOCK_MONOTONIC) - start);
    }
    figures->count += SLICE_FLUSHES;
    return 0;
}

/* One session: its next decision leaves when the last one is durable. */
struct session {
    struct bench *bench;
    int number;
    int64_t seq;
    int64_t start;
    char key[48];
};

struct bench {
    struct store *store;
    struct figures *figures;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int64_t left;    /* decisions that may still be sent */
    int64_t waiting; /* decisions without an answer */
    int64_t refused;
    struct session sessions[SESSIONS];
};

static void durable(void *cls, const struct store_result *result);

static void decide(struct session *session)
{
    static const char text[EVENT_SIZE] = "{\"event\":\"position\"}";
    char stream[STORE_ID_MAX];
    (void)snprintf(stream, sizeof stream, "019c0000-0000-7000-8000-%012d", session->number);
    session->seq++;
    (void)snprintf(session->key, sizeof session->key, "seat-%d-%" PRId64, session->number,
                   session->seq);
    struct store_append append =
        append_keyed(stream, session->seq, "", session->key, session->key, "{\"ok\":true}");
    append.event[0] = (struct store_bytes){.data = text, .size = sizeof text};
    session->start = clock_ns(CLOCK_MONOTONIC);
    session->bench->store->ops->append(session->bench->store, &append, durable, session);
}

static void durable(void *cls, const struct store_result *result)
{
    struct session *session = cls;
    struct bench *bench = session->bench;
    (void)pthread_mutex_lock(&bench->mutex);
    note(bench->figures, clock_ns(CLOCK_MONOTONIC) - session->start);
    bench->figures->count++;
    bench->refused += result->outcome != STORE_OK;
    bool goes_on = bench->left > 0;
    bench->left -= goes_on;
    bench->waiting -= !goes_on;
    (void)pthread_cond_signal(&bench->changed);
    (void)pthread_mutex_unlock(&bench->mutex);
    if (goes_on)
        decide(session);
}

static int store_slice(struct bench *bench, struct figures *figures, int sessions, int decisions)
{
    bench->figures = figures;
    bench->left = decisions - sessions;
    bench->waiting = sessions;
    for (int i = 0; i < sessions; i++)
        decide(&bench->sessions[i]);
    (void)pthread_mutex_lock(&bench->mutex);
    while (bench->waiting > 0)
        (void)pthread_cond_wait(&bench->changed, &bench->mutex);
    (void)pthread_mutex_unlock(&bench->mutex);
    return bench->refused > 0;
}

static int slice(enum kind kind, int fd, struct bench *bench, struct figures *figures)
{
    int64_t start = clock_ns(CLOCK_MONOTONIC);
    int64_t cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    int failed = kind == RAW      ? raw_slice(fd, figures)
                 : kind == SINGLE ? store_slice(bench, figures, 1, SLICE_FLUSHES)
                                  : store_slice(bench, figures, SESSIONS, SLICE_DECISIONS);
    figures->ns += clock_ns(CLOCK_MONOTONIC) - start;
    figures->cpu_ns += clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    return failed;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t rate(const struct figures *figures)
{
    return figures->ns > 0 ? figures->count * 1000000000 / figures->ns : 0;
}

static void report(struct figures all[KINDS], int64_t commits, int rounds)
{
    struct buf json;
    buf_init(&json, 4096);
    json_open(&json, '{');
    json_key(&json, "bench");
    json_str(&json, "store_rate");
    json_key(&json, "rounds");
    json_int(&json, rounds);
    static const char *const KEYS[KINDS] = {"raw", "single", "grouped"};
    for (int i = 0; i < KINDS; i++) {
        struct figures *figures = &all[i];
        qsort(figures->waits, (size_t)figures->wait_count, sizeof *figures->waits, by_size);
        int64_t p50 = figures->waits[figures->wait_count / 2] / 1000;
        int64_t p99 = figures->waits[figures->wait_count * 99 / 100] / 1000;
        int64_t cpu = figures->cpu_ns / figures->count;
        (void)printf("%-34s %8" PRId64 "/s   p50 %6" PRId64 " us   p99 %7" PRId64
                     " us   cpu %4" PRId64 ".%" PRId64 " us each\n",
                     KIND_NAMES[i], rate(figures), p50, p99, cpu / 1000, cpu / 100 % 10);
        json_key(&json, KEYS[i]);
        json_open(&json, '{');
        json_key(&json, "per_second");
        json_int(&json, rate(figures));
        json_key(&json, "p50_us");
        json_int(&json, p50);
        json_key(&json, "p99_us");
        json_int(&json, p99);
        json_key(&json, "cpu_ns");
        json_int(&json, cpu);
        json_close(&json, '}');
    }
    int64_t single_pm = rate(&all[SINGLE]) * 1000 / (rate(&all[RAW]) + !rate(&all[RAW]));
    int64_t grouped_pm = rate(&all[GROUPED]) * 1000 / (rate(&all[SINGLE]) + !rate(&all[SINGLE]));
    int64_t together_pm = all[GROUPED].count * 1000 / (commits + !commits);
    (void)printf("one commit / raw flush %" PRId64 ".%03" PRId64 "   grouped / single %" PRId64
                 ".%03" PRId64 "   decisions a commit %" PRId64 ".%03" PRId64 "\n",
                 single_pm / 1000, single_pm % 1000, grouped_pm / 1000, grouped_pm % 1000,
                 together_pm / 1000, together_pm % 1000);
    json_key(&json, "single_per_raw_pm");
    json_int(&json, single_pm);
    json_key(&json, "grouped_per_single_pm");
    json_int(&json, grouped_pm);
    json_key(&json, "decisions_per_commit_pm");
    json_int(&json, together_pm);
    json_close(&json, '}');
    (void)printf("%s\n", buf_text(&json));
    buf_done(&json);
}

static int measure(struct bench *bench, int fd, int rounds, struct figures all[KINDS])
{
    int64_t grouped_commits = 0;
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < KINDS; i++) {
            int64_t before[4];
            int64_t after[4];
            enum kind kind = (enum kind)((i + round) % KINDS);
            bench->store->ops->counts(bench->store, before);
            if (slice(kind, fd, bench, &all[kind])) {
                (void)fprintf(stderr, "store_rate: the disk or the store refused\n");
                return 1;
            }
            bench->store->ops->counts(bench->store, after);
            if (kind == GROUPED)
                grouped_commits += after[0] - before[0];
        }
    }
    report(all, grouped_commits, rounds);
    int64_t kept = 0;
    for (int i = 0; i < SESSIONS; i++) {
        char stream[STORE_ID_MAX];
        (void)snprintf(stream, sizeof stream, "019c0000-0000-7000-8000-%012d", i);
        kept += stream_count(bench->store, stream);
    }
    bool is_right = kept == all[SINGLE].count + all[GROUPED].count;
    (void)printf("counted again in the file: %" PRId64 " decisions (%s)\n", kept,
                 is_right ? "all" : "NOT all");
    return !is_right;
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 20;
    rounds = rounds < 1 ? 1 : rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;
    if (argc > 2 && setenv("TMPDIR", argv[2], 1) != 0)
        return 1;
    char *folder = temp_folder();
    char *path = temp_path(folder, "rate.db");
    char *raw = temp_path(folder, "raw");
    static struct bench bench;
    struct figures all[KINDS] = {0};
    struct err err = {0};
    int failed = store_sqlite_open(&bench.store, path, &err) != ERR_OK;
    if (failed)
        (void)fprintf(stderr, "store_rate: %s\n", err.text);
    int fd = open(raw, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    for (int i = 0; i < KINDS; i++) {
        all[i].waits = malloc(sizeof *all[i].waits * (size_t)rounds * SLICE_DECISIONS);
        failed = failed || !all[i].waits || fd < 0;
    }
    (void)pthread_mutex_init(&bench.mutex, NULL);
    (void)pthread_cond_init(&bench.changed, NULL);
    for (int i = 0; i < SESSIONS; i++)
        bench.sessions[i] = (struct session){.bench = &bench, .number = i};
    failed = failed || measure(&bench, fd, rounds, all);
    if (bench.store)
        bench.store->ops->close(bench.store);
    for (int i = 0; i < KINDS; i++)
        free(all[i].waits);
    (void)close(fd);
    free(raw);
    free(path);
    temp_folder_remove(folder);
    return failed;
}
