/* SPDX-License-Identifier: EUPL-1.2 */
/* motions.c -- what a council may decide. What a procedure is stands in the engine; here are its
 * numbers and answers. */
#include <string.h>

#include "compiler/compile.h"

static const char *const procedures[PROCEDURES] = {"silence", "roll_call", "right",     "duty",
                                                   "opt_in",  "k_of",      "unanimity", "majority"};

static int find_option(const json_t *list, const char *id)
{
    for (size_t i = 0; id && i < json_array_size(list); i++) {
        if (strcmp(json_string_value(json_array_get(list, i)), id) == 0)
            return (int)i;
    }
    return NONE;
}

static uint8_t option_of(struct compiler *c, const json_t *json, const char *key)
{
    const char *id = json_string_value(json_object_get(json, key));
    int place = find_option(json_object_get(json, "options"), id);
    if (id && place == NONE)
        complain(c, "\"%s\" names one of the motion's \"options\"", key);
    return (uint8_t)(place + 1);
}

static struct binding actor_binding(struct compiler *c, const json_t *json, const char *key,
                                    struct scope *scope)
{
    struct binding binding = {0};
    struct mark mark = at_key(c, key);
    if (bind_compile(c, json_string_value(json_object_get(json, key)), scope, &binding, NULL) &&
        scope->name[0].type.kind != TYPE_ACTOR)
        complain(c, "this binds an actor");
    at_back(c, mark);
    return binding;
}

/* The incident that it is about, in slot 1. */
static void target_of(struct compiler *c, const json_t *json, struct scope *scope,
                      struct motion_kind *motion)
{
    struct program *p = c->program;
    const json_t *text = json_object_get(json, "target");
    motion->targets = (struct span){p->bindings, 0};
    if (!text || scope->count != 1)
        return;
    struct mark mark = at_key(c, "target");
    struct binding binding;
    if (p->bindings == BINDINGS_MAX) {
        complain(c, "too many bindings in the book; at most %d", BINDINGS_MAX);
    } else if (bind_compile(c, json_string_value(text), scope, &binding, NULL)) {
        if (scope->name[1].type.kind != TYPE_INCIDENT)
            complain(c, "the target of a motion is an incident");
        p->binding[p->bindings++] = binding;
        motion->targets.count = 1;
    }
    at_back(c, mark);
}

/* A scope with the motion and who answers, in the order that the engine binds them. */
static struct scope pair_scope(struct compiler *c, const char *actor, bool motion_first)
{
    struct scope scope = {0};
    if (motion_first)
        (void)give_name(c, &scope, "m", SET_MOTION);
    (void)give_name(c, &scope, actor, SET_ACTOR);
    if (!motion_first)
        (void)give_name(c, &scope, "m", SET_MOTION);
    return scope;
}

static void conditions_of(struct compiler *c, const json_t *json, struct motion_kind *motion)
{
    struct program *p = c->program;
    struct scope scope = pair_scope(c, "a", true);
    struct mark mark = at_key(c, "conditions");
    size_t i;
    json_t *condition;
    motion->condition_met = (struct span){p->needs, 0};
    json_array_foreach(json_object_get(json, "conditions"), i, condition)
    {
        struct mark inner = at_index(c, (int)i);
        struct expr met =
            expr_compile(c, json_object_get(condition, "met"), "met", &scope, type_int());
        if (p->needs == NEEDS_MAX) {
            complain(c, "too many conditions in the book; at most %d", NEEDS_MAX);
        } else {
            p->need[p->needs++].code = met.code;
            motion->condition_met.count++;
            motion->conditions++;
        }
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void slips_of(struct compiler *c, const json_t *json, struct motion_kind *motion)
{
    const json_t *slips = json_object_get(json, "slips");
    if (!slips)
        return;
    struct scope scope = pair_scope(c, "a", false);
    struct mark mark = at_key(c, "slips");
    motion->slips = true;
    motion->slip_by = expr_compile(c, json_object_get(slips, "by"), "by", &scope, type_int()).code;
    motion->slip_lo = expr_compile(c, json_object_get(slips, "lo"), "lo", &scope, type_int()).code;
    motion->slip_hi = expr_compile(c, json_object_get(slips, "hi"), "hi", &scope, type_int()).code;
    at_back(c, mark);
}

static void check_procedure(struct compiler *c, const json_t *json,
                            const struct motion_kind *motion)
{
    bool counts = motion->procedure == PROC_K_OF || motion->procedure == PROC_OPT_IN;
    if (json_object_get(json, "quorum") && !counts)
        complain(c, "\"quorum\" belongs to the procedures k_of and opt_in");
    if (motion->procedure == PROC_K_OF && motion->quorum < 1)
        complain(c, "the procedure k_of needs a \"quorum\"");
    if (json_object_get(json, "conditions") && motion->procedure == PROC_SILENCE)
        complain(c, "under silence nobody answers \"yes, if\": \"conditions\" belong to the other "
                    "procedures");
    if ((motion->conditional != 0) != (motion->effective_when != 0))
        complain(c, "\"conditional\" and \"effective_when\" come together");
    if (json_object_get(json, "lapse_days") && !motion->conditional)
        complain(c, "only a conditional motion lapses: \"lapse_days\" needs \"conditional\"");
}

static void motion_one(struct compiler *c, int index)
{
    const json_t *json = c->book->kind[KIND_MOTION].item[index].json;
    struct motion_kind *motion = &c->program->motion[index];
    const char *procedure = json_string_value(json_object_get(json, "procedure"));
    for (int i = 0; i < PROCEDURES; i++) {
        if (strcmp(procedure, procedures[i]) == 0)
            motion->procedure = (uint8_t)i;
    }
    struct scope council = {0}, table = {0}, on = {0};
    motion->council = actor_binding(c, json, "council", &council);
    motion->table = actor_binding(c, json, "table", &table);
    if (table.count != 1)
        return;
    target_of(c, json, &table, motion);
    c->book->kind[KIND_MOTION].item[index].names = names_keep(c, &table);
    motion->needs =
        needs_compile(c, json_object_get(json, "needs"), "needs", &table, declassified(c, json));
    motion->costs = costs_compile(c, json_object_get(json, "costs"), &table);
    motion->consent = expr_compile(c, json_object_get(json, "consent"), "consent", &table,
                                   (struct type){TYPE_ACTOR, 0})
                          .code;
    motion->options = (uint8_t)json_array_size(json_object_get(json, "options"));
    motion->soft_option = option_of(c, json, "soft");
    motion->conditional = option_of(c, json, "conditional");
    if (!give_name(c, &on, "m", SET_MOTION))
        return;
    motion->effective_when =
        expr_compile(c, json_object_get(json, "effective_when"), "effective_when", &on, type_int())
            .code;
    motion->lapse_days = (uint16_t)json_integer_value(json_object_get(json, "lapse_days"));
    motion->effective_days =
        expr_compile(c, json_object_get(json, "effective_days"), "effective_days", &on, type_int())
            .code;
    motion->quorum = (int8_t)json_integer_value(json_object_get(json, "quorum"));
    motion->limit_turn = (uint8_t)json_integer_value(json_object_get(json, "limit_turn"));
    conditions_of(c, json, motion);
    slips_of(c, json, motion);
    motion->rule_effective = (uint16_t)do_compile(c, json, "do", &on, NULL);
    motion->rule_refused = (uint16_t)do_compile(c, json, "on_refused", &on, "refused");
    motion->rule_dropped = (uint16_t)do_compile(c, json, "on_dropped", &on, "dropped");
    motion->rule_tabled = (uint16_t)do_compile(c, json, "on_tabled", &on, "tabled");
    check_procedure(c, json, motion);
}

void motions_compile(struct compiler *c)
{
    struct items *items = &c->book->kind[KIND_MOTION];
    for (int i = 0; i < items->count; i++) {
        c->program->motions++;
        if (items->item[i].bad)
            continue;
        owner_begin(c, KIND_MOTION, i);
        motion_one(c, i);
        owner_end(c);
    }
}
