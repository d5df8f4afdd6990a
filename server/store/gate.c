/* SPDX-License-Identifier: EUPL-1.2 */
/* gate.c -- tickets behind one mutex. Never spins. */
#include "store/gate.h"

void gate_init(struct gate *gate)
{
    *gate = (struct gate){0};
    (void)pthread_mutex_init(&gate->mutex, NULL);
    (void)pthread_cond_init(&gate->moved, NULL);
}

void gate_done(struct gate *gate)
{
    (void)pthread_cond_destroy(&gate->moved);
    (void)pthread_mutex_destroy(&gate->mutex);
}

void gate_enter(struct gate *gate)
{
    (void)pthread_mutex_lock(&gate->mutex);
    uint64_t ticket = gate->next++;
    while (ticket != gate->serving)
        (void)pthread_cond_wait(&gate->moved, &gate->mutex);
    (void)pthread_mutex_unlock(&gate->mutex);
}

void gate_leave(struct gate *gate)
{
    (void)pthread_mutex_lock(&gate->mutex);
    gate->serving++;
    if (gate->serving != gate->next)
        (void)pthread_cond_broadcast(&gate->moved);
    (void)pthread_mutex_unlock(&gate->mutex);
}
