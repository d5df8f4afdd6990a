/* SPDX-License-Identifier: EUPL-1.2 */
/* vm_control.c -- formulas and aggregates inside an expression: their frames, their elements, their
 * values. Looks at no operation; vm.c does. */
#include "engine/engine.h"
#include "engine/values.h"
#include "engine/vm_machine.h"

#include "engine/integer_only.h"

/* Room for one more formula or aggregate; NULL with a fault when there is none. */
static struct control *control_push(struct machine *m, const int32_t *back)
{
    if (m->depth == CONTROLS_MAX) {
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

/* The value that is known already; false when it must be worked out. */
static bool remembered(struct machine *m, int formula, uint64_t key, int count)
{
    const struct memo_entry *e = memo_find(m->memo, key, formula);
    if (e == NULL) {
        return false;
    }
    m->steps += (int32_t)e->steps; /* the limit counts what the value once took */
    m->sp -= count;
    *++m->sp = e->value;
    return true;
}

const int32_t *vm_call(struct machine *m, const int32_t *words, enum stage stage)
{
    const int32_t formula = words[0];
    const int32_t count = words[1];
    int16_t *frame = frame_push(m);
    uint64_t key = 0;
    if (frame == NULL) {
        return NULL;
    }
    for (int k = 0; k < count; k++) {
        frame[k] = (int16_t)m->sp[k + 1 - count];
    }
    if (m->memo != NULL && count <= MEMO_ARGS) {
        key = memo_key(formula, count, frame);
        if (remembered(m, formula, key, count)) {
            m->frames--;
            return m->steps <= STEPS_MAX ? words + 2 : (fail(m, FAULT_STEPS), NULL);
        }
    }
    struct control *c = control_push(m, words + 2);
    if (c == NULL) {
        return NULL;
    }
    m->sp -= count;
    c->frame = m->frame;
    c->stage = (uint8_t)stage;
    c->key = key;
    c->steps = m->steps;
    c->formula = (uint16_t)formula;
    c->term = m->p->formula[formula].terms.first;
    c->last = (uint16_t)(c->term + m->p->formula[formula].terms.count - 1);
    m->frame = frame;
    return &m->text[m->p->term[c->term].code];
}

/* The last term of a formula has its value (vm.c goes from term to term by itself). */
static const int32_t *formula_done(struct machine *m, struct control *c, int32_t value)
{
    const struct formula *f = &m->p->formula[c->formula];
    int64_t sum = c->sum + value;
    if (f->clamped) {
        sum = sum < f->lo ? f->lo : sum > f->hi ? f->hi : sum;
    }
    *++m->sp = checked(m, sum);
    if (c->key != 0 && m->fault == FAULT_NONE) {
        memo_keep(m->memo, c->key, *m->sp, (uint32_t)(m->steps - c->steps));
    }
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
    case AGG_SUM:
        c->sum += value;
        return false;
    case AGG_COUNT:
        c->sum += value != 0;
        return false;
    case AGG_MIN:
        c->sum = first || value < c->sum ? value : c->sum;
        return false;
    case AGG_MAX:
        c->sum = first || value > c->sum ? value : c->sum;
        return false;
    case AGG_ANY:
        c->sum = value != 0;
        return value != 0;
    case AGG_ALL:
        c->sum = value != 0;
        return value == 0;
    case AGG_MEDIAN:
        if (m->medians == MEDIANS_MAX) {
            fail(m, FAULT_STACK);
            return true;
        }
        m->median[m->medians++] = value;
        return false;
    case AGGREGATES:
        break;
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
            return &m->text[c->agg[3] != 0 ? c->agg[3] : c->agg[4]];
        }
        if (agg_take(m, c, 1)) {
            break;
        }
    }
    return agg_done(m, c);
}

/* How vm.c may add up by itself; STAGE_WHERE when it may not. */
static enum stage usual(const struct machine *m, const int32_t *words)
{
    const bool holes = m->p->set[words[1]].kind == SET_ORDER;
    if (holes || (words[3] != 0) == (words[4] != 0)) {
        return STAGE_WHERE;
    }
    if (words[0] == AGG_ANY) {
        return STAGE_ANY;
    }
    if (words[0] == AGG_SUM) {
        return words[4] != 0 ? STAGE_SUM : STAGE_COUNT;
    }
    return words[0] == AGG_COUNT ? STAGE_COUNT : STAGE_WHERE;
}

const int32_t *vm_aggregate(struct machine *m, const int32_t *words)
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
    c->stage = (uint8_t)usual(m, words);
    if (c->stage == STAGE_WHERE || c->count == 0 || ++m->steps > STEPS_MAX) {
        return agg_next(m, c);
    }
    c->each = &m->text[words[3] != 0 ? words[3] : words[4]];
    c->index = 0;
    c->slot = (uint8_t)words[2];
    m->frame[c->slot] = 0;
    return c->each;
}

/* An inner expression has ended: its value goes to the formula or aggregate that waits for it. */
const int32_t *vm_resume(struct machine *m)
{
    struct control *c = &m->control[m->depth - 1];
    const int32_t value = *m->sp--;
    if (c->stage == STAGE_TERM) {
        return formula_done(m, c, value);
    }
    if (c->stage == STAGE_NOTED) {
        m->by[c->term - m->p->formula[c->formula].terms.first] = value;
        if (c->term == c->last) {
            return formula_done(m, c, value);
        }
        c->sum += value;
        return &m->text[m->p->term[++c->term].code];
    }
    if (c->stage == STAGE_PASS) {
        m->sp++;
        m->depth--;
        return c->back;
    }
    if (c->stage >= STAGE_COUNT) { /* that was the last element, or the one that was sought */
        return agg_done(m, c);
    }
    if (c->stage == STAGE_WHERE) {
        if (value == 0) {
            return agg_next(m, c);
        }
        if (c->agg[4] != 0) {
            c->stage = STAGE_BODY;
            return &m->text[c->agg[4]];
        }
        return agg_take(m, c, 1) ? agg_done(m, c) : agg_next(m, c);
    }
    return agg_take(m, c, value) ? agg_done(m, c) : agg_next(m, c);
}
