/* SPDX-License-Identifier: EUPL-1.2 */
/* quick.h -- operations that stand for a run of plain ones (ops.h). program_link() puts them into
 * program.quick, which is program.code word for word, except that an operation there may stand for
 * the longest run that begins with it. Nothing moves and no word of the run is lost: its immediate
 * words stay where they were, and a jump into the middle of a run finds what begins there. No book
 * holds them, no verifier meets them: they are made of verified text. */
#ifndef ENGINE_QUICK_H
#define ENGINE_QUICK_H

#include "engine/program.h"

/* RUN(name, the plain operations): those that begin alike stand together, the longer first. */
#define QUICK_BINARY(RUN, with)                                                                    \
    RUN(with##_ADD, OP_##with, OP_ADD)                                                             \
    RUN(with##_SUB, OP_##with, OP_SUB)                                                             \
    RUN(with##_MUL, OP_##with, OP_MUL)                                                             \
    RUN(with##_DIV, OP_##with, OP_DIV)                                                             \
    RUN(with##_MIN, OP_##with, OP_MIN)                                                             \
    RUN(with##_MAX, OP_##with, OP_MAX)                                                             \
    RUN(with##_EQ, OP_##with, OP_EQ)                                                               \
    RUN(with##_NE, OP_##with, OP_NE)                                                               \
    RUN(with##_LT, OP_##with, OP_LT)                                                               \
    RUN(with##_LE, OP_##with, OP_LE)                                                               \
    RUN(with##_GT, OP_##with, OP_GT)                                                               \
    RUN(with##_GE, OP_##with, OP_GE)
#define QUICK_LIST(RUN)                                                                            \
    RUN(POSITION_IS, OP_BIND, OP_BIND, OP_POSITION, OP_PUSH, OP_EQ)                                \
    RUN(FIELD_IS, OP_BIND, OP_FIELD, OP_BIND, OP_EQ)                                               \
    RUN(BIND_BIND_RAW2, OP_BIND, OP_BIND, OP_RAW2)                                                 \
    RUN(BIND_RAW1, OP_BIND, OP_RAW1)                                                               \
    RUN(BIND_VAR1, OP_BIND, OP_VAR1)                                                               \
    RUN(BIND_FIELD, OP_BIND, OP_FIELD)                                                             \
    RUN(BIND_ATTR, OP_BIND, OP_ATTR)                                                               \
    RUN(BIND_IS, OP_BIND, OP_IS)                                                                   \
    QUICK_BINARY(RUN, BIND)                                                                        \
    QUICK_BINARY(RUN, PUSH)                                                                        \
    QUICK_BINARY(RUN, PARAM)

enum quick {
    QUICK_FIRST = OP_COUNT - 1,
#define QUICK_ENUM(name, ...) QUICK_##name,
    QUICK_LIST(QUICK_ENUM)
#undef QUICK_ENUM
        QUICK_JZ_FALSE, /* a jump when zero to "push 0, return": the zero is the value */
    QUICK_COUNT
};

/* Fills program.quick. */
void quick_make(struct program *program);

#endif
