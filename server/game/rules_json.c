/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_json.c -- the rule book as something to read. All of it is public: nothing of a game is in
 * it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "game/film.h"

static void write_text(const struct book *book, const char *key, const char *text_key,
                       struct buf *json)
{
    json_key(json, key);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        const char *text = book_text(book, (enum lang)lang, text_key);
        const bool names = text != NULL && strchr(text, '{') != NULL; /* "{PL}": of an actor */
        AUTO_FREE char *filled = names ? book_filled(book, text, (enum lang)lang) : NULL;
        json_key(json, lang == LANG_NL ? "nl" : "en");
        json_str(json, filled != NULL ? filled : text != NULL ? text : "");
    }
    json_close(json, '}');
}

static void write_raw(const json_t *value, const char *key, struct buf *json)
{
    if (value != NULL) {
        AUTO_FREE char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        json_key(json, key);
        json_raw(json, text, strlen(text));
    }
}

static void write_claims(const struct book *book, struct buf *json)
{
    json_key(json, "claims");
    json_open(json, '{');
    for (int k = 0; k < book_count(book, KIND_CLAIM); k++) {
        char key[80];
        const json_t *row = book_json(book, KIND_CLAIM, k);
        (void)snprintf(key, sizeof key, "claim.%s", book_id(book, KIND_CLAIM, k));
        json_key(json, book_id(book, KIND_CLAIM, k));
        json_open(json, '{');
        write_text(book, "text", key, json);
        write_raw(json_object_get(row, "source"), "source", json);
        write_raw(json_object_get(row, "where"), "where", json);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_sources(const struct book *book, struct buf *json)
{
    json_key(json, "sources");
    json_open(json, '{');
    for (int k = 0; k < book_count(book, KIND_SOURCE); k++) {
        static const char *const FIELDS[] = {"kind", "author", "title", "publisher",
                                             "year", "where",  "url"};
        char key[80];
        const json_t *row = book_json(book, KIND_SOURCE, k);
        (void)snprintf(key, sizeof key, "source.%s", book_id(book, KIND_SOURCE, k));
        json_key(json, book_id(book, KIND_SOURCE, k));
        json_open(json, '{');
        for (size_t f = 0; f < sizeof FIELDS / sizeof FIELDS[0]; f++) {
            write_raw(json_object_get(row, FIELDS[f]), FIELDS[f], json);
        }
        write_text(book, "note", key, json);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_params(const struct book *book, const char *id, const json_t *params,
                         struct buf *json)
{
    static const char *const FIELDS[] = {"value", "lo", "hi", "table", "note"};
    const char *name = NULL;
    json_t *param = NULL;
    json_key(json, "params");
    json_open(json, '{');
    json_object_foreach((json_t *)(uintptr_t)params, name, param)
    {
        char key[160];
        (void)snprintf(key, sizeof key, "assumption.%.60s.%.60s", id, name);
        json_key(json, name);
        json_open(json, '{');
        write_text(book, "name", key, json);
        for (size_t f = 0; f < sizeof FIELDS / sizeof FIELDS[0]; f++) {
            write_raw(json_object_get(param, FIELDS[f]), FIELDS[f], json);
        }
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_assumptions(const struct book *book, struct buf *json)
{
    json_key(json, "assumptions");
    json_open(json, '{');
    for (int k = 0; k < book_count(book, KIND_ASSUMPTION); k++) {
        char key[80];
        const json_t *row = book_json(book, KIND_ASSUMPTION, k);
        (void)snprintf(key, sizeof key, "assumption.%s", book_id(book, KIND_ASSUMPTION, k));
        json_key(json, book_id(book, KIND_ASSUMPTION, k));
        json_open(json, '{');
        write_text(book, "why", key, json);
        write_params(book, book_id(book, KIND_ASSUMPTION, k), json_object_get(row, "params"), json);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_explain(const struct book *book, struct buf *json)
{
    json_key(json, "explain");
    json_open(json, '{');
    for (int k = 0; k < book_count(book, KIND_EXPLAIN); k++) {
        char key[80];
        json_key(json, book_id(book, KIND_EXPLAIN, k));
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, k);
        (void)snprintf(key, sizeof key, "explain.%s", book_id(book, KIND_EXPLAIN, k));
        write_text(book, "title", key, json);
        (void)snprintf(key, sizeof key, "explain.%s.text", book_id(book, KIND_EXPLAIN, k));
        write_text(book, "text", key, json);
        json_close(json, '}');
    }
    json_close(json, '}');
}

void rules_json(struct shelf *shelf, struct buf *json)
{
    const struct book *book = shelf_book(shelf);
    json_open(json, '{');
    write_claims(book, json);
    write_sources(book, json);
    write_assumptions(book, json);
    write_explain(book, json);
    const struct buf *starts = shelf_kept(shelf, starts_json);
    json_key(json, "starts");
    json_raw(json, starts->data, starts->size);
    json_close(json, '}');
}
