/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_world.c -- random worlds for a hunt: numbers at the ends of their ranges and near what
 * conditions compare with, where chance alone would hardly come. */
#include <stdlib.h>
#include <string.h>

#include "lab/hunt.h"

uint32_t hunt_dice(struct hunt *h, uint32_t sides)
{
    h->state ^= h->state << 13;
    h->state ^= h->state >> 17;
    h->state ^= h->state << 5;
    return h->state % sides;
}

static json_int_t number(struct hunt *h, const struct variable *v)
{
    const int32_t lo = v->lo / v->scale, hi = v->hi / v->scale;
    int32_t value = lo + (int32_t)hunt_dice(h, (uint32_t)(hi - lo) + 1);
    switch (hunt_dice(h, 6)) {
    case 0:
        value = lo;
        break;
    case 1:
        value = lo + (int32_t)hunt_dice(h, 4);
        break;
    case 2:
    case 3:
        value = h->params > 0
                    ? book_program(h->book)->param[h->param[hunt_dice(h, (uint32_t)h->params)]] +
                          (int32_t)hunt_dice(h, 3) - 1
                    : hi;
        break;
    case 4:
        value = h->turn;
        break;
    default:
        break;
    }
    return value < lo ? lo : value > hi ? hi : value;
}

/* A member of a set for an index: few actors, the first incident or motion. */
static const char *member(struct hunt *h, int set, int k)
{
    const struct set *s = &book_program(h->book)->set[set];
    if (s->kind == SET_ACTOR || s->kind == SET_MEMBER) {
        return k < ACTORS_USED ? h->actor[k] : NULL;
    }
    if (s->kind == SET_FIXED) {
        return k < s->count ? book_member(h->book, set, k) : NULL;
    }
    return k == 0 && ((s->kind == SET_INCIDENT && h->incidents) ||
                      (s->kind == SET_MOTION && h->motions))
               ? "0"
               : NULL;
}

static bool may_have(const struct program *p, const struct hunt *h, int set, const char *id)
{
    const int actor = book_find(h->book, KIND_ACTOR, id);
    return p->set[set].kind != SET_MEMBER || actor < p->members;
}

static void put_variable(struct hunt *h, json_t *vars, int variable)
{
    const struct program *p = book_program(h->book);
    const struct variable *v = &p->variable[variable];
    const char *id = book_id(h->book, KIND_VARIABLE, variable), *x, *y = "";
    char place[200];
    if (v->dims == 0) {
        (void)json_object_set_new(vars, id, json_integer(number(h, v)));
        return;
    }
    for (int a = 0; (x = member(h, v->set[0], a)) != NULL; a++) {
        for (int b = 0; v->dims == 1 ? b == 0 : (y = member(h, v->set[1], b)) != NULL; b++) {
            if (hunt_dice(h, 4) == 0 || !may_have(p, h, v->set[0], x) ||
                (v->dims == 2 && !may_have(p, h, v->set[1], y))) {
                continue;
            }
            (void)snprintf(place, sizeof place, "%s[%s%s%s]", id, x, v->dims == 2 ? "," : "",
                           v->dims == 2 ? y : "");
            (void)json_object_set_new(vars, place, json_integer(number(h, v)));
        }
    }
}

int hunt_one(struct hunt *h, const int *list, int count, int all)
{
    return count > 0 && hunt_dice(h, 8) != 0 ? list[hunt_dice(h, (uint32_t)count)]
                                             : (int)hunt_dice(h, (uint32_t)all);
}

static void put_incidents(struct hunt *h, json_t *given, int turn)
{
    const struct program *p = book_program(h->book);
    json_t *list = json_array();
    for (uint32_t k = 0; k < 1 + hunt_dice(h, 2); k++) {
        const int template = h->kind == KIND_INCIDENT && k == 0
                                 ? h->object
                                 : hunt_one(h, h->template, h->templates, p->templates);
        json_t *row = json_pack("{s:s, s:s}", "of", book_id(h->book, KIND_INCIDENT, template),
                                "victim", h->actor[hunt_dice(h, 2)]);
        if (hunt_dice(h, 5) == 0) {
            (void)json_object_set_new(row, "open", json_integer(0));
        }
        if (hunt_dice(h, 3) == 0) {
            (void)json_object_set_new(row, "dose", json_integer(1 + (json_int_t)hunt_dice(h, 3)));
        }
        if (turn > 1 && hunt_dice(h, 3) == 0) {
            (void)json_object_set_new(row, "turn", json_integer(turn - 1));
        }
        (void)json_array_append_new(list, row);
    }
    (void)json_object_set_new(given, "incidents", list);
}

json_t *hunt_options(struct hunt *h, int kind)
{
    json_t *list = json_array();
    for (int k = 0; *book_option(h->book, kind, k) != '\0'; k++) {
        if (hunt_dice(h, 2) == 0) {
            (void)json_array_append_new(list, json_string(book_option(h->book, kind, k)));
        }
    }
    return list;
}

/* A council of which all but a few say the same, as councils are. */
static void put_everybody(struct hunt *h, int kind, json_t *positions, json_t *slips)
{
    static const char *const answers[] = {"yes", "silent"};
    const bool silence = book_program(h->book)->motion[kind].procedure == PROC_SILENCE;
    if (hunt_dice(h, 2) == 0) {
        (void)json_object_clear(positions);
        (void)json_object_set_new(positions, "*", json_string(answers[silence]));
    }
    if (hunt_dice(h, 3) == 0) {
        (void)json_object_set_new(slips, "*", json_integer(hunt_dice(h, 6)));
    }
}

static void put_motions(struct hunt *h, json_t *given)
{
    static const char *const states[] = {"adopted", "effective", "tabled", "refused", "dropped"};
    static const char *const answers[] = {"yes",    "no",      "silent", "break",
                                          "yes_if", "not_now", "ask"};
    const struct program *p = book_program(h->book);
    const int kind =
        h->kind == KIND_MOTION ? h->object : hunt_one(h, h->kinds, h->kindss, p->motions);
    json_t *positions = json_object(), *slips = json_object();
    for (int k = 0; k < ACTORS_USED; k++) {
        if (hunt_dice(h, 2) == 0) {
            (void)json_object_set_new(positions, h->actor[k],
                                      json_string(answers[hunt_dice(h, 7)]));
        }
        if (hunt_dice(h, 2) == 0) {
            (void)json_object_set_new(slips, h->actor[k], json_integer(hunt_dice(h, 6)));
        }
    }
    put_everybody(h, kind, positions, slips);
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "kind", book_id(h->book, KIND_MOTION, kind),
                  "by", h->actor[0], "state", states[hunt_dice(h, 5)], "options",
                  hunt_options(h, kind), "positions", positions, "slips", slips);
    if (hunt_dice(h, 4) != 0) {
        (void)json_object_set_new(row, "incident", json_integer(0));
        h->incidents = true;
    }
    if (h->turn > 1 && hunt_dice(h, 3) == 0) {
        (void)json_object_set_new(row, "decided", json_integer(h->turn - 1));
    }
    const char *condition = book_condition(h->book, kind, (int)hunt_dice(h, 4));
    if (*condition != '\0' && hunt_dice(h, 2) == 0) {
        (void)json_object_set_new(row, "conditions", json_pack("{s:s}", h->actor[0], condition));
        (void)json_object_set_new(json_object_get(row, "positions"), h->actor[0],
                                  json_string("yes_if"));
    }
    (void)json_object_set_new(given, "motions", json_pack("[o]", row));
}

json_t *hunt_given(struct hunt *h)
{
    const struct program *p = book_program(h->book);
    json_t *given = json_object(), *vars = json_object();
    const int turn = h->turn;
    (void)json_object_set_new(given, "turn", json_integer(turn));
    if (hunt_dice(h, 3) == 0) {
        (void)json_object_set_new(given, "days", json_integer(28));
    }
    if (hunt_dice(h, 4) == 0) {
        (void)json_object_set_new(given, "day", json_integer(1 + (json_int_t)hunt_dice(h, 60)));
    }
    if (h->motions) {
        put_motions(h, given);
    }
    if (h->incidents) {
        put_incidents(h, given, turn);
    }
    for (int k = 0; k < p->variables; k++) {
        if (h->variable[k] && p->variable[k].life != LIFE_DERIVED && hunt_dice(h, 5) != 0) {
            put_variable(h, vars, k);
        }
    }
    (void)json_object_set_new(given, "vars", vars);
    return given;
}
