/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt.c -- the search itself: try worlds, compare what follows in both books, leave out what is
 * not needed. Keeps no case that does not hold on the book. */
#include "lab/hunt.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[REFUSALS] = {
#define SLUG(name, slug) slug,
    REFUSAL_LIST(SLUG)
#undef SLUG
};

static bool shows(const struct hunt *h, const json_t *one)
{
    return bench_case(h->before, one) && !bench_case(h->after, one);
}

/* "PRS[PL]" of a slot that belongs to a variable. */
static bool place_of(const struct hunt *h, int slot, char place[200], int *ret_scale)
{
    const struct program *p = book_program(h->book);
    for (int k = 0; k < p->variables; k++) {
        const struct variable *v = &p->variable[k];
        const int rows = v->dims > 0 ? p->set[v->set[0]].count : 1;
        const int columns = v->dims > 1 ? p->set[v->set[1]].count : 1;
        const int at = slot - v->slot;
        if (at < 0 || at >= rows * columns) {
            continue;
        }
        char index[2][64] = {"", ""};
        for (int d = 0; d < v->dims; d++) {
            const int i = d == 0 && v->dims == 2 ? at / columns : v->dims == 2 ? at % columns : at;
            const struct set *s = &p->set[v->set[d]];
            const bool named = s->kind <= SET_FIXED;
            if (named) {
                (void)snprintf(index[d], sizeof index[d], "%.60s",
                               book_member(h->book, v->set[d], i));
            } else {
                (void)snprintf(index[d], sizeof index[d], "%d", i);
            }
        }
        (void)snprintf(place, 200, "%.48s%s%s%s%s%s", book_id(h->book, KIND_VARIABLE, k),
                       v->dims > 0 ? "[" : "", index[0], v->dims == 2 ? "," : "", index[1],
                       v->dims > 0 ? "]" : "");
        *ret_scale = v->scale;
        return true;
    }
    return false;
}

/* Where the worlds part: up to two numbers as the book has them. */
static void expect_numbers(const struct hunt *h, json_t *expect)
{
    enum { NUMBERS = 2 };
    const struct world *a = h->before->world, *b = h->after->world;
    for (int slot = 0; slot < book_program(h->book)->slots; slot++) {
        char place[200];
        int scale;
        if (a->value[slot] != b->value[slot] && place_of(h, slot, place, &scale) &&
            a->value[slot] / scale != b->value[slot] / scale &&
            json_object_size(expect) < NUMBERS) {
            (void)json_object_set_new(expect, place, json_integer(a->value[slot] / scale));
        }
    }
}

static void expect_opened(const struct hunt *h, json_t *expect)
{
    const struct report *r = h->before->report;
    json_t *list = json_array();
    for (int k = 0; k < r->opened; k++) {
        const struct incident *i = &h->before->world->incident[r->incident[k]];
        json_t *row = json_pack("{s:s, s:i}", "of", book_id(h->book, KIND_INCIDENT, i->template),
                                "dose", i->dose);
        if (i->victim != NONE) {
            (void)json_object_set_new(row, "victim",
                                      json_string(book_id(h->book, KIND_ACTOR, i->victim)));
        }
        (void)json_array_append_new(list, row);
    }
    (void)json_object_set_new(expect, "opened", list);
}

static int32_t value_of(const struct hunt *h, struct bench *bench, const json_t *one)
{
    int16_t arguments[BIND_MAX] = {0};
    int32_t value = 0;
    size_t k;
    json_t *arg;
    json_array_foreach(json_object_get(one, "args"), k, arg)
    {
        arguments[k] = (int16_t)case_argument(bench, arg);
    }
    (void)engine_formula(bench->program, bench->world, h->object, arguments, &value, NULL);
    return value;
}

/* Acts: the word with which the book refuses, if it does. */
static void expect_refusal(const struct hunt *h, json_t *one)
{
    json_t *act = json_array_get(json_object_get(one, "acts"), 0);
    for (int k = 1; k < REFUSALS && !bench_case(h->before, one); k++) {
        (void)json_object_set_new(act, "refused", json_string(words[k]));
    }
}

static json_t *motion_state(const struct hunt *h)
{
    static const char *const states[] = {"tabled",  "broken",  "adopted", "effective",
                                         "refused", "dropped", "lapsed"};
    return json_pack("[{s:s}]", "state", states[h->before->world->motion[0].state]);
}

/* Gives the case what the book says, where the mutant says otherwise; true when it does. */
static bool expect(const struct hunt *h, json_t *one)
{
    json_t *wanted = json_object();
    const bool acts = json_object_get(one, "acts") != NULL;
    if (acts) {
        expect_refusal(h, one);
    }
    if (shows(h, one)) { /* refused by one of them */
        json_decref(wanted);
        return true;
    }
    (void)bench_case(h->before, one);
    (void)bench_case(h->after, one);
    if (h->kind == KIND_FORMULA) {
        (void)json_object_set_new(wanted, "value", json_integer(value_of(h, h->before, one)));
    } else {
        expect_numbers(h, wanted);
        if (!acts && h->before->report->opened != h->after->report->opened) {
            expect_opened(h, wanted);
        }
        if (acts && h->before->world->motion[0].state != h->after->world->motion[0].state) {
            (void)json_object_set_new(wanted, "motions", motion_state(h));
        }
        if (acts && h->before->world->ended != h->after->world->ended) {
            (void)json_object_set_new(wanted, "ended", json_integer(h->before->world->ended));
        }
    }
    (void)json_object_set_new(one, "expect", wanted);
    if (!acts && h->kind != KIND_FORMULA && json_object_size(wanted) == 0) {
        (void)json_object_set_new(one, "fires", json_true());
        if (!bench_case(h->before, one)) {
            (void)json_object_set_new(one, "fires", json_false());
        }
        (void)json_object_del(one, "expect");
    }
    return shows(h, one);
}

/* Leaves out of an object or list whatever is not needed. */
static void shrink(const struct hunt *h, const json_t *one, json_t *part)
{
    json_t *keys = json_array();
    const char *key;
    size_t k;
    json_t *value, *name;
    json_object_foreach(part, key, value)
    {
        (void)json_array_append_new(keys, json_string(key));
    }
    json_array_foreach(keys, k, name)
    {
        key = json_string_value(name);
        value = json_incref(json_object_get(part, key));
        (void)json_object_del(part, key);
        if (!shows(h, one)) {
            (void)json_object_set(part, key, value);
        }
        json_decref(value);
    }
    json_decref(keys);
}

static void shrink_all(const struct hunt *h, json_t *one)
{
    static const char *const lists[] = {"incidents", "motions", "orders"};
    json_t *given = json_object_get(one, "given");
    /* what is aimed at stays in sight, also where the answer does not depend on it */
    const bool aimed =
        json_object_get(json_array_get(json_object_get(one, "acts"), 0), "on") != NULL;
    shrink(h, one, json_object_get(given, "vars"));
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        json_t *list = json_object_get(given, lists[k]);
        for (size_t i = json_array_size(list); i-- > (k == 0 && aimed ? 1u : 0u);) {
            json_t *row = json_incref(json_array_get(list, i));
            (void)json_array_remove(list, i);
            if (!shows(h, one)) {
                (void)json_array_insert(list, i, row);
                if (k < 2) {
                    shrink(h, one, json_object_get(row, "positions"));
                    shrink(h, one, json_object_get(row, "slips"));
                    shrink(h, one, row);
                }
            }
            json_decref(row);
        }
    }
    shrink(h, one, json_object_get(one, "bind"));
    json_t *kept = aimed ? json_incref(json_object_get(given, "incidents")) : NULL;
    shrink(h, one, given);
    if (kept != NULL) {
        (void)json_object_set_new(given, "incidents", kept);
    }
    static const char *const rest[] = {"bind", "delayed", "chance"};
    for (size_t k = 0; k < sizeof rest / sizeof rest[0]; k++) {
        json_t *value = json_incref(json_object_get(one, rest[k]));
        (void)json_object_del(one, rest[k]);
        if (value != NULL && !shows(h, one)) {
            (void)json_object_set(one, rest[k], value);
        }
        json_decref(value);
    }
}

/* Numbers of the book on which the case depends are pinned, so that it says the same after a
 * calibration. */
static void pin_params(const struct hunt *h, json_t *one)
{
    json_t *pins = json_object();
    for (int k = 0; k < h->params; k++) {
        int32_t *param = &h->before->program->param[h->param[k]], lo, hi;
        const int32_t now = *param;
        bool holds = true;
        book_param_range(h->book, h->param[k], &lo, &hi);
        for (int step = -1; step <= 1; step += 2) {
            *param = now + step >= lo && now + step <= hi ? now + step : now;
            holds = bench_case(h->before, one) && holds;
        }
        *param = now;
        if (!holds) {
            (void)json_object_set_new(pins, book_param_name(h->book, h->param[k]),
                                      json_integer(now));
        }
    }
    if (json_object_size(pins) > 0) {
        (void)json_object_set(one, "params", pins);
    }
    json_decref(pins);
}

/* What a number was before is said, also where it is the usual start. */
static void pin_starts(const struct hunt *h, json_t *one)
{
    json_t *vars = json_object_get(json_object_get(one, "given"), "vars");
    const struct program *p = book_program(h->book);
    const char *place;
    json_t *wanted;
    if (vars == NULL) {
        vars = json_object();
        (void)json_object_set_new(json_object_get(one, "given"), "vars", vars);
    }
    json_object_foreach(json_object_get(one, "expect"), place, wanted)
    {
        int variable, slot;
        case_world(h->before, json_object_get(one, "given"));
        if (json_object_get(vars, place) == NULL && json_is_integer(wanted) &&
            case_place(h->before, place, &variable, &slot) &&
            p->variable[variable].life != LIFE_DERIVED) {
            (void)json_object_set_new(
                vars, place,
                json_integer(h->before->world->value[slot] / p->variable[variable].scale));
            if (!shows(h, one)) {
                (void)json_object_del(vars, place);
            }
        }
    }
    for (int k = 0; k < p->variables; k++) { /* read, and not said */
        const struct variable *v = &p->variable[k];
        const char *id = book_id(h->book, KIND_VARIABLE, k);
        const int32_t start = v->start / v->scale;
        if (!h->variable[k] || v->dims > 0 || v->life == LIFE_DERIVED ||
            json_object_get(vars, id) != NULL) {
            continue;
        }
        (void)json_object_set_new(
            vars, id, json_integer((start + 1) * v->scale <= v->hi ? start + 1 : start - 1));
        const bool holds = bench_case(h->before, one);
        (void)json_object_set_new(vars, id, json_integer(start));
        if (holds || !shows(h, one)) {
            (void)json_object_del(vars, id);
        }
    }
}

json_t *hunt_find(struct hunt *h)
{
    hunt_reads(h);
    for (int k = 0; k < TRIES; k++) {
        json_t *one = hunt_case(h);
        if (one != NULL) {
            (void)json_object_set_new(one, "id", json_string(h->m->object));
        }
        if (one != NULL && expect(h, one)) {
            shrink_all(h, one);
            pin_starts(h, one);
            pin_params(h, one);
            return one;
        }
        json_decref(one);
    }
    return NULL;
}
