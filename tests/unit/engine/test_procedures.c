/* SPDX-License-Identifier: EUPL-1.2 */
/* test_procedures.c -- every procedure as a table of answers -> outcome, and every step of a
 * motion's life. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "synth.h"
#include "tree.h"

enum { ALLIES = 5, CHAIR = 5, RED = 6 };
enum { ACTORS, MEMBERS, INCIDENTS };
/* One number for every moment, so that the sequence can be read: each moment multiplies by ten and
 * adds its digit. */
enum { TRACE, BREAKS, CONF, READY, SLIPS, PC };
enum { T_TABLED = 1, T_BROKEN, T_KEPT, T_ADOPTED, T_EFFECTIVE, T_REFUSED, T_DROPPED, T_LAPSED };

struct table {
    struct assembly *a;
    struct world *w;
};

static void trace(struct assembly *a, enum moment moment, int digit)
{
    char value[64];
    snprintf(value, sizeof value, "var %d push 10 mul push %d add", TRACE, digit);
    asm_rule(a, moment, (struct span){0, 0}, NULL);
    asm_effect(a, EFFECT_SET, TRACE, NULL, value);
}

static struct table table_of(enum procedure procedure,
                             void (*change)(struct assembly *a, struct motion_kind *m))
{
    static const struct {
        enum moment moment;
        int digit;
    } moments[] = {
        {MOMENT_TABLED, T_TABLED},   {MOMENT_BROKEN, T_BROKEN},       {MOMENT_KEPT, T_KEPT},
        {MOMENT_ADOPTED, T_ADOPTED}, {MOMENT_EFFECTIVE, T_EFFECTIVE}, {MOMENT_REFUSED, T_REFUSED},
        {MOMENT_DROPPED, T_DROPPED}, {MOMENT_LAPSED, T_LAPSED},
    };
    struct table t = {asm_new(), malloc(sizeof(struct world))};
    struct assembly *a = t.a;
    asm_actors(a, ACTOR_MEMBER, ALLIES);
    asm_actors(a, ACTOR_CHAIR, 1);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_INCIDENT, 4);
    asm_var(a, 0, 0, 999999999);
    asm_var(a, 0, 0, 100);
    asm_var(a, 0, 0, 100);
    asm_var(a, 0, 0, 100);
    asm_var(a, 0, 0, 1000);
    asm_var_of(a, ACTORS, NONE, 0, 5, 100);
    asm_template(a, 0, 1, (const uint8_t[]){2});
    for (size_t k = 0; k < sizeof moments / sizeof moments[0]; k++) {
        trace(a, moments[k].moment, moments[k].digit);
    }
    struct motion_kind *m = asm_motion(a, procedure);
    m->table.where = asm_code(a, "bind 0 field 4 not");
    m->targets = asm_bind(a, INCIDENTS, 1, "bind 1 field 7");
    m->options = 3;
    m->quorum = 3;
    m->conditions = 2;
    m->condition_met = asm_needs(a, "var 3");
    asm_needs(a, "bind 1 var 5 push 5 gt");
    m->condition_met.count = 2;
    m->rule_effective = (uint16_t)asm_rule(a, MOMENT_NEVER, (struct span){0, 0}, NULL);
    asm_effect(a, EFFECT_ADD, SLIPS, NULL, "sum 1 1 {} {bind 1 bind 0 slip push 0 max}");
    asm_rule(a, MOMENT_BROKEN, (struct span){0, 0}, NULL);
    asm_effect(a, EFFECT_ADD, PC, "bind 1", "push 1 neg");
    asm_effect(a, EFFECT_ADD, BREAKS, NULL, "push 1");
    if (change != NULL) {
        change(a, m);
    }
    a->s.turns = 6;
    for (int k = 1; k <= 6; k++) {
        a->s.turn[k].days = 7;
    }
    asm_finish(a);
    engine_start(&a->p, &a->s, 1, NULL, t.w, NULL);
    asm_do(a, t.w, act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0));
    t.w->incidents = 1;
    t.w->incident[0] = (struct incident){0, 2, NONE, 1, 0, 0, 1, 1};
    return t;
}

static void done(struct table t)
{
    free(t.w);
    free(t.a);
}

static int why(struct table t, enum act_verb verb, int actor, int arg0, int arg1, int32_t value)
{
    return asm_why(t.a, t.w, act_of(verb, actor, 0, arg0, arg1, value));
}

#define DO(...)        cr_assert_eq(why(t, __VA_ARGS__), REFUSAL_NONE)
#define NOT(code, ...) cr_assert_eq(why(t, __VA_ARGS__), REFUSAL_##code)
#define STATE(s)       cr_assert_eq(t.w->motion[0].state, MOTION_##s, "state %d", t.w->motion[0].state)
#define TRACED(n)      cr_assert_eq(t.w->value[TRACE], (n), "trace %d", t.w->value[TRACE])

static int answer(struct table t, int actor, int answer_, int condition)
{
    return why(t, ACT_ANSWER, actor, answer_, condition, 0);
}

/* ---- votes: answers of the five allies, in letters ---- */

/* y yes, c yes if condition 0 (met when READY), d yes if condition 1 (never met here), t not now, n
 * no, - nothing */
struct vote {
    enum procedure procedure;
    const char *answers;
    bool ready;
    int state;
};
static const struct vote votes[] = {
    {PROC_ROLL_CALL, "yyyyy", false, MOTION_EFFECTIVE},
    {PROC_ROLL_CALL, "yyyyn", false, MOTION_REFUSED},
    {PROC_ROLL_CALL, "yyyyt", false, MOTION_REFUSED},
    {PROC_ROLL_CALL, "yyyy-", false, MOTION_REFUSED},
    {PROC_ROLL_CALL, "yyyyc", false, MOTION_REFUSED},
    {PROC_ROLL_CALL, "yyyyc", true, MOTION_EFFECTIVE},
    {PROC_ROLL_CALL, "ccccc", true, MOTION_EFFECTIVE},
    {PROC_ROLL_CALL, "ccccd", true, MOTION_REFUSED},
    {PROC_ROLL_CALL, "nnnnn", false, MOTION_REFUSED},
    {PROC_ROLL_CALL, "-----", false, MOTION_REFUSED},
    {PROC_UNANIMITY, "yyyyy", false, MOTION_EFFECTIVE},
    {PROC_UNANIMITY, "y----", false, MOTION_EFFECTIVE},
    {PROC_UNANIMITY, "-----", false, MOTION_REFUSED},
    {PROC_UNANIMITY, "yyyyn", false, MOTION_REFUSED},
    {PROC_UNANIMITY, "yyyyt", false, MOTION_REFUSED},
    {PROC_UNANIMITY, "yyyyc", false, MOTION_REFUSED},
    {PROC_UNANIMITY, "yyyyc", true, MOTION_EFFECTIVE},
    {PROC_UNANIMITY, "----c", true, MOTION_EFFECTIVE},
    {PROC_MAJORITY, "yyynn", false, MOTION_EFFECTIVE},
    {PROC_MAJORITY, "yynnn", false, MOTION_REFUSED},
    {PROC_MAJORITY, "yy---", false, MOTION_REFUSED},
    {PROC_MAJORITY, "yyc--", true, MOTION_EFFECTIVE},
    {PROC_MAJORITY, "yyc--", false, MOTION_REFUSED},
    {PROC_MAJORITY, "yyy--", false, MOTION_EFFECTIVE},
    {PROC_K_OF, "yyynn", false, MOTION_EFFECTIVE},
    {PROC_K_OF, "yynnn", false, MOTION_REFUSED},
    {PROC_K_OF, "yyc--", true, MOTION_EFFECTIVE},
    {PROC_K_OF, "yyc--", false, MOTION_REFUSED},
    {PROC_OPT_IN, "yyy--", false, MOTION_EFFECTIVE},
    {PROC_OPT_IN, "yy---", false, MOTION_REFUSED},
    {PROC_OPT_IN, "yytnn", false, MOTION_REFUSED},
    {PROC_OPT_IN, "-----", false, MOTION_REFUSED},
};

Test(procedures, votes)
{
    for (size_t k = 0; k < sizeof votes / sizeof votes[0]; k++) {
        const struct vote *v = &votes[k];
        struct table t = table_of(v->procedure, NULL);
        DO(ACT_TABLE, CHAIR, 0, NONE, 0);
        for (int a = 0; a < ALLIES; a++) {
            const char c = v->answers[a];
            if (c != '-') {
                const int given = c == 'y'   ? ANSWER_YES
                                  : c == 'n' ? ANSWER_NO
                                  : c == 't' ? ANSWER_NOT_NOW
                                             : ANSWER_YES_IF;
                cr_assert_eq(answer(t, a, given, c == 'd'), REFUSAL_NONE);
            }
        }
        cr_assert_eq(engine_complete(&t.a->p, t.w, 0), strchr(v->answers, '-') == NULL);
        cr_assert_eq(t.w->motion[0].rev, 0, "an answer must leave rev alone");
        t.w->value[READY] = v->ready;
        DO(ACT_DEADLINE, NONE, NONE, NONE, 0);
        cr_assert_eq(t.w->motion[0].state, v->state, "%d %s: state %d", v->procedure, v->answers,
                     t.w->motion[0].state);
        cr_assert_eq(t.w->motion[0].decided, 1);
        TRACED(v->state == MOTION_EFFECTIVE ? 145 : 16);
        NOT(STATE, ACT_DEADLINE, NONE, NONE, NONE, 0);
        cr_assert_eq(answer(t, 0, ANSWER_YES, 0), REFUSAL_STATE);
        done(t);
    }
}

static void council_of_four(struct assembly *a, struct motion_kind *m)
{
    m->council.where = asm_code(a, "bind 0 push 4 lt");
}

Test(procedures, half_is_no_majority)
{
    for (int yes = 0; yes <= 4; yes++) {
        struct table t = table_of(PROC_MAJORITY, council_of_four);
        DO(ACT_TABLE, CHAIR, 0, NONE, 0);
        cr_assert_eq(answer(t, 4, ANSWER_YES, 0), REFUSAL_ACTOR);
        for (int a = 0; a < yes; a++) {
            cr_assert_eq(answer(t, a, ANSWER_YES, 0), REFUSAL_NONE);
        }
        DO(ACT_DEADLINE, NONE, NONE, NONE, 0);
        cr_assert_eq(t.w->motion[0].state, yes > 2 ? MOTION_EFFECTIVE : MOTION_REFUSED);
        done(t);
    }
}

Test(procedures, answers_belong_to_procedures)
{
    for (int procedure = 0; procedure < PROCEDURES; procedure++) {
        const uint32_t takes = engine_answers((uint8_t)procedure);
        if (procedure == PROC_RIGHT) {
            continue; /* is over at once */
        }
        for (int given = -1; given <= ANSWERS; given++) {
            struct table t = table_of((enum procedure)procedure, NULL);
            DO(ACT_TABLE, CHAIR, 0, NONE, 0);
            const bool fits = given >= 0 && given < ANSWERS && (takes >> given & 1) != 0;
            cr_assert_eq(answer(t, 1, given, 0), fits ? REFUSAL_NONE : REFUSAL_ANSWER,
                         "procedure %d answer %d", procedure, given);
            done(t);
        }
    }
    cr_assert_eq(engine_answers(PROC_SILENCE), 1u << ANSWER_SILENT | 1u << ANSWER_STATEMENT |
                                                   1u << ANSWER_ASK | 1u << ANSWER_BREAK);
    struct table t = table_of(PROC_ROLL_CALL, NULL);
    DO(ACT_TABLE, CHAIR, 0, NONE, 0);
    cr_assert_eq(answer(t, CHAIR, ANSWER_YES, 0), REFUSAL_ACTOR);
    cr_assert_eq(answer(t, NONE, ANSWER_YES, 0), REFUSAL_ACTOR);
    cr_assert_eq(answer(t, 0, ANSWER_YES_IF, 2), REFUSAL_ANSWER);
    cr_assert_eq(answer(t, 0, ANSWER_YES_IF, NONE), REFUSAL_ANSWER);
    cr_assert_eq(answer(t, 0, ANSWER_YES_IF, 1), REFUSAL_NONE);
    cr_assert_eq(answer(t, 0, ANSWER_NO, 0),
                 REFUSAL_NONE); /* a position may change while it is on the table */
    cr_assert_eq(t.w->motion[0].condition[0], 0);
    done(t);
}

/* ---- silence ---- */

Test(procedures, silence_is_kept_unless_broken)
{
    struct dice dice = {5};
    for (int game = 0; game < 300; game++) {
        struct table t = table_of(PROC_SILENCE, NULL);
        bool broken = false;
        DO(ACT_TABLE, CHAIR, 0, NONE, 0);
        for (int k = 0; k < 12; k++) {
            const int who = dice_range(&dice, 0, ALLIES - 1);
            const int given = dice_range(&dice, 0, 11) == 0
                                  ? ANSWER_BREAK
                                  : dice_range(&dice, ANSWER_SILENT, ANSWER_ASK);
            const int was = t.w->motion[0].position[who];
            const int want = was == ANSWER_BREAK               ? REFUSAL_TWICE
                             : broken && given != ANSWER_BREAK ? REFUSAL_STATE
                                                               : REFUSAL_NONE;
            cr_assert_eq(answer(t, who, given, 0), want);
            broken = broken || given == ANSWER_BREAK;
        }
        if (broken) { /* one is enough, whatever the others said and whoever ends it */
            NOT(STATE, ACT_DEADLINE, NONE, NONE, NONE, 0);
            DO(ACT_CLOSE, NONE, NONE, NONE, 0);
            STATE(DROPPED);
        } else {
            DO(game % 2 ? ACT_DEADLINE : ACT_CLOSE, NONE, NONE, NONE, 0);
            STATE(EFFECTIVE);
            TRACED(1345);
        }
        done(t);
    }
}

Test(procedures, a_single_break_always_prevents_adoption)
{
    for (int who = 0; who < ALLIES; who++) {
        for (int others = ANSWER_NONE; others <= ANSWER_ASK; others++) {
            struct table t = table_of(PROC_SILENCE, NULL);
            DO(ACT_TABLE, CHAIR, 0, NONE, 0);
            for (int a = 0; a < ALLIES; a++) {
                if (a != who && others != ANSWER_NONE) {
                    cr_assert_eq(answer(t, a, others, 0), REFUSAL_NONE);
                }
            }
            const uint16_t rev = t.w->motion[0].rev;
            cr_assert_eq(answer(t, who, ANSWER_BREAK, 0), REFUSAL_NONE);
            STATE(BROKEN);
            cr_assert(t.w->motion[0].rev > rev);
            cr_assert_eq(engine_value(&t.a->p, t.w, PC, who, 0), 4);
            DO(ACT_CLOSE, NONE, NONE, NONE, 0);
            STATE(DROPPED);
            TRACED(127);
            done(t);
        }
    }
}

Test(procedures, rounds)
{
    struct table t = table_of(PROC_SILENCE, NULL);
    DO(ACT_TABLE, CHAIR, 0, NONE, 0);
    NOT(ACTOR, ACT_AMEND, 3, NONE, NONE, 1);
    NOT(RANGE, ACT_AMEND, CHAIR, NONE, NONE, 8);
    for (int round = 1; round <= ROUNDS_MAX; round++) {
        cr_assert_eq(t.w->motion[0].round, round);
        cr_assert_eq(answer(t, 0, ANSWER_STATEMENT, 0), REFUSAL_NONE);
        if (round < ROUNDS_MAX) {
            cr_assert_eq(answer(t, 1, ANSWER_BREAK, 0), REFUSAL_NONE);
            cr_assert_eq(answer(t, 2, ANSWER_BREAK, 0), REFUSAL_NONE); /* others may join */
            DO(ACT_AMEND, CHAIR, NONE, NONE, round);
            STATE(TABLED);
            cr_assert_eq(t.w->motion[0].options, round);
            cr_assert_eq(t.w->motion[0].position[0], ANSWER_NONE);
            cr_assert_eq(t.w->motion[0].position[1], ANSWER_NONE);
        }
    }
    NOT(ROUNDS, ACT_AMEND, CHAIR, NONE, NONE, 1);
    cr_assert_eq(answer(t, 1, ANSWER_BREAK, 0), REFUSAL_NONE); /* the last round: it is over */
    STATE(DROPPED);
    cr_assert_eq(t.w->value[BREAKS], 5);
    TRACED(1222227);
    done(t);
}

Test(procedures, asked_clarified_extended_withdrawn)
{
    struct table t = table_of(PROC_SILENCE, NULL);
    DO(ACT_TABLE, 1, 0, NONE, 0); /* an ally tables: it may steer too */
    NOT(STATE, ACT_CLARIFY, CHAIR, NONE, NONE, 0);
    cr_assert_eq(answer(t, 0, ANSWER_ASK, 0), REFUSAL_NONE);
    cr_assert_eq(answer(t, 3, ANSWER_STATEMENT, 0), REFUSAL_NONE);
    NOT(ACTOR, ACT_CLARIFY, 0, NONE, NONE, 0);
    DO(ACT_CLARIFY, 1, NONE, NONE, 0);
    cr_assert_eq(t.w->motion[0].position[0], ANSWER_NONE);
    cr_assert_eq(t.w->motion[0].position[3], ANSWER_STATEMENT);
    cr_assert_eq(t.w->motion[0].rev, 1);
    for (int k = 0; k < EXTENDS_MAX; k++) {
        DO(ACT_EXTEND, CHAIR, NONE, NONE, 0);
    }
    NOT(LIMIT, ACT_EXTEND, CHAIR, NONE, NONE, 0);
    NOT(ACTOR, ACT_WITHDRAW, 0, NONE, NONE, 0);
    DO(ACT_WITHDRAW, CHAIR, NONE, NONE, 0);
    STATE(DROPPED);
    TRACED(17);
    NOT(STATE, ACT_WITHDRAW, CHAIR, NONE, NONE, 0);
    NOT(STATE, ACT_AMEND, CHAIR, NONE, NONE, 0);
    cr_assert_eq(asm_why(t.a, t.w, act_of(ACT_WITHDRAW, CHAIR, 7, NONE, NONE, 0)), REFUSAL_OBJECT);
    done(t);
}

/* ---- consent, conditional, lag ---- */

static void with_consent(struct assembly *a, struct motion_kind *m)
{
    m->consent = asm_code(a, "bind 1 field 5"); /* the victim's */
    m->rule_dropped = m->rule_refused = m->rule_effective;
}

Test(procedures, the_victims_consent_is_a_gate)
{
    static const enum procedure gated[] = {PROC_SILENCE, PROC_ROLL_CALL, PROC_RIGHT, PROC_DUTY,
                                           PROC_MAJORITY};
    for (size_t k = 0; k < sizeof gated / sizeof gated[0]; k++) {
        for (int way = 0; way < 4; way++) {
            struct table t = table_of(gated[k], with_consent);
            DO(ACT_TABLE, way == 3 ? 2 : CHAIR, 0, NONE, 0);
            cr_assert_eq(t.w->motion[0].consent,
                         way == 3 ? 0 : 1); /* the victim's own motion needs nobody's */
            for (int a = 0; a < ALLIES && engine_answers((uint8_t)gated[k]) >> ANSWER_YES & 1;
                 a++) {
                cr_assert_eq(answer(t, a, ANSWER_YES, 0), REFUSAL_NONE);
            }
            if (way < 3) {
                cr_assert_not(engine_complete(&t.a->p, t.w, 0));
                NOT(ACTOR, ACT_AGREE, 1, NONE, NONE, 1);
                NOT(RANGE, ACT_AGREE, 2, NONE, NONE, 2);
            }
            if (way == 0 || way == 1) {
                DO(ACT_AGREE, 2, NONE, NONE, way);
            }
            if (way == 1 && gated[k] != PROC_RIGHT) {
                NOT(TWICE, ACT_AGREE, 2, NONE, NONE, 0);
            }
            DO(ACT_CLOSE, NONE, NONE, NONE, 0);
            cr_assert_eq(t.w->motion[0].state,
                         way == 1 || way == 3 ? MOTION_EFFECTIVE : MOTION_DROPPED, "%zu way %d", k,
                         way);
            done(t);
        }
    }
}

static void with_condition(struct assembly *a, struct motion_kind *m)
{
    m->conditional = 2;
    m->effective_when = asm_code(a, "var 2 push 75 ge");
    m->lapse_days = 20;
}

Test(procedures, conditional_takes_effect_or_lapses)
{
    for (int meets = 0; meets <= 5;
         meets++) { /* in which turn's adjudication the condition holds; 0 at once, 5 never */
        struct table t = table_of(PROC_SILENCE, with_condition);
        t.w->value[CONF] = meets == 0 ? 80 : 0;
        DO(ACT_TABLE, CHAIR, 0, NONE, 2);
        DO(ACT_CLOSE, NONE, NONE, NONE, 0);
        cr_assert_eq(t.w->motion[0].state, meets == 0 ? MOTION_EFFECTIVE : MOTION_ADOPTED);
        for (int turn = 1; turn <= 4; turn++) {
            t.w->value[CONF] = turn >= meets && meets != 0 ? 80 : t.w->value[CONF];
            DO(ACT_ADJUDICATE, NONE, NONE, NONE, 0);
            const bool effect = meets <= turn && meets <= 3;
            cr_assert_eq(t.w->motion[0].state,
                         effect      ? MOTION_EFFECTIVE
                         : turn >= 3 ? MOTION_LAPSED
                                     : MOTION_ADOPTED,
                         "meets %d turn %d: %d", meets, turn, t.w->motion[0].state);
            DO(ACT_TURN, NONE, NONE, NONE, 0);
        }
        TRACED(meets <= 3 ? 1345 : 1348);
        done(t);
    }
    struct table t =
        table_of(PROC_SILENCE, with_condition); /* without the option it is unconditional */
    DO(ACT_TABLE, CHAIR, 0, NONE, 1);
    DO(ACT_CLOSE, NONE, NONE, NONE, 0);
    STATE(EFFECTIVE);
    done(t);
}

static void with_lag(struct assembly *a, struct motion_kind *m)
{
    m->effective_days = asm_code(a, "push 10");
}

Test(procedures, a_lag_ends_in_the_adjudication_that_reaches_it)
{
    struct table t = table_of(PROC_K_OF, with_lag);
    DO(ACT_TABLE, CHAIR, 0, NONE, 0);
    for (int a = 0; a < 3; a++) {
        answer(t, a, ANSWER_YES, 0);
    }
    DO(ACT_DEADLINE, NONE, NONE, NONE, 0);
    STATE(ADOPTED);
    DO(ACT_ADJUDICATE, NONE, NONE, NONE, 0); /* day 7 */
    STATE(ADOPTED);
    DO(ACT_TURN, NONE, NONE, NONE, 0);
    DO(ACT_ADJUDICATE, NONE, NONE, NONE, 0); /* day 14 */
    STATE(EFFECTIVE);
    TRACED(145);
    done(t);
}

/* ---- slips ---- */

static void with_slips(struct assembly *a, struct motion_kind *m)
{
    m->slips = true;
    m->slip_by = asm_code(a, "bind 0 push 3 le"); /* four of the five are bound */
    m->slip_lo = asm_code(a, "if {bind 0 push 1 eq} {push 2} {push 1}");
    m->slip_hi = asm_code(a, "push 5 bind 0 sub");
}

Test(procedures, duty_binds_and_the_lowest_applies)
{
    struct table t = table_of(PROC_DUTY, with_slips);
    DO(ACT_TABLE, 2, 0, NONE, 0);
    STATE(TABLED);
    NOT(ACTOR, ACT_SLIP, 4, NONE, NONE, 1);
    NOT(ACTOR, ACT_SLIP, CHAIR, NONE, NONE, 1);
    NOT(RANGE, ACT_SLIP, 0, NONE, NONE, 0);
    NOT(RANGE, ACT_SLIP, 3, NONE, NONE, 3);
    NOT(RANGE, ACT_SLIP, 1, NONE, NONE, 1);
    NOT(STATE, ACT_MANDATE, 0, NONE, NONE, 1);
    DO(ACT_SLIP, 0, NONE, NONE, 5);
    DO(ACT_SLIP, 0, NONE, NONE, 4); /* until the mandate it may change */
    DO(ACT_SLIP, 2, NONE, NONE, 3);
    cr_assert_eq(t.w->motion[0].rev, 0);
    NOT(RANGE, ACT_MANDATE, 2, NONE, NONE, 3);
    DO(ACT_MANDATE, 2, NONE, NONE, 0); /* parliament says no: the lowest */
    NOT(TWICE, ACT_MANDATE, 2, NONE, NONE, 1);
    NOT(STATE, ACT_SLIP, 2, NONE, NONE, 3);
    cr_assert_not(engine_complete(&t.a->p, t.w, 0));
    DO(ACT_CLOSE, NONE, NONE, NONE, 0);
    STATE(EFFECTIVE);
    const int8_t want[ALLIES] = {4, 2, 1, 1, NONE};
    cr_assert_arr_eq(t.w->motion[0].slip, want, sizeof want);
    cr_assert_eq(t.w->value[SLIPS], 8);
    TRACED(145);
    done(t);
}

Test(procedures, slips_after_a_roll_call)
{
    struct table t = table_of(PROC_ROLL_CALL, with_slips);
    DO(ACT_TABLE, CHAIR, 0, NONE, 0);
    NOT(STATE, ACT_SLIP, 0, NONE, NONE, 3);
    for (int a = 0; a < ALLIES; a++) {
        answer(t, a, ANSWER_YES, 0);
    }
    DO(ACT_DEADLINE, NONE, NONE, NONE, 0);
    DO(ACT_SLIP, 0, NONE, NONE, 3);
    DO(ACT_MANDATE, 0, NONE, NONE, 1);
    NOT(STATE, ACT_SLIP, 0, NONE, NONE, 5);
    cr_assert_eq(t.w->motion[0].slip[1], NONE);
    DO(ACT_ADJUDICATE, NONE, NONE, NONE, 0);
    const int8_t want[ALLIES] = {3, 2, 1, 1, NONE};
    cr_assert_arr_eq(t.w->motion[0].slip, want, sizeof want);
    DO(ACT_TURN, NONE, NONE, NONE, 0);
    NOT(STATE, ACT_SLIP, 1, NONE, NONE, 3); /* only in the turn of the decision */
    done(t);
}

/* ---- tabling ---- */

static void with_price(struct assembly *a, struct motion_kind *m)
{
    m->needs = asm_needs(a, "var 3");
    m->costs = asm_costs(a, PC, "push 3");
    m->limit_turn = 2;
}

Test(procedures, tabling)
{
    struct table t = table_of(PROC_SILENCE, with_price);
    struct refusal refusal;
    const struct act table = act_of(ACT_TABLE, 1, 0, 0, NONE, 0);
    NOT(ACTOR, ACT_TABLE, RED, 0, NONE, 0);
    NOT(TARGET, ACT_TABLE, 1, 1, NONE, 0);
    NOT(TARGET, ACT_TABLE, 1, NONE, NONE, 0);
    NOT(RANGE, ACT_TABLE, 1, 0, NONE, 8);
    cr_assert_eq(asm_why(t.a, t.w, act_of(ACT_TABLE, 1, 1, 0, NONE, 0)), REFUSAL_OBJECT);
    cr_assert_not(engine_may(&t.a->p, &t.a->s, t.w, &table, &refusal));
    cr_assert_eq(refusal.code, REFUSAL_NEED);
    cr_assert_eq(t.a->p.need[refusal.need].code, t.a->p.need[2].code);
    t.w->value[READY] = 1;
    DO(ACT_TABLE, 1, 0, NONE, 0);
    cr_assert_eq(engine_value(&t.a->p, t.w, PC, 1, 0), 2);
    NOT(TWICE, ACT_TABLE, 2, 0, NONE, 0);
    DO(ACT_DEADLINE, NONE, NONE, NONE, 0);
    cr_assert_not(engine_may(&t.a->p, &t.a->s, t.w, &table, &refusal));
    cr_assert_eq(refusal.code, REFUSAL_COST);
    cr_assert_eq(refusal.have, 2);
    cr_assert_eq(refusal.want, 3);
    DO(ACT_TABLE, 2, 0, NONE, 0);
    cr_assert_eq(t.w->motion[1].ordinal, 1);
    cr_assert_eq(asm_why(t.a, t.w, act_of(ACT_DEADLINE, NONE, 1, NONE, NONE, 0)), REFUSAL_NONE);
    NOT(LIMIT, ACT_TABLE, 3, 0, NONE, 0);
    t.a->s.motion_allowed[0] = 0;
    NOT(SCENARIO, ACT_TABLE, 3, 0, NONE, 0);
    t.w->incident[0].open = 0;
    t.a->s.motion_allowed[0] = 1;
    NOT(TARGET, ACT_TABLE, 3, 0, NONE, 0);
    done(t);
    t = table_of(PROC_RIGHT, NULL);
    DO(ACT_TABLE, 4, 0, NONE, 0);
    STATE(EFFECTIVE);
    TRACED(145);
    for (int k = 1; k < MOTION_MAX; k++) {
        DO(ACT_TABLE, 4, 0, NONE, 0);
    }
    NOT(FULL, ACT_TABLE, 4, 0, NONE, 0);
    done(t);
}
