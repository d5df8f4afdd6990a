/* SPDX-License-Identifier: EUPL-1.2 */
/* stream_hub.c -- all streams of a server: heartbeats, and the end. The lock of the list is taken
 * before that of a stream, everywhere. */
#include <assert.h>
#include <stdio.h>
#include <time.h>

#include "http/stream_private.h"

bool stream_hub_init(struct stream_hub *hub)
{
    *hub = (struct stream_hub){.max = 0};
    if (pthread_mutex_init(&hub->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&hub->fewer, NULL) != 0) {
        (void)pthread_mutex_destroy(&hub->lock);
        return false;
    }
    return true;
}

void stream_hub_done(struct stream_hub *hub)
{
    assert(hub->count == 0);
    (void)pthread_cond_destroy(&hub->fewer);
    (void)pthread_mutex_destroy(&hub->lock);
}

/* Under the stream's lock. */
static void tick_stream(struct stream *stream, int64_t now_ms)
{
    if (stream->blocked && now_ms - stream->moved_ms > stream->hub->stall_ms) {
        stream_fall_behind(stream);
        stream_wake(stream);
        return;
    }
    if (stream->blocked && stream->watch == 0) {
        stream->blocked = false;
        stream_go(stream);
    }
    if (stream->tick_ms != 0 && stream->ticks < STREAM_TICKS && now_ms >= stream->tick_ms) {
        char data[64];

        stream->ticks++;
        stream->tick_ms = now_ms + STREAM_TICK_MS;
        (void)snprintf(data, sizeof(data), "{\"now\":%lld,\"tick\":%d,\"of\":%d}",
                       (long long)now_ms, stream->ticks, STREAM_TICKS);
        if (!frame_push_plain(&stream->queue, stream->ticks < STREAM_TICKS ? "tick" : "end", data,
                              0)) {
            stream_fall_behind(stream);
        }
        stream->ending = stream->ticks == STREAM_TICKS;
        stream_go(stream);
        return;
    }
    if (stream->queue.size == 0 && now_ms - stream->active_ms >= stream->hub->heartbeat_ms) {
        stream->active_ms = now_ms;
        if (!frame_push_beat(&stream->queue)) {
            stream_fall_behind(stream);
        }
        stream_go(stream);
    }
}

void stream_hub_tick(struct stream_hub *hub, int64_t now_ms)
{
    (void)pthread_mutex_lock(&hub->lock);
    for (struct stream *stream = hub->first; stream != NULL; stream = stream->next) {
        (void)pthread_mutex_lock(&stream->lock);
        if (!stream->dead && (!stream->ending || stream->blocked)) {
            tick_stream(stream, now_ms);
        }
        (void)pthread_mutex_unlock(&stream->lock);
    }
    (void)pthread_mutex_unlock(&hub->lock);
}

void stream_hub_end(struct stream_hub *hub)
{
    static const char end[] = "{\"code\":\"stopping\"}";

    (void)pthread_mutex_lock(&hub->lock);
    hub->closed = true;
    for (struct stream *stream = hub->first; stream != NULL; stream = stream->next) {
        stream_detach(stream);
        (void)pthread_mutex_lock(&stream->lock);
        for (int i = 0; i < stream->seat_count; i++) {
            stream_push_seat(&stream->seats[i], "end", end, sizeof(end) - 1);
        }
        stream->ending = true;
        stream_go(stream);
        (void)pthread_mutex_unlock(&stream->lock);
    }
    (void)pthread_mutex_unlock(&hub->lock);
}

void stream_hub_kill(struct stream_hub *hub, int wait_ms)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += wait_ms / 1000;
    until.tv_nsec += (long)(wait_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    (void)pthread_mutex_lock(&hub->lock);
    hub->closed = true;
    while (hub->count > 0 && pthread_cond_timedwait(&hub->fewer, &hub->lock, &until) == 0) {
    }
    for (struct stream *stream = hub->first; stream != NULL; stream = stream->next) {
        stream_gone(stream);
    }
    (void)pthread_mutex_unlock(&hub->lock);
}
