/* SPDX-License-Identifier: EUPL-1.2 */
/* roles.c -- which roles (member, chair, red …) a bound actor can have, by trying the filter on
 * every actor of the book. What depends on the course of a game counts as possible. */
#include "compiler/compile.h"

struct trial {
    const struct compiler *c;
    int slot, actor;
};
struct guess {
    bool known;
    int64_t value;
};

static struct guess known(int64_t value)
{
    return (struct guess){true, value};
}

static struct guess guess(const struct trial *trial, int32_t index);

static struct guess of_field(const struct trial *trial, const struct node *node, int64_t actor)
{
    static const struct {
        uint8_t field, role;
    } roles[] = {{FIELD_MEMBER, ACTOR_MEMBER},
                 {FIELD_CHAIR, ACTOR_CHAIR},
                 {FIELD_COMMAND, ACTOR_COMMAND},
                 {FIELD_UNION, ACTOR_UNION},
                 {FIELD_RED, ACTOR_RED}};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (roles[i].field == node->symbol)
            return known(trial->c->program->actor[actor].kind == roles[i].role);
    }
    return (struct guess){false, 0};
}

static struct guess of_operator(const struct node *node, int64_t a, int64_t b)
{
    switch (node->op) {
    case OP_EQ:
        return known(a == b);
    case OP_NE:
        return known(a != b);
    case OP_LT:
        return known(a < b);
    case OP_LE:
        return known(a <= b);
    case OP_GT:
        return known(a > b);
    case OP_GE:
        return known(a >= b);
    default:
        return (struct guess){false, 0};
    }
}

static struct guess of_pair(const struct trial *trial, const struct node *node)
{
    struct guess a = guess(trial, node->first);
    struct guess b = guess(trial, trial->c->node[node->first].next);
    if (node->kind == NODE_BINARY)
        return a.known && b.known ? of_operator(node, a.value, b.value) : (struct guess){false, 0};
    bool end = node->kind == NODE_OR; /* what settles the matter alone */
    if ((a.known && (a.value != 0) == end) || (b.known && (b.value != 0) == end))
        return known(end);
    return a.known && b.known ? known(!end) : (struct guess){false, 0};
}

static struct guess guess(const struct trial *trial, int32_t index)
{
    const struct node *node = &trial->c->node[index];
    struct guess child;
    switch (node->kind) {
    case NODE_NUMBER:
    case NODE_NONE:
    case NODE_ENTITY:
        return known(node->lo);
    case NODE_BIND:
        return (struct guess){node->symbol == trial->slot, trial->actor};
    case NODE_FIELD:
    case NODE_ATTR:
        child = guess(trial, node->first);
        if (!child.known || child.value < 0)
            return (struct guess){false, 0};
        if (node->kind == NODE_FIELD)
            return of_field(trial, node, child.value);
        return known(
            trial->c->program
                ->attribute_value[trial->c->program->attribute[node->symbol].first + child.value]);
    case NODE_UNARY:
        child = guess(trial, node->first);
        child.value = node->op == OP_NOT ? !child.value : -child.value;
        return child;
    case NODE_BINARY:
    case NODE_AND:
    case NODE_OR:
        return of_pair(trial, node);
    default:
        return (struct guess){false, 0};
    }
}

uint8_t role_mask(const struct compiler *c, int set, const struct expr *where, int slot)
{
    const struct set *s = &c->program->set[set];
    unsigned mask = 0;
    if (s->kind != SET_ACTOR && s->kind != SET_MEMBER)
        return 0;
    for (int actor = 0; actor < s->count; actor++) {
        struct trial trial = {c, slot, actor};
        struct guess fits = where ? guess(&trial, where->node) : known(1);
        if (!fits.known || fits.value)
            mask |= 1u << c->program->actor[actor].kind;
    }
    return (uint8_t)mask;
}
