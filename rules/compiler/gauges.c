/* SPDX-License-Identifier: EUPL-1.2 */
/* gauges.c -- endings, gauges and the outcome profile: what ends a game, and what people are shown
 * of it. */
#include <string.h>

#include "compiler/compile.h"

void endings_compile(struct compiler *c)
{
    const struct items *items = &c->book->kind[KIND_ENDING];
    for (int i = 0; i < items->count; i++) {
        c->program->endings++;
        if (items->item[i].bad)
            continue;
        struct scope scope = {0};
        owner_begin(c, KIND_ENDING, i);
        const json_t *json = items->item[i].json;
        struct expr when =
            expr_compile(c, json_object_get(json, "when"), "when", &scope, type_int());
        struct conditions conditions = {when.node != 0, {when.node}};
        if (when.node && never_true(c, &conditions))
            complain(c, "this ending can never come");
        if (!declassified(c, json))
            flow_check(c, &c->facts, SEE_PUBLIC, (struct subject){0}, "this ending");
        c->program->ending[i].when = when.code;
        owner_end(c);
    }
}

/* What a gauge shows: a variable or a formula with the indices that "per" gives. */
static void shown(struct compiler *c, const json_t *json, uint8_t see)
{
    const char *variable = json_string_value(json_object_get(json, "var"));
    const char *formula = json_string_value(json_object_get(json, "formula"));
    const char *per = json_string_value(json_object_get(json, "per"));
    uint8_t wanted = !per ? TYPE_ERROR : strcmp(per, "incident") == 0 ? TYPE_INCIDENT : TYPE_ACTOR;
    if ((variable != NULL) == (formula != NULL)) {
        complain(c, "a gauge has \"var\", or \"formula\"");
        return;
    }
    struct type type = {TYPE_ERROR, 0};
    int dims = 0;
    uint8_t roles = (1u << ACTOR_KINDS) - 1;
    if (variable) {
        int found = name_find(c->book, KIND_VARIABLE, variable, strlen(variable));
        if (found == NONE || c->book->kind[KIND_VARIABLE].item[found].bad)
            return;
        const struct variable *v = &c->program->variable[found];
        c->book->kind[KIND_VARIABLE].item[found].used = true;
        dims = v->dims;
        type = dims ? type_of_set(c->program, v->set[0]) : type;
        roles = dims ? role_mask(c, v->set[0], NULL, 0) : roles;
        facts_add(
            &c->facts, found, v->see,
            (struct subject){type.kind == TYPE_ACTOR ? SUBJECT_SLOT : SUBJECT_NOBODY, 0, 0, 0});
    } else {
        int found = name_find(c->book, KIND_FORMULA, formula, strlen(formula));
        if (found == NONE)
            return;
        c->book->kind[KIND_FORMULA].item[found].used = true;
        if (!formula_need(c, found))
            return;
        const struct formula_info *info = &c->book->formula[found];
        dims = info->scope.count;
        type = dims ? info->scope.name[0].type : type;
        roles = dims ? info->scope.name[0].roles : roles;
        facts_join(&c->facts, &info->facts);
    }
    if (dims > 1 || dims != (wanted != TYPE_ERROR) || (dims == 1 && type.kind != wanted))
        complain(c, "a gauge without \"per\" shows a number without index; \"per\":\"own\" one of "
                    "an actor, \"per\":\"incident\" one of an incident");
    if (!declassified(c, json))
        flow_check(c, &c->facts, see, (struct subject){SUBJECT_SLOT, roles, 0, 0}, "this gauge");
}

static void gauge_one(struct compiler *c, int index)
{
    const json_t *json = c->book->kind[KIND_GAUGE].item[index].json;
    const json_t *when = json_object_get(json, "when");
    const char *per = json_string_value(json_object_get(json, "per"));
    struct scope scope = {0};
    shown(c, json, see_bits(json_object_get(json, "see")));
    if (when && (!per || strcmp(per, "own") != 0))
        complain(c, "\"when\" asks about the viewer `a`, so it needs \"per\":\"own\"");
    else if (when && give_name(c, &scope, "a", SET_ACTOR))
        c->book->gauge_when[index] = expr_compile(c, when, "when", &scope, type_int()).code;
    const json_t *role = json_object_get(json, "role");
    for (int i = 0; role && i < index; i++) {
        if (json_equal(json_object_get(c->book->kind[KIND_GAUGE].item[i].json, "role"), role))
            complain(c, "the role %s is already that of the gauge %s", json_string_value(role),
                     book_id(c->book, KIND_GAUGE, i));
    }
}

static void profile_one(struct compiler *c, int index)
{
    const json_t *json = c->book->kind[KIND_PROFILE].item[index].json;
    struct scope scope = {0};
    struct mark mark = at_key(c, "measures");
    size_t i;
    json_t *measure;
    json_array_foreach(json_object_get(json, "measures"), i, measure)
    {
        struct mark inner = at_index(c, (int)i);
        const json_t *expr = json_object_get(measure, "expr");
        if ((expr != NULL) == (json_object_get(measure, "log") != NULL) ||
            (expr != NULL) != (json_object_get(measure, "of") != NULL))
            complain(c, "a measure has \"expr\" with \"of\", or \"log\"");
        if (i < MEASURES_MAX)
            c->book->measure[index][i] = expr_compile(c, expr, "expr", &scope, type_int()).code;
        at_back(c, inner);
    }
    at_back(c, mark);
}

void gauges_compile(struct compiler *c)
{
    const struct items *gauges = &c->book->kind[KIND_GAUGE],
                       *profile = &c->book->kind[KIND_PROFILE];
    for (int i = 0; i < gauges->count; i++) {
        owner_begin(c, KIND_GAUGE, i);
        if (!gauges->item[i].bad)
            gauge_one(c, i);
        owner_end(c);
    }
    for (int i = 0; i < profile->count; i++) {
        owner_begin(c, KIND_PROFILE, i);
        if (!profile->item[i].bad)
            profile_one(c, i);
        owner_end(c);
    }
}
