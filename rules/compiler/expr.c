/* SPDX-License-Identifier: EUPL-1.2 */
/* expr.c -- one expression from JSON to code, with everything that can be wrong with it; names
 * bound over sets. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Values on the stack at once: the n-th child stands on n-1 others. */
int expr_stack(const struct compiler *c, int32_t index)
{
    const struct node *node = &c->node[index];
    int need = 1, below = 0;
    bool choice = node->kind == NODE_IF || node->kind == NODE_AND || node->kind == NODE_OR;
    for (int32_t i = node->first; i; i = c->node[i].next) {
        need = most(need, below + expr_stack(c, i) + (node->kind == NODE_HAS || choice));
        below += !choice;
    }
    if (node->kind == NODE_AGG) {
        need = most(need, node->where_node ? 2 + expr_stack(c, node->where_node) : 2);
        need = most(need, node->body_node ? 2 + expr_stack(c, node->body_node) : 2);
    }
    if (node->kind == NODE_FORMULA)
        need = most(need, below + c->book->formula[node->symbol].stack);
    return need;
}

/* Formulas inside formulas. */
int expr_height(const struct compiler *c, int32_t index)
{
    const struct node *node = &c->node[index];
    int height = node->kind == NODE_FORMULA ? c->book->formula[node->symbol].height : 0;
    for (int32_t i = node->first; i; i = c->node[i].next)
        height = most(height, expr_height(c, i));
    if (node->kind == NODE_AGG && node->where_node)
        height = most(height, expr_height(c, node->where_node));
    if (node->kind == NODE_AGG && node->body_node)
        height = most(height, expr_height(c, node->body_node));
    return height;
}

/* The text of an expression: a string, or a whole number in `buffer`. */
static const char *text_of(struct compiler *c, const json_t *value, char *buffer, size_t size,
                           size_t *ret_len)
{
    const char *text = json_string_value(value);
    if (json_is_integer(value)) {
        *ret_len = (size_t)snprintf(buffer, size, "%lld", (long long)json_integer_value(value));
        return buffer;
    }
    *ret_len = text ? json_string_length(value) : 0;
    if (!text)
        complain(c, "must be an expression: a string, or a whole number");
    else if (*ret_len == 0 || *ret_len > SOURCE_MAX)
        complain(c, "an expression has 1 to %d characters", SOURCE_MAX);
    else
        return text;
    return NULL;
}

struct expr expr_compile(struct compiler *c, const json_t *value, const char *key,
                         const struct scope *scope, struct type wanted)
{
    struct expr expr = {.type = {TYPE_ERROR, 0}};
    if (!value)
        return expr;
    struct mark mark = {c->file, c->pointer_len};
    if (key)
        mark = at_key(c, key);
    char buffer[32];
    size_t len;
    const char *outer = c->source;
    const char *text = text_of(c, value, buffer, sizeof buffer, &len);
    int before = c->faults;
    c->source = text;
    if (text && (expr.node = expr_parse(c, text, len)) != 0) {
        struct scope inner = *scope;
        expr_type(c, expr.node, &inner);
        const struct node *node = &c->node[expr.node];
        if (c->faults == before && node->type.kind != TYPE_ERROR &&
            want(c, expr.node, wanted, "the result") && expr_stack(c, expr.node) > STACK_MAX - 2)
            complain(c,
                     "the expression needs more than %d values at once; give a part of it a name "
                     "as a formula",
                     STACK_MAX);
        expr.type = node->type;
        expr.lo = node->lo;
        expr.hi = node->hi;
        if (c->faults == 0 && node->type.kind == TYPE_ERROR)
            complain(c, "the expression uses something that is faulty itself");
        else if (c->faults == before && node->type.kind != TYPE_ERROR)
            expr.code = expr_emit(c, expr.node);
    }
    if (c->faults != before || expr.code == 0)
        expr.node = 0;
    c->source = outer;
    at_back(c, mark);
    return expr;
}

struct expr expr_number(struct compiler *c, int32_t value)
{
    int32_t index = ++c->nodes;
    c->node[index] =
        (struct node){.kind = NODE_NUMBER, .type = type_int(), .lo = value, .hi = value};
    return (struct expr){expr_emit(c, index), index, type_int(), value, value};
}

int place_compile(struct compiler *c, const json_t *value, const char *key,
                  const struct scope *scope, uint32_t ret_index[2], struct subject *ret_subject)
{
    struct mark mark = at_key(c, key);
    char buffer[32];
    size_t len;
    int variable = NONE;
    int before = c->faults;
    const char *text = text_of(c, value, buffer, sizeof buffer, &len);
    c->source = text;
    int32_t index = text ? expr_parse(c, text, len) : 0;
    if (index && c->faults == before) {
        struct scope inner = *scope;
        bool read = true;
        struct node *node = &c->node[index];
        bool name = node->kind == NODE_NAME || node->kind == NODE_INDEX;
        int named = name ? name_find(c->book, KIND_VARIABLE, text + node->at, node->len) : NONE;
        if (named != NONE)
            read = c->book->kind[KIND_VARIABLE].item[named].used;
        struct facts facts = c->facts;
        expr_type(c, index, &inner);
        if (named == NONE && c->faults == before)
            complain(c, "must be a variable with its indices, as in \"X\" or \"X[a]\"");
        if (c->faults == before && node->kind == NODE_VAR) {
            variable = node->symbol;
            /* the place is written, not read; its indices are read */
            c->book->kind[KIND_VARIABLE].item[variable].used = read;
            c->book->kind[KIND_VARIABLE].item[variable].written = true;
            for (int i = facts.count; i < c->facts.count; i++) {
                if (c->facts.read[i].variable != variable)
                    facts_add(&facts, c->facts.read[i].variable, c->facts.read[i].see,
                              c->facts.read[i].subject);
            }
            int32_t child = node->first;
            for (int i = 0; child && i < 2; i++, child = c->node[child].next) {
                const struct variable *v = &c->program->variable[variable];
                if (type_of_set(c->program, v->set[i]).kind == TYPE_ACTOR &&
                    ret_subject->kind == SUBJECT_NOBODY)
                    *ret_subject = subject_of(c, &inner, child);
                ret_index[i] = expr_emit(c, child);
            }
        }
        c->facts = facts;
    }
    c->source = NULL;
    at_back(c, mark);
    return variable;
}

/* ---- names bound over sets ---- */

bool scope_add(struct compiler *c, struct scope *scope, const char *id, size_t len, int set)
{
    char name[ID_MAX + 1];
    if (len == 0 || len > ID_MAX) {
        complain(c, "a bound name has 1 to %d letters", ID_MAX);
        return false;
    }
    memcpy(name, id, len);
    name[len] = '\0';
    static const enum kind others[] = {KIND_VARIABLE, KIND_FORMULA, KIND_SET};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (name_find(c->book, others[i], name, len) != NONE) {
            complain(c, "the bound name \"%s\" is already a %s", name, kind_word(others[i]));
            return false;
        }
    }
    for (int i = 0; i < scope->count; i++) {
        if (strcmp(scope->name[i].id, name) == 0) {
            complain(c, "\"%s\" is bound twice", name);
            return false;
        }
    }
    if (!id_valid(name, true) || word_reserved(name, len)) {
        complain(c, "\"%s\" cannot be a bound name", name);
        return false;
    }
    if (scope->count == BIND_MAX) {
        complain(c, "too many names bound at once; at most %d", BIND_MAX);
        return false;
    }
    struct bound *bound = &scope->name[scope->count++];
    memcpy(bound->id, name, len + 1);
    bound->set = (uint8_t)set;
    bound->type = type_of_set(c->program, set);
    bound->roles = role_mask(c, set, NULL, 0);
    return true;
}

/* Does it look at no name but the one in `slot`? Later names are those of its own aggregates. */
static bool names_only(const struct compiler *c, int32_t index, int slot)
{
    const struct node *node = &c->node[index];
    bool only = node->kind != NODE_BIND || node->symbol >= slot;
    for (int32_t i = node->first; only && i; i = c->node[i].next)
        only = names_only(c, i, slot);
    return only && (node->kind != NODE_AGG || (names_only(c, node->where_node, slot) &&
                                               names_only(c, node->body_node, slot)));
}

/* Both, of two nodes that stand in a tree already. */
static int32_t both(struct compiler *c, int32_t left, int32_t right)
{
    if (!left || c->nodes + 3 >= NODES_MAX)
        return left ? 0 : right;
    struct node *node = &c->node[c->nodes + 1];
    node[0] = (struct node){.kind = NODE_AND, .type = type_int(), .first = c->nodes + 2, .hi = 1};
    node[1] = c->node[left];
    node[2] = c->node[right];
    node[1].next = c->nodes + 3;
    node[2].next = 0;
    c->nodes += 3;
    return c->nodes - 2;
}

/* Parts a condition in its guard (the conditions that stand first and look at nobody else) and the
 * rest: "A and B and C" is (A and B) and C. */
static void guard_emit(struct compiler *c, const struct expr *where, struct binding *binding)
{
    int32_t guard = where->node, spine[BIND_MAX];
    int count = 0;
    while (guard && !names_only(c, guard, binding->slot)) {
        bool parted = c->node[guard].kind == NODE_AND && count < BIND_MAX;
        spine[count] = guard;
        count += parted;
        guard = parted ? c->node[guard].first : 0;
    }
    int32_t rest = 0;
    for (int i = count; guard && i-- > 0;)
        rest = both(c, rest, c->node[c->node[spine[i]].first].next);
    if (!guard || (count && !rest))
        return;
    binding->guard = count ? expr_emit(c, guard) : where->code;
    binding->rest = rest ? expr_emit(c, rest) : 0;
}

bool bind_compile(struct compiler *c, const char *text, struct scope *scope,
                  struct binding *ret_binding, struct expr *ret_where)
{
    int before = c->faults;
    size_t len = strlen(text);
    if (len > SOURCE_MAX) {
        complain(c, "an expression has 1 to %d characters", SOURCE_MAX);
        return false;
    }
    c->source = text;
    int32_t index = bind_parse(c, text, len);
    const struct node *node = &c->node[index];
    int set = index && node->kind == NODE_AGG
                  ? name_find(c->book, KIND_SET, text + node->at, node->len)
                  : NONE;
    if (c->faults == before && set == NONE) {
        struct hint hint =
            hint_of(nearest_item(c->book, 1u << KIND_SET, text + node->at, node->len));
        fault_at(c, node, "there is no set \"%.*s\"%s", (int)node->len, text + node->at, hint.text);
    }
    if (c->faults != before || !scope_add(c, scope, text + node->at2, node->len2, set)) {
        c->source = NULL;
        return false;
    }
    int slot = scope->count - 1;
    struct expr where = {.type = {TYPE_ERROR, 0}};
    if (node->where_node) {
        expr_type(c, node->where_node, scope);
        (void)want(c, node->where_node, type_int(), "the condition");
        if (c->faults == before)
            where = (struct expr){expr_emit(c, node->where_node), node->where_node, type_int(),
                                  c->node[node->where_node].lo, c->node[node->where_node].hi};
    }
    c->source = NULL;
    scope->name[slot].roles = role_mask(c, set, where.node ? &where : NULL, slot);
    memset(ret_binding, 0, sizeof *ret_binding); /* padding too: equal programs are equal bytes */
    ret_binding->set = (uint8_t)set;
    ret_binding->slot = (uint8_t)slot;
    ret_binding->where = where.code;
    c->source = text; /* options are read out of it */
    guard_emit(c, &where, ret_binding);
    c->source = NULL;
    if (ret_where)
        *ret_where = where;
    return c->faults == before;
}

struct span binds_compile(struct compiler *c, const json_t *list, const char *key,
                          struct scope *scope, struct conditions *conditions)
{
    struct program *p = c->program;
    struct span span = {p->bindings, 0};
    struct mark mark = at_key(c, key);
    size_t i;
    json_t *text;
    json_array_foreach(list, i, text)
    {
        struct mark inner = at_index(c, (int)i);
        struct binding binding;
        struct expr where;
        if (p->bindings == BINDINGS_MAX) {
            complain(c, "too many bindings in the book; at most %d", BINDINGS_MAX);
        } else if (bind_compile(c, json_string_value(text), scope, &binding, &where)) {
            p->binding[p->bindings++] = binding;
            span.count++;
            if (conditions && where.node && conditions->count < 16)
                conditions->node[conditions->count++] = where.node;
        }
        at_back(c, inner);
    }
    at_back(c, mark);
    return span;
}
