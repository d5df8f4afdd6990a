/* SPDX-License-Identifier: EUPL-1.2 */
/* test_quick.c -- the text that program_link() makes gives what the plain text gives: every run of
 * quick.h, jumps to the end, to a false value and into the middle of a run; one answer for many
 * entities; scores with their terms noted. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "asm.h"
#include "engine/code.h"
#include "engine/quick.h"
#include "engine/vm.h"

enum { ACTORS, MEMBERS, INCIDENTS, MOTIONS };
enum { LINE, SCALED, OF_MEMBER, OF_SCALED, OF_BOTH };

static struct assembly *book(void)
{
    struct assembly *a = asm_new();
    static const char *const score[] = {"bind 0 var 2", "push 40 bind 0 sub", "bind 1 neg"};
    static const char *const broken[] = {"push 3", "bind 0 push 0 div"};
    asm_actors(a, ACTOR_MEMBER, 3);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_INCIDENT, 4);
    asm_set(a, SET_MOTION, 4);
    asm_var(a, -1000, 7, 1000);
    a->p.variable[asm_var(a, -9000, -250, 10000)].scale = 100;
    asm_var_of(a, MEMBERS, NONE, 0, 10, 100);
    a->p.variable[asm_var_of(a, MEMBERS, NONE, 0, 730, 1000)].scale = 100;
    asm_var_of(a, MEMBERS, INCIDENTS, 0, 30, 100);
    a->p.param[a->p.params++] = 42;
    asm_formula(a, 2, 3, score);
    asm_formula(a, 1, 2, broken);
    asm_template(a, 0, 1, (const uint8_t[]){1});
    a->p.attribute[a->p.attributes++] = (struct attribute){SET_ACTOR, 0, 0, NONE};
    memcpy(a->p.attribute_value, (const int32_t[]){11, 12, 13, 14}, 4 * sizeof(int32_t));
    asm_action(a, ACTORS, WHEN_LOCK, 0);
    asm_motion(a, PROC_ROLL_CALL);
    asm_finish(a);
    return a;
}

static struct world *world(const struct assembly *a)
{
    struct world *w = malloc(sizeof *w);
    cr_assert_not_null(w);
    engine_start(&a->p, &a->s, 1, NULL, w, NULL);
    w->day = 9;
    w->turn = 3;
    w->value[a->p.variable[OF_MEMBER].slot + 1] = 60;
    w->value[a->p.variable[OF_BOTH].slot + 1] = 80;
    w->incidents = 2;
    w->incident[0] = (struct incident){0, 1, NONE, 3, 8, 0, 1, 2};
    w->incident[1] = (struct incident){0, NONE, 3, 2, 4, 0, 0, 1};
    w->motions = 2;
    memset(w->motion, 0, 2 * sizeof w->motion[0]);
    w->motion[1].kind = 0;
    w->motion[1].incident = 1;
    w->motion[1].position[1] = ANSWER_NO;
    w->motion[0].position[0] = ANSWER_YES;
    return w;
}

/* The same from the plain text and from the quick one, with many names. */
static void same(struct assembly *a, const struct world *w, uint32_t code, const char *what)
{
    for (int16_t x = -2; x < 5; x++) {
        for (int16_t y = -1; y < 3; y++) {
            const int16_t frame[BIND_MAX] = {x, y, x, y, x, y, x, y};
            const struct sight sight = {&a->p, w, NULL};
            uint8_t fault[2] = {FAULT_NONE, FAULT_NONE};
            int32_t value[2];
            for (int quick = 0; quick < 2; quick++) {
                a->p.linked = quick == 1;
                value[quick] = vm_eval(&sight, code, frame, &fault[quick]);
            }
            cr_expect_eq(value[0], value[1], "%s of %d, %d: %d, quick %d", what, x, y, value[0],
                         value[1]);
            cr_expect_eq(fault[0], fault[1], "%s of %d, %d: faults", what, x, y);
        }
    }
}

/* The words of one operation of a run; the k-th that binds a name takes slot k. */
static int put(int32_t *words, enum op op, int *slot)
{
    static const int32_t first[OP_COUNT] = {
        [OP_PUSH] = ANSWER_NO, [OP_PARAM] = 0, [OP_RAW1] = OF_MEMBER, [OP_VAR1] = OF_SCALED,
        [OP_RAW2] = OF_BOTH,   [OP_ATTR] = 0,  [OP_IS] = SET_MOTION,  [OP_FIELD] = FIELD_VICTIM,
    };
    memset(words, 0, 6 * sizeof words[0]);
    words[0] = (int32_t)op;
    words[1] = op == OP_BIND ? (*slot)++ : first[op];
    return 1 + op_words(op);
}

Test(quick, every_run)
{
    static const struct {
        const char *name;
        int quick;
        uint8_t op[6];
    } runs[] = {
#define ROW(name, ...) {#name, QUICK_##name, {__VA_ARGS__}},
        QUICK_LIST(ROW)
#undef ROW
    };
    struct assembly *a = book();
    struct world *w = world(a);
    for (size_t k = 0; k < sizeof runs / sizeof runs[0]; k++) {
        int32_t words[64] = {OP_GLOBAL, GLOBAL_DAY, OP_NEG}; /* something to work on */
        int count = 3, slot = 0, depth = 1;
        for (int n = 0; runs[k].op[n] != OP_RET; n++) {
            const struct op_shape shape = op_shape((enum op)runs[k].op[n]);
            count += put(&words[count], (enum op)runs[k].op[n], &slot);
            depth += shape.pushes - shape.pops;
        }
        for (; depth > 1; depth--) {
            words[count++] = OP_SUB;
        }
        words[count++] = OP_RET;
        const uint32_t code = asm_words(a, words, count);
        cr_expect_eq(a->p.quick[code + 3], runs[k].quick, "%s is not made", runs[k].name);
        same(a, w, code, runs[k].name);
    }
    free(w);
    free(a);
}

Test(quick, variables_and_jumps)
{
    struct assembly *a = book();
    struct world *w = world(a);
    const struct {
        const char *text;
        int at, quick;
    } rows[] = {
        {"var 0", 0, OP_RAW0}, /* whole units are what stands there */
        {"var 1", 0, OP_VAR0}, /* here they are not */
        {"if {bind 0} {bind 1 push 1 eq} {push 0}", 2, QUICK_JZ_FALSE},
        {"if {bind 0} {bind 1} {push 0}", 6, OP_RET}, /* a jump to the end */
        {"if {bind 0} {bind 1} {push 2}", 2, OP_JZ},
        {"if {if {bind 0} {bind 1} {push 0}} {push 5} {push 6}", 2, OP_JZ},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const uint32_t code = asm_code(a, "%s", rows[k].text);
        cr_expect_eq(a->p.quick[code + (uint32_t)rows[k].at], rows[k].quick, "%s", rows[k].text);
        same(a, w, code, rows[k].text);
    }
    /* a run (push 3, add) into whose middle a jump leads */
    const int32_t middle[] = {OP_BIND, 0,  OP_JZ,   10, OP_PUSH, 10, OP_PUSH, 4,
                              OP_JUMP, 14, OP_PUSH, 20, OP_PUSH, 3,  OP_ADD,  OP_RET};
    const uint32_t code = asm_words(a, middle, sizeof middle / sizeof middle[0]);
    cr_assert_eq(a->p.quick[code + 12], QUICK_PUSH_ADD);
    same(a, w, code, "into the middle");
    cr_assert_eq(program_verify(&a->p, &a->s), 0);
    a->p.action[0].by.where = code + 1; /* an expression that begins with no operation */
    cr_assert_neq(program_verify(&a->p, &a->s), 0);
    free(w);
    free(a);
}

Test(quick, one_answer_for_many)
{
    static const char *const texts[] = {"bind 2 push 1 eq",
                                        "bind 2 raw 2 push 50 gt",
                                        "push 1",
                                        "push 0",
                                        "sum 1 3 {} {bind 3 bind 2 mul}",
                                        "bind 2 push 2 sub bind 2 push 2 sub div"};
    struct assembly *a = book();
    struct world *w = world(a);
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        const uint32_t code = asm_code(a, "%s", texts[k]);
        const struct sight sight = {&a->p, w, NULL};
        for (uint64_t left = 0; left < 8; left++) {
            int16_t frame[BIND_MAX] = {0, 1, NONE, NONE, NONE, NONE, NONE, NONE};
            uint8_t fault = FAULT_NONE, single = FAULT_NONE;
            uint64_t pass = 0;
            const uint64_t many = vm_pass(&sight, code, 2, left, frame, &fault);
            for (int16_t e = 0; e < 3; e++) {
                frame[2] = e;
                pass |= (left >> e & 1) != 0 && vm_eval(&sight, code, frame, &single) != 0
                            ? (uint64_t)1 << e
                            : 0;
            }
            cr_expect_eq(fault != FAULT_NONE, single != FAULT_NONE, "%s: faults", texts[k]);
            cr_expect(fault != FAULT_NONE || many == pass, "%s of %d", texts[k], (int)left);
        }
    }
    free(w);
    free(a);
}

Test(quick, scores_with_their_terms)
{
    struct assembly *a = book();
    struct world *w = world(a);
    struct memo *memo = malloc(sizeof *memo);
    cr_assert_not_null(memo);
    memo_start(memo);
    const struct sight sight = {&a->p, w, memo};
    const int16_t frame[BIND_MAX] = {1, 5, NONE, NONE, NONE, NONE, NONE, NONE};
    for (int again = 0; again < 2; again++) {
        int32_t by[3] = {0}, terms[3];
        uint8_t fault = FAULT_NONE;
        bool noted = true;
        const int32_t value = vm_noted(&sight, 0, frame, by, &noted, &fault);
        cr_expect_eq(value, vm_terms(&sight, 0, frame, terms, &fault));
        cr_expect_eq(value, 60 + 39 - 5);
        cr_expect_eq(noted, again == 0, "a value that is known already has no terms");
        cr_expect(!noted || memcmp(by, terms, sizeof by) == 0);
        cr_expect_eq(vm_noted(&sight, 1, frame, by, &noted, &fault), 0);
        cr_expect(!noted && fault == FAULT_DIVISION, "nor has a fault");
    }
    free(memo);
    free(w);
    free(a);
}
