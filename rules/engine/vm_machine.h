/* SPDX-License-Identifier: EUPL-1.2 */
/* vm_machine.h -- the machine that vm.c and vm_control.c share. Nothing else includes it. */
#ifndef ENGINE_VM_MACHINE_H
#define ENGINE_VM_MACHINE_H

#include <string.h>

#include "engine/memo.h"

enum {
    CONTROLS_MAX = CALL_MAX * 4, /* formulas and aggregates inside one another */
    VALUES_MAX = STACK_MAX * (CONTROLS_MAX + 1) +
                 2, /* each expression needs at most STACK_MAX: the verifier's check */
    MEDIANS_MAX = ORDER_MAX + ACTOR_MAX * 4 /* values that medians inside one another hold back */
};

/* What the value that comes back is: a term of a formula (whose value is also wanted by itself:
 * noted), an element's filter or its number. The usual aggregates ask one question of each element:
 * vm.c adds the answers up by itself. */
enum stage {
    STAGE_TERM,
    STAGE_NOTED,
    STAGE_WHERE,
    STAGE_BODY,
    STAGE_COUNT, /* counts those that are not 0 */
    STAGE_SUM,
    STAGE_ANY,
    STAGE_PASS /* no aggregate: a bit for each of `left` that is not 0 (vm_pass) */
};

struct control { /* a formula or an aggregate that waits for a value */
    const int32_t *back;
    int16_t *frame;
    const int32_t *agg;  /* the words of AGG */
    const int32_t *each; /* the one question of the usual aggregates */
    uint64_t left, pass; /* of STAGE_PASS: still to be asked; not 0 */
    int64_t sum;         /* so far: sum, count, least or most */
    int32_t index, count, seen;
    uint64_t key;  /* of a formula that is kept; 0: it is not */
    int32_t steps; /* before it */
    uint16_t term, last, formula;
    uint8_t stage, slot; /* slot: where the elements of a usual aggregate are bound */
    uint16_t median;     /* its first held value */
};

struct machine {
    const struct program *p;
    const struct world *w;
    struct memo *memo;
    const int32_t *text; /* of the program: the quick one once it is linked */
    int32_t *sp;
    int32_t *by; /* where noted terms go */
    int16_t *frame;
    int32_t steps;
    uint16_t depth, medians, frames;
    uint8_t fault;
    int32_t value[VALUES_MAX];
    struct control control[CONTROLS_MAX];
    int16_t names[CALL_MAX + 1][BIND_MAX];
    int32_t median[MEDIANS_MAX];
};

static inline int32_t fail(struct machine *m, enum fault fault)
{
    if (m->fault == FAULT_NONE) {
        m->fault = (uint8_t)fault;
    }
    return 0;
}

static inline int32_t checked(struct machine *m, int64_t x)
{
    return x >= INT32_MIN && x <= INT32_MAX ? (int32_t)x : fail(m, FAULT_OVERFLOW);
}

/* Ready for an expression with these names. The arrays stay as they are: each is written before it
 * is read. */
static inline void vm_start(struct machine *m, const struct sight *sight,
                            const int16_t frame[BIND_MAX])
{
    m->p = sight->p;
    m->w = sight->w;
    m->memo = sight->memo;
    m->text = sight->p->linked ? sight->p->quick : sight->p->code;
    m->steps = 0;
    m->depth = m->medians = 0;
    m->frames = 1;
    m->fault = FAULT_NONE;
    m->frame = m->names[0];
    memcpy(m->names[0], frame, sizeof m->names[0]);
    m->sp = m->value;
}

/* What begins a formula or an aggregate, and what goes on when an inner expression has left its
 * value: the next word, or NULL when the evaluation cannot go on. */
const int32_t *vm_call(struct machine *m, const int32_t *words, enum stage stage);
const int32_t *vm_aggregate(struct machine *m, const int32_t *words);
const int32_t *vm_resume(struct machine *m);

#endif
