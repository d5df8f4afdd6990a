/* SPDX-License-Identifier: EUPL-1.2 */
/* patch.h -- the difference of two JSON texts as a merge patch (RFC 7396). */
#ifndef GAME_PATCH_H
#define GAME_PATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/json_spans.h"

enum {
    PATCH_DEPTH_MAX = 32
}; /* objects inside objects; a view has a dozen (JSON_DEPTH_MAX holds for what is read) */

struct json_text {
    const char *data;
    size_t size;
    const struct json_span *span; /* where its objects are, as far as known; NULL: not at all */
    uint32_t spans;
};

static inline struct json_text json_text(const char *data, size_t size)
{
    return (struct json_text){.data = data, .size = size};
}

/* Appends to `ret_patch` the merge patch that turns `was` into `now`; false, and nothing appended,
 * when the two are equal. Both are compact JSON as the writer of base/buf.h makes it: no white
 * space, no key twice, no null inside, objects not deeper than PATCH_DEPTH_MAX. */
bool patch_diff(const struct json_text *was, const struct json_text *now, struct buf *ret_patch);

#endif
