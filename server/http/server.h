/* SPDX-License-Identifier: EUPL-1.2 */
/* server.h -- what the files of this folder share: the one struct of a running server. Not for
 * other layers. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "http/http.h"
#include "http/metrics.h"
#include "http/reply.h"
#include "http/stream.h"
#include "http/turnstile.h"

struct MHD_Daemon;
struct conn_table;
struct limit;
struct request;

/* Recordings wait here for the one thread that verifies them: minutes of computing must not hold up
 * a game. */
struct film_queue {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct request *first, *last;
    pthread_t thread;
    bool made, running, stop;
    int count; /* uploads under way */
};

struct http {
    struct http_config config;
    struct MHD_Daemon *daemon;
    int quiesced_fd; /* the listening socket while it winds up, else -1 */
    struct conn_table *conns;
    struct stream_hub hub;
    struct turnstile gate;
    struct limit *commands, *wrong_codes;
    struct film_queue films;
    struct metrics *metrics;
    struct reply_stock stock;

    _Atomic bool stopping;
    _Atomic int64_t reaped; /* clients that were too slow */
    int epoll, wake;        /* the watch: clients that left, deadlines, heartbeats */
    pthread_t watch;
    bool watching;

    pthread_mutex_t lock; /* of the rest */
    pthread_cond_t fewer;
    int active; /* requests between first call and completion, streams left out */
    char *openapi;
};

bool film_start(struct http *http);
void film_stop(struct http *http);
void film_done(struct http *http);
/* One of the places for uploads; false: none is free. */
bool film_reserve(struct http *http);
void film_release(struct http *http);

void http_active(struct http *http, int step);

#endif
