/* SPDX-License-Identifier: EUPL-1.2 */
/* texts_need.c -- which texts each kind of object must have, in both languages. Some came later
 * than games that are recorded: a book that plays may lack those, one that is written may not. Says
 * nothing about texts that nobody needs. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"

static const char *const languages[LANGS] = {"Dutch", "English"};

void text_need(struct compiler *c, json_t *const texts[LANGS], const char *format, ...)
{
    char key[3 * ID_MAX];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(key, sizeof key, format, list);
    va_end(list);
    for (int lang = 0; lang < LANGS; lang++) {
        if (!json_object_get(texts[lang], key) && !json_object_get(c->book->texts[lang], key))
            complain(c, "the %s text \"%s\" is missing", languages[lang], key);
    }
}

static void need_list(struct compiler *c, json_t *const t[LANGS], const char *prefix,
                      const char *id, const char *part, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        const char *name = json_is_string(one) ? json_string_value(one)
                                               : json_string_value(json_object_get(one, "id"));
        if (name)
            text_need(c, t, "%s.%s.%s%s", prefix, id, part, name);
    }
}

static void need_numbers(struct compiler *c, json_t *const t[LANGS], const char *prefix,
                         const char *id, const char *part, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        text_need(c, t, "%s.%s.%s%zu", prefix, id, part, i);
}

static void need_bands(struct compiler *c, json_t *const t[LANGS], const char *prefix,
                       const char *id, const json_t *bands)
{
    for (size_t i = 0; i < json_array_size(bands); i++)
        text_need(c, t, "%s.%s.%s", prefix, id,
                  json_string_value(json_array_get(json_array_get(bands, i), 1)));
}

/* A number of an assumption is set by its key and read by its name. */
static void need_params(struct compiler *c, json_t *const t[LANGS], const char *id,
                        const json_t *params)
{
    struct mark mark = at_key(c, "params");
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)params, name, value)
    {
        char key[3 * ID_MAX];
        struct mark inner = at_key(c, name);
        (void)snprintf(key, sizeof key, "assumption.%s.%s", id, name);
        for (int lang = 0; lang < LANGS; lang++) {
            if (!json_object_get(t[lang], key))
                complain(c,
                         "the parameter has no %s name; say in a few words what the number does: "
                         "the text \"%s\"",
                         languages[lang], key);
        }
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void need_of(struct compiler *c, json_t *const t[LANGS], enum kind kind, const char *id,
                    const json_t *json)
{
    static const struct {
        uint8_t kind;
        const char *prefix;
        const char *more[3];
    } plain[] = {
        {KIND_VARIABLE, "variable", {"help", NULL, NULL}},
        {KIND_FORMULA, "formula", {NULL, NULL, NULL}},
        {KIND_RULE, "rule", {NULL, NULL, NULL}},
        {KIND_ACTION, "action", {"help", "direction", NULL}},
        {KIND_MOTION, "motion", {"text", "direction", NULL}},
        {KIND_INCIDENT, "incident", {"text", NULL, NULL}},
        {KIND_CARD, "card", {NULL, NULL, NULL}},
        {KIND_ENDING, "ending", {"text", NULL, NULL}},
        {KIND_GAUGE, "gauge", {NULL, NULL, NULL}},
        {KIND_PROFILE, "profile", {NULL, NULL, NULL}},
        {KIND_CLAIM, "claim", {NULL, NULL, NULL}},
        {KIND_EXPLAIN, "explain", {"text", NULL, NULL}},
        {KIND_ASSUMPTION, "assumption", {NULL, NULL, NULL}},
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (plain[i].kind != kind)
            continue;
        text_need(c, t, "%s.%s", plain[i].prefix, id);
        for (int k = 0; k < 3 && plain[i].more[k]; k++)
            text_need(c, t, "%s.%s.%s", plain[i].prefix, id, plain[i].more[k]);
    }
    if (kind == KIND_SET)
        need_list(c, t, "set", id, "", json_object_get(json, "members"));
    if (kind == KIND_ACTION)
        need_numbers(c, t, "action", id, "need.", json_object_get(json, "needs"));
    if (kind == KIND_MOTION) {
        need_numbers(c, t, "motion", id, "need.", json_object_get(json, "needs"));
        need_list(c, t, "motion", id, "option.", json_object_get(json, "options"));
        need_list(c, t, "motion", id, "condition.", json_object_get(json, "conditions"));
    }
    for (size_t i = 0; kind == KIND_CARD && i < json_array_size(json_object_get(json, "options"));
         i++)
        text_need(
            c, t, "card.%s.%lld", id,
            (long long)json_integer_value(json_array_get(json_object_get(json, "options"), i)));
    if (kind == KIND_GAUGE || kind == KIND_PROFILE)
        need_bands(c, t, kind == KIND_GAUGE ? "gauge" : "profile", id,
                   json_object_get(json, "bands"));
    if (kind == KIND_PROFILE)
        need_list(c, t, "profile", id, "", json_object_get(json, "measures"));
}

void texts_need(struct compiler *c, enum kind kind, int index)
{
    const struct item *item = &c->book->kind[kind].item[index];
    need_of(c, c->book->texts, kind, item->id, item->json);
}

void book_check_words(const struct book *book, struct diags *diags)
{
    static const enum kind kinds[] = {KIND_FORMULA, KIND_ASSUMPTION};
    struct compiler *c = calloc(1, sizeof *c);
    if (!c) {
        diag_add(diags, "", "", "no memory");
        return;
    }
    c->book = (struct book *)(uintptr_t)book; /* only read here */
    c->diags = diags;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (int i = 0; i < book_count(book, kinds[k]); i++) {
            const json_t *json = book_json(book, kinds[k], i);
            const char *id = book_id(book, kinds[k], i);
            at_item(c, kinds[k], i);
            if (kinds[k] == KIND_FORMULA)
                need_list(c, book->texts, "formula", id, "", json_object_get(json, "terms"));
            else
                need_params(c, book->texts, id, json_object_get(json, "params"));
        }
    }
    free(c);
}
