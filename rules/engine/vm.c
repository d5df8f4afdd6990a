/* SPDX-License-Identifier: EUPL-1.2 */
/* vm.c -- evaluates one expression: a stack machine with a stack of its own for formulas and aggregates.
 * Never recurses, never changes the world, never runs longer than STEPS_MAX elements and calls: jumps go forward only, so
 * every expression is as long as its text, and only aggregates and calls repeat anything. */
#include "engine/vm.h"

#include <assert.h>
#include <string.h>

#include "engine/engine.h"
#include "engine/values.h"
#include "engine/integer_only.h"

enum {
    CONTROLS_MAX = CALL_MAX * 4,            /* formulas and aggregates inside one another */
    VALUES_MAX = STACK_MAX * 8,             /* each expression needs at most STACK_MAX (the verifier's check) */
    MEDIANS_MAX = ORDER_MAX + ACTOR_MAX * 4 /* values that medians inside one another hold back */
};

enum stage { STAGE_TERM, STAGE_WHERE, STAGE_BODY };

struct control { /* a formula or an aggregate that waits for a value */
    const int32_t *back;
    int16_t *frame;
    const int32_t *agg; /* the words of AGG */
    int64_t sum;        /* so far: sum, count, least or most */
    int32_t index, count, seen;
    uint16_t term, formula;
    uint8_t stage;
    uint16_t median;    /* its first held value */
};

struct machine {
    const struct program *p;
    const struct world *w;
    int32_t *sp;
    int16_t *frame;
    int32_t steps;
    uint16_t depth, medians, frames;
    uint8_t fault;
    int32_t value[VALUES_MAX];
    struct control control[CONTROLS_MAX];
    int16_t names[CALL_MAX + 1][BIND_MAX];
    int32_t median[MEDIANS_MAX];
};

static int32_t fail(struct machine *m, enum fault fault)
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

static int32_t divided(struct machine *m, int32_t a, int32_t b)
{
    return b == 0 ? fail(m, FAULT_DIVISION) : checked(m, (int64_t)a / b);
}

static int32_t clamped(int32_t x, int32_t lo, int32_t hi)
{
    const int32_t least = x < lo ? lo : x;
    return least > hi ? hi : least;
}

static int32_t nobody(struct machine *m, const struct variable *v, int32_t x, int32_t y)
{
    const bool wrong = entity_wrong(m->p, v->set[0], x) || (v->dims > 1 && entity_wrong(m->p, v->set[1], y));
    return wrong ? fail(m, FAULT_INDEX) : 0;
}

static inline int32_t raw(struct machine *m, int32_t variable, int32_t x, int32_t y)
{
    const struct variable *v = &m->p->variable[variable];
    const int32_t slot = slot_of(m->p, v, x, y);
    return slot == NO_SLOT ? nobody(m, v, x, y) : m->w->value[slot];
}

static inline int32_t whole(struct machine *m, int32_t variable, int32_t x, int32_t y)
{
    const int32_t value = raw(m, variable, x, y);
    const int16_t scale = m->p->variable[variable].scale;
    return scale == 1 ? value : value / scale;
}

static int32_t global(const struct world *w, int32_t which)
{
    const int32_t of[GLOBALS] = {w->day, w->turn, w->days, w->turns};
    return of[which];
}

static int32_t position(const struct world *w, int32_t actor, int32_t motion, bool slip)
{
    if (actor < 0 || actor >= ACTOR_MAX || motion < 0 || motion >= w->motions) {
        return slip ? NONE : ANSWER_NONE;
    }
    return slip ? w->motion[motion].slip[actor] : w->motion[motion].position[actor];
}

static int32_t table(const struct program *p, int32_t which, int32_t x)
{
    const struct span rows = p->table[which];
    int32_t value = 0;
    for (int r = rows.first; r < rows.first + rows.count && p->row[r][0] <= x; r++) {
        value = p->row[r][1];
    }
    return value;
}

/* Room for one more formula or aggregate; NULL with a fault when there is none. */
static struct control *control_push(struct machine *m, const int32_t *back)
{
    if (m->depth == CONTROLS_MAX || m->sp - m->value > VALUES_MAX - STACK_MAX - 2) {
        fail(m, FAULT_STACK);
        return NULL;
    }
    struct control *c = &m->control[m->depth++];
    c->back = back;
    c->sum = 0;
    return c;
}

/* Names of a new frame start at NONE. */
static int16_t *frame_push(struct machine *m)
{
    if (m->frames > CALL_MAX) {
        fail(m, FAULT_STACK);
        return NULL;
    }
    memset(m->names[m->frames], 0xff, sizeof m->names[0]);
    return m->names[m->frames++];
}

static const int32_t *call(struct machine *m, const int32_t *words)
{
    const int32_t formula = words[0];
    const int32_t count = words[1];
    struct control *c = control_push(m, words + 2);
    int16_t *frame = frame_push(m);
    if (c == NULL || frame == NULL) {
        return NULL;
    }
    m->sp -= count;
    for (int k = 0; k < count; k++) {
        frame[k] = (int16_t)m->sp[k + 1];
    }
    c->frame = m->frame;
    c->stage = STAGE_TERM;
    c->formula = (uint16_t)formula;
    c->term = m->p->formula[formula].terms.first;
    m->frame = frame;
    return &m->p->code[m->p->term[c->term].code];
}

static const int32_t *term_done(struct machine *m, struct control *c, int32_t value)
{
    const struct formula *f = &m->p->formula[c->formula];
    c->sum += value;
    if (++c->term < f->terms.first + f->terms.count) {
        return &m->p->code[m->p->term[c->term].code];
    }
    int64_t sum = c->sum;
    if (f->clamped) {
        sum = sum < f->lo ? f->lo : sum > f->hi ? f->hi : sum;
    }
    *++m->sp = checked(m, sum);
    m->frame = c->frame;
    m->frames--;
    m->depth--;
    return c->back;
}

static int32_t median_of(struct machine *m, int first)
{
    int32_t *v = &m->median[first];
    const int count = m->medians - first;
    for (int i = 1; i < count; i++) {
        const int32_t x = v[i];
        int k = i;
        for (; k > 0 && v[k - 1] > x; k--) {
            v[k] = v[k - 1];
        }
        v[k] = x;
    }
    m->medians = (uint16_t)first;
    if (count == 0) {
        return 0;
    }
    return (int32_t)(((int64_t)v[(count - 1) / 2] + v[count / 2]) / 2);
}

/* Takes one element's value in; true when the rest can no longer change the result. */
static bool agg_take(struct machine *m, struct control *c, int32_t value)
{
    const bool first = c->seen++ == 0;
    switch ((enum aggregate)c->agg[0]) {
    case AGG_SUM: c->sum += value; return false;
    case AGG_COUNT: c->sum += value != 0; return false;
    case AGG_MIN: c->sum = first || value < c->sum ? value : c->sum; return false;
    case AGG_MAX: c->sum = first || value > c->sum ? value : c->sum; return false;
    case AGG_ANY: c->sum = value != 0; return value != 0;
    case AGG_ALL: c->sum = value != 0; return value == 0;
    case AGG_MEDIAN:
        if (m->medians == MEDIANS_MAX) {
            fail(m, FAULT_STACK);
            return true;
        }
        m->median[m->medians++] = value;
        return false;
    case AGGREGATES: break;
    }
    return true;
}

static const int32_t *agg_done(struct machine *m, struct control *c)
{
    *++m->sp = c->agg[0] == AGG_MEDIAN ? median_of(m, c->median) : checked(m, c->sum);
    m->depth--;
    return c->back;
}

/* To the next element: its `where`, its body, or the end. NULL after too many steps. */
static const int32_t *agg_next(struct machine *m, struct control *c)
{
    while (++c->index < c->count) {
        if (++m->steps > STEPS_MAX) {
            fail(m, FAULT_STEPS);
            return NULL;
        }
        if (is_hole(m->p, m->w, c->agg[1], c->index)) {
            continue;
        }
        m->frame[c->agg[2]] = (int16_t)c->index;
        if (c->agg[3] != 0 || c->agg[4] != 0) {
            c->stage = c->agg[3] != 0 ? STAGE_WHERE : STAGE_BODY;
            return &m->p->code[c->agg[3] != 0 ? c->agg[3] : c->agg[4]];
        }
        if (agg_take(m, c, 1)) {
            break;
        }
    }
    return agg_done(m, c);
}

static const int32_t *aggregate(struct machine *m, const int32_t *words)
{
    struct control *c = control_push(m, words + 5);
    if (c == NULL) {
        return NULL;
    }
    c->agg = words;
    c->index = -1;
    c->count = set_count(m->p, m->w, words[1]);
    c->seen = 0;
    c->median = m->medians;
    c->sum = words[0] == AGG_ALL;
    return agg_next(m, c);
}

/* An inner expression has ended: its value goes to the formula or aggregate that waits for it. */
static const int32_t *resume(struct machine *m)
{
    struct control *c = &m->control[m->depth - 1];
    const int32_t value = *m->sp--;
    if (c->stage == STAGE_TERM) {
        return term_done(m, c, value);
    }
    if (c->stage == STAGE_WHERE) {
        if (value == 0) {
            return agg_next(m, c);
        }
        if (c->agg[4] != 0) {
            c->stage = STAGE_BODY;
            return &m->p->code[c->agg[4]];
        }
        return agg_take(m, c, 1) ? agg_done(m, c) : agg_next(m, c);
    }
    return agg_take(m, c, value) ? agg_done(m, c) : agg_next(m, c);
}

/* One value off the stack and one on, two off and one on, and the slow ones that see the whole machine. */
#define ONE(expr) { const int32_t x = *sp; *sp = (expr); break; }
#define TWO(expr) { const int32_t y = *sp--; const int32_t x = *sp; *sp = (expr); break; }
#define SLOW(next) { m->sp = sp; pc = (next); sp = m->sp; break; }

static void run(struct machine *m, const int32_t *pc)
{
    const struct program *p = m->p;
    const struct world *w = m->w;
    int32_t *sp = m->sp;
    int32_t hi;
    while (pc != NULL) {
        switch ((enum op)*pc++) {
        case OP_RET:
            if (m->depth == 0) {
                m->sp = sp;
                return;
            }
            SLOW(resume(m))
        case OP_PUSH: *++sp = *pc++; break;
        case OP_PARAM: *++sp = p->param[*pc++]; break;
        case OP_BIND: *++sp = m->frame[*pc++]; break;
        case OP_GLOBAL: *++sp = global(w, *pc++); break;
        case OP_VAR0: *++sp = whole(m, *pc++, 0, 0); break;
        case OP_VAR1: ONE(whole(m, *pc++, x, 0))
        case OP_VAR2: TWO(whole(m, *pc++, x, y))
        case OP_RAW0: *++sp = raw(m, *pc++, 0, 0); break;
        case OP_RAW1: ONE(raw(m, *pc++, x, 0))
        case OP_RAW2: TWO(raw(m, *pc++, x, y))
        case OP_FIELD: ONE(field_of(p, w, (enum field)*pc++, x))
        case OP_ATTR: ONE(attribute_of(p, w, *pc++, x))
        case OP_IS: pc += 2; ONE(x >= 0 && model_of(w, (enum set_kind)pc[-2], x) == pc[-1])
        case OP_HAS: pc++; ONE(x >= 0 && x < w->motions && (w->motion[x].options >> pc[-1] & 1) != 0)
        case OP_POSITION: TWO(position(w, x, y, false))
        case OP_SLIP: TWO(position(w, x, y, true))
        case OP_FITS: ONE(template_fits(p, *pc++, x))
        case OP_CALL: SLOW(call(m, pc))
        case OP_NEG: ONE(checked(m, -(int64_t)x))
        case OP_ABS: ONE(checked(m, x < 0 ? -(int64_t)x : x))
        case OP_NOT: ONE(x == 0)
        case OP_ADD: TWO(checked(m, (int64_t)x + y))
        case OP_SUB: TWO(checked(m, (int64_t)x - y))
        case OP_MUL: TWO(checked(m, (int64_t)x * y))
        case OP_DIV: TWO(divided(m, x, y))
        case OP_MIN: TWO(x < y ? x : y)
        case OP_MAX: TWO(x > y ? x : y)
        case OP_CLAMP: hi = *sp--; TWO(clamped(x, y, hi))
        case OP_EQ: TWO(x == y)
        case OP_NE: TWO(x != y)
        case OP_LT: TWO(x < y)
        case OP_LE: TWO(x <= y)
        case OP_GT: TWO(x > y)
        case OP_GE: TWO(x >= y)
        case OP_JUMP: pc = &p->code[*pc]; break;
        case OP_JZ: pc = *sp-- == 0 ? &p->code[*pc] : pc + 1; break;
        case OP_TABLE: ONE(table(p, *pc++, x))
        case OP_AGG: SLOW(aggregate(m, pc))
        case OP_COUNT: assert(false); return;
        }
    }
    m->sp = m->value;
}

int32_t vm_eval(const struct program *p, const struct world *w, uint32_t code, const int16_t frame[BIND_MAX], uint8_t *fault)
{
    struct machine m; /* its arrays stay as they are: each is written before it is read */
    m.p = p;
    m.w = w;
    m.steps = 0;
    m.depth = m.medians = 0;
    m.frames = 1;
    m.fault = FAULT_NONE;
    m.frame = m.names[0];
    memcpy(m.names[0], frame, sizeof m.names[0]);
    m.sp = m.value;
    run(&m, &p->code[code]);
    if (m.fault == FAULT_NONE) {
        return *m.sp;
    }
    *fault = m.fault;
    return 0;
}

int32_t vm_formula(const struct program *p, const struct world *w, int formula, const int16_t frame[BIND_MAX],
                   int32_t *ret_by, uint8_t *fault)
{
    const struct formula *f = &p->formula[formula];
    int64_t sum = 0;
    for (int t = 0; t < f->terms.count; t++) {
        const int32_t by = vm_eval(p, w, p->term[f->terms.first + t].code, frame, fault);
        sum += by;
        if (ret_by != NULL) {
            ret_by[t] = by;
        }
    }
    if (f->clamped) {
        sum = sum < f->lo ? f->lo : sum > f->hi ? f->hi : sum;
    }
    if (sum < INT32_MIN || sum > INT32_MAX) {
        *fault = FAULT_OVERFLOW;
        return 0;
    }
    return (int32_t)sum;
}
