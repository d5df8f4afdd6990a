/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_case.c -- puts a question to a random world: the list of a rule run by hand, a formula, an
 * order, a motion, an answer; whatever may show the change. */
#include <stdlib.h>
#include <string.h>

#include "lab/hunt.h"

/* Somebody who may order or table this at the start of a game; NONE. */
static int able(struct hunt *h)
{
    const struct program *p = book_program(h->book);
    const struct binding *by = h->kind == KIND_ACTION   ? &p->action[h->object].by
                               : h->kind == KIND_MOTION ? &p->motion[h->object].table
                                                        : NULL;
    const int from = (int)hunt_dice(h, p->actors);
    case_world(h->before, NULL);
    for (int k = 0; by != NULL && k < p->actors; k++) {
        const int a = (from + k) % p->actors;
        if (engine_fits(p, h->before->world, by, a, NULL, 0)) {
            return a;
        }
    }
    return NONE;
}

/* Few actors, so that they meet: the first often one who may act. */
static void choose_actors(struct hunt *h)
{
    const struct program *p = book_program(h->book);
    const int first = hunt_dice(h, 4) != 0 ? able(h) : NONE;
    for (int k = 0; k < ACTORS_USED; k++) {
        const uint32_t all = k == 0 && hunt_dice(h, 2) == 0 ? p->actors : p->members;
        h->actor[k] = book_id(h->book, KIND_ACTOR, (int)hunt_dice(h, all));
    }
    if (first != NONE) {
        h->actor[0] = book_id(h->book, KIND_ACTOR, first);
    }
}

/* What a target of an action or an argument is in this world. */
static json_t *target_of(struct hunt *h, int set)
{
    const struct set *s = &book_program(h->book)->set[set];
    if (s->kind == SET_FIXED) {
        return json_string(book_member(h->book, set, (int)hunt_dice(h, (uint32_t)s->count)));
    }
    return s->kind == SET_INCIDENT || s->kind == SET_MOTION || s->kind == SET_ORDER
               ? json_integer(0)
               : json_string(h->actor[1]);
}

static void word(const json_t *binding, char buffer[64])
{
    const char *text = json_string_value(binding);
    (void)snprintf(buffer, 64, "%.*s", text != NULL ? (int)strcspn(text, " ") : 0,
                   text != NULL ? text : "");
}

/* An order of an action with what it is aimed at; names go into `bind`. */
static json_t *order_of(struct hunt *h, int action, json_t *bind)
{
    const struct program *p = book_program(h->book);
    const struct action *a = &p->action[action];
    const json_t *json = book_json(h->book, KIND_ACTION, action);
    json_t *row = json_pack("{s:s, s:s}", "action", book_id(h->book, KIND_ACTION, action), "actor",
                            h->actor[0]);
    char name[64];
    word(json_object_get(json, "by"), name);
    (void)json_object_set_new(bind, name, json_string(h->actor[0]));
    for (int k = 0; k < a->targets.count; k++) {
        const int set = p->binding[a->targets.first + k].set;
        json_t *target = target_of(h, set);
        word(json_array_get(json_object_get(json, "targets"), (size_t)k), name);
        (void)json_object_set(bind, name, target);
        (void)json_object_set_new(row, p->set[set].kind == SET_INCIDENT ? "on" : "target", target);
        h->incidents = h->incidents || p->set[set].kind == SET_INCIDENT;
        h->motions = h->motions || p->set[set].kind == SET_MOTION;
    }
    if (a->level_hi > a->level_lo) {
        (void)json_object_set_new(
            row, "level",
            json_integer(a->level_lo +
                         (json_int_t)hunt_dice(h, (uint32_t)(a->level_hi - a->level_lo) + 1)));
    }
    (void)json_object_set_new(bind, "o", json_integer(0));
    return row;
}

static bool has_key(const json_t *json, const char *key)
{
    char *text = json_dumps(json, JSON_COMPACT);
    const bool found = text != NULL && strstr(text, key) != NULL;
    free(text);
    return found;
}

/* Where the change shows when something is ordered or tabled, not when its list is run. */
static bool shows_in_act(const struct hunt *h)
{
    static const char *const keys[] = {
        " /by ",     " /targets/", " /needs/", " /costs/",          " /table ",
        " /target ", " /council ", " /slips ", " /effective_when ", " /conditions/"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        if (strstr(h->m->name, keys[k]) != NULL) {
            return true;
        }
    }
    return false;
}

static json_t *formula_case(struct hunt *h)
{
    json_t *args = json_array();
    size_t k;
    json_t *arg;
    json_array_foreach(json_object_get(h->json, "args"), k, arg)
    {
        const char *text = json_string_value(arg);
        const char *in = strstr(text, " in ");
        const bool actor = strncmp(in, " in AC", 6) == 0 || strncmp(in, " in AL", 6) == 0;
        char index[24];
        (void)snprintf(index, sizeof index, "%c:0", text[0]);
        (void)json_array_append_new(args, json_string(actor ? h->actor[k % 2] : index));
    }
    return json_pack("{s:s, s:o, s:o}", "formula", h->m->object, "args", args, "given",
                     hunt_given(h));
}

static bool at(const struct hunt *h, const char *pointer)
{
    return strstr(h->m->name, pointer) != NULL;
}

/* What is done with a motion that stands on the agenda, where the change shows only then. */
static json_t *later_act(struct hunt *h)
{
    static const char *const answers[] = {"yes", "silent", "no", "yes_if"};
    static const char *const verbs[] = {"adjudicate", "deadline", "close"};
    if (at(h, " /council ")) {
        return json_pack("{s:s, s:s, s:i, s:s}", "do", "answer", "actor", h->actor[0], "motion", 0,
                         "answer", answers[hunt_dice(h, 4)]);
    }
    if (at(h, " /slips ")) {
        return json_pack("{s:s, s:s, s:i, s:i}", "do", "slip", "actor", h->actor[0], "motion", 0,
                         "value", (int)hunt_dice(h, 6));
    }
    if (at(h, " /effective_when ") || at(h, " /conditions/")) {
        const char *verb = verbs[hunt_dice(h, 3)];
        json_t *act = json_pack("{s:s}", "do", verb);
        if (strcmp(verb, "deadline") == 0) {
            (void)json_object_set_new(act, "motion", json_integer(0));
        }
        return act;
    }
    return NULL;
}

static json_t *act_case(struct hunt *h)
{
    json_t *act = later_act(h), *bind = json_object();
    if (act != NULL) {
        h->motions = h->incidents = true;
        json_decref(bind);
        json_t *world = hunt_given(h);
        return json_pack("{s:o, s:[o]}", "given", world, "acts", act);
    }
    if (h->kind == KIND_ACTION) {
        act = order_of(h, h->object, bind);
        (void)json_object_set_new(act, "do", json_string("order"));
    } else {
        act = json_pack("{s:s, s:s, s:s, s:o}", "do", "table", "actor", h->actor[0], "motion",
                        h->m->object, "options", hunt_options(h, h->object));
        if (json_object_get(h->json, "target") != NULL) {
            (void)json_object_set_new(act, "on", json_integer(0));
            h->incidents = true;
        }
        h->motions = hunt_dice(h, 4) == 0;
    }
    json_decref(bind);
    json_t *given = hunt_given(h);
    return json_pack("{s:o, s:[o]}", "given", given, "acts", act);
}

static json_t *list_case(struct hunt *h)
{
    static const char *const keys[] = {[KIND_RULE] = "rule",
                                       [KIND_ACTION] = "action",
                                       [KIND_MOTION] = "motion",
                                       [KIND_INCIDENT] = "incident"};
    const struct program *p = book_program(h->book);
    json_t *bind = json_pack("{s:i, s:i, s:s}", "i", 0, "m", 0, "a", h->actor[0]);
    const char *on = json_string_value(json_object_get(h->json, "on"));
    const bool locked = on != NULL && strcmp(on, "locked") == 0;
    json_t *order = h->kind == KIND_ACTION ? order_of(h, h->object, bind)
                    : locked || h->orders
                        ? order_of(h, hunt_one(h, h->action, h->actions, p->actions), bind)
                        : NULL;
    h->incidents = h->incidents || h->kind == KIND_INCIDENT || (on && strcmp(on, "incident") == 0);
    h->motions = h->motions || h->kind == KIND_MOTION;
    json_t *given = hunt_given(h), *one;
    if (order != NULL) {
        (void)json_object_set_new(given, "orders", json_pack("[o]", order));
        (void)json_object_set_new(bind, "a", json_string(h->actor[0]));
    }
    one = json_pack("{s:s, s:o, s:o}", keys[h->kind], h->m->object, "bind", bind, "given", given);
    const char *dot = h->kind == KIND_MOTION ? strrchr(h->m->rule, '.') : NULL;
    if (dot != NULL && strcmp(dot + 1, h->m->object) != 0) {
        (void)json_object_set_new(one, "list", json_sprintf("on_%s", dot + 1));
    }
    if (has_key(h->json, "\"chance\"") && strstr(h->m->name, "/chance") == NULL &&
        hunt_dice(h, 4) != 0) {
        (void)json_object_set_new(one, "chance", json_string(hunt_dice(h, 3) ? "hit" : "miss"));
    }
    if (has_key(h->json, "\"after_days\"") && hunt_dice(h, 3) != 0) {
        (void)json_object_set_new(one, "delayed", json_string("landed"));
    }
    return one;
}

json_t *hunt_case(struct hunt *h)
{
    choose_actors(h);
    h->turn = 1 + (int)hunt_dice(h, 4);
    if (h->kind == KIND_FORMULA) {
        return formula_case(h);
    }
    if (h->kind == KIND_ENDING) {
        return json_pack("{s:o, s:[{s:s}]}", "given", hunt_given(h), "acts", "do", "adjudicate");
    }
    return shows_in_act(h) ? act_case(h) : list_case(h);
}
