/* SPDX-License-Identifier: EUPL-1.2 */
/* slow.c -- clients that drip their head or their body, that do not read their answer or their
 * stream: each is let go, and everybody else is served meanwhile. The server's clock is the test's
 * own and stands still unless it is moved, so nobody honest is ever late. */
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

#define HOST   "Host: a\r\n"
#define BEARER "Authorization: Bearer " FAKE_TOKEN "\r\n"

enum { DRIPPERS = 100, HEADER_MS = 8000, BODY_MS = 20000, SEND_MS = 120000, IDLE_S = 36000 };

static struct clock_fake now = {1000000, 1000000};

static void serve_somebody(const struct site *site, const char *what)
{
    struct answer answer;

    ask(site, "GET /healthz HTTP/1.1\r\n" HOST "\r\n", &answer);
    CHECK(answer.status == 200, "%s: %d", what, answer.status);
    answer_done(&answer);
}

static bool is_closed(const struct client *client)
{
    struct pollfd poller = {.fd = client->fd, .events = POLLRDHUP};

    return poll(&poller, 1, 0) > 0;
}

/* Moves the clock until the server lets this one go; more than once only if it had not seen it yet.
 */
static void step_until_closed(const struct client *client, int64_t step_ms)
{
    struct pollfd poller = {.fd = client->fd, .events = POLLRDHUP};

    for (int i = 0; i < 50 && poll(&poller, 1, i == 0 ? 0 : 200) <= 0; i++) {
        clock_fake_step(&now, step_ms);
    }
}

/* Each byte is in time, the whole is not: nine tenths of `whole_ms` are borne, a little more is
 * not. */
static void drip_all(const struct site *site, const char *start, bool answered, int whole_ms,
                     const char *what)
{
    struct client drippers[DRIPPERS];
    struct answer answer;

    for (int i = 0; i < DRIPPERS; i++) {
        client_open(&drippers[i], site);
        client_text(&drippers[i], start);
        if (answered) {
            CHECK(client_answer(&drippers[i], &answer, false), "%s", what);
            answer_done(&answer);
        }
    }
    serve_somebody(site, what);
    for (int step = 0; step < 9; step++) {
        clock_fake_step(&now, whole_ms / 10);
        for (int i = 0; i < DRIPPERS; i++) {
            client_text(&drippers[i], "a");
            CHECK(!is_closed(&drippers[i]), "%s: closed in step %d", what, step);
        }
        serve_somebody(site, what);
    }
    for (int i = 0; i < DRIPPERS; i++) {
        step_until_closed(&drippers[i], whole_ms);
        CHECK(client_closed(&drippers[i]), "%s: lives on", what);
        client_close(&drippers[i]);
    }
    serve_somebody(site, what);
}

/* Says nothing at all, or nothing more after an answer. */
static void stay_silent(const struct site *site)
{
    struct client silent, idle;
    struct answer answer;

    client_open(&idle, site);
    client_text(&idle, "GET /healthz HTTP/1.1\r\n" HOST "\r\n");
    CHECK(client_answer(&idle, &answer, false) && answer.status == 200, "%d", answer.status);
    answer_done(&answer);
    client_open(&silent, site);
    serve_somebody(site, "silent");
    step_until_closed(&silent, HEADER_MS);
    CHECK(client_closed(&silent), "a silent connection lives on");
    CHECK(!is_closed(&idle), "an idle connection may live for a while");
    step_until_closed(&idle, IDLE_S * 1000);
    CHECK(client_closed(&idle), "an idle connection lives on");
    client_close(&silent);
    client_close(&idle);
}

static long read_figure(const struct site *site, const char *name)
{
    struct answer answer;
    const char *at;
    long value;

    ask(site, "GET /metrics HTTP/1.1\r\n" HOST "\r\n", &answer);
    must(answer.status == 200, name);
    at = strstr(answer.body, name);
    must(at != NULL, name);
    value = strtol(at + strlen(name), NULL, 10);
    answer_done(&answer);
    return value;
}

/* Asks for much and takes a little now and then: never silent, yet let go. */
static void hardly_read(const struct site *site)
{
    static const char name[] = "\nhoeksteen_http_reaped_total ";
    struct client client;
    struct answer answer;
    long before = read_figure(site, name), after = before;

    client_open(&client, site);
    client_text(&client, "GET /api/v1/recording?session=large HTTP/1.1\r\n" HOST BEARER "\r\n");
    CHECK(client_head(&client, &answer) && answer.status == 200, "%d", answer.status);
    clock_fake_step(&now, SEND_MS / 2);
    CHECK(read_figure(site, name) == before, "half of the time is borne");
    clock_fake_step(&now, SEND_MS / 2 + 1000);
    for (int i = 0; i < 5000 && after == before; i++) {
        char some[4096];

        (void)recv(client.fd, some, sizeof(some), MSG_DONTWAIT);
        after = read_figure(site, name);
        (void)poll(NULL, 0, 5); /* a pace; the bound only ends a broken run */
    }
    CHECK(after == before + 1, "a client that hardly reads is kept");
    client_close(&client);
}

static int occurrences(const char *text, const char *word)
{
    int count = 0;

    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word)) {
        count++;
    }
    return count;
}

/* Waits until the stream has its first view, so that what is pushed now goes to the socket. */
static void wait_for_view(const struct client *client)
{
    char text[4096] = "";

    while (strstr(text, "event: view\n") == NULL) {
        ssize_t size = recv(client->fd, text, sizeof(text) - 1, MSG_PEEK);

        must(size > 0, "a stream");
        text[size] = '\0';
        (void)poll(NULL, 0, 1);
    }
}

/* A stream that is read late, with more on its way than the two sockets hold: all of it comes, each
 * chunk whole, and the end behind it. */
static void read_late(const struct site *site)
{
    static char patch[10001];
    struct client late;
    struct answer answer;
    int pushed = 0, there = 0;

    memset(patch, ' ', sizeof(patch) - 1);
    patch[0] = '{';
    patch[sizeof(patch) - 2] = '}';
    client_open(&late, site);
    client_text(&late, "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "\r\n");
    wait_for_view(&late);
    /* The server's socket takes 64 KiB at most; the rest waits in the queue, which holds more. */
    while (pushed * 10000 - there < (64 << 10) + 10000) {
        CHECK(fake_game_push(site->game, "patch", patch, sizeof(patch) - 1) == 1, "one stream");
        pushed++;
        must(ioctl(late.fd, FIONREAD, &there) == 0, "a count of bytes");
    }
    (void)fake_game_push(site->game, "end", "{\"code\":\"over\"}", 15);
    CHECK(client_answer(&late, &answer, false) && answer.status == 200, "%d", answer.status);
    CHECK(occurrences(answer.body, "event: patch\n") == pushed, "%zu bytes", answer.size);
    CHECK(occurrences(answer.body, "event: end\n") == 1, "%zu bytes", answer.size);
    CHECK(answer.size > (size_t)pushed * (sizeof(patch) - 1), "%zu bytes", answer.size);
    answer_done(&answer);
    client_close(&late);
}

/* HTTP/1.0 knows no chunks: the bytes as they are, and the connection closed behind them. */
static void read_old(const struct site *site)
{
    struct client old;
    const char *rest;

    client_open(&old, site);
    client_text(&old, "GET /api/v1/stream HTTP/1.0\r\n" HOST BEARER "\r\n");
    wait_for_view(&old);
    (void)fake_game_push(site->game, "end", "{\"code\":\"over\"}", 15);
    rest = client_rest(&old);
    rest = strstr(rest, "\r\n\r\n");
    must(rest != NULL, "a head");
    CHECK(strstr(rest, "\r\n\r\n") == rest && strncmp(rest + 4, "retry: ", 7) == 0, "%.40s", rest);
    CHECK(occurrences(rest, "\"code\":\"over\"") == 1, "%s", rest);
    client_close(&old);
}

static bool nobody_watches(const struct site *site)
{
    for (int i = 0; i < 5000 && fake_game_sinks(site->game) > 0; i++) {
        (void)poll(NULL, 0, 1);
    }
    return fake_game_sinks(site->game) == 0;
}

/* A stream that is not read: pushing goes on, its queue is dropped at the maximum, another stream
 * misses nothing. */
static void fall_behind(const struct site *site)
{
    static char patch[20001];
    struct client stalled, good;
    struct answer answer;
    int seen = 0, pushed = 0;

    memset(patch, ' ', sizeof(patch) - 1);
    patch[0] = '{';
    patch[sizeof(patch) - 2] = '}';
    client_open(&stalled, site);
    client_text(&stalled, "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "\r\n");
    CHECK(client_head(&stalled, &answer) && answer.status == 200, "%d", answer.status);
    client_open(&good, site);
    client_text(&good, "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "Connection: close\r\n\r\n");
    CHECK(client_head(&good, &answer) && answer.status == 200, "%d", answer.status);
    for (int round = 0; round < 20; round++) {
        pushed += fake_game_push(site->game, "patch", patch, sizeof(patch) - 1) > 0;
        char piece[65536];
        size_t got = 0;

        while (got < sizeof(patch)) { /* the good one reads as it comes */
            ssize_t size = recv(good.fd, piece, sizeof(piece), 0);

            must(size > 0, "the good stream");
            for (ssize_t i = 0; i < size; i++) {
                seen += piece[i] == '}';
            }
            got += (size_t)size;
        }
    }
    must(read_figure(site, "\nhoeksteen_sse_behind_total ") == 1, "nobody fell behind");
    CHECK(seen >= pushed * 2 - 2, "%d of %d", seen, pushed * 2);
    /* The stalled one now reads what was on its way, and then its stream ends without a last chunk.
     */
    CHECK(client_closed(&stalled), "a stream that fell behind lives on");
    client_close(&stalled);
    client_close(&good);
}

int main(void)
{
    struct site site;

    site_prepare(&site);
    site.clock = clock_fake(&now);
    site.config.limits.header_ms = HEADER_MS;
    site.config.limits.body_ms = BODY_MS;
    site.config.limits.send_ms = SEND_MS;
    site.config.limits.idle_s = IDLE_S;
    site.config.limits.queue_max = 100000;
    site_start(&site);
    drip_all(&site, "GET /healthz HTTP/1.1\r\nX: ", false, HEADER_MS, "head");
    drip_all(&site, "GET /healthz HTTP/1.1\r\n" HOST "\r\nGET /healthz HTTP/1.1\r\nX: ", true,
             IDLE_S * 1000 + HEADER_MS, "second head");
    drip_all(&site,
             "POST /api/v1/commands HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
             "Idempotency-Key: 12345678\r\nContent-Length: 30000\r\n\r\n",
             false, BODY_MS, "body");
    stay_silent(&site);
    hardly_read(&site);
    read_late(&site);
    CHECK(nobody_watches(&site), "a stream that has ended is attached");
    read_old(&site);
    CHECK(nobody_watches(&site), "a stream that has ended is attached");
    fall_behind(&site);
    site_stop(&site);
    return check_end("slow");
}
