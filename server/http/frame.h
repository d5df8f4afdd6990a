/* SPDX-License-Identifier: EUPL-1.2 */
/* frame.h -- Server-Sent Events as bytes, and the bounded queue of one stream.
 * Pure: no thread, no socket. A message is in the queue whole or not at all. */
#ifndef HTTP_FRAME_H
#define HTTP_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct frame_queue {
    char *data;
    size_t head, size, room; /* data[head .. head + size) waits */
    size_t max;
    uint64_t last_id;
};

/* One message: {"seat":...,"n":...,"now":...,kind:json}; for the kind "end" the members of the JSON
 * stand beside the seat:
 * {"seat":...,"n":...,"now":...,"code":...}. Line breaks inside the JSON become spaces. */
struct frame {
    const char *kind; /* also the name of the event */
    int seat;
    int64_t n;
    int64_t now_ms;
    const char *json;
    size_t size;
};

void frame_queue_init(struct frame_queue *queue, size_t max);
void frame_queue_done(struct frame_queue *queue);
/* False: no room within the maximum, or no memory; the queue is unchanged. */
bool frame_push(struct frame_queue *queue, const struct frame *frame);
/* A message that is not of a seat (hello, tick): `data` is one line of JSON. `retry_ms` > 0 adds a
 * retry line. */
bool frame_push_plain(struct frame_queue *queue, const char *event, const char *data, int retry_ms);
/* A comment that only shows that the line is alive. */
bool frame_push_beat(struct frame_queue *queue);
/* The first `size` bytes have gone. An empty queue keeps no memory. */
void frame_drop(struct frame_queue *queue, size_t size);

#endif
