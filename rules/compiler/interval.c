/* SPDX-License-Identifier: EUPL-1.2 */
/* interval.c -- the range of every value: proves that no divisor is 0 and no value leaves 32 bits,
 * and finds conditions that can never hold. An estimate from above: what it calls possible need not
 * be. */
#include "compiler/compile.h"

struct range {
    int64_t lo, hi;
};

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct range corners(int64_t a, int64_t b, int64_t x, int64_t y)
{
    return (struct range){least(least(a, b), least(x, y)), most(most(a, b), most(x, y))};
}

static struct range divide(struct compiler *c, const struct node *node, struct range a,
                           struct range b)
{
    if (b.lo <= 0 && b.hi >= 0) {
        fault_at(c, node,
                 "the divisor can be 0 (it lies in %lld..%lld); write max(1, …) or give its "
                 "parameter a range without 0",
                 (long long)b.lo, (long long)b.hi);
        return (struct range){0, 0};
    }
    return corners(a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi);
}

static struct range truth(bool always, bool never)
{
    return (struct range){always, !never};
}

static struct range combine(struct compiler *c, const struct node *node, struct range a,
                            struct range b)
{
    switch (node->op) {
    case OP_ADD:
        return (struct range){a.lo + b.lo, a.hi + b.hi};
    case OP_SUB:
        return (struct range){a.lo - b.hi, a.hi - b.lo};
    case OP_MUL:
        return corners(a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi);
    case OP_DIV:
        return divide(c, node, a, b);
    case OP_MIN:
        return (struct range){least(a.lo, b.lo), least(a.hi, b.hi)};
    case OP_MAX:
        return (struct range){most(a.lo, b.lo), most(a.hi, b.hi)};
    case OP_EQ:
        return truth(a.lo == a.hi && b.lo == b.hi && a.lo == b.lo, a.hi < b.lo || b.hi < a.lo);
    case OP_NE:
        return truth(a.hi < b.lo || b.hi < a.lo, a.lo == a.hi && b.lo == b.hi && a.lo == b.lo);
    case OP_LT:
        return truth(a.hi < b.lo, a.lo >= b.hi);
    case OP_LE:
        return truth(a.hi <= b.lo, a.lo > b.hi);
    case OP_GT:
        return truth(a.lo > b.hi, a.hi <= b.lo);
    case OP_GE:
        return truth(a.lo >= b.hi, a.hi < b.lo);
    default:
        return (struct range){0, 1};
    }
}

static bool may_be_zero(const struct node *node)
{
    return node->lo <= 0 && node->hi >= 0;
}

static bool is_zero(const struct node *node)
{
    return node->lo == 0 && node->hi == 0;
}

static struct range of_binary(struct compiler *c, const struct node *node)
{
    const struct node *first = &c->node[node->first];
    if (type_is_entity(first->type) || first->type.kind != TYPE_INT)
        return (struct range){0, 1}; /* a comparison of entities or answers */
    struct range range = {first->lo, first->hi};
    for (int32_t i = first->next; i; i = c->node[i].next)
        range = combine(c, node, range, (struct range){c->node[i].lo, c->node[i].hi});
    return range;
}

static struct range of_aggregate(const struct compiler *c, const struct node *node)
{
    int64_t count = c->program->set[node->symbol].count;
    const struct node *body = &c->node[node->body_node];
    int64_t lo = node->body_node ? least(body->lo, 0) : 0;
    int64_t hi = node->body_node ? most(body->hi, 0) : 0;
    switch ((enum aggregate)node->op) {
    case AGG_SUM:
        return (struct range){lo * count, hi * count};
    case AGG_COUNT:
        return (struct range){0, count};
    case AGG_ANY:
    case AGG_ALL:
        return (struct range){0, 1};
    case AGG_MIN:
    case AGG_MAX:
    case AGG_MEDIAN:
    case AGGREGATES:
        break;
    }
    return (struct range){lo, hi};
}

static struct range of_node(struct compiler *c, const struct node *node)
{
    const struct node *first = &c->node[node->first];
    const struct node *second = &c->node[first->next];
    const struct node *third = &c->node[second->next];
    switch (node->kind) {
    case NODE_AND:
        return truth(!may_be_zero(first) && !may_be_zero(second),
                     is_zero(first) || is_zero(second));
    case NODE_OR:
        return truth(!may_be_zero(first) || !may_be_zero(second),
                     is_zero(first) && is_zero(second));
    case NODE_IF:
        if (is_zero(first))
            return (struct range){third->lo, third->hi};
        if (!may_be_zero(first))
            return (struct range){second->lo, second->hi};
        return (struct range){least(second->lo, third->lo), most(second->hi, third->hi)};
    case NODE_ABS:
        if (first->lo >= 0)
            return (struct range){first->lo, first->hi};
        return (struct range){first->hi <= 0 ? -first->hi : 0, most(-first->lo, first->hi)};
    case NODE_CLAMP:
        return (struct range){most(second->lo, least(third->lo, first->lo)),
                              most(second->hi, least(third->hi, first->hi))};
    case NODE_AGG:
        return of_aggregate(c, node);
    case NODE_UNARY:
        if (node->op == OP_NOT)
            return truth(is_zero(first), !may_be_zero(first));
        return (struct range){-first->hi, -first->lo};
    default:
        return of_binary(c, node);
    }
}

void interval_of(struct compiler *c, struct node *node)
{
    for (int32_t i = node->first; i; i = c->node[i].next) {
        if (c->node[i].type.kind == TYPE_ERROR) {
            node->type.kind = TYPE_ERROR;
            return;
        }
    }
    struct range range = of_node(c, node);
    if (range.lo < INT32_MIN || range.hi > INT32_MAX) {
        fault_at(
            c, node,
            "the value can leave 32 bits (%lld..%lld); make the ranges smaller or clamp a part",
            (long long)range.lo, (long long)range.hi);
        range = (struct range){0, 0};
    }
    node->lo = range.lo;
    node->hi = range.hi;
}

/* ---- conditions that cannot hold together ---- */

enum { LIMITS_MAX = 32 };
struct limit {
    int32_t node;
    int64_t lo, hi;
};
struct limits {
    int count;
    struct limit limit[LIMITS_MAX];
    bool broken;
};

static bool same(const struct compiler *c, int32_t x, int32_t y)
{
    const struct node *a = &c->node[x], *b = &c->node[y];
    if (a->kind != b->kind || a->op != b->op || a->symbol != b->symbol || a->lo != b->lo ||
        a->hi != b->hi || a->kind == NODE_AGG)
        return false;
    int32_t i = a->first, j = b->first;
    for (; i && j; i = c->node[i].next, j = c->node[j].next) {
        if (!same(c, i, j))
            return false;
    }
    return i == j;
}

static void limit(const struct compiler *c, struct limits *limits, int32_t node, struct range range)
{
    for (int i = 0; i < limits->count; i++) {
        struct limit *known = &limits->limit[i];
        if (!same(c, known->node, node))
            continue;
        known->lo = most(known->lo, range.lo);
        known->hi = least(known->hi, range.hi);
        limits->broken |= known->lo > known->hi;
        return;
    }
    if (limits->count < LIMITS_MAX)
        limits->limit[limits->count++] = (struct limit){node, range.lo, range.hi};
}

static void atom(const struct compiler *c, struct limits *limits, const struct node *node)
{
    int32_t left = node->first, right = c->node[left].next;
    const struct node *a = &c->node[left], *b = &c->node[right];
    if (a->kind == NODE_ENTITY || a->kind == NODE_ANSWER || b->kind == NODE_ENTITY ||
        b->kind == NODE_ANSWER) {
        bool swap = a->kind == NODE_ENTITY || a->kind == NODE_ANSWER;
        const struct node *constant = swap ? a : b;
        if (node->op == OP_EQ)
            limit(c, limits, swap ? right : left, (struct range){constant->lo, constant->hi});
        return;
    }
    if (a->type.kind != TYPE_INT)
        return;
    switch (node->op) {
    case OP_EQ:
        limit(c, limits, left, (struct range){most(a->lo, b->lo), least(a->hi, b->hi)});
        break;
    case OP_LT:
    case OP_LE:
        limit(c, limits, left, (struct range){a->lo, b->hi - (node->op == OP_LT)});
        limit(c, limits, right, (struct range){a->lo + (node->op == OP_LT), b->hi});
        break;
    case OP_GT:
    case OP_GE:
        limit(c, limits, left, (struct range){b->lo + (node->op == OP_GT), a->hi});
        limit(c, limits, right, (struct range){b->lo, a->hi - (node->op == OP_GT)});
        break;
    default:
        break;
    }
}

static void gather(const struct compiler *c, struct limits *limits, int32_t index)
{
    const struct node *node = &c->node[index];
    if (node->kind == NODE_AND) {
        gather(c, limits, node->first);
        gather(c, limits, c->node[node->first].next);
    } else if (node->kind == NODE_BINARY) {
        atom(c, limits, node);
    }
    if (node->type.kind == TYPE_INT && is_zero(node))
        limits->broken = true;
}

bool never_true(const struct compiler *c, const struct conditions *conditions)
{
    struct limits limits = {0};
    for (int i = 0; i < conditions->count; i++)
        gather(c, &limits, conditions->node[i]);
    return limits.broken;
}
