/* SPDX-License-Identifier: EUPL-1.2 */
/* server_load.c -- server_load PROGRAM [--games N] [--seats N] [--seconds S] [--rate R] [--place
 * DIR] [--hosts] [--name NAME]: games of het-pakket on a server of their own, every seat with an
 * open stream and a connection for commands. Closed loop: the next decision of a game goes when
 * everybody who may see the last one has it. Then paced. At the end every patched view is compared
 * with a fresh projection, and what was accepted is counted again in the file. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "club.h"
#include "figures.h"

enum { EVENTS_AT_ONCE = 256, STUCK_NS = 20000, FLUSHES = 100 };
static const double PARTS[KINDS_OF_DECISION] = {
    [KIND_POSITION] = 0.4, [KIND_ORDER] = 0.3, [KIND_VOTE] = 0.2, [KIND_AMENDMENT] = 0.1};
static const char *const KIND_NAMES[] = {"council positions", "queued actions", "private votes",
                                         "amendments"};

enum mode { MODE_STILL, MODE_CLOSED, MODE_PACED };

static struct load {
    const char *program, *place, *name; /* name: of the line of figures */
    int games, seats, epoll;
    double seconds, rate;
    bool hosts;
    struct server server;
    struct game *game;
    enum mode mode;
    int64_t done[KINDS_OF_DECISION], refused, messages, patch_bytes, clarified, accepted_all;
    int busy;
    struct times wait;
    struct buf body, request;
} load = {.program = "build/release/hoeksteen",
          .place = "/var/tmp",
          .name = "server_load",
          .games = 50,
          .seats = 8,
          .seconds = 5,
          .rate = 500};

static int64_t done_sum(void)
{
    int64_t sum = 0;
    for (int k = 0; k < KINDS_OF_DECISION; k++) {
        sum += load.done[k];
    }
    return sum;
}

/* In the council every fifth decision is an amendment: one in ten of all. */
static enum kind next_kind(const struct game *game)
{
    return game->does != KIND_POSITION ? game->does
           : game->steps % 5 == 4      ? KIND_AMENDMENT
                                       : KIND_POSITION;
}

/* Is this kind ahead of its part of the mix? Then its game waits for the others. */
static bool ahead(enum kind kind)
{
    return (double)load.done[kind] > PARTS[kind] * (double)done_sum() + load.games;
}

static bool send_next(struct game *game)
{
    static unsigned long number;
    char key[32];
    int seat = 0;
    enum kind kind = next_kind(game);
    if (game->busy || (load.mode == MODE_CLOSED && ahead(kind))) {
        return false;
    }
    if (!choose(game, kind, &load.body, &seat, &game->need)) {
        must(kind == KIND_AMENDMENT, "game %d: no seat can do anything of the kind '%s'",
             game->index, KIND_NAMES[kind]);
        game->steps++; /* nothing was asked: the chair has nothing to clarify */
        return send_next(game);
    }
    load.clarified += kind == KIND_AMENDMENT && strstr(load.body.data, "motion.clarify") != NULL;
    (void)snprintf(key, sizeof key, "load-%012lu", ++number);
    buf_clear(&load.request);
    wire_request(&load.request, "POST", "/api/v1/commands", game->seat[seat].token, key,
                 load.body.data, load.body.size);
    game->busy = true;
    game->answered = false;
    game->kind = kind;
    game->got = 0;
    game->steps++;
    load.busy++;
    game->sent_ns = now_ns();
    game->seat[seat].asking = true;
    buf_clear(&game->seat[seat].asked);
    buf_add(&game->seat[seat].asked, load.request.data, load.request.size);
    wire_send(&game->seat[seat].answers, &load.request);
    return true;
}

static void check_done(struct game *game)
{
    if (!game->busy || !game->answered || (game->need & ~game->got) != 0) {
        return;
    }
    game->busy = false;
    load.busy--;
    load.done[game->kind]++;
    load.accepted_all++;
    times_add(&load.wait, game->last_ns - game->sent_ns);
    if (load.mode == MODE_CLOSED) {
        (void)send_next(game);
    }
}

static void on_answer(struct wire *wire, int status, const char *body, size_t size)
{
    struct seat *seat = wire->owner;
    struct game *game = seat->game;
    (void)size;
    seat->asking = false;
    if (status != 200) { /* the view offered it: every refusal is told, and counts */
        if (load.refused++ < 5) {
            (void)fprintf(stderr, "refused: %d %s\n  %s\n", status, body, load.body.data);
        }
        game->need = game->got = 0;
    }
    load.accepted_all -= status != 200;
    load.done[game->kind] -= status != 200;
    game->answered = true;
    game->last_ns = status == 200 ? game->last_ns : now_ns();
    check_done(game);
}

static void on_event(struct wire *wire, const char *kind, long n, const char *json, size_t size)
{
    struct seat *seat = wire->owner;
    struct game *game = seat->game;
    bool whole = strcmp(kind, "view") == 0;
    if (n == 0) {
        return;
    }
    must(n == seat->n + 1, "game %d seat %d: message %ld after %ld", game->index, seat->index, n,
         seat->n);
    seat->n = n;
    if (whole) {
        tree_free(&seat->view);
    }
    must(tree_merge(&seat->view, json, size), "no patch: %.*s", (int)(size < 300 ? size : 300),
         json);
    load.messages++;
    load.patch_bytes += (int64_t)size;
    game->got |= 1u << seat->index;
    game->last_ns = now_ns();
    check_done(game);
}

/* A connection on which nothing was asked for long is closed by the server: a new one. What was
 * asked at that very moment is asked again, with its key. */
static void on_closed(struct wire *wire)
{
    struct seat *seat = wire->owner;
    wire_close(wire);
    wire_open(wire, load.epoll, wire_connect(load.server.port), WIRE_ANSWERS, seat);
    wire->answer = on_answer;
    wire->closed = on_closed;
    if (seat->asking) {
        wire_send(wire, &seat->asked);
    }
}

static void turn(int wait_ms)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int count = epoll_wait(load.epoll, events, EVENTS_AT_ONCE, wait_ms);
    for (int k = 0; k < count; k++) {
        wire_ready(events[k].data.ptr);
    }
}

static void connect_seat(struct seat *seat)
{
    struct buf request;
    int fd = wire_connect(load.server.port);
    wire_open(&seat->answers, load.epoll, wire_connect(load.server.port), WIRE_ANSWERS, seat);
    wire_open(&seat->events, load.epoll, fd, WIRE_EVENTS, seat);
    buf_init(&seat->asked, 64 << 10);
    seat->answers.answer = on_answer;
    seat->answers.closed = on_closed;
    seat->events.event = on_event;
    buf_init(&request, 4096);
    wire_request(&request, "GET", "/api/v1/stream", seat->token, NULL, NULL, 0);
    wire_send(&seat->events, &request);
    buf_done(&request);
    while (seat->n == 0) {
        turn(1000);
    }
}

/* Who facilitates watches too: a stream that is read and not counted. */
static void connect_host(struct game *game)
{
    struct buf request;
    struct wire *wire = calloc(1, sizeof *wire);
    must(wire != NULL, "no memory");
    wire_open(wire, load.epoll, wire_connect(load.server.port), WIRE_EVENTS, NULL);
    buf_init(&request, 4096);
    wire_request(&request, "GET", "/api/v1/stream", game->host, NULL, NULL, 0);
    wire_send(wire, &request);
    buf_done(&request);
}

static void open_games(void)
{
    /* Council, deliberation, assessment: 5 : 3 : 2, spread. */
    static const enum kind DOES[10] = {KIND_POSITION, KIND_ORDER, KIND_POSITION, KIND_VOTE,
                                       KIND_POSITION, KIND_ORDER, KIND_POSITION, KIND_VOTE,
                                       KIND_POSITION, KIND_ORDER};
    load.game = calloc((size_t)load.games, sizeof *load.game);
    must(load.game != NULL, "no memory");
    for (int g = 0; g < load.games; g++) {
        game_open(&load.game[g], &load.server, g, load.seats, DOES[g % 10]);
    }
    for (int g = 0; g < load.games; g++) {
        for (int k = 0; k < load.seats; k++) {
            connect_seat(&load.game[g].seat[k]);
        }
        if (load.hosts) {
            connect_host(&load.game[g]);
        }
    }
    for (int quiet = 0; quiet < 5; quiet++) {
        turn(20);
    }
}

static void run_until(int64_t end)
{
    int64_t last = done_sum(), moved = now_ns();
    while (now_ns() < end) {
        turn(10);
        for (int g = 0; load.mode == MODE_CLOSED && g < load.games; g++) {
            if (!load.game[g].busy) {
                (void)send_next(&load.game[g]);
            }
        }
        if (done_sum() != last) {
            last = done_sum();
            moved = now_ns();
        }
        must(now_ns() - moved < INT64_C(10000000000), "nothing has moved for ten seconds");
    }
}

static void drain(void)
{
    load.mode = MODE_STILL;
    for (int64_t end = now_ns() + INT64_C(10000000000); load.busy > 0; turn(10)) {
        if (now_ns() > end) {
            for (int g = 0; g < load.games; g++) {
                const struct game *game = &load.game[g];
                must(!game->busy,
                     "game %d: a decision '%s' did not come to all: %x of %x, answered %d", g,
                     KIND_NAMES[game->kind], game->got & game->need, game->need, game->answered);
            }
        }
    }
    for (int k = 0; k < 10; k++) {
        turn(20);
    }
}

static void clear_counts(void)
{
    memset(load.done, 0, sizeof load.done);
    load.refused = load.messages = load.patch_bytes = load.clarified = 0;
    load.wait.count = 0;
}

struct result {
    double rate, cpu_us, p50, p99, client, messages, bytes;
};

static void closed_loop(struct result *ret)
{
    load.mode = MODE_CLOSED;
    run_until(now_ns() + INT64_C(1000000000));
    clear_counts();
    choose_new_versions = true; /* there are not many: none is spent on warming up */
    int64_t start = now_ns(), cpu = cpu_ns(load.server.pid), own = cpu_ns(getpid());
    run_until(start + (int64_t)(load.seconds * 1e9));
    int64_t spent = now_ns() - start, done = done_sum();
    must(done > 0, "no decision");
    *ret = (struct result){.rate = (double)done * 1e9 / (double)spent,
                           .cpu_us = (double)(cpu_ns(load.server.pid) - cpu) / 1e3 / (double)done,
                           .client = (double)(cpu_ns(getpid()) - own) / 1e3 / (double)done,
                           .messages = (double)load.messages / (double)done,
                           .bytes = (double)load.patch_bytes / (double)load.messages};
    ret->p50 = times_ms(&load.wait, 0.5);
    ret->p99 = times_ms(&load.wait, 0.99);
    for (int k = 0; k < KINDS_OF_DECISION; k++) {
        (void)printf("  %-18s %5.1f %%\n", KIND_NAMES[k],
                     100.0 * (double)load.done[k] / (double)done);
    }
    (void)printf("  of the amendments  %5.1f %% are clarified texts, the rest new versions\n",
                 100.0 * (double)load.clarified /
                     (double)(load.done[KIND_AMENDMENT] > 0 ? load.done[KIND_AMENDMENT] : 1));
    (void)printf("  refused            %lld\n", (long long)load.refused);
    choose_new_versions = false;
    drain();
}

static void paced(struct result *ret)
{
    clear_counts();
    load.mode = MODE_PACED;
    int64_t start = now_ns(), end = start + (int64_t)(load.seconds * 1e9),
            step = (int64_t)(1e9 / load.rate), next = start;
    for (int g = 0; now_ns() < end; g = (g + 1) % load.games) {
        for (int tries = 0; tries < load.games && !send_next(&load.game[g]); tries++) {
            g = (g + 1) % load.games;
        }
        next += step;
        while (now_ns() < next) {
            int64_t left = next - now_ns();
            turn((int)(left / 2000000)); /* the last two milliseconds are spent looking */
        }
    }
    drain();
    ret->p50 = times_ms(&load.wait, 0.5);
    ret->p99 = times_ms(&load.wait, 0.99);
    ret->rate = (double)done_sum() / load.seconds;
}

/* Every seat: what its patches made of its view against the view of now. Returns how many differ.
 */
static int compare_views(void)
{
    int differ = 0, fd = wire_connect(load.server.port);
    for (int g = 0; g < load.games; g++) {
        for (int k = 0; k < load.seats && differ < 5; k++) {
            differ += !seat_agrees(&load.game[g].seat[k], fd);
        }
    }
    (void)close(fd);
    return differ;
}

static void read_options(int argc, char **argv)
{
    for (int k = 1; k < argc; k++) {
        const char *value = k + 1 < argc ? argv[k + 1] : "";
        if (strcmp(argv[k], "--hosts") == 0) {
            load.hosts = true;
            continue;
        }
        if (strncmp(argv[k], "--", 2) != 0) {
            load.program = argv[k];
            continue;
        }
        k++;
        double number = strtod(value, NULL);
        if (strcmp(argv[k - 1], "--games") == 0) {
            load.games = (int)number;
        } else if (strcmp(argv[k - 1], "--seats") == 0) {
            load.seats = (int)number;
        } else if (strcmp(argv[k - 1], "--seconds") == 0) {
            load.seconds = number;
        } else if (strcmp(argv[k - 1], "--rate") == 0) {
            load.rate = number;
        } else if (strcmp(argv[k - 1], "--place") == 0) {
            load.place = value;
        } else if (strcmp(argv[k - 1], "--name") == 0) {
            load.name = value;
        } else {
            must(0, "no option %s", argv[k - 1]);
        }
    }
    must(load.games >= 10 && load.games <= GAMES_MAX && load.seats >= 4 &&
             load.seats <= SEATS_MAX && load.seconds > 0 && load.rate > 0,
         "10 to %d games, 4 to %d seats", GAMES_MAX, SEATS_MAX);
}

int main(int argc, char **argv)
{
    struct result closed = {0}, steady = {0};
    struct times flush = {NULL, 0, 0};
    read_options(argc, argv);
    (void)signal(SIGPIPE, SIG_IGN);
    buf_init(&load.body, 64 << 10);
    buf_init(&load.request, 64 << 10);
    load.epoll = epoll_create1(EPOLL_CLOEXEC);
    server_start(&load.server, load.program, load.place);
    int64_t idle = rss_bytes(load.server.pid);
    open_games();
    int64_t with_games = rss_bytes(load.server.pid), tabled = 0;
    for (int g = 0; g < load.games; g++) {
        tabled += load.game[g].tabled;
    }
    (void)printf("%d games of %d seats, %d streams\n", load.games, load.seats,
                 load.games * load.seats);
    flush_times(load.server.folder, FLUSHES, &flush);
    closed_loop(&closed);
    flush_times(load.server.folder, FLUSHES, &flush);
    paced(&steady);
    flush_times(load.server.folder, FLUSHES, &flush);
    double flush_p50 = times_ms(&flush, 0.5);
    int differ = compare_views();
    int64_t after = rss_bytes(load.server.pid);
    server_stop(&load.server);
    int64_t counted = count_file(load.server.data) - tabled;
    figures_line(load.name, "games", (double)load.games, "seats", (double)load.seats, "decisions_s",
                 closed.rate, "server_cpu_us", closed.cpu_us, "client_cpu_us", closed.client,
                 "closed_p50_ms", closed.p50, "closed_p99_ms", closed.p99, "messages_each",
                 closed.messages, "message_bytes", closed.bytes, "paced_rate", steady.rate,
                 "paced_p50_ms", steady.p50, "paced_p99_ms", steady.p99, "flush_p50_ms", flush_p50,
                 "beyond_flush_ms", steady.p50 - flush_p50, "idle_mib", (double)idle / 1048576.0,
                 "game_kib", (double)(with_games - idle) / 1024.0 / load.games, "after_mib",
                 (double)after / 1048576.0, "accepted", (double)load.accepted_all, "in_file",
                 (double)counted, "views_differ", (double)differ, (const char *)NULL);
    server_clean(&load.server);
    must(counted == load.accepted_all, "%lld accepted, %lld in the file",
         (long long)load.accepted_all, (long long)counted);
    must(differ == 0, "%d patched views are not what a fresh projection gives", differ);
    return 0;
}
