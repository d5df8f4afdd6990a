/* SPDX-License-Identifier: EUPL-1.2 */
/* actions.c -- what a seat may order: who, on what, under which conditions, at what cost; and what
 * it does. */
#include <string.h>

#include "compiler/compile.h"

struct span needs_compile(struct compiler *c, const json_t *list, const char *key,
                          const struct scope *scope, bool is_declassified)
{
    struct program *p = c->program;
    struct span span = {p->needs, 0};
    struct mark mark = at_key(c, key);
    struct subject actor = {SUBJECT_SLOT, scope->name[0].roles, 0, 0};
    size_t i;
    json_t *text;
    json_array_foreach(list, i, text)
    {
        struct mark inner = at_index(c, (int)i);
        c->facts.count = 0;
        struct expr expr = expr_compile(c, text, NULL, scope, type_int());
        struct conditions conditions = {expr.node != 0, {expr.node}};
        if (expr.node && never_true(c, &conditions))
            complain(c, "this condition can never hold");
        if (!is_declassified)
            flow_check(c, &c->facts, SEE_OWN, actor, "this condition");
        if (p->needs == NEEDS_MAX) {
            complain(c, "too many conditions in the book; at most %d", NEEDS_MAX);
        } else {
            p->need[p->needs++].code = expr.code;
            span.count++;
        }
        at_back(c, inner);
    }
    at_back(c, mark);
    return span;
}

struct span costs_compile(struct compiler *c, const json_t *list, const struct scope *scope)
{
    struct program *p = c->program;
    struct span span = {p->costs, 0};
    struct mark mark = at_key(c, "costs");
    size_t i;
    json_t *json;
    if (json_array_size(list) > COSTS_EACH_MAX)
        complain(c, "at most %d costs", COSTS_EACH_MAX);
    json_array_foreach(list, i, json)
    {
        struct mark inner = at_index(c, (int)i);
        const char *id = json_string_value(json_object_get(json, "var"));
        int variable = name_find(c->book, KIND_VARIABLE, id, strlen(id));
        struct expr by = expr_compile(c, json_object_get(json, "by"), "by", scope, type_int());
        const struct variable *v = &c->program->variable[variable == NONE ? 0 : variable];
        bool actor = v->dims == 1 && type_of_set(p, v->set[0]).kind == TYPE_ACTOR;
        if (variable == NONE || p->costs == COSTS_MAX) {
            complain(c, "too many costs in the book; at most %d", COSTS_MAX);
        } else if (v->dims != 0 && !actor) {
            complain(c, "a cost is paid from a variable with one index over actors, or from one "
                        "without an index");
        } else if (v->life == LIFE_DERIVED) {
            complain(c, "a cost cannot be paid from a derived variable");
        } else {
            if (by.code && by.hi < 0)
                complain(c, "a cost cannot be below 0");
            c->book->kind[KIND_VARIABLE].item[variable].used = true;
            c->book->kind[KIND_VARIABLE].item[variable].written = true;
            p->cost[p->costs].variable = (uint16_t)variable;
            p->cost[p->costs++].code = by.code;
            span.count++;
        }
        at_back(c, inner);
    }
    at_back(c, mark);
    return span;
}

/* Which target must agree. */
static int8_t consent_of(struct compiler *c, const json_t *json, const struct scope *scope)
{
    const char *name = json_string_value(json_object_get(json, "consent"));
    for (int slot = 1; name && slot < scope->count; slot++) {
        if (strcmp(scope->name[slot].id, name) == 0 && scope->name[slot].type.kind == TYPE_ACTOR)
            return (int8_t)slot;
    }
    if (name)
        complain(c, "\"consent\" names a target that is an actor");
    return NONE;
}

static int limit(const json_t *json, const char *key)
{
    return (int)json_integer_value(json_object_get(json, key));
}

static void action_one(struct compiler *c, int index)
{
    static const char *const moments[WHENS] = {"lock", "council", "adjudicate"};
    const json_t *json = c->book->kind[KIND_ACTION].item[index].json;
    struct action *action = &c->program->action[index];
    struct scope scope = {0};
    struct mark mark = at_key(c, "by");
    bool bound =
        bind_compile(c, json_string_value(json_object_get(json, "by")), &scope, &action->by, NULL);
    if (bound && scope.name[0].type.kind != TYPE_ACTOR)
        complain(c, "who orders is an actor");
    at_back(c, mark);
    if (!bound)
        return;
    action->targets = binds_compile(c, json_object_get(json, "targets"), "targets", &scope, NULL);
    const json_t *level = json_object_get(json, "level");
    action->level_lo = (int16_t)json_integer_value(json_array_get(level, 0));
    action->level_hi = (int16_t)json_integer_value(json_array_get(level, 1));
    action->needs =
        needs_compile(c, json_object_get(json, "needs"), "needs", &scope, declassified(c, json));
    action->costs = costs_compile(c, json_object_get(json, "costs"), &scope);
    action->consent = consent_of(c, json, &scope);
    for (int i = 0; i < WHENS; i++) {
        if (strcmp(json_string_value(json_object_get(json, "when")), moments[i]) == 0)
            action->when = (uint8_t)i;
    }
    action->after_days =
        expr_compile(c, json_object_get(json, "after_days"), "after_days", &scope, type_int()).code;
    action->limit_turn = (uint8_t)limit(json, "limit_turn");
    action->limit_game = (uint8_t)limit(json, "limit_game");
    action->secret = json_is_true(json_object_get(json, "secret"));
    (void)give_name(c, &scope, "o", SET_ORDER);
    c->book->kind[KIND_ACTION].item[index].names = names_keep(c, &scope);
    action->rule = (uint16_t)do_compile(c, json, "do", &scope, NULL);
}

void actions_compile(struct compiler *c)
{
    struct items *items = &c->book->kind[KIND_ACTION];
    for (int i = 0; i < items->count; i++) {
        c->program->action[i].consent = NONE;
        c->program->actions++;
        if (items->item[i].bad)
            continue;
        owner_begin(c, KIND_ACTION, i);
        action_one(c, i);
        owner_end(c);
    }
}
