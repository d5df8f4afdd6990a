/* SPDX-License-Identifier: EUPL-1.2 */
/* test_policy.c -- automated seats: order of choices, answers by bounds, reasons, consents, the
 * chair, whole turns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "synth.h"

enum { ALLIES = 4, CHAIR = 4 };
enum { ACTORS, MEMBERS, INCIDENTS };
enum { WISH, PC, CARD, READY };
enum { F_WISH, F_PAIR };

static struct assembly *a;
static struct world *w;
static struct choice choice[16];

static void setup(void)
{
    static const char *const wish[] = {"bind 0 var 0", "push 3 neg", "push 2"};
    static const char *const pair[] = {"bind 0 var 0", "bind 1 push 10 mul"};
    a = asm_new();
    w = malloc(sizeof *w);
    asm_actors(a, ACTOR_MEMBER, ALLIES);
    asm_actors(a, ACTOR_CHAIR, 1);
    asm_set(a, SET_INCIDENT, 4);
    asm_var_of(a, ACTORS, NONE, -100, 0, 100);
    asm_var_of(a, ACTORS, NONE, 0, 3, 100);
    asm_var_of(a, MEMBERS, NONE, 0, 0, 9);
    asm_var(a, 0, 0, 1);
    asm_formula(a, 1, 3, wish);
    asm_formula(a, 2, 2, pair);
    asm_template(a, 0, 1, (const uint8_t[]){2});
    a->s.turns = 3;
    a->s.turn[1].days = a->s.turn[2].days = a->s.turn[3].days = 7;
}

static void begin(void)
{
    asm_finish(a);
    engine_start(&a->p, &a->s, 1, NULL, w, NULL);
    asm_do(a, w, act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0));
    w->incidents = 3;
    for (int k = 0; k < 3; k++) {
        w->incident[k] = (struct incident){0, (int16_t)k, NONE, 1, 0, (int16_t)k, 1, 1};
    }
}

static void teardown(void)
{
    free(w);
    free(a);
}

TestSuite(policy, .init = setup, .fini = teardown);

static int ask(enum policy_kind kind, int actor)
{
    return policy_choices(&a->p, &a->s, w, kind, actor, choice, 16);
}

static void wish(int actor, int32_t value)
{
    w->value[a->p.variable[WISH].slot + actor] = value;
}

Test(policy, orders_best_first_and_allowed)
{
    for (int k = 0; k < 2; k++) {
        struct action *x = asm_action(a, MEMBERS, WHEN_LOCK, 0);
        x->targets = asm_bind(a, INCIDENTS, 1, NULL);
        x->costs = asm_costs(a, PC, "push 2");
        x->level_hi = (int16_t)(k == 0 ? 4 : 0);
    }
    struct policy *x = asm_policy(a, POLICY_ORDER, MEMBERS, 0, F_PAIR);
    x->targets = asm_bind(a, INCIDENTS, 1, "bind 1 push 1 ne");
    x->least = asm_code(a, "push 0");
    x->level = asm_code(a, "push 9");
    x = asm_policy(a, POLICY_ORDER, MEMBERS, 1, F_PAIR);
    x->targets = asm_bind(a, INCIDENTS, 1, NULL);
    x->when = asm_code(a, "bind 1 push 1 eq");
    begin();
    wish(0, 5);
    cr_assert_eq(ask(POLICY_ORDER, 0), 3);
    const struct {
        int action, on, score, term;
    } want[] = {{0, 2, 25, 1}, {1, 1, 15, 1}, {0, 0, 5, 0}};
    for (int k = 0; k < 3; k++) {
        cr_assert_eq(choice[k].act.object, want[k].action);
        cr_assert_eq(choice[k].act.arg[0], want[k].on);
        cr_assert_eq(choice[k].score, want[k].score);
        cr_assert_eq(choice[k].term, want[k].term);
        cr_assert_eq(choice[k].policy, want[k].action);
    }
    cr_assert_eq(choice[0].act.value, 4); /* as much as the action takes */
    wish(0, -15);
    cr_assert_eq(ask(POLICY_ORDER, 0), 2); /* 5 and -5: the second policy has no least score */
    cr_assert_eq(choice[1].score, -5);
    auto_orders(&a->p, &a->s, w, 1, NULL, NULL, NULL, NULL); /* both wanted, one can be paid */
    cr_assert_eq(w->orders, 1);
    cr_assert_eq(w->order[0].target[0], 2);
    cr_assert_eq(ask(POLICY_ORDER, 0), 0);
    cr_assert_eq(ask(POLICY_ORDER, CHAIR), 0);
    cr_assert_eq(policy_choices(&a->p, &a->s, w, POLICY_ORDER, 1, choice, 1),
                 1); /* no more than there is room for */
    cr_assert_eq(choice[0].act.arg[0], 2);
}

Test(policy, an_order_given_is_not_proposed_again)
{
    asm_action(a, MEMBERS, WHEN_LOCK, 0);
    asm_policy(a, POLICY_ORDER, MEMBERS, 0, F_WISH);
    begin();
    cr_assert_eq(ask(POLICY_ORDER, 1), 1);
    auto_orders(&a->p, &a->s, w, 2, NULL, NULL, NULL, NULL);
    cr_assert_eq(ask(POLICY_ORDER, 1), 0);
    auto_orders(&a->p, &a->s, w, 2, NULL, NULL, NULL, NULL);
    cr_assert_eq(w->orders, 1);
    a->s.action_allowed[0] = 0;
    cr_assert_eq(ask(POLICY_ORDER, 2), 0);
}

static void with_motion(enum procedure procedure)
{
    struct motion_kind *m = asm_motion(a, procedure);
    m->conditions = procedure == PROC_ROLL_CALL ? 2 : 0;
    if (m->conditions > 0) {
        m->condition_met = asm_needs(a, "push 1");
        asm_needs(a, "var 3");
        m->condition_met.count = 2;
    }
    m->options = 2;
    m->soft_option = 2;
}

Test(policy, answers_by_bounds)
{
    static const struct {
        int32_t wish;
        int answer, term;
    } silence[] = {
        {60, ANSWER_SILENT, 0}, {51, ANSWER_SILENT, 0}, {50, ANSWER_ASK, 1},
        {41, ANSWER_ASK, 1},    {40, ANSWER_BREAK, 1},  {-90, ANSWER_BREAK, 0},
    };
    with_motion(PROC_SILENCE);
    struct policy *x = asm_policy(a, POLICY_ANSWER, MEMBERS, NONE,
                                  F_WISH); /* for every motion, but the next goes before it */
    x->bound[ANSWER_BREAK] = INT32_MIN + 1;
    x = asm_policy(a, POLICY_ANSWER, MEMBERS, 0, F_WISH);
    x->bound[ANSWER_SILENT] = 50;
    x->bound[ANSWER_ASK] = 40;
    x->bound[ANSWER_BREAK] = INT32_MIN + 1;
    begin();
    asm_do(a, w, act_of(ACT_TABLE, CHAIR, 0, NONE, NONE, 0));
    for (size_t k = 0; k < sizeof silence / sizeof silence[0]; k++) {
        wish(1, silence[k].wish); /* the score is one less */
        cr_assert_eq(ask(POLICY_ANSWER, 1), 1);
        cr_assert_eq(choice[0].act.arg[0], silence[k].answer, "wish %d: %d", silence[k].wish,
                     choice[0].act.arg[0]);
        cr_assert_eq(choice[0].term, silence[k].term, "wish %d: term %d", silence[k].wish,
                     choice[0].term);
        cr_assert_eq(choice[0].policy, 1);
    }
    cr_assert_eq(ask(POLICY_ANSWER, CHAIR), 0);
    wish(1, 45);
    auto_council(&a->p, &a->s, w, 2, false, NULL, NULL, NULL, NULL);
    cr_assert_eq(w->motion[0].position[1], ANSWER_ASK);
    asm_do(a, w, act_of(ACT_CLARIFY, CHAIR, 0, NONE, NONE, 0));
    cr_assert_eq(ask(POLICY_ANSWER, 1), 1);
    cr_assert_eq(choice[0].act.arg[0],
                 ANSWER_SILENT); /* it has its answer, and no statement in its policy */
    asm_do(a, w, act_of(ACT_AMEND, CHAIR, 0, NONE, NONE, 2));
    cr_assert_eq(ask(POLICY_ANSWER, 1), 1);
    cr_assert_eq(choice[0].act.arg[0], ANSWER_ASK); /* a new text, a new question */
}

Test(policy, votes_name_a_condition)
{
    with_motion(PROC_ROLL_CALL);
    struct policy *x = asm_policy(a, POLICY_ANSWER, MEMBERS, 0, F_WISH);
    x->bound[ANSWER_YES] = 50;
    x->bound[ANSWER_YES_IF] = 40;
    x->bound[ANSWER_NO] = INT32_MIN + 1;
    begin();
    asm_do(a, w, act_of(ACT_TABLE, CHAIR, 0, NONE, NONE, 0));
    wish(0, 45);
    cr_assert_eq(ask(POLICY_ANSWER, 0), 1);
    cr_assert_eq(choice[0].act.arg[0], ANSWER_YES_IF);
    cr_assert_eq(choice[0].act.arg[1], 1); /* the first that is not met */
    wish(0, 99);
    ask(POLICY_ANSWER, 0);
    cr_assert_eq(choice[0].act.arg[0], ANSWER_YES);
    cr_assert_eq(choice[0].term, 0);
    wish(0, -99);
    ask(POLICY_ANSWER, 0);
    cr_assert_eq(choice[0].act.arg[0], ANSWER_NO);
}

Test(policy, council_from_table_to_end)
{
    with_motion(PROC_SILENCE);
    struct policy *x = asm_policy(a, POLICY_TABLE, ACTORS, 0, F_WISH);
    x->by.where = asm_code(a, "bind 0 field 1");
    x = asm_policy(a, POLICY_ANSWER, MEMBERS, NONE, F_PAIR);
    x->bound[ANSWER_SILENT] = 0;
    x->bound[ANSWER_BREAK] = INT32_MIN + 1;
    x = asm_policy(a, POLICY_CHAIR, ACTORS, NONE, F_WISH);
    x->by.where = asm_code(a, "bind 0 field 1");
    x->verb = ACT_AMEND;
    x->when = asm_code(
        a,
        "bind 1 field 14 push 2 lt count 1 2 {bind 2 bind 1 position push 4 eq} {} push 0 gt min");
    begin();
    wish(2, -5);
    auto_council(&a->p, &a->s, w, 0x1f, false, NULL, NULL, NULL, NULL);
    cr_assert_eq(w->motions, 1);
    cr_assert_eq(w->motion[0].round, 2); /* broken, softened, broken again; nobody ends it */
    cr_assert_eq(w->motion[0].options, 2);
    cr_assert_eq(w->motion[0].state, MOTION_BROKEN);
    asm_do(a, w, act_of(ACT_CLOSE, NONE, NONE, NONE, NONE, 0));
    cr_assert_eq(ask(POLICY_TABLE, CHAIR), 0); /* it was tabled in this turn */
    asm_do(a, w, act_of(ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0));
    asm_do(a, w, act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0));
    wish(2, 5);
    auto_council(&a->p, &a->s, w, 0x1f, true, NULL, NULL, NULL, NULL);
    cr_assert_eq(w->motions, 2);
    cr_assert_eq(w->motion[1].state, MOTION_EFFECTIVE);
    cr_assert_eq(w->motion[1].position[3], ANSWER_SILENT);
}

Test(policy, consents)
{
    struct action *action = asm_action(a, MEMBERS, WHEN_LOCK, 0);
    action->targets = asm_bind(a, MEMBERS, 1, NULL);
    action->consent = 1;
    with_motion(PROC_SILENCE);
    a->p.motion[0].consent = asm_code(a, "push 2");
    struct policy *x = asm_policy(a, POLICY_CONSENT, MEMBERS, 0, F_WISH);
    x->least = asm_code(a, "push 10");
    begin();
    asm_do(a, w, act_of(ACT_TABLE, CHAIR, 0, NONE, NONE, 0));
    asm_do(a, w, act_of(ACT_ORDER, 0, 0, 2, NONE, 0));
    wish(2, 5);
    cr_assert_eq(ask(POLICY_CONSENT, 1), 0);
    cr_assert_eq(ask(POLICY_CONSENT, 2), 2);
    for (int k = 0; k < 2; k++) {
        const bool motion = choice[k].act.verb == ACT_AGREE;
        cr_assert(motion || choice[k].act.verb == ACT_CONSENT);
        cr_assert_eq(choice[k].act.value, motion ? 0 : 1); /* no policy about orders: it agrees */
        cr_assert_eq(choice[k].policy, motion ? 0 : NONE);
        cr_assert_eq(choice[k].term, motion ? 1 : NONE); /* the heaviest reason against */
    }
    wish(2, 50);
    ask(POLICY_CONSENT, 2);
    cr_assert_eq(choice[0].act.verb, ACT_AGREE);
    cr_assert_eq(choice[0].act.value, 1);
    auto_council(&a->p, &a->s, w, 4, false, NULL, NULL, NULL, NULL);
    cr_assert_eq(w->motion[0].consent, 0);
    cr_assert_eq(w->order[0].consent, 0);
}

Test(policy, slips_and_cards)
{
    with_motion(PROC_DUTY);
    a->p.motion[0].slips = true;
    a->p.motion[0].slip_hi = asm_code(a, "push 3");
    asm_policy(a, POLICY_SLIP, MEMBERS, NONE, F_WISH)->level = asm_code(a, "bind 0 var 0");
    a->p.card[a->p.cards++] = (struct card){CARD, false, 0, 9, asm_binding(a, MEMBERS, 0, NULL)};
    asm_policy(a, POLICY_CARD, MEMBERS, 0, F_WISH)->level = asm_code(a, "push 3");
    asm_policy(a, POLICY_CARD, MEMBERS, 0, F_WISH)->level = asm_code(a, "push 4");
    begin();
    asm_do(a, w, act_of(ACT_TABLE, CHAIR, 0, NONE, NONE, 0));
    wish(0, 2);
    wish(1, 99);
    wish(2, -9);
    auto_council(&a->p, &a->s, w, 7, false, NULL, NULL, NULL, NULL);
    const int8_t want[] = {2, 3, 0,
                           NONE}; /* as wished, the most, the least, and a seat that is played */
    cr_assert_arr_eq(w->motion[0].slip, want, 4);
    cr_assert_eq(ask(POLICY_CARD, 0), 1); /* two policies for one card: of equal scores the first */
    auto_cards(&a->p, &a->s, w, 1, NULL, NULL, NULL, NULL);
    cr_assert_eq(engine_value(&a->p, w, CARD, 0, 0), 3);
    cr_assert_eq(engine_value(&a->p, w, CARD, 1, 0), 0);
}

static int verbs[ACTS];
static bool only_first;
static void count(void *cls, const struct choice *made, const struct act *act,
                  const struct world *world, const struct report *r)
{
    (void)cls;
    (void)world;
    (void)r;
    verbs[act->verb]++;
    only_first = only_first && (made == NULL || act->actor == 0);
}

Test(policy, whole_turns_of_every_size)
{
    struct assembly *synth = synth_new();
    const struct act turn = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
    for (uint64_t seed = 0; seed < 6; seed++) {
        engine_start(&synth->p, &synth->s, seed, NULL, w, NULL);
        while (engine_do(&synth->p, &synth->s, w, &turn, NULL, NULL)) {
            auto_turn(&synth->p, &synth->s, w, synth_everybody(synth), count, NULL, NULL);
            cr_assert_eq(w->adjudicated, 1);
            for (int m = 0; m < w->motions; m++) {
                cr_assert(w->motion[m].state > MOTION_BROKEN, "a motion is left over");
            }
        }
        cr_assert_eq(w->turn, SYNTH_TURNS);
    }
    static const enum act_verb wanted[] = {ACT_ORDER,    ACT_CONSENT, ACT_CARD,      ACT_TABLE,
                                           ACT_ANSWER,   ACT_AGREE,   ACT_AMEND,     ACT_CLARIFY,
                                           ACT_SLIP,     ACT_EVENTS,  ACT_LOCK,      ACT_COUNCIL,
                                           ACT_DEADLINE, ACT_CLOSE,   ACT_ADJUDICATE};
    for (size_t k = 0; k < sizeof wanted / sizeof wanted[0]; k++) {
        cr_assert(verbs[wanted[k]] > 0, "nobody ever did act %d", wanted[k]);
    }
    only_first = true;
    engine_start(&synth->p, &synth->s, 4, NULL, w, NULL);
    engine_do(&synth->p, &synth->s, w, &turn, NULL, NULL);
    auto_turn(&synth->p, &synth->s, w, 1, count, NULL, NULL);
    cr_assert(only_first, "a seat that is played by people acted by itself");
    /* phases without time are left out */
    memset(verbs, 0, sizeof verbs);
    synth->s.turn[1].skipped = 1 << EVENT_ASSESS | 1 << EVENT_DELIBERATE | 1 << EVENT_COUNCIL;
    engine_start(&synth->p, &synth->s, 4, NULL, w, NULL);
    engine_do(&synth->p, &synth->s, w, &turn, NULL, NULL);
    auto_turn(&synth->p, &synth->s, w, synth_everybody(synth), count, NULL, NULL);
    cr_assert_eq(verbs[ACT_CARD] + verbs[ACT_ORDER] + verbs[ACT_TABLE] + verbs[ACT_ANSWER], 0);
    cr_assert_eq(verbs[ACT_ADJUDICATE], 1);
    free(synth);
}
