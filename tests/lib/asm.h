/* SPDX-License-Identifier: EUPL-1.2 */
/* asm.h -- builds small programs by hand for tests of the engine, without the compiler. Expressions
 * are written in postfix order with the names of ops.h: "push 3 var 0 add". Shorthands: "var V" and
 * "raw V" take as many indices from the stack as V has, "if {c} {x} {y}", "sum S K {where} {body}"
 * (also count min_of max_of any all median) over set S with the element in frame slot K; "{}" is
 * absent. A fault of the text stops the test program. */
#ifndef TESTS_ASM_H
#define TESTS_ASM_H

#include "engine/engine.h"

struct assembly {
    struct program p;
    struct setup s;
    bool finished;
};

struct assembly *asm_new(void); /* malloc; free() it */
/* Rules into the order of moments, links, verifies; stops the program when the verifier refuses. */
void asm_finish(struct assembly *a);

uint32_t asm_code(struct assembly *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
uint32_t asm_words(struct assembly *a, const int32_t *words, int count); /* as they are */
int asm_set(struct assembly *a, enum set_kind kind, int count);
void asm_actors(struct assembly *a, int kind,
                int count); /* members first; sets SET_ACTOR and SET_MEMBER are 0 and 1 */
int asm_var(struct assembly *a, int32_t lo, int32_t start, int32_t hi); /* one number, scale 1 */
int asm_var_of(struct assembly *a, int set, int set2, int32_t lo, int32_t start,
               int32_t hi); /* set2 NONE: one index */
int asm_formula(struct assembly *a, int args, int terms, const char *const *codes);
int asm_derived(struct assembly *a, int set, int32_t lo, int32_t hi,
                int formula); /* set NONE: one number */
struct span asm_bind(struct assembly *a, int set, int slot, const char *where); /* appended */
struct binding asm_binding(struct assembly *a, int set, int slot, const char *where);
struct span asm_needs(struct assembly *a, const char *code);
struct span asm_costs(struct assembly *a, int variable, const char *code);
/* The span with one more binding behind it; it must be the last that was made. */
struct span asm_more(struct assembly *a, struct span span, int set, int slot, const char *where);

/* A rule, and effects that belong to the rule made last. Codes may be NULL. Returns the rule; its
 * number changes in asm_finish, which mends actions, motions, templates and events. */
int asm_rule(struct assembly *a, enum moment moment, struct span bindings, const char *when);
struct effect *asm_effect(struct assembly *a, enum effect_kind kind, int variable, const char *x,
                          const char *value);
struct effect *asm_effect2(struct assembly *a, enum effect_kind kind, int variable, const char *x,
                           const char *y, const char *value);
int asm_template(struct assembly *a, int rule, int victims, const uint8_t *victim);
struct action *asm_action(struct assembly *a, int by_set, enum when_moment when, int rule);
struct motion_kind *asm_motion(struct assembly *a, enum procedure procedure);
struct policy *asm_policy(struct assembly *a, enum policy_kind kind, int by_set, int object,
                          int formula);

/* Acts. */
struct act act_of(enum act_verb verb, int actor, int object, int arg0, int arg1, int32_t value);
bool asm_do(const struct assembly *a, struct world *w, struct act act);
/* Does it and gives the refusal's code, REFUSAL_NONE when it was done. */
int asm_why(const struct assembly *a, struct world *w, struct act act);

#endif
