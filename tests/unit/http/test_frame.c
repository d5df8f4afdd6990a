/* SPDX-License-Identifier: EUPL-1.2 */
/* test_frame.c -- events byte for byte, the maximum of a queue on both sides, and a long random run
 * against a model. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "http/frame.h"

/* As a socket that takes no more than `max` bytes. */
static size_t frame_take(struct frame_queue *queue, char *ret_bytes, size_t max)
{
    size_t size = queue->size < max ? queue->size : max;

    if (size > 0) {
        memcpy(ret_bytes, queue->data + queue->head, size);
        frame_drop(queue, size);
    }
    return size;
}

static const char *drain(struct frame_queue *queue, char *text, size_t room, size_t step)
{
    size_t used = 0, got;

    while ((got = frame_take(queue, text + used, used + step < room ? step : room - used - 1)) >
           0) {
        used += got;
    }
    text[used] = '\0';
    return text;
}

Test(frame, bytes)
{
    AUTO(frame_queue_done) struct frame_queue queue;
    char text[1000];

    frame_queue_init(&queue, 600);
    cr_assert_eq(frame_take(&queue, text, 10), 0);
    cr_assert(frame_push_plain(&queue, "hello", "{\"now\":1}", 2000));
    cr_assert(frame_push(&queue, &(struct frame){"view", 0, 1, 7, "{\"a\":\n1,\r\n\"b\":2}", 16}));
    cr_assert(frame_push(&queue, &(struct frame){"patch", 3, 9, 8, "{}", 2}));
    cr_assert(frame_push_beat(&queue));
    cr_assert(frame_push(&queue, &(struct frame){"end", 15, 2, 9, "{\"code\":\"x\"}", 12}));
    cr_assert_str_eq(
        drain(&queue, text, sizeof(text), 7),
        "retry: 2000\nid: 1\nevent: hello\ndata: {\"now\":1}\n\n"
        "id: 2\nevent: view\ndata: {\"seat\":0,\"n\":1,\"now\":7,\"view\":{\"a\": 1,  \"b\":2}}\n\n"
        "id: 3\nevent: patch\ndata: {\"seat\":3,\"n\":9,\"now\":8,\"patch\":{}}\n\n"
        ": hb\n\n"
        "id: 4\nevent: end\ndata: {\"seat\":15,\"n\":2,\"now\":9,\"code\":\"x\"}\n\n");
    cr_assert(frame_push(&queue, &(struct frame){"end", 0, 1, 1, "{}", 2}));
    cr_assert_str_eq(drain(&queue, text, sizeof(text), 100),
                     "id: 5\nevent: end\ndata: {\"seat\":0,\"n\":1,\"now\":1,\"end\":{}}\n\n");
}

Test(frame, maximum)
{
    AUTO(frame_queue_done) struct frame_queue queue;
    char data[201], text[1000];

    memset(data, 'x', sizeof(data));
    data[200] = '\0';
    frame_queue_init(&queue, 200 + strlen("id: 1\nevent: tick\ndata: \n\n"));
    cr_assert(frame_push_plain(&queue, "tick", data, 0));
    cr_assert_not(frame_push_plain(&queue, "tick", "", 0));
    cr_assert_not(frame_push_beat(&queue));
    cr_assert_eq(strlen(drain(&queue, text, sizeof(text), 1000)), queue.max);
    cr_assert_eq(queue.last_id, 1, "a refused message takes no number");
    cr_assert_not(frame_push(&queue, &(struct frame){"view", 0, 1, 1, data, SIZE_MAX}));
    cr_assert_eq(queue.size, 0);
}

/* What goes in comes out, in order, whatever the sizes; and an empty queue keeps little. */
Test(frame, random_run)
{
    enum { TEXT_MAX = 4 << 20 };
    AUTO(frame_queue_done) struct frame_queue queue;
    AUTO_FREE char *in = malloc(TEXT_MAX), *out = malloc(TEXT_MAX);
    size_t in_size = 0, out_size = 0;
    uint32_t random = 12345;

    frame_queue_init(&queue, 1 << 16);
    while (in_size < TEXT_MAX - 20000) {
        char data[8001];
        random = random * 1664525u + 1013904223u;
        size_t size = (random >> 8) % (random % 5 == 0 ? 8000 : 50);

        memset(data, 'a' + (int)(random >> 20) % 26, size);
        data[size] = '\0';
        if (frame_push_plain(&queue, "tick", data, 0)) {
            in_size += (size_t)snprintf(in + in_size, 8100, "id: %llu\nevent: tick\ndata: %s\n\n",
                                        (unsigned long long)queue.last_id, data);
        } else {
            cr_assert_gt(queue.size + size + 60, queue.max);
        }
        random = random * 1664525u + 1013904223u;
        for (uint32_t i = (random >> 9) % 4; i > 0; i--) {
            out_size += frame_take(&queue, out + out_size, (random >> 12) % 3000);
        }
    }
    out_size += frame_take(&queue, out + out_size, TEXT_MAX);
    cr_assert_eq(in_size, out_size);
    cr_assert_eq(memcmp(in, out, in_size), 0);
    cr_assert_eq(queue.room, 0, "an empty queue keeps no memory");
}
