/* SPDX-License-Identifier: EUPL-1.2 */
/* stream.h -- Server-Sent Events: one stream of a browser carries the views of up to sixteen seats.
 * A push never blocks and never waits for a client: it queues whole messages, and a client that
 * falls behind is let go; it comes back and gets whole views. Never looks into what it carries. */
#ifndef HTTP_STREAM_H
#define HTTP_STREAM_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct MHD_Connection;
struct MHD_Response;
struct clock;
struct conn;
struct conn_table;
struct game;
struct turnstile;
struct stream;

enum {
    STREAM_SEATS_MAX = 16,
    STREAM_RETRY_MS = 2000,
    STREAM_TICKS = 5, /* of a test stream */
    STREAM_TICK_MS = 300
};

struct stream_hub {
    pthread_mutex_t lock; /* of the list; taken before a stream's own */
    pthread_cond_t fewer;
    struct stream *first;
    int count, max;
    bool closed;
    /* Set before the first stream, constant afterwards. */
    struct game *game;
    struct turnstile *gate;
    const struct clock *clock;
    struct conn_table *conns;
    int epoll;
    const char *version;
    size_t queue_max;
    int heartbeat_ms, stall_ms;
    /* Figures. */
    _Atomic int64_t opened, behind, messages;
};

bool stream_hub_init(struct stream_hub *hub);
void stream_hub_done(struct stream_hub *hub);

/* `chunked`: the request is HTTP/1.1, so the library answers in chunks.
 * Opens a stream for the holders of these token hashes and attaches each to its view; without
 * hashes it is a stream that ticks a few times and ends, for trying a network. ERR_UNAUTHORIZED and
 * the like: not one of the tokens is good. The response owns the stream. */
enum err_code stream_open(struct MHD_Response **ret_response, struct stream_hub *hub,
                          struct MHD_Connection *connection, struct conn *conn, bool chunked,
                          const uint8_t (*hashes)[32], int count, struct err *err);
/* The client went away. Any thread. */
void stream_gone(struct stream *stream);
/* The socket that was full takes bytes again. With its watch still standing. */
void stream_room(struct stream *stream);
/* Heartbeats and ticks that are due. */
void stream_hub_tick(struct stream_hub *hub, int64_t now_ms);
/* Tells every stream that the server stops and leaves the game; the gate must be shut. */
void stream_hub_end(struct stream_hub *hub);
/* Ends every stream at once and waits until they are gone, at most `wait_ms`. */
void stream_hub_kill(struct stream_hub *hub, int wait_ms);

#endif
