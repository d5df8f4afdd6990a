/* SPDX-License-Identifier: EUPL-1.2 */
/* fixture.h -- a server of the transport with the double of the game on a free port, and a client
 * that hides nothing. */
#ifndef API_FIXTURE_H
#define API_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "fake_game.h"
#include "http/http.h"

struct site {
    struct game *game;
    struct http *http;
    struct clock clock;
    struct http_config config; /* to be changed between site_prepare() and site_start() */
    int port;
};

void site_prepare(struct site *site);
void site_start(struct site *site);
void site_stop(struct site *site);
int site_connect(const struct site *site);

/* One answer as it came. `body` is without the framing of chunks. */
struct answer {
    int status;
    char head[8192];
    char *body;
    size_t size;
};

struct client {
    int fd;
    char *data;
    size_t size, room;
};

void client_open(struct client *client, const struct site *site);
void client_close(struct client *client);
void client_send(struct client *client, const char *data, size_t size);
void client_text(struct client *client, const char *text);
/* True: an answer was read (a stream: until its last chunk). False: the server closed or reset
 * before one began. */
bool client_answer(struct client *client, struct answer *answer, bool head);
/* Everything until the server closes; NUL-terminated, valid until the client is closed. */
const char *client_rest(struct client *client);
/* As client_answer, but stops behind the head of a stream. */
bool client_head(struct client *client, struct answer *answer);
/* Reads and forgets until the server closes; false if it does not within the patience of the
 * socket. */
bool client_closed(struct client *client);
void answer_done(struct answer *answer);
/* Value of a header of the answer, "" if it is missing. Static memory. */
const char *answer_header(const struct answer *answer, const char *name);
/* One request on a connection of its own. */
void ask(const struct site *site, const char *request, struct answer *answer);

/* Counted, printed at the end; a test program returns check_end(). */
extern int check_failed, check_passed;
#define CHECK(condition, ...)                                                                      \
    do {                                                                                           \
        if (condition) {                                                                           \
            __atomic_fetch_add(&check_passed, 1, __ATOMIC_RELAXED);                                \
        } else {                                                                                   \
            __atomic_fetch_add(&check_failed, 1, __ATOMIC_RELAXED);                                \
            (void)fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);                  \
            (void)fprintf(stderr, __VA_ARGS__);                                                    \
            (void)fputc('\n', stderr);                                                             \
        }                                                                                          \
    } while (0)
int check_end(const char *name);
/* For what must hold or nothing makes sense any more. */
void must(bool condition, const char *what);

#endif
