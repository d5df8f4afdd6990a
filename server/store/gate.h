/* SPDX-License-Identifier: EUPL-1.2 */
/* gate.h -- a lock that is given in the order of asking: a busy writer cannot keep the readers out,
 * nor they it. */
#ifndef STORE_GATE_H
#define STORE_GATE_H

#include <pthread.h>
#include <stdint.h>

struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t moved;
    uint64_t next;    /* the ticket of the next that asks */
    uint64_t serving; /* the ticket that may pass */
};

void gate_init(struct gate *gate);
void gate_done(struct gate *gate);
void gate_enter(struct gate *gate);
void gate_leave(struct gate *gate);

/* Passes the gate until the end of the scope. */
#define GATE(pointer)                                                                              \
    __attribute__((cleanup(gate_leavep), unused)) struct gate *gate_passed = gate_pass(pointer)

static inline struct gate *gate_pass(struct gate *gate)
{
    gate_enter(gate);
    return gate;
}

static inline void gate_leavep(struct gate **gate)
{
    gate_leave(*gate);
}

#endif
