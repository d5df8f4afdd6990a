/* SPDX-License-Identifier: EUPL-1.2 */
/* expr_type.c -- gives every node of an expression its meaning, its type and the range of its
 * values, and notes what is read. Goes on after a fault; a node without a type makes no second
 * complaint. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

void type_variable(struct compiler *c, struct node *node, int variable, struct scope *scope,
                   bool raw)
{
    const struct variable *v = &c->program->variable[variable];
    const struct item *item = &c->book->kind[KIND_VARIABLE].item[variable];
    int32_t index = node->first;
    struct subject subject = {SUBJECT_NOBODY, 0, 0, 0};
    int given = 0;
    for (; index; index = c->node[index].next, given++) {
        expr_type(c, index, scope);
        if (given >= v->dims)
            continue;
        char what[ID_MAX + 40];
        (void)snprintf(what, sizeof what, "index %d of %s", given + 1, item->id);
        struct type type = type_of_set(c->program, v->set[given]);
        if (want(c, index, type, what) && type.kind == TYPE_ACTOR && subject.kind == SUBJECT_NOBODY)
            subject = subject_of(c, scope, index);
    }
    if (given != v->dims)
        fault_at(c, node, v->dims ? "%s has %d index%s; %d given" : "%s has no index", item->id,
                 v->dims, v->dims == 1 ? "" : "es", given);
    node->kind = raw ? NODE_RAW : NODE_VAR;
    node->symbol = (int16_t)variable;
    node->type = type_int();
    int32_t scale = raw ? 1 : v->scale;
    node->lo = v->lo / scale < 0 || v->dims == 0 ? v->lo / scale : 0; /* of nobody it is 0 */
    node->hi = v->hi / scale > 0 || v->dims == 0 ? v->hi / scale : 0;
    for (index = node->first; index; index = c->node[index].next) {
        if (c->node[index].type.kind == TYPE_ERROR)
            node->type.kind = TYPE_ERROR;
    }
    facts_add(&c->facts, variable, v->see, subject);
    c->book->kind[KIND_VARIABLE].item[variable].used = true;
}

static int find_bound(const struct scope *scope, const char *text, size_t len)
{
    for (int i = 0; i < scope->count; i++) {
        if (strlen(scope->name[i].id) == len && memcmp(scope->name[i].id, text, len) == 0)
            return i;
    }
    return NONE;
}

static bool word_value(struct node *node, const char *text, size_t len)
{
    static const struct {
        const char *word;
        int64_t lo, hi;
    } globals[GLOBALS] = {
        {"day", 0, DAY_TOP}, {"turn", 0, TURN_TOP}, {"days", 0, DAYS_MAX}, {"turns", 1, TURN_TOP}};
    for (int i = 0; i < GLOBALS; i++) {
        if (strlen(globals[i].word) == len && memcmp(globals[i].word, text, len) == 0) {
            node->kind = NODE_GLOBAL;
            node->symbol = (int16_t)i;
            node->type = type_int();
            node->lo = globals[i].lo;
            node->hi = globals[i].hi;
            return true;
        }
    }
    static const char *const answers[ANSWERS] = {
#define WORD(name, word) word,
        ANSWER_LIST(WORD)
#undef WORD
    };
    for (int i = 0; i < ANSWERS; i++) {
        if (strlen(answers[i]) == len && memcmp(answers[i], text, len) == 0) {
            node->kind = i == ANSWER_NONE ? NODE_NONE : NODE_ANSWER;
            node->type.kind = i == ANSWER_NONE ? TYPE_NONE : TYPE_ANSWER;
            node->lo = node->hi = i == ANSWER_NONE ? NONE : i;
            return true;
        }
    }
    return false;
}

struct known {
    const struct book *book;
    const struct scope *scope;
};

static const char *known_name(const void *cls, int k)
{
    const struct known *known = cls;
    if (k < known->scope->count)
        return known->scope->name[k].id;
    k -= known->scope->count;
    static const enum kind kinds[] = {KIND_VARIABLE, KIND_FORMULA, KIND_SET};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct items *items = &known->book->kind[kinds[i]];
        if (k < items->count)
            return items->item[k].id;
        k -= items->count;
    }
    return NULL;
}

static void unknown_name(struct compiler *c, const struct node *node, const struct scope *scope)
{
    const struct book *book = c->book;
    struct known known = {book, scope};
    int count = scope->count + book->kind[KIND_VARIABLE].count + book->kind[KIND_FORMULA].count +
                book->kind[KIND_SET].count;
    const char *text = c->source + node->at;
    struct hint hint = hint_of(nearest(text, node->len, known_name, &known, count));
    fault_at(c, node, "\"%.*s\" is no bound name, variable or formula%s",
             node->len > 60 ? 60 : (int)node->len, text, hint.text);
}

static void type_name(struct compiler *c, struct node *node, struct scope *scope)
{
    const char *text = c->source + node->at;
    int slot = find_bound(scope, text, node->len);
    int variable = name_find(c->book, KIND_VARIABLE, text, node->len);
    if (slot != NONE) {
        node->kind = NODE_BIND;
        node->symbol = (int16_t)slot;
        node->type = scope->name[slot].type;
    } else if (variable != NONE && c->book->kind[KIND_VARIABLE].item[variable].bad) {
        node->type.kind = TYPE_ERROR;
    } else if (variable != NONE) {
        type_variable(c, node, variable, scope, false);
    } else if (name_find(c->book, KIND_FORMULA, text, node->len) != NONE) {
        fault_at(c, node, "%.*s is a formula; write %.*s(…)", (int)node->len, text, (int)node->len,
                 text);
    } else if (name_find(c->book, KIND_SET, text, node->len) != NONE) {
        fault_at(c, node, "%.*s is a set; a member is written %.*s:id", (int)node->len, text,
                 (int)node->len, text);
    } else if (!word_value(node, text, node->len)) {
        unknown_name(c, node, scope);
    }
}

struct members {
    const struct book *book;
    int set;
};

static const char *member_name(const void *cls, int k)
{
    const struct members *members = cls;
    return book_member(members->book, members->set, k);
}

static void type_member(struct compiler *c, struct node *node)
{
    int set = name_find(c->book, KIND_SET, c->source + node->at, node->len);
    const char *id = c->source + node->at2;
    for (int i = 0; set != NONE && i < c->program->set[set].count; i++) {
        const char *member = book_member(c->book, set, i);
        if (strlen(member) == node->len2 && memcmp(member, id, node->len2) == 0) {
            node->kind = NODE_ENTITY;
            node->type = type_of_set(c->program, set);
            node->lo = node->hi = i;
            return;
        }
    }
    struct members members = {c->book, set};
    struct hint hint = hint_of(
        set == NONE ? NULL
                    : nearest(id, node->len2, member_name, &members, c->program->set[set].count));
    fault_at(c, node, "%.*s has no member \"%.*s\"%s", (int)node->len, c->source + node->at,
             (int)node->len2, id, hint.text);
}

/* Attributes of two kinds may share an id; the entity tells which is meant. */
static int attribute_find(const struct compiler *c, const char *id, size_t len, struct type of)
{
    static const uint8_t types[SET_KINDS] = {TYPE_ACTOR,    TYPE_ACTOR,  TYPE_FIXED,
                                             TYPE_INCIDENT, TYPE_MOTION, TYPE_ORDER};
    const struct items *items = &c->book->kind[KIND_ATTRIBUTE];
    for (int i = 0; i < items->count && i < c->program->attributes; i++) {
        const struct attribute *a = &c->program->attribute[i];
        bool same = strlen(items->item[i].id) == len && memcmp(items->item[i].id, id, len) == 0;
        if (same && !items->item[i].bad && types[a->set_kind] == of.kind &&
            (of.kind != TYPE_FIXED || a->set == of.set))
            return i;
    }
    return NONE;
}

static bool type_attribute(struct compiler *c, struct node *node, struct type of)
{
    int attribute = attribute_find(c, c->source + node->at, node->len, of);
    if (attribute == NONE)
        return false;
    node->kind = NODE_ATTR;
    node->symbol = (int16_t)attribute;
    node->type = c->book->attribute[attribute].type;
    node->lo = c->book->attribute[attribute].lo;
    node->hi = c->book->attribute[attribute].hi;
    c->book->kind[KIND_ATTRIBUTE].item[attribute].used = true;
    return true;
}

static void type_dot(struct compiler *c, struct node *node, struct scope *scope)
{
    expr_type(c, node->first, scope);
    struct type of = c->node[node->first].type;
    const char *text = c->source + node->at;
    if (of.kind == TYPE_ERROR)
        return;
    int field = field_meaning(of, text, node->len, node);
    if (field == FIELD_ORIGIN)
        facts_add(&c->facts, NONE, SEE_RED | SEE_WHITE, (struct subject){0});
    if (field != NONE)
        return;
    if (type_attribute(c, node, of))
        return;
    char buffer[80];
    struct hint hint = hint_of(nearest_item(c->book, 1u << KIND_ATTRIBUTE, text, node->len));
    fault_at(c, node, "%s has no attribute or field \"%.*s\"%s",
             type_word(c, of, buffer, sizeof buffer), (int)node->len, text, hint.text);
}

static void type_binary(struct compiler *c, struct node *node, struct scope *scope)
{
    int32_t left = node->first;
    expr_type(c, left, scope);
    int32_t right = c->node[left].next;
    expr_type(c, right, scope);
    bool equality = node->op == OP_EQ || node->op == OP_NE;
    node->type = type_int();
    if (node->kind == NODE_BINARY && equality) {
        struct node *a = &c->node[left], *b = &c->node[right];
        for (int turn = 0; turn < 2; turn++) { /* "none" is an answer as well */
            struct node *x = turn ? b : a;
            if ((turn ? a : b)->type.kind == TYPE_ANSWER && x->kind == NODE_NONE) {
                x->kind = NODE_ANSWER;
                x->type.kind = TYPE_ANSWER;
                x->lo = x->hi = ANSWER_NONE;
            }
        }
        (void)want(c, right, a->type, "what it is compared with");
    } else {
        (void)want(c, left, type_int(), "this side");
        (void)want(c, right, type_int(), "this side");
    }
    interval_of(c, node);
}

static void type_aggregate(struct compiler *c, struct node *node, struct scope *scope)
{
    int set = name_find(c->book, KIND_SET, c->source + node->at, node->len);
    node->type = type_int();
    if (set == NONE) {
        struct hint hint =
            hint_of(nearest_item(c->book, 1u << KIND_SET, c->source + node->at, node->len));
        fault_at(c, node, "there is no set \"%.*s\"%s", (int)node->len, c->source + node->at,
                 hint.text);
        node->type.kind = TYPE_ERROR;
        return;
    }
    node->symbol = (int16_t)set;
    node->slot = (int16_t)scope->count;
    if (!scope_add(c, scope, c->source + node->at2, node->len2, set)) {
        node->type.kind = TYPE_ERROR;
        return;
    }
    if (node->where_node) {
        expr_type(c, node->where_node, scope);
        (void)want(c, node->where_node, type_int(), "the condition");
    }
    if (node->body_node) {
        expr_type(c, node->body_node, scope);
        (void)want(c, node->body_node, type_int(), "what is taken of each");
    }
    scope->count--;
    for (int i = 0; i < c->facts.count; i++) { /* everybody's own number was read */
        struct subject *s = &c->facts.read[i].subject;
        if ((s->kind == SUBJECT_SLOT || s->kind == SUBJECT_FIELD) && s->slot == node->slot)
            s->kind = SUBJECT_OTHER;
    }
    interval_of(c, node);
}

static void type_unary(struct compiler *c, struct node *node, struct scope *scope)
{
    expr_type(c, node->first, scope);
    node->type = type_int();
    (void)want(c, node->first, type_int(), "this");
    interval_of(c, node);
}

static void type_number(struct compiler *c, struct node *node)
{
    node->type = type_int();
    if (node->lo > 2 && node->lo != 100) {
        fault_at(c, node,
                 "the number %lld has no name; allowed are 0, 1, 2 and 100, all others are "
                 "parameters with a range (@name)",
                 (long long)node->lo);
        node->lo = node->hi = 0;
    }
}

static void type_param(struct compiler *c, struct node *node)
{
    bool table = false;
    int declared = param_find(c, c->source + node->at, node->len, &table);
    node->type = type_int();
    if (declared == NONE || table) {
        const char *text = c->source + node->at;
        fault_at(c, node,
                 table ? "@%.*s is a table; write table(@%.*s, x)"
                       : "there is no parameter @%.*s (%.*s)",
                 (int)node->len, text, (int)node->len, text);
        node->type.kind = TYPE_ERROR;
        return;
    }
    node->lo = c->params->info[declared].lo;
    node->hi = c->params->info[declared].hi;
    node->symbol = (int16_t)param_need(c, declared);
}

void expr_type(struct compiler *c, int32_t index, struct scope *scope)
{
    struct node *node = &c->node[index];
    switch (node->kind) {
    case NODE_NUMBER:
        type_number(c, node);
        break;
    case NODE_PARAM:
        type_param(c, node);
        break;
    case NODE_NAME:
        type_name(c, node, scope);
        break;
    case NODE_MEMBER:
        type_member(c, node);
        break;
    case NODE_INDEX:
    case NODE_CALL:
        type_call(c, node, scope);
        break;
    case NODE_DOT:
        type_dot(c, node, scope);
        break;
    case NODE_IS:
        type_is(c, node, scope);
        break;
    case NODE_HAS:
        type_has(c, node, scope);
        break;
    case NODE_UNARY:
        type_unary(c, node, scope);
        break;
    case NODE_BINARY:
    case NODE_AND:
    case NODE_OR:
        type_binary(c, node, scope);
        break;
    case NODE_AGG:
        type_aggregate(c, node, scope);
        break;
    default:
        node->type.kind = TYPE_ERROR;
        break;
    }
}
