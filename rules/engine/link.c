/* SPDX-License-Identifier: EUPL-1.2 */
/* link.c -- works out once what every derived variable reads, through its formulas. Evaluates nothing. */
#include <string.h>

#include "engine/code.h"
#include "engine/program.h"
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
    static const int16_t bit[SET_KINDS] = {
        [SET_INCIDENT] = DEPEND_INCIDENTS, [SET_MOTION] = DEPEND_MOTIONS, [SET_ORDER] = DEPEND_ORDERS};
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

static void read_formula(struct reading *r, const struct program *p, int formula)
{
    memset(r, 0, sizeof *r);
    r->p = p;
    depend_on_formula(r, formula);
    while (r->todos > 0) {
        const int32_t *word = &p->code[r->todo[--r->todos]];
        for (; *word != OP_RET; word += 1 + op_words((enum op)*word)) {
            read_word(r, (enum op)*word, word + 1);
        }
    }
}

void program_link(struct program *program)
{
    struct reading r;
    memset(program->readers, 0, sizeof program->readers);
    for (int f = 0; f < program->formulas; f++) {
        read_formula(&r, program, f);
        for (int bit = 0; bit < DEPENDS; bit++) {
            program->readers[bit][f / 64] |= (r.on[bit / 64] >> (bit % 64) & 1) << (f % 64);
        }
    }
    for (int d = 0; d < program->deriveds; d++) {
        const struct variable *v = &program->variable[program->derived[d]];
        read_formula(&r, program, v->formula);
        for (int k = 0; k < v->dims; k++) {
            depend_on_set(&r, program->set[v->set[k]].kind);
        }
        memcpy(program->derived_on[d], r.on, sizeof r.on);
    }
    program->linked = true;
}
