/* SPDX-License-Identifier: EUPL-1.2 */
/* usage.c -- what stands in a book and does nothing: a variable nobody reads or shows, a formula
 * nobody uses, a parameter or an assumption without effect. */
#include <string.h>

#include "compiler/compile.h"

static void each_unused(struct compiler *c, enum kind kind, const char *text)
{
    const struct items *items = &c->book->kind[kind];
    for (int i = 0; i < items->count; i++) {
        bool elsewhere =
            json_object_get(items->item[i].json, "used_by") != NULL; /* scenarios, charts */
        if (items->item[i].used || items->item[i].bad || elsewhere)
            continue;
        at_item(c, kind, i);
        complain(c, "nobody %s %s", text, items->item[i].id);
    }
}

/* An explanation, or an assumption, rests on others too. */
static void ground_of_the_rest(struct compiler *c)
{
    const struct items *items = &c->book->kind[KIND_EXPLAIN];
    for (int i = 0; i < items->count; i++) {
        const json_t *json = items->item[i].json;
        const json_t *ground = json_object_get(json, "ground");
        if (items->item[i].bad)
            continue;
        owner_begin(c, KIND_EXPLAIN, i);
        owner_end(c);
        if (ground)
            continue;
        json_decref(items->item[i].ground); /* the row itself may name them */
        c->book->kind[KIND_EXPLAIN].item[i].ground = ground_make(c, json);
    }
}

void usage_check(struct compiler *c)
{
    ground_of_the_rest(c);
    each_unused(c, KIND_VARIABLE, "reads or shows the variable");
    each_unused(c, KIND_FORMULA, "uses the formula");
    each_unused(c, KIND_ASSUMPTION, "rests on the assumption");
    each_unused(c, KIND_ATTRIBUTE, "reads the attribute");
    for (int i = 0; i < c->program->variables; i++) {
        const struct item *item = &c->book->kind[KIND_VARIABLE].item[i];
        at_item(c, KIND_VARIABLE, i);
        if (c->program->variable[i].life == LIFE_TURN && !item->written && !item->bad)
            complain(c, "nobody writes %s, so it need not begin anew each turn", item->id);
    }
    params_unused(c);
}
