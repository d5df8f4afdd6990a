/* SPDX-License-Identifier: EUPL-1.2 */
/* disasm.c -- the program as text: every table and every expression, with the book's names beside
 * the numbers. */
#include <string.h>

#include "compiler/compile.h"
#include "compiler/out.h"

struct dis {
    struct out out;
    const struct book *book;
    const struct program *p;
};

static const char *const op_names[OP_COUNT] = {
#define NAME(name, imm, pops, pushes) #name,
    OP_LIST(NAME)
#undef NAME
};
static const uint8_t immediates[OP_COUNT] = {
#define WORDS(name, imm, pops, pushes) imm,
    OP_LIST(WORDS)
#undef WORDS
};
static const char *const aggregates[AGGREGATES] = {"sum", "count", "min_of", "max_of",
                                                   "any", "all",   "median"};
static const char *const globals[GLOBALS] = {"day", "turn", "days", "turns"};

/* The name that belongs to the first word of an operation. */
static const char *name_of(const struct dis *d, const int32_t *at)
{
    switch (at[0]) {
    case OP_PARAM:
        return book_param_name(d->book, at[1]);
    case OP_GLOBAL:
        return globals[at[1]];
    case OP_VAR0:
    case OP_VAR1:
    case OP_VAR2:
    case OP_RAW0:
    case OP_RAW1:
    case OP_RAW2:
        return book_id(d->book, KIND_VARIABLE, at[1]);
    case OP_FIELD:
        return field_word(at[1]);
    case OP_ATTR:
        return book_id(d->book, KIND_ATTRIBUTE, at[1]);
    case OP_IS:
        return book_id(d->book,
                       at[1] == SET_INCIDENT ? KIND_INCIDENT
                       : at[1] == SET_MOTION ? KIND_MOTION
                                             : KIND_ACTION,
                       at[2]);
    case OP_FITS:
        return book_id(d->book, KIND_INCIDENT, at[1]);
    case OP_CALL:
        return book_id(d->book, KIND_FORMULA, at[1]);
    case OP_AGG:
        return aggregates[at[1]];
    default:
        return "";
    }
}

static void code(struct dis *d, const char *label, uint32_t start, int indent)
{
    if (start == 0)
        return;
    out_print(&d->out, "%*s%s:\n", indent, "", label);
    for (uint32_t at = start; at < d->p->codes; at += 1u + immediates[d->p->code[at]]) {
        const int32_t *words = &d->p->code[at];
        out_print(&d->out, "%*s%5u %s", indent + 2, "", at, op_names[words[0]]);
        for (int i = 1; i <= immediates[words[0]]; i++)
            out_print(&d->out, " %d", words[i]);
        const char *name = name_of(d, words);
        out_print(&d->out, "%s%s\n", *name ? " ; " : "", name);
        if (words[0] == OP_AGG) {
            code(d, "where", (uint32_t)words[4], indent + 4);
            code(d, "each", (uint32_t)words[5], indent + 4);
        }
        if (words[0] == OP_RET)
            return;
    }
}

static void bindings(struct dis *d, const char *label, struct span span, int indent)
{
    for (int i = 0; i < span.count; i++) {
        const struct binding *b = &d->p->binding[span.first + i];
        out_print(&d->out, "%*s%s slot %d in %s\n", indent, "", label, b->slot,
                  book_id(d->book, KIND_SET, b->set));
        code(d, "where", b->where, indent + 2);
    }
}

static void see(struct dis *d, uint8_t bits)
{
    static const struct {
        uint8_t bit;
        const char *word;
    } words[] = {{SEE_PUBLIC, "public"}, {SEE_ALLIES, "allies"}, {SEE_OWN, "own"},
                 {SEE_RED, "red"},       {SEE_WHITE, "white"},   {SEE_COMMAND, "command"},
                 {SEE_CHAIR, "chair"}};
    out_print(&d->out, " see");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (bits & words[i].bit)
            out_print(&d->out, " %s", words[i].word);
    }
    out_print(&d->out, "\n");
}

static void variables(struct dis *d)
{
    static const char *const lives[LIVES] = {"game", "turn", "countdown", "derived"};
    for (int i = 0; i < d->p->variables; i++) {
        const struct variable *v = &d->p->variable[i];
        out_print(&d->out, "variable %s slot %d", book_id(d->book, KIND_VARIABLE, i), v->slot);
        for (int k = 0; k < v->dims; k++)
            out_print(&d->out, "%s%s", k ? "," : " of ", book_id(d->book, KIND_SET, v->set[k]));
        out_print(&d->out, " range %d..%d start %d scale %d %s", v->lo, v->hi, v->start, v->scale,
                  lives[v->life]);
        if (v->life == LIFE_DERIVED)
            out_print(&d->out, " %s", book_id(d->book, KIND_FORMULA, v->formula));
        see(d, v->see);
    }
}

static void formulas(struct dis *d)
{
    for (int i = 0; i < d->p->formulas; i++) {
        const struct formula *f = &d->p->formula[i];
        out_print(&d->out, "formula %s args %d", book_id(d->book, KIND_FORMULA, i), f->args);
        if (f->clamped)
            out_print(&d->out, " clamp %d..%d", f->lo, f->hi);
        see(d, f->see);
        for (int k = 0; k < f->terms.count; k++)
            code(d, book_term(d->book, i, k), d->p->term[f->terms.first + k].code, 2);
    }
}

static void effect(struct dis *d, const struct effect *e)
{
    static const char *const verbs[EFFECT_KINDS] = {"add",  "set",  "atleast", "atmost",
                                                    "draw", "tell", "open",    "close"};
    out_print(&d->out, "  %s", verbs[e->kind]);
    if (e->kind <= EFFECT_DRAW)
        out_print(&d->out, " %s%s", book_id(d->book, KIND_VARIABLE, e->variable),
                  e->raw ? " raw" : "");
    if (e->kind == EFFECT_OPEN)
        out_print(&d->out, " %s", book_id(d->book, KIND_INCIDENT, e->variable));
    if (e->kind == EFFECT_TELL)
        out_print(&d->out, " audience %d \"%s\"", e->audience_kind,
                  book_tell_key(d->book, e->text));
    out_print(&d->out, "%s", e->dice || e->chance_dice || e->delay_dice ? " dice" : "");
    if (e->dice || e->chance_dice || e->delay_dice)
        out_print(&d->out, " %d/%d/%d", e->dice, e->chance_dice, e->delay_dice);
    out_print(&d->out, "\n");
    bindings(d, "for", e->bindings, 4);
    code(d, "when", e->when, 4);
    code(d, "percent", e->percent, 4);
    code(d, "after", e->after_days, 4);
    code(d, "until", e->after_days2, 4);
    code(d, "index 0", e->index[0], 4);
    code(d, "index 1", e->index[1], 4);
    code(d, "value", e->value, 4);
    code(d, "value 2", e->value2, 4);
}

static void rules(struct dis *d)
{
    static const char *const moments[MOMENT_COUNT] = {
#define WORD(name, word, binds) word,
        MOMENT_LIST(WORD)
#undef WORD
    };
    for (int i = 1; i < d->p->rules; i++) {
        const struct rule *r = &d->p->rule[i];
        out_print(&d->out, "rule %d %s on %s given %d", i, book_id(d->book, KIND_RULE, i),
                  moments[r->moment], r->given);
        see(d, r->reads);
        bindings(d, "for", r->bindings, 2);
        code(d, "when", r->when, 2);
        if (r->percent)
            out_print(&d->out, "  dice %d\n", r->dice);
        code(d, "percent", r->percent, 2);
        for (int k = 0; k < r->effects.count; k++)
            effect(d, &d->p->effect[r->effects.first + k]);
    }
}

static void one_binding(struct dis *d, const char *label, const struct binding *b)
{
    out_print(&d->out, "  %s slot %d in %s\n", label, b->slot, book_id(d->book, KIND_SET, b->set));
    code(d, "where", b->where, 4);
}

static void needs_and_costs(struct dis *d, struct span needs, struct span costs)
{
    for (int i = 0; i < needs.count; i++)
        code(d, "need", d->p->need[needs.first + i].code, 2);
    for (int i = 0; i < costs.count; i++) {
        out_print(&d->out, "  cost %s\n",
                  book_id(d->book, KIND_VARIABLE, d->p->cost[costs.first + i].variable));
        code(d, "by", d->p->cost[costs.first + i].code, 4);
    }
}

static void actions(struct dis *d)
{
    for (int i = 0; i < d->p->actions; i++) {
        const struct action *a = &d->p->action[i];
        out_print(&d->out, "action %s when %d level %d..%d consent %d limits %d/%d%s rule %d\n",
                  book_id(d->book, KIND_ACTION, i), a->when, a->level_lo, a->level_hi, a->consent,
                  a->limit_turn, a->limit_game, a->secret ? " secret" : "", a->rule);
        one_binding(d, "by", &a->by);
        bindings(d, "target", a->targets, 2);
        needs_and_costs(d, a->needs, a->costs);
        code(d, "after", a->after_days, 2);
    }
}

static void motions(struct dis *d)
{
    for (int i = 0; i < d->p->motions; i++) {
        const struct motion_kind *m = &d->p->motion[i];
        out_print(&d->out,
                  "motion %s procedure %d options %d soft %d conditional %d lapse %d quorum %d "
                  "conditions %d limit %d rules %d %d %d %d\n",
                  book_id(d->book, KIND_MOTION, i), m->procedure, m->options, m->soft_option,
                  m->conditional, m->lapse_days, m->quorum, m->conditions, m->limit_turn,
                  m->rule_effective, m->rule_refused, m->rule_dropped, m->rule_tabled);
        one_binding(d, "council", &m->council);
        one_binding(d, "table", &m->table);
        bindings(d, "target", m->targets, 2);
        needs_and_costs(d, m->needs, m->costs);
        code(d, "consent", m->consent, 2);
        code(d, "effective_when", m->effective_when, 2);
        code(d, "effective_days", m->effective_days, 2);
        for (int k = 0; k < m->condition_met.count; k++)
            code(d, "met", d->p->need[m->condition_met.first + k].code, 2);
        code(d, "slip by", m->slip_by, 2);
        code(d, "slip lo", m->slip_lo, 2);
        code(d, "slip hi", m->slip_hi, 2);
    }
}

static void the_rest(struct dis *d)
{
    for (int i = 0; i < d->p->templates; i++)
        out_print(&d->out, "incident %s victims %d rule %d\n", book_id(d->book, KIND_INCIDENT, i),
                  d->p->template[i].victims.count, d->p->template[i].rule);
    for (int i = 0; i < d->p->cards; i++)
        out_print(&d->out, "card %s variable %s %d..%d\n", book_id(d->book, KIND_CARD, i),
                  book_id(d->book, KIND_VARIABLE, d->p->card[i].variable), d->p->card[i].lo,
                  d->p->card[i].hi);
    for (int i = 0; i < d->p->policies; i++) {
        const struct policy *y = &d->p->policy[i];
        out_print(&d->out, "policy %s kind %d object %d score %s verb %d\n",
                  book_id(d->book, KIND_POLICY, i), y->kind, y->object,
                  book_id(d->book, KIND_FORMULA, y->formula), y->verb);
        one_binding(d, "by", &y->by);
        bindings(d, "for", y->targets, 2);
        code(d, "when", y->when, 2);
        code(d, "least", y->least, 2);
        code(d, "level", y->level, 2);
    }
    for (int i = 0; i < d->p->endings; i++) {
        out_print(&d->out, "ending %s\n", book_id(d->book, KIND_ENDING, i));
        code(d, "when", d->p->ending[i].when, 2);
    }
    for (int i = 0; i < d->p->params; i++)
        out_print(&d->out, "param %d %s = %d\n", i, book_param_name(d->book, i), d->p->param[i]);
    for (int i = 0; i < d->p->tables; i++) {
        out_print(&d->out, "table %d", i);
        for (int k = 0; k < d->p->table[i].count; k++)
            out_print(&d->out, " [%d,%d]", d->p->row[d->p->table[i].first + k][0],
                      d->p->row[d->p->table[i].first + k][1]);
        out_print(&d->out, "\n");
    }
}

char *book_disasm(const struct book *book)
{
    struct dis d = {.book = book, .p = &book->program};
    out_print(&d.out, "program %d words, %d slots\n", (int)d.p->codes, d.p->slots);
    for (int i = 0; i < d.p->sets; i++)
        out_print(&d.out, "set %s kind %d count %d\n", book_id(book, KIND_SET, i), d.p->set[i].kind,
                  d.p->set[i].count);
    for (int i = 0; i < d.p->attributes; i++) {
        const struct attribute *a = &d.p->attribute[i];
        out_print(&d.out, "attribute %s of %d/%d first %d none %d\n",
                  book_id(book, KIND_ATTRIBUTE, i), a->set_kind, a->set, a->first, a->none);
    }
    variables(&d);
    for (int i = 0; i < d.p->deriveds; i++)
        out_print(&d.out, "derived %d %s\n", i, book_id(book, KIND_VARIABLE, d.p->derived[i]));
    formulas(&d);
    rules(&d);
    actions(&d);
    motions(&d);
    the_rest(&d);
    return d.out.text;
}
