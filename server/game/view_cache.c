/* SPDX-License-Identifier: EUPL-1.2 */
/* view_cache.c -- texts ready as JSON, by what they are a function of: filling and escaping a text
 * costs more than the rest of a section. Never decides who may read a text. */
#include "game/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "game/view_reads.h"

enum {
    ENTRIES_FIRST = 1024,  /* places of the table, a power of two */
    ENTRIES_MAX = 1 << 15, /* then it starts again: about 8 MiB of texts */
    TEXT_BYTES_MAX = 64 << 10
};

struct entry {
    uint64_t hash;
    char *key, *json; /* one block: who compares the key has the text at hand */
    size_t size;
    int16_t kind, index, bind[BIND_MAX];
    bool there, gap; /* the book has such a text; it has {placeholders} */
};

struct view_cache {
    struct entry *entry;
    size_t places, used;
    struct view_index *index;
    struct gauge_table *gauges;
    struct view_reads *reads;
    int16_t turn; /* names of incidents hold for one turn: a restart makes the world again */
    int16_t
        incidents; /* and until another opens: a proposal may have named one that came otherwise */
};

static const int16_t UNBOUND[BIND_MAX] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};

static void *need(void *pointer)
{
    if (pointer == NULL) {
        abort();
    }
    return pointer;
}

static void cache_clear(struct view_cache *cache)
{
    for (size_t k = 0; k < cache->places; k++) {
        free(cache->entry[k].key);
    }
    free(cache->entry);
    cache->entry = need(calloc(ENTRIES_FIRST, sizeof *cache->entry));
    cache->places = ENTRIES_FIRST;
    cache->used = 0;
}

void view_cache_free(struct view_cache *cache)
{
    if (cache == NULL) {
        return;
    }
    view_index_free(cache->index);
    free(cache->gauges);
    free(cache->reads);
    cache_clear(cache);
    free(cache->entry);
    free(cache);
}

static struct view_cache *cache_of(const struct session *session)
{
    if (session->cache == NULL) {
        /* The cache is no part of the game: a const session may have it made. */
        ((struct session *)(uintptr_t)session)->cache = need(calloc(1, sizeof *session->cache));
    }
    if (session->cache->entry == NULL) {
        cache_clear(session->cache);
    }
    return session->cache;
}

void view_open(struct view *view, const struct session *session, int eyes, struct buf *out)
{
    struct view_cache *cache = cache_of(session);
    /* Only here: within one view no text that was handed out goes away. */
    bool other =
        cache->turn != session->turn || cache->incidents != (int16_t)session->world.incidents;
    if (other || cache->used >= ENTRIES_MAX) {
        cache_clear(cache);
        cache->turn = session->turn;
        cache->incidents = (int16_t)session->world.incidents;
    }
    *view = (struct view){.s = session, .p = session->program, .w = &session->world, .out = out};
    eyes_open(session, eyes, &view->eyes);
}

struct view_index **view_index_place(const struct session *session)
{
    return &cache_of(session)->index;
}

struct view_reads **view_reads_place(const struct session *session)
{
    return &cache_of(session)->reads;
}

struct gauge_table **gauge_table_place(const struct session *session)
{
    return &cache_of(session)->gauges;
}

static uint64_t hash_of(const struct wanted *wanted, const int16_t *bind)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = wanted->key; *at != '\0'; at++) {
        hash = (hash ^ (uint8_t)*at) * UINT64_C(1099511628211);
    }
    hash = (hash ^ (uint16_t)wanted->kind ^ (uint64_t)(uint16_t)wanted->index << 16) *
           UINT64_C(1099511628211);
    for (int k = 0; k < BIND_MAX; k++) {
        hash = (hash ^ (uint16_t)bind[k]) * UINT64_C(1099511628211);
    }
    return hash ^ hash >> 29;
}

static bool entry_is(const struct entry *entry, const struct wanted *wanted, const int16_t *bind,
                     uint64_t hash)
{
    return entry->hash == hash && entry->kind == wanted->kind && entry->index == wanted->index &&
           memcmp(entry->bind, bind, sizeof entry->bind) == 0 &&
           strcmp(entry->key, wanted->key) == 0;
}

static void cache_grow(struct view_cache *cache)
{
    size_t places = cache->places * 2;
    struct entry *more = need(calloc(places, sizeof *more));
    for (size_t k = 0; k < cache->places; k++) {
        if (cache->entry[k].key != NULL) {
            size_t at = cache->entry[k].hash & (places - 1);
            while (more[at].key != NULL) {
                at = (at + 1) & (places - 1);
            }
            more[at] = cache->entry[k];
        }
    }
    free(cache->entry);
    cache->entry = more;
    cache->places = places;
}

static bool has_gap(const struct session *session, const char *key)
{
    for (int lang = 0; lang < LANGS; lang++) {
        const char *text = scenario_text(session->scenario, (enum lang)lang, key);
        if (text != NULL && strchr(text, '{') != NULL) {
            return true;
        }
    }
    return false;
}

static struct ready ready_of(const struct entry *entry)
{
    return (struct ready){entry->json, entry->size, entry->there, entry->gap};
}

static size_t place_of(const struct view_cache *cache, const struct wanted *wanted,
                       const int16_t *bind, uint64_t hash)
{
    size_t at = hash & (cache->places - 1);
    while (cache->entry[at].key != NULL && !entry_is(&cache->entry[at], wanted, bind, hash)) {
        at = (at + 1) & (cache->places - 1);
    }
    return at;
}

struct ready cache_get(const struct session *session, const struct wanted *wanted, text_make make)
{
    struct view_cache *cache = cache_of(session);
    const int16_t *bind = wanted->bind == NULL ? UNBOUND : wanted->bind;
    const uint64_t hash = hash_of(wanted, bind);
    size_t at = place_of(cache, wanted, bind, hash);
    if (cache->entry[at].key != NULL) {
        return ready_of(&cache->entry[at]);
    }
    AUTO(buf_done) struct buf json = {0};
    buf_init(&json, TEXT_BYTES_MAX * 4);
    make(session, wanted, &json); /* it may ask for other texts, and these take places */
    if (cache->used * 2 >= cache->places) {
        cache_grow(cache);
    }
    at = place_of(cache, wanted, bind, hash);
    struct entry *entry = &cache->entry[at];
    *entry = (struct entry){
        .hash = hash, .kind = wanted->kind, .index = wanted->index, .size = json.size};
    entry->there = scenario_text(session->scenario, LANG_NL, wanted->key) != NULL;
    entry->gap = has_gap(session, wanted->key);
    memcpy(entry->bind, bind, sizeof entry->bind);
    const size_t key_size = strlen(wanted->key) + 1;
    entry->key = need(malloc(key_size + json.size + 1));
    entry->json = entry->key + key_size;
    memcpy(entry->key, wanted->key, key_size);
    memcpy(entry->json, buf_text(&json), json.size + 1);
    cache->used++;
    return ready_of(entry);
}
