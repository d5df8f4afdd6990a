/* SPDX-License-Identifier: EUPL-1.2 */
/* schema.h -- the shapes of all objects as tables. The checker and the JSON Schemas are made from
 * them. */
#ifndef COMPILER_SCHEMA_H
#define COMPILER_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler/book.h"

enum field_kind {
    F_ID, /* the object's own id */
    F_STRING,
    F_INT,
    F_BOOL,
    F_PAIR, /* {"nl": …, "en": …} */
    F_EXPR, /* a string or a whole number */
    F_EXPRS,
    F_BIND,
    F_BINDS,
    F_REF,
    F_REFS, /* id of an object of kind `target` */
    F_NAME,
    F_NAMES, /* an id of this object alone: options, terms, teams */
    F_WORD,
    F_WORDS, /* one of `words`, which stand with spaces between them */
    F_INTS,
    F_RANGE, /* a list of numbers; [lo, hi] */
    F_BANDS, /* [[0, "low"], [20, "high"]] with rising bounds */
    F_SHAPE,
    F_SHAPES, /* an object, a list of objects of shape `target` */
    F_DELAY,  /* an expression, or {"lo","hi","dice"} */
    F_MAP,    /* an object that another file checks: params, attrs, start, answers */
    F_VALUE   /* anything */
};

enum shape_name {
    /* in the order of enum kind */
    SHAPE_SET,
    SHAPE_ACTOR,
    SHAPE_ATTRIBUTE,
    SHAPE_VARIABLE,
    SHAPE_ASSUMPTION,
    SHAPE_FORMULA,
    SHAPE_RULE,
    SHAPE_ACTION,
    SHAPE_MOTION,
    SHAPE_INCIDENT,
    SHAPE_CARD,
    SHAPE_POLICY,
    SHAPE_ENDING,
    SHAPE_GAUGE,
    SHAPE_PROFILE,
    SHAPE_CLAIM,
    SHAPE_SOURCE,
    SHAPE_EXPLAIN,
    /* parts */
    SHAPE_BOOK,
    SHAPE_ASSESS,
    SHAPE_EARLIER,
    SHAPE_TERM,
    SHAPE_EFFECT,
    SHAPE_CHANCE,
    SHAPE_DELAY,
    SHAPE_GROUND,
    SHAPE_COST,
    SHAPE_CONDITION,
    SHAPE_SLIPS,
    SHAPE_MEASURE,
    /* scenarios */
    SHAPE_SCENARIO,
    SHAPE_TURN,
    SHAPE_PHASES,
    SHAPE_CLOCK,
    SHAPE_START,
    SHAPE_DRAW,
    SHAPE_DRAW_OPTION,
    SHAPE_EVENT,
    SHAPE_PACKET,
    SHAPE_VARIANT,
    SHAPE_PRESET,
    SHAPE_TEAM,
    SHAPE_LATER,
    SHAPE_LATER_TURN,
    SHAPE_FACT,
    SHAPE_QUESTION,
    SHAPES
};

struct schema_field {
    const char *key;
    uint8_t kind;
    bool required;
    uint8_t target; /* enum kind or enum shape_name */
    int32_t lo, hi; /* of INT and INTS; of lists: how many */
    const char *words;
};
struct schema_shape {
    const char *name;
    const struct schema_field *field;
    int fields;
    bool open; /* other keys are allowed as well: for people only */
};
const struct schema_shape *schema_shape(int name);
extern const struct schema_shape schema_scenario_shapes[SHAPES - SHAPE_SCENARIO];

struct compiler;
/* Complains about everything that does not fit; false when something did not. */
bool schema_check_shape(struct compiler *c, enum shape_name shape, const json_t *object);

#endif
