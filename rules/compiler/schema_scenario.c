/* SPDX-License-Identifier: EUPL-1.2 */
/* schema_scenario.c -- every key of every object of a scenario. */
#include "compiler/schema_rows.h"

static const struct schema_field scenario[] = {
    ID,
    {"version", F_INT, true, 0, 1, NUMBER, 0},
    {"turns", F_SHAPES, true, SHAPE_TURN, 1, TURNS_MAX, 0},
    {"clock", F_SHAPE, true, SHAPE_CLOCK, 0, 0, 0},
    {"start", F_SHAPES, false, SHAPE_START, 0, STARTS_MAX, 0},
    {"draws", F_SHAPES, false, SHAPE_DRAW, 0, DRAWS_MAX, 0},
    {"events", F_SHAPES, false, SHAPE_EVENT, 0, EVENTS_MAX, 0},
    {"packets", F_SHAPES, false, SHAPE_PACKET, 0, 512, 0},
    {"actions", F_REFS, true, KIND_ACTION, 0, ACTIONS_MAX, 0},
    {"motions", F_REFS, true, KIND_MOTION, 0, MOTION_KINDS_MAX, 0},
    {"variants", F_SHAPES, false, SHAPE_VARIANT, 0, 8, 0},
    {"presets", F_SHAPES, false, SHAPE_PRESET, 0, 16, 0},
    {"later", F_SHAPE, false, SHAPE_LATER, 0, 0, 0},
    {"debrief", F_SHAPES, false, SHAPE_QUESTION, 0, 64, 0},
    {"outcomes", F_NAMES, false, 0, 0, 64, 0},
    {"claims", F_REFS, false, KIND_CLAIM, 0, MANY, 0},
    {"warning", F_BOOL, false, 0, 0, 0, 0},
    {"tags", F_NAMES, false, 0, 0, 32, 0},
};
static const struct schema_field turn[] = {
    {"days", F_INT, true, 0, 1, 400, 0},
    {"restart", F_BOOL, false, 0, 0, 0, 0},
    {"phases", F_SHAPE, true, SHAPE_PHASES, 0, 0, 0},
};
#define PHASE(name)                                                                                \
    {                                                                                              \
        name, F_INT, false, 0, 0, 86400, 0                                                         \
    }
static const struct schema_field phases[] = {
    PHASE("intel"),      PHASE("assess"),  PHASE("deliberate"), PHASE("council"),
    PHASE("adjudicate"), PHASE("outcome"), PHASE("reflect"),
};
static const struct schema_field clock[] = {
    PHASE("brief"),   PHASE("later"),   PHASE("reveal"),
    PHASE("debrief"), PHASE("silence"), {"limit", F_INT, true, 0, 60, 86400, 0},
};
static const struct schema_field start[] = {
    {"var", F_REF, true, KIND_VARIABLE, 0, 0, 0},
    {"index", F_NAMES, false, 0, 0, 2, 0},
    {"value", F_INT, true, 0, -NUMBER, NUMBER, 0},
    {"turn", F_INT, false, 0, 0, TURNS_MAX, 0},
};
static const struct schema_field draw[] = {
    ID,
    {"var", F_REF, true, KIND_VARIABLE, 0, 0, 0},
    {"options", F_SHAPES, true, SHAPE_DRAW_OPTION, 1, DRAW_OPTIONS_MAX, 0},
};
static const struct schema_field draw_option[] = {
    {"id", F_NAME, true, 0, 0, 0, 0},
    {"value", F_INT, true, 0, -NUMBER, NUMBER, 0},
    {"weight", F_INT, true, 0, 0, 65535, 0},
};
static const struct schema_field event[] = {
    ID,
    {"turn", F_INT, true, 0, 0, TURNS_MAX, 0},
    {"phase", F_WORD, true, 0, 0, 0, PHASES},
    {"to", F_STRING, false, 0, 0, 0, 0},
    {"when", F_EXPR, false, 0, 0, 0, 0},
    {"once", F_BOOL, false, 0, 0, 0, 0},
    PARAMS,
    {"do", F_SHAPES, true, SHAPE_EFFECT, 0, 64, 0},
    DECLASSIFIES,
    GROUND(false),
};
static const struct schema_field packet[] = {
    ID,
    {"turn", F_INT, true, 0, 0, TURNS_MAX, 0},
    {"phase", F_WORD, false, 0, 0, 0, PHASES},
    {"to", F_STRING, true, 0, 0, 0, 0},
    {"when", F_EXPR, false, 0, 0, 0, 0},
    {"claims", F_REFS, false, KIND_CLAIM, 0, MANY, 0},
    {"variant", F_NAME, false, 0, 0, 0, 0},
    PARAMS,
};
static const struct schema_field variant[] = {
    ID,
    {"texts", F_NAME, false, 0, 0, 0, 0},
    {"start", F_SHAPES, false, SHAPE_START, 0, 64, 0},
};
static const struct schema_field preset[] = {
    ID,
    {"players", F_RANGE, true, 0, 0, 0, 0},
    {"teams", F_SHAPES, true, SHAPE_TEAM, 1, 48, 0},
};
static const struct schema_field team[] = {
    ID,
    {"actors", F_REFS, true, KIND_ACTOR, 0, 64, 0},
    {"jobs", F_NAMES, true, 0, 1, 16, 0},
    {"seats", F_INT, true, 0, 0, 16, 0},
    {"optional", F_BOOL, false, 0, 0, 0, 0},
};
static const struct schema_field later[] = {
    {"turns", F_SHAPES, true, SHAPE_LATER_TURN, 1, TURNS_MAX, 0},
    {"motion", F_REF, false, KIND_MOTION, 0, 0, 0},
    {"facts", F_SHAPES, false, SHAPE_FACT, 0, 32, 0},
};
static const struct schema_field fact[] = {ID, {"when", F_EXPR, true, 0, 0, 0, 0}, PARAMS};
static const struct schema_field later_turn[] = {{"days", F_INT, true, 0, 1, 400, 0}};
static const struct schema_field question[] = {
    ID,
    {"step", F_NAME, true, 0, 0, 0, 0},
    {"claims", F_REFS, false, KIND_CLAIM, 0, MANY, 0},
    {"motion", F_REF, false, KIND_MOTION, 0, 0, 0},
};

const struct schema_shape schema_scenario_shapes[SHAPES - SHAPE_SCENARIO] = {
    [SHAPE_FACT - SHAPE_SCENARIO] = SHAPE("fact", fact),
    [0] = SHAPE("scenario", scenario), /* the others count from it */
    [SHAPE_TURN - SHAPE_SCENARIO] = SHAPE("turn", turn),
    [SHAPE_PHASES - SHAPE_SCENARIO] = SHAPE("phases", phases),
    [SHAPE_CLOCK - SHAPE_SCENARIO] = SHAPE("clock", clock),
    [SHAPE_START - SHAPE_SCENARIO] = SHAPE("start", start),
    [SHAPE_DRAW - SHAPE_SCENARIO] = SHAPE("draw", draw),
    [SHAPE_DRAW_OPTION - SHAPE_SCENARIO] = SHAPE("draw_option", draw_option),
    [SHAPE_EVENT - SHAPE_SCENARIO] = SHAPE("event", event),
    [SHAPE_PACKET - SHAPE_SCENARIO] = SHAPE("packet", packet),
    [SHAPE_VARIANT - SHAPE_SCENARIO] = SHAPE("variant", variant),
    [SHAPE_PRESET - SHAPE_SCENARIO] = SHAPE("preset", preset),
    [SHAPE_TEAM - SHAPE_SCENARIO] = SHAPE("team", team),
    [SHAPE_LATER - SHAPE_SCENARIO] = SHAPE("later", later),
    [SHAPE_LATER_TURN - SHAPE_SCENARIO] = SHAPE("later_turn", later_turn),
    [SHAPE_QUESTION - SHAPE_SCENARIO] = SHAPE("question", question),
};
