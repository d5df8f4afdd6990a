/* SPDX-License-Identifier: EUPL-1.2 */
/* watch.c -- see watch.h. */
#include "http/watch.h"

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/conn.h"
#include "http/server.h"

enum { EVENTS_MAX = 64, STEP_MS = 100 };

static const uint64_t STOP = UINT64_MAX; /* no slot has this number */

bool watch_init(struct http *http)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = STOP};

    http->epoll = epoll_create1(EPOLL_CLOEXEC);
    http->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return http->epoll >= 0 && http->wake >= 0 &&
           epoll_ctl(http->epoll, EPOLL_CTL_ADD, http->wake, &event) == 0;
}

static void *watch(void *cls)
{
    struct http *http = cls;
    int64_t next_ms = 0;

    for (;;) {
        struct epoll_event events[EVENTS_MAX];
        int count = epoll_wait(http->epoll, events, EVENTS_MAX, STEP_MS);
        int64_t now_ms = clock_mono_ms(http->config.clock);

        for (int i = 0; i < count; i++) {
            if (events[i].data.u64 == STOP) {
                return NULL;
            }
            bool room = events[i].events == EPOLLOUT; /* and nothing else has happened */
            conn_tell(http->conns, events[i].data.u64, room ? stream_room : stream_gone);
        }
        if (now_ms >= next_ms) {
            next_ms = now_ms + STEP_MS;
            conn_reap(http->conns, now_ms, &http->reaped);
            stream_hub_tick(&http->hub, now_ms);
        }
    }
}

bool watch_start(struct http *http)
{
    http->watching = pthread_create(&http->watch, NULL, watch, http) == 0;
    return http->watching;
}

void watch_stop(struct http *http)
{
    if (http->watching) {
        uint64_t one = 1;
        ssize_t written = write(http->wake, &one, sizeof(one));

        (void)written; /* a full counter wakes as well */
        (void)pthread_join(http->watch, NULL);
        http->watching = false;
    }
}

void watch_done(struct http *http)
{
    if (http->epoll >= 0) {
        (void)close(http->epoll);
    }
    if (http->wake >= 0) {
        (void)close(http->wake);
    }
}
