/* SPDX-License-Identifier: EUPL-1.2 */
/* test_vm.c -- every operation with its limits, every aggregate, and random expressions against
 * tree.h. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "engine/code.h"
#include "engine/vm.h"
#include "slow_moment.h"

enum { ACTORS, MEMBERS, REGIONS, INCIDENTS, ORDERS, MOTIONS };
enum { LINE, PREP, PRS, SEV, BEL, LEVEL };
enum { MOST = INT32_MAX, LEAST = INT32_MIN };

static int32_t eval(const struct program *p, const struct world *w, uint32_t code,
                    const int16_t *frame, uint8_t *fault)
{
    const struct sight sight = {p, w, NULL};
    return vm_eval(&sight, code, frame, fault);
}

/* Two members, a chair, a red; two incidents (the second closed), one motion, orders 0 and 2 with a
 * hole between. */
static struct assembly *small_book(void)
{
    struct assembly *a = asm_new();
    static const char *const twice[] = {"bind 0 push 2 mul", "push 1"};
    static const char *const deep[] = {"sum 1 1 {} {bind 1 bind 0 add}"};
    static const char *const wide[] = {"push 2147483647", "push 2147483647", "push -2147483647"};
    asm_actors(a, ACTOR_MEMBER, 2);
    asm_actors(a, ACTOR_CHAIR, 1);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_FIXED, 3);
    asm_set(a, SET_INCIDENT, 4);
    asm_set(a, SET_ORDER, 8);
    asm_set(a, SET_MOTION, 4);
    asm_var(a, -1000, 7, 1000);
    a->p.variable[asm_var(a, -9000, -250, 10000)].scale = 100;
    asm_var_of(a, MEMBERS, NONE, 0, 10, 100);
    asm_var_of(a, INCIDENTS, NONE, 0, 20, 100);
    asm_var_of(a, MEMBERS, INCIDENTS, 0, 30, 100);
    asm_var_of(a, REGIONS, NONE, 0, 5, 100);
    a->p.param[a->p.params++] = 42;
    a->p.table[a->p.tables++] = (struct span){0, 3};
    memcpy(a->p.row, (const int32_t[3][2]){{0, 1}, {10, 5}, {20, 9}}, sizeof(int32_t[3][2]));
    a->p.rows = 3;
    asm_formula(a, 1, 2, twice);
    asm_formula(a, 1, 1, deep);
    asm_formula(a, 0, 3, wide);
    a->p.formula[0].clamped = true;
    a->p.formula[0].lo = -5;
    a->p.formula[0].hi = 50;
    asm_template(a, 0, 1, (const uint8_t[]){1});
    asm_template(a, 0, 0, NULL);
    a->p.attribute[a->p.attributes++] = (struct attribute){SET_ACTOR, 0, 0, NONE};
    a->p.attribute[a->p.attributes++] = (struct attribute){SET_INCIDENT, INCIDENTS, 4, 0};
    memcpy(a->p.attribute_value, (const int32_t[]){11, 12, 13, 14, 21, 22}, 6 * sizeof(int32_t));
    asm_action(a, ACTORS, WHEN_LOCK, 0)->targets =
        asm_more(a, asm_bind(a, MEMBERS, 1, NULL), INCIDENTS, 2, NULL);
    asm_action(a, ACTORS, WHEN_LOCK, 0);
    asm_motion(a, PROC_ROLL_CALL)->options = 2;
    asm_finish(a);
    return a;
}

static struct world *small_world(const struct assembly *a)
{
    struct world *w = malloc(sizeof *w);
    engine_start(&a->p, &a->s, 1, NULL, w, NULL);
    w->day = 9;
    w->turn = 3;
    w->days = 7;
    w->turns = 4;
    w->value[a->p.variable[PRS].slot + 1] = 60;
    w->value[a->p.variable[SEV].slot + 1] = 70;
    w->value[a->p.variable[BEL].slot + 5] = 80; /* member 1, incident 1 */
    w->incidents = 2;
    w->incident[0] = (struct incident){0, 1, NONE, 3, 8, 0, 1, 2};
    w->incident[1] = (struct incident){1, NONE, 3, 2, 4, 0, 0, 1};
    w->motions = 1;
    memset(&w->motion[0], 0, sizeof w->motion[0]);
    memset(w->motion[0].slip, 0xff, sizeof w->motion[0].slip);
    w->motion[0] = (struct motion){.kind = 0,
                                   .by = 2,
                                   .incident = 0,
                                   .turn = 3,
                                   .round = 2,
                                   .options = 2,
                                   .state = MOTION_BROKEN};
    memset(w->motion[0].slip, 0xff, sizeof w->motion[0].slip);
    w->motion[0].position[1] = ANSWER_NO;
    w->motion[0].slip[0] = 4;
    w->orders = 3;
    w->order[0] = (struct order){0, 0, {1, 0}, 3, 3, 0, ORDER_DONE, 0, {0}};
    w->order[1] = (struct order){0, 0, {1, 0}, 9, 3, 0, ORDER_FREE, 0, {0}};
    w->order[2] = (struct order){1, 3, {NONE, NONE}, 5, 2, 0, ORDER_QUEUED, 0, {0}};
    return w;
}

struct row {
    const char *code;
    int32_t value;
    int fault;
};

static const struct row rows[] = {
    {"push 5", 5, 0},
    {"push -2147483648", LEAST, 0},
    {"param 0", 42, 0},
    {"bind 3", 1, 0},
    {"bind 7", NONE, 0},
    {"global 0", 9, 0},
    {"global 1", 3, 0},
    {"global 2", 7, 0},
    {"global 3", 4, 0},
    /* variables: whole units toward zero, nobody is 0, a stranger is a fault */
    {"var 0", 7, 0},
    {"var 1", -2, 0},
    {"raw 0", 7, 0},
    {"raw 1", -250, 0},
    {"push 1 raw 3", 70, 0},
    {"push 0 var 2", 10, 0},
    {"push 1 var 2", 60, 0},
    {"push -1 var 2", 0, 0},
    {"push 2 var 2", 0, 0},
    {"push 4 var 2", 0, FAULT_INDEX},
    {"push -2 var 2", 0, FAULT_INDEX},
    {"push 3 var 3", 20, 0},
    {"push 4 var 3", 0, FAULT_INDEX},
    {"push 1 push 1 var 4", 80, 0},
    {"push 1 push -1 var 4", 0, 0},
    {"push 2 push 1 raw 4", 0, 0},
    {"push 0 push 9 var 4", 0, FAULT_INDEX},
    {"push 2 var 5", 5, 0},
    {"push 3 var 5", 0, FAULT_INDEX},
    /* fields: actors, incidents, motions, orders; nobody has 0 or nobody */
    {"push 0 field 0", 1, 0},
    {"push 2 field 0", 0, 0},
    {"push 2 field 1", 1, 0},
    {"push 3 field 4", 1, 0},
    {"push -1 field 4", 0, 0},
    {"push 0 field 5", 1, 0},
    {"push 1 field 5", NONE, 0},
    {"push 9 field 5", NONE, 0},
    {"push 1 field 6", 3, 0},
    {"push 0 field 7", 1, 0},
    {"push 1 field 7", 0, 0},
    {"push 0 field 8", 8, 0},
    {"push 1 field 9", 2, 0},
    {"push 0 field 10", 1, 0},
    {"push 1 field 10", 0, 0},
    {"push 0 field 11", 2, 0},
    {"push -1 field 11", 0, 0},
    {"push 0 field 12", 0, 0},
    {"push 3 field 12", NONE, 0},
    {"push 0 field 13", 2, 0},
    {"push 0 field 14", 2, 0},
    {"push 0 field 15", 3, 0},
    {"push 0 field 16", 1, 0},
    {"push 0 field 17", 0, 0},
    {"push 0 field 21", 0, 0},
    {"push 0 field 22", 0, 0},
    {"push -1 field 16", 0, 0},
    {"push 0 field 22 field 11", 2, 0},
    {"push 0 field 23", 0, 0},
    {"push 1 field 22", NONE, 0},
    {"push 0 field 24", 1, 0},
    {"push 2 field 24", NONE, 0},
    {"push 2 field 25", 5, 0},
    {"push 1 field 25", 0, 0},
    {"push 0 field 26", 1, 0},
    {"push 2 field 26", 0, 0},
    {"push 2 field 27", 1, 0},
    {"push 1 attr 0", 12, 0},
    {"push -1 attr 0", NONE, 0},
    {"push 1 attr 1", 22, 0},
    {"push 2 attr 1", 0, 0},
    {"push 0 is 3 0", 1, 0},
    {"push 1 is 3 0", 0, 0},
    {"push -1 is 3 0", 0, 0},
    {"push 0 is 4 0", 1, 0},
    {"push 2 is 5 1", 1, 0},
    {"push 1 is 5 0", 0, 0},
    {"push 0 has 1", 1, 0},
    {"push 0 has 0", 0, 0},
    {"push 1 has 1", 0, 0},
    {"push 1 push 0 position", ANSWER_NO, 0},
    {"push 0 push 0 position", 0, 0},
    {"push -1 push 0 position", 0, 0},
    {"push 0 push 5 position", 0, 0},
    {"push 0 push 0 slip", 4, 0},
    {"push 1 push 0 slip", NONE, 0},
    {"push 0 push -1 slip", NONE, 0},
    {"push 1 fits 0", 1, 0},
    {"push 0 fits 0", 0, 0},
    {"push 0 fits 1", 0, 0},
    /* formulas: terms are added, then clamped; frames of their own */
    {"push 4 call 0 1", 9, 0},
    {"push 90 call 0 1", 50, 0},
    {"push -90 call 0 1", -5, 0},
    {"push 10 call 1 1 bind 3 add", 22, 0},
    {"call 2 0", MOST, 0},
    {"push 1 call 1 1 call 1 1", 7, 0},
    /* arithmetic to the edges of 32 bits */
    {"push 5 neg", -5, 0},
    {"push -2147483648 neg", 0, FAULT_OVERFLOW},
    {"push -5 abs", 5, 0},
    {"push -2147483648 abs", 0, FAULT_OVERFLOW},
    {"push 0 not", 1, 0},
    {"push -3 not", 0, 0},
    {"push 2147483647 push 1 add", 0, FAULT_OVERFLOW},
    {"push 2147483646 push 1 add", MOST, 0},
    {"push -2147483648 push 1 sub", 0, FAULT_OVERFLOW},
    {"push -2147483647 push 1 sub", LEAST, 0},
    {"push 46341 push 46341 mul", 0, FAULT_OVERFLOW},
    {"push 46340 push 46340 mul", 2147395600, 0},
    {"push -65536 push 32768 mul", LEAST, 0},
    {"push 7 push 2 div", 3, 0},
    {"push -7 push 2 div", -3, 0},
    {"push 7 push -2 div", -3, 0},
    {"push 1 push 0 div", 0, FAULT_DIVISION},
    {"push -2147483648 push -1 div", 0, FAULT_OVERFLOW},
    {"push 1 push 0 div push 5 add", 0, FAULT_DIVISION},
    {"push 3 push -4 min", -4, 0},
    {"push 3 push -4 max", 3, 0},
    {"push 5 push 0 push 3 clamp", 3, 0},
    {"push -5 push 0 push 3 clamp", 0, 0},
    {"push 2 push 0 push 3 clamp", 2, 0},
    {"push 2 push 9 push 3 clamp", 3, 0},
    {"push 1 push 1 eq", 1, 0},
    {"push 1 push 2 eq", 0, 0},
    {"push 1 push 2 ne", 1, 0},
    {"push 1 push 2 lt", 1, 0},
    {"push 2 push 2 lt", 0, 0},
    {"push 2 push 2 le", 1, 0},
    {"push 3 push 2 gt", 1, 0},
    {"push 2 push 2 gt", 0, 0},
    {"push 2 push 2 ge", 1, 0},
    {"push -2147483648 push 2147483647 lt", 1, 0},
    {"if {push 3} {push 10} {push 20}", 10, 0},
    {"if {push 0} {push 10} {push 20}", 20, 0},
    {"if {push 0} {push 1 push 0 div} {push 20}", 20, 0}, /* the way not taken is not walked */
    {"push 9 if {var 0 push 7 eq} {if {push 0} {push 1} {push 2}} {push 3} add", 11, 0},
    {"push -1 table 0", 0, 0},
    {"push 0 table 0", 1, 0},
    {"push 9 table 0", 1, 0},
    {"push 10 table 0", 5, 0},
    {"push 99 table 0", 9, 0},
    /* aggregates */
    {"sum 1 1 {} {bind 1 var 2}", 70, 0},
    {"sum 0 1 {bind 1 field 0} {bind 1 var 2}", 70, 0},
    {"count 0 1 {bind 1 field 0} {}", 2, 0},
    {"count 0 1 {} {}", 4, 0},
    {"count 0 1 {} {bind 1 push 2 ge}", 2, 0},
    {"min_of 1 1 {} {bind 1 var 2}", 10, 0},
    {"max_of 1 1 {} {bind 1 var 2}", 60, 0},
    {"min_of 1 1 {} {push 5 neg}", -5, 0},
    {"max_of 1 1 {} {push 5 neg}", -5, 0},
    {"min_of 1 1 {push 0} {push 5}", 0, 0},
    {"max_of 1 1 {push 0} {push 5}", 0, 0},
    {"median 1 1 {push 0} {push 5}", 0, 0},
    {"any 1 1 {} {bind 1 var 2 push 50 gt}", 1, 0},
    {"any 1 1 {} {bind 1 var 2 push 60 gt}", 0, 0},
    {"any 1 1 {push 0} {}", 0, 0},
    {"any 1 1 {bind 1} {}", 1, 0},
    {"all 1 1 {} {bind 1 var 2 push 5 gt}", 1, 0},
    {"all 1 1 {} {bind 1}", 0, 0},
    {"all 1 1 {push 0} {push 0}", 1, 0},
    {"all 1 1 {} {}", 1, 0},
    {"median 1 1 {} {bind 1 var 2}", 35, 0},
    {"median 0 1 {} {bind 1}", 1, 0},
    {"median 0 1 {bind 1 push 3 lt} {bind 1 push 1 sub bind 1 push 1 sub mul}", 1, 0},
    {"median 1 1 {} {bind 1 push 4 mul neg}", -2, 0},
    {"sum 3 1 {} {bind 1 var 3}", 90, 0},
    {"count 3 1 {bind 1 field 7} {}", 1, 0},
    {"count 4 1 {} {}", 2, 0},
    {"sum 4 1 {} {bind 1 field 25}", 8, 0},
    {"sum 5 1 {} {push 1}", 1, 0},
    {"sum 2 1 {} {bind 1}", 3, 0},
    {"sum 0 1 {} {sum 0 2 {bind 2 bind 1 ge} {push 1}}", 10, 0},
    {"sum 1 1 {} {median 0 2 {} {bind 1 bind 2 add}}", 3, 0},
    {"sum 1 1 {} {push 2147483647}", 0, FAULT_OVERFLOW},
    {"count 1 1 {push 1 push 0 div} {}", 0, FAULT_DIVISION},
    {"any 0 1 {} {if {bind 1} {push 1 push 0 div} {push 1}}", 1, 0}, /* stops at the first */
};

Test(vm, every_operation)
{
    struct assembly *a = small_book();
    struct world *w = small_world(a);
    const int16_t frame[BIND_MAX] = {0, 1, 0, 1, NONE, NONE, NONE, NONE};
    bool used[OP_COUNT] = {false};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        uint8_t fault = FAULT_NONE;
        const uint32_t from = a->p.codes;
        const uint32_t code = asm_code(a, "%s", rows[k].code);
        const int32_t value = eval(&a->p, w, code, frame, &fault);
        cr_expect_eq(fault, rows[k].fault, "%s: fault %d", rows[k].code, fault);
        cr_expect_eq(value, rows[k].value, "%s: %d", rows[k].code, value);
        a->p.linked = false; /* the plain text, too */
        fault = FAULT_NONE;
        cr_expect_eq(eval(&a->p, w, code, frame, &fault), value, "%s: plain", rows[k].code);
        cr_expect_eq(fault, rows[k].fault, "%s: plain fault %d", rows[k].code, fault);
        a->p.linked = true;
        for (uint32_t c = from; c < a->p.codes;) {
            const enum op op = (enum op)a->p.code[c];
            used[op] = true;
            c += 1 + (uint32_t)op_words(op);
        }
    }
    for (int op = 0; op < OP_COUNT; op++) {
        cr_expect(used[op], "operation %d has no row", op);
    }
    cr_assert_eq(program_verify(&a->p, &a->s), 0);
    free(w);
    free(a);
}

Test(vm, nothing_runs_away)
{
    struct assembly *a = small_book();
    struct world *w = small_world(a);
    const int16_t frame[BIND_MAX] = {0};
    uint8_t fault = FAULT_NONE;
    /* a formula that calls itself: the compiler refuses it, the machine survives it */
    const char *const self[] = {"call 3 0"};
    asm_formula(a, 0, 1, self);
    eval(&a->p, w, asm_code(a, "call 3 0"), frame, &fault);
    cr_assert_eq(fault, FAULT_STACK);
    /* aggregates inside one another until the steps are used up */
    uint32_t inner = asm_code(a, "count 0 1 {} {}");
    for (int k = 0; k < 12; k++) {
        const int32_t words[] = {OP_AGG, AGG_SUM, 2, 2, 0, (int32_t)inner, OP_RET};
        inner = asm_words(a, words, 7);
    }
    fault = FAULT_NONE;
    eval(&a->p, w, inner, frame, &fault);
    cr_assert_eq(fault, FAULT_STEPS);
    /* and deeper than any stack */
    for (int k = 0; k < 200; k++) {
        const int32_t words[] = {OP_AGG, AGG_ANY, 2, 2, 0, (int32_t)inner, OP_RET};
        inner = asm_words(a, words, 7);
    }
    fault = FAULT_NONE;
    cr_assert_eq(eval(&a->p, w, inner, frame, &fault), 0);
    cr_assert_neq(fault, FAULT_NONE);
    /* medians that hold back more than there is room for */
    w->orders = 0;
    const uint32_t wide = asm_code(a, "median 0 1 {} {median 0 2 {} {bind 2}}");
    fault = FAULT_NONE;
    cr_assert_eq(eval(&a->p, w, wide, frame, &fault), 1);
    cr_assert_eq(fault, FAULT_NONE);
    free(w);
    free(a);
}

Test(vm, formula_terms)
{
    struct assembly *a = small_book();
    struct world *w = small_world(a);
    struct score_term terms[TERMS_MAX];
    int32_t value = 0;
    const int16_t argument[1] = {40};
    cr_assert_eq(engine_formula(&a->p, w, 0, argument, &value, terms), 2);
    cr_assert_eq(value, 50); /* clamped */
    cr_assert_eq(terms[0].by, 80);
    cr_assert_eq(terms[1].by, 1);
    cr_assert_eq(terms[1].term, 1);
    const int16_t bind[1] = {1};
    cr_assert_eq(engine_eval(&a->p, w, asm_code(a, "bind 0 var 2"), bind, 1), 60);
    cr_assert_eq(engine_eval(&a->p, w, 0, bind, 1), 0);
    free(w);
    free(a);
}

Test(vm, random_expressions_agree_with_the_tree)
{
    struct dice dice = {20240611};
    int faults = 0, equal = 0;
    for (int book = 0; book < 60; book++) {
        struct slow *slow = slow_new(&dice);
        struct world *w = malloc(sizeof *w);
        slow_world(slow, &dice, w);
        memset(slow->grove.bound, 0xff, sizeof slow->grove.bound);
        slow->grove.bound[0] = SET_ACTOR;
        slow->grove.bound[1] = SET_INCIDENT;
        for (int k = 0; k < 400; k++) {
            const int16_t frame[BIND_MAX] = {(int16_t)dice_range(&dice, NONE, 5),
                                             (int16_t)dice_range(&dice, NONE, 5),
                                             NONE,
                                             NONE,
                                             NONE,
                                             NONE,
                                             NONE,
                                             NONE};
            slow->grove.trees = slow->grove.trees > TREES_MAX / 2 ? 0 : slow->grove.trees;
            slow->a->p.codes = slow->a->p.codes > CODE_MAX / 2 ? 1 : slow->a->p.codes;
            const int tree = tree_random(&slow->grove, dice_range(&dice, 1, 4));
            const uint32_t code = tree_emit(&slow->grove, slow->a, tree);
            bool wrong = false;
            uint8_t fault = FAULT_NONE;
            const int32_t want = tree_value(&slow->grove, w, tree, frame, &wrong);
            const int32_t have = eval(&slow->a->p, w, code, frame, &fault);
            cr_assert_eq(fault != FAULT_NONE, wrong, "book %d tree %d: fault %d", book, k, fault);
            cr_assert_eq(have, want, "book %d tree %d: %d, the tree gives %d", book, k, have, want);
            faults += wrong;
            equal++;
        }
        free(w);
        free(slow->a);
        free(slow);
    }
    cr_assert(faults > equal / 100 && faults < equal / 2,
              "%d faults of %d: the test has lost its bite", faults, equal);
}
