/* SPDX-License-Identifier: EUPL-1.2 */
/* formulas.c -- named formulas with named terms. One is read when somebody first needs it, so that
 * its range and what it reads are known to who calls it; a formula that comes back to itself is
 * refused. */
#include <string.h>

#include "compiler/compile.h"

enum { FORMULA_NEW, FORMULA_BUSY, FORMULA_DONE, FORMULA_BROKEN };

void formulas_declare(struct compiler *c)
{
    struct items *items = &c->book->kind[KIND_FORMULA];
    for (int i = 0; i < items->count; i++) {
        at_item(c, KIND_FORMULA, i);
        c->program->formulas++;
        struct formula_info *info = &c->book->formula[i];
        if (items->item[i].bad) {
            info->state = FORMULA_BROKEN;
            continue;
        }
        size_t k;
        json_t *text;
        int before = c->faults;
        (void)at_key(c, "args");
        json_array_foreach(json_object_get(items->item[i].json, "args"), k, text)
        {
            struct mark mark = at_index(c, (int)k);
            struct binding binding;
            struct expr where;
            if (bind_compile(c, json_string_value(text), &info->scope, &binding, &where) &&
                where.node)
                complain(c, "an argument has no filter; write \"a in ALLY\"");
            at_back(c, mark);
        }
        c->program->formula[i].args = (uint8_t)info->scope.count;
        if (c->faults != before)
            info->state = FORMULA_BROKEN;
    }
}

/* The terms: those of the list, or one named "value" from "expr". */
static int terms(struct compiler *c, const json_t *json, struct term *ret_terms,
                 struct formula_info *info)
{
    const json_t *list = json_object_get(json, "terms"), *single = json_object_get(json, "expr");
    int count = 0;
    info->lo = info->hi = 0;
    if ((list != NULL) == (single != NULL)) {
        complain(c, "a formula has \"terms\", or one \"expr\"");
        return 0;
    }
    size_t size = single ? 1 : json_array_size(list);
    for (size_t i = 0; i < size && i < 32; i++) {
        struct facts before = c->facts;
        c->facts.count = 0;
        struct mark mark = {c->file, c->pointer_len};
        if (!single) {
            (void)at_key(c, "terms");
            (void)at_index(c, (int)i);
        }
        const json_t *value = single ? single : json_object_get(json_array_get(list, i), "expr");
        struct expr expr = expr_compile(c, value, "expr", &info->scope, type_int());
        at_back(c, mark);
        int stack = expr.node ? expr_stack(c, expr.node) : 0;
        int height = expr.node ? expr_height(c, expr.node) + 1 : 1;
        info->stack = (uint16_t)(stack + 2 > info->stack ? stack + 2 : info->stack);
        info->height = (uint8_t)(height > info->height ? height : info->height);
        info->lo += expr.lo;
        info->hi += expr.hi;
        ret_terms[count++] = (struct term){expr.code, facts_see(&c->facts)};
        facts_join(&before, &c->facts);
        c->facts = before;
    }
    return count;
}

static void read_formula(struct compiler *c, int index)
{
    struct program *p = c->program;
    const struct item *item = &c->book->kind[KIND_FORMULA].item[index];
    struct formula_info *info = &c->book->formula[index];
    struct term list[32];
    int before = c->faults;
    owner_begin(c, KIND_FORMULA, index);
    c->facts.count = 0;
    int count = terms(c, item->json, list, info);
    const json_t *clamp = json_object_get(item->json, "clamp");
    struct formula *f = &p->formula[index];
    if (p->terms + count > TERMS_MAX) {
        complain(c, "too many terms in the book; at most %d", TERMS_MAX);
        count = 0;
    }
    f->terms = (struct span){p->terms, (uint16_t)count};
    for (int i = 0; i < count;
         i++) { /* field by field: padding stays 0, so that equal programs are equal bytes */
        p->term[p->terms].code = list[i].code;
        p->term[p->terms++].see = list[i].see;
    }
    if (info->lo < INT32_MIN || info->hi > INT32_MAX)
        complain(c, "the sum of the terms can leave 32 bits");
    if (clamp) {
        f->clamped = true;
        f->lo = (int32_t)json_integer_value(json_array_get(clamp, 0));
        f->hi = (int32_t)json_integer_value(json_array_get(clamp, 1));
        info->lo = info->lo < f->lo ? f->lo : info->lo > f->hi ? f->hi : info->lo;
        info->hi = info->hi < f->lo ? f->lo : info->hi > f->hi ? f->hi : info->hi;
    }
    info->facts = c->facts;
    f->see = facts_see(&c->facts);
    if (info->height > CALL_MAX)
        complain(c, "too many formulas inside formulas; at most %d", CALL_MAX);
    if (info->stack > STACK_MAX - 4)
        complain(c, "the formula and what it calls need more than %d values at once", STACK_MAX);
    owner_end(c);
    info->state = c->faults == before ? FORMULA_DONE : FORMULA_BROKEN;
}

/* What the reading of one object keeps, while a formula is read in between. */
struct keep {
    struct mark mark;
    char pointer[POINTER_MAX];
    uint8_t owner_kind;
    int owner;
    const char *owner_id, *source;
    struct facts facts;
    bool assumption_used[ITEMS_MAX];
};

bool formula_need(struct compiler *c, int formula)
{
    struct formula_info *info = &c->book->formula[formula];
    if (info->state == FORMULA_DONE)
        return true;
    if (info->state == FORMULA_BUSY) {
        complain(c, "the formula %s comes back to itself", book_id(c->book, KIND_FORMULA, formula));
        return false;
    }
    if (info->state == FORMULA_BROKEN || c->formula_depth > CALL_MAX) {
        if (c->formula_depth > CALL_MAX)
            complain(c, "too many formulas inside formulas; at most %d", CALL_MAX);
        return false;
    }
    struct keep keep = {{c->file, c->pointer_len},
                        "",
                        c->owner_kind,
                        c->owner,
                        c->owner_id,
                        c->source,
                        c->facts,
                        {0}};
    memcpy(keep.pointer, c->pointer, sizeof keep.pointer);
    memcpy(keep.assumption_used, c->assumption_used, sizeof keep.assumption_used);
    info->state = FORMULA_BUSY;
    c->formula_depth++;
    read_formula(c, formula);
    c->formula_depth--;
    memcpy(c->pointer, keep.pointer, sizeof keep.pointer);
    at_back(c, keep.mark);
    c->owner_kind = keep.owner_kind;
    c->owner = keep.owner;
    c->owner_id = keep.owner_id;
    c->source = keep.source;
    c->facts = keep.facts;
    memcpy(c->assumption_used, keep.assumption_used, sizeof keep.assumption_used);
    return info->state == FORMULA_DONE;
}

void formulas_compile(struct compiler *c)
{
    for (int i = 0; i < c->program->formulas; i++) {
        c->nodes = 0;
        c->pointer_len = 0;
        if (c->book->formula[i].state == FORMULA_NEW)
            (void)formula_need(c, i);
    }
}
