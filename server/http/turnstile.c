/* SPDX-License-Identifier: EUPL-1.2 */
/* turnstile.c -- see turnstile.h. Never decides who may enter, only whether. */
#include "http/turnstile.h"

#include <assert.h>

bool turnstile_init(struct turnstile *turnstile)
{
    *turnstile = (struct turnstile){.inside = 0};
    if (pthread_mutex_init(&turnstile->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&turnstile->empty, NULL) != 0) {
        (void)pthread_mutex_destroy(&turnstile->lock);
        return false;
    }
    return true;
}

void turnstile_done(struct turnstile *turnstile)
{
    assert(turnstile->inside == 0);
    (void)pthread_cond_destroy(&turnstile->empty);
    (void)pthread_mutex_destroy(&turnstile->lock);
}

bool turnstile_enter(struct turnstile *turnstile)
{
    bool open;

    (void)pthread_mutex_lock(&turnstile->lock);
    open = !turnstile->shut;
    turnstile->inside += open;
    (void)pthread_mutex_unlock(&turnstile->lock);
    return open;
}

void turnstile_enter_always(struct turnstile *turnstile)
{
    (void)pthread_mutex_lock(&turnstile->lock);
    turnstile->inside++;
    (void)pthread_mutex_unlock(&turnstile->lock);
}

void turnstile_leave(struct turnstile *turnstile)
{
    (void)pthread_mutex_lock(&turnstile->lock);
    assert(turnstile->inside > 0);
    if (--turnstile->inside == 0) {
        (void)pthread_cond_broadcast(&turnstile->empty);
    }
    (void)pthread_mutex_unlock(&turnstile->lock);
}

void turnstile_shut(struct turnstile *turnstile)
{
    (void)pthread_mutex_lock(&turnstile->lock);
    turnstile->shut = true;
    (void)pthread_mutex_unlock(&turnstile->lock);
}

void turnstile_drain(struct turnstile *turnstile)
{
    (void)pthread_mutex_lock(&turnstile->lock);
    while (turnstile->inside > 0) {
        (void)pthread_cond_wait(&turnstile->empty, &turnstile->lock);
    }
    (void)pthread_mutex_unlock(&turnstile->lock);
}
