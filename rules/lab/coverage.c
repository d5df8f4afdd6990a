/* SPDX-License-Identifier: EUPL-1.2 */
/* coverage.c -- gathers the claims that objects, scripted lines, cards and cases name. Judges no
 * wording: whether a rule says what its claim says, a person decides. */
#include "lab/coverage.h"

#include <string.h>

/* The report's rows by claim id, and where strays go. */
struct sheet {
    json_t *by_id, *strays;
};

static json_t *claims_of(const json_t *object)
{
    json_t *own = json_object_get(object, "claims");
    json_t *ground = json_object_get(json_object_get(object, "ground"), "claims");
    return own != NULL ? own : ground;
}

/* Puts `entry` (taken) into the list `key` of each claim that `list` names. */
static void note(struct sheet *sheet, const json_t *list, const char *key, json_t *entry)
{
    size_t i;
    json_t *claim;
    json_array_foreach(list, i, claim)
    {
        const char *id = json_string_value(claim);
        json_t *row = id != NULL ? json_object_get(sheet->by_id, id) : NULL;
        if (row != NULL) {
            (void)json_array_append(json_object_get(row, key), entry);
        } else {
            (void)json_array_append_new(
                sheet->strays, json_pack("{s:O, s:s}", "from", entry, "claim", id ? id : ""));
        }
    }
    json_decref(entry);
}

static json_t *entry_of(const char *kind, const char *id)
{
    return json_pack("{s:s, s:s}", "kind", kind, "id", id != NULL ? id : "");
}

/* ---- the book ---- */

static void note_book(struct sheet *sheet, const struct book *book)
{
    static const char *const words[KINDS] = {
        [KIND_RULE] = "rule",         [KIND_ACTION] = "action",   [KIND_MOTION] = "motion",
        [KIND_INCIDENT] = "incident", [KIND_FORMULA] = "formula", [KIND_POLICY] = "policy",
        [KIND_ENDING] = "ending",     [KIND_GAUGE] = "gauge",     [KIND_PROFILE] = "profile",
        [KIND_EXPLAIN] = "card",      [KIND_CARD] = "assessment", [KIND_ASSUMPTION] = "assumption",
        [KIND_ACTOR] = "actor"};
    for (int kind = 0; kind < KINDS; kind++) {
        for (int i = 0; words[kind] != NULL && i < book_count(book, (enum kind)kind); i++) {
            const json_t *json = book_json(book, (enum kind)kind, i);
            const bool procedure =
                kind == KIND_EXPLAIN && json_object_get(json, "procedure") != NULL;
            /* rules are counted with those of `do` lists, which have no object of their own */
            const char *id = json_string_value(json_object_get(json, "id"));
            if (id != NULL && (kind != KIND_RULE || strcmp(id, book_id(book, KIND_RULE, i)) == 0)) {
                note(sheet, claims_of(json), "carriers",
                     entry_of(procedure ? "procedure" : words[kind], id));
            }
        }
    }
}

/* ---- scenarios ---- */

static void note_scenario(struct sheet *sheet, const char *id, const json_t *scenario)
{
    static const struct {
        const char *key, *word;
    } lists[] = {{"events", "event"},     {"packets", "packet"}, {"draws", "draw"},
                 {"debrief", "question"}, {"cards", "card"},     {"options", "option"}};
    char place[200];
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(scenario, lists[k].key), i, row)
        {
            const char *own = json_string_value(json_object_get(row, "id"));
            (void)snprintf(place, sizeof place, "%s/%s", id, own != NULL ? own : "");
            note(sheet, claims_of(row), "carriers", entry_of(lists[k].word, place));
        }
    }
    note(sheet, json_object_get(scenario, "claims"), "named", json_string(id));
}

static void note_history(struct sheet *sheet, const json_t *files)
{
    const char *name;
    json_t *file;
    json_object_foreach((json_t *)(uintptr_t)files, name, file)
    {
        const char *id = json_string_value(json_object_get(file, "id"));
        note(sheet, claims_of(file), "carriers", entry_of("case", id != NULL ? id : name));
    }
}

static void note_suite(struct sheet *sheet, const struct suite *suite)
{
    for (int i = 0; suite != NULL && i < suite->count; i++) {
        const char *id = json_string_value(json_object_get(suite->one[i], "id"));
        note(sheet, json_object_get(suite->one[i], "claims"), "tests", json_string(id ? id : ""));
    }
}

/* ---- the report ---- */

static json_t *text_of(const struct book *book, const char *claim)
{
    char key[80];
    (void)snprintf(key, sizeof key, "claim.%.60s", claim);
    const char *nl = book_text(book, LANG_NL, key), *en = book_text(book, LANG_EN, key);
    return json_pack("{s:s, s:s}", "nl", nl != NULL ? nl : "", "en", en != NULL ? en : "");
}

json_t *coverage_report(const struct book *book, const struct coverage_from *from)
{
    struct sheet sheet = {json_object(), json_array()};
    json_t *claims = json_array();
    const int total = book_count(book, KIND_CLAIM);
    int carried = 0, tested = 0;
    const char *id;
    json_t *files;
    for (int i = 0; i < total; i++) {
        const char *claim = book_id(book, KIND_CLAIM, i);
        json_t *row = json_pack("{s:s, s:O?, s:o, s:[], s:[], s:[]}", "id", claim, "source",
                                json_object_get(book_json(book, KIND_CLAIM, i), "source"), "text",
                                text_of(book, claim), "carriers", "named", "tests");
        (void)json_object_set(sheet.by_id, claim, row);
        (void)json_array_append_new(claims, row);
    }
    note_book(&sheet, book);
    json_object_foreach((json_t *)(uintptr_t)from->scenarios, id, files)
    {
        note_scenario(&sheet, id, json_object_get(files, "scenario.json"));
    }
    note_history(&sheet, from->history);
    note_suite(&sheet, from->suite);
    for (int i = 0; i < total; i++) {
        const json_t *row = json_array_get(claims, (size_t)i);
        carried += json_array_size(json_object_get(row, "carriers")) > 0;
        tested += json_array_size(json_object_get(row, "tests")) > 0;
    }
    json_decref(sheet.by_id);
    return json_pack("{s:i, s:i, s:i, s:o, s:o}", "total", total, "carried", carried, "tested",
                     tested, "claims", claims, "strays", sheet.strays);
}
