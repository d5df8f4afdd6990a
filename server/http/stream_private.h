/* SPDX-License-Identifier: EUPL-1.2 */
/* stream_private.h -- one stream from the inside, for stream.c, stream_out.c and stream_hub.c
 * alone. */
#ifndef HTTP_STREAM_PRIVATE_H
#define HTTP_STREAM_PRIVATE_H

#include "http/frame.h"
#include "http/stream.h"

struct seat {
    struct stream *stream;
    int index;
    int64_t n;
    int64_t sink_id; /* 0: not attached */
    bool ended;
};

struct stream {
    struct stream_hub *hub;
    struct MHD_Connection *connection;
    struct stream *next, *prev; /* guarded by the hub */
    uint64_t watch;
    int fd;       /* only while suspended, or by the library's own worker: else it may be closed */
    bool chunked; /* HTTP/1.1 */

    pthread_mutex_t lock; /* of all that follows */
    struct frame_queue queue;
    bool suspended;
    bool dead;        /* end now, with an error: the client is gone or too far behind */
    bool ending;      /* end when the queue is empty */
    bool blocked;     /* the socket is full: goes on when it has room */
    size_t chunk;     /* bytes at the start of the queue that make the chunk under way; 0: none */
    size_t sent;      /* of this chunk, its frame counted in */
    int64_t moved_ms; /* when it was blocked, or went on a little */
    int64_t active_ms;
    int64_t tick_ms; /* of a test stream: when the next one is due; 0: no test stream */
    int ticks;
    int seat_count, ended_count;
    struct seat seats[]; /* as many as there are tokens */
};

/* All but stream_detach() are called with the stream's lock. */
void stream_wake(struct stream *stream);
/* Sends what waits, and hands the connection back to the library when the stream is at its end. */
void stream_go(struct stream *stream);
/* Sends as much as the socket takes. Only while suspended, or by the library's own worker. */
void stream_flush(struct stream *stream);
void stream_fall_behind(struct stream *stream);
void stream_push_seat(struct seat *seat, const char *kind, const char *json, size_t size);
/* Leaves the game; afterwards no push comes. */
void stream_detach(struct stream *stream);

#endif
