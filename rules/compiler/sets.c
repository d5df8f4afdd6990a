/* SPDX-License-Identifier: EUPL-1.2 */
/* sets.c -- sets, actors, and the attributes of everything.
 * A set is named by its id and known by its kind; the engine knows kinds only. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

static const char *const set_kinds[SET_KINDS] = {"actor",    "member", "fixed",
                                                 "incident", "motion", "order"};
static const char *const actor_kinds[ACTOR_KINDS] = {"member", "chair", "command",
                                                     "union",  "red",   "neutral"};

static int word_place(const char *word, const char *const *words, int count)
{
    for (int i = 0; word && i < count; i++) {
        if (strcmp(word, words[i]) == 0)
            return i;
    }
    return NONE;
}

static const char *string_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void set_one(struct compiler *c, int index)
{
    static const int16_t room[SET_KINDS] = {0, 0, 0, INCIDENT_MAX, MOTION_MAX, ORDER_MAX};
    struct program *p = c->program;
    const json_t *json = c->book->kind[KIND_SET].item[index].json;
    int kind = word_place(string_of(json, "kind"), set_kinds, SET_KINDS);
    const json_t *members = json_object_get(json, "members");
    at_item(c, KIND_SET, index);
    if (kind == NONE) {
        p->set[index] = (struct set){SET_FIXED, 0};
        return;
    }
    if ((kind == SET_FIXED) != (members != NULL))
        complain(c, kind == SET_FIXED ? "a fixed set lists its \"members\""
                                      : "only a fixed set lists \"members\"");
    for (int i = 0; kind != SET_FIXED && i < index; i++) {
        if (p->set[i].kind == kind)
            complain(c, "there is already a set of kind %s: %s", set_kinds[kind],
                     book_id(c->book, KIND_SET, i));
    }
    for (size_t i = 0; i < json_array_size(members); i++) {
        for (size_t j = 0; j < i; j++) {
            if (json_equal(json_array_get(members, i), json_array_get(members, j)))
                complain(c, "the member \"%.60s\" stands here twice",
                         json_string_value(json_array_get(members, i)));
        }
    }
    int16_t count = kind == SET_FIXED ? (int16_t)json_array_size(members) : room[kind];
    p->set[index] = (struct set){(uint8_t)kind, count};
}

void sets_compile(struct compiler *c)
{
    int count = c->book->kind[KIND_SET].count;
    for (int i = 0; i < count; i++)
        set_one(c, i);
    c->program->sets = (uint16_t)count;
}

void actors_compile(struct compiler *c)
{
    struct program *p = c->program;
    const struct items *items = &c->book->kind[KIND_ACTOR];
    int seen[ACTOR_KINDS] = {0};
    for (int i = 0; i < items->count; i++) {
        at_item(c, KIND_ACTOR, i);
        int kind = word_place(string_of(items->item[i].json, "kind"), actor_kinds, ACTOR_KINDS);
        if (kind == NONE)
            kind = ACTOR_NEUTRAL;
        if (kind == ACTOR_MEMBER && p->members != p->actors)
            complain(c, "members stand first in the list of actors");
        if (kind != ACTOR_MEMBER && kind != ACTOR_NEUTRAL && seen[kind]++)
            complain(c, "there is already an actor of kind %s", actor_kinds[kind]);
        p->actor[p->actors++].kind = (uint8_t)kind;
        p->members = (uint16_t)(p->members + (kind == ACTOR_MEMBER));
    }
    for (int i = 0; i < p->sets; i++) {
        if (p->set[i].kind == SET_ACTOR)
            p->set[i].count = (int16_t)p->actors;
        if (p->set[i].kind == SET_MEMBER)
            p->set[i].count = (int16_t)p->members;
    }
}

/* ---- attributes ---- */

static const struct {
    const char *of;
    uint8_t set_kind, kind;
} owners[] = {
    {"actor", SET_ACTOR, KIND_ACTOR},
    {"incident", SET_INCIDENT, KIND_INCIDENT},
    {"motion", SET_MOTION, KIND_MOTION},
    {"order", SET_ORDER, KIND_ACTION},
};

/* Which objects bear attribute `a`: their kind, or NONE for a fixed set. */
static int bearer(const struct attribute *a)
{
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        if (owners[i].set_kind == a->set_kind)
            return owners[i].kind;
    }
    return NONE;
}

int member_place(const struct compiler *c, int set, const char *id)
{
    for (int i = 0; id && i < c->program->set[set].count; i++) {
        if (strcmp(book_member(c->book, set, i), id) == 0)
            return i;
    }
    return NONE;
}

/* A value: a number, or a member of the attribute's type. */
static int32_t value_of(struct compiler *c, int attribute, const json_t *value)
{
    const json_t *json = c->book->kind[KIND_ATTRIBUTE].item[attribute].json;
    const char *type = string_of(json, "type");
    if (!type) {
        json_int_t n = json_integer_value(value);
        if (!json_is_integer(value) || n < -1000000 || n > 1000000)
            complain(c, "the attribute \"%s\" takes a whole number",
                     book_id(c->book, KIND_ATTRIBUTE, attribute));
        return (int32_t)n;
    }
    int set = name_find(c->book, KIND_SET, type, strlen(type));
    const char *id = json_string_value(value);
    int place = set == NONE ? NONE : member_place(c, set, id);
    if (place == NONE && !(id && strcmp(id, "none") == 0))
        complain(c, "the attribute \"%s\" takes a member of %s, or \"none\"",
                 book_id(c->book, KIND_ATTRIBUTE, attribute), type);
    return place;
}

static bool declare(struct compiler *c, int index, struct attribute *a)
{
    const json_t *json = c->book->kind[KIND_ATTRIBUTE].item[index].json;
    const char *of = string_of(json, "of");
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        if (strcmp(of, owners[i].of) == 0) {
            a->set_kind = owners[i].set_kind;
            return true;
        }
    }
    int set = name_find(c->book, KIND_SET, of, strlen(of));
    if (set == NONE || c->program->set[set].kind != SET_FIXED) {
        complain(c, "\"of\" must be one of: actor incident motion order, or a fixed set");
        return false;
    }
    a->set_kind = SET_FIXED;
    a->set = (uint8_t)set;
    return true;
}

static void attribute_one(struct compiler *c, int index, uint16_t *next)
{
    enum { VALUES = sizeof c->program->attribute_value / sizeof c->program->attribute_value[0] };
    struct program *p = c->program;
    struct item *item = &c->book->kind[KIND_ATTRIBUTE].item[index];
    struct attribute *a = &p->attribute[index];
    at_item(c, KIND_ATTRIBUTE, index);
    if (item->bad || !declare(c, index, a)) {
        item->bad = true;
        return;
    }
    int kind = bearer(a);
    int count = kind == NONE ? p->set[a->set].count : c->book->kind[kind].count;
    if (kind != NONE && json_object_get(item->json, "values"))
        complain(c, "\"values\" belong to attributes of fixed sets; here each object says its own "
                    "in \"attrs\"");
    if (*next + count > VALUES) {
        complain(c, "too many attributes: their values take more than %d places", VALUES);
        item->bad = true;
        return;
    }
    a->first = *next;
    *next = (uint16_t)(*next + count);
    const char *type = string_of(item->json, "type");
    const json_t *given = json_object_get(item->json, "default");
    int32_t value = given ? value_of(c, index, given) : type ? NONE : 0;
    a->none = type ? NONE : 0;
    c->book->attribute[index].type = type_int();
    if (type)
        c->book->attribute[index].type =
            type_of_set(p, name_find(c->book, KIND_SET, type, strlen(type)));
    for (int i = 0; i < count; i++)
        p->attribute_value[a->first + i] = value;
}

void attributes_compile(struct compiler *c)
{
    struct items *items = &c->book->kind[KIND_ATTRIBUTE];
    uint16_t next = 0;
    for (int i = 0; i < items->count; i++) {
        attribute_one(c, i, &next);
        c->program->attributes++;
    }
}

/* The values that objects of `kind` name in "attrs"; of NONE: those of a fixed set, in the
 * attribute's own row. */
static void fill_one(struct compiler *c, int bears, int index, const char *id, const json_t *value)
{
    const struct items *items = &c->book->kind[KIND_ATTRIBUTE];
    const char *similar = nearest_item(c->book, 1u << KIND_ATTRIBUTE, id, strlen(id));
    for (int i = 0; i < items->count; i++) {
        const struct attribute *a = &c->program->attribute[i];
        if (strcmp(items->item[i].id, id) != 0 || items->item[i].bad || bearer(a) != bears)
            continue;
        c->program->attribute_value[a->first + index] = value_of(c, i, value);
        return;
    }
    struct hint hint = hint_of(similar);
    complain(c, "%s %s has no attribute \"%.60s\"%s", kind_article((enum kind)bears),
             kind_word((enum kind)bears), id, hint.text);
}

static void fill_fixed(struct compiler *c, int index)
{
    const struct item *item = &c->book->kind[KIND_ATTRIBUTE].item[index];
    const struct attribute *a = &c->program->attribute[index];
    const char *id;
    json_t *value;
    at_item(c, KIND_ATTRIBUTE, index);
    (void)at_key(c, "values");
    json_object_foreach(json_object_get(item->json, "values"), id, value)
    {
        struct mark mark = at_key(c, id);
        int place = member_place(c, a->set, id);
        if (place == NONE)
            complain(c, "%s has no member \"%.60s\"", book_id(c->book, KIND_SET, a->set), id);
        else
            c->program->attribute_value[a->first + place] = value_of(c, index, value);
        at_back(c, mark);
    }
}

void attrs_fill(struct compiler *c)
{
    for (size_t k = 0; k < sizeof owners / sizeof owners[0]; k++) {
        const struct items *items = &c->book->kind[owners[k].kind];
        for (int i = 0; i < items->count; i++) {
            const char *id;
            json_t *value;
            at_item(c, (enum kind)owners[k].kind, i);
            (void)at_key(c, "attrs");
            json_object_foreach(json_object_get(items->item[i].json, "attrs"), id, value)
            {
                struct mark mark = at_key(c, id);
                fill_one(c, owners[k].kind, i, id, value);
                at_back(c, mark);
            }
        }
    }
    for (int i = 0; i < c->program->attributes; i++) {
        const struct attribute *a = &c->program->attribute[i];
        struct attribute_info *info = &c->book->attribute[i];
        if (c->book->kind[KIND_ATTRIBUTE].item[i].bad)
            continue;
        int kind = bearer(a);
        if (kind == NONE)
            fill_fixed(c, i);
        int count = kind == NONE ? c->program->set[a->set].count : c->book->kind[kind].count;
        info->lo = info->hi = a->none;
        for (int j = 0; j < count; j++) {
            int32_t value = c->program->attribute_value[a->first + j];
            info->lo = value < info->lo ? value : info->lo;
            info->hi = value > info->hi ? value : info->hi;
        }
    }
}
