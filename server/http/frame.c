/* SPDX-License-Identifier: EUPL-1.2 */
/* frame.c -- see frame.h. Never splits or drops a message that it has taken. */
#include "http/frame.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_MAX = 20, /* digits of 2^64 */
    KIND_MAX = 16,
    HEAD_MAX = 4 * NUMBER_MAX + 2 * KIND_MAX + 64
};

void frame_queue_init(struct frame_queue *queue, size_t max)
{
    *queue = (struct frame_queue){.max = max};
}

static void frame_queue_free(struct frame_queue *queue)
{
    free(queue->data);
    queue->data = NULL;
    queue->head = queue->size = queue->room = 0;
}

void frame_queue_done(struct frame_queue *queue)
{
    frame_queue_free(queue);
    queue->last_id = 0;
}

/* Makes room for `more` bytes behind the tail. */
static bool reserve(struct frame_queue *queue, size_t more)
{
    if (more > queue->max || queue->size > queue->max - more) {
        return false;
    }
    if (queue->head + queue->size + more <= queue->room) {
        return true;
    }
    if (queue->size + more <= queue->room) {
        memmove(queue->data, queue->data + queue->head, queue->size);
        queue->head = 0;
        return true;
    }
    size_t room = queue->room > 0 ? queue->room : 512;
    while (room < queue->size + more) {
        room *= 2;
    }
    char *data = malloc(room);
    if (data == NULL) {
        return false;
    }
    if (queue->size > 0) {
        memcpy(data, queue->data + queue->head, queue->size);
    }
    free(queue->data);
    queue->data = data;
    queue->head = 0;
    queue->room = room;
    return true;
}

static void add(struct frame_queue *queue, const char *data, size_t size)
{
    memcpy(queue->data + queue->head + queue->size, data, size);
    queue->size += size;
}

/* Between tokens a line break of JSON is white space; inside strings it cannot occur. */
static void add_line(struct frame_queue *queue, const char *json, size_t size)
{
    char *start = queue->data + queue->head + queue->size;

    add(queue, json, size);
    for (char *p = start; (p = memchr(p, '\n', size - (size_t)(p - start))) != NULL;) {
        *p = ' ';
    }
    for (char *p = start; (p = memchr(p, '\r', size - (size_t)(p - start))) != NULL;) {
        *p = ' ';
    }
}

static size_t put_text(char *at, const char *text)
{
    size_t size = strlen(text);

    memcpy(at, text, size);
    return size;
}

static size_t put_number(char *at, uint64_t number)
{
    char digits[NUMBER_MAX];
    size_t count = 0, size = 0;

    do {
        digits[count++] = (char)('0' + (char)(number % 10));
        number /= 10;
    } while (number > 0);
    while (count > 0) {
        at[size++] = digits[--count];
    }
    return size;
}

bool frame_push(struct frame_queue *queue, const struct frame *frame)
{
    char head[HEAD_MAX];
    size_t size = 0;
    bool flat = strcmp(frame->kind, "end") == 0 && frame->size > 2 && frame->json[0] == '{';

    assert(strlen(frame->kind) <= KIND_MAX && frame->seat >= 0 && frame->n >= 0 &&
           frame->now_ms >= 0);
    size += put_text(head + size, "id: ");
    size += put_number(head + size, queue->last_id + 1);
    size += put_text(head + size, "\nevent: ");
    size += put_text(head + size, frame->kind);
    size += put_text(head + size, "\ndata: {\"seat\":");
    size += put_number(head + size, (uint64_t)frame->seat);
    size += put_text(head + size, ",\"n\":");
    size += put_number(head + size, (uint64_t)frame->n);
    size += put_text(head + size, ",\"now\":");
    size += put_number(head + size, (uint64_t)frame->now_ms);
    size += put_text(head + size, flat ? "," : ",\"");
    size += put_text(head + size, flat ? "" : frame->kind);
    size += put_text(head + size, flat ? "" : "\":");
    if (frame->size > queue->max || !reserve(queue, size + frame->size + 3)) {
        return false;
    }
    add(queue, head, size);
    add_line(queue, frame->json + flat, frame->size - flat);
    add(queue, flat ? "\n\n" : "}\n\n", flat ? 2 : 3);
    queue->last_id++;
    return true;
}

bool frame_push_plain(struct frame_queue *queue, const char *event, const char *data, int retry_ms)
{
    char head[128], retry[32] = "";
    size_t data_size = strlen(data);

    if (retry_ms > 0) {
        (void)snprintf(retry, sizeof(retry), "retry: %d\n", retry_ms);
    }
    int size = snprintf(head, sizeof(head), "%sid: %" PRIu64 "\nevent: %s\ndata: ", retry,
                        queue->last_id + 1, event);

    assert(size > 0 && (size_t)size < sizeof(head));
    if (!reserve(queue, (size_t)size + data_size + 2)) {
        return false;
    }
    add(queue, head, (size_t)size);
    add_line(queue, data, data_size);
    add(queue, "\n\n", 2);
    queue->last_id++;
    return true;
}

bool frame_push_beat(struct frame_queue *queue)
{
    static const char beat[] = ": hb\n\n";

    if (!reserve(queue, sizeof(beat) - 1)) {
        return false;
    }
    add(queue, beat, sizeof(beat) - 1);
    return true;
}

void frame_drop(struct frame_queue *queue, size_t size)
{
    assert(size <= queue->size);
    queue->head += size;
    queue->size -= size;
    if (queue->size == 0) { /* thousands of streams wait most of the time */
        frame_queue_free(queue);
    }
}
