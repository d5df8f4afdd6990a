/* SPDX-License-Identifier: EUPL-1.2 */
/* texts.c -- the words of a book in both languages: that no key is for something that does not
 * exist, and that both languages fill in the same names. Which must be there: texts_need.c. Says
 * nothing about how well they are written. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

static const char *const endings[LANGS] = {".nl.json", ".en.json"};
static const char *const languages[LANGS] = {"Dutch", "English"};

static bool ends_with(const char *name, const char *end)
{
    size_t a = strlen(name), b = strlen(end);
    return a > b && strcmp(name + a - b, end) == 0;
}

static void merge(struct compiler *c, const json_t *more, json_t *texts)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)more, key, value)
    {
        struct mark mark = at_key(c, key);
        if (!json_is_string(value) || json_string_length(value) == 0)
            complain(c, "a text is a string that is not empty");
        else if (json_object_get(texts, key))
            complain(c, "the text \"%.100s\" stands in another file as well", key);
        else
            (void)json_object_set(texts, key, value);
        at_back(c, mark);
    }
}

void texts_collect(struct compiler *c, const json_t *files, json_t *texts[LANGS])
{
    const char *name;
    json_t *file;
    json_object_foreach((json_t *)(uintptr_t)files, name, file)
    {
        const json_t *list = json_object_get(file, "texts");
        if (!list)
            continue;
        c->file = name;
        c->pointer_len = 0;
        (void)at_key(c, "texts");
        int lang = ends_with(name, endings[LANG_NL])   ? LANG_NL
                   : ends_with(name, endings[LANG_EN]) ? LANG_EN
                                                       : NONE;
        if (lang == NONE)
            complain(c, "the language is in the name of the file: texts.nl.json, texts.en.json, "
                        "texts/….nl.json");
        else if (!json_is_object(list))
            complain(c, "must be an object: key -> text");
        else
            merge(c, list, texts[lang]);
    }
}

/* ---- keys for nothing ---- */

/* Whose text it is, or NONE; `ret_part` is what follows the id and its dot. */
static int owner_of(const struct items *items, const char *rest, const char **ret_part)
{
    char id[ID_MAX + 1];
    for (size_t len = strlen(rest); len > 0; len--) { /* ids may hold dots: the longest first */
        if (len > ID_MAX || (rest[len] != '.' && rest[len] != '\0'))
            continue;
        memcpy(id, rest, len);
        id[len] = '\0';
        const json_t *place = json_object_get(items->index, id);
        if (place) {
            *ret_part = rest[len] ? rest + len + 1 : "";
            return (int)json_integer_value(place);
        }
    }
    return NONE;
}

enum { HINTED_MAX = 64 };

struct keys {
    const char *name[HINTED_MAX];
    int count;
};

static const char *key_name(const void *cls, int k)
{
    return ((const struct keys *)cls)->name[k];
}

/* The name of a number that the assumption does not have. */
static void check_param(struct compiler *c, const struct item *assumption, const char *part)
{
    const json_t *params = json_object_get(assumption->json, "params");
    if (!part[0] || json_object_get(params, part))
        return;
    struct keys keys = {.count = 0};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)params, key, value)
    {
        if (keys.count < HINTED_MAX)
            keys.name[keys.count++] = key;
    }
    struct hint hint = hint_of(nearest(part, strlen(part), key_name, &keys, keys.count));
    complain(c, "this text is for a parameter that %s does not have%s", assumption->id, hint.text);
}

static void check_owner(struct compiler *c, const char *key)
{
    static const struct {
        const char *prefix;
        uint8_t kind;
    } owners[] = {{"set.", KIND_SET},           {"variable.", KIND_VARIABLE},
                  {"formula.", KIND_FORMULA},   {"rule.", KIND_RULE},
                  {"action.", KIND_ACTION},     {"motion.", KIND_MOTION},
                  {"incident.", KIND_INCIDENT}, {"card.", KIND_CARD},
                  {"ending.", KIND_ENDING},     {"gauge.", KIND_GAUGE},
                  {"profile.", KIND_PROFILE},   {"claim.", KIND_CLAIM},
                  {"explain.", KIND_EXPLAIN},   {"assumption.", KIND_ASSUMPTION},
                  {"source.", KIND_SOURCE}};
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        size_t len = strlen(owners[i].prefix);
        const char *part = NULL;
        if (strncmp(key, owners[i].prefix, len) != 0)
            continue;
        const struct items *items = &c->book->kind[owners[i].kind];
        int owner = owner_of(items, key + len, &part);
        if (owner != NONE && owners[i].kind == KIND_ASSUMPTION)
            check_param(c, &items->item[owner], part);
        if (owner != NONE)
            continue;
        struct hint hint = hint_of(
            nearest_item(c->book, 1u << owners[i].kind, key + len, strcspn(key + len, ".")));
        complain(c, "this text is for %s %s that does not exist%s",
                 kind_article((enum kind)owners[i].kind), kind_word((enum kind)owners[i].kind),
                 hint.text);
    }
}

/* ---- placeholders ---- */

/* The next "{name}" or "{name.part}"; advances. */
static bool next_place(const char **at, char *name, size_t size)
{
    for (const char *open; (open = strchr(*at, '{')); *at = open + 1) {
        size_t len = strcspn(open + 1, "{}");
        if (open[1 + len] != '}' || len == 0 || len >= size)
            continue;
        memcpy(name, open + 1, len);
        name[len] = '\0';
        *at = open + len + 2;
        return true;
    }
    return false;
}

static bool has_place(const char *text, const char *name)
{
    char other[ID_MAX * 2];
    size_t len = strcspn(name, ".");
    while (next_place(&text, other,
                      sizeof other)) { /* an adjective in one language may be a noun in the other */
        if (strncmp(other, name, len) == 0 && (other[len] == '\0' || other[len] == '.'))
            return true;
    }
    return false;
}

/* A place or a people that nobody plays: its row in the names says so. */
static bool is_place(const struct compiler *c, const char *name, size_t len)
{
    const json_t *row = json_object_getn(c->book->names, name, len);
    return json_is_true(json_object_get(row, "place"));
}

static void check_places(struct compiler *c, const char *text, const char *other, int lang)
{
    char name[ID_MAX * 2];
    while (next_place(&text, name, sizeof name)) {
        size_t len = strcspn(name, ".");
        bool capital = name[0] >= 'A' && name[0] <= 'Z';
        if (!has_place(other, name))
            complain(c, "the %s text fills in {%.60s}, and the %s one does not", languages[lang],
                     name, languages[!lang]);
        if (capital && name_find(c->book, KIND_ACTOR, name, len) == NONE && !is_place(c, name, len))
            complain(c, "{%.60s} is no actor", name);
        if (name[len] && strcmp(name + len, ".adj") != 0)
            complain(c, "{%.60s}: behind a name only .adj is known", name);
    }
}

static void check_pair(struct compiler *c, json_t *const texts[LANGS], int lang, const char *key,
                       const char *text)
{
    struct mark mark = at_key(c, key);
    const char *other = json_string_value(json_object_get(texts[!lang], key));
    if (!other)
        complain(c, "the text \"%.100s\" is there in %s only", key, languages[lang]);
    else
        check_places(c, text, other, lang);
    if (lang == LANG_NL && !c->in_scenario && c->whole)
        check_owner(c, key);
    at_back(c, mark);
}

/* File by file, so that every fault is told where the text stands. */
void texts_pairs(struct compiler *c, json_t *const texts[LANGS])
{
    const char *name, *key;
    json_t *file, *value;
    for (int lang = 0; lang < LANGS; lang++) {
        json_object_foreach((json_t *)(uintptr_t)c->text_files, name, file)
        {
            if (!ends_with(name, endings[lang]))
                continue;
            c->file = name;
            c->pointer_len = 0;
            (void)at_key(c, "texts");
            json_object_foreach(json_object_get(file, "texts"), key, value)
            {
                if (json_object_get(texts[lang], key) == value) /* else it was refused before */
                    check_pair(c, texts, lang, key, json_string_value(value));
            }
        }
    }
}

static void need_forms(struct compiler *c, const char *what, const char *id, const json_t *row)
{
    static const char *const keys[] = {"nl", "en", "nl_adj", "en_adj"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        if (!json_string_length(json_object_get(row, keys[k])))
            complain(c,
                     "the %s %s has no name \"%s\"; a row is "
                     "{\"nl\":…,\"en\":…,\"nl_adj\":…,\"en_adj\":…,\"fictional\":{…}}",
                     what, id, keys[k]);
    }
}

static void check_names(struct compiler *c)
{
    const json_t *names = NULL;
    const char *name;
    json_t *file;
    json_object_foreach(c->book->files, name, file)
    {
        if (json_object_get(file, "names")) {
            names = json_object_get(file, "names");
            c->file = name;
        }
    }
    c->book->names = names;
    if (!names)
        return;
    c->pointer_len = 0;
    (void)at_key(c, "names");
    for (int i = 0; i < c->book->kind[KIND_ACTOR].count; i++) {
        const char *id = c->book->kind[KIND_ACTOR].item[i].id;
        need_forms(c, "actor", id, json_object_get(names, id));
    }
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)names, name, value)
    {
        bool actor = name_find(c->book, KIND_ACTOR, name, strlen(name)) != NONE;
        const json_t *place = json_object_get(value, "place");
        if (place && !json_is_boolean(place))
            complain(c, "the name \"%.60s\": \"place\" is true or false", name);
        else if (is_place(c, name, strlen(name)) && actor)
            complain(c, "%.60s is an actor, so its name is not that of a \"place\"", name);
        else if (is_place(c, name, strlen(name)))
            need_forms(c, "place", name, value);
        else if (!actor)
            complain(c,
                     "the name \"%.60s\" is of no actor; a place that nobody plays has "
                     "\"place\": true",
                     name);
    }
}

void texts_check(struct compiler *c)
{
    for (int kind = 0; kind < KINDS; kind++) {
        const struct items *items = &c->book->kind[kind];
        for (int i = 0; i < items->count; i++) {
            if (items->item[i].bad)
                continue;
            at_item(c, (enum kind)kind, i);
            texts_need(c, (enum kind)kind, i);
        }
    }
    check_names(c);
    c->text_files = c->book->files;
    texts_pairs(c, c->book->texts);
}
