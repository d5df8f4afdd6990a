/* SPDX-License-Identifier: EUPL-1.2 */
/* streams.c -- streams PROGRAM [STREAMS] [ROUNDS]: many open streams: memory of each, and the time
 * until the last of them has one message, beside a bare loop of send() in another process with the
 * same bytes. In turns, in the same minutes. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "club.h"
#include "figures.h"

enum { PER_TABLE = 400, EVENTS_AT_ONCE = 512, WARM = 3 };

struct bare {
    int fd;
    size_t got;
};

static int epoll, waiting;
static size_t message_bytes;

static void on_event(struct wire *wire, const char *kind, long n, const char *json, size_t size)
{
    (void)json;
    (void)wire;
    if (n > 0) {
        message_bytes = strcmp(kind, "patch") == 0 ? size : message_bytes;
        waiting--;
    }
}

static void turn_wires(void)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int count = epoll_wait(epoll, events, EVENTS_AT_ONCE, 5000);
    must(count > 0, "%d messages have not come", waiting);
    for (int k = 0; k < count; k++) {
        wire_ready(events[k].data.ptr);
    }
}

static void open_streams(const struct server *server, struct game *games, struct wire *wires,
                         int streams)
{
    struct buf request;
    buf_init(&request, 4096);
    for (int k = 0; k < streams; k++) {
        const struct game *game = &games[k / PER_TABLE];
        buf_clear(&request);
        wire_open(&wires[k], epoll, wire_connect(server->port), WIRE_EVENTS, NULL);
        wires[k].event = on_event;
        wire_request(&request, "GET", "/api/v1/stream", game->seat[k % game->seats].token, NULL,
                     NULL, 0);
        waiting = 1;
        wire_send(&wires[k], &request);
        while (waiting > 0) {
            turn_wires();
        }
    }
    buf_done(&request);
}

/* A word to everybody at every table; the time until the last stream has it. */
static int64_t tell_all(const struct game *games, int tables, const int *hosts, int streams,
                        int round)
{
    char body[120];
    waiting = streams;
    int64_t start = now_ns();
    for (int t = 0; t < tables; t++) {
        (void)snprintf(body, sizeof body,
                       "{\"command\":\"broadcast\",\"text\":\"Over %d minuten gaan we verder.\"}",
                       round % 50 + 1);
        club_command(hosts[t], games[t].host, body, NULL);
    }
    while (waiting > 0) {
        turn_wires();
    }
    return now_ns() - start;
}

/* The bare server: accepts, and for each byte on the first connection sends so many bytes to all
 * the others. */
static void bare_serve(int listener, int streams, int size_fd)
{
    static char bytes[64 << 10];
    int *fds = calloc((size_t)streams, sizeof *fds), first = accept(listener, NULL, NULL);
    uint32_t size = 0;
    memset(bytes, 'x', sizeof bytes);
    for (int k = 0; k < streams && fds != NULL; k++) {
        fds[k] = accept(listener, NULL, NULL);
    }
    bool told = read(size_fd, &size, sizeof size) == (ssize_t)sizeof size;
    for (char go; told && fds != NULL && read(first, &go, 1) == 1;) {
        for (int k = 0; k < streams; k++) {
            if (send(fds[k], bytes, size, MSG_NOSIGNAL) < 0) {
                _exit(1);
            }
        }
    }
    _exit(0);
}

static pid_t bare_start(int streams, int *ret_port, int *ret_size_fd)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t room = sizeof at;
    int pipes[2], listener = socket(AF_INET, SOCK_STREAM, 0);
    must(listener >= 0 && bind(listener, (struct sockaddr *)&at, sizeof at) == 0 &&
             listen(listener, 4096) == 0 && pipe(pipes) == 0,
         "no socket");
    must(getsockname(listener, (struct sockaddr *)&at, &room) == 0, "no port");
    pid_t pid = fork();
    must(pid >= 0, "fork");
    if (pid == 0) {
        bare_serve(listener, streams, pipes[0]);
    }
    (void)close(listener);
    *ret_port = ntohs(at.sin_port);
    *ret_size_fd = pipes[1];
    return pid;
}

static int64_t bare_round(int control, int bare_epoll, struct bare *bare, int streams)
{
    static char bytes[64 << 10];
    struct epoll_event events[EVENTS_AT_ONCE];
    int left = streams;
    int64_t start = now_ns();
    must(send(control, "g", 1, MSG_NOSIGNAL) == 1, "the bare server has gone");
    while (left > 0) {
        int count = epoll_wait(bare_epoll, events, EVENTS_AT_ONCE, 5000);
        must(count > 0, "%d bare messages have not come", left);
        for (int k = 0; k < count; k++) {
            struct bare *one = events[k].data.ptr;
            ssize_t got = recv(one->fd, bytes, sizeof bytes, 0);
            must(got > 0, "the bare server has gone");
            one->got += (size_t)got;
            if (one->got >= message_bytes) {
                one->got = 0;
                left--;
            }
        }
    }
    (void)bare;
    return now_ns() - start;
}

int main(int argc, char **argv)
{
    int streams = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 2000,
        rounds = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 30;
    int tables = (streams + PER_TABLE - 1) / PER_TABLE, port = 0, size_fd = -1, hosts[GAMES_MAX];
    must(argc > 1 && streams > 0 && tables <= GAMES_MAX, "streams PROGRAM [STREAMS] [ROUNDS]");
    (void)signal(SIGPIPE, SIG_IGN);
    pid_t bare_pid = bare_start(streams, &port, &size_fd);
    struct game *games = calloc((size_t)tables, sizeof *games);
    struct wire *wires = calloc((size_t)streams, sizeof *wires);
    struct bare *bare = calloc((size_t)streams, sizeof *bare);
    struct times ours = {NULL, 0, 0}, theirs = {NULL, 0, 0}, flush = {NULL, 0, 0};
    struct server server;
    must(games != NULL && wires != NULL && bare != NULL, "no memory");
    epoll = epoll_create1(EPOLL_CLOEXEC);
    int bare_epoll = epoll_create1(EPOLL_CLOEXEC), control = wire_connect(port);
    for (int k = 0; k < streams; k++) {
        bare[k].fd = wire_connect(port);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &bare[k]};
        must(epoll_ctl(bare_epoll, EPOLL_CTL_ADD, bare[k].fd, &event) == 0, "epoll");
    }
    server_start(&server, argv[1], "/var/tmp");
    for (int t = 0; t < tables; t++) {
        game_open(&games[t], &server, t, 8, KIND_VOTE);
    }
    int64_t before = rss_bytes(server.pid);
    open_streams(&server, games, wires, streams);
    int64_t after = rss_bytes(server.pid);
    for (int t = 0; t < tables; t++) {
        hosts[t] = wire_connect(server.port);
    }
    for (int k = 0; k < WARM; k++) {
        (void)tell_all(games, tables, hosts, streams, k);
    }
    uint32_t size = (uint32_t)message_bytes + 60;
    message_bytes = size;
    must(write(size_fd, &size, sizeof size) == (ssize_t)sizeof size, "pipe");
    flush_times(server.folder, 60, &flush);
    for (int k = 0; k < rounds; k++) {
        times_add(&ours, tell_all(games, tables, hosts, streams, k + WARM));
        message_bytes = size;
        times_add(&theirs, bare_round(control, bare_epoll, bare, streams));
    }
    double flushes = times_ms(&flush, 0.5) * tables, p50 = times_ms(&ours, 0.5),
           plain = times_ms(&theirs, 0.5);
    figures_line("streams", "streams", (double)streams, "kib_each",
                 (double)(after - before) / 1024.0 / streams, "message_bytes", (double)size,
                 "all_p50_ms", p50, "bare_p50_ms", plain, "flushes_ms", flushes, "ratio",
                 p50 / plain, "ratio_beyond_flush", (p50 - flushes) / plain, (const char *)NULL);
    server_stop(&server);
    server_clean(&server);
    (void)kill(bare_pid, SIGKILL);
    (void)waitpid(bare_pid, NULL, 0);
    return 0;
}
