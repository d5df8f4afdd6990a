/* SPDX-License-Identifier: EUPL-1.2 */
/* frame.c -- see frame.h. Never splits or drops a message that it has taken. */
#include "http/frame.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void frame_queue_init(struct frame_queue *queue, size_t max)
{
    *queue = (struct frame_queue){.max = max};
}

void frame_queue_done(struct frame_queue *queue)
{
    free(queue->data);
    *queue = (struct frame_queue){.max = queue->max};
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

bool frame_push(struct frame_queue *queue, const struct frame *frame)
{
    char head[192];
    bool flat = strcmp(frame->kind, "end") == 0 && frame->size > 2 && frame->json[0] == '{';
    int size = snprintf(head, sizeof(head),
                        "id: %" PRIu64 "\nevent: %s\ndata: {\"seat\":%d,\"n\":%" PRId64
                        ",\"now\":%" PRId64 ",",
                        queue->last_id + 1, frame->kind, frame->seat, frame->n, frame->now_ms);

    assert(size > 0 && (size_t)size + strlen(frame->kind) + 4 < sizeof(head));
    if (!flat) {
        size += snprintf(head + size, sizeof(head) - (size_t)size, "\"%s\":", frame->kind);
    }
    if (frame->size > queue->max || !reserve(queue, (size_t)size + frame->size + 3)) {
        return false;
    }
    add(queue, head, (size_t)size);
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

size_t frame_take(struct frame_queue *queue, char *ret_bytes, size_t max)
{
    size_t size = queue->size < max ? queue->size : max;

    if (size == 0) {
        return 0;
    }
    memcpy(ret_bytes, queue->data + queue->head, size);
    queue->head += size;
    queue->size -= size;
    if (queue->size == 0) {
        queue->head = 0;
        if (queue->room > FRAME_ROOM_KEPT) {
            free(queue->data);
            queue->data = NULL;
            queue->room = 0;
        }
    }
    return size;
}
