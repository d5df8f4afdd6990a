/* SPDX-License-Identifier: EUPL-1.2 */
/* verify_depth.c -- how deep formulas and aggregates stand inside one another: never deeper than
 * the machine has room for, so no verified program can run out of it, whatever the world. Refuses
 * recursion by the same count. */
#include <string.h>

#include "engine/code.h"
#include "engine/verify.h"
#include "engine/vm_machine.h"

#include "engine/integer_only.h"

enum { TODO_MAX = 1024 }; /* aggregates of one expression */

struct height {
    int32_t controls, calls, medians;
};
struct todo {
    uint32_t code;
    int32_t level, medians;
};

struct depths {
    const struct program *p;
    struct height formula[FORMULAS_MAX];
    struct todo todo[TODO_MAX];
    int todos;
    bool full;
};

static int32_t larger(int32_t x, int32_t y)
{
    return x > y ? x : y;
}

static void later(struct depths *d, int32_t code, int32_t level, int32_t medians)
{
    if (code == 0) {
        return;
    }
    if (d->todos == TODO_MAX) {
        d->full = true;
        return;
    }
    d->todo[d->todos++] = (struct todo){(uint32_t)code, level, medians};
}

static struct height height_of(struct depths *d, uint32_t code)
{
    struct height h = {0, 0, 0};
    d->todos = 0;
    later(d, (int32_t)code, 0, 0);
    while (d->todos > 0) {
        const struct todo t = d->todo[--d->todos];
        const int32_t *word = &d->p->code[t.code];
        h.controls = larger(h.controls, t.level);
        h.medians = larger(h.medians, t.medians);
        for (; *word != OP_RET; word += 1 + op_words((enum op) * word)) {
            if (*word == OP_CALL) {
                const struct height *f = &d->formula[word[1]];
                h.controls = larger(h.controls, t.level + 1 + f->controls);
                h.calls = larger(h.calls, 1 + f->calls);
                h.medians = larger(h.medians, t.medians + f->medians);
            } else if (*word == OP_AGG) {
                const int32_t held = word[1] == AGG_MEDIAN ? d->p->set[word[2]].count : 0;
                later(d, word[4], t.level + 1, t.medians + held);
                later(d, word[5], t.level + 1, t.medians + held);
                h.controls = larger(h.controls, t.level + 1);
                h.medians = larger(h.medians, t.medians + held);
            }
        }
    }
    return h;
}

static bool fits(struct height h)
{
    return h.controls <= CONTROLS_MAX && h.calls <= CALL_MAX && h.medians <= MEDIANS_MAX;
}

/* One more pass over all formulas; false when nothing grew. */
static bool grow(struct depths *d, struct verify *v)
{
    bool grew = false;
    for (int f = 0; f < d->p->formulas; f++) {
        const struct span terms = d->p->formula[f].terms;
        for (int t = terms.first; t < terms.first + terms.count; t++) {
            const struct height h = height_of(d, d->p->term[t].code);
            struct height *now = &d->formula[f];
            grew = grew || h.controls > now->controls || h.calls > now->calls ||
                   h.medians > now->medians;
            *now = (struct height){larger(now->controls, h.controls), larger(now->calls, h.calls),
                                   larger(now->medians, h.medians)};
        }
        verify_that(v,
                    !d->full &&
                        fits((struct height){d->formula[f].controls + 1, d->formula[f].calls + 1,
                                             d->formula[f].medians}),
                    __LINE__);
    }
    return grew;
}

void verify_depths(struct verify *v)
{
    struct depths d;
    memset(&d, 0, sizeof d);
    d.p = v->p;
    while (v->fault == 0 && grow(&d, v)) { /* recursion grows until it does not fit */
    }
    for (uint32_t code = 1; code < v->p->codes && v->fault == 0; code++) {
        if ((v->wanted[code / 64] >> (code % 64) & 1) != 0 &&
            !(fits(height_of(&d, code)) && !d.full)) {
            v->fault = (int)code;
        }
    }
}
