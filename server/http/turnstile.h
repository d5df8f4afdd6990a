/* SPDX-License-Identifier: EUPL-1.2 */
/* turnstile.h -- counts the threads that are inside the layer below, so that it can be closed when
 * none is left. Never holds its lock while a caller is inside. */
#ifndef HTTP_TURNSTILE_H
#define HTTP_TURNSTILE_H

#include <pthread.h>
#include <stdbool.h>

struct turnstile {
    pthread_mutex_t lock;
    pthread_cond_t empty;
    int inside;
    bool shut;
};

bool turnstile_init(struct turnstile *turnstile);
void turnstile_done(struct turnstile *turnstile);
bool turnstile_enter(struct turnstile *turnstile); /* false: shut, do not enter */
void turnstile_enter_always(
    struct turnstile *turnstile); /* for the way out (detaching), also when shut */
void turnstile_leave(struct turnstile *turnstile);
void turnstile_shut(struct turnstile *turnstile);  /* nobody enters any more */
void turnstile_drain(struct turnstile *turnstile); /* waits until nobody is inside */

#endif
