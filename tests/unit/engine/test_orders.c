/* SPDX-License-Identifier: EUPL-1.2 */
/* test_orders.c -- orders: who may, what they cost, when they take effect, consent, limits, full
 * tables, freed places. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "asm_acts.h"
#include "engine/values.h"

enum { ALLIES = 4, RED = 4 };
enum { ACTORS, MEMBERS, INCIDENTS, ORDERS };
enum { SUM, DONE, PC, HITS, STAMP, STOCK };
enum { ANY, COUNCIL, LATE, HOSTED, REDS, DELAYED, ACTIONS };

static const struct span no_names = {0, 0};
static struct assembly *a;
static struct world *w;

static int counting_rule(int size)
{
    char value[32];
    const int rule = asm_rule(a, MOMENT_NEVER, no_names, NULL);
    snprintf(value, sizeof value, "push %d", size);
    asm_effect(a, EFFECT_ADD, SUM, NULL, value);
    return rule;
}

static void setup(void)
{
    a = asm_new();
    w = malloc(sizeof *w);
    asm_actors(a, ACTOR_MEMBER, ALLIES);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_INCIDENT, 4);
    asm_set(a, SET_ORDER, 6);
    asm_var(a, 0, 0, 100000);
    asm_var(a, 0, 0, 100000);
    asm_var_of(a, ACTORS, NONE, 1, 6,
               20); /* the last point is not for sale: the range starts at 1 */
    asm_var_of(a, ACTORS, NONE, 0, 0, 100);
    asm_var_of(a, ORDERS, NONE, 0, 3, 100);
    asm_var(a, 0, 10, 20);
    asm_template(a, 0, 0, NULL);
    struct action *x = asm_action(a, MEMBERS, WHEN_LOCK, counting_rule(1));
    asm_effect(a, EFFECT_ADD, HITS, "bind 1", "bind 2 field 25"); /* its level, on its target */
    x->targets = asm_bind(a, MEMBERS, 1, "bind 1 bind 0 ne");
    x->level_lo = 1;
    x->level_hi = 5;
    x->costs = asm_costs(a, PC, "bind 1 push 1 add");
    x->limit_game = 3;
    asm_action(a, ACTORS, WHEN_COUNCIL, counting_rule(10))->needs =
        asm_needs(a, "var 0 push 50 lt");
    x = asm_action(a, MEMBERS, WHEN_ADJUDICATE, 0);
    x->rule = (uint16_t)asm_rule(a, MOMENT_NEVER, no_names, NULL);
    asm_effect(a, EFFECT_ADD, SUM, NULL, "var 0");
    x->limit_turn = 1;
    x = asm_action(a, MEMBERS, WHEN_LOCK, counting_rule(1000));
    x->targets = asm_more(a, asm_bind(a, MEMBERS, 1, NULL), INCIDENTS, 2, "bind 2 field 7");
    x->consent = 1;
    x->costs = asm_costs(a, PC, "push 2");
    x = asm_action(a, ACTORS, WHEN_ADJUDICATE, counting_rule(0));
    asm_effect(a, EFFECT_SET, SUM, NULL,
               "var 0 push 2 mul"); /* red goes first: the others see what it did */
    x->by.where = asm_code(a, "bind 0 field 4");
    x->costs = asm_costs(a, STOCK, "push 4");
    x = asm_action(a, MEMBERS, WHEN_LOCK, 0);
    x->rule = (uint16_t)asm_rule(a, MOMENT_NEVER, no_names, NULL);
    asm_effect(a, EFFECT_ADD, HITS, "bind 0", "bind 1 field 25")->after_days =
        asm_code(a, "push 12");
    x->level_hi = 9;
    asm_rule(a, MOMENT_LOCKED, no_names, NULL);
    asm_effect(a, EFFECT_ADD, DONE, NULL, "bind 0 field 26 bind 1 bind 0 field 22 eq min");
    a->s.turns = 5;
    for (int t = 1; t <= 5; t++) {
        a->s.turn[t].days = 7;
    }
    asm_finish(a);
    engine_start(&a->p, &a->s, 1, NULL, w, NULL);
}

static void teardown(void)
{
    free(w);
    free(a);
}

TestSuite(orders, .init = setup, .fini = teardown);

static int32_t pc(int actor)
{
    return engine_value(&a->p, w, PC, actor, 0);
}

Test(orders, refusals)
{
    NOT(STATE, ACT_ORDER, 0, ANY, 1, NONE, 1);
    TURN_ACT(ACT_TURN);
    NOT(OBJECT, ACT_ORDER, 0, ACTIONS, 1, NONE, 1);
    NOT(OBJECT, ACT_ORDER, 0, NONE, 1, NONE, 1);
    NOT(ACTOR, ACT_ORDER, RED, ANY, 1, NONE, 1);
    NOT(ACTOR, ACT_ORDER, NONE, ANY, 1, NONE, 1);
    NOT(ACTOR, ACT_ORDER, 0, REDS, NONE, NONE, 0);
    NOT(TARGET, ACT_ORDER, 0, ANY, 0, NONE, 1);
    NOT(TARGET, ACT_ORDER, 0, ANY, NONE, NONE, 1);
    NOT(TARGET, ACT_ORDER, 0, ANY, RED, NONE, 1);
    NOT(TARGET, ACT_ORDER, 0, HOSTED, 1, 0, 0); /* no incident yet */
    NOT(LEVEL, ACT_ORDER, 0, ANY, 1, NONE, 0);
    NOT(LEVEL, ACT_ORDER, 0, ANY, 1, NONE, 6);
    a->s.action_allowed[0] = 1 << COUNCIL;
    NOT(SCENARIO, ACT_ORDER, 0, ANY, 1, NONE, 1);
    a->s.action_allowed[0] = UINT64_MAX;
    DO(ACT_ORDER, 0, ANY, 3, NONE, 1); /* 4 of 5 that can be spent */
    NOT(COST, ACT_ORDER, 0, ANY, 1, NONE, 1);
    w->value[SUM] = 50;
    NOT(NEED, ACT_ORDER, 0, COUNCIL, NONE, NONE, 0);
    DO(ACT_ORDER, 1, LATE, NONE, NONE, 0);
    NOT(LIMIT, ACT_ORDER, 1, LATE, NONE, NONE, 0);
    TURN_ACT(ACT_ADJUDICATE);
    NOT(STATE, ACT_ORDER, 2, LATE, NONE, NONE, 0);
    TURN_ACT(ACT_TURN);
    DO(ACT_ORDER, 1, LATE, NONE, NONE, 0);
}

Test(orders, price_cancel_and_game_limit)
{
    TURN_ACT(ACT_TURN);
    DO(ACT_ORDER, 3, ANY, 1, NONE, 2);
    cr_assert_eq(pc(3), 4);
    NOT(ACTOR, ACT_CANCEL, 2, 0, NONE, NONE, 0);
    NOT(OBJECT, ACT_CANCEL, 3, 1, NONE, NONE, 0);
    DO(ACT_CANCEL, 3, 0, NONE, NONE, 0);
    cr_assert_eq(pc(3), 6);
    cr_assert_eq(w->uses[ANY][3], 0);
    NOT(OBJECT, ACT_CANCEL, 3, 0, NONE, NONE, 0);
    for (int k = 0; k < 3; k++) {
        DO(ACT_ORDER, 3, ANY, 0, NONE, 5);
    }
    NOT(LIMIT, ACT_ORDER, 3, ANY, 0, NONE, 5);
    cr_assert_eq(pc(3), 3);
    TURN_ACT(ACT_LOCK);
    NOT(STATE, ACT_CANCEL, 3, 1, NONE, NONE, 0);
    cr_assert_eq(engine_value(&a->p, w, HITS, 0, 0), 15);
    cr_assert_eq(w->value[SUM], 3);
    cr_assert_eq(w->value[DONE], 3);
    TURN_ACT(ACT_LOCK); /* again: nothing is left */
    cr_assert_eq(w->value[SUM], 3);
}

Test(orders, moments_of_effect)
{
    TURN_ACT(ACT_TURN);
    DO(ACT_ORDER, 0, ANY, 1, NONE, 1);
    DO(ACT_ORDER, 1, COUNCIL, NONE, NONE, 0);
    DO(ACT_ORDER, 2, LATE, NONE, NONE, 0);
    DO(ACT_ORDER, RED, REDS, NONE, NONE, 0);
    cr_assert_eq(w->value[a->p.variable[STOCK].slot], 6); /* a common stock, dims 0 */
    TURN_ACT(ACT_LOCK);
    cr_assert_eq(w->value[SUM], 1);
    TURN_ACT(ACT_COUNCIL);
    cr_assert_eq(w->value[SUM], 11);
    DO(ACT_ORDER, 3, ANY, 1, NONE, 1); /* too late for the lock: it is not lost */
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(w->value[SUM], 22 + 22 + 1);
    cr_assert_eq(w->value[DONE], 5);
}

Test(orders, consent)
{
    TURN_ACT(ACT_TURN);
    w->incidents = 1;
    w->incident[0] = (struct incident){0, NONE, NONE, 1, 0, 0, 1, 1};
    DO(ACT_ORDER, 0, HOSTED, 1, 0, 0);
    DO(ACT_ORDER, 0, HOSTED, 0, 0, 0); /* at home: nobody is asked */
    DO(ACT_ORDER, 2, HOSTED, 1, 0, 0);
    DO(ACT_ORDER, 3, HOSTED, 1, 0, 0);
    cr_assert_eq(w->order[1].consent, 0);
    NOT(ACTOR, ACT_CONSENT, 0, 0, NONE, NONE, 1);
    NOT(TWICE, ACT_CONSENT, 0, 1, NONE, NONE, 1);
    NOT(RANGE, ACT_CONSENT, 1, 0, NONE, NONE, 2);
    DO(ACT_CONSENT, 1, 0, NONE, NONE, 1);
    NOT(TWICE, ACT_CONSENT, 1, 0, NONE, NONE, 0);
    DO(ACT_CONSENT, 1, 2, NONE, NONE, 0);
    cr_assert_eq(w->order[2].state, ORDER_REFUSED);
    cr_assert_eq(pc(2), 6);
    cr_assert_eq(pc(3), 4);
    TURN_ACT(ACT_LOCK); /* the fourth still waits: refused, and its price comes back */
    cr_assert_eq(w->order[3].state, ORDER_REFUSED);
    cr_assert_eq(pc(3), 6);
    cr_assert_eq(pc(0), 2);
    cr_assert_eq(w->value[SUM], 2000);
    cr_assert_eq(w->value[DONE], 2);
}

Test(orders, full_table_and_freed_places)
{
    TURN_ACT(ACT_TURN);
    DO(ACT_ORDER, 0, DELAYED, NONE, NONE,
       7); /* lands on day 12: its place stays taken through turn 2 */
    for (int k = 1; k < 6; k++) {
        DO(ACT_ORDER, k % ALLIES, COUNCIL, NONE, NONE, 0);
    }
    NOT(FULL, ACT_ORDER, 0, COUNCIL, NONE, NONE, 0);
    w->value[a->p.variable[STAMP].slot + 3] = 77;
    DO(ACT_CANCEL, 3, 3, NONE, NONE, 0);
    DO(ACT_ORDER, 1, COUNCIL, NONE, NONE, 0);
    cr_assert_eq(w->order[3].actor, 1);
    cr_assert_eq(engine_value(&a->p, w, STAMP, 3, 0),
                 3); /* the number of another order does not stick to it */
    TURN_ACT(ACT_LOCK);
    TURN_ACT(ACT_COUNCIL);
    TURN_ACT(ACT_ADJUDICATE);
    TURN_ACT(ACT_TURN);
    cr_assert_eq(w->pendings, 1);
    cr_assert_eq(w->orders, 1);
    cr_assert_eq(w->order[0].state, ORDER_DONE);
    w->value[SUM] = 0;
    DO(ACT_ORDER, 2, COUNCIL, NONE, NONE, 0);
    TURN_ACT(ACT_ADJUDICATE);
    cr_assert_eq(engine_value(&a->p, w, HITS, 0, 0), 7); /* day 14: the level of the right order */
    cr_assert_eq(w->pendings, 0);
    TURN_ACT(ACT_TURN);
    cr_assert_eq(w->orders, 0);
}

/* The name of an order is its own: by whom, what, on what; never what else was ordered or in which
 * place it stands. */
Test(orders, names_for_the_dice)
{
    TURN_ACT(ACT_TURN);
    w->incidents = 3;
    for (int k = 0; k < 3; k++) {
        w->incident[k] = (struct incident){0, NONE, NONE, 1, 0, (int16_t)k, 1, 1};
    }
    DO(ACT_ORDER, 0, HOSTED, 0, 1, 0);
    const uint64_t alone = entity_name(&a->p, w, SET_ORDER, 0);
    DO(ACT_CANCEL, 0, 0, NONE, NONE, 0);
    DO(ACT_ORDER, 0, HOSTED, 0, 2, 0);
    DO(ACT_ORDER, 1, HOSTED, 1, 1, 0);
    DO(ACT_ORDER, 0, HOSTED, 0, 1, 0);
    cr_assert_eq(entity_name(&a->p, w, SET_ORDER, 3), alone);
    cr_assert_neq(entity_name(&a->p, w, SET_ORDER, 1), alone);
    cr_assert_neq(entity_name(&a->p, w, SET_ORDER, 2), alone);
    cr_assert_neq(entity_name(&a->p, w, SET_INCIDENT, 0), entity_name(&a->p, w, SET_INCIDENT, 1));
}

Test(orders, ordinals_do_not_depend_on_others)
{
    TURN_ACT(ACT_TURN);
    DO(ACT_ORDER, 1, COUNCIL, NONE, NONE, 0);
    DO(ACT_ORDER, 0, COUNCIL, NONE, NONE, 0);
    DO(ACT_ORDER, 0, LATE, NONE, NONE, 0);
    DO(ACT_ORDER, 0, COUNCIL, NONE, NONE, 0);
    DO(ACT_ORDER, 0, ANY, 1, NONE, 1);
    DO(ACT_ORDER, 0, ANY, 2, NONE, 1);
    const int16_t want[] = {0, 0, 0, 1, 0, 0};
    for (int k = 0; k < 6; k++) {
        cr_assert_eq(w->order[k].ordinal, want[k], "order %d", k);
    }
    for (int k = 0; k < 6; k++) { /* and no two have the same name */
        for (int other = 0; other < k; other++) {
            cr_assert_neq(entity_name(&a->p, w, SET_ORDER, k),
                          entity_name(&a->p, w, SET_ORDER, other));
        }
    }
    DO(ACT_CANCEL, 0, 1, NONE, NONE, 0);
    DO(ACT_ORDER, 0, COUNCIL, NONE, NONE, 0);
    cr_assert_eq(w->order[1].ordinal, 0);
    cr_assert_eq(w->order[3].ordinal, 1);
}
