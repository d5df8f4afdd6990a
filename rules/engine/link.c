/* SPDX-License-Identifier: EUPL-1.2 */
/* link.c -- works out once what every derived variable, formula, guard and policy reads, through
 * all the formulas that it calls. Evaluates nothing. */
#include <string.h>

#include "engine/code.h"
#include "engine/memo.h"
#include "engine/quick.h"
#include "engine/values.h"

#include "engine/integer_only.h"

struct reading {
    const struct program *p;
    uint64_t on[DEPEND_WORDS];
    uint64_t formulas[(FORMULAS_MAX + 63) / 64]; /* looked into already */
    uint32_t todo[FORMULAS_MAX * 2 + 64];        /* expressions still to read */
    int todos;
};

static void depend_on(struct reading *r, int bit)
{
    r->on[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static void depend_on_set(struct reading *r, int kind)
{
    static const int16_t bit[SET_KINDS] = {[SET_INCIDENT] = DEPEND_INCIDENTS,
                                           [SET_MOTION] = DEPEND_MOTIONS,
                                           [SET_ORDER] = DEPEND_ORDERS};
    if (bit[kind] != 0) {
        depend_on(r, bit[kind]);
    }
}

static void later(struct reading *r, uint32_t code)
{
    if (code != 0 && r->todos < (int)(sizeof r->todo / sizeof r->todo[0])) {
        r->todo[r->todos++] = code;
    } else if (code != 0) {
        memset(r->on, 0xff, sizeof r->on); /* too much to look through: it reads everything */
    }
}

static void depend_on_formula(struct reading *r, int formula)
{
    const uint64_t bit = (uint64_t)1 << (formula % 64);
    if ((r->formulas[formula / 64] & bit) != 0) {
        return;
    }
    r->formulas[formula / 64] |= bit;
    const struct span terms = r->p->formula[formula].terms;
    for (int t = terms.first; t < terms.first + terms.count; t++) {
        later(r, r->p->term[t].code);
    }
}

static int kind_of_field(int field)
{
    static const uint8_t kind[FIELD_COUNT] = {
#define FIELD_KIND(name, word, kind, type) [FIELD_##name] = SET_##kind,
        FIELD_LIST(FIELD_KIND)
#undef FIELD_KIND
    };
    return kind[field];
}

static void read_word(struct reading *r, enum op op, const int32_t *words)
{
    if (op >= OP_VAR0 && op <= OP_RAW2) {
        depend_on(r, words[0]);
    } else if (op == OP_GLOBAL) {
        depend_on(r, DEPEND_CLOCK);
    } else if (op == OP_FIELD) {
        depend_on_set(r, kind_of_field(words[0]));
        if (words[0] == FIELD_NEW || words[0] == FIELD_DONE) {
            depend_on(r, DEPEND_CLOCK);
        }
    } else if (op == OP_ATTR) {
        depend_on_set(r, r->p->attribute[words[0]].set_kind);
    } else if (op == OP_IS) {
        depend_on_set(r, words[0]);
    } else if (op == OP_HAS) {
        depend_on(r, DEPEND_MOTIONS);
    } else if (op == OP_POSITION || op == OP_SLIP) {
        depend_on(r, DEPEND_POSITIONS);
    } else if (op == OP_CALL) {
        depend_on_formula(r, words[0]);
    } else if (op == OP_AGG) {
        depend_on_set(r, r->p->set[words[1]].kind);
        later(r, (uint32_t)words[3]);
        later(r, (uint32_t)words[4]);
    }
}

static void reading_start(struct reading *r, const struct program *p)
{
    memset(r->on, 0, sizeof r->on);
    memset(r->formulas, 0, sizeof r->formulas);
    r->todos = 0;
    r->p = p;
}

/* Everything that was put aside, and what that puts aside. */
static void read_on(struct reading *r)
{
    while (r->todos > 0) {
        const int32_t *word = &r->p->code[r->todo[--r->todos]];
        for (; *word != OP_RET; word += 1 + op_words((enum op) * word)) {
            read_word(r, (enum op) * word, word + 1);
        }
    }
}

static void depend_on_bindings(struct reading *r, struct span bindings)
{
    for (int b = bindings.first; b < bindings.first + bindings.count; b++) {
        depend_on_set(r, r->p->set[r->p->binding[b].set].kind);
        later(r, r->p->binding[b].where);
    }
}

static void depend_on_terms(struct reading *r, struct span needs, struct span costs)
{
    for (int n = needs.first; n < needs.first + needs.count; n++) {
        later(r, r->p->need[n].code);
    }
    for (int c = costs.first; c < costs.first + costs.count; c++) {
        depend_on(r, r->p->cost[c].variable);
        later(r, r->p->cost[c].code);
    }
}

/* What decides whether a policy has a wish: its own expressions, and whether its act may be done.
 */
static void read_policy(struct reading *r, const struct policy *x)
{
    const struct program *p = r->p;
    depend_on(r, DEPEND_CLOCK);
    depend_on(r, DEPEND_INCIDENTS);
    later(r, x->by.where);
    later(r, x->when);
    later(r, x->least);
    later(r, x->level);
    depend_on_bindings(r, x->targets);
    depend_on_formula(r, x->formula);
    if (x->kind == POLICY_ORDER) {
        const struct action *action = &p->action[x->object];
        depend_on(r, DEPEND_ORDERS);
        later(r, action->by.where);
        depend_on_bindings(r, action->targets);
        depend_on_terms(r, action->needs, action->costs);
    } else if (x->kind == POLICY_TABLE) {
        const struct motion_kind *kind = &p->motion[x->object];
        depend_on(r, DEPEND_MOTIONS);
        later(r, kind->table.where);
        depend_on_bindings(r, kind->targets);
        depend_on_terms(r, kind->needs, kind->costs);
    } else {
        later(r, p->card[x->object].by.where);
    }
    read_on(r);
}

/* What was read is told to what is kept. */
static void keep(struct program *p, const struct reading *r, int kept)
{
    const uint64_t bit = (uint64_t)1 << (kept % 64);
    for (int word = 0; word < DEPEND_WORDS; word++) {
        for (uint64_t left = r->on[word]; left != 0; left &= left - 1) {
            const int on = word * 64 + lowest_bit(left);
            if (on < DEPENDS) {
                p->readers[on][kept / 64] |= bit;
            }
        }
    }
}

/* ---- guards: equal ones have one number ---- */

struct guards {
    struct program *p;
    const struct binding *first[GUARDS_MAX]; /* with this number */
    int count;
};

static void number_guard(struct guards *guards, struct binding *b)
{
    const struct set *set = &guards->p->set[b->set];
    int g = 0;
    b->kept = 0;
    if (b->guard == 0 || set->count > 64) {
        return;
    }
    while (g < guards->count &&
           (guards->first[g]->guard != b->guard || guards->first[g]->set != b->set)) {
        g++;
    }
    if (g == GUARDS_MAX) {
        return;
    }
    if (g == guards->count) {
        struct reading r;
        reading_start(&r, guards->p);
        depend_on_set(&r, set->kind);
        later(&r, b->guard);
        read_on(&r);
        keep(guards->p, &r, KEPT_GUARDS + g);
        guards->first[guards->count++] = b;
    }
    b->kept = (uint16_t)(g + 1);
}

static void link_guards(struct program *p)
{
    struct guards guards = {.p = p};
    for (int k = 0; k < p->bindings; k++) {
        number_guard(&guards, &p->binding[k]);
    }
    for (int k = 0; k < p->actions; k++) {
        number_guard(&guards, &p->action[k].by);
    }
    for (int k = 0; k < p->motions; k++) {
        number_guard(&guards, &p->motion[k].council);
        number_guard(&guards, &p->motion[k].table);
    }
    for (int k = 0; k < p->policies; k++) {
        number_guard(&guards, &p->policy[k].by);
    }
    for (int k = 0; k < p->cards; k++) {
        number_guard(&guards, &p->card[k].by);
    }
}

static void link_policies(struct program *p)
{
    struct reading r;
    int count = 0;
    for (int kind = 0; kind < POLICY_KINDS; kind++) {
        p->policy_of[kind].first = (uint16_t)count;
        for (int k = 0; k < p->policies; k++) {
            if (p->policy[k].kind == kind) {
                p->policy_list[count++] = (uint16_t)k;
            }
        }
        p->policy_of[kind].count = (uint16_t)(count - p->policy_of[kind].first);
    }
    for (int k = 0; k < p->policies; k++) {
        const uint8_t kind = p->policy[k].kind;
        if (kind == POLICY_ORDER || kind == POLICY_TABLE || kind == POLICY_CARD) {
            reading_start(&r, p);
            read_policy(&r, &p->policy[k]);
            keep(p, &r, KEPT_POLICIES + k);
        }
    }
}

static void link_derived(struct program *p)
{
    struct reading r;
    memset(p->derived_reads, 0, sizeof p->derived_reads);
    for (int d = 0; d < p->deriveds; d++) {
        const struct variable *v = &p->variable[p->derived[d]];
        reading_start(&r, p);
        depend_on_formula(&r, v->formula);
        for (int k = 0; k < v->dims; k++) {
            depend_on_set(&r, p->set[v->set[k]].kind);
        }
        read_on(&r);
        memcpy(p->derived_on[d], r.on, sizeof r.on);
        for (int k = 0; k < DEPEND_WORDS; k++) {
            p->derived_reads[k] |= r.on[k];
        }
    }
}

static void link_orders(struct program *p)
{
    p->of_orders = 0;
    for (int k = 0; k < p->variables; k++) {
        bool of_order = false;
        for (int d = 0; d < p->variable[k].dims; d++) {
            of_order = of_order || p->set[p->variable[k].set[d]].kind == SET_ORDER;
        }
        if (of_order) {
            p->of_order[p->of_orders++] = (uint16_t)k;
        }
    }
}

void program_link(struct program *program)
{
    struct reading r;
    memset(program->readers, 0, sizeof program->readers);
    for (int f = 0; f < program->formulas; f++) {
        reading_start(&r, program);
        depend_on_formula(&r, f);
        read_on(&r);
        keep(program, &r, f);
    }
    link_guards(program);
    link_policies(program);
    link_derived(program);
    link_orders(program);
    quick_make(program);
    program->linked = true;
}
