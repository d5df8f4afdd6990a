/* SPDX-License-Identifier: EUPL-1.2 */
/* test_verify.c -- the verifier refuses what would go wrong, and whatever it lets through runs
 * without harm. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "synth.h"
#include "tree.h"

static struct assembly *a;

static void setup(void)
{
    a = synth_new();
}

static void teardown(void)
{
    free(a);
}

TestSuite(verify, .init = setup, .fini = teardown);

/* An expression as a need, so that it is looked at; the book is as it was afterwards. */
static int verdict(const int32_t *words, int count)
{
    const uint32_t codes = a->p.codes, was = a->p.need[0].code;
    memcpy(&a->p.code[codes], words, (size_t)count * sizeof words[0]);
    a->p.codes += (uint32_t)count;
    a->p.need[0].code = codes;
    const int fault = program_verify(&a->p, &a->s);
    a->p.need[0].code = was;
    a->p.codes = codes;
    return fault;
}

Test(verify, expressions)
{
    enum { R = OP_RET, P = OP_PUSH };
    static const struct {
        int right, count;
        int32_t words[12];
    } rows[] = {
        {1, 3, {P, 1, R}},
        {0, 1, {R}},
        {0, 2, {P, 1}},
        {0, 5, {P, 1, P, 2, R}},
        {0, 3, {OP_ADD, R, R}},
        {0, 4, {P, 1, OP_ADD, R}},
        {1, 6, {P, 1, P, 2, OP_ADD, R}},
        {0, 3, {OP_COUNT, 1, R}},
        {0, 3, {-1, 1, R}},
        {0, 3, {OP_BIND, BIND_MAX, R}},
        {1, 3, {OP_BIND, BIND_MAX - 1, R}},
        {0, 3, {OP_BIND, -1, R}},
        {0, 3, {OP_VAR0, VARIABLES_MAX, R}},
        {0, 3, {OP_VAR0, SYNTH_THR, R}}, /* that one has an index */
        {1, 5, {P, 0, OP_VAR1, SYNTH_THR, R}},
        {0, 5, {P, 0, OP_VAR2, SYNTH_THR, R}},
        {0, 3, {OP_PARAM, 4, R}},
        {0, 5, {P, 0, OP_FIELD, FIELD_COUNT, R}},
        {0, 5, {P, 0, OP_ATTR, 0, R}}, /* this book has no attributes */
        {0, 6, {P, 0, OP_IS, SET_ACTOR, 0, R}},
        {0, 6, {P, 0, OP_IS, SET_MOTION, PROCEDURES, R}},
        {1, 6, {P, 0, OP_IS, SET_MOTION, 0, R}},
        {0, 5, {P, 0, OP_HAS, OPTION_MAX, R}},
        {0, 5, {P, 0, OP_FITS, 6, R}},
        {0, 5, {P, 0, OP_TABLE, 1, R}},
        {0, 3, {OP_GLOBAL, GLOBALS, R}},
        {0, 4, {OP_CALL, FORMULAS_MAX, 0, R}},
        {0, 4, {OP_CALL, 0, 1, R}},       /* an argument is missing */
        {0, 6, {P, 0, OP_CALL, 0, 0, R}}, /* the formula takes one */
        {1, 6, {P, 0, OP_CALL, 0, 1, R}},
        {0, 7, {OP_AGG, AGGREGATES, 0, 1, 0, 0, R}},
        {0, 7, {OP_AGG, AGG_SUM, SETS_MAX, 1, 0, 0, R}},
        {0, 7, {OP_AGG, AGG_SUM, 0, BIND_MAX, 0, 0, R}},
        {0, 7, {OP_AGG, AGG_SUM, 0, 1, CODE_MAX, 0, R}},
        {1, 7, {OP_AGG, AGG_SUM, 0, 1, 0, 0, R}},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        cr_expect_eq(verdict(rows[k].words, rows[k].count) == 0, rows[k].right, "row %zu", k);
    }
    cr_assert_eq(program_verify(&a->p, &a->s), 0);
}

Test(verify, jumps)
{
    const int32_t at = (int32_t)a->p.codes;
    const int32_t good[] = {OP_PUSH, 1,       OP_JZ,   at + 8, OP_PUSH, 2,
                            OP_JUMP, at + 10, OP_PUSH, 3,      OP_RET};
    const int32_t uneven[] = {OP_PUSH, 1, OP_JZ, at + 6, OP_PUSH, 2, OP_PUSH, 3, OP_RET};
    int32_t words[11];
    cr_assert_neq(verdict(uneven, 9), 0);
    cr_assert_eq(verdict(good, 11), 0);
    for (int k = 0; k < 2;
         k++) { /* every other target leaves the stack uneven, the expression, or goes back */
        for (int to = -1; to < 14; to++) {
            const int place = k == 0 ? 3 : 7;
            memcpy(words, good, sizeof words);
            words[place] = at + to;
            const bool same =
                words[place] == good[place] || (k == 0 && to == 10) || (k == 1 && to == 8);
            if (!same) {
                cr_expect_neq(verdict(words, 11), 0, "jump %d to %d", k, to);
            }
        }
    }
}

Test(verify, depth)
{
    int32_t inner = 0;
    for (int k = 0; k < 80; k++) {
        const int32_t words[] = {OP_AGG, AGG_ANY, 0, 1, inner, 0, OP_RET};
        a->p.need[0].code = asm_words(a, words, 7);
        inner = (int32_t)a->p.need[0].code;
        cr_assert_eq(program_verify(&a->p, &a->s) == 0, k < CALL_MAX * 4,
                     "%d aggregates inside one another", k + 1);
    }
    a->p.need[0].code = asm_code(a, "push 1");
    cr_assert_eq(program_verify(&a->p, &a->s), 0);
    const uint32_t was = a->p.term[0].code;
    a->p.term[0].code = asm_code(a, "bind 0 call 0 1"); /* itself */
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
    a->p.term[0].code = asm_code(
        a, "push 3 call 3 0"); /* by way of others: refused for its shape or for its depth */
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
    a->p.term[0].code = was;
    a->p.need[0].code = asm_code(a, "median 0 1 {} {median 5 2 {} {median 5 3 {} {push 1}}}");
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
}

#define REFUSED(part, bad)                                                                         \
    do {                                                                                           \
        const __typeof__(a->p.part) was_ = a->p.part;                                              \
        a->p.part = (bad);                                                                         \
        cr_expect_neq(program_verify(&a->p, &a->s), 0, #part " = " #bad);                          \
        a->p.part = was_;                                                                          \
        cr_assert_eq(program_verify(&a->p, &a->s), 0);                                             \
    } while (0)

Test(verify, tables)
{
    REFUSED(actors, ACTOR_MAX + 1);
    REFUSED(slots, SLOT_MAX + 1);
    REFUSED(slots, 100);
    REFUSED(rules, 0);
    REFUSED(set[SYNTH_INCIDENTS].count, INCIDENT_MAX + 1);
    REFUSED(set[SYNTH_MEMBERS].count, 33);
    REFUSED(set[0].kind, SET_KINDS);
    REFUSED(actor[0].kind, ACTOR_RED);
    REFUSED(variable[SYNTH_BEL].stride, 1);
    REFUSED(variable[SYNTH_BEL].slot, SLOT_MAX - 10);
    REFUSED(variable[SYNTH_COH].lo, 61);
    REFUSED(variable[SYNTH_COH].scale, 10);
    REFUSED(variable[SYNTH_CRED].formula, FORMULAS_MAX - 1);
    REFUSED(variable[SYNTH_CRED].formula, 0);
    REFUSED(derived[0], SYNTH_COH);
    REFUSED(formula[0].terms.count, 0);
    REFUSED(formula[0].terms.count, TERMS_MAX);
    REFUSED(term[0].code, 0);
    REFUSED(term[0].code, CODE_MAX);
    REFUSED(binding[0].set, SETS_MAX);
    REFUSED(binding[0].slot, BIND_MAX);
    REFUSED(effect[0].kind, EFFECT_KINDS);
    REFUSED(effect[0].variable, VARIABLES_MAX);
    REFUSED(effect[0].variable, SYNTH_CRED);
    REFUSED(effect[0].variable, SYNTH_BEL);
    REFUSED(effect[0].index[0], 0);
    REFUSED(effect[0].value, CODE_MAX);
    REFUSED(rule[1].effects.first, EFFECTS_MAX);
    REFUSED(rule[1].bindings.count, BINDINGS_MAX);
    REFUSED(rule[0].effects.count, 1);
    REFUSED(moment[MOMENT_START].count, RULES_MAX);
    REFUSED(moment[MOMENT_START].first, 2);
    REFUSED(cost[0].variable, SYNTH_THR + 100);
    REFUSED(cost[0].variable, SYNTH_SEV);
    REFUSED(action[0].rule, RULES_MAX);
    REFUSED(action[0].targets.count, TARGET_MAX + 1);
    REFUSED(action[0].consent, 2);
    REFUSED(action[0].consent, 0);
    REFUSED(action[0].when, WHENS);
    REFUSED(action[0].costs.count, COSTS_EACH_MAX + 1);
    REFUSED(action[0].by.slot, 1);
    REFUSED(motion[0].procedure, PROCEDURES);
    REFUSED(motion[0].options, OPTION_MAX + 1);
    REFUSED(motion[0].conditional, 3);
    REFUSED(motion[0].council.set, SYNTH_INCIDENTS);
    REFUSED(motion[0].targets.count, 2);
    REFUSED(motion[0].rule_dropped, RULES_MAX);
    REFUSED(motion[1].conditions, 2);
    REFUSED(template[0].rule, RULES_MAX);
    REFUSED(template[0].victims.count, TEMPLATES_MAX * 32 + 1);
    REFUSED(victim_list[0], ACTOR_MAX);
    REFUSED(policy[0].object, NONE);
    REFUSED(policy[0].object, ACTIONS_MAX);
    REFUSED(policy[0].formula, FORMULAS_MAX);
    REFUSED(card[0].per_incident, false);
    REFUSED(card[0].lo, 4);
    REFUSED(ending[0].when, 0);
    a->s.event[0].rule = RULES_MAX;
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
    cr_assert_eq(program_verify(&a->p, NULL), 0);
}

/* Books with words and tables spoilt at random: most are refused; those that are not are played,
 * and nothing breaks. */
Test(verify, what_passes_does_no_harm)
{
    struct dice dice = {404};
    struct assembly *spoilt = malloc(sizeof *spoilt);
    struct world *w = malloc(sizeof *w);
    struct report *report = malloc(sizeof *report);
    const struct act turn = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
    int passed = 0, refused = 0;
    for (int k = 0; k < 1500; k++) {
        *spoilt = *a;
        for (int n = dice_range(&dice, 1, 2); n > 0; n--) {
            const uint32_t at = dice_word(&dice) % a->p.codes;
            const int kind = dice_range(&dice, 0, 3);
            if (kind <
                3) { /* a word of the program: another small number, or one that stands elsewhere */
                spoilt->p.code[at] = kind == 0 ? dice_range(&dice, -2, 60)
                                               : a->p.code[dice_word(&dice) % a->p.codes];
            } else { /* a byte of a table before the code */
                uint8_t *byte =
                    (uint8_t *)&spoilt->p + dice_word(&dice) % offsetof(struct program, code);
                *byte ^=
                    (uint8_t)(*byte <= 1 ? 1
                                         : 1 << dice_range(&dice, 0,
                                                           7)); /* it may be a bool: it stays one */
            }
        }
        if (program_verify(&spoilt->p, &spoilt->s) != 0) {
            refused++;
            continue;
        }
        passed++;
        program_link(&spoilt->p);
        engine_start(&spoilt->p, &spoilt->s, (uint64_t)k, NULL, w, NULL);
        for (int t = 0; t < 2; t++) {
            engine_do(&spoilt->p, &spoilt->s, w, &turn, report, NULL);
            auto_turn(&spoilt->p, &spoilt->s, w, synth_everybody(spoilt), NULL, NULL,
                      k % 2 == 0 ? report : NULL);
        }
        cr_assert(w->fault != FAULT_STACK, "a verified program ran out of room");
    }
    cr_assert(passed > 200 && refused > 200, "%d passed, %d refused", passed, refused);
    free(report);
    free(w);
    free(spoilt);
}
