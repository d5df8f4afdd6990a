/* SPDX-License-Identifier: EUPL-1.2 */
/* request.h -- one request from its first line to its last byte, and what a handler may do with it.
 * A handler fills request->reply, or leaves and has request_answer() called later from any thread.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "game/game.h"
#include "http/address.h"
#include "http/decode.h"
#include "http/lint.h"
#include "http/reply.h"
#include "http/route.h"
#include "http/stream.h"

struct conn;
struct http;

struct request {
    struct http *http;
    struct MHD_Connection *connection;
    struct conn *conn;
    struct request *next; /* in the queue of films */
    int64_t start_ms;
    char *target;    /* as it came, owned */
    const char *raw; /* where the library keeps it; valid in the first call only */
    bool started, active;
    bool chunked; /* the client speaks HTTP/1.1 */

    struct route_match match;
    struct decode_query query;
    struct address client;
    char host[LINT_HOST_MAX + 1];
    bool secure; /* the browser spoke TLS to a proxy that we trust */
    char key[GAME_KEY_MAX + 1];
    bool has_key;
    uint8_t hashes[STREAM_SEATS_MAX][GAME_HASH_SIZE];
    int token_count;
    char *body;
    size_t body_size, body_room;
    bool holds_film; /* one of the few places for uploads is ours */

    pthread_mutex_t lock; /* of the rest, while an answer is awaited */
    bool waiting;         /* the answer comes later */
    bool suspended;
    bool answered;
    bool gone; /* the connection is finished; who answers frees */
    struct reply reply;
};

/* The caller as the game wants it. Borrowed from the request. */
struct game_caller request_caller(const struct request *request);
/* game_done of every read and command: takes a copy into the reply. `cls` is the request. */
void request_answer(void *cls, const struct game_answer *answer);
/* For a handler that goes on in another thread: announce before, refuse instead of an answer. */
void request_wait(struct request *request);
void request_refuse_later(struct request *request, const struct err *err);
/* Refuses at once. */
void request_refuse(struct request *request, enum err_code code, const char *where,
                    const char *text);
/* "http://host:port" as the browser should see it, or the configured address. */
void request_origin(const struct request *request, char *ret_origin, size_t room);

/* Callbacks of the library. */
void *request_first_line(void *cls, const char *target, struct MHD_Connection *connection);
enum MHD_Result request_handle(void *cls, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **context);
void request_completed(void *cls, struct MHD_Connection *connection, void **context,
                       enum MHD_RequestTerminationCode code);

#endif
