/* SPDX-License-Identifier: EUPL-1.2 */
/* mem_data.h -- what the memory double keeps: streams, answers, blobs. Knows nothing of threads;
 * nothing but mem.c uses it. A name is a BLAKE2b hash. What is kept never moves and is never freed
 * before mem_data_done(). */
#ifndef STORE_MEM_DATA_H
#define STORE_MEM_DATA_H

#include "store/store.h"

enum {
    MEM_TABLE_SIZE = 4096 /* chains; a test has few streams and some thousand keys */
};

/* Bytes of our own with a NUL behind them. */
struct mem_bytes {
    char *data;
    size_t size;
};

/* The events of one append: one allocation, so that they are kept together or not at all. */
struct mem_block {
    struct mem_block *next;
    char data[];
};

struct mem_stream {
    struct mem_stream *chained;
    struct mem_stream *younger; /* in the order of the first events */
    char name[STORE_ID_MAX + 1];
    struct store_bytes *events; /* event seq is at seq - 1 */
    struct mem_block *blocks;   /* what the events point into */
    int64_t count;
    int64_t room;
};

/* A kept answer (its key is the name) or a blob (its name is the hash). */
struct mem_item {
    struct mem_item *chained;
    uint8_t name[STORE_HASH_SIZE];
    uint8_t body_hash[STORE_HASH_SIZE];
    struct mem_bytes bytes;
};

struct mem_data {
    struct mem_stream *streams[MEM_TABLE_SIZE];
    struct mem_stream *oldest;
    struct mem_stream *youngest;
    struct mem_item *answers[MEM_TABLE_SIZE];
    struct mem_item *blobs[MEM_TABLE_SIZE];
};

void mem_data_done(struct mem_data *data);
struct mem_stream *mem_find_stream(struct mem_data *data, const char *name);
/* Copies all events of `append` behind the last one of its stream, or none without memory. */
bool mem_write_events(struct mem_data *data, struct mem_stream *stream,
                      const struct store_append *append);

static inline struct store_bytes mem_view(const struct mem_bytes *bytes)
{
    return (struct store_bytes){.data = bytes->data, .size = bytes->size};
}

void mem_key_name(const char *key, uint8_t ret_name[STORE_HASH_SIZE]);
struct mem_item *mem_find_item(struct mem_item *const *table, const uint8_t *name);
struct mem_item *mem_new_item(const uint8_t *name,
                              struct store_bytes bytes); /* a copy; NULL without memory */
void mem_item_freep(struct mem_item **item);
void mem_add_item(struct mem_item **table, struct mem_item *item); /* owns the item */

#endif
