/* SPDX-License-Identifier: EUPL-1.2 */
/* quick.c -- see quick.h. Evaluates nothing. */
#include "engine/quick.h"

#include <string.h>

#include "engine/code.h"

#include "engine/integer_only.h"

enum { RUN_MAX = 5 };

static const struct {
    uint8_t op[RUN_MAX]; /* 0 (RET, which no run holds) behind the last */
} runs[] = {
#define QUICK_RUN(name, ...) {{__VA_ARGS__}},
    QUICK_LIST(QUICK_RUN)
#undef QUICK_RUN
};
enum { RUNS = sizeof runs / sizeof runs[0] };

/* Is there an operation, and a word behind it? The last word of a text is a return: it stays. */
static bool is_plain(const struct program *p, uint32_t at)
{
    return at + 1 < p->codes && p->code[at] >= 0 && p->code[at] < OP_COUNT;
}

/* The plain operation that does the same here: a variable in whole units needs no division, and who
 * jumps to the end is at the end. */
static enum op simplest(const struct program *p, uint32_t at)
{
    const enum op op = (enum op)p->code[at];
    const int32_t word = p->code[at + 1];
    if (op >= OP_VAR0 && op <= OP_VAR2 && word >= 0 && word < p->variables &&
        p->variable[word].scale == 1) {
        return (enum op)(op - OP_VAR0 + OP_RAW0);
    }
    if (op == OP_JUMP && word > 0 && word < (int32_t)p->codes && p->code[word] == OP_RET) {
        return OP_RET;
    }
    return op;
}

static bool is_false(const struct program *p, int32_t at)
{
    return at > 0 && at + 2 < (int32_t)p->codes && p->code[at] == OP_PUSH && p->code[at + 1] == 0 &&
           p->code[at + 2] == OP_RET;
}

/* Do these operations stand here, one behind the other? */
static bool is_run(const struct program *p, uint32_t at, const uint8_t *op)
{
    for (int k = 0; k < RUN_MAX && op[k] != OP_RET; k++) {
        if (!is_plain(p, at) || simplest(p, at) != op[k]) {
            return false;
        }
        at += 1u + (uint32_t)op_words((enum op)p->code[at]);
    }
    return true;
}

/* The first run of the list that begins with a pair of operations; RUNS: none does. */
struct pairs {
    uint8_t first[OP_COUNT][OP_COUNT];
};

static int32_t quickest(const struct program *p, uint32_t at, const struct pairs *pairs)
{
    const enum op op = simplest(p, at);
    const uint32_t next = at + 1u + (uint32_t)op_words(op);
    if (op == OP_JZ) {
        return is_false(p, p->code[at + 1]) ? (int32_t)QUICK_JZ_FALSE : (int32_t)OP_JZ;
    }
    if ((op != OP_BIND && op != OP_PUSH && op != OP_PARAM) || !is_plain(p, next)) {
        return (int32_t)op;
    }
    int k = pairs->first[op][simplest(p, next)];
    while (k < RUNS && !is_run(p, at, runs[k].op)) {
        k = runs[k].op[0] == op ? k + 1 : RUNS;
    }
    return k < RUNS ? QUICK_FIRST + 1 + k : (int32_t)op;
}

void quick_make(struct program *p)
{
    struct pairs pairs;
    memset(&pairs, RUNS, sizeof pairs);
    for (int k = RUNS - 1; k >= 0; k--) {
        pairs.first[runs[k].op[0]][runs[k].op[1]] = (uint8_t)k;
    }
    memcpy(p->quick, p->code, p->codes * sizeof p->code[0]);
    for (uint32_t at = 0; is_plain(p, at); at += 1u + (uint32_t)op_words((enum op)p->code[at])) {
        p->quick[at] = quickest(p, at, &pairs);
    }
}
