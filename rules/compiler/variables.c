/* SPDX-License-Identifier: EUPL-1.2 */
/* variables.c -- the numbers of the world: their places, ranges and lives, and the order of those
 * that are derived. */
#include <string.h>

#include "compiler/compile.h"

static const char *const lives[LIVES] = {"game", "turn", "countdown", "derived"};

static int32_t int_of(const json_t *object, const char *key, int32_t otherwise)
{
    const json_t *value = json_object_get(object, key);
    return value ? (int32_t)json_integer_value(value) : otherwise;
}

static void indices(struct compiler *c, struct variable *v, const json_t *of)
{
    int32_t size = 1;
    v->stride = 1;
    for (size_t i = 0; i < json_array_size(of) && i < 2; i++) {
        int set = name_find(c->book, KIND_SET, json_string_value(json_array_get(of, i)),
                            json_string_length(json_array_get(of, i)));
        if (set == NONE || set >= c->program->sets)
            return;
        v->set[v->dims++] = (uint8_t)set;
        size *= c->program->set[set].count;
        if (i == 1)
            v->stride = c->program->set[set].count;
    }
    if (size == 0)
        complain(c, "a set of this variable has no members");
    if (c->program->slots + size > SLOT_MAX) {
        complain(c, "too many numbers in the world: this variable needs %d, and %d of %d are left",
                 size, SLOT_MAX - c->program->slots, SLOT_MAX);
        size = 0;
    }
    v->slot = c->program->slots;
    c->program->slots = (uint16_t)(c->program->slots + size);
}

static void life_of(struct compiler *c, struct variable *v, const json_t *json)
{
    const char *word = json_string_value(json_object_get(json, "life"));
    const char *formula = json_string_value(json_object_get(json, "formula"));
    for (int i = 0; word && i < LIVES; i++) {
        if (strcmp(word, lives[i]) == 0)
            v->life = (uint8_t)i;
    }
    if ((v->life == LIFE_DERIVED) != (formula != NULL))
        complain(c, formula ? "\"formula\" belongs to \"life\":\"derived\""
                            : "a derived variable names its \"formula\"");
    if (v->life == LIFE_DERIVED && json_object_get(json, "start"))
        complain(c, "a derived variable has no \"start\"; its formula gives it");
    if (v->life == LIFE_COUNTDOWN && v->lo < 0)
        complain(c, "a countdown ends at 0, so its range cannot begin below");
    if (formula) {
        int found = name_find(c->book, KIND_FORMULA, formula, strlen(formula));
        v->formula = (uint16_t)(found == NONE ? 0 : found);
    }
}

static void variable_one(struct compiler *c, int index)
{
    struct item *item = &c->book->kind[KIND_VARIABLE].item[index];
    struct variable *v = &c->program->variable[index];
    at_item(c, KIND_VARIABLE, index);
    v->scale = 1;
    v->stride = 1;
    if (item->bad)
        return;
    const json_t *range = json_object_get(item->json, "range");
    int32_t scale = int_of(item->json, "scale", 1);
    if (scale != 1 && scale != 100)
        complain(c, "\"scale\" is 1 or 100");
    else
        v->scale = (int16_t)scale;
    v->lo = range ? (int32_t)json_integer_value(json_array_get(range, 0)) * v->scale : 0;
    v->hi =
        range ? (int32_t)json_integer_value(json_array_get(range, 1)) * v->scale : 100 * v->scale;
    v->see = see_bits(json_object_get(item->json, "see"));
    indices(c, v, json_object_get(item->json, "of"));
    life_of(c, v, item->json);
    int32_t low = v->lo > 0 ? v->lo / v->scale : 0;
    v->start =
        int_of(item->json, "start", v->life == LIFE_DERIVED ? v->lo / v->scale : low) * v->scale;
    if (v->start < v->lo || v->start > v->hi)
        complain(c, "the start value must lie in the range %d..%d", v->lo / v->scale,
                 v->hi / v->scale);
    bool actor = (v->dims > 0 && type_of_set(c->program, v->set[0]).kind == TYPE_ACTOR) ||
                 (v->dims > 1 && type_of_set(c->program, v->set[1]).kind == TYPE_ACTOR);
    if ((v->see & SEE_OWN) && !(v->see & SEE_ALLIES) && !actor)
        complain(c, "\"own\" is the actor of an index, and this variable has no index over actors");
    if (book_adjustable(c->book, index) && (v->life != LIFE_GAME || v->dims > 1 || v->dims > actor))
        complain(c, "\"adjust\" is for a number with \"life\":\"game\" that stands alone or has "
                    "one index over actors");
}

void variables_compile(struct compiler *c)
{
    struct items *items = &c->book->kind[KIND_VARIABLE];
    for (int i = 0; i < items->count; i++) {
        variable_one(c, i);
        c->program->variables++;
    }
}

/* ---- the order of the derived ---- */

static void check_derived(struct compiler *c, int index)
{
    const struct variable *v = &c->program->variable[index];
    at_item(c, KIND_VARIABLE, index);
    c->book->kind[KIND_FORMULA].item[v->formula].used = true;
    if (!formula_need(c, v->formula))
        return;
    const struct formula_info *info = &c->book->formula[v->formula];
    bool fits = info->scope.count == v->dims;
    for (int i = 0; fits && i < v->dims; i++)
        fits = type_match(info->scope.name[i].type, type_of_set(c->program, v->set[i]));
    if (!fits)
        complain(c, "the arguments of its formula must be the indices of the variable");
    struct subject owner = {SUBJECT_NOBODY, 0, 0, 0};
    for (int i = 0; fits && i < v->dims && owner.kind == SUBJECT_NOBODY; i++) {
        if (info->scope.name[i].type.kind == TYPE_ACTOR)
            owner = (struct subject){SUBJECT_SLOT, info->scope.name[i].roles, (int16_t)i, 0};
    }
    if (!declassified(c, c->book->kind[KIND_VARIABLE].item[index].json))
        flow_check(c, &info->facts, v->see, owner, "this derived variable");
}

static bool depends(const struct compiler *c, int index, const uint8_t *state)
{
    const struct facts *facts = &c->book->formula[c->program->variable[index].formula].facts;
    for (int i = 0; i < facts->count; i++) {
        int read = facts->read[i].variable;
        if (read != NONE && c->program->variable[read].life == LIFE_DERIVED && state[read] == 0)
            return true;
    }
    return false;
}

void variables_order(struct compiler *c)
{
    struct program *p = c->program;
    uint8_t done[VARIABLES_MAX] = {0};
    int left = 0;
    for (int i = 0; i < p->variables; i++) {
        if (p->variable[i].life != LIFE_DERIVED || c->book->kind[KIND_VARIABLE].item[i].bad)
            continue;
        check_derived(c, i);
        left++;
    }
    for (bool more = true; more && left > 0;) { /* the first in the book that needs no later one */
        more = false;
        for (int i = 0; i < p->variables && !more; i++) {
            if (p->variable[i].life != LIFE_DERIVED || done[i] ||
                c->book->kind[KIND_VARIABLE].item[i].bad || depends(c, i, done))
                continue;
            done[i] = 1;
            p->derived[p->deriveds++] = (uint16_t)i;
            left--;
            more = true;
        }
    }
    for (int i = 0; left > 0 && i < p->variables; i++) {
        if (p->variable[i].life != LIFE_DERIVED || done[i] ||
            c->book->kind[KIND_VARIABLE].item[i].bad)
            continue;
        at_item(c, KIND_VARIABLE, i);
        complain(c, "this derived variable depends on itself, or on another that does");
    }
}
