/* SPDX-License-Identifier: EUPL-1.2 */
/* params.c -- the register of numbers: those of assumptions and those of objects, each with a
 * range. Never guesses a range; a number without one is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"

int param_find(const struct compiler *c, const char *name, size_t len, bool *ret_table)
{
    char full[2 * ID_MAX + 2];
    const json_t *place = NULL;
    *ret_table = false;
    if (c->owner_id && len <= ID_MAX && strlen(c->owner_id) <= ID_MAX) {
        int size = snprintf(full, sizeof full, "%s.%.*s", c->owner_id, (int)len, name);
        place = json_object_getn(c->params->names, full, (size_t)size);
    }
    if (!place)
        place = json_object_getn(c->params->names, name, len);
    if (!place)
        return NONE;
    int found = (int)json_integer_value(place);
    *ret_table = c->params->info[found].table != NULL;
    return found;
}

static int take_table(struct compiler *c, const json_t *rows)
{
    struct program *p = c->program;
    if (p->tables >= PARAMS_MAX / 16 || p->rows + json_array_size(rows) > TABLE_ROWS_MAX) {
        complain(c, "too many step tables; at most %d with %d rows together", PARAMS_MAX / 16,
                 TABLE_ROWS_MAX);
        return 0;
    }
    struct span span = {p->rows, (uint16_t)json_array_size(rows)};
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        p->row[p->rows][0] = (int32_t)json_integer_value(json_array_get(row, 0));
        p->row[p->rows++][1] = (int32_t)json_integer_value(json_array_get(row, 1));
    }
    p->table[p->tables] = span;
    return p->tables++;
}

int param_need(struct compiler *c, int place)
{
    struct param_info *info = &c->params->info[place];
    if (info->assumption != NONE) {
        c->assumption_used[info->assumption] = true;
        c->book->kind[KIND_ASSUMPTION].item[info->assumption].used = true;
    }
    if (info->number != NONE)
        return info->number;
    if (info->table) {
        info->number = (int16_t)take_table(c, info->table);
    } else {
        c->params->at[c->program->params] = (int16_t)place;
        c->program->param[c->program->params] = info->value;
        info->number = (int16_t)c->program->params++;
    }
    return info->number;
}

/* A whole number that fits; complains about anything else. */
static bool number(struct compiler *c, const json_t *object, const char *key, int32_t *ret_value)
{
    const json_t *value = json_object_get(object, key);
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < INT32_MIN || n > INT32_MAX) {
        complain(c,
                 "a parameter is {\"value\":8,\"lo\":4,\"hi\":12} or {\"table\":[[0,0],[1,8]]}; "
                 "\"%s\" must be a whole number of 32 bits",
                 key);
        return false;
    }
    *ret_value = (int32_t)n;
    return true;
}

static bool read_table(struct compiler *c, const json_t *object, struct param_info *info)
{
    const json_t *rows = json_object_get(object, "table");
    json_int_t last = 0;
    info->lo = info->hi = 0; /* below all rows */
    bool good = json_object_size(object) == 1 && json_array_size(rows) > 0;
    for (size_t i = 0; good && i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        json_int_t bound = json_integer_value(json_array_get(row, 0));
        json_int_t value = json_integer_value(json_array_get(row, 1));
        good = json_array_size(row) == 2 && json_is_integer(json_array_get(row, 0)) &&
               json_is_integer(json_array_get(row, 1)) && bound >= INT32_MIN &&
               bound <= INT32_MAX && value >= INT32_MIN && value <= INT32_MAX &&
               (i == 0 || bound > last);
        last = bound;
        if (good && value < info->lo)
            info->lo = (int32_t)value;
        if (good && value > info->hi)
            info->hi = (int32_t)value;
    }
    if (!good)
        complain(c, "a step table is a list of pairs [bound, value] with rising bounds, and "
                    "nothing else: {\"table\":[[0,0],[1,8]]}");
    info->table = rows;
    return good;
}

static bool read_number(struct compiler *c, const json_t *object, struct param_info *info)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        if (strcmp(key, "value") != 0 && strcmp(key, "lo") != 0 && strcmp(key, "hi") != 0 &&
            strcmp(key, "note") != 0)
            complain(c, "unknown key \"%s\"; allowed: value lo hi note, or table", key);
    }
    if (!number(c, object, "value", &info->value) || !number(c, object, "lo", &info->lo) ||
        !number(c, object, "hi", &info->hi))
        return false;
    if (info->lo > info->value || info->value > info->hi) {
        complain(c, "the value %d must lie in its own range %d..%d", info->value, info->lo,
                 info->hi);
        return false;
    }
    const json_t *change = json_object_get(c->set, info->name);
    json_int_t changed = json_integer_value(change);
    if (change && (!json_is_integer(change) || changed < info->lo || changed > info->hi))
        complain(c, "the change of %s must lie in %d..%d", info->name, info->lo, info->hi);
    else if (change)
        info->value = (int32_t)changed;
    return true;
}

static void declare_one(struct compiler *c, const char *owner, const char *key,
                        const json_t *object, int assumption)
{
    struct params *params = c->params;
    char name[2 * ID_MAX + 2];
    if (!id_valid(key, assumption == NONE) || strlen(owner) > ID_MAX) {
        complain(
            c, "a parameter's name must match [A-Za-z][A-Za-z0-9_]* and have at most %d characters",
            ID_MAX);
        return;
    }
    (void)snprintf(name, sizeof name, "%s.%s", owner, key);
    if (json_object_get(params->names, name)) {
        complain(c,
                 "the parameter %s exists already: another object has the same id; give one of "
                 "them another id",
                 name);
        return;
    }
    if (params->count == PARAMS_MAX) {
        complain(c, "too many parameters; at most %d", PARAMS_MAX);
        return;
    }
    struct param_info *info = &params->info[params->count];
    *info = (struct param_info){.name = strdup(name),
                                .value = 1,
                                .lo = 1,
                                .hi = 1,
                                .number = NONE,
                                .assumption = (int16_t)assumption};
    (void)json_object_set_new(params->names, name, json_integer(params->count));
    params->count++; /* also when it is broken: its name is known then */
    if (json_object_get(object, "table"))
        (void)read_table(c, object, info);
    else
        (void)read_number(c, object, info);
}

void params_declare(struct compiler *c, const char *owner, const json_t *list, int assumption)
{
    struct mark mark = at_key(c, "params");
    const char *key;
    json_t *object;
    json_object_foreach((json_t *)(uintptr_t)list, key, object)
    {
        struct mark inner = at_key(c, key);
        declare_one(c, owner, key, object, assumption);
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void check_set(struct compiler *c)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)c->set, name, value)
    {
        const json_t *place = json_object_get(c->params->names, name);
        if (!strchr(name, '.'))
            continue; /* a start value: adjust.c */
        if (!place)
            diag_add(c->diags, "", "", "there is no parameter %.100s to change", name);
        else if (c->params->info[json_integer_value(place)].table)
            diag_add(c->diags, "", "", "%.100s is a step table and cannot be changed", name);
    }
}

void params_compile(struct compiler *c)
{
    for (int kind = 0; kind < KINDS; kind++) {
        const struct items *items = &c->book->kind[kind];
        for (int i = 0; i < items->count; i++) {
            const json_t *list = json_object_get(items->item[i].json, "params");
            if (!json_is_object(list) || items->item[i].bad)
                continue;
            at_item(c, (enum kind)kind, i);
            params_declare(c, items->item[i].id, list, kind == KIND_ASSUMPTION ? i : NONE);
        }
    }
    check_set(c);
}

/* Complains at the object or assumption that declares it. */
void params_unused(struct compiler *c)
{
    for (int kind = 0; kind < KINDS; kind++) {
        const struct items *items = &c->book->kind[kind];
        for (int i = 0; i < items->count; i++) {
            const char *key;
            json_t *value;
            if (items->item[i].bad)
                continue;
            at_item(c, (enum kind)kind, i);
            (void)at_key(c, "params");
            json_object_foreach(json_object_get(items->item[i].json, "params"), key, value)
            {
                char name[2 * ID_MAX + 2];
                (void)snprintf(name, sizeof name, "%.48s.%.48s", items->item[i].id, key);
                const json_t *place = json_object_get(c->params->names, name);
                struct mark mark = at_key(c, key);
                if (place && c->params->info[json_integer_value(place)].number == NONE)
                    complain(c, "nobody uses the parameter %s", name);
                at_back(c, mark);
            }
        }
    }
}

void params_done(struct params *params)
{
    for (int i = 0; i < params->count; i++)
        free(params->info[i].name);
    json_decref(params->names);
}

void params_copy(struct params *to, const struct params *from)
{
    *to = *from;
    to->names = json_copy(from->names);
    for (int i = 0; i < to->count; i++)
        to->info[i].name = strdup(from->info[i].name);
}
