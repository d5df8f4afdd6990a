/* SPDX-License-Identifier: EUPL-1.2 */
/* stop.c -- the server stops under load, many times: every stream gets its `end`, every command an
 * answer, nothing is left behind (the sanitizers look) and the library does not abort. */
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

#define HOST   "Host: a\r\n"
#define BEARER "Authorization: Bearer " FAKE_TOKEN "\r\n"
#define POST                                                                                       \
    "POST /api/v1/commands HTTP/1.1\r\n" HOST BEARER "Content-Type: application/json\r\n"          \
    "Idempotency-Key: 12345678\r\n"

enum { ROUNDS = 15, STREAMS = 12, HELD = 4, CALLERS = 4 };

/* Gives commands until the server refuses or is gone. */
static void *call(void *cls)
{
    struct client *client = cls;

    for (;;) {
        struct answer answer;

        client_text(client, POST "Content-Length: 2\r\n\r\n{}");
        if (!client_answer(client, &answer, false)) {
            break;
        }
        CHECK(answer.status == 200 || (answer.status == 503 && strstr(answer.body, "stopping")),
              "%d", answer.status);
        bool stop = answer.status != 200;
        answer_done(&answer);
        if (stop) {
            break;
        }
    }
    client_close(client);
    return NULL;
}

static void play_round(void)
{
    struct site site;
    struct client streams[STREAMS], held[HELD], calling[CALLERS];
    pthread_t callers[CALLERS];
    struct answer answer;

    site_prepare(&site);
    site.config.limits.command_rate = 0;
    site_start(&site);
    for (int i = 0; i < STREAMS; i++) {
        client_open(&streams[i], &site);
        client_text(&streams[i], i % 4 == 3 ? "GET /api/v1/reach/stream HTTP/1.1\r\n" HOST "\r\n"
                                            : "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "\r\n");
        CHECK(client_head(&streams[i], &answer) && answer.status == 200, "%d", answer.status);
    }
    for (int i = 0; i < HELD; i++) {
        client_open(&held[i], &site);
        client_text(&held[i], POST "Content-Length: 18\r\n\r\n{\"command\":\"hold\"}");
    }
    while (fake_game_held(site.game) < HELD) {
        (void)usleep(100); /* polls a condition; nothing is assumed about time */
    }
    for (int i = 0; i < CALLERS; i++) {
        client_open(&calling[i], &site);
        must(pthread_create(&callers[i], NULL, call, &calling[i]) == 0, "thread");
    }
    (void)fake_game_push(site.game, "patch", "{}", 2);
    site_stop(&site);
    for (int i = 0; i < CALLERS; i++) {
        (void)pthread_join(callers[i], NULL);
    }
    for (int i = 0; i < HELD; i++) {
        CHECK(client_answer(&held[i], &answer, false) && answer.status == 503 &&
                  strstr(answer.body, "stopping") != NULL,
              "%d", answer.status);
        answer_done(&answer);
        client_close(&held[i]);
    }
    for (int i = 0; i < STREAMS; i++) {
        const char *rest = client_rest(&streams[i]);

        CHECK(i % 4 == 3 || strstr(rest, "\"code\":\"stopping\"}\n\n") != NULL, "stream %d: %s", i,
              rest);
        CHECK(strstr(rest, "0\r\n\r\n") != NULL, "stream %d has no last chunk: %s", i, rest);
        client_close(&streams[i]);
    }
}

/* Clients that leave, with a farewell or with a reset, are noticed although nothing is sent to
 * them. */
static void leave(void)
{
    struct site site;
    struct client clients[STREAMS];
    struct answer answer;
    int polls = 0;

    site_prepare(&site);
    site.config.limits.heartbeat_ms = 3600000;
    site_start(&site);
    for (int i = 0; i < STREAMS; i++) {
        struct linger reset = {1, 0};

        client_open(&clients[i], &site);
        client_text(&clients[i], "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "\r\n");
        CHECK(client_head(&clients[i], &answer) && answer.status == 200, "%d", answer.status);
        if (i % 2 == 0) {
            (void)setsockopt(clients[i].fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
        }
    }
    CHECK(fake_game_sinks(site.game) == STREAMS, "%d", fake_game_sinks(site.game));
    for (int i = 0; i < STREAMS; i++) {
        client_close(&clients[i]);
    }
    while (fake_game_sinks(site.game) > 0 && polls++ < 100000) {
        (void)usleep(500); /* polls a condition; the bound only ends a broken run */
    }
    CHECK(fake_game_sinks(site.game) == 0, "%d are still there", fake_game_sinks(site.game));
    site_stop(&site);
}

int main(void)
{
    leave();
    for (int i = 0; i < ROUNDS; i++) {
        play_round();
    }
    return check_end("stop");
}
