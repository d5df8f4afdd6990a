/* SPDX-License-Identifier: EUPL-1.2 */
/* view_text.c -- texts of the book as pairs in two languages, kept ready as JSON: filling and escaping a text costs more
 * than the rest of a section. Never decides who may read a text. */
#include "game/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

enum {
    ENTRIES_FIRST = 1024,  /* places of the table, a power of two */
    ENTRIES_MAX = 1 << 15, /* then it starts again: about 8 MiB of texts */
    TEXT_BYTES_MAX = 64 << 10
};

struct entry {
    uint64_t hash;
    char *key, *json;
    size_t size;
    int16_t kind, index, bind[BIND_MAX];
    bool gap; /* the text has {placeholders} */
};

struct view_cache {
    struct entry *entry;
    size_t places, used;
    struct view_index *index;
    struct gauge_table *gauges;
    int16_t turn; /* names of incidents hold for one turn: a restart makes the world again */
};

/* What a text is a function of. */
struct wanted {
    const char *key;
    int16_t kind, index;
    const int16_t *bind; /* NULL: no names bound */
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
        free(cache->entry[k].json);
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
    if (cache->turn != session->turn || cache->used >= ENTRIES_MAX) {
        cache_clear(cache);
        cache->turn = session->turn;
    }
    *view = (struct view){.s = session, .p = session->program, .w = &session->world, .out = out};
    eyes_open(session, eyes, &view->eyes);
}

struct view_index **view_index_place(const struct session *session)
{
    return &cache_of(session)->index;
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
    hash = (hash ^ (uint16_t)wanted->kind ^ (uint64_t)(uint16_t)wanted->index << 16) * UINT64_C(1099511628211);
    for (int k = 0; k < BIND_MAX; k++) {
        hash = (hash ^ (uint16_t)bind[k]) * UINT64_C(1099511628211);
    }
    return hash ^ hash >> 29;
}

static bool entry_is(const struct entry *entry, const struct wanted *wanted, const int16_t *bind, uint64_t hash)
{
    return entry->hash == hash && entry->kind == wanted->kind && entry->index == wanted->index &&
           memcmp(entry->bind, bind, sizeof entry->bind) == 0 && strcmp(entry->key, wanted->key) == 0;
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

/* The entry of a text, made by `make` when it is not there yet. */
static const struct entry *cache_get(const struct session *session, const struct wanted *wanted,
                                     void (*make)(const struct session *, const struct wanted *, struct buf *))
{
    struct view_cache *cache = cache_of(session);
    const int16_t *bind = wanted->bind == NULL ? UNBOUND : wanted->bind;
    uint64_t hash = hash_of(wanted, bind);
    size_t at = hash & (cache->places - 1);
    while (cache->entry[at].key != NULL) {
        if (entry_is(&cache->entry[at], wanted, bind, hash)) {
            return &cache->entry[at];
        }
        at = (at + 1) & (cache->places - 1);
    }
    if (cache->used * 2 >= cache->places) {
        cache_grow(cache);
        return cache_get(session, wanted, make);
    }
    AUTO(buf_done) struct buf json = {0};
    buf_init(&json, TEXT_BYTES_MAX * 4);
    make(session, wanted, &json);
    struct entry *entry = &cache->entry[at];
    *entry = (struct entry){.hash = hash, .kind = wanted->kind, .index = wanted->index, .size = json.size};
    entry->gap = has_gap(session, wanted->key);
    memcpy(entry->bind, bind, sizeof entry->bind);
    entry->key = need(strdup(wanted->key));
    entry->json = need(buf_take(&json));
    cache->used++;
    return entry;
}

static const char *const LANG_KEYS[LANGS] = {[LANG_NL] = "nl", [LANG_EN] = "en"};

static void make_pair(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    AUTO(buf_done) struct buf text = {0};
    buf_init(&text, TEXT_BYTES_MAX);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_fill(session, (enum lang)lang, wanted->key, (enum kind)wanted->kind, wanted->index, wanted->bind, &text);
        json_key(json, LANG_KEYS[lang]);
        json_strn(json, buf_text(&text), text.size);
    }
    json_close(json, '}');
}

static void make_actor(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        put_str(json, LANG_KEYS[lang], session_actor_name(session, (enum lang)lang, wanted->index));
    }
    json_close(json, '}');
}

/* {"claims":{"B1":1},…} of a rule or formula; empty when nothing is named. */
static void make_ground(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    const json_t *ground = book_ground(session->book, (enum kind)wanted->kind, wanted->index);
    static const char *const KINDS_OF[] = {"claims", "sources", "assumptions"};
    for (size_t k = 0; k < sizeof KINDS_OF / sizeof KINDS_OF[0]; k++) {
        const json_t *list = json_object_get(ground, KINDS_OF[k]);
        if (json_array_size(list) == 0) {
            continue;
        }
        if (json->size == 0) {
            json_open(json, '{');
        }
        put_object(json, KINDS_OF[k]);
        for (size_t i = 0; i < json_array_size(list); i++) {
            put_int(json, json_string_value(json_array_get(list, i)), 1);
        }
        put_end(json);
    }
    if (json->size > 0) {
        json_close(json, '}');
    }
}

/* An order's place is used again by later orders: its action stands for it. */
static void steady(const struct session *session, enum kind kind, int index, const int16_t *bind, int16_t ret_bind[BIND_MAX])
{
    for (int k = 0; k < BIND_MAX; k++) {
        int set = NONE;
        ret_bind[k] = bind[k];
        if (bind[k] >= 0 && scenario_bound(session->scenario, kind, index, k, &set) != NULL && set != NONE &&
            session->program->set[set].kind == SET_ORDER) {
            ret_bind[k] = NONE;
        }
    }
}

struct ready view_ready(const struct view *view, const char *key, enum kind kind, int index, const int16_t *bind)
{
    int16_t steady_bind[BIND_MAX];
    struct wanted wanted = {.key = key, .kind = KIND_RULE, .index = NONE};
    const struct entry *entry = cache_get(view->s, &wanted, make_pair);
    if (bind != NULL && index != NONE && entry->gap) {
        steady(view->s, kind, index, bind, steady_bind);
        wanted = (struct wanted){.key = key, .kind = (int16_t)kind, .index = (int16_t)index, .bind = steady_bind};
        entry = cache_get(view->s, &wanted, make_pair);
    }
    return (struct ready){entry->json, entry->size};
}

struct ready view_ready_word(enum view_word word)
{
    const char *json = view_word_json(word);
    return (struct ready){json, strlen(json)};
}

void view_pair_of(const struct view *view, const char *key, enum kind kind, int index, const int16_t *bind)
{
    struct ready ready = view_ready(view, key, kind, index, bind);
    json_raw(view->out, ready.json, ready.size);
}

void view_pair(const struct view *view, const char *key)
{
    view_pair_of(view, key, KIND_RULE, NONE, NULL);
}

void view_pair_actor(const struct view *view, int actor)
{
    if (actor == NONE) {
        view_pair_word(view, WORD_NOBODY);
        return;
    }
    const struct wanted wanted = {.key = "", .kind = KIND_ACTOR, .index = (int16_t)actor};
    const struct entry *entry = cache_get(view->s, &wanted, make_actor);
    json_raw(view->out, entry->json, entry->size);
}

void view_title_incident(const struct view *view, int incident)
{
    char key[VIEW_KEY_MAX];
    const int template = view->w->incident[incident].template;
    const int16_t bind[BIND_MAX] = {(int16_t)incident, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    view_key(key, "incident", book_id(view->s->book, KIND_INCIDENT, template), NULL, NULL);
    view_pair_of(view, key, KIND_RULE, view->p->template[template].rule, bind);
}

void view_pair_entity(const struct view *view, int set, int entity)
{
    char key[VIEW_KEY_MAX];
    const struct book *book = view->s->book;
    if (entity == NONE || set == NONE) {
        view_pair_word(view, WORD_NOBODY);
        return;
    }
    switch ((enum set_kind)view->p->set[set].kind) {
    case SET_ACTOR:
    case SET_MEMBER:
        view_pair_actor(view, entity);
        return;
    case SET_INCIDENT:
        view_title_incident(view, entity);
        return;
    case SET_MOTION:
        view_key(key, "motion", book_id(book, KIND_MOTION, view->w->motion[entity].kind), NULL, NULL);
        break;
    case SET_ORDER:
        view_key(key, "action", book_id(book, KIND_ACTION, view->w->order[entity].action), NULL, NULL);
        break;
    case SET_FIXED:
    case SET_KINDS:
        view_key(key, "set", book_id(book, KIND_SET, set), book_member(book, set, entity), NULL);
        break;
    }
    view_pair(view, key);
}

void view_pair_word(const struct view *view, enum view_word word)
{
    struct ready ready = view_ready_word(word);
    json_raw(view->out, ready.json, ready.size);
}

void view_pair_plain(const struct view *view, const char *text)
{
    json_open(view->out, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        put_str(view->out, LANG_KEYS[lang], text);
    }
    json_close(view->out, '}');
}

bool view_has(const struct view *view, const char *key)
{
    return scenario_text(view->s->scenario, LANG_NL, key) != NULL;
}

const char *view_key(char ret[VIEW_KEY_MAX], const char *a, const char *b, const char *c, const char *d)
{
    const char *const parts[] = {a, b, c, d};
    size_t size = 0;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && parts[k] != NULL; k++) {
        size_t more = strlen(parts[k]);
        if (size + more + 2 > VIEW_KEY_MAX) {
            break;
        }
        if (k > 0) {
            ret[size++] = '.';
        }
        memcpy(ret + size, parts[k], more);
        size += more;
    }
    ret[size] = '\0';
    return ret;
}

void view_named(const struct view *view, const char *name, const char *key)
{
    json_key(view->out, name);
    view_pair(view, key);
}

void view_ground(const struct view *view, enum kind kind, int index)
{
    const struct wanted wanted = {.key = "ground", .kind = (int16_t)kind, .index = (int16_t)index};
    const struct entry *entry = cache_get(view->s, &wanted, make_ground);
    if (entry->size > 0) {
        json_key(view->out, "ground");
        json_raw(view->out, entry->json, entry->size);
    }
}
