/* SPDX-License-Identifier: EUPL-1.2 */
/* asm_acts.h -- acts in one line, for a test file whose assembly is `a` and whose world is `w`. */
#ifndef LIB_ASM_ACTS_H
#define LIB_ASM_ACTS_H

#include "asm.h"

#define WHY(verb, actor, object, arg0, arg1, value)                                                \
    asm_why(a, w, act_of(verb, actor, object, arg0, arg1, value))
#define DO(...)        cr_assert_eq(WHY(__VA_ARGS__), REFUSAL_NONE)
#define NOT(code, ...) cr_assert_eq(WHY(__VA_ARGS__), REFUSAL_##code)
#define TURN_ACT(verb) DO(verb, NONE, NONE, NONE, NONE, 0)

#endif
