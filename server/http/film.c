/* SPDX-License-Identifier: EUPL-1.2 */
/* film.c -- uploaded recordings, one after the other in a thread of their own: verifying one is a
 * second of computing, and the workers that serve games must not wait for it. */
#include <stdlib.h>

#include "http/api.h"
#include "http/request.h"
#include "http/server.h"

void api_film(struct request *request)
{
    struct film_queue *films = &request->http->films;

    request_wait(request);
    (void)pthread_mutex_lock(&films->lock);
    request->next = NULL;
    if (films->last != NULL) {
        films->last->next = request;
    } else {
        films->first = request;
    }
    films->last = request;
    (void)pthread_cond_signal(&films->more);
    (void)pthread_mutex_unlock(&films->lock);
}

static void show(struct request *request)
{
    struct http *http = request->http;
    const char *eyes = decode_find(&request->query, "eyes");

    if (!turnstile_enter(&http->gate)) {
        struct err err = {0};

        (void)err_set(&err, ERR_STOPPING, "", "the server is stopping");
        request_refuse_later(request, &err);
        return;
    }
    game_film(http->config.game, request->body, request->body_size, eyes != NULL ? eyes : "public",
              request_answer, request);
    turnstile_leave(&http->gate);
}

static void *work(void *cls)
{
    struct http *http = cls;
    struct film_queue *films = &http->films;

    (void)pthread_mutex_lock(&films->lock);
    for (;;) {
        struct request *request = films->first;

        if (request == NULL && films->stop) {
            break;
        }
        if (request == NULL) {
            (void)pthread_cond_wait(&films->more, &films->lock);
            continue;
        }
        films->first = request->next;
        if (films->first == NULL) {
            films->last = NULL;
        }
        (void)pthread_mutex_unlock(&films->lock);
        show(request);
        (void)pthread_mutex_lock(&films->lock);
    }
    (void)pthread_mutex_unlock(&films->lock);
    return NULL;
}

bool film_start(struct http *http)
{
    struct film_queue *films = &http->films;

    if (pthread_mutex_init(&films->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&films->more, NULL) != 0) {
        (void)pthread_mutex_destroy(&films->lock);
        return false;
    }
    films->made = true;
    films->running = pthread_create(&films->thread, NULL, work, http) == 0;
    return films->running;
}

/* The gate is shut: what waits is refused, what is being verified is finished. */
void film_stop(struct http *http)
{
    struct film_queue *films = &http->films;

    if (!films->running) {
        return;
    }
    (void)pthread_mutex_lock(&films->lock);
    films->stop = true;
    (void)pthread_cond_signal(&films->more);
    (void)pthread_mutex_unlock(&films->lock);
    (void)pthread_join(films->thread, NULL);
    films->running = false;
}

void film_done(struct http *http)
{
    if (http->films.made) {
        (void)pthread_cond_destroy(&http->films.more);
        (void)pthread_mutex_destroy(&http->films.lock);
    }
}

bool film_reserve(struct http *http)
{
    bool free_place;

    (void)pthread_mutex_lock(&http->films.lock);
    free_place = http->films.count < http->config.limits.films_max;
    http->films.count += free_place;
    (void)pthread_mutex_unlock(&http->films.lock);
    return free_place;
}

void film_release(struct http *http)
{
    (void)pthread_mutex_lock(&http->films.lock);
    http->films.count--;
    (void)pthread_mutex_unlock(&http->films.lock);
}
