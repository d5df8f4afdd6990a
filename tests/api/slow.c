/* SPDX-License-Identifier: EUPL-1.2 */
/* slow.c -- clients that drip their head or their body, that do not read their answer or their
 * stream: each is let go, and everybody else is served meanwhile. The server's own deadlines are
 * short here; the test waits for bytes only. */
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

#define HOST   "Host: a\r\n"
#define BEARER "Authorization: Bearer " FAKE_TOKEN "\r\n"

enum { DRIPPERS = 60 };

static void drip_all(const struct site *site, const char *start, const char *what)
{
    struct client drippers[DRIPPERS];
    int open = DRIPPERS, served = 0;

    for (int i = 0; i < DRIPPERS; i++) {
        client_open(&drippers[i], site);
        client_text(&drippers[i], start);
    }
    /* A byte to each, then somebody honest, until the last one is gone. */
    while (open > 0 && served < 5000) {
        struct answer answer;

        for (int i = 0; i < DRIPPERS; i++) {
            char one = 'a';
            struct pollfd poller = {.fd = drippers[i].fd, .events = POLLIN};

            if (drippers[i].fd < 0) {
                continue;
            }
            (void)send(drippers[i].fd, &one, 1, MSG_NOSIGNAL);
            if (poll(&poller, 1, 0) > 0 && recv(drippers[i].fd, &one, 1, MSG_DONTWAIT) <= 0) {
                client_close(&drippers[i]);
                open--;
            }
        }
        ask(site, "GET /healthz HTTP/1.1\r\n" HOST "\r\n", &answer);
        CHECK(answer.status == 200, "%s: %d", what, answer.status);
        answer_done(&answer);
        served++;
        (void)poll(NULL, 0, 5); /* a pace, nothing waits for it */
    }
    CHECK(open == 0, "%s: %d live on", what, open);
}

/* Says nothing at all, or nothing more after an answer. */
static void stay_silent(const struct site *site)
{
    struct client silent, idle;
    struct answer answer;

    client_open(&silent, site);
    client_open(&idle, site);
    client_text(&idle, "GET /healthz HTTP/1.1\r\n" HOST "\r\n");
    CHECK(client_answer(&idle, &answer, false) && answer.status == 200, "%d", answer.status);
    answer_done(&answer);
    CHECK(client_closed(&silent), "a silent connection lives on");
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
    long before = read_figure(site, name), after = before;

    client_open(&client, site);
    client_text(&client, "GET /api/v1/recording?session=large HTTP/1.1\r\n" HOST BEARER "\r\n");
    for (int i = 0; i < 5000 && after == before; i++) {
        char some[4096];

        (void)recv(client.fd, some, sizeof(some), MSG_DONTWAIT);
        after = read_figure(site, name);
        (void)poll(NULL, 0, 5); /* a pace, nothing waits for it */
    }
    CHECK(after == before + 1, "a client that hardly reads is kept");
    client_close(&client);
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
    site.config.limits.header_ms = 400;
    site.config.limits.body_ms = 400;
    site.config.limits.send_ms = 1500;
    site.config.limits.idle_s = 2;
    site.config.limits.queue_max = 100000;
    site_start(&site);
    drip_all(&site, "GET /healthz HTTP/1.1\r\nX: ", "head");
    drip_all(&site,
             "GET /healthz HTTP/1.1\r\n" HOST "\r\nGET /healthz HTTP/1.1\r\nX: ", "second head");
    drip_all(&site,
             "POST /api/v1/commands HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
             "Content-Length: 30000\r\n\r\n",
             "body");
    stay_silent(&site);
    hardly_read(&site);
    fall_behind(&site);
    site_stop(&site);
    return check_end("slow");
}
