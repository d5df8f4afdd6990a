/* SPDX-License-Identifier: EUPL-1.2 */
/* synth.c -- see synth.h. */
#include "synth.h"

#include <stdio.h>
#include <stdlib.h>

static const struct span no_names = {0, 0};

static void variables(struct assembly *a)
{
    asm_actors(a, ACTOR_MEMBER, SYNTH_ALLIES);
    asm_actors(a, ACTOR_CHAIR, 1);
    asm_actors(a, ACTOR_COMMAND, 1);
    asm_actors(a, ACTOR_UNION, 1);
    asm_actors(a, ACTOR_RED, 1);
    asm_actors(a, ACTOR_NEUTRAL, 2);
    asm_set(a, SET_FIXED, 5);
    asm_set(a, SET_INCIDENT, 32);
    asm_set(a, SET_MOTION, MOTION_MAX);
    asm_set(a, SET_ORDER, ORDER_MAX);
    asm_var(a, 0, 60, 100);
    asm_var(a, 0, 20, 100);
    asm_var(a, 0, 1, 12);
    a->p.variable[asm_var(a, 0, 500, 10000)].scale = 100;
    asm_var(a, 0, 30, 100);
    asm_var(a, 0, 0, 3);
    asm_var_of(a, SYNTH_ACTORS, NONE, 0, 6, 20);
    asm_var_of(a, SYNTH_MEMBERS, NONE, 0, 55, 100);
    asm_var_of(a, SYNTH_MEMBERS, NONE, 0, 45, 100);
    asm_var_of(a, SYNTH_MEMBERS, NONE, 0, 50, 100);
    asm_var_of(a, SYNTH_REGIONS, NONE, 0, 20, 100);
    a->p.variable[asm_var(a, 0, 2, 20)].life = LIFE_TURN;
    asm_var_of(a, SYNTH_INCIDENTS, NONE, 0, 0, 100);
    asm_var_of(a, SYNTH_INCIDENTS, NONE, 0, 20, 100);
    asm_var_of(a, SYNTH_INCIDENTS, NONE, 0, 0, 100);
    asm_var_of(a, SYNTH_INCIDENTS, NONE, 0, 0, 99);
    asm_var_of(a, SYNTH_MEMBERS, SYNTH_INCIDENTS, 0, 40, 100);
    asm_var_of(a, SYNTH_MEMBERS, SYNTH_INCIDENTS, 0, 0, 3);
    a->p.variable[asm_var_of(a, SYNTH_MEMBERS, NONE, 0, 0, 3)].life = LIFE_TURN;
    a->p.variable[asm_var(a, 0, 0, 9)].life = LIFE_COUNTDOWN;
    a->p.table[a->p.tables++] = (struct span){0, 4};
    const int32_t table[4][2] = {{0, 0}, {20, 8}, {40, 20}, {70, 45}};
    for (int k = 0; k < 4; k++) {
        a->p.row[k][0] = table[k][0];
        a->p.row[k][1] = table[k][1];
    }
    a->p.rows = 4;
    const int32_t params[] = {45, 3, 12, 30};
    for (int k = 0; k < 4; k++) {
        a->p.param[a->p.params++] = params[k];
    }
}

enum { F_GRAVITY, F_CRED, F_ARG, F_WILL, F_WISH, F_MEAN, F_SCORE, F_TALK };

static void clamp(struct assembly *a, int formula)
{
    a->p.formula[formula].clamped = true;
    a->p.formula[formula].hi = 100;
}

static void formulas(struct assembly *a)
{
    static const char *const gravity[] = {"bind 0 var 12", "bind 0 var 13 table 0",
                                          "bind 0 field 11 push 2 mul"};
    static const char *const cred[] = {"var 0 push 2 div", "push 100 var 1 sub push 4 div",
                                       "sum 2 1 {} {bind 1 var 10} push 20 div",
                                       "call 5 0 push 10 div"};
    static const char *const arg[] = {
        "bind 0 call 0 1", "bind 0 var 14 push 4 div",
        "sum 3 1 {bind 1 bind 0 lt} {bind 1 call 0 1 push 8 div} push 10 min"};
    static const char *const will[] = {/* a, m */
                                       "push 50",
                                       "bind 0 var 7 push 50 sub push 2 div",
                                       "bind 0 var 8 push 50 sub push 4 div",
                                       "bind 1 field 12 call 2 1 param 0 sub push 2 div",
                                       "bind 0 bind 1 field 12 var 16 push 60 sub param 1 div",
                                       "if {bind 1 field 12 field 5 bind 0 eq} {push 20} {push 0}",
                                       "bind 1 field 14 push 4 mul",
                                       "var 2 push 6 sub push 0 max push 3 mul neg",
                                       "bind 1 has 0 push 8 mul"};
    static const char *const wish[] = {"bind 0 var 8 push 2 div", "bind 0 var 6 push 3 mul",
                                       "bind 1 call 2 1 push 4 div"};
    static const char *const mean[] = {"sum 1 1 {} {bind 1 var 8} push 32 div",
                                       "median 1 1 {} {bind 1 var 7} push 10 div"};
    static const char *const score[] = {"var 11 push 10 mul", "push 100 var 4 sub push 3 div"};
    static const char *const talk[] = {"sum 4 1 {bind 1 field 16} {push 3 bind 1 position}"};
    asm_formula(a, 1, 3, gravity);
    asm_formula(a, 0, 4, cred);
    asm_formula(a, 1, 3, arg);
    asm_formula(a, 2, 9, will);
    asm_formula(a, 2, 3, wish);
    asm_formula(a, 0, 2, mean);
    asm_formula(a, 0, 2, score);
    asm_formula(a, 0, 1, talk);
    for (int f = 0; f < 3; f++) {
        clamp(a, f);
    }
    asm_derived(a, NONE, 0, 100, F_CRED);
    asm_derived(a, SYNTH_INCIDENTS, 0, 100, F_ARG);
    asm_derived(a, NONE, 0, 200, F_MEAN);
    asm_derived(a, NONE, 0, 400, F_TALK);
}

static void incidents(struct assembly *a)
{
    static uint8_t victims[8] = {0, 3, 5, 8, 13, 21, 27, 31};
    for (int k = 0; k < 6; k++) {
        const int rule = asm_rule(a, MOMENT_NEVER, no_names, NULL);
        char lo[32], hi[32];
        snprintf(lo, sizeof lo, "push %d", 15 + 5 * k);
        snprintf(hi, sizeof hi, "push %d", 35 + 8 * k);
        struct effect *e = asm_effect(a, EFFECT_DRAW, SYNTH_SEV, "bind 0", lo);
        e->value2 = asm_code(a, "%s", hi);
        e->dice = (uint16_t)(100 + k);
        e = asm_effect(a, EFFECT_ADD, SYNTH_EVI, "bind 0", "push 15");
        e->percent = asm_code(a, "push 40");
        e->chance_dice = (uint16_t)(110 + k);
        asm_effect(a, EFFECT_ADD, SYNTH_THR, "bind 0 field 5", "push 8");
        e = asm_effect(a, EFFECT_TELL, 0, NULL, NULL);
        e->audience_kind = SEE_PUBLIC;
        asm_template(a, rule, 8 - k, victims + k);
    }
}

static void actions(struct assembly *a)
{
    for (int k = 0; k < 8; k++) {
        char name[64];
        const int rule = asm_rule(a, MOMENT_NEVER, no_names, NULL);
        asm_effect(a, EFFECT_ADD, SYNTH_ANSWER, "bind 1", "push 2");
        snprintf(name, sizeof name, "push %d", 1 + k % 3);
        asm_effect(a, EFFECT_ADD, k % 2 == 0 ? SYNTH_COH : SYNTH_FEAR, NULL, name);
        struct effect *e = asm_effect(a, EFFECT_ADD, SYNTH_POST, "push 1", "push 3");
        e->after_days = asm_code(a, "push %d", 2 * k);
        e->after_days2 = asm_code(a, "push %d", 5 * k + 1);
        e->delay_dice = (uint16_t)(200 + k);
        asm_effect(a, EFFECT_ATLEAST, SYNTH_CONF, "bind 1", "bind 1 var 13");
        struct action *action = asm_action(a, SYNTH_MEMBERS, (enum when_moment)(k % 3), rule);
        action->targets = asm_bind(a, SYNTH_INCIDENTS, 1, "bind 1 field 7");
        if (k == 7) {
            action->targets = asm_more(a, action->targets, SYNTH_MEMBERS, 2, "bind 2 bind 0 ne");
            action->consent = 2;
        }
        action->needs = asm_needs(a, "bind 1 var 13 push 10 ge");
        action->costs = asm_costs(a, SYNTH_PC, k < 4 ? "push 1" : k < 7 ? "push 2" : "push 0");
        action->limit_turn = 1;
        action->level_hi = (int16_t)(k == 2 ? 5 : 0);
    }
    for (int k = 0; k < 3; k++) {
        const int rule = asm_rule(a, MOMENT_NEVER, no_names, NULL);
        struct effect *e = asm_effect(a, EFFECT_OPEN, k, NULL, "push 2");
        e->dice = (uint16_t)(300 + k);
        e->after_days = asm_code(a, "push %d", 3 * k);
        asm_effect(a, EFFECT_ADD, SYNTH_LINE, NULL, "push 2");
        struct action *action = asm_action(a, SYNTH_ACTORS, WHEN_ADJUDICATE, rule);
        action->by.where = asm_code(a, "bind 0 field 4");
        action->costs = asm_costs(a, SYNTH_HYB, "push 2");
        action->limit_turn = 1;
    }
}

static void motions(struct assembly *a)
{
    for (int k = 0; k < PROCEDURES; k++) {
        struct motion_kind *m = asm_motion(a, (enum procedure)k);
        m->targets = asm_bind(a, SYNTH_INCIDENTS, 1, "bind 1 field 7");
        m->table.where = asm_code(a, "bind 0 field 0 bind 0 field 1 max");
        m->options = 2;
        m->soft_option = 1;
        m->limit_turn = 1;
        m->quorum = 5;
        m->rule_effective = (uint16_t)asm_rule(a, MOMENT_NEVER, no_names, NULL);
        asm_effect(a, EFFECT_ADD, SYNTH_COH, NULL, "push 2");
        asm_effect(a, EFFECT_ADD, SYNTH_LINE, NULL, "push 3 neg");
        asm_effect(a, EFFECT_ADD, SYNTH_ANSWER, "bind 0 field 12", "push 4");
        m->rule_refused = m->rule_dropped = (uint16_t)asm_rule(a, MOMENT_NEVER, no_names, NULL);
        asm_effect(a, EFFECT_ADD, SYNTH_COH, NULL, "push 3 neg");
        if (k == PROC_ROLL_CALL) {
            m->conditional = 2;
            m->effective_when = asm_code(a, "bind 0 field 12 var 14 push 60 ge");
            m->lapse_days = 20;
            m->conditions = 1;
            m->condition_met = asm_needs(a, "bind 0 has 0");
            m->consent = asm_code(a, "bind 1 field 5");
        }
        if (k == PROC_ROLL_CALL || k == PROC_DUTY) {
            m->slips = true;
            m->slip_by = asm_code(a, "bind 0 field 0");
            m->slip_hi = asm_code(a, "if {bind 0 var 7 push 40 lt} {push 3} {push 5}");
        }
        if (k == PROC_UNANIMITY) {
            m->effective_days = asm_code(a, "push 10");
        }
    }
}

/* rules of the moments: a handful over one set and a few over pairs */
static void rules(struct assembly *a)
{
    static const struct {
        enum moment moment;
        int set, set2;
        const char *where, *when;
        int variable;
        const char *x, *y, *value;
    } rows[] = {
        {MOMENT_START, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_RES, "bind 0", NULL,
         "bind 0 push 7 mul push 31 min"},
        {MOMENT_TURN, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_PC, "bind 0", NULL, "push 2"},
        {MOMENT_TURN, NONE, NONE, NULL, NULL, SYNTH_PC, "push 32", NULL, "push 2"},
        {MOMENT_INCIDENT, SYNTH_MEMBERS, NONE, "bind 1 bind 0 field 5 ne", NULL, SYNTH_THR,
         "bind 1", NULL, "push 1"},
        {MOMENT_INCIDENT, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_BEL, "bind 1", "bind 0",
         "bind 1 var 8 push 5 div"},
        {MOMENT_EVIDENCE, SYNTH_INCIDENTS, NONE, "bind 0 field 7", NULL, SYNTH_EVI, "bind 0", NULL,
         "global 2 push 2 div"},
        {MOMENT_EVIDENCE, SYNTH_MEMBERS, SYNTH_INCIDENTS, NULL, "bind 1 field 7", SYNTH_BEL,
         "bind 0", "bind 1", "bind 1 var 13 bind 0 bind 1 var 16 sub push 4 div"},
        {MOMENT_LOCKED, NONE, NONE, NULL, "bind 1 field 0", SYNTH_PUB, "bind 1", NULL, "push 1"},
        {MOMENT_BROKEN, NONE, NONE, NULL, NULL, SYNTH_COH, NULL, NULL, "push 1 neg"},
        {MOMENT_BROKEN, NONE, NONE, NULL, NULL, SYNTH_PC, "bind 1", NULL, "push 1 neg"},
        {MOMENT_ADOPTED, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_THR, "bind 1", NULL, "push 1 neg"},
        {MOMENT_EFFECTIVE, NONE, NONE, NULL, NULL, SYNTH_PREP, NULL, NULL, "push 4"},
        {MOMENT_RED, NONE, NONE, NULL, "var 4 push 50 gt", SYNTH_LINE, NULL, NULL, "push 1"},
        {MOMENT_ANSWERS, SYNTH_INCIDENTS, NONE, "bind 0 field 7",
         "bind 0 var 15 bind 0 call 0 1 push 10 div lt", SYNTH_LINE, NULL, NULL,
         "bind 0 call 0 1 push 10 div bind 0 var 15 sub push 2 div"},
        {MOMENT_AFTERMATH, SYNTH_INCIDENTS, NONE, "bind 0 field 7", "bind 0 var 15 push 8 gt",
         SYNTH_FEAR, NULL, NULL, "push 2"},
        {MOMENT_AFTERMATH, SYNTH_MEMBERS, NONE, NULL,
         "any 3 1 {bind 1 field 7} {bind 1 field 5 bind 0 eq}", SYNTH_THR, "bind 0", NULL,
         "push 4"},
        {MOMENT_DRIFT, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_THR, "bind 0", NULL,
         "push 45 bind 0 var 8 sub push 6 div"},
        {MOMENT_DRIFT, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_PUB, "bind 0", NULL,
         "bind 0 var 8 bind 0 var 9 sub push 8 div"},
        {MOMENT_DRIFT, SYNTH_MEMBERS, NONE, NULL, NULL, SYNTH_RES, "bind 0", NULL,
         "bind 0 var 9 bind 0 var 7 sub push 10 div"},
        {MOMENT_DRIFT, SYNTH_REGIONS, NONE, NULL, NULL, SYNTH_POST, "bind 0", NULL, "push 1 neg"},
        {MOMENT_DRIFT, NONE, NONE, NULL, NULL, SYNTH_PREP, NULL, NULL, "global 2 push 50 mul"},
        {MOMENT_DRIFT, NONE, NONE, NULL, NULL, SYNTH_FEAR, NULL, NULL, "push 2 neg"},
        {MOMENT_LADDER, NONE, NONE, NULL, "var 1 push 60 gt", SYNTH_RUNG, NULL, NULL, "push 1"},
        {MOMENT_LADDER, NONE, NONE, NULL, "var 1 push 20 lt var 2 push 1 gt min", SYNTH_RUNG, NULL,
         NULL, "push 1 neg"},
        {MOMENT_REVEAL, NONE, NONE, NULL, NULL, SYNTH_COH, NULL, NULL, "var 5"},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        struct span names = no_names;
        const int first =
            rows[k].moment == MOMENT_INCIDENT || rows[k].moment == MOMENT_ADOPTED ? 1 : 0;
        if (rows[k].set != NONE) {
            names = asm_bind(a, rows[k].set, first, rows[k].where);
        }
        if (rows[k].set2 != NONE) {
            names = asm_more(a, names, rows[k].set2, first + 1, NULL);
        }
        asm_rule(a, rows[k].moment, names, rows[k].when);
        struct effect *e =
            asm_effect2(a, EFFECT_ADD, rows[k].variable, rows[k].x, rows[k].y, rows[k].value);
        e->raw = rows[k].variable == SYNTH_PREP;
    }
    const int leak = asm_rule(a, MOMENT_BROKEN, no_names, NULL);
    a->p.rule[leak].percent = asm_code(a, "push 10");
    a->p.rule[leak].dice = 400;
    asm_effect(a, EFFECT_ADD, SYNTH_LINE, NULL, "push 2");
    asm_effect(a, EFFECT_SET, SYNTH_ALERT, NULL, "push 2");
    asm_rule(a, MOMENT_AFTERMATH, asm_bind(a, SYNTH_INCIDENTS, 0, "bind 0 field 7"),
             "global 1 push 1 sub bind 0 field 9 gt");
    asm_effect(a, EFFECT_CLOSE, 0, "bind 0", NULL);
}

static void policies(struct assembly *a)
{
    for (int k = 0; k < 8; k++) {
        struct policy *x = asm_policy(a, POLICY_ORDER, SYNTH_MEMBERS, k, F_WISH);
        x->targets = asm_bind(a, SYNTH_INCIDENTS, 1, "bind 1 field 7");
        if (k == 7) {
            x->targets = asm_more(a, x->targets, SYNTH_MEMBERS, 2,
                                  "bind 2 bind 1 field 5 eq bind 2 bind 0 ne min");
        }
        x->least = asm_code(a, "push %d", 40 + 2 * k);
        x->level = asm_code(a, "push 3");
    }
    for (int k = 0; k < 3; k++) {
        struct policy *x = asm_policy(a, POLICY_ORDER, SYNTH_ACTORS, 8 + k, F_SCORE);
        x->by.where = asm_code(a, "bind 0 field 4");
        x->least = asm_code(a, "push %d", 30 + 10 * k);
    }
    for (int k = 0; k < 6; k++) {
        static const int kinds[] = {PROC_SILENCE, PROC_ROLL_CALL, PROC_RIGHT,
                                    PROC_DUTY,    PROC_K_OF,      PROC_UNANIMITY};
        struct policy *x =
            asm_policy(a, POLICY_TABLE, k == 0 ? SYNTH_ACTORS : SYNTH_MEMBERS, kinds[k], F_WISH);
        x->by.where =
            k == 0 ? asm_code(a, "bind 0 field 1") : asm_code(a, "bind 0 push %d eq", 3 * k);
        x->targets = asm_bind(a, SYNTH_INCIDENTS, 1, "bind 1 field 7 bind 1 var 12 push 25 gt min");
        x->least = asm_code(a, "push %d", k == 0 ? 0 : 20);
    }
    struct policy *x = asm_policy(a, POLICY_ANSWER, SYNTH_MEMBERS, NONE, F_WILL);
    const int32_t bounds[ANSWERS] = {INT32_MIN, 56, INT32_MIN, 48,           INT32_MIN + 1,
                                     52,        44, 30,        INT32_MIN + 1};
    for (int k = 0; k < ANSWERS; k++) {
        x->bound[k] = bounds[k];
    }
    asm_policy(a, POLICY_SLIP, SYNTH_MEMBERS, NONE, F_WILL)->level =
        asm_code(a, "bind 0 var 8 push 15 div");
    asm_policy(a, POLICY_CONSENT, SYNTH_MEMBERS, NONE, F_WILL)->least = asm_code(a, "push 30");
    x = asm_policy(a, POLICY_CHAIR, SYNTH_ACTORS, NONE, F_WILL);
    x->verb = ACT_AMEND;
    x->when = asm_code(a, "count 1 2 {bind 2 bind 1 position push 4 eq} {} push 0 gt");
    x = asm_policy(a, POLICY_CHAIR, SYNTH_ACTORS, NONE, F_WILL);
    x->verb = ACT_CLARIFY;
    x = asm_policy(a, POLICY_CARD, SYNTH_MEMBERS, 0, F_WISH);
    x->targets = asm_bind(a, SYNTH_INCIDENTS, 1, "bind 1 field 7");
    x->level = asm_code(a, "bind 1 var 13 push 30 div");
    asm_policy(a, POLICY_CARD, SYNTH_MEMBERS, 1, F_SCORE)->level =
        asm_code(a, "bind 0 push 4 div push 3 min");
}

static void scenario(struct assembly *a)
{
    a->p.card[0] = (struct card){SYNTH_CARD, true, 0, 3, asm_binding(a, SYNTH_MEMBERS, 0, NULL)};
    a->p.card[1] = (struct card){SYNTH_MOOD, false, 0, 3, asm_binding(a, SYNTH_MEMBERS, 0, NULL)};
    a->p.cards = 2;
    a->p.ending[a->p.endings++].when = asm_code(a, "var 0 push 3 lt");
    a->s.turns = SYNTH_TURNS;
    for (int t = 1; t <= SYNTH_TURNS; t++) {
        a->s.turn[t].days = 7;
    }
    for (int k = 0; k < SYNTH_TURNS; k++) {
        const int rule = asm_rule(a, MOMENT_NEVER, no_names, NULL);
        asm_effect(a, EFFECT_OPEN, k % 6, NULL, "push 1")->dice = (uint16_t)(500 + k);
        a->s.event[a->s.events++] =
            (struct event){.turn = (uint8_t)(1 + k),
                           .phase = (uint8_t)(k % 4 == 3 ? EVENT_DELIBERATE : EVENT_INTEL),
                           .rule = (uint16_t)rule,
                           .once = true};
    }
    a->s.draw[a->s.draws++] = (struct draw){SYNTH_TRUTH, 3, {1, 2, 3}, {50, 30, 20}};
    for (int m = 0; m < SYNTH_ALLIES; m++) {
        a->s.start[a->s.starts++] =
            (struct start){SYNTH_THR, {(int16_t)m, NONE}, 30 + (m * 37) % 50, 0};
        a->s.start[a->s.starts++] =
            (struct start){SYNTH_PUB, {(int16_t)m, NONE}, 35 + (m * 23) % 40, 0};
    }
}

struct assembly *synth_new(void)
{
    struct assembly *a = asm_new();
    variables(a);
    formulas(a);
    incidents(a);
    actions(a);
    motions(a);
    rules(a);
    policies(a);
    scenario(a);
    asm_finish(a);
    return a;
}

uint64_t synth_everybody(const struct assembly *a)
{
    return ((uint64_t)1 << a->p.actors) - 1;
}

uint64_t synth_hash(const struct assembly *a, const struct world *w)
{
    uint8_t *bytes = malloc(ENCODE_MAX);
    const size_t size = world_encode(&a->p, w, bytes);
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t k = 0; k < size; k++) {
        hash = (hash ^ bytes[k]) * 1099511628211u;
    }
    free(bytes);
    return hash;
}
