/* SPDX-License-Identifier: EUPL-1.2 */
/* json_spans.c -- see json_spans.h. Never fails: it forgets. */
#include "base/json_spans.h"

#include <stdlib.h>

enum { ROOM_FIRST = 64 };

void json_spans_done(struct json_spans *spans)
{
    free(spans->at);
    *spans = (struct json_spans){0};
}

void json_spans_clear(struct json_spans *spans)
{
    spans->count = spans->open = 0;
    spans->lost = false;
}

static void forget(struct json_spans *spans)
{
    spans->count = spans->open = 0;
    spans->lost = true;
}

/* The new span, NULL when they are lost. */
static struct json_span *add(struct json_spans *spans, size_t begin)
{
    if (spans->lost)
        return NULL;
    if (spans->count == spans->room) {
        uint32_t room = spans->room ? spans->room * 2 : ROOM_FIRST;
        struct json_span *more =
            begin < UINT32_MAX / 2 ? realloc(spans->at, room * sizeof *more) : NULL;
        if (!more) {
            forget(spans);
            return NULL;
        }
        spans->at = more;
        spans->room = room;
    }
    struct json_span *span = &spans->at[spans->count++];
    span->begin = (uint32_t)begin;
    return span;
}

/* While an object is open, `after` holds the one around it. */
void json_spans_open(struct json_spans *spans, size_t begin)
{
    struct json_span *span = add(spans, begin);
    if (!span)
        return;
    span->after = spans->open;
    spans->open = spans->count;
}

void json_spans_close(struct json_spans *spans, size_t end)
{
    if (spans->open == 0) { /* a bracket that the writer did not open */
        forget(spans);
        return;
    }
    struct json_span *span = &spans->at[spans->open - 1];
    spans->open = span->after;
    span->end = (uint32_t)end;
    span->after = spans->count;
}

void json_spans_whole(struct json_spans *spans, size_t begin, size_t end)
{
    struct json_span *span = add(spans, begin);
    if (!span)
        return;
    span->end = (uint32_t)end;
    span->after = spans->count;
}
