/* SPDX-License-Identifier: EUPL-1.2 */
/* push_kept.c -- parts of views as they were sent last. One block for all who were sent the same:
 * what council members read of a motion is kept once, not once a team. Under the table's lock. */
#include <stdlib.h>
#include <string.h>

#include "game/push_diff.h"

/* The spans of the text's objects, then the text. */
struct kept_block {
    uint32_t owners, room; /* room: bytes behind this head */
    struct json_span span[];
};

void kept_done(struct kept *kept)
{
    if (kept->block != NULL && --kept->block->owners == 0) {
        free(kept->block);
    }
    *kept = (struct kept){0};
}

void kept_share(struct kept *kept, const struct kept *with)
{
    if (kept->block == with->block) {
        return;
    }
    kept_done(kept);
    *kept = *with;
    if (kept->block != NULL) {
        kept->block->owners++;
    }
}

struct json_text kept_text(const struct kept *kept)
{
    if (kept->block == NULL) {
        return (struct json_text){0};
    }
    return (struct json_text){(const char *)(kept->block->span + kept->spans), kept->size,
                              kept->block->span, kept->spans};
}

/* A block of one's own with so much room: the old one, when nobody shares it and it fits. */
static struct kept_block *own_block(struct kept *kept, size_t bytes)
{
    struct kept_block *block = kept->block;
    if (block != NULL && block->owners == 1 && block->room >= bytes && block->room <= bytes * 2) {
        return block;
    }
    kept_done(kept);
    block = malloc(sizeof *block + bytes);
    if (block == NULL) {
        abort();
    }
    block->owners = 1;
    block->room = (uint32_t)bytes;
    return block;
}

void kept_set(struct kept *kept, const struct buf *json)
{
    const struct json_spans *spans = json->spans;
    const uint32_t count = spans == NULL || spans->open != 0 ? 0 : spans->count;
    const size_t of_spans = count * sizeof(struct json_span);
    if (json->size == 0) {
        kept_done(kept);
        return;
    }
    struct kept_block *block = own_block(kept, of_spans + json->size);
    if (count > 0) {
        memcpy(block->span, spans->at, of_spans);
    }
    memcpy(block->span + count, json->data, json->size);
    *kept = (struct kept){block, (uint32_t)json->size, count};
}
