/* SPDX-License-Identifier: EUPL-1.2 */
/* vm.c -- evaluates one expression: a stack machine with a stack of its own for formulas and
 * aggregates. Never recurses, never changes the world, never runs longer than STEPS_MAX elements
 * and calls: jumps go forward only, so every expression is as long as its text, and only aggregates
 * and calls repeat anything. */
#include "engine/vm.h"

#include <string.h>

#include "engine/engine.h"
#include "engine/values.h"
#include "engine/vm_machine.h"

#include "engine/integer_only.h"

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
    const bool wrong =
        entity_wrong(m->p, v->set[0], x) || (v->dims > 1 && entity_wrong(m->p, v->set[1], y));
    return wrong ? fail(m, FAULT_INDEX) : 0;
}

/* Each operation knows how many dimensions its variable has: slot_of() without the questions. */
static inline int32_t raw1(struct machine *m, const struct variable *v, int32_t x)
{
    return (uint32_t)x < (uint32_t)m->p->set[v->set[0]].count ? m->w->value[v->slot + x]
                                                              : nobody(m, v, x, 0);
}

static inline int32_t raw2(struct machine *m, const struct variable *v, int32_t x, int32_t y)
{
    const bool inside = (uint32_t)x < (uint32_t)m->p->set[v->set[0]].count &&
                        (uint32_t)y < (uint32_t)m->p->set[v->set[1]].count;
    return inside ? m->w->value[v->slot + x * v->stride + y] : nobody(m, v, x, y);
}

static inline int32_t whole(const struct variable *v, int32_t value)
{
    return v->scale == 1 ? value : value / v->scale;
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

/* One value off the stack and one on, two off and one on, and the slow ones that see the whole
 * machine. */
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
#define SLOW(next)                                                                                 \
    {                                                                                              \
        m->sp = sp;                                                                                \
        pc = (next);                                                                               \
        sp = m->sp;                                                                                \
        break;                                                                                     \
    }

static void run(struct machine *m, const int32_t *pc)
{
    const struct program *p = m->p;
    const struct world *w = m->w;
    int32_t *sp = m->sp;
    const struct variable *v;
    struct control *c;
    int32_t hi;
    while (pc != NULL) {
        switch ((enum op) * pc++) {
        case OP_RET:
            if (m->depth == 0) {
                m->sp = sp;
                return;
            }
            c = &m->control[m->depth - 1];
            if (c->stage == STAGE_TERM && c->term < c->last) {
                c->sum += *sp--;
                pc = &p->code[p->term[++c->term].code];
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
            *++sp = m->frame[*pc++];
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
            ONE(whole(v, raw1(m, v, x)))
        case OP_VAR2:
            v = &p->variable[*pc++];
            TWO(whole(v, raw2(m, v, x, y)))
        case OP_RAW0:
            *++sp = w->value[p->variable[*pc++].slot];
            break;
        case OP_RAW1:
            v = &p->variable[*pc++];
            ONE(raw1(m, v, x))
        case OP_RAW2:
            v = &p->variable[*pc++];
            TWO(raw2(m, v, x, y))
        case OP_FIELD:
            ONE(field_of(p, w, (enum field) * pc++, x))
        case OP_ATTR:
            ONE(attribute_of(p, w, *pc++, x))
        case OP_IS:
            pc += 2;
            ONE(x >= 0 && model_of(w, (enum set_kind)pc[-2], x) == pc[-1])
        case OP_HAS:
            pc++;
            ONE(x >= 0 && x < w->motions && (w->motion[x].options >> pc[-1] & 1) != 0)
        case OP_POSITION:
            TWO(position(w, x, y, false))
        case OP_SLIP:
            TWO(position(w, x, y, true))
        case OP_FITS:
            ONE(template_fits(p, *pc++, x))
        case OP_CALL:
            SLOW(vm_call(m, pc))
        case OP_NEG:
            ONE(checked(m, -(int64_t)x))
        case OP_ABS:
            ONE(checked(m, x < 0 ? -(int64_t)x : x))
        case OP_NOT:
            ONE(x == 0)
        case OP_ADD:
            TWO(checked(m, (int64_t)x + y))
        case OP_SUB:
            TWO(checked(m, (int64_t)x - y))
        case OP_MUL:
            TWO(checked(m, (int64_t)x * y))
        case OP_DIV:
            TWO(divided(m, x, y))
        case OP_MIN:
            TWO(x < y ? x : y)
        case OP_MAX:
            TWO(x > y ? x : y)
        case OP_CLAMP:
            hi = *sp--;
            TWO(clamped(x, y, hi))
        case OP_EQ:
            TWO(x == y)
        case OP_NE:
            TWO(x != y)
        case OP_LT:
            TWO(x < y)
        case OP_LE:
            TWO(x <= y)
        case OP_GT:
            TWO(x > y)
        case OP_GE:
            TWO(x >= y)
        case OP_JUMP:
            pc = &p->code[*pc];
            break;
        case OP_JZ:
            pc = *sp-- == 0 ? &p->code[*pc] : pc + 1;
            break;
        case OP_TABLE:
            ONE(table(p, *pc++, x))
        case OP_AGG:
            SLOW(vm_aggregate(m, pc))
        case OP_COUNT:
        default:
            __builtin_unreachable(); /* the verifier saw every operation: no question before each */
        }
    }
    m->sp = m->value;
}

static int32_t machine_end(const struct machine *m, uint8_t *fault)
{
    if (m->fault == FAULT_NONE) {
        return *m->sp;
    }
    *fault = m->fault;
    return 0;
}

static int32_t evaluate(const struct sight *sight, const int32_t *word,
                        const int16_t frame[BIND_MAX], uint8_t *fault)
{
    struct machine m;
    vm_start(&m, sight, frame);
    run(&m, word);
    return machine_end(&m, fault);
}

/* Half of what a book says is a plain number or parameter: those need no machine. */
int32_t vm_eval(const struct sight *sight, uint32_t code, const int16_t frame[BIND_MAX],
                uint8_t *fault)
{
    const int32_t *word = &sight->p->code[code];
    if (word[0] == OP_PUSH && word[2] == OP_RET) {
        return word[1];
    }
    if (word[0] == OP_PARAM && word[2] == OP_RET) {
        return sight->p->param[word[1]];
    }
    return evaluate(sight, word, frame, fault);
}

int32_t vm_formula(const struct sight *sight, int formula, const int16_t frame[BIND_MAX],
                   uint8_t *fault)
{
    struct machine m;
    const int32_t words[] = {formula, sight->p->formula[formula].args,
                             OP_RET}; /* as if an expression called it */
    vm_start(&m, sight, frame);
    for (int k = 0; k < words[1]; k++) {
        *++m.sp = frame[k];
    }
    run(&m, vm_call(&m, words));
    return machine_end(&m, fault);
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
