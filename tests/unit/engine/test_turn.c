/* SPDX-License-Identifier: EUPL-1.2 */
/* test_turn.c -- the turn: order of the moments, days and delays, lives, scripted lines, restart,
 * hand-written numbers, derived numbers, endings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "asm_acts.h"

enum { ALLIES = 3, CHAIR = 3, RED = 4 };
enum { ACTORS, MEMBERS, INCIDENTS };
enum { TRACE, WORD, POINTS, CLOCK, LAND, TRUTH, OPENED, LADDER, CARD, CASE, MEAN, FAR };

static const struct span no_names = {0, 0};
static struct assembly *a;
static struct world *w;
static struct report *report;

static void trace(enum moment moment, int digit)
{
    char value[64];
    snprintf(value, sizeof value, "var %d push 10 mul push %d add", TRACE, digit);
    asm_rule(a, moment, no_names, NULL);
    asm_effect(a, EFFECT_SET, TRACE, NULL, value);
}

static void event(int turn, int phase, const char *when, bool once, int by)
{
    char value[32];
    const int rule = asm_rule(a, MOMENT_NEVER, no_names, NULL);
    snprintf(value, sizeof value, "push %d", by);
    asm_effect(a, EFFECT_ADD, WORD, NULL, value);
    a->s.event[a->s.events++] =
        (struct event){(uint8_t)turn, (uint8_t)phase, when == NULL ? 0 : asm_code(a, "%s", when),
                       (uint16_t)rule, once};
}

static void setup(void)
{
    static const char *const mean[] = {"sum 1 1 {} {bind 1 var 2}", "var 5 push 10 mul",
                                       "global 1"};
    static const char *const far[] = {"var 10 push 2 mul", "bind 0"};
    a = asm_new();
    w = malloc(sizeof *w);
    report = malloc(sizeof *report);
    asm_actors(a, ACTOR_MEMBER, ALLIES);
    asm_actors(a, ACTOR_CHAIR, 1);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_INCIDENT, 8);
    asm_var(a, 0, 0, 999999999);
    asm_var(a, -1000, 0, 1000);
    a->p.variable[asm_var_of(a, MEMBERS, NONE, 0, 4, 100)].life = LIFE_TURN;
    const int clock = asm_var(a, -5, 300, 1000);
    a->p.variable[clock].life = LIFE_COUNTDOWN;
    a->p.variable[clock].scale = 100;
    asm_var(a, 0, 0, 999999999);
    asm_var(a, 0, 0, 9);
    asm_var(a, 0, 0, 100);
    asm_var(a, 0, 0, 100);
    asm_var_of(a, MEMBERS, NONE, 0, 0, 3);
    a->p.variable[asm_var_of(a, MEMBERS, INCIDENTS, 0, 0, 300)].scale = 100;
    asm_formula(a, 0, 3, mean);
    asm_derived(a, NONE, 0, 40, 0);
    asm_formula(a, 1, 2, far);
    asm_derived(a, MEMBERS, 0, 1000, 1);
    a->p.card[a->p.cards++] = (struct card){CARD, false, 1, 3, asm_binding(a, MEMBERS, 0, NULL)};
    a->p.card[a->p.cards++] = (struct card){CASE, true, 0, 3, asm_binding(a, MEMBERS, 0, NULL)};
    asm_template(a, 0, 0, NULL);
    static const enum moment order[] = {MOMENT_START,     MOMENT_TURN, MOMENT_EVIDENCE,
                                        MOMENT_RED,       MOMENT_DUE,  MOMENT_ANSWERS,
                                        MOMENT_AFTERMATH, MOMENT_DRIFT};
    for (int k = 0; k < 8; k++) {
        trace(order[k], k + 1);
    }
    asm_rule(a, MOMENT_LADDER, no_names,
             "var 10 push 20 ge"); /* reads what was derived just before */
    asm_effect(a, EFFECT_ADD, LADDER, NULL, "push 1");
    asm_rule(a, MOMENT_INCIDENT, no_names, NULL);
    asm_effect(a, EFFECT_ADD, OPENED, NULL, "push 1");
    event(1, EVENT_INTEL, NULL, true, 1);
    event(0, EVENT_INTEL, "global 1 push 3 lt", false, 10);
    event(2, EVENT_COUNCIL, NULL, true, 100);
    event(1, EVENT_OUTCOME, "push 0", true, 500);
    a->p.ending[a->p.endings++].when = asm_code(a, "var 7 push 9 ge");
    a->p.ending[a->p.endings++].when = asm_code(a, "var 7 push 1 ge var 1 push 900 gt min");
    a->s.turns = 4;
    for (int t = 1; t <= 4; t++) {
        a->s.turn[t].days = (int16_t)(5 + t);
    }
    a->s.turn[5].days = 28; /* "later" */
    a->s.start[a->s.starts++] = (struct start){POINTS, {1, NONE}, 9, 0};
    a->s.draw[a->s.draws++] = (struct draw){TRUTH, 3, {2, 4, 6}, {1, 0, 1}};
}

static void begin(void)
{
    asm_finish(a);
    engine_start(&a->p, &a->s, 3, NULL, w, NULL);
}

static void teardown(void)
{
    free(report);
    free(w);
    free(a);
}

TestSuite(turn, .init = setup, .fini = teardown);

static int32_t value(int variable, int x)
{
    return engine_value(&a->p, w, variable, x, 0);
}

Test(turn, moments_in_order_and_days)
{
    begin();
    NOT(STATE, ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0);
    NOT(STATE, ACT_LOCK, NONE, NONE, NONE, NONE, 0);
    cr_assert_eq(value(TRACE, 0), 1);
    int16_t day = 0;
    for (int t = 1; t <= 4; t++) {
        w->value[TRACE] = 0;
        TURN_ACT(ACT_TURN);
        NOT(STATE, ACT_TURN, NONE, NONE, NONE, NONE, 0);
        cr_assert_eq(value(TRACE, 0), 23);
        cr_assert_eq(w->day, day);
        cr_assert_eq(w->days, 5 + t);
        TURN_ACT(ACT_ADJUDICATE);
        cr_assert_eq(value(TRACE, 0),
                     23453678); /* turn evidence | red due evidence answers aftermath drift */
        day = (int16_t)(day + 5 + t);
        cr_assert_eq(w->day, day);
        NOT(STATE, ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0);
    }
    TURN_ACT(ACT_TURN); /* three months later */
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(w->day, day + 28);
    NOT(RANGE, ACT_TURN, NONE, NONE, NONE, NONE, 0);
}

Test(turn, delayed_effects_land_by_day)
{
    for (int k = 1; k <= 30; k++) { /* each sets its own digit of LAND: day after day, so no two
                                       sets meet in one moment */
        char code[64];
        asm_rule(a, MOMENT_TURN, no_names, "global 1 push 1 eq");
        snprintf(code, sizeof code, "push %d", k);
        asm_effect(a, EFFECT_SET, LAND, NULL, code)->after_days = asm_code(a, "push %d", k);
    }
    asm_rule(a, MOMENT_TURN, no_names, "global 1 push 1 eq");
    asm_effect(a, EFFECT_ADD, OPENED, NULL, "push 1")->after_days =
        asm_code(a, "push 0"); /* at once */
    struct effect *e =
        asm_effect(a, EFFECT_ADD, OPENED, NULL, "global 0"); /* its value is that of the landing */
    e->after_days = asm_code(a, "push 8");
    e->after_days2 = asm_code(a, "push 12");
    e->delay_dice = 9;
    e = asm_effect(a, EFFECT_ADD, OPENED, NULL, "push 50"); /* its guard is asked when it is made */
    e->when = asm_code(a, "global 0 push 0 gt");
    e->after_days = asm_code(a, "push 3");
    begin();
    TURN_ACT(ACT_TURN);
    cr_assert_eq(w->pendings, 31);
    cr_assert_eq(value(OPENED, 0), 1);
    TURN_ACT(ACT_ADJUDICATE); /* day 6 */
    cr_assert_eq(value(LAND, 0), 6);
    cr_assert_eq(w->pendings, 25);
    w->value[TRACE] = 0;
    TURN_ACT(ACT_TURN);
    cr_assert_eq(value(OPENED, 0), 1);
    w->value[TRACE] = 0;
    TURN_ACT(ACT_ADJUDICATE); /* day 13 */
    cr_assert_eq(value(LAND, 0), 13);
    cr_assert_eq(value(OPENED, 0), 14);
    for (int t = 3; t <= 4; t++) {
        w->value[TRACE] = 0;
        TURN_ACT(ACT_TURN);
        TURN_ACT(ACT_ADJUDICATE);
    }
    cr_assert_eq(value(LAND, 0), 30); /* days 21 and 30: the last day is within */
    cr_assert_eq(w->pendings, 0);
    cr_assert_eq(w->faults, 0);
}

Test(turn, lives)
{
    begin();
    cr_assert_eq(value(POINTS, 0), 4);
    cr_assert_eq(value(POINTS, 1), 9); /* its own start */
    TURN_ACT(ACT_TURN);
    cr_assert_eq(value(CLOCK, 0), 300); /* a start value is not aged by the first turn */
    w->value[a->p.variable[POINTS].slot] = 0;
    w->value[a->p.variable[POINTS].slot + 1] = 1;
    const int32_t want[] = {200, 100, 50,
                            0}; /* 150 is put in half-way; less than one goes to none */
    for (int t = 2; t <= 5; t++) {
        TURN_ACT(ACT_ADJUDICATE);
        const struct act turn = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
        cr_assert(engine_do(&a->p, &a->s, w, &turn, report, NULL));
        cr_assert_eq(value(CLOCK, 0), want[t - 2]);
        cr_assert_eq(value(POINTS, 0), 4);
        cr_assert_eq(value(POINTS, 1), 9);
        int lives = 0;
        for (int k = 0; k < report->changes; k++) {
            const struct change *c = &report->change[k];
            lives += c->variable == POINTS || c->variable == CLOCK;
            if (c->variable == POINTS) {
                cr_assert_eq(c->before, c->index[0] == 0 ? 0 : 1);
                cr_assert_eq(c->terms.count, 1);
                cr_assert_eq(report->term[c->terms.first].rule, NONE);
            }
        }
        cr_assert_eq(lives, t == 2 ? 3 : 1);
        if (t == 3) {
            w->value[a->p.variable[CLOCK].slot] = 150;
        }
        if (t == 4) {
            cr_assert_eq(value(CLOCK, 0), 50);
        }
    }
}

Test(turn, scripted_lines)
{
    begin();
    TURN_ACT(ACT_TURN);
    cr_assert_eq(value(WORD, 0), 11);
    NOT(RANGE, ACT_EVENTS, NONE, NONE, NONE, NONE, EVENT_INTEL);
    NOT(RANGE, ACT_EVENTS, NONE, NONE, NONE, NONE, EVENT_PHASES);
    DO(ACT_EVENTS, NONE, NONE, NONE, NONE, EVENT_COUNCIL);
    cr_assert_eq(value(WORD, 0), 11); /* not its turn */
    NOT(TWICE, ACT_INJECT, NONE, 0, NONE, NONE, 0);
    NOT(OBJECT, ACT_INJECT, NONE, 4, NONE, NONE, 0);
    DO(ACT_INJECT, NONE, 1, NONE, NONE, 0);
    cr_assert_eq(value(WORD, 0), 21);
    TURN_ACT(ACT_ADJUDICATE);
    DO(ACT_EVENTS, NONE, NONE, NONE, NONE, EVENT_OUTCOME); /* its condition does not hold */
    cr_assert_eq(value(WORD, 0), 21);
    TURN_ACT(ACT_TURN);
    cr_assert_eq(value(WORD, 0), 31);
    DO(ACT_EVENTS, NONE, NONE, NONE, NONE, EVENT_COUNCIL);
    DO(ACT_EVENTS, NONE, NONE, NONE, NONE, EVENT_COUNCIL); /* once is once */
    cr_assert_eq(value(WORD, 0), 131);
    TURN_ACT(ACT_ADJUDICATE);
    TURN_ACT(ACT_TURN);
    cr_assert_eq(value(WORD, 0), 131); /* turn 3: the second line's condition is over */
}

Test(turn, restart_makes_the_world_again)
{
    a->s.turn[3].restart = true;
    a->s.start[a->s.starts++] = (struct start){POINTS, {2, NONE}, 7, 3};
    begin();
    const int32_t truth = value(TRUTH, 0);
    const uint64_t seed = w->seed;
    TURN_ACT(ACT_TURN);
    DO(ACT_TRUTH, NONE, 0, NONE, NONE, truth == 2 ? 2 : 0);
    TURN_ACT(ACT_ADJUDICATE);
    TURN_ACT(ACT_TURN);
    w->incidents = 2;
    DO(ACT_CARD, 1, 0, NONE, NONE, 3);
    TURN_ACT(ACT_ADJUDICATE);
    TURN_ACT(ACT_TURN);
    cr_assert_eq(w->turn, 3);
    cr_assert_eq(w->day, 0);
    cr_assert_eq(w->incidents, 0);
    cr_assert_eq(w->seed, seed);
    cr_assert_eq(value(TRUTH, 0), truth == 2 ? 6 : 2);
    cr_assert_eq(value(CARD, 1), 0);
    cr_assert_eq(value(POINTS, 1), 4); /* a start of the game, not of this restart */
    cr_assert_eq(value(POINTS, 2), 7);
    cr_assert_eq(value(CLOCK, 0), 300);
    cr_assert_eq(value(TRACE, 0), 123);
    TURN_ACT(ACT_ADJUDICATE);
    w->value[a->p.variable[POINTS].slot + 2] = 0;
    TURN_ACT(ACT_TURN);
    cr_assert_eq(value(POINTS, 2), 7); /* back to the start of the last restart */
    cr_assert_eq(w->turn, 4);
}

Test(turn, start_values_set_by_hand_hold)
{
    a->s.turn[2].restart = true;
    a->s.start[a->s.starts++] = (struct start){WORD, {NONE, NONE}, 7, 2};
    a->s.pin[a->s.pins++] = (struct start){TRACE, {NONE, NONE}, 50, 0};
    a->s.pin[a->s.pins++] = (struct start){WORD, {NONE, NONE}, 5, 0};
    asm_finish(a);
    engine_start(&a->p, &a->s, 3, NULL, w, report);
    cr_assert_eq(value(TRACE, 0), 50, "the rules of the start have written to it before");
    cr_assert_eq(value(WORD, 0), 5);
    int told = 0;
    for (int k = 0; k < report->changes; k++) {
        const struct change *c = &report->change[k];
        told += c->variable == TRACE && c->moment == MOMENT_START && c->after == 50;
    }
    cr_assert_eq(told, 1, "that it was put back is a change like any other");
    TURN_ACT(ACT_TURN);
    TURN_ACT(ACT_ADJUDICATE);
    TURN_ACT(ACT_TURN);
    cr_assert_eq(w->day, 0, "a restart");
    cr_assert_eq(value(TRACE, 0), (50 * 10 + 2) * 10 + 3, "the turn's own rules go on from it");
    cr_assert_eq(program_verify(&a->p, &a->s), 0);
    a->s.pin[0].variable = a->p.variables;
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
    a->s.pin[0].variable = POINTS; /* begins anew each turn: it would not hold */
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
    a->s.pin[0].variable = TRACE;
    a->s.pins = PINNED_MAX + 1;
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
}

Test(turn, numbers_by_hand)
{
    begin();
    NOT(STATE, ACT_CARD, 0, 0, NONE, NONE, 1);
    TURN_ACT(ACT_TURN);
    NOT(OBJECT, ACT_CARD, 0, 2, NONE, NONE, 1);
    NOT(ACTOR, ACT_CARD, CHAIR, 0, NONE, NONE, 1);
    NOT(RANGE, ACT_CARD, 0, 0, NONE, NONE, 0);
    NOT(RANGE, ACT_CARD, 0, 0, NONE, NONE, 4);
    NOT(TARGET, ACT_CARD, 0, 1, 0, NONE, 1);
    w->incidents = 1;
    w->incident[0] = (struct incident){0, NONE, NONE, 1, 0, 0, 1, 1};
    DO(ACT_CARD, 0, 1, 0, NONE, 2);
    cr_assert_eq(engine_value(&a->p, w, CASE, 0, 0), 200); /* whole units into the scale */
    NOT(OBJECT, ACT_OVERRIDE, NONE, MEAN, NONE, NONE, 1);
    NOT(OBJECT, ACT_OVERRIDE, NONE, 99, NONE, NONE, 1);
    NOT(TARGET, ACT_OVERRIDE, NONE, POINTS, 3, NONE, 1);
    NOT(RANGE, ACT_OVERRIDE, NONE, POINTS, 1, NONE, 101);
    DO(ACT_OVERRIDE, NONE, POINTS, 1, NONE, 20);
    cr_assert_eq(value(POINTS, 1), 20);
    cr_assert_eq(value(MEAN, 0),
                 4 + 20 + 4 + value(TRUTH, 0) * 10 + 1 > 40 ? 40 : 29 + value(TRUTH, 0) * 10);
    DO(ACT_CORRECT, NONE, TRACE, NONE, NONE, 5);
    DO(ACT_CORRECT, NONE, TRACE, NONE, NONE, 6); /* the later word counts */
    DO(ACT_CORRECT, NONE, POINTS, 2, NONE, 50);
    cr_assert_eq(w->overrides, 2);
    cr_assert_eq(value(POINTS, 2), 4);
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(value(TRACE, 0), 6); /* after every rule of the adjudication */
    cr_assert_eq(value(POINTS, 2), 50);
    cr_assert_eq(w->overrides, 0);
    NOT(STATE, ACT_CORRECT, NONE, TRACE, NONE, NONE, 5);
    NOT(RANGE, ACT_TRUTH, NONE, 0, NONE, NONE, 3);
    NOT(OBJECT, ACT_TRUTH, NONE, 1, NONE, NONE, 0);
    TURN_ACT(ACT_REVEAL);
    NOT(TWICE, ACT_REVEAL, NONE, NONE, NONE, NONE, 0);
}

Test(turn, corrections_fill_up)
{
    for (int k = 0; k < OVERRIDES_MAX; k++) {
        asm_var(a, 0, 0, 9);
    }
    begin();
    TURN_ACT(ACT_TURN);
    for (int k = 0; k < OVERRIDES_MAX; k++) {
        DO(ACT_CORRECT, NONE, FAR + 1 + k, NONE, NONE, k % 10);
    }
    NOT(FULL, ACT_CORRECT, NONE, TRACE, NONE, NONE, 1);
    DO(ACT_CORRECT, NONE, FAR + 1, NONE, NONE, 9);
    cr_assert_eq(w->overrides, OVERRIDES_MAX);
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(value(FAR + 1, 0), 9);
    cr_assert_eq(value(FAR + OVERRIDES_MAX, 0), (OVERRIDES_MAX - 1) % 10);
}

Test(turn, derived_numbers_are_fresh_and_explained)
{
    begin();
    TURN_ACT(ACT_TURN);
    DO(ACT_OVERRIDE, NONE, TRUTH, NONE, NONE, 0);
    cr_assert_eq(value(MEAN, 0), 4 + 9 + 4 + 1);
    cr_assert_eq(value(FAR, 2), 38);
    const struct act act = act_of(ACT_OVERRIDE, NONE, POINTS, 0, NONE, 10);
    cr_assert(engine_do(&a->p, &a->s, w, &act, report, NULL));
    cr_assert_eq(value(MEAN, 0), 24);
    cr_assert_eq(report->changes, 5); /* the number, MEAN, and FAR of three */
    const struct change *mean = &report->change[1];
    cr_assert_eq(mean->variable, MEAN);
    cr_assert_eq(mean->terms.count, 1);
    cr_assert_eq(report->term[mean->terms.first].rule, NONE);
    cr_assert_eq(report->term[mean->terms.first].effect, 0); /* the formula's first term */
    cr_assert_eq(report->term[mean->terms.first].by, 6);
    const struct act top = act_of(ACT_OVERRIDE, NONE, TRUTH, NONE, NONE, 9);
    cr_assert(engine_do(&a->p, &a->s, w, &top, report, NULL));
    mean = &report->change[1];
    cr_assert_eq(mean->after, 40);
    cr_assert_eq(mean->terms.count, 2);
    cr_assert_eq(report->term[mean->terms.first].by, 90);
    cr_assert_eq(report->term[mean->terms.first + 1].by, -74); /* the clamp */
    cr_assert_eq(report->term[mean->terms.first + 1].effect, NONE);
}

Test(turn, ladder_sees_derived_and_endings_follow)
{
    begin();
    TURN_ACT(ACT_TURN);
    DO(ACT_OVERRIDE, NONE, TRUTH, NONE, NONE, 0);
    DO(ACT_CORRECT, NONE, POINTS, 0, NONE, 9); /* lifts MEAN over 20 within the adjudication */
    cr_assert_eq(value(MEAN, 0), 18);
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(value(LADDER, 0), 1);
    cr_assert_eq(w->ended, 0);
    TURN_ACT(ACT_TURN);
    DO(ACT_OVERRIDE, NONE, TRUTH, NONE, NONE, 9);
    DO(ACT_OVERRIDE, NONE, WORD, NONE, NONE, 1000);
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(w->ended, 2); /* the second ending */
    NOT(ENDED, ACT_TURN, NONE, NONE, NONE, NONE, 0);
    NOT(ENDED, ACT_CARD, 0, 0, NONE, NONE, 1);
    DO(ACT_OVERRIDE, NONE, WORD, NONE, NONE, 5);
    TURN_ACT(ACT_REVEAL);
}

Test(turn, truths_follow_the_seed_and_the_choice)
{
    int count[10] = {0};
    begin();
    for (uint64_t seed = 0; seed < 300; seed++) {
        engine_start(&a->p, &a->s, seed, NULL, w, NULL);
        count[value(TRUTH, 0)]++;
    }
    cr_assert_eq(count[2] + count[6], 300); /* the option of weight 0 never comes */
    cr_assert(count[2] > 110 && count[2] < 190);
    for (int16_t option = 0; option < 3; option++) {
        engine_start(&a->p, &a->s, 5, &option, w, NULL);
        cr_assert_eq(value(TRUTH, 0), 2 * (option + 1));
    }
}
