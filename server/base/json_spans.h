/* SPDX-License-Identifier: EUPL-1.2 */
/* json_spans.h -- where the objects of a JSON text begin and end, noted while it is written, so
 * that who compares two texts need not read what is inside. Never needed: without spans, or where
 * one is missing, the text itself tells. */
#ifndef BASE_JSON_SPANS_H
#define BASE_JSON_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* text[begin .. end) is an object; `after` is the first span that does not lie inside it. */
struct json_span {
    uint32_t begin, end, after;
};

/* In the order in which the objects begin. */
struct json_spans {
    struct json_span *at;
    uint32_t count, room;
    uint32_t open; /* 1 + the innermost object that is not closed; 0: none */
    bool lost;     /* there was no memory, or the text is too long: `count` is 0 */
};

void json_spans_done(struct json_spans *spans); /* frees; accepts a zeroed struct */
void json_spans_clear(struct json_spans *spans);
void json_spans_open(struct json_spans *spans, size_t begin);
void json_spans_close(struct json_spans *spans, size_t end);
/* An object that was written in one piece. */
void json_spans_whole(struct json_spans *spans, size_t begin, size_t end);

#endif
