/* SPDX-License-Identifier: EUPL-1.2 */
/* test_moment.c -- a moment: every rule reads its start, sums are clamped once, terms add up;
 * against slow_moment.h. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "slow_moment.h"

/* Every change lies in its range, is a change, and its terms add up to it; the world holds `after`.
 */
static void check_report(const struct program *p, const struct world *w, const struct report *r,
                         const char *what)
{
    for (int k = 0; k < r->changes; k++) {
        const struct change *c = &r->change[k];
        int64_t sum = 0;
        for (int t = c->terms.first; t < c->terms.first + c->terms.count; t++) {
            sum += r->term[t].by;
            cr_assert_neq(r->term[t].by, 0, "%s: an empty term", what);
        }
        cr_assert_neq(c->before, c->after, "%s", what);
        cr_assert_eq(sum, (int64_t)c->after - c->before, "%s: change %d of variable %d", what, k,
                     c->variable);
        cr_assert(c->after >= p->variable[c->variable].lo &&
                      c->after <= p->variable[c->variable].hi,
                  "%s", what);
    }
    (void)w;
}

Test(moment, agrees_with_the_naive_one)
{
    struct dice dice = {97};
    const struct act reveal = act_of(ACT_REVEAL, NONE, NONE, NONE, NONE, 0);
    struct world *fast = malloc(sizeof *fast), *slow_w = malloc(sizeof *slow_w),
                 *start = malloc(sizeof *start);
    struct report *report = malloc(sizeof *report);
    int changed = 0, wrong_runs = 0;
    for (int book = 0; book < 400; book++) {
        struct slow *slow = slow_new(&dice);
        const struct program *p = &slow->a->p;
        for (int run = 0; run < 10; run++) {
            slow_world(slow, &dice, start);
            *fast = *slow_w = *start;
            cr_assert(engine_do(p, &slow->a->s, fast, &reveal, report, NULL));
            const bool wrong = slow_run(slow, slow_w);
            for (int slot = 0; slot < p->slots; slot++) {
                cr_assert_eq(fast->value[slot], slow_w->value[slot],
                             "book %d run %d slot %d: %d, naive %d", book, run, slot,
                             fast->value[slot], slow_w->value[slot]);
                changed += fast->value[slot] != start->value[slot];
            }
            cr_assert_eq(fast->faults > start->faults, wrong, "book %d run %d: %u faults", book,
                         run, fast->faults);
            wrong_runs += wrong;
            check_report(p, fast, report, "random book");
            int in_report = 0, in_world = 0;
            for (int slot = 0; slot < p->slots; slot++) {
                in_world += fast->value[slot] != start->value[slot];
            }
            in_report = report->changes;
            cr_assert_eq(in_report, in_world, "book %d run %d: %d changes reported, %d made", book,
                         run, in_report, in_world);
        }
        free(slow->a);
        free(slow);
    }
    cr_assert(changed > 4000, "only %d numbers changed", changed);
    cr_assert(wrong_runs > 100 && wrong_runs < 3000,
              "%d of 4000 runs went wrong: the test has lost its bite", wrong_runs);
    free(report);
    free(start);
    free(slow_w);
    free(fast);
}

enum { ACTORS, MEMBERS, INCIDENTS };
enum { A, B, C, HITS, FLAG, SEV };

/* What the tests below made, given back after each. */
static void *made[1300];
static int made_count;

static void *keep(void *what)
{
    cr_assert(made_count < (int)(sizeof made / sizeof made[0]));
    made[made_count++] = what;
    return what;
}

static void give_back(void)
{
    while (made_count > 0) {
        free(made[--made_count]);
    }
}

TestSuite(moment, .fini = give_back);

static struct assembly *plain_book(void)
{
    struct assembly *a = keep(asm_new());
    asm_actors(a, ACTOR_MEMBER, 3);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_INCIDENT, 4);
    asm_var(a, 0, 10, 100);
    asm_var(a, 0, 20, 100);
    asm_var(a, 0, 30, 100);
    asm_var_of(a, MEMBERS, NONE, 0, 0, 100);
    asm_var(a, 0, 0, 1000);
    asm_var_of(a, INCIDENTS, NONE, 0, 0, 100);
    a->s.turns = 3;
    a->s.turn[1].days = a->s.turn[2].days = a->s.turn[3].days = 7;
    return a;
}

static struct report *report;

static struct world *revealed(struct assembly *a, uint64_t seed)
{
    struct world *w = keep(malloc(sizeof *w));
    const struct act reveal = act_of(ACT_REVEAL, NONE, NONE, NONE, NONE, 0);
    asm_finish(a);
    report = keep(malloc(sizeof *report));
    engine_start(&a->p, &a->s, seed, NULL, w, NULL);
    w->turn = 1;
    cr_assert(engine_do(&a->p, &a->s, w, &reveal, report, NULL));
    check_report(&a->p, w, report, "plain book");
    return w;
}

static const struct span no_names = {0, 0};

Test(moment, reads_the_start_and_clamps_once)
{
    struct assembly *a = plain_book();
    asm_rule(a, MOMENT_REVEAL, no_names,
             NULL); /* exchange: possible only when both read the start */
    asm_effect(a, EFFECT_SET, A, NULL, "var 1");
    asm_effect(a, EFFECT_SET, B, NULL, "var 0");
    asm_rule(a, MOMENT_REVEAL, no_names,
             NULL); /* +90 and -90 around the top: clamped after the sum, so nothing */
    asm_effect(a, EFFECT_ADD, C, NULL, "push 90");
    asm_effect(a, EFFECT_ADD, C, NULL, "push -90");
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    asm_effect(a, EFFECT_ADD, FLAG, NULL, "push 2000");
    asm_effect(a, EFFECT_ATMOST, FLAG, NULL, "push 900");
    struct world *w = revealed(a, 1);
    cr_assert_eq(w->value[A], 20);
    cr_assert_eq(w->value[B], 10);
    cr_assert_eq(w->value[C], 30);
    cr_assert_eq(engine_value(&a->p, w, FLAG, NONE, NONE), 900);
    cr_assert_eq(report->changes, 3);
    cr_assert_eq(report->change[2].terms.count, 2); /* +2000 and -1100 of the bound */
    cr_assert_eq(report->fired, 3);
    cr_assert_eq(w->faults, 0);
}

Test(moment, two_different_sets_are_a_fault)
{
    struct assembly *a = plain_book();
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    asm_effect(a, EFFECT_SET, A, NULL, "push 1");
    asm_effect(a, EFFECT_SET, A, NULL, "push 1");
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    asm_effect(a, EFFECT_SET, B, NULL, "push 1");
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    asm_effect(a, EFFECT_SET, B, NULL, "push 2");
    struct world *w = revealed(a, 1);
    cr_assert_eq(w->value[A], 1);
    cr_assert_eq(w->value[B], 1);
    cr_assert_eq(w->faults, 1);
    cr_assert_eq(w->fault, FAULT_SETS);
    cr_assert_eq(a->p.rule[w->fault_rule].effects.first, 3);
}

Test(moment, a_faulty_value_is_not_written)
{
    struct assembly *a = plain_book();
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    asm_effect(a, EFFECT_SET, A, NULL, "push 1 push 0 div");
    asm_effect(a, EFFECT_ADD, B, NULL, "push 5");
    asm_effect(a, EFFECT_ADD, HITS, "push 9", "push 5");
    asm_effect(a, EFFECT_ADD, HITS, "push 3", "push 5"); /* red is no member: nobody, no fault */
    asm_effect(a, EFFECT_ADD, HITS, "push -1", "push 5");
    struct world *w = revealed(a, 1);
    cr_assert_eq(w->value[A], 10);
    cr_assert_eq(w->value[B], 25);
    cr_assert_eq(w->faults, 2);
    cr_assert_eq(report->changes, 1);
}

Test(moment, chance_is_by_name)
{
    int hits[4] = {0};
    uint64_t first = 0, second = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        struct assembly *a = plain_book();
        const int rule = asm_rule(a, MOMENT_REVEAL, asm_bind(a, MEMBERS, 0, NULL), NULL);
        a->p.rule[rule].percent = asm_code(a, "push 30");
        a->p.rule[rule].dice = 17;
        asm_effect(a, EFFECT_ADD, HITS, "bind 0", "push 1");
        struct effect *e = asm_effect(a, EFFECT_ADD, FLAG, NULL, "push 1");
        e->percent = asm_code(a, "push 50");
        e->chance_dice = 18;
        asm_rule(a, MOMENT_REVEAL, no_names, NULL); /* always and never */
        asm_effect(a, EFFECT_ADD, A, NULL, "push 1")->percent = asm_code(a, "push 100");
        asm_effect(a, EFFECT_ADD, B, NULL, "push 1")->percent = asm_code(a, "push 0");
        struct world *w = revealed(a, seed);
        for (int m = 0; m < 3; m++) {
            hits[m] += engine_value(&a->p, w, HITS, m, 0);
        }
        hits[3] += engine_value(&a->p, w, FLAG, 0, 0);
        first += (uint64_t)engine_value(&a->p, w, HITS, 0, 0) << (seed % 60);
        second += (uint64_t)engine_value(&a->p, w, HITS, 1, 0) << (seed % 60);
        cr_assert_eq(w->value[A], 11);
        cr_assert_eq(w->value[B], 20);
        give_back();
    }
    for (int m = 0; m < 3; m++) {
        cr_assert(hits[m] > 85 && hits[m] < 155, "member %d: %d of 400 at 30 percent", m, hits[m]);
    }
    cr_assert(hits[3] > 130 && hits[3] < 230, "%d at 30 x 50 percent", hits[3]);
    cr_assert_neq(first, second);
}

Test(moment, draws_tells_opens_and_closes)
{
    struct assembly *a = plain_book();
    const uint8_t victims[] = {1, 2};
    const int mild = asm_rule(a, MOMENT_NEVER, no_names, NULL); /* the template's own */
    struct effect *e = asm_effect(a, EFFECT_DRAW, SEV, "bind 0", "push 40");
    e->value2 = asm_code(a, "push 60");
    e->dice = 5;
    asm_template(a, mild, 2, victims);
    asm_template(a, 0, 0, NULL);
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    asm_effect(a, EFFECT_OPEN, 0, NULL, NULL)->dice = 6;
    asm_effect(a, EFFECT_OPEN, 1, "push 0", "push 3");
    e = asm_effect(a, EFFECT_TELL, 0, NULL, NULL);
    e->audience_kind = SEE_PUBLIC;
    e->text = 9;
    e = asm_effect(a, EFFECT_TELL, 0, "push 2", NULL);
    e->text = 10;
    asm_effect(a, EFFECT_TELL, 0, "push -1", NULL); /* nobody to tell */
    asm_rule(a, MOMENT_INCIDENT, no_names,
             "bind 0 field 11 push 3 eq"); /* the second opens a third, which closes itself */
    asm_effect(a, EFFECT_OPEN, 1, "push -1", "push 1");
    asm_rule(a, MOMENT_INCIDENT, no_names, "bind 0 field 5 push -1 eq");
    asm_effect(a, EFFECT_CLOSE, 0, "bind 0", NULL);
    struct world *w = revealed(a, 3);
    cr_assert_eq(w->incidents, 3);
    cr_assert(w->incident[0].victim == 1 || w->incident[0].victim == 2);
    cr_assert_eq(w->incident[0].dose, 1);
    cr_assert_eq(w->incident[1].victim, 0);
    cr_assert_eq(w->incident[1].dose, 3);
    cr_assert_eq(w->incident[2].victim, NONE);
    cr_assert_eq(w->incident[2].open, 0);
    cr_assert_eq(w->incident[1].open, 1);
    cr_assert_eq(w->incident[1].ordinal, 0);
    cr_assert_eq(w->incident[2].ordinal, 1); /* the second of its template */
    const int32_t severity = engine_value(&a->p, w, SEV, 0, 0);
    cr_assert(severity >= 40 && severity <= 60);
    cr_assert_eq(engine_value(&a->p, w, SEV, 1, 0), 0);
    cr_assert_eq(report->opened, 3);
    cr_assert_eq(report->tells, 2);
    cr_assert_eq(report->tell[0].text, 9);
    cr_assert_eq(report->tell[1].actor, 2);
}

Test(moment, full_tables_leave_out_and_say_so)
{
    struct assembly *a = plain_book();
    asm_template(a, 0, 0, NULL);
    asm_rule(a, MOMENT_REVEAL, no_names, NULL);
    for (int k = 0; k < 6; k++) { /* the book's set holds four */
        asm_effect(a, EFFECT_OPEN, 0, "push 0", NULL);
    }
    struct world *w = revealed(a, 1);
    cr_assert_eq(w->incidents, 4);
    cr_assert_eq(w->faults, 2);
    cr_assert_eq(w->fault, FAULT_FULL);
    struct assembly *b = plain_book();
    const struct span pairs = asm_more(b, asm_bind(b, MEMBERS, 0, NULL), MEMBERS, 1, NULL);
    asm_rule(b, MOMENT_REVEAL, asm_more(b, pairs, MEMBERS, 2, NULL), NULL);
    for (int k = 0; k < 160; k++) {
        asm_effect(b, EFFECT_ADD, FLAG, NULL, "push 1")->raw = true;
    }
    struct world *x = revealed(b, 1);
    cr_assert_eq(engine_value(&b->p, x, FLAG, 0, 0), 1000); /* 4096 of 4320 writes, clamped */
    cr_assert_eq(x->faults, 27 * 160 - WRITES_MAX);
    cr_assert(report->truncated || report->change[0].terms.count > 0);
}

Test(moment, probe_runs_one_rule)
{
    struct assembly *a = plain_book();
    const int rule =
        asm_rule(a, MOMENT_AFTERMATH, asm_bind(a, MEMBERS, 1, NULL), "bind 0 push 2 eq");
    a->p.rule[rule].percent = asm_code(a, "push 50");
    asm_effect(a, EFFECT_ADD, HITS, "bind 1", "push 4");
    asm_finish(a);
    struct world *w = keep(malloc(sizeof *w));
    struct probe probe = {(int16_t)a->p.moment[MOMENT_AFTERMATH].first,
                          {2, NONE, NONE, NONE, NONE, NONE, NONE, NONE},
                          {SET_ACTOR},
                          1,
                          false};
    memset(probe.kind + 1, SET_KINDS, sizeof probe.kind - 1);
    report = keep(malloc(sizeof *report));
    engine_start(&a->p, &a->s, 1, NULL, w, NULL);
    cr_assert(engine_probe(&a->p, w, &probe, report));
    cr_assert_eq(report->changes, 3);
    cr_assert_eq(report->change[0].moment, MOMENT_AFTERMATH);
    probe.chance = -1;
    cr_assert_not(engine_probe(&a->p, w, &probe, NULL));
    probe.chance = 1;
    probe.bind[0] = 1;
    cr_assert_not(engine_probe(&a->p, w, &probe, NULL));
}

/* Who passes a filter is kept from moment to moment: a filter that said no must say yes once its
 * number has changed, and a filter over incidents must see the new one. */
Test(moment, kept_filters_see_what_changed)
{
    static const enum moment asked[] = {MOMENT_TURN, MOMENT_ANSWERS, MOMENT_DRIFT};
    struct assembly *a = plain_book();
    struct world *w = keep(malloc(sizeof *w));
    asm_template(a, 0, 1, (const uint8_t[]){1});
    const struct span hit = asm_bind(a, MEMBERS, 0, "bind 0 var 3"),
                      open = asm_bind(a, INCIDENTS, 0, "bind 0 field 7");
    for (int k = 0; k < 3; k++) {
        asm_rule(a, asked[k], hit, NULL);
        asm_effect(a, EFFECT_ADD, A, NULL, "push 1");
        asm_rule(a, asked[k], open, NULL);
        asm_effect(a, EFFECT_ADD, B, NULL, "push 1");
    }
    asm_rule(a, MOMENT_AFTERMATH, no_names, NULL);
    asm_effect(a, EFFECT_SET, HITS, "push 2", "push 1");
    asm_effect(a, EFFECT_OPEN, 0, NULL, NULL);
    asm_finish(a);
    for (int k = 0; k < a->p.bindings; k++) {
        cr_assert(a->p.binding[k].kept > 0, "binding %d is not kept: this proves nothing", k);
    }
    engine_start(&a->p, &a->s, 1, NULL, w, NULL);
    asm_do(a, w, act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0));
    asm_do(a, w, act_of(ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0));
    cr_assert_eq(w->value[a->p.variable[A].slot], 11);
    cr_assert_eq(w->value[a->p.variable[B].slot], 21);
    cr_assert_eq(w->incidents, 1);
}
