/* SPDX-License-Identifier: EUPL-1.2 */
/* mem_data.c -- tables of the memory double. Never half-writes an append. */
#include "store/mem_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
    EVENTS_FIRST =
        16 /* not below STORE_EVENTS_MAX: doubling then always makes room for one append */
};

void mem_key_name(const char *key, uint8_t ret_name[STORE_HASH_SIZE])
{
    hash_once(ret_name, key, strlen(key));
}

static size_t slot_of(const uint8_t hash[STORE_HASH_SIZE])
{
    return (size_t)(hash[0] | hash[1] << 8) % MEM_TABLE_SIZE;
}

/* A copy with a NUL behind it; NULL without memory. */
static char *copy_of(const void *data, size_t size)
{
    char *copy = malloc(size + 1);
    if (!copy)
        return NULL;
    if (size > 0)
        memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

struct mem_stream *mem_find_stream(struct mem_data *data, const char *name)
{
    uint8_t hash[STORE_HASH_SIZE];
    mem_key_name(name, hash);
    struct mem_stream *stream = data->streams[slot_of(hash)];
    while (stream && strcmp(stream->name, name) != 0)
        stream = stream->chained;
    return stream;
}

struct mem_item *mem_find_item(struct mem_item *const *table, const uint8_t *name)
{
    struct mem_item *item = table[slot_of(name)];
    while (item && memcmp(item->name, name, STORE_HASH_SIZE) != 0)
        item = item->chained;
    return item;
}

struct mem_item *mem_new_item(const uint8_t *name, struct store_bytes bytes)
{
    struct mem_item *item = calloc(1, sizeof *item);
    if (!item)
        return NULL;
    item->bytes = (struct mem_bytes){.data = copy_of(bytes.data, bytes.size), .size = bytes.size};
    if (!item->bytes.data) {
        free(item);
        return NULL;
    }
    memcpy(item->name, name, STORE_HASH_SIZE);
    return item;
}

static void item_free(struct mem_item *item)
{
    if (item)
        free(item->bytes.data);
    free(item);
}

void mem_item_freep(struct mem_item **item)
{
    item_free(*item);
}

void mem_add_item(struct mem_item **table, struct mem_item *item)
{
    struct mem_item **slot = &table[slot_of(item->name)];
    item->chained = *slot;
    *slot = item;
}

static void add_stream(struct mem_data *data, struct mem_stream *stream)
{
    uint8_t hash[STORE_HASH_SIZE];
    mem_key_name(stream->name, hash);
    struct mem_stream **slot = &data->streams[slot_of(hash)];
    stream->chained = *slot;
    *slot = stream;
    if (data->youngest)
        data->youngest->younger = stream;
    else
        data->oldest = stream;
    data->youngest = stream;
}

/* Makes room for `more` events, so that adding them cannot fail half-way. */
static bool reserve(struct mem_stream *stream, int more)
{
    if (stream->events && stream->count + more <= stream->room)
        return true;
    int64_t room = stream->room ? stream->room * 2 : EVENTS_FIRST;
    struct store_bytes *events = realloc(stream->events, (size_t)room * sizeof *events);
    if (!events)
        return false;
    stream->events = events;
    stream->room = room;
    return true;
}

/* Puts all events behind the last one; all or none. */
static bool add_events(struct mem_stream *stream, const struct store_append *append)
{
    size_t size = 0;
    for (int i = 0; i < append->count; i++)
        size += append->event[i].size;
    if (!reserve(stream, append->count))
        return false;
    struct mem_block *block = malloc(sizeof *block + size);
    if (!block)
        return false;
    block->next = stream->blocks;
    stream->blocks = block;
    char *next = block->data;
    for (int i = 0; i < append->count; i++) {
        const struct store_bytes *event = &append->event[i];
        if (event->size > 0)
            memcpy(next, event->data, event->size);
        stream->events[stream->count++] = (struct store_bytes){next, event->size};
        next += event->size;
    }
    return true;
}

bool mem_write_events(struct mem_data *data, struct mem_stream *stream,
                      const struct store_append *append)
{
    if (append->count == 0)
        return true;
    struct mem_stream *fresh = stream ? NULL : calloc(1, sizeof *fresh);
    if (!stream && !fresh)
        return false;
    if (fresh)
        memcpy(fresh->name, append->stream, sizeof fresh->name);
    if (!add_events(stream ? stream : fresh, append)) {
        if (fresh)
            free(fresh->events);
        free(fresh);
        return false;
    }
    if (fresh)
        add_stream(data, fresh);
    return true;
}

void mem_data_done(struct mem_data *data)
{
    while (data->oldest) {
        struct mem_stream *stream = data->oldest;
        data->oldest = stream->younger;
        while (stream->blocks) {
            struct mem_block *block = stream->blocks;
            stream->blocks = block->next;
            free(block);
        }
        free(stream->events);
        free(stream);
    }
    struct mem_item **tables[] = {data->answers, data->blobs};
    for (size_t i = 0; i < (size_t)2 * MEM_TABLE_SIZE; i++) {
        struct mem_item **slot = &tables[i / MEM_TABLE_SIZE][i % MEM_TABLE_SIZE];
        while (*slot) {
            struct mem_item *item = *slot;
            *slot = item->chained;
            item_free(item);
        }
    }
}
