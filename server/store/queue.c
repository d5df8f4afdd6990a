/* SPDX-License-Identifier: EUPL-1.2 */
/* queue.c -- copies appends and hands them to the writer in order. Never calls `done` with its lock
 * held. */
#include "store/queue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

void queue_init(struct job_queue *queue)
{
    *queue = (struct job_queue){0};
    (void)pthread_mutex_init(&queue->mutex, NULL);
    (void)pthread_cond_init(&queue->changed, NULL);
    for (int i = 0; i < QUEUE_SPARE_COUNT; i++) {
        queue->spares[i].is_spare = true;
        queue->spares[i].next = queue->spare;
        queue->spare = &queue->spares[i];
    }
}

void queue_done(struct job_queue *queue)
{
    assert(!queue->first);
    (void)pthread_cond_destroy(&queue->changed);
    (void)pthread_mutex_destroy(&queue->mutex);
}

static enum err_code bytes_check(const struct store_bytes *bytes, size_t max, const char *where,
                                 struct err *err)
{
    if (bytes->size > max)
        return err_set(err, ERR_TOO_LARGE, where, "%zu bytes; at most %zu are kept", bytes->size,
                       max);
    if (bytes->size > 0 && !bytes->data)
        return err_set(err, ERR_INTERNAL, where, "a size without bytes");
    return ERR_OK;
}

enum err_code store_append_check(const struct store_append *append, struct err *err)
{
    if (append->stream[0] == '\0' || !memchr(append->stream, '\0', sizeof append->stream))
        return err_set(err, ERR_FIELD_LENGTH, "stream", "1 to %d characters", STORE_ID_MAX);
    if (append->seq < 1)
        return err_set(err, ERR_FIELD_RANGE, "seq", "the first event of a stream is 1");
    if (append->count < 0 || append->count > STORE_EVENTS_MAX)
        return err_set(err, ERR_FIELD_RANGE, "count", "%d events; at most %d go together",
                       append->count, STORE_EVENTS_MAX);
    if (append->count == 0 && !append->key)
        return err_set(err, ERR_FIELD_MISSING, "key", "neither an event nor a key");
    enum err_code code = ERR_OK;
    for (int i = 0; i < append->count && code == ERR_OK; i++)
        code = bytes_check(&append->event[i], STORE_EVENT_BYTES_MAX, "event", err);
    if (code != ERR_OK || !append->key)
        return code;
    size_t size = strnlen(append->key, STORE_KEY_MAX + 1);
    if (size < 1 || size > STORE_KEY_MAX)
        return err_set(err, ERR_FIELD_LENGTH, "key", "1 to %d characters", STORE_KEY_MAX);
    return bytes_check(&append->answer, STORE_ANSWER_BYTES_MAX, "answer", err);
}

static size_t payload_size(const struct store_append *append)
{
    size_t size = append->key ? strlen(append->key) + 1 + append->answer.size : 0;
    for (int i = 0; i < append->count; i++)
        size += append->event[i].size;
    return size;
}

/* Copies one piece behind the others and returns where the copy is. */
static const char *place(char **next, const void *data, size_t size)
{
    char *copy = *next;
    if (size > 0)
        memcpy(copy, data, size);
    *next += size;
    return copy;
}

static struct store_job *copy_of(const struct store_append *append, size_t bytes)
{
    struct store_job *job = malloc(sizeof *job + bytes);
    if (!job)
        return NULL;
    *job = (struct store_job){.bytes = bytes, .append = *append};
    char *next = (char *)(job + 1);
    for (int i = 0; i < append->count; i++)
        job->append.event[i].data = place(&next, append->event[i].data, append->event[i].size);
    if (append->key) {
        job->append.key = place(&next, append->key, strlen(append->key) + 1);
        job->append.answer.data = place(&next, append->answer.data, append->answer.size);
    }
    return job;
}

/* A job that carries nothing but its refusal. Without memory it waits for a spare one, which the
 * writer gives back. */
static struct store_job *refusal(struct job_queue *queue, const struct err *err)
{
    struct store_job *job = calloc(1, sizeof *job);
    if (!job) {
        (void)pthread_mutex_lock(&queue->mutex);
        while (!queue->spare)
            (void)pthread_cond_wait(&queue->changed, &queue->mutex);
        job = queue->spare;
        queue->spare = job->next;
        (void)pthread_mutex_unlock(&queue->mutex);
        *job = (struct store_job){.is_spare = true};
    }
    job->is_refused = true;
    job_fail(job, err);
    return job;
}

static bool has_room(struct job_queue *queue, size_t bytes)
{
    (void)pthread_mutex_lock(&queue->mutex);
    bool has = queue->bytes == 0 || queue->bytes + bytes <= QUEUE_BYTES_MAX;
    (void)pthread_mutex_unlock(&queue->mutex);
    return has;
}

void queue_put(struct job_queue *queue, const struct store_append *append, store_done done,
               void *cls)
{
    struct err err = {0};
    struct store_job *job = NULL;
    if (store_append_check(append, &err) == ERR_OK) {
        size_t bytes = payload_size(append);
        if (!has_room(queue, bytes))
            (void)err_set(&err, ERR_STORE, "", "too much is waiting to be stored");
        else if (!(job = copy_of(append, bytes)))
            (void)err_set(&err, ERR_NO_MEMORY, "", "no memory to keep this until it is stored");
    }
    if (!job)
        job = refusal(queue, &err);
    job->done = done;
    job->cls = cls;
    (void)pthread_mutex_lock(&queue->mutex);
    assert(!queue->is_closed);
    if (queue->last)
        queue->last->next = job;
    else
        queue->first = job;
    queue->last = job;
    queue->bytes += job->bytes;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->mutex);
}

static struct store_job *unlink_first(struct job_queue *queue)
{
    struct store_job *job = queue->first;
    queue->first = job->next;
    if (!queue->first)
        queue->last = NULL;
    queue->bytes -= job->bytes;
    job->next = NULL;
    return job;
}

struct store_job *queue_take(struct job_queue *queue, int count_max, size_t bytes_max)
{
    struct store_job *jobs = NULL;
    struct store_job **end = &jobs;
    size_t bytes = 0;
    (void)pthread_mutex_lock(&queue->mutex);
    while (!queue->is_closed && (!queue->first || queue->is_held))
        (void)pthread_cond_wait(&queue->changed, &queue->mutex);
    for (int count = 0; queue->first && count < count_max; count++) {
        if (count > 0 && bytes + queue->first->bytes > bytes_max)
            break;
        struct store_job *job = unlink_first(queue);
        bytes += job->bytes;
        *end = job;
        end = &job->next;
    }
    queue->is_taken = jobs != NULL;
    (void)pthread_mutex_unlock(&queue->mutex);
    return jobs;
}

struct store_job *queue_pop(struct job_queue *queue)
{
    (void)pthread_mutex_lock(&queue->mutex);
    while (queue->is_taken)
        (void)pthread_cond_wait(&queue->changed, &queue->mutex);
    struct store_job *job = queue->first ? unlink_first(queue) : NULL;
    (void)pthread_mutex_unlock(&queue->mutex);
    return job;
}

static void job_free(struct job_queue *queue, struct store_job *job)
{
    free(job->kept);
    if (!job->is_spare) {
        free(job);
        return;
    }
    (void)pthread_mutex_lock(&queue->mutex);
    job->next = queue->spare;
    queue->spare = job;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->mutex);
}

void queue_answer(struct job_queue *queue, struct store_job *jobs, bool by_writer)
{
    while (jobs) {
        struct store_job *job = jobs;
        jobs = job->next;
        if (job->done) {
            struct store_result result = {.outcome = job->outcome, .answer = job->answer};
            if (job->outcome == STORE_FAILED)
                result.err = job->err;
            job->done(job->cls, &result);
        }
        job_free(queue, job);
    }
    if (!by_writer)
        return;
    (void)pthread_mutex_lock(&queue->mutex);
    queue->is_taken = false;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->mutex);
}

void queue_hold(struct job_queue *queue, bool held)
{
    (void)pthread_mutex_lock(&queue->mutex);
    queue->is_held = held;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->mutex);
}

void queue_close(struct job_queue *queue)
{
    (void)pthread_mutex_lock(&queue->mutex);
    queue->is_closed = true;
    (void)pthread_cond_broadcast(&queue->changed);
    (void)pthread_mutex_unlock(&queue->mutex);
}

bool job_answer(struct store_job *job, const void *data, size_t size)
{
    char *kept = malloc(size + 1);
    if (!kept)
        return false;
    if (size > 0)
        memcpy(kept, data, size);
    kept[size] = '\0';
    free(job->kept);
    job->kept = kept;
    job->answer = (struct store_bytes){.data = kept, .size = size};
    return true;
}

void job_fail(struct store_job *job, const struct err *err)
{
    job->outcome = STORE_FAILED;
    job->answer = (struct store_bytes){0};
    job->err = *err;
    if (job->err.code == ERR_OK)
        (void)err_set(&job->err, ERR_STORE, "", "the store did not take this");
}
