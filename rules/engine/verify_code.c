/* SPDX-License-Identifier: EUPL-1.2 */
/* verify_code.c -- expressions: known operations, words in range, jumps forward and inside, the
 * same stack on every way, one value left. Evaluates nothing. */
#include <string.h>

#include "engine/code.h"
#include "engine/memo.h"
#include "engine/verify.h"

#include "engine/integer_only.h"

enum { JUMPS_MAX = 256 }; /* jumps of one expression that have not landed yet */

struct path {
    struct verify *v;
    uint32_t at;
    int depth; /* -1: this word is reached by a jump only */
    int jumps;
    struct {
        uint32_t to;
        int depth;
    } jump[JUMPS_MAX];
};

void verify_that(struct verify *v, bool right, int line)
{
    if (!right && v->fault == 0) {
        v->fault = -line;
    }
}

void verify_want(struct verify *v, uint32_t code, bool absent, int line)
{
    if (code == 0) {
        verify_that(v, absent, line);
    } else if (code >= v->p->codes) {
        verify_that(v, false, line);
    } else {
        v->wanted[code / 64] |= (uint64_t)1 << (code % 64);
    }
}

static bool below(int32_t x, int32_t count)
{
    return x >= 0 && x < count;
}

static bool is_model(const struct program *p, int32_t kind, int32_t index)
{
    return (kind == SET_INCIDENT && below(index, p->templates)) ||
           (kind == SET_MOTION && below(index, p->motions)) ||
           (kind == SET_ORDER && below(index, p->actions));
}

static bool has_dims(const struct program *p, int32_t variable, int dims)
{
    return below(variable, p->variables) && p->variable[variable].dims == dims;
}

static bool words_right(struct verify *v, enum op op, const int32_t *w)
{
    const struct program *p = v->p;
    switch (op) {
    case OP_PARAM:
        return below(w[0], p->params);
    case OP_BIND:
        return below(w[0], BIND_MAX);
    case OP_GLOBAL:
        return below(w[0], GLOBALS);
    case OP_VAR0:
    case OP_RAW0:
        return has_dims(p, w[0], 0);
    case OP_VAR1:
    case OP_RAW1:
        return has_dims(p, w[0], 1);
    case OP_VAR2:
    case OP_RAW2:
        return has_dims(p, w[0], 2);
    case OP_FIELD:
        return below(w[0], FIELD_COUNT);
    case OP_ATTR:
        return below(w[0], p->attributes);
    case OP_IS:
        return is_model(p, w[0], w[1]);
    case OP_HAS:
        return below(w[0], OPTION_MAX);
    case OP_FITS:
        return below(w[0], p->templates);
    case OP_CALL:
        return below(w[0], p->formulas) && w[1] == p->formula[w[0]].args &&
               below(w[1], BIND_MAX + 1);
    case OP_TABLE:
        return below(w[0], p->tables);
    case OP_AGG:
        verify_want(v, (uint32_t)w[3], true, __LINE__);
        verify_want(v, (uint32_t)w[4], true, __LINE__);
        return below(w[0], AGGREGATES) && below(w[1], p->sets) && below(w[2], BIND_MAX);
    case OP_RET:
    case OP_PUSH:
    case OP_POSITION:
    case OP_SLIP:
    case OP_NEG:
    case OP_ABS:
    case OP_NOT:
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_MIN:
    case OP_MAX:
    case OP_CLAMP:
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_JUMP:
    case OP_JZ:
    case OP_COUNT:
        break;
    }
    return true;
}

/* Jumps that land on the present word bring their stack along. */
static bool land(struct path *path)
{
    int kept = 0;
    for (int k = 0; k < path->jumps; k++) {
        if (path->jump[k].to != path->at) {
            path->jump[kept++] = path->jump[k];
            continue;
        }
        if (path->depth >= 0 && path->depth != path->jump[k].depth) {
            return false;
        }
        path->depth = path->jump[k].depth;
    }
    path->jumps = kept;
    return path->depth >= 0;
}

static bool leap(struct path *path, int32_t to)
{
    if (to <= (int32_t)path->at || to >= (int32_t)path->v->p->codes || path->jumps == JUMPS_MAX) {
        return false;
    }
    path->jump[path->jumps].to = (uint32_t)to;
    path->jump[path->jumps++].depth = path->depth;
    return true;
}

/* One operation; `ret_end` when the expression ends with it. */
static bool step(struct path *path, bool *ret_end)
{
    const struct program *p = path->v->p;
    if (path->at >= p->codes || !below(p->code[path->at], OP_COUNT)) {
        return false;
    }
    const enum op op = (enum op)p->code[path->at];
    const struct op_shape shape = op_shape(op);
    if (!land(path) || path->at + shape.words >= p->codes || path->depth < shape.pops) {
        return false;
    }
    const int32_t *words = &p->code[path->at + 1];
    if (!words_right(path->v, op, words)) {
        return false;
    }
    if (op == OP_CALL && path->depth < words[1]) {
        return false;
    }
    path->depth += shape.pushes - shape.pops - (op == OP_CALL ? words[1] : 0);
    if (path->depth > STACK_MAX) {
        return false;
    }
    if (op == OP_RET) {
        *ret_end = path->jumps == 0;
        const bool right = path->depth == 0;
        path->depth = -1;
        return right;
    }
    if (op == OP_JUMP || op == OP_JZ) {
        const bool right = leap(path, words[0]);
        path->depth = op == OP_JUMP ? -1 : path->depth;
        return right;
    }
    return true;
}

static void verify_one(struct verify *v, uint32_t code)
{
    struct path path;
    path.v = v;
    path.at = code;
    path.depth = 0;
    path.jumps = 0;
    for (bool end = false; !end;) {
        if (!step(&path, &end)) {
            v->fault = v->fault == 0 ? (int)path.at : v->fault;
            return;
        }
        path.at += 1u + (uint32_t)op_words((enum op)v->p->code[path.at]);
    }
}

/* The text is one operation behind the other, and expressions begin with one of them: only so does
 * quick_make() see every operation for what it is. */
static void in_rows(struct verify *v)
{
    const struct program *p = v->p;
    int left = 0;
    for (uint32_t word = 0; word * 64 < p->codes; word++) {
        for (uint64_t bits = v->wanted[word]; bits != 0; bits &= bits - 1) {
            left++;
        }
    }
    for (uint32_t at = 0; at < p->codes && below(p->code[at], OP_COUNT);
         at += 1u + (uint32_t)op_words((enum op)p->code[at])) {
        left -= (int)(v->wanted[at / 64] >> (at % 64) & 1);
    }
    verify_that(v, left == 0, __LINE__);
}

void verify_code_all(struct verify *v)
{
    for (bool found = true; found && v->fault == 0;) {
        found = false;
        for (uint32_t word = 0; word * 64 < v->p->codes; word++) {
            while (v->fault == 0 && (v->wanted[word] & ~v->done[word]) != 0) {
                const int bit = lowest_bit(v->wanted[word] & ~v->done[word]);
                v->done[word] |= (uint64_t)1 << bit;
                verify_one(v, word * 64 + (uint32_t)bit);
                found = true;
            }
        }
    }
    in_rows(v);
}
