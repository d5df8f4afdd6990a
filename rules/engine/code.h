/* SPDX-License-Identifier: EUPL-1.2 */
/* code.h -- the shape of each operation, from the list in ops.h. */
#ifndef ENGINE_CODE_H
#define ENGINE_CODE_H

#include <stdint.h>

#include "engine/ops.h"

struct op_shape {
    uint8_t words, pops, pushes;
};

static inline struct op_shape op_shape(enum op op)
{
    static const struct op_shape shape[OP_COUNT] = {
#define OP_SHAPE(name, words, pops, pushes) {words, pops, pushes},
        OP_LIST(OP_SHAPE)
#undef OP_SHAPE
    };
    return shape[op];
}

/* Words that follow the operation's own. */
static inline int op_words(enum op op)
{
    return op_shape(op).words;
}

#endif
