/* SPDX-License-Identifier: EUPL-1.2 */
/* stream.c -- see stream.h. The library sends the head of the answer and its end; in between the
 * connection is suspended and stream_out.c writes to the socket, so that no message waits for a
 * worker. The one place that suspends a stream is its reader, under the stream's lock; whoever
 * resumes it has seen the flag under the same lock. Never resumes what is not suspended: the
 * library forbids it. */
#include "http/stream.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "game/game.h"
#include "http/conn.h"
#include "http/stream_private.h"
#include "http/turnstile.h"

enum { BLOCK = 16 }; /* of the library's own buffer, into which nothing is ever read */

/* Under the stream's lock. */
void stream_wake(struct stream *stream)
{
    if (stream->suspended) {
        stream->suspended = false;
        MHD_resume_connection(stream->connection);
    }
}

void stream_fall_behind(struct stream *stream)
{
    stream->dead = true;
    frame_queue_done(&stream->queue);
    atomic_fetch_add(&stream->hub->behind, 1);
}

/* Under the stream's lock: one message of a seat, in its order. */
void stream_push_seat(struct seat *seat, const char *kind, const char *json, size_t size)
{
    struct stream *stream = seat->stream;
    int64_t now_ms = clock_mono_ms(stream->hub->clock);
    struct frame frame = {kind, seat->index, seat->n + 1, now_ms, json, size};

    if (stream->dead || seat->ended) {
        return;
    }
    if (!frame_push(&stream->queue, &frame)) {
        stream_fall_behind(stream);
    } else {
        seat->n++;
        stream->active_ms = now_ms;
        atomic_fetch_add(&stream->hub->messages, 1);
    }
    if (strcmp(kind, "end") == 0) {
        seat->ended = true;
        stream->ended_count++;
        stream->ending = stream->ending || stream->ended_count == stream->seat_count;
    }
}

/* The game's side: any thread, returns at once. */
static void push(void *cls, const char *kind, const char *json, size_t size)
{
    struct seat *seat = cls;

    (void)pthread_mutex_lock(&seat->stream->lock);
    stream_push_seat(seat, kind, json, size);
    stream_go(seat->stream);
    (void)pthread_mutex_unlock(&seat->stream->lock);
}

void stream_go(struct stream *stream)
{
    if (!stream->suspended) {
        return; /* the reader comes by itself */
    }
    if (!stream->blocked) {
        stream_flush(stream);
    }
    if (stream->dead || (stream->ending && stream->queue.size == 0)) {
        stream_wake(stream);
    }
}

/* The library's side: a worker asks for bytes. It gets none: they go to the socket here, after all
 * that the library has sent. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the library's type */
static ssize_t read_stream(void *cls, uint64_t position, char *bytes, size_t max)
{
    struct stream *stream = cls;
    ssize_t result = 0;

    (void)position;
    (void)bytes;
    (void)max;
    (void)pthread_mutex_lock(&stream->lock);
    stream_flush(stream);
    if (stream->dead) {
        result = MHD_CONTENT_READER_END_WITH_ERROR;
    } else if (stream->ending && stream->queue.size == 0) {
        result = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        stream->suspended = true;
        MHD_suspend_connection(stream->connection);
    }
    (void)pthread_mutex_unlock(&stream->lock);
    return result;
}

/* Leaves the game; afterwards no push comes. The ids are taken under the lock, so two callers share
 * the work. */
void stream_detach(struct stream *stream)
{
    int64_t ids[STREAM_SEATS_MAX] = {0};

    (void)pthread_mutex_lock(&stream->lock);
    for (int i = 0; i < stream->seat_count; i++) {
        ids[i] = stream->seats[i].sink_id;
        stream->seats[i].sink_id = 0;
    }
    (void)pthread_mutex_unlock(&stream->lock);
    for (int i = 0; i < stream->seat_count; i++) {
        if (ids[i] != 0) {
            game_detach(stream->hub->game, ids[i]);
        }
    }
}

static void free_stream(void *cls)
{
    struct stream *stream = cls;
    struct stream_hub *hub = stream->hub;

    /* Inside the gate before the ids are taken, so that the game is not closed under the last
     * detach. */
    turnstile_enter_always(hub->gate);
    (void)pthread_mutex_lock(&hub->lock);
    if (stream->prev != NULL) {
        stream->prev->next = stream->next;
    } else {
        hub->first = stream->next;
    }
    if (stream->next != NULL) {
        stream->next->prev = stream->prev;
    }
    (void)pthread_mutex_unlock(&hub->lock);
    stream_detach(stream);
    if (stream->watch != 0) {
        conn_unwatch(hub->conns, stream->watch, hub->epoll);
    }
    frame_queue_done(&stream->queue);
    (void)pthread_mutex_destroy(&stream->lock);
    free(stream);
    turnstile_leave(hub->gate);
    (void)pthread_mutex_lock(&hub->lock);
    hub->count--;
    (void)pthread_cond_broadcast(&hub->fewer);
    (void)pthread_mutex_unlock(&hub->lock);
}

static enum err_code add_stream(struct stream_hub *hub, struct stream *stream, struct err *err)
{
    enum err_code code = ERR_OK;

    (void)pthread_mutex_lock(&hub->lock);
    if (hub->closed) {
        code = err_set(err, ERR_STOPPING, "", "the server is stopping");
    } else if (hub->count >= hub->max) {
        code = err_set(err, ERR_TOO_MANY, "", "no more than %d streams at a time", hub->max);
    } else {
        stream->next = hub->first;
        if (stream->next != NULL) {
            stream->next->prev = stream;
        }
        hub->first = stream;
        hub->count++;
    }
    (void)pthread_mutex_unlock(&hub->lock);
    return code;
}

static struct stream *create_stream(struct stream_hub *hub, struct MHD_Connection *connection,
                                    int seats)
{
    struct stream *stream = calloc(1, sizeof(*stream) + (size_t)seats * sizeof(struct seat));

    if (stream == NULL) {
        return NULL;
    }
    if (pthread_mutex_init(&stream->lock, NULL) != 0) {
        free(stream);
        return NULL;
    }
    stream->hub = hub;
    stream->connection = connection;
    stream->active_ms = clock_mono_ms(hub->clock);
    frame_queue_init(&stream->queue, hub->queue_max);
    return stream;
}

static void push_hello(struct stream *stream)
{
    char hello[160];

    (void)snprintf(hello, sizeof(hello), "{\"now\":%lld,\"version\":\"%s\",\"retry\":%d}",
                   (long long)stream->active_ms, stream->hub->version, STREAM_RETRY_MS);
    (void)pthread_mutex_lock(&stream->lock);
    if (!frame_push_plain(&stream->queue, "hello", hello, STREAM_RETRY_MS)) {
        stream_fall_behind(stream);
    }
    (void)pthread_mutex_unlock(&stream->lock);
}

/* A seat whose token is refused gets its `end` with the reason; the others of the same browser go
 * on. */
static int attach_seats(struct stream *stream, const uint8_t (*hashes)[32], int count,
                        struct err *err)
{
    int attached = 0;

    stream->seat_count = count;
    for (int i = 0; i < count; i++) {
        stream->seats[i] = (struct seat){.stream = stream, .index = i};
    }
    for (int i = 0; i < count; i++) {
        struct seat *seat = &stream->seats[i];
        struct game_caller caller = {.token_hash = hashes[i]};
        struct game_sink sink = {push, seat};
        struct err refused = {0};
        int64_t id = 0;
        char end[96];

        if (game_attach(stream->hub->game, &caller, &sink, &id, &refused) == ERR_OK) {
            attached++;
            (void)pthread_mutex_lock(&stream->lock);
            seat->sink_id = id;
            (void)pthread_mutex_unlock(&stream->lock);
            continue;
        }
        int size = snprintf(end, sizeof(end), "{\"code\":\"%s\"}", err_slug(refused.code));
        push(seat, "end", end, (size_t)size);
        if (err != NULL && err->code == ERR_OK) {
            *err = refused;
        }
    }
    return attached;
}

enum err_code stream_open(struct MHD_Response **ret_response, struct stream_hub *hub,
                          struct MHD_Connection *connection, struct conn *conn, bool chunked,
                          const uint8_t (*hashes)[32], int count, struct err *err)
{
    struct stream *stream = create_stream(hub, connection, count);
    struct err refused = {0};
    enum err_code code;

    assert(count >= 0 && count <= STREAM_SEATS_MAX);
    if (stream == NULL) {
        return err_set(err, ERR_NO_MEMORY, "", "no memory for a stream");
    }
    code = add_stream(hub, stream, err);
    if (code != ERR_OK) {
        (void)pthread_mutex_destroy(&stream->lock);
        free(stream);
        return code;
    }
    push_hello(stream);
    if (count == 0) {
        (void)pthread_mutex_lock(&stream->lock);
        stream->tick_ms = stream->active_ms + STREAM_TICK_MS;
        (void)pthread_mutex_unlock(&stream->lock);
    } else if (attach_seats(stream, hashes, count, &refused) == 0) {
        free_stream(stream);
        return err_set(err, refused.code, "Authorization", "%s", refused.text);
    }
    conn_small_buffer(conn);
    stream->fd = conn->fd;
    stream->chunked = chunked;
    stream->watch = conn_watch(hub->conns, conn, stream, hub->epoll);
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, BLOCK, read_stream, stream, free_stream);
    if (response == NULL) {
        free_stream(stream);
        return err_set(err, ERR_NO_MEMORY, "", "no memory for a stream");
    }
    atomic_fetch_add(&hub->opened, 1);
    *ret_response = response;
    return ERR_OK;
}

void stream_gone(struct stream *stream)
{
    (void)pthread_mutex_lock(&stream->lock);
    stream->dead = true;
    stream_wake(stream);
    (void)pthread_mutex_unlock(&stream->lock);
}
