/* SPDX-License-Identifier: EUPL-1.2 */
/* atlas.c -- the whole rule book in one language, from source to rule: every object with its words,
 * parameters and ground, and what each scenario uses. All of it is public: nothing of a game is in
 * it. */
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "game/film.h"

struct page {
    const struct book *book;
    enum lang lang;
    struct buf *json;
};

static void write_key(const struct page *page, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_key(page->json, key);
        json_str(page->json, text);
    }
}

static void write_raw(const struct page *page, const char *key, const json_t *value)
{
    if (value != NULL) {
        AUTO_FREE char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        json_key(page->json, key);
        json_raw(page->json, text, strlen(text));
    }
}

static void write_title(const struct page *page, const char *key, enum kind kind, int index,
                        const char *suffix)
{
    AUTO_FREE char *title = book_title(page->book, kind, index, suffix, page->lang);
    write_key(page, key, title);
}

/* What stands in the object itself and is not for people only: fields by name, as they are in the
 * book. */
static void write_fields(const struct page *page, enum kind kind, int index,
                         const char *const *fields)
{
    const json_t *row = book_json(page->book, kind, index);
    for (; *fields != NULL; fields++) {
        const json_t *value = json_object_get(row, *fields);
        const json_t *own = json_object_get(value, page->lang == LANG_NL ? "nl" : "en");
        write_raw(page, *fields, own != NULL ? own : value);
    }
}

/* One kind of object: where its texts stand and which of its fields are shown. */
struct shown {
    enum kind kind;
    const char *word, *title, *text, *more;
    const char *fields[8];
};

static const struct shown PAGES[] = {
    {KIND_SOURCE,
     "source",
     NULL,
     "",
     NULL,
     {"kind", "author", "title", "publisher", "year", "where", "url", NULL}},
    {KIND_CLAIM, "claim", NULL, "", NULL, {"source", "where", NULL}},
    {KIND_ASSUMPTION, "assumption", "", NULL, NULL, {"params", NULL}},
    {KIND_RULE, "rule", "", NULL, NULL, {"params", NULL}},
    {KIND_FORMULA, "formula", "", NULL, NULL, {"params", NULL}},
    {KIND_ACTION, "action", "", ".help", ".direction", {"params", NULL}},
    {KIND_MOTION, "motion", "", ".text", ".direction", {"params", NULL}},
    {KIND_INCIDENT, "incident", "", ".text", NULL, {"params", NULL}},
    {KIND_POLICY, "policy", "", NULL, NULL, {"params", NULL}},
    {KIND_ENDING, "ending", "", ".text", NULL, {"params", NULL}},
    {KIND_VARIABLE, "variable", "", ".help", NULL, {"range", "start", "see", NULL}},
    {KIND_EXPLAIN, "explain", "", ".text", NULL, {NULL}},
    {KIND_PROFILE, "profile", "", NULL, NULL, {NULL}},
};

/* What an action or a motion does is a rule as well; it is told with its owner. */
static bool is_hidden(const struct page *page, const struct shown *shown, int index)
{
    char key[160];
    (void)snprintf(key, sizeof key, "rule.%s", book_id(page->book, KIND_RULE, index));
    return shown->kind == KIND_RULE && book_text(page->book, page->lang, key) == NULL;
}

static void write_object(const struct page *page, const struct shown *shown, int index)
{
    AUTO_FREE char *words = book_words(page->book, shown->kind, index, page->lang);
    json_key(page->json, book_id(page->book, shown->kind, index));
    json_open(page->json, '{');
    if (shown->title != NULL) {
        write_title(page, "title", shown->kind, index, shown->title);
    }
    if (shown->text != NULL) {
        write_title(page, "text", shown->kind, index, shown->text);
    }
    if (shown->more != NULL) {
        write_title(page, "more", shown->kind, index, shown->more);
    }
    write_key(page, "words", words);
    write_fields(page, shown->kind, index, shown->fields);
    if (shown->kind != KIND_SOURCE && shown->kind != KIND_CLAIM && shown->kind != KIND_ASSUMPTION) {
        write_raw(page, "ground", book_ground(page->book, shown->kind, index));
    }
    json_close(page->json, '}');
}

/* Every value under `key`, at any depth, put into the set `found`. */
static void gather(const json_t *value, const char *key, json_t *found)
{
    const char *name = NULL;
    json_t *child = NULL;
    size_t place = 0;
    if (json_is_array(value)) {
        json_array_foreach(value, place, child) gather(child, key, found);
    }
    json_object_foreach((json_t *)(uintptr_t)value, name, child)
    {
        size_t n = 0;
        json_t *item = NULL;
        if (strcmp(name, key) == 0 && json_is_string(child)) {
            (void)json_object_set_new(found, json_string_value(child), json_true());
        } else if (strcmp(name, key) == 0 && json_is_array(child)) {
            json_array_foreach(child, n, item)
            {
                if (json_is_string(item)) {
                    (void)json_object_set_new(found, json_string_value(item), json_true());
                }
            }
        } else {
            gather(child, key, found);
        }
    }
}

static void write_scenario(const struct page *page, const struct scenario *scenario)
{
    static const struct {
        const char *key, *from;
    } USES[] = {{"claims", "claims"},
                {"sources", "sources"},
                {"actions", "actions"},
                {"motions", "motions"},
                {"incidents", "open"}};
    const json_t *row = scenario_json(scenario);
    json_key(page->json, json_string_value(json_object_get(row, "id")));
    json_open(page->json, '{');
    AUTO_FREE char *summary =
        book_filled(page->book, scenario_text(scenario, page->lang, "summary"), page->lang);
    write_key(page, "title", scenario_text(scenario, page->lang, "title"));
    write_key(page, "text", summary);
    for (size_t k = 0; k < sizeof USES / sizeof USES[0]; k++) {
        json_t *found = json_object();
        gather(row, USES[k].from, found);
        write_raw(page, USES[k].key, found);
        json_decref(found);
    }
    json_close(page->json, '}');
}

void atlas_json(const struct shelf *shelf, enum lang lang, struct buf *json)
{
    const struct page page = {.book = shelf_book(shelf), .lang = lang, .json = json};
    json_open(json, '{');
    for (size_t k = 0; k < sizeof PAGES / sizeof PAGES[0]; k++) {
        json_key(json, PAGES[k].word);
        json_open(json, '{');
        int count = book_count(page.book, PAGES[k].kind);
        for (int n = PAGES[k].kind == KIND_RULE; n < count; n++) {
            if (!is_hidden(&page, &PAGES[k], n)) {
                write_object(&page, &PAGES[k], n);
            }
        }
        json_close(json, '}');
    }
    json_key(json, "scenario");
    json_open(json, '{');
    for (int n = 0; n < shelf_count(shelf); n++) {
        write_scenario(&page, shelf_scenario(shelf, n));
    }
    json_close(json, '}');
    json_close(json, '}');
}
