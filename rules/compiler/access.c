/* SPDX-License-Identifier: EUPL-1.2 */
/* access.c -- what a book tells about itself: names, texts, grounds, parameters. Reads only. */
#include <string.h>

#include "compiler/compile.h"

const struct program *book_program(const struct book *book)
{
    return &book->program;
}

const json_t *book_files(const struct book *book)
{
    return book->files;
}

const char *book_id_of(const struct book *book, enum kind kind, int index)
{
    return index >= 0 && index < book->kind[kind].count ? book->kind[kind].item[index].id : "";
}

const char *book_id(const struct book *book, enum kind kind, int index)
{
    if (kind != KIND_RULE)
        return book_id_of(book, kind, index);
    bool known = index > 0 && index < book->program.rules && book->rule[index].id;
    return known ? book->rule[index].id : "";
}

int book_find(const struct book *book, enum kind kind, const char *id)
{
    if (kind != KIND_RULE)
        return name_find(book, kind, id, strlen(id));
    for (int i = 1; i < book->program.rules; i++) {
        if (strcmp(book->rule[i].id, id) == 0)
            return i;
    }
    return NONE;
}

int book_count(const struct book *book, enum kind kind)
{
    return kind == KIND_RULE ? book->program.rules : book->kind[kind].count;
}

const json_t *book_json(const struct book *book, enum kind kind, int index)
{
    if (kind == KIND_RULE)
        return index > 0 && index < book->program.rules ? book->rule[index].json : NULL;
    return index >= 0 && index < book->kind[kind].count ? book->kind[kind].item[index].json : NULL;
}

const char *book_text(const struct book *book, enum lang lang, const char *key)
{
    return json_string_value(json_object_get(book->texts[lang], key));
}

const char *book_tell_key(const struct book *book, int text)
{
    const char *key =
        text >= 0 ? json_string_value(json_array_get(book->tells, (size_t)text)) : NULL;
    return key ? key : "";
}

const char *book_term(const struct book *book, int formula, int term)
{
    const json_t *json = book_json(book, KIND_FORMULA, formula);
    const json_t *list = json_object_get(json, "terms");
    if (json && !list)
        return term == 0 ? "value" : "";
    const char *id =
        term >= 0 ? json_string_value(json_object_get(json_array_get(list, (size_t)term), "id"))
                  : NULL;
    return id ? id : "";
}

const char *book_member(const struct book *book, int set, int index)
{
    if (set < 0 || set >= book->program.sets || index < 0 || index >= book->program.set[set].count)
        return "";
    const struct set *s = &book->program.set[set];
    if (s->kind == SET_ACTOR || s->kind == SET_MEMBER)
        return book_id_of(book, KIND_ACTOR, index);
    const json_t *members = json_object_get(book_json(book, KIND_SET, set), "members");
    const char *id = json_string_value(json_array_get(members, (size_t)index));
    return id ? id : "";
}

static const char *string_at(const json_t *list, int index)
{
    const json_t *one = index >= 0 ? json_array_get(list, (size_t)index) : NULL;
    const char *id = json_is_string(one) ? json_string_value(one)
                                         : json_string_value(json_object_get(one, "id"));
    return id ? id : "";
}

const char *book_option(const struct book *book, int motion, int option)
{
    return string_at(json_object_get(book_json(book, KIND_MOTION, motion), "options"), option);
}

const char *book_condition(const struct book *book, int motion, int condition)
{
    return string_at(json_object_get(book_json(book, KIND_MOTION, motion), "conditions"),
                     condition);
}

const json_t *book_ground(const struct book *book, enum kind kind, int index)
{
    const json_t *ground = NULL;
    if (kind == KIND_RULE)
        ground = index > 0 && index < book->program.rules ? book->rule[index].ground : NULL;
    else if (index >= 0 && index < book->kind[kind].count)
        ground = book->kind[kind].item[index].ground;
    return ground ? ground : book->empty_ground;
}

int book_params(const struct book *book)
{
    return book->program.params;
}

const char *book_param_name(const struct book *book, int param)
{
    bool known = param >= 0 && param < book->program.params;
    return known ? book->params.info[book->params.at[param]].name : "";
}

void book_param_range(const struct book *book, int param, int32_t *ret_lo, int32_t *ret_hi)
{
    if (param < 0 || param >= book->program.params)
        return;
    *ret_lo = book->params.info[book->params.at[param]].lo;
    *ret_hi = book->params.info[book->params.at[param]].hi;
}

uint32_t book_gauge_when(const struct book *book, int gauge)
{
    return gauge >= 0 && gauge < GAUGES_MAX ? book->gauge_when[gauge] : 0;
}

uint32_t book_measure(const struct book *book, int profile, int measure)
{
    bool known = profile >= 0 && profile < GAUGES_MAX && measure >= 0 && measure < MEASURES_MAX;
    return known ? book->measure[profile][measure] : 0;
}

const char *book_band(const json_t *bands, int32_t value)
{
    const char *word = "";
    for (size_t k = 0; k < json_array_size(bands); k++) {
        const json_t *band = json_array_get(bands, k);
        if (k == 0 || value >= json_integer_value(json_array_get(band, 0))) {
            word = json_string_value(json_array_get(band, 1));
        }
    }
    return word;
}
