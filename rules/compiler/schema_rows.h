/* SPDX-License-Identifier: EUPL-1.2 */
/* schema_rows.h -- rows that many tables share. Only the two files of tables include it. */
#ifndef COMPILER_SCHEMA_ROWS_H
#define COMPILER_SCHEMA_ROWS_H

#include "compiler/schema.h"

/* clang-format off */
#define AUDIENCES        "public allies own red white command chair"
#define PROCEDURES_WORDS "silence roll_call right duty opt_in k_of unanimity majority"
#define PHASES           "intel assess deliberate council adjudicate outcome"
enum { MANY = 4096, NUMBER = INT32_MAX };

#define ID {"id", F_ID, true, 0, 0, 0, 0}
#define GROUND(must) \
    { \
        "ground", F_SHAPE, must, SHAPE_GROUND, 0, 0, 0 \
    }
#define PARAMS \
    { \
        "params", F_MAP, false, 0, 0, 0, 0 \
    }
#define ATTRS \
    { \
        "attrs", F_MAP, false, 0, 0, 0, 0 \
    }
#define DECLASSIFIES \
    { \
        "declassifies", F_PAIR, false, 0, 0, 0, 0 \
    }
#define DO(key) \
    { \
        key, F_SHAPES, false, SHAPE_EFFECT, 0, 64, 0 \
    }

#define SHAPE(name, table) \
    { \
        name, table, sizeof table / sizeof table[0], false \
    }
#define OPEN_SHAPE(name, table) \
    { \
        name, table, sizeof table / sizeof table[0], true \
    }
/* clang-format on */

#endif
