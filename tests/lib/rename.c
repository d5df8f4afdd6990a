/* SPDX-License-Identifier: EUPL-1.2 */
/* rename.c -- gives every id of a book, and of a scenario with it, another name, everywhere: in
 * references, maps, expressions, bands and keys of texts. It walks the same tables that the checker
 * uses, so a new key is renamed as well. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"
#include "compiler/schema.h"

static const char *const lists[] = {
    "sets",    "actors",  "attributes", "variables", "assumptions", "formulas",
    "rules",   "actions", "motions",    "incidents", "cards",       "policies",
    "endings", "gauges",  "profile",    "claims",    "sources",     "explain"};

/* Ids that expressions may hold, so that words of the language and bound names stay. */
static json_t *known;

static json_t *renamed_string(const char *text)
{
    char name[256];
    (void)snprintf(name, sizeof name, "%sQ", text);
    return json_string(name);
}

static bool is_known(const char *id, size_t len)
{
    return json_object_getn(known, id, len) != NULL;
}

static bool id_char(char ch, bool greedy)
{
    return isalnum((unsigned char)ch) || ch == '_' || (greedy && (ch == '.' || ch == '-'));
}

/* The text so far ends with this word or symbol, blanks aside. */
static bool behind(const char *text, size_t len, const char *word)
{
    size_t size = strlen(word);
    while (len > 0 && text[len - 1] == ' ')
        len--;
    bool whole = len == size || !isalnum((unsigned char)word[0]) ||
                 !id_char(len > size ? text[len - size - 1] : ' ', false);
    return len >= size && memcmp(text + len - size, word, size) == 0 && whole;
}

/* "MA-14.base" -> "MA-14Q.baseQ"; the split is at the last dot. */
static size_t rename_param(const char *at, char *out, size_t size)
{
    size_t len = 0, dot = 0;
    while (id_char(at[len], true))
        len++;
    while (len > 0 && (at[len - 1] == '.' || at[len - 1] == '-'))
        len--;
    for (size_t i = 0; i < len; i++)
        dot = at[i] == '.' ? i : dot;
    if (dot)
        (void)snprintf(out, size, "%.*sQ.%.*sQ", (int)dot, at, (int)(len - dot - 1), at + dot + 1);
    else
        (void)snprintf(out, size, "%.*sQ", (int)len, at);
    return len;
}

static json_t *renamed_expression(const char *text)
{
    char out[8192] = "";
    size_t len = 0;
    for (const char *at = text; *at && len + 128 < sizeof out;) {
        size_t before = (size_t)(at - text), size = 0;
        if (*at == '@') {
            char name[256];
            at += 1 + rename_param(at + 1, name, sizeof name);
            len += (size_t)snprintf(out + len, sizeof out - len, "@%s", name);
            continue;
        }
        if (!isalpha((unsigned char)*at)) {
            out[len++] = *at++;
            continue;
        }
        bool member = before > 1 && text[before - 1] == ':' && id_char(text[before - 2], false);
        bool greedy = member || behind(text, before, "is") || behind(text, before, "has") ||
                      behind(text, before, "fits(");
        while (id_char(at[size], greedy))
            size++;
        bool change = greedy || is_known(at, size);
        len += (size_t)snprintf(out + len, sizeof out - len, "%.*s%s", (int)size, at,
                                change ? "Q" : "");
        at += size;
    }
    out[len] = '\0';
    return json_string(out);
}

static void walk(enum shape_name shape, json_t *object);

/* "a in ALLY where …": the bound name stays, all else is an expression. */
static json_t *renamed_binding(const char *text)
{
    return renamed_expression(text);
}

static json_t *renamed_value(const struct schema_field *field, const json_t *value)
{
    const char *text = json_string_value(value);
    static const char *const words[] = {"none",   "*",     "actor",   "incident",
                                        "motion", "order", "public",  "allies",
                                        "red",    "white", "command", "chair"};
    bool own = strcmp(field->key, "id") == 0 || strcmp(field->key, "jobs") == 0;
    for (size_t i = 0; text && !own && i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(text, words[i]) == 0)
            return json_string(text);
    }
    if (!text)
        return json_deep_copy(value);
    if (field->kind == F_EXPR || field->kind == F_EXPRS || field->kind == F_DELAY)
        return renamed_expression(text);
    if (field->kind == F_BIND || field->kind == F_BINDS)
        return renamed_binding(text);
    /* a suffix of texts and a step of the debriefing are words, not ids */
    if (strcmp(field->key, "texts") == 0 || strcmp(field->key, "step") == 0)
        return json_string(text);
    if (field->kind == F_STRING && strcmp(field->key, "to") == 0)
        return renamed_string(text); /* whose event or packet it is: an actor */
    if (field->kind == F_STRING) {
        static const char *const places[] = {"add",  "set",  "atleast", "atmost",
                                             "draw", "tell", "close"};
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            if (strcmp(field->key, places[i]) == 0)
                return renamed_expression(text);
        }
        return strcmp(field->key, "motion") == 0 || strcmp(field->key, "cyber") == 0
                   ? renamed_string(text)
                   : json_string(text);
    }
    bool name = field->kind == F_ID || field->kind == F_REF || field->kind == F_REFS ||
                field->kind == F_NAME || field->kind == F_NAMES;
    bool bound = strcmp(field->key, "consent") == 0; /* a bound name */
    return name && !bound ? renamed_string(text) : json_string(text);
}

static json_t *renamed_map(const char *key, const json_t *map)
{
    json_t *out = json_object();
    const char *name;
    json_t *value;
    bool keys = strcmp(key, "attrs") == 0 || strcmp(key, "start") == 0 ||
                strcmp(key, "params") == 0 || strcmp(key, "always") == 0 ||
                strcmp(key, "values") == 0;
    json_object_foreach((json_t *)(uintptr_t)map, name, value)
    {
        char other[256];
        const char *text = json_string_value(value);
        (void)snprintf(other, sizeof other, "%s%s", name, keys ? "Q" : "");
        json_t *to = json_deep_copy(value);
        if (text && strcmp(text, "none") != 0) {
            json_decref(to);
            to = strcmp(key, "answers") == 0 ? renamed_expression(text) : renamed_string(text);
        }
        (void)json_object_set_new(out, other, to);
    }
    return out;
}

static json_t *renamed_list(const struct schema_field *field, const json_t *list)
{
    json_t *out = json_array();
    size_t i;
    json_t *value;
    json_array_foreach(list, i, value)
    {
        json_t *to;
        if (field->kind == F_BANDS) {
            json_t *name = renamed_string(json_string_value(json_array_get(value, 1)));
            to = json_pack("[O,o]", json_array_get(value, 0), name);
        } else if (json_is_object(value)) {
            to = json_deep_copy(value);
            walk((enum shape_name)field->target, to);
        } else {
            to = renamed_value(field, value);
        }
        (void)json_array_append_new(out, to);
    }
    return out;
}

static void walk(enum shape_name shape, json_t *object)
{
    for (int i = 0; i < schema_shape((int)shape)->fields; i++) {
        const struct schema_field *field = &schema_shape((int)shape)->field[i];
        json_t *value = json_object_get(object, field->key);
        if (!value || field->kind == F_WORD || field->kind == F_WORDS || field->kind == F_PAIR)
            continue;
        if (field->kind == F_MAP)
            (void)json_object_set_new(object, field->key, renamed_map(field->key, value));
        else if (json_is_array(value))
            (void)json_object_set_new(object, field->key, renamed_list(field, value));
        else if (json_is_object(value))
            walk(field->kind == F_DELAY ? SHAPE_DELAY : (enum shape_name)field->target, value);
        else if (!(field->kind == F_VALUE && strcmp(field->key, "why") == 0))
            (void)json_object_set_new(object, field->key,
                                      field->kind == F_VALUE && json_is_string(value)
                                          ? renamed_string(json_string_value(value))
                                          : renamed_value(field, value));
    }
}

/* ---- texts ---- */

static json_t *ids; /* prefix of a text's key -> ids */

static const char *const prefixes[] = {
    "set",      "",     "", "variable", "assumption", "formula", "rule",  "action", "motion",
    "incident", "card", "", "ending",   "gauge",      "profile", "claim", "source", "explain"};

static void rename_key(const char *key, char *out, size_t size)
{
    size_t dot = strcspn(key, ".");
    const json_t *of = key[dot] ? json_object_getn(ids, key, dot) : NULL;
    const char *rest = key + dot + 1;
    (void)snprintf(out, size, "%s", key);
    if (!of)
        return;
    for (size_t len = strlen(rest); len > 0; len--) {
        if ((rest[len] != '.' && rest[len] != '\0') || !json_object_getn(of, rest, len))
            continue;
        const char *tail = rest + len; /* ".help", ".option.soft", ".need.0", ".north" */
        const char *last = strrchr(tail, '.');
        static const char *const fixed[] = {"help", "direction", "text", "mild", "title", "card"};
        bool keep = !last || isdigit((unsigned char)last[1]);
        for (size_t i = 0; last && i < sizeof fixed / sizeof fixed[0]; i++)
            keep = keep || strcmp(last + 1, fixed[i]) == 0;
        (void)snprintf(out, size, "%.*s%.*sQ%s%s", (int)dot + 1, key, (int)len, rest, tail,
                       keep ? "" : "Q");
        return;
    }
}

/* {PL} -> {PLQ}, {PL.adj} -> {PLQ.adj}; bound names stay. */
static json_t *renamed_text(const char *text)
{
    char out[8192];
    size_t len = 0;
    for (bool inside = false; *text && len + 4 < sizeof out; text++) {
        bool actor = inside && (*text == '}' || *text == '.');
        if (actor)
            out[len++] = 'Q';
        inside = (*text == '{' && isupper((unsigned char)text[1])) || (inside && !actor);
        out[len++] = *text;
    }
    out[len] = '\0';
    return json_string(out);
}

static json_t *renamed_texts(const json_t *texts)
{
    json_t *out = json_object();
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)texts, key, value)
    {
        char name[512];
        rename_key(key, name, sizeof name);
        (void)json_object_set_new(out, name, renamed_text(json_string_value(value)));
    }
    return out;
}

static void note_id(const char *prefix, const json_t *id)
{
    if (!json_object_get(ids, prefix))
        (void)json_object_set_new(ids, prefix, json_object());
    (void)json_object_set_new(json_object_get(ids, prefix), json_string_value(id), json_true());
}

static void note_ids(const char *key, const json_t *list)
{
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        size_t i;
        json_t *object;
        if (strcmp(lists[k], key) != 0)
            continue;
        json_array_foreach(list, i, object)
        {
            const json_t *id = json_object_get(object, "id");
            if (strcmp(key, "sets") == 0 || strcmp(key, "variables") == 0 ||
                strcmp(key, "formulas") == 0 || strcmp(key, "attributes") == 0)
                (void)json_object_set_new(known, json_string_value(id), json_true());
            note_id(prefixes[k], id);
        }
    }
}

/* What a scenario names itself; some of their texts stand in the book. */
static void note_scenario(const json_t *scenario)
{
    static const struct {
        const char *list, *prefix;
    } rows[] = {{"draws", "draw"},       {"events", "event"},   {"packets", "packet"},
                {"debrief", "question"}, {"presets", "preset"}, {"variants", "variant"}};
    size_t i, k, j;
    json_t *row, *team, *job;
    for (size_t n = 0; n < sizeof rows / sizeof rows[0]; n++) {
        json_array_foreach(json_object_get(scenario, rows[n].list), i, row)
            note_id(rows[n].prefix, json_object_get(row, "id"));
    }
    json_array_foreach(json_object_get(json_object_get(scenario, "later"), "facts"), i, row)
        note_id("later", json_object_get(row, "id"));
    json_array_foreach(json_object_get(scenario, "presets"), i, row)
    {
        json_array_foreach(json_object_get(row, "teams"), k, team)
        {
            note_id("team", json_object_get(team, "id"));
            json_array_foreach(json_object_get(team, "jobs"), j, job) note_id("job", job);
        }
    }
}

static void rename_file(const char *key, json_t *file)
{
    json_t *value = json_object_get(file, key);
    if (strcmp(key, "texts") == 0) {
        (void)json_object_set_new(file, key, renamed_texts(value));
    } else if (strcmp(key, "names") == 0) {
        (void)json_object_set_new(file, key, renamed_map("attrs", value));
    } else if (strcmp(key, "book") == 0) {
        walk(SHAPE_BOOK, json_is_array(value) ? json_array_get(value, 0) : value);
    } else {
        for (int k = 0; k < KINDS; k++) {
            size_t i;
            json_t *object;
            if (strcmp(lists[k], key) == 0)
                json_array_foreach(value, i, object) walk((enum shape_name)k, object);
        }
    }
}

static json_t *renamed_files(const json_t *files)
{
    json_t *copy = json_deep_copy(files), *file, *value;
    const char *name, *key;
    json_object_foreach(copy, name, file)
    {
        if (strcmp(name, "scenario.json") == 0) {
            walk(SHAPE_SCENARIO, file);
            continue;
        }
        json_t *shallow = json_copy(file);
        json_object_foreach(shallow, key, value) rename_file(key, file);
        json_decref(shallow);
    }
    return copy;
}

json_t *books_renamed(const json_t *files, const json_t *scenario, json_t **ret_scenario)
{
    const char *name, *key;
    json_t *file, *value;
    known = json_object();
    ids = json_object();
    json_object_foreach((json_t *)(uintptr_t)files, name, file)
    {
        json_object_foreach(file, key, value) note_ids(key, value);
    }
    note_scenario(json_object_get(scenario, "scenario.json"));
    json_t *copy = renamed_files(files);
    if (ret_scenario)
        *ret_scenario = renamed_files(scenario);
    json_decref(known);
    json_decref(ids);
    return copy;
}
