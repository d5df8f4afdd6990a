/* SPDX-License-Identifier: EUPL-1.2 */
/* vm.c -- evaluates one expression: a stack machine with a stack of its own for formulas and
 * aggregates. Never recurses, never changes the world, never runs longer than STEPS_MAX elements
 * and calls: jumps go forward only, so every expression is as long as its text, and only aggregates
 * and calls repeat anything. */
#include "engine/vm.h"

#include <string.h>

#include "engine/engine.h"
#include "engine/quick.h"
#include "engine/values.h"
#include "engine/vm_read.h"

#include "engine/integer_only.h"

/* One value off the stack and one on, two off and one on, one with a value from elsewhere, and the
 * slow ones that see the whole machine. */
#define ONE(expr)                                                                                  \
    {                                                                                              \
        const int32_t x = *sp;                                                                     \
        *sp = (expr);                                                                              \
        break;                                                                                     \
    }
#define TWO(expr)                                                                                  \
    {                                                                                              \
        const int32_t y = *sp--;                                                                   \
        const int32_t x = *sp;                                                                     \
        *sp = (expr);                                                                              \
        break;                                                                                     \
    }
#define WITH(value, expr)                                                                          \
    {                                                                                              \
        const int32_t y = (value);                                                                 \
        const int32_t x = *sp;                                                                     \
        pc += 2;                                                                                   \
        *sp = (expr);                                                                              \
        break;                                                                                     \
    }
#define SLOW(next)                                                                                 \
    {                                                                                              \
        m->sp = sp;                                                                                \
        pc = (next);                                                                               \
        sp = m->sp;                                                                                \
        frame = m->frame;                                                                          \
        if (pc == NULL) {                                                                          \
            m->sp = m->value;                                                                      \
            return;                                                                                \
        }                                                                                          \
        break;                                                                                     \
    }
/* An operation on two values: both on the stack, or the second in the text behind it. */
#define BINARY(name, expr)                                                                         \
    case OP_##name:                                                                                \
        TWO(expr)                                                                                  \
    case QUICK_PUSH_##name:                                                                        \
        WITH(*pc, expr)                                                                            \
    case QUICK_PARAM_##name:                                                                       \
        WITH(p->param[*pc], expr)                                                                  \
    case QUICK_BIND_##name:                                                                        \
        WITH(frame[*pc], expr)

/* Takes in what one element of a usual aggregate gave; true when there is another to ask. */
static inline bool element(struct machine *m, struct control *c, int32_t value)
{
    if (c->stage == STAGE_PASS) {
        c->pass |= (uint64_t)(value != 0) << c->index;
        c->left &= c->left - 1;
        c->index = c->left == 0 ? c->index : lowest_bit(c->left) - 1;
        return c->left != 0;
    }
    c->sum += c->stage == STAGE_SUM ? value : value != 0;
    if (c->index + 1 == c->count || (c->stage == STAGE_ANY && value != 0)) {
        return false;
    }
    if (++m->steps > STEPS_MAX) {
        fail(m, FAULT_STEPS);
        return false;
    }
    return true;
}

/* NOLINTNEXTLINE(readability-function-size): one case for each operation */
static void run(struct machine *m, const int32_t *pc)
{
    const struct program *const p = m->p;
    const struct world *const w = m->w;
    int16_t *frame = m->frame;
    int32_t *sp = m->sp;
    const struct variable *v;
    struct control *c;
    int32_t hi;
    for (;;) {
        switch (*pc++) {
        case OP_RET:
            if (m->depth == 0) {
                m->sp = sp;
                return;
            }
            c = &m->control[m->depth - 1];
            if (c->stage == STAGE_TERM && c->term < c->last) {
                c->sum += *sp--;
                pc = &m->text[p->term[++c->term].code];
                break;
            }
            if (c->stage >= STAGE_COUNT && element(m, c, *sp)) {
                frame[c->slot] = (int16_t)++c->index;
                pc = c->each;
                sp--;
                break;
            }
            SLOW(vm_resume(m))
        case OP_PUSH:
            *++sp = *pc++;
            break;
        case OP_PARAM:
            *++sp = p->param[*pc++];
            break;
        case OP_BIND:
            *++sp = frame[*pc++];
            break;
        case OP_GLOBAL:
            *++sp = global(w, *pc++);
            break;
        case OP_VAR0:
            v = &p->variable[*pc++];
            *++sp = whole(v, w->value[v->slot]);
            break;
        case OP_VAR1:
            v = &p->variable[*pc++];
            ONE(whole(v, raw1(p, w, m, v, x)))
        case QUICK_BIND_VAR1:
            v = &p->variable[pc[2]];
            *++sp = whole(v, raw1(p, w, m, v, frame[*pc]));
            pc += 3;
            break;
        case OP_VAR2:
            v = &p->variable[*pc++];
            TWO(whole(v, raw2(p, w, m, v, x, y)))
        case OP_RAW0:
            *++sp = w->value[p->variable[*pc++].slot];
            break;
        case OP_RAW1:
            v = &p->variable[*pc++];
            ONE(raw1(p, w, m, v, x))
        case QUICK_BIND_RAW1:
            v = &p->variable[pc[2]];
            *++sp = raw1(p, w, m, v, frame[*pc]);
            pc += 3;
            break;
        case OP_RAW2:
            v = &p->variable[*pc++];
            TWO(raw2(p, w, m, v, x, y))
        case QUICK_BIND_BIND_RAW2:
            v = &p->variable[pc[4]];
            *++sp = raw2(p, w, m, v, frame[*pc], frame[pc[2]]);
            pc += 5;
            break;
        case OP_FIELD:
            ONE(field_of(p, w, (enum field) * pc++, x))
        case QUICK_BIND_FIELD:
            *++sp = field_of(p, w, (enum field)pc[2], frame[*pc]);
            pc += 3;
            break;
        case QUICK_FIELD_IS:
            *++sp = field_of(p, w, (enum field)pc[2], frame[*pc]) == frame[pc[4]];
            pc += 6;
            break;
        case OP_ATTR:
            ONE(attribute_of(p, w, *pc++, x))
        case QUICK_BIND_ATTR:
            *++sp = attribute_of(p, w, pc[2], frame[*pc]);
            pc += 3;
            break;
        case OP_IS:
            pc += 2;
            ONE(is_a(w, pc[-2], pc[-1], x))
        case QUICK_BIND_IS:
            *++sp = is_a(w, pc[2], pc[3], frame[*pc]);
            pc += 4;
            break;
        case OP_HAS:
            pc++;
            ONE(x >= 0 && x < w->motions && (w->motion[x].options >> pc[-1] & 1) != 0)
        case OP_POSITION:
            TWO(position(w, x, y, false))
        case QUICK_POSITION_IS:
            *++sp = position(w, frame[*pc], frame[pc[2]], false) == pc[5];
            pc += 7;
            break;
        case OP_SLIP:
            TWO(position(w, x, y, true))
        case OP_FITS:
            ONE(template_fits(p, *pc++, x))
        case OP_CALL:
            SLOW(vm_call(m, pc, STAGE_TERM))
        case OP_NEG:
            ONE(checked(m, -(int64_t)x))
        case OP_ABS:
            ONE(checked(m, x < 0 ? -(int64_t)x : x))
        case OP_NOT:
            ONE(x == 0)
            BINARY(ADD, checked(m, (int64_t)x + y))
            BINARY(SUB, checked(m, (int64_t)x - y))
            BINARY(MUL, checked(m, (int64_t)x * y))
            BINARY(DIV, divided(m, x, y))
            BINARY(MIN, x < y ? x : y)
            BINARY(MAX, x > y ? x : y)
            BINARY(EQ, x == y)
            BINARY(NE, x != y)
            BINARY(LT, x < y)
            BINARY(LE, x <= y)
            BINARY(GT, x > y)
            BINARY(GE, x >= y)
        case OP_CLAMP:
            hi = *sp--;
            TWO(clamped(x, y, hi))
        case OP_JUMP:
            pc = &m->text[*pc];
            break;
        case OP_JZ:
            pc = *sp-- == 0 ? &m->text[*pc] : pc + 1;
            break;
        case QUICK_JZ_FALSE:
            pc = *sp == 0 ? &m->text[*pc + 2] : (sp--, pc + 1);
            break;
        case OP_TABLE:
            ONE(table(p, *pc++, x))
        case OP_AGG:
            SLOW(vm_aggregate(m, pc))
        default:
            __builtin_unreachable(); /* the verifier saw every operation: no question before each */
        }
    }
}

static int32_t machine_end(const struct machine *m, uint8_t *fault)
{
    if (m->fault == FAULT_NONE) {
        return *m->sp;
    }
    *fault = m->fault;
    return 0;
}

static int32_t evaluate(const struct sight *sight, uint32_t code, const int16_t frame[BIND_MAX],
                        uint8_t *fault)
{
    struct machine m;
    vm_start(&m, sight, frame);
    run(&m, &m.text[code]);
    return machine_end(&m, fault);
}

/* Half of what a book says is a plain number, parameter or name: those need no machine. */
int32_t vm_eval(const struct sight *sight, uint32_t code, const int16_t frame[BIND_MAX],
                uint8_t *fault)
{
    const int32_t *word = &sight->p->code[code];
    if (word[0] == OP_BIND && word[2] == OP_RET) {
        return frame[word[1]];
    }
    if (word[0] == OP_PUSH && word[2] == OP_RET) {
        return word[1];
    }
    if (word[0] == OP_PARAM && word[2] == OP_RET) {
        return sight->p->param[word[1]];
    }
    return evaluate(sight, code, frame, fault);
}

uint64_t vm_pass(const struct sight *sight, uint32_t code, int slot, uint64_t left,
                 const int16_t frame[BIND_MAX], uint8_t *fault)
{
    static const int32_t end = OP_RET;
    struct machine m;
    if (left == 0) {
        return 0;
    }
    vm_start(&m, sight, frame);
    struct control *c = &m.control[m.depth++];
    c->stage = STAGE_PASS;
    c->back = &end;
    c->each = &m.text[code];
    c->slot = (uint8_t)slot;
    c->left = left;
    c->pass = 0;
    c->index = lowest_bit(left);
    m.frame[slot] = (int16_t)c->index;
    run(&m, c->each);
    *fault = m.fault != FAULT_NONE ? m.fault : *fault;
    return c->pass;
}

int32_t vm_noted(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                 int32_t *ret_by, bool *ret_noted, uint8_t *fault)
{
    struct machine m;
    const int32_t words[] = {formula, sight->p->formula[formula].args,
                             OP_RET}; /* as if an expression called it */
    vm_start(&m, sight, frame);
    m.by = ret_by;
    for (int k = 0; k < words[1]; k++) {
        *++m.sp = frame[k];
    }
    const int32_t *first = vm_call(&m, words, ret_by != NULL ? STAGE_NOTED : STAGE_TERM);
    const bool noted = m.depth > 0; /* else the value was remembered */
    if (first != NULL) {
        run(&m, first);
    }
    if (ret_by != NULL) {
        *ret_noted = noted && m.fault == FAULT_NONE;
    }
    return machine_end(&m, fault);
}

int32_t vm_formula(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                   uint8_t *fault)
{
    return vm_noted(sight, formula, frame, NULL, NULL, fault);
}

int32_t vm_terms(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                 int32_t *ret_by, uint8_t *fault)
{
    const struct formula *f = &sight->p->formula[formula];
    int64_t sum = 0;
    for (int t = 0; t < f->terms.count; t++) {
        ret_by[t] = vm_eval(sight, sight->p->term[f->terms.first + t].code, frame, fault);
        sum += ret_by[t];
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
