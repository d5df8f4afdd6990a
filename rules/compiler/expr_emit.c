/* SPDX-License-Identifier: EUPL-1.2 */
/* expr_emit.c -- from a typed tree to words of program text. The inner expressions of aggregates
 * are written first and end with their own RET. An expression that was written before is used
 * again. */
#include <string.h>

#include "compiler/compile.h"

static void word(struct compiler *c, int32_t value)
{
    struct program *p = c->program;
    if (p->codes < CODE_MAX)
        p->code[p->codes] = value;
    p->codes += p->codes < CODE_MAX;
}

static void op1(struct compiler *c, enum op op, int32_t value)
{
    word(c, (int32_t)op);
    word(c, value);
}

static void emit(struct compiler *c, int32_t index);

/* Makes 0 or 1 of a value that may be another. */
static void emit_truth(struct compiler *c, int32_t index)
{
    emit(c, index);
    if (c->node[index].lo < 0 || c->node[index].hi > 1) {
        op1(c, OP_PUSH, 0);
        word(c, OP_NE);
    }
}

static uint32_t jump(struct compiler *c, enum op op)
{
    op1(c, op, 0);
    return c->program->codes - 1;
}

static void land(struct compiler *c, uint32_t hole)
{
    if (hole < CODE_MAX)
        c->program->code[hole] = (int32_t)c->program->codes;
}

/* if, and, or: condition, JZ other, value, JUMP end, other: value, end. */
static void emit_choice(struct compiler *c, const struct node *node)
{
    int32_t first = node->first, second = c->node[first].next;
    emit(c, first);
    uint32_t other = jump(c, OP_JZ);
    if (node->kind == NODE_IF)
        emit(c, second);
    else if (node->kind == NODE_AND)
        emit_truth(c, second);
    else
        op1(c, OP_PUSH, 1);
    uint32_t end = jump(c, OP_JUMP);
    land(c, other);
    if (node->kind == NODE_IF)
        emit(c, c->node[second].next);
    else if (node->kind == NODE_AND)
        op1(c, OP_PUSH, 0);
    else
        emit_truth(c, second);
    land(c, end);
}

/* The bit of an option id in a motion kind, NONE when it has none. */
static int option_bit(const struct compiler *c, int motion, const struct node *node)
{
    size_t i;
    json_t *option;
    json_array_foreach(json_object_get(c->book->kind[KIND_MOTION].item[motion].json, "options"), i,
                       option)
    {
        if (json_string_length(option) == node->len2 &&
            memcmp(json_string_value(option), c->source + node->at2, node->len2) == 0)
            return (int)i;
    }
    return NONE;
}

/* The bit, if it means this option in every kind that has it; else NONE. */
static int common_bit(const struct compiler *c, const struct node *node)
{
    int common = NONE;
    for (int k = 0; k < c->book->kind[KIND_MOTION].count && k < MOTION_KINDS_MAX; k++) {
        int bit = option_bit(c, k, node);
        if (bit != NONE && common != NONE && bit != common)
            return NONE;
        common = bit != NONE ? bit : common;
    }
    for (int k = 0; common != NONE && k < c->book->kind[KIND_MOTION].count && k < MOTION_KINDS_MAX;
         k++) {
        const json_t *options = json_object_get(c->book->kind[KIND_MOTION].item[k].json, "options");
        if (option_bit(c, k, node) == NONE && (int)json_array_size(options) > common)
            return NONE; /* there the bit means another */
    }
    return common;
}

/* An option's bit may differ from kind to kind: "is this kind, and has this bit, else the next kind
 * …". */
static void emit_has(struct compiler *c, const struct node *node)
{
    int common = common_bit(c, node);
    if (common != NONE) {
        emit(c, node->first);
        op1(c, OP_HAS, common);
        return;
    }
    uint32_t ends[MOTION_KINDS_MAX];
    int count = 0;
    for (int k = 0; k < c->book->kind[KIND_MOTION].count && k < MOTION_KINDS_MAX; k++) {
        int bit = option_bit(c, k, node);
        if (bit == NONE)
            continue;
        emit(c, node->first);
        op1(c, OP_IS, SET_MOTION);
        word(c, k);
        uint32_t other = jump(c, OP_JZ);
        emit(c, node->first);
        op1(c, OP_HAS, bit);
        ends[count++] = jump(c, OP_JUMP);
        land(c, other);
    }
    op1(c, OP_PUSH, 0);
    while (count > 0)
        land(c, ends[--count]);
}

static void emit_list(struct compiler *c, int32_t first)
{
    for (int32_t i = first; i; i = c->node[i].next)
        emit(c, i);
}

static void emit_fold(struct compiler *c, const struct node *node)
{
    int32_t i = node->first;
    emit(c, i);
    for (i = c->node[i].next; i; i = c->node[i].next) {
        emit(c, i);
        word(c, node->op);
    }
}

static int length(const struct compiler *c, int32_t first)
{
    int count = 0;
    for (int32_t i = first; i; i = c->node[i].next)
        count++;
    return count;
}

static void emit_is(struct compiler *c, const struct node *node)
{
    uint8_t kind = c->node[node->first].type.kind;
    emit(c, node->first);
    op1(c, OP_IS,
        kind == TYPE_INCIDENT ? SET_INCIDENT
        : kind == TYPE_MOTION ? SET_MOTION
                              : SET_ORDER);
    word(c, node->symbol);
}

/* A value without parts. */
static bool emit_leaf(struct compiler *c, const struct node *node)
{
    static const uint8_t ops[] = {
        [NODE_NUMBER] = OP_PUSH,  [NODE_NONE] = OP_PUSH,   [NODE_ENTITY] = OP_PUSH,
        [NODE_ANSWER] = OP_PUSH,  [NODE_PARAM] = OP_PARAM, [NODE_BIND] = OP_BIND,
        [NODE_GLOBAL] = OP_GLOBAL};
    uint8_t op = node->kind < sizeof ops ? ops[node->kind] : (uint8_t)OP_RET;
    if (op == OP_RET)
        return false;
    op1(c, (enum op)op, op == OP_PUSH ? (int32_t)node->lo : node->symbol);
    return true;
}

/* A question about one entity, or a step table. */
static void emit_about(struct compiler *c, const struct node *node)
{
    static const uint8_t ops[] = {[NODE_FIELD] = OP_FIELD,
                                  [NODE_ATTR] = OP_ATTR,
                                  [NODE_FITS] = OP_FITS,
                                  [NODE_TABLE] = OP_TABLE};
    emit(c, node->first);
    op1(c, (enum op)ops[node->kind], node->symbol);
}

static void emit_variable(struct compiler *c, const struct node *node)
{
    int first = node->kind == NODE_VAR ? OP_VAR0 : OP_RAW0;
    emit_list(c, node->first);
    op1(c, (enum op)(first + length(c, node->first)), node->symbol);
}

static void emit_aggregate(struct compiler *c, const struct node *node)
{
    op1(c, OP_AGG, node->op);
    word(c, node->symbol);
    word(c, node->slot);
    word(c, (int32_t)node->where);
    word(c, (int32_t)node->body);
}

static void emit(struct compiler *c, int32_t index)
{
    const struct node *node = &c->node[index];
    if (emit_leaf(c, node))
        return;
    switch (node->kind) {
    case NODE_VAR:
    case NODE_RAW:
        emit_variable(c, node);
        break;
    case NODE_FIELD:
    case NODE_ATTR:
    case NODE_FITS:
    case NODE_TABLE:
        emit_about(c, node);
        break;
    case NODE_IS:
        emit_is(c, node);
        break;
    case NODE_HAS:
        emit_has(c, node);
        break;
    case NODE_POSITION:
    case NODE_SLIP:
        emit_list(c, node->first);
        word(c, node->kind == NODE_SLIP ? OP_SLIP : OP_POSITION);
        break;
    case NODE_FORMULA:
        emit_list(c, node->first);
        op1(c, OP_CALL, node->symbol);
        word(c, length(c, node->first));
        break;
    case NODE_UNARY:
    case NODE_ABS:
    case NODE_CLAMP:
        emit_list(c, node->first);
        word(c, node->op);
        break;
    case NODE_BINARY:
        emit_fold(c, node);
        break;
    case NODE_IF:
    case NODE_AND:
    case NODE_OR:
        emit_choice(c, node);
        break;
    case NODE_AGG:
        emit_aggregate(c, node);
        break;
    default: /* what the typer left is not compiled: its expression has a fault */
        break;
    }
}

static const uint8_t immediates[OP_COUNT] = {
#define WORDS(name, imm, pops, pushes) imm,
    OP_LIST(WORDS)
#undef WORDS
};

/* The next word of an expression that begins at `start`; jumps are counted from there, so that
 * equal expressions have equal words wherever they stand. `op_at`: where the last operation is. */
static int32_t word_of(const struct program *p, uint32_t start, uint32_t at, uint32_t *op_at)
{
    if (at > *op_at + immediates[p->code[start + *op_at]])
        *op_at = at;
    int32_t op = p->code[start + *op_at];
    bool target = at > *op_at && (op == OP_JUMP || op == OP_JZ);
    return p->code[start + at] - (target ? (int32_t)start : 0);
}

static uint32_t hash_of(const struct program *p, uint32_t start)
{
    uint32_t hash = 2166136261u;
    for (uint32_t at = 0, op = 0; start + at < p->codes; at++)
        hash = (hash ^ (uint32_t)word_of(p, start, at, &op)) * 16777619u;
    return hash ^ hash >> 15;
}

static bool same(const struct program *p, uint32_t old, uint32_t start)
{
    uint32_t count = p->codes - start, op = 0, old_op = 0, at = 0;
    while (old + count <= start && at < count &&
           word_of(p, old, at, &old_op) == word_of(p, start, at, &op))
        at++;
    return at == count;
}

/* Code from `start` to the end: an equal older piece instead, if there is one. */
static uint32_t share(struct compiler *c, uint32_t start)
{
    enum { ROOM = sizeof c->shared / sizeof c->shared[0] };
    struct program *p = c->program;
    for (uint32_t at = hash_of(p, start) % ROOM, tries = 0; tries < 64;
         at = (at + 1) % ROOM, tries++) {
        uint32_t old = c->shared[at];
        if (old == 0) {
            c->shared[at] = start;
            return start;
        }
        if (same(p, old, start)) {
            p->codes = start;
            return old;
        }
    }
    return start;
}

static void emit_inner(struct compiler *c, int32_t index)
{
    struct node *node = &c->node[index];
    for (int32_t i = node->first; i; i = c->node[i].next)
        emit_inner(c, i);
    if (node->kind != NODE_AGG)
        return;
    if (node->where_node)
        node->where = expr_emit(c, node->where_node);
    if (node->body_node)
        node->body = expr_emit(c, node->body_node);
}

uint32_t expr_emit(struct compiler *c, int32_t index)
{
    emit_inner(c, index);
    uint32_t start = c->program->codes;
    emit(c, index);
    word(c, OP_RET);
    if (c->program->codes >= CODE_MAX) {
        complain(c, "the book is too large: its expressions take more than %d words", CODE_MAX);
        return 0;
    }
    return share(c, start);
}
