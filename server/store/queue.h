/* SPDX-License-Identifier: EUPL-1.2 */
/* queue.h -- appends that wait for the writer: copies, in the order of the calls, bounded in bytes.
 * Used by every store, so that limits and order are the same in all of them. */
#ifndef STORE_QUEUE_H
#define STORE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>

#include "store/store.h"

enum {
    QUEUE_BYTES_MAX = 96 << 20, /* one append may hold 16 events of 4 MiB; more than this waiting
                                   means a dead disk */
    QUEUE_SPARE_COUNT = 16 /* jobs for the answer "no memory", which must not itself need memory */
};

/* One append with what became of it. The pointers in `append` point into the same allocation. */
struct store_job {
    struct store_job *next;
    store_done done;
    void *cls;
    size_t bytes;
    bool is_spare;
    bool is_refused; /* outside the limits or no room: already STORE_FAILED */
    enum store_outcome outcome;
    struct store_bytes answer;
    char *kept; /* memory of `answer`, or NULL */
    struct err err;
    struct store_append append;
};

struct job_queue {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct store_job *first;
    struct store_job *last;
    struct store_job *spare;
    size_t bytes;
    bool is_taken; /* the writer has jobs in its hands */
    bool is_held;  /* the writer gets none for now */
    bool is_closed;
    struct store_job spares[QUEUE_SPARE_COUNT];
};

void queue_init(struct job_queue *queue);
void queue_done(struct job_queue *queue); /* must be empty */

/* Never fails: what cannot be queued is queued as refused, so that its answer keeps its place in
 * the order. */
void queue_put(struct job_queue *queue, const struct store_append *append, store_done done,
               void *cls);

/* For the writer: waits, then all that waits up to the bounds, at least one; NULL when closed and
 * empty. */
struct store_job *queue_take(struct job_queue *queue, int count_max, size_t bytes_max);
/* For another thread while the queue is held: the first one, after the writer has put down what it
 * had. */
struct store_job *queue_pop(struct job_queue *queue);
/* Calls `done` of each in order and frees them. `by_writer`: these came from queue_take(). */
void queue_answer(struct job_queue *queue, struct store_job *jobs, bool by_writer);

void queue_hold(struct job_queue *queue, bool held);
void queue_close(struct job_queue *queue); /* ends a hold; queue_take() gives what is left */

/* ERR_OK, or what is outside the limits of store.h. */
enum err_code store_append_check(const struct store_append *append, struct err *err);
/* A copy of `answer` that lives as long as the job. False without memory. */
bool job_answer(struct store_job *job, const void *data, size_t size);
void job_fail(struct store_job *job, const struct err *err);

#endif
