/* SPDX-License-Identifier: EUPL-1.2 */
/* types.c -- the types of entities and numbers, the engine's fields, and whose own number a path
 * leads to. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

enum { ALL_ROLES = (1 << ACTOR_KINDS) - 1 };

static const struct {
    const char *word;
    uint8_t of, gives;
} fields[FIELD_COUNT] = {
#define FIELD_ROW(name, word, kind, type) {word, TYPE_##kind, TYPE_##type},
    FIELD_LIST(FIELD_ROW)
#undef FIELD_ROW
};

const char *field_word(int field)
{
    return fields[field].word;
}

/* The highest value of a field that is not 0 or 1. */
static int64_t field_top(int field)
{
    switch (field) {
    case FIELD_DAY:
        return DAY_TOP;
    case FIELD_TURN:
    case FIELD_TABLED:
    case FIELD_DECIDED:
        return TURN_TOP;
    case FIELD_DOSE:
        return UINT8_MAX;
    case FIELD_ROUND:
        return ROUNDS_MAX;
    case FIELD_LEVEL:
        return INT16_MAX;
    default:
        return 1;
    }
}

void fault_at(struct compiler *c, const struct node *node, const char *format, ...)
{
    char text[DIAG_TEXT_MAX];
    va_list list;
    va_start(list, format);
    (void)vsnprintf(text, sizeof text, format, list);
    va_end(list);
    complain(c, "column %d: %s", node->at + 1, text);
}

struct type type_int(void)
{
    return (struct type){TYPE_INT, 0};
}

struct type type_of_set(const struct program *p, int set)
{
    static const uint8_t types[SET_KINDS] = {TYPE_ACTOR,    TYPE_ACTOR,  TYPE_FIXED,
                                             TYPE_INCIDENT, TYPE_MOTION, TYPE_ORDER};
    struct type type = {types[p->set[set].kind], 0};
    if (type.kind == TYPE_FIXED)
        type.set = (uint8_t)set;
    return type;
}

bool type_is_entity(struct type type)
{
    return type.kind >= TYPE_ACTOR;
}

bool type_match(struct type a, struct type b)
{
    if (a.kind == TYPE_ERROR || b.kind == TYPE_ERROR)
        return true;
    if (a.kind == TYPE_NONE || b.kind == TYPE_NONE)
        return (a.kind == TYPE_NONE || type_is_entity(a)) &&
               (b.kind == TYPE_NONE || type_is_entity(b));
    return a.kind == b.kind && (a.kind != TYPE_FIXED || a.set == b.set);
}

const char *type_word(const struct compiler *c, struct type type, char *buffer, size_t size)
{
    static const char *const words[] = {"nothing",     "a number", "an answer",
                                        "nobody",      "an actor", "",
                                        "an incident", "a motion", "an order"};
    if (type.kind != TYPE_FIXED)
        return words[type.kind];
    (void)snprintf(buffer, size, "a member of %s", book_id(c->book, KIND_SET, type.set));
    return buffer;
}

bool want(struct compiler *c, int32_t index, struct type type, const char *what)
{
    const struct node *node = &c->node[index];
    if (type_match(node->type, type))
        return true;
    char a[80], b[80];
    fault_at(c, node, "%s must be %s, and this is %s", what, type_word(c, type, a, sizeof a),
             type_word(c, node->type, b, sizeof b));
    return false;
}

struct subject subject_of(const struct compiler *c, const struct scope *scope, int32_t index)
{
    const struct node *node = &c->node[index];
    if (node->kind == NODE_BIND)
        return (struct subject){SUBJECT_SLOT, scope->name[node->symbol].roles, node->symbol, 0};
    if (node->kind == NODE_ENTITY)
        return (struct subject){SUBJECT_ACTOR, (uint8_t)(1u << c->program->actor[node->lo].kind), 0,
                                (int16_t)node->lo};
    if (node->kind == NODE_FIELD && c->node[node->first].kind == NODE_BIND) {
        uint8_t roles = node->symbol == FIELD_VICTIM ? c->book->victim_roles : ALL_ROLES;
        return (struct subject){SUBJECT_FIELD, roles, c->node[node->first].symbol, node->symbol};
    }
    return (struct subject){SUBJECT_OTHER, ALL_ROLES, 0, 0};
}

int field_meaning(struct type of, const char *text, size_t len, struct node *node)
{
    for (int f = 0; f < FIELD_COUNT; f++) {
        if (fields[f].of != of.kind || strlen(fields[f].word) != len ||
            memcmp(fields[f].word, text, len) != 0)
            continue;
        node->kind = NODE_FIELD;
        node->symbol = (int16_t)f;
        node->type = (struct type){fields[f].gives, 0};
        node->hi = field_top(f);
        node->lo = f == FIELD_LEVEL ? INT16_MIN : 0;
        return f;
    }
    return NONE;
}
