/* SPDX-License-Identifier: EUPL-1.2 */
/* test_world.c -- copies, canonical bytes, determinism, refused acts that leave no trace, draws
 * that stay where they are. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "synth.h"
#include "tree.h"

static struct assembly *a;
static struct world *w, *x;
static struct report *report;
static uint8_t *bytes, *other;

static void setup(void)
{
    a = synth_new();
    w = malloc(sizeof *w);
    x = malloc(sizeof *x);
    report = malloc(sizeof *report);
    bytes = malloc(ENCODE_MAX);
    other = malloc(ENCODE_MAX);
}

static void teardown(void)
{
    free(other);
    free(bytes);
    free(report);
    free(x);
    free(w);
    free(a);
}

TestSuite(world, .init = setup, .fini = teardown);

static bool same(const struct world *one, const struct world *two)
{
    const size_t size = world_encode(&a->p, one, bytes);
    return size == world_encode(&a->p, two, other) && memcmp(bytes, other, size) == 0;
}

static bool turn(struct world *world)
{
    const struct act act = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
    return engine_do(&a->p, &a->s, world, &act, NULL, NULL);
}

static void play(struct world *world, uint64_t seed, int turns)
{
    engine_start(&a->p, &a->s, seed, NULL, world, NULL);
    for (int t = 0; t < turns; t++) {
        turn(world);
        auto_turn(&a->p, &a->s, world, synth_everybody(a), NULL, NULL, NULL);
    }
}

/* One value after the other, for the same acts from every compiler. */
static struct act random_act(struct dice *dice, bool turn_acts)
{
    const int32_t most[] = {turn_acts ? ACTS - 1 : ACT_SLIP, 38, 14, 9, 9, 6};
    int32_t v[6];
    for (int k = 0; k < 6; k++) {
        v[k] = dice_range(dice, k == 0 ? 0 : -2, most[k]);
    }
    return act_of((enum act_verb)v[0], v[1], v[2], v[3], v[4], v[5]);
}

Test(world, copy_is_the_world_in_any_target)
{
    for (int t = 0; t <= SYNTH_TURNS; t++) {
        play(w, 11, t);
        memset(x, 0xa5, sizeof *x); /* what a target held before must not matter */
        world_copy(&a->p, x, w);
        cr_assert(same(w, x), "turn %d", t);
        auto_turn(&a->p, &a->s, w, synth_everybody(a), NULL, NULL, NULL);
        auto_turn(&a->p, &a->s, x, synth_everybody(a), NULL, NULL, NULL);
        turn(w);
        turn(x);
        cr_assert(same(w, x), "after turn %d", t);
    }
}

Test(world, every_part_is_in_the_bytes)
{
    play(w, 12, 3);
    cr_assert(w->incidents > 0 && w->motions > 0 && w->orders > 0 && w->pendings > 0);
    cr_assert(world_encode(&a->p, w, bytes) < ENCODE_MAX);
    int o = 0;
    while (w->order[o].state == ORDER_FREE) {
        o++;
    }
    w->overrides = 1;
    w->override[0] = (struct override){SYNTH_COH, {NONE, NONE}, 4};
#define CHANGES(part, type)                                                                        \
    do {                                                                                           \
        *x = *w;                                                                                   \
        x->part = (type)(x->part + 1);                                                             \
        cr_assert_not(same(w, x), #part);                                                          \
    } while (0)
    CHANGES(seed, uint64_t);
    CHANGES(day, int16_t);
    CHANGES(turn, int16_t);
    CHANGES(days, int16_t);
    CHANGES(turns, int16_t);
    CHANGES(ended, uint8_t);
    CHANGES(adjudicated, uint8_t);
    CHANGES(revealed, uint8_t);
    CHANGES(fault, uint8_t);
    CHANGES(fault_rule, int16_t);
    CHANGES(faults, uint32_t);
    CHANGES(events_done[1], uint64_t);
    CHANGES(uses[3][5], uint8_t);
    CHANGES(incident[0].template, int16_t);
    CHANGES(incident[0].victim, int16_t);
    CHANGES(incident[0].origin, int16_t);
    CHANGES(incident[0].turn, int16_t);
    CHANGES(incident[0].day, int16_t);
    CHANGES(incident[0].ordinal, int16_t);
    CHANGES(incident[0].open, uint8_t);
    CHANGES(incident[0].dose, uint8_t);
    CHANGES(motion[0].kind, int16_t);
    CHANGES(motion[0].by, int16_t);
    CHANGES(motion[0].incident, int16_t);
    CHANGES(motion[0].turn, int16_t);
    CHANGES(motion[0].day, int16_t);
    CHANGES(motion[0].ordinal, int16_t);
    CHANGES(motion[0].decided, int16_t);
    CHANGES(motion[0].due_day, int16_t);
    CHANGES(motion[0].state, uint8_t);
    CHANGES(motion[0].round, uint8_t);
    CHANGES(motion[0].options, uint8_t);
    CHANGES(motion[0].consent, uint8_t);
    CHANGES(motion[0].rev, uint16_t);
    CHANGES(motion[0].extended, uint8_t);
    CHANGES(motion[0].position[31], uint8_t);
    CHANGES(motion[0].condition[30], uint8_t);
    CHANGES(motion[0].slip[29], int8_t);
    CHANGES(motion[0].mandate[28], uint8_t);
    CHANGES(order[o].action, int16_t);
    CHANGES(order[o].actor, int16_t);
    CHANGES(order[o].target[1], int16_t);
    CHANGES(order[o].level, int16_t);
    CHANGES(order[o].turn, int16_t);
    CHANGES(order[o].ordinal, int16_t);
    CHANGES(order[o].state, uint8_t);
    CHANGES(order[o].consent, uint8_t);
    CHANGES(order[o].paid[3], int32_t);
    CHANGES(pending[0].day, int16_t);
    CHANGES(pending[0].turn, int16_t);
    CHANGES(pending[0].effect, int16_t);
    CHANGES(pending[0].rule, int16_t);
    CHANGES(pending[0].bind[7], int16_t);
    CHANGES(pending[0].kind[7], uint8_t);
    CHANGES(override[0].variable, uint16_t);
    CHANGES(override[0].index[1], int16_t);
    CHANGES(override[0].value, int32_t);
    CHANGES(value[a->p.slots - 1], int32_t);
    CHANGES(orders, uint16_t);
}

Test(world, the_largest_world_fits)
{
    memset(w, 0, sizeof *w);
    a->p.actions = ACTIONS_MAX;
    a->p.actors = ACTOR_MAX;
    a->p.slots = SLOT_MAX;
    w->incidents = INCIDENT_MAX;
    w->motions = MOTION_MAX;
    w->orders = ORDER_MAX;
    w->pendings = PENDING_MAX;
    w->overrides = OVERRIDES_MAX;
    for (int k = 0; k < ORDER_MAX; k++) {
        w->order[k].state = ORDER_DONE;
    }
    cr_assert(world_encode(&a->p, w, bytes) <= ENCODE_MAX);
}

/* The same acts give the same world; whether anybody asks for reports, and whether anything is
 * remembered, changes nothing. */
Test(world, deterministic)
{
    struct assembly *b = synth_new();
    b->p.linked = false;
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct dice dice = {seed}, again = {seed};
        engine_start(&a->p, &a->s, seed, NULL, w, NULL);
        engine_start(&b->p, &b->s, seed, NULL, x, report);
        for (int k = 0; k < 4000; k++) {
            const struct act act = random_act(&dice, true);
            const struct act same_act = random_act(&again, true);
            const bool did = engine_do(&a->p, &a->s, w, &act, NULL, NULL);
            cr_assert_eq(did, engine_do(&b->p, &b->s, x, &same_act, report, NULL), "act %d verb %d",
                         k, act.verb);
            if (k % 50 == 0) {
                cr_assert(same(w, x), "seed %d act %d", (int)seed, k);
            }
        }
        cr_assert(same(w, x));
        cr_assert_eq(w->faults, 0);
        play(w, seed, 4);
        engine_start(&b->p, &b->s, seed, NULL, x, report);
        for (int t = 0; t < 4; t++) {
            turn(x);
            auto_turn(&b->p, &b->s, x, synth_everybody(a), NULL, NULL, report);
        }
        cr_assert(same(w, x), "an automated game with seed %d", (int)seed);
    }
    free(b);
}

Test(world, a_refused_act_leaves_no_trace)
{
    struct dice dice = {77};
    int refused = 0, done = 0;
    for (int game = 0; game < 6; game++) {
        play(w, (uint64_t)game, game);
        turn(w);
        for (int k = 0; k < 3000; k++) {
            const struct act act = random_act(&dice, k % 40 == 0);
            struct refusal refusal = {0};
            const size_t size = world_encode(&a->p, w, bytes);
            const bool may = engine_may(&a->p, &a->s, w, &act, NULL);
            cr_assert_eq(world_encode(&a->p, w, other), size);
            cr_assert_arr_eq(bytes, other, size, "asking changed the world");
            cr_assert_eq(engine_do(&a->p, &a->s, w, &act, report, &refusal), may);
            if (may) {
                done++;
                continue;
            }
            cr_assert(refusal.code > REFUSAL_NONE && refusal.code < REFUSALS);
            cr_assert_eq(report->changes + report->tells + report->fired, 0);
            cr_assert_eq(world_encode(&a->p, w, other), size);
            cr_assert_arr_eq(bytes, other, size, "a refused act changed the world: verb %d",
                             act.verb);
            refused++;
        }
    }
    cr_assert(refused > 5000 && done > 100, "%d refused, %d done", refused, done);
}

/* Every change of every act of whole games: terms add up, ranges hold, and the report tells the
 * world's own numbers. */
static int seen_changes;
static void check(void *cls, const struct choice *choice, const struct act *act,
                  const struct world *world, const struct report *r)
{
    (void)cls;
    (void)choice;
    for (int k = 0; k < r->changes; k++) {
        const struct change *c = &r->change[k];
        const struct variable *v = &a->p.variable[c->variable];
        int64_t sum = 0;
        for (int t = c->terms.first; t < c->terms.first + c->terms.count; t++) {
            sum += r->term[t].by;
        }
        cr_assert_eq(sum, (int64_t)c->after - c->before, "verb %d variable %d", act->verb,
                     c->variable);
        cr_assert(c->after >= v->lo && c->after <= v->hi);
        seen_changes++;
    }
    static const int derived[] = {SYNTH_CRED, SYNTH_MEAN, SYNTH_TALK};
    for (int k = 0; k < 3; k++) { /* a view is never stale, whatever the act was */
        int32_t fresh = 0;
        engine_formula(&a->p, world, a->p.variable[derived[k]].formula, NULL, &fresh, NULL);
        cr_assert_eq(engine_value(&a->p, world, derived[k], 0, 0), fresh,
                     "%d is stale after verb %d", derived[k], act->verb);
    }
    cr_assert_not(r->truncated);
    cr_assert(world->incidents <= INCIDENT_MAX && world->orders <= ORDER_MAX &&
              world->pendings <= PENDING_MAX);
}

/* The last report of a number says what it is now, and nothing changes without a report. */
Test(world, reports_tell_the_whole_truth)
{
    for (uint64_t seed = 20; seed < 26; seed++) {
        engine_start(&a->p, &a->s, seed, NULL, w, report);
        for (int t = 0; t < 5; t++) {
            turn(w);
            auto_turn(&a->p, &a->s, w, synth_everybody(a), check, NULL, report);
        }
        const struct act act = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
        *x = *w;
        cr_assert(engine_do(&a->p, &a->s, w, &act, report, NULL));
        for (int k = 0; k < report->changes; k++) {
            const struct change *c = &report->change[k];
            x->value[a->p.variable[c->variable].slot +
                     (c->index[0] == NONE ? 0 : c->index[0] * a->p.variable[c->variable].stride) +
                     (c->index[1] == NONE ? 0 : c->index[1])] += c->after - c->before;
        }
        cr_assert_arr_eq(x->value, w->value, a->p.slots * sizeof w->value[0], "seed %d", (int)seed);
    }
    cr_assert(seen_changes > 3000);
}

/* Orders of others, and more orders of one's own, never move a die that was cast for something
 * else. */
Test(world, draws_stay_where_they_are)
{
    for (uint64_t seed = 0; seed < 12; seed++) {
        const struct act red = act_of(ACT_ORDER, SYNTH_RED, 8, NONE, NONE, 0);
        play(w, seed, 1);
        turn(w);
        *x = *w;
        cr_assert(engine_do(&a->p, &a->s, w, &red, NULL, NULL));
        for (int k = 0; k < 6; k++) { /* the other branch: unrelated orders first, so every place in
                                         the table differs */
            const struct act more = act_of(ACT_ORDER, k * 3, k, 0, NONE, 2);
            engine_do(&a->p, &a->s, x, &more, NULL, NULL);
        }
        const int before = x->orders;
        cr_assert(before > 0);
        cr_assert(engine_do(&a->p, &a->s, x, &red, NULL, NULL));
        const struct act adjudicate = act_of(ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0);
        engine_do(&a->p, &a->s, w, &adjudicate, NULL, NULL);
        engine_do(&a->p, &a->s, x, &adjudicate, NULL, NULL);
        const int i = w->incidents - 1;
        cr_assert_eq(w->incidents, x->incidents);
        cr_assert_eq(w->incident[i].origin, SYNTH_RED);
        cr_assert_eq(w->incident[i].victim, x->incident[i].victim, "seed %d", (int)seed);
        cr_assert_eq(engine_value(&a->p, w, SYNTH_SEV, i, 0),
                     engine_value(&a->p, x, SYNTH_SEV, i, 0), "seed %d", (int)seed);
    }
}
