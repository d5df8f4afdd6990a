/* SPDX-License-Identifier: EUPL-1.2 */
/* start.c -- start values: of actors (in the book) and of a scenario, for its beginning and for
 * each turn at which it begins anew. */
#include <string.h>

#include "compiler/scenario.h"

/* Value `value` in whole units of `variable`, checked against its range. */
static bool scaled(struct compiler *c, int variable, const json_t *value, int32_t *ret_value)
{
    const struct variable *v = &c->program->variable[variable];
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n * v->scale < v->lo || n * v->scale > v->hi) {
        complain(c, "a start value of %s lies in %d..%d", book_id(c->book, KIND_VARIABLE, variable),
                 v->lo / v->scale, v->hi / v->scale);
        return false;
    }
    if (v->life == LIFE_DERIVED) {
        complain(c, "%s is derived: its formula gives it",
                 book_id(c->book, KIND_VARIABLE, variable));
        return false;
    }
    *ret_value = (int32_t)n * v->scale;
    return true;
}

/* The start values of one actor, in the order of the variables. `setup` may be NULL: only checks.
 */
static void of_actor(struct compiler *c, int actor, struct setup *setup, int restart)
{
    const json_t *start = json_object_get(c->book->kind[KIND_ACTOR].item[actor].json, "start");
    size_t known = 0;
    for (int i = 0; i < c->program->variables && json_object_size(start) > 0; i++) {
        const struct variable *v = &c->program->variable[i];
        const char *id = book_id(c->book, KIND_VARIABLE, i);
        const json_t *value = json_object_get(start, id);
        int32_t number;
        if (!value)
            continue;
        known++;
        if (v->dims != 1 || actor >= c->program->set[v->set[0]].count ||
            type_of_set(c->program, v->set[0]).kind != TYPE_ACTOR)
            complain(c, "%s has no number for this actor alone", id);
        else if (scaled(c, i, value, &number) && setup && setup->starts < STARTS_MAX)
            setup->start[setup->starts++] =
                (struct start){(uint16_t)i, {(int16_t)actor, 0}, number, (uint8_t)restart};
    }
    if (known == json_object_size(start))
        return;
    const char *id;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)start, id, value)
    {
        if (name_find(c->book, KIND_VARIABLE, id, strlen(id)) == NONE) {
            struct hint hint = hint_of(nearest_item(c->book, 1u << KIND_VARIABLE, id, strlen(id)));
            complain(c, "there is no variable \"%.60s\" to start with%s", id, hint.text);
        }
    }
}

void starts_check(struct compiler *c)
{
    for (int i = 0; i < c->program->actors; i++) {
        at_item(c, KIND_ACTOR, i);
        (void)at_key(c, "start");
        of_actor(c, i, NULL, 0);
    }
}

static bool row_compile(struct compiler *c, const struct scenario *s, const json_t *row,
                        struct start *ret_start)
{
    const char *id = json_string_value(json_object_get(row, "var"));
    int variable = id ? name_find(c->book, KIND_VARIABLE, id, strlen(id)) : NONE;
    const json_t *index = json_object_get(row, "index");
    if (variable == NONE)
        return false;
    const struct variable *v = &c->program->variable[variable];
    struct start start = {.variable = (uint16_t)variable,
                          .restart = (uint8_t)json_integer_value(json_object_get(row, "turn"))};
    if (json_array_size(index) != v->dims) {
        complain(c, "%s has %d ind%s; \"index\" lists as many members", id, v->dims,
                 v->dims == 1 ? "ex" : "ices");
        return false;
    }
    for (int i = 0; i < v->dims; i++) {
        int set = v->set[i];
        int place = member_place(c, set, json_string_value(json_array_get(index, (size_t)i)));
        if (place == NONE) {
            complain(c, "%s has no member \"%.60s\"", book_id(c->book, KIND_SET, set),
                     json_string_value(json_array_get(index, (size_t)i)));
            return false;
        }
        start.index[i] = (int16_t)place;
    }
    if (start.restart && (start.restart > s->setup.turns || !s->setup.turn[start.restart].restart))
        complain(c, "\"turn\" is a turn with \"restart\":true");
    if (!scaled(c, variable, json_object_get(row, "value"), &start.value))
        return false;
    *ret_start = start;
    return true;
}

static int rows_compile(struct compiler *c, const struct scenario *s, const json_t *list,
                        struct start *ret_starts, int room)
{
    struct mark mark = at_key(c, "start");
    int count = 0;
    EACH_ROW(c, list, i, row)
    {
        struct mark inner = at_index(c, (int)i);
        if (count == room)
            complain(c, "too many start values; at most %d", room);
        else if (row_compile(c, s, row, &ret_starts[count]))
            count++;
        at_back(c, inner);
    }
    at_back(c, mark);
    return count;
}

void starts_compile(struct compiler *c, struct scenario *s)
{
    struct setup *setup = &s->setup;
    for (int turn = 0; turn <= setup->turns; turn++) {
        for (int i = 0; (turn == 0 || setup->turn[turn].restart) && i < c->program->actors; i++)
            of_actor(c, i, setup, turn);
    }
    const json_t *own = json_object_get(s->json, "start");
    if (setup->starts + json_array_size(own) > STARTS_MAX)
        complain(c, "too many start values, those of the actors included; at most %d", STARTS_MAX);
    else
        setup->starts =
            (uint16_t)(setup->starts + rows_compile(c, s, own, setup->start + setup->starts,
                                                    STARTS_MAX - setup->starts));
    struct mark mark = at_key(c, "variants");
    EACH_ROW(c, json_object_get(s->json, "variants"), i, row)
    {
        struct mark inner = at_index(c, (int)i);
        if (i < VARIANTS_MAX)
            s->variant_starts[i] = rows_compile(c, s, json_object_get(row, "start"), s->variant[i],
                                                VARIANT_STARTS_MAX);
        at_back(c, inner);
    }
    at_back(c, mark);
}
