/* SPDX-License-Identifier: EUPL-1.2 */
/* schema_tables.c -- every key of every object of a book: what it holds, whether it must be there,
 * its limits. "note" is allowed in each object and read by nobody. */
#include "compiler/schema_rows.h"

static const struct schema_field set[] = {
    ID,
    {"kind", F_WORD, true, 0, 0, 0, "member actor fixed incident motion order"},
    {"members", F_NAMES, false, 0, 1, 64, 0},
};
static const struct schema_field actor[] = {
    ID,
    {"kind", F_WORD, true, 0, 0, 0, "member chair command union red neutral"},
    ATTRS,
    {"start", F_MAP, false, 0, 0, 0, 0},
};
static const struct schema_field attribute[] = {
    ID,
    {"of", F_NAME, true, 0, 0, 0, 0},
    {"default", F_VALUE, false, 0, 0, 0, 0},
    {"type", F_REF, false, KIND_SET, 0, 0, 0},
    {"values", F_MAP, false, 0, 0, 0, 0},
};
static const struct schema_field variable[] = {
    ID,
    {"of", F_REFS, false, KIND_SET, 0, 2, 0},
    {"range", F_RANGE, false, 0, 0, 0, 0},
    {"start", F_INT, false, 0, -NUMBER, NUMBER, 0},
    {"scale", F_INT, false, 0, 1, 100, 0},
    {"life", F_WORD, false, 0, 0, 0, "game turn countdown derived"},
    {"see", F_WORDS, true, 0, 1, 8, AUDIENCES},
    {"formula", F_REF, false, KIND_FORMULA, 0, 0, 0},
    {"used_by", F_WORDS, false, 0, 1, 3, "scenario chart texts"},
    {"adjust", F_BOOL, false, 0, 0, 0, 0},
    DECLASSIFIES,
};
static const struct schema_field assumption[] = {
    ID,
    {"why", F_VALUE, false, 0, 0, 0, 0},
    PARAMS,
    {"claims", F_REFS, false, KIND_CLAIM, 0, MANY, 0},
    {"sources", F_REFS, false, KIND_SOURCE, 0, MANY, 0},
};
static const struct schema_field formula[] = {
    ID,
    {"args", F_BINDS, false, 0, 0, BIND_MAX - 2, 0},
    {"terms", F_SHAPES, false, SHAPE_TERM, 1, 32, 0},
    {"expr", F_EXPR, false, 0, 0, 0, 0},
    {"clamp", F_RANGE, false, 0, 0, 0, 0},
    PARAMS,
    GROUND(true),
};
static const struct schema_field term[] = {{"id", F_NAME, true, 0, 0, 0, 0},
                                           {"expr", F_EXPR, true, 0, 0, 0, 0}};
static const struct schema_field rule[] = {
    ID,
    {"on", F_WORD, true, 0, 0, 0,
#define MOMENT_WORD(name, word, binds) word " "
     MOMENT_LIST(MOMENT_WORD)
#undef MOMENT_WORD
    },
    {"for", F_BINDS, false, 0, 0, BIND_MAX, 0},
    {"when", F_EXPR, false, 0, 0, 0, 0},
    {"chance", F_SHAPE, false, SHAPE_CHANCE, 0, 0, 0},
    PARAMS,
    {"do", F_SHAPES, true, SHAPE_EFFECT, 1, 64, 0},
    DECLASSIFIES,
    GROUND(true),
};
static const struct schema_field effect[] = {
    {"add", F_STRING, false, 0, 0, 0, 0},
    {"set", F_STRING, false, 0, 0, 0, 0},
    {"atleast", F_STRING, false, 0, 0, 0, 0},
    {"atmost", F_STRING, false, 0, 0, 0, 0},
    {"draw", F_STRING, false, 0, 0, 0, 0},
    {"tell", F_STRING, false, 0, 0, 0, 0},
    {"open", F_REF, false, KIND_INCIDENT, 0, 0, 0},
    {"close", F_STRING, false, 0, 0, 0, 0},
    {"by", F_EXPR, false, 0, 0, 0, 0},
    {"to", F_EXPR, false, 0, 0, 0, 0},
    {"raw", F_BOOL, false, 0, 0, 0, 0},
    {"lo", F_EXPR, false, 0, 0, 0, 0},
    {"hi", F_EXPR, false, 0, 0, 0, 0},
    {"dice", F_INT, false, 0, 1, 65535, 0},
    {"text", F_STRING, false, 0, 0, 0, 0},
    {"victim", F_EXPR, false, 0, 0, 0, 0},
    {"dose", F_EXPR, false, 0, 0, 0, 0},
    {"when", F_EXPR, false, 0, 0, 0, 0},
    {"for", F_BINDS, false, 0, 0, BIND_MAX, 0},
    {"chance", F_SHAPE, false, SHAPE_CHANCE, 0, 0, 0},
    {"after_days", F_DELAY, false, SHAPE_DELAY, 0, 0, 0},
};
static const struct schema_field chance[] = {{"dice", F_INT, true, 0, 1, 65535, 0},
                                             {"percent", F_EXPR, true, 0, 0, 0, 0}};
static const struct schema_field delay[] = {
    {"lo", F_EXPR, true, 0, 0, 0, 0},
    {"hi", F_EXPR, true, 0, 0, 0, 0},
    {"dice", F_INT, true, 0, 1, 65535, 0},
};
static const struct schema_field ground[] = {
    {"claims", F_REFS, false, KIND_CLAIM, 0, MANY, 0},
    {"sources", F_REFS, false, KIND_SOURCE, 0, MANY, 0},
    {"assumptions", F_REFS, false, KIND_ASSUMPTION, 0, MANY, 0},
};
static const struct schema_field cost[] = {{"var", F_REF, true, KIND_VARIABLE, 0, 0, 0},
                                           {"by", F_EXPR, true, 0, 0, 0, 0}};
static const struct schema_field action[] = {
    ID,
    {"by", F_BIND, true, 0, 0, 0, 0},
    {"targets", F_BINDS, false, 0, 0, TARGET_MAX, 0},
    {"needs", F_EXPRS, false, 0, 0, 16, 0},
    {"costs", F_SHAPES, false, SHAPE_COST, 0, 8, 0},
    {"when", F_WORD, true, 0, 0, 0, "lock council adjudicate"},
    {"after_days", F_EXPR, false, 0, 0, 0, 0},
    {"consent", F_NAME, false, 0, 0, 0, 0},
    {"level", F_RANGE, false, 0, 0, 0, 0},
    {"limit_turn", F_INT, false, 0, 0, 255, 0},
    {"limit_game", F_INT, false, 0, 0, 255, 0},
    {"secret", F_BOOL, false, 0, 0, 0, 0},
    ATTRS,
    PARAMS,
    DO("do"),
    DECLASSIFIES,
    GROUND(true),
};
static const struct schema_field condition[] = {{"id", F_NAME, true, 0, 0, 0, 0},
                                                {"met", F_EXPR, true, 0, 0, 0, 0}};
static const struct schema_field slips[] = {
    {"by", F_EXPR, true, 0, 0, 0, 0},
    {"lo", F_EXPR, true, 0, 0, 0, 0},
    {"hi", F_EXPR, true, 0, 0, 0, 0},
};
static const struct schema_field motion[] = {
    ID,
    {"procedure", F_WORD, true, 0, 0, 0, PROCEDURES_WORDS},
    {"council", F_BIND, true, 0, 0, 0, 0},
    {"table", F_BIND, true, 0, 0, 0, 0},
    {"target", F_BIND, false, 0, 0, 0, 0},
    {"needs", F_EXPRS, false, 0, 0, 16, 0},
    {"costs", F_SHAPES, false, SHAPE_COST, 0, 8, 0},
    {"consent", F_EXPR, false, 0, 0, 0, 0},
    {"options", F_NAMES, false, 0, 0, OPTION_MAX, 0},
    {"conditional", F_NAME, false, 0, 0, 0, 0},
    {"soft", F_NAME, false, 0, 0, 0, 0},
    {"effective_when", F_EXPR, false, 0, 0, 0, 0},
    {"lapse_days", F_INT, false, 0, 0, 3650, 0},
    {"effective_days", F_EXPR, false, 0, 0, 0, 0},
    {"quorum", F_INT, false, 0, 0, 99, 0},
    {"seconds", F_INT, false, 0, 10, 86400, 0},
    {"conditions", F_SHAPES, false, SHAPE_CONDITION, 0, 16, 0},
    {"slips", F_SHAPE, false, SHAPE_SLIPS, 0, 0, 0},
    ATTRS,
    PARAMS,
    DO("do"),
    DO("on_refused"),
    DO("on_dropped"),
    DO("on_tabled"),
    {"limit_turn", F_INT, false, 0, 0, 255, 0},
    DECLASSIFIES,
    GROUND(true),
};
static const struct schema_field incident[] = {
    ID,           {"victims", F_REFS, false, KIND_ACTOR, 0, 64, 0},
    ATTRS,        PARAMS,
    DO("do"),     DECLASSIFIES,
    GROUND(true),
};
static const struct schema_field card[] = {
    ID,
    {"by", F_BIND, true, 0, 0, 0, 0},
    {"var", F_REF, true, KIND_VARIABLE, 0, 0, 0},
    {"options", F_INTS, false, 0, -NUMBER, NUMBER, 0},
    {"range", F_RANGE, false, 0, 0, 0, 0},
    GROUND(false),
};
static const struct schema_field policy[] = {
    ID,
    {"kind", F_WORD, true, 0, 0, 0, "order table answer slip card consent chair"},
    {"by", F_BIND, true, 0, 0, 0, 0},
    {"action", F_REF, false, KIND_ACTION, 0, 0, 0},
    {"motion", F_STRING, false, 0, 0, 0, 0},
    {"card", F_REF, false, KIND_CARD, 0, 0, 0},
    {"for", F_BINDS, false, 0, 0, TARGET_MAX, 0},
    {"when", F_EXPR, false, 0, 0, 0, 0},
    {"score", F_REF, true, KIND_FORMULA, 0, 0, 0},
    {"least", F_EXPR, false, 0, 0, 0, 0},
    {"level", F_EXPR, false, 0, 0, 0, 0},
    {"value", F_EXPR, false, 0, 0, 0, 0},
    {"options", F_NAMES, false, 0, 0, OPTION_MAX, 0},
    {"option", F_NAME, false, 0, 0, 0, 0},
    {"about", F_WORD, false, 0, 0, 0, "orders"},
    {"answers", F_MAP, false, 0, 0, 0, 0},
    {"verb", F_WORD, false, 0, 0, 0, "amend clarify extend withdraw"},
    PARAMS,
    DECLASSIFIES,
    GROUND(false),
};
static const struct schema_field ending[] = {
    ID, {"when", F_EXPR, true, 0, 0, 0, 0}, PARAMS, DECLASSIFIES, GROUND(true)};
static const struct schema_field gauge[] = {
    ID,
    {"var", F_REF, false, KIND_VARIABLE, 0, 0, 0},
    {"formula", F_REF, false, KIND_FORMULA, 0, 0, 0},
    {"default", F_BOOL, false, 0, 0, 0, 0},
    {"see", F_WORDS, true, 0, 1, 8, AUDIENCES},
    {"bands", F_BANDS, false, 0, 0, 0, 0},
    {"good", F_WORD, false, 0, 0, 0, "up down none"},
    {"per", F_WORD, false, 0, 0, 0, "incident own"},
    {"when", F_EXPR, false, 0, 0, 0, 0},
    {"role", F_WORD, false, 0, 0, 0, "ladder band gravity attribution pattern"},
    PARAMS,
    DECLASSIFIES,
    GROUND(false),
};
static const struct schema_field profile[] = {
    ID,
    {"measures", F_SHAPES, true, SHAPE_MEASURE, 1, 8, 0},
    {"bands", F_BANDS, true, 0, 0, 0, 0},
    PARAMS,
    GROUND(true),
};
static const struct schema_field measure[] = {
    {"id", F_NAME, true, 0, 0, 0, 0},
    {"expr", F_EXPR, false, 0, 0, 0, 0},
    {"of", F_WORD, false, 0, 0, 0, "start end change min max sum"},
    {"log", F_WORD, false, 0, 0, 0, "breaks overrides prevote_gap"},
};
static const struct schema_field claim[] = {
    ID, {"source", F_REF, true, KIND_SOURCE, 0, 0, 0}, {"where", F_VALUE, false, 0, 0, 0, 0}};
static const struct schema_field source[] = {
    ID,
    {"kind", F_WORD, true, 0, 0, 0, "seed outside"},
    {"title", F_STRING, true, 0, 0, 0, 0},
    {"author", F_STRING, false, 0, 0, 0, 0},
    {"year", F_INT, false, 0, 1900, 2100, 0},
};
static const struct schema_field explain[] = {
    ID,
    {"procedure", F_WORD, false, 0, 0, 0, PROCEDURES_WORDS},
    {"motions", F_REFS, false, KIND_MOTION, 0, 64, 0},
    {"claims", F_REFS, false, KIND_CLAIM, 0, MANY, 0},
    {"sources", F_REFS, false, KIND_SOURCE, 0, MANY, 0},
    {"assumptions", F_REFS, false, KIND_ASSUMPTION, 0, MANY, 0},
    GROUND(false),
};
static const struct schema_field book[] = {
    ID,
    {"version", F_INT, true, 0, 1, NUMBER, 0},
    {"languages", F_WORDS, true, 0, 2, 2, "nl en"},
    {"title", F_PAIR, false, 0, 0, 0, 0},
    {"licence", F_STRING, false, 0, 0, 0, 0},
    {"assess", F_SHAPE, false, SHAPE_ASSESS, 0, 0, 0},
};
static const struct schema_field assess[] = {
    {"incident", F_REF, true, KIND_INCIDENT, 0, 0, 0},
    {"victim", F_REF, false, KIND_ACTOR, 0, 0, 0},
    {"set", F_MAP, true, 0, 0, 0, 0},
    {"always", F_MAP, false, 0, 0, 0, 0},
    {"cyber", F_STRING, false, 0, 0, 0, 0},
    {"earlier", F_SHAPE, true, SHAPE_EARLIER, 0, 0, 0},
    {"outputs", F_MAP, true, 0, 0, 0, 0},
    {"bands", F_MAP, false, 0, 0, 0, 0},
};
static const struct schema_field earlier[] = {
    {"incident", F_REF, true, KIND_INCIDENT, 0, 0, 0},
    {"set", F_MAP, true, 0, 0, 0, 0},
    {"always", F_MAP, false, 0, 0, 0, 0},
};

static const struct schema_shape shapes[SHAPE_SCENARIO] = {
    [SHAPE_SET] = SHAPE("set", set),
    [SHAPE_ACTOR] = SHAPE("actor", actor),
    [SHAPE_ATTRIBUTE] = SHAPE("attribute", attribute),
    [SHAPE_VARIABLE] = SHAPE("variable", variable),
    [SHAPE_ASSUMPTION] = SHAPE("assumption", assumption),
    [SHAPE_FORMULA] = SHAPE("formula", formula),
    [SHAPE_RULE] = SHAPE("rule", rule),
    [SHAPE_ACTION] = SHAPE("action", action),
    [SHAPE_MOTION] = SHAPE("motion", motion),
    [SHAPE_INCIDENT] = SHAPE("incident", incident),
    [SHAPE_CARD] = SHAPE("card", card),
    [SHAPE_POLICY] = SHAPE("policy", policy),
    [SHAPE_ENDING] = SHAPE("ending", ending),
    [SHAPE_GAUGE] = SHAPE("gauge", gauge),
    [SHAPE_PROFILE] = SHAPE("profile", profile),
    [SHAPE_CLAIM] = OPEN_SHAPE("claim", claim),
    [SHAPE_SOURCE] = OPEN_SHAPE("source", source),
    [SHAPE_EXPLAIN] = SHAPE("explain", explain),
    [SHAPE_BOOK] = SHAPE("book", book),
    [SHAPE_ASSESS] = SHAPE("assess", assess),
    [SHAPE_EARLIER] = SHAPE("earlier", earlier),
    [SHAPE_TERM] = SHAPE("term", term),
    [SHAPE_EFFECT] = SHAPE("effect", effect),
    [SHAPE_CHANCE] = SHAPE("chance", chance),
    [SHAPE_DELAY] = SHAPE("delay", delay),
    [SHAPE_GROUND] = SHAPE("ground", ground),
    [SHAPE_COST] = SHAPE("cost", cost),
    [SHAPE_CONDITION] = SHAPE("condition", condition),
    [SHAPE_SLIPS] = SHAPE("slips", slips),
    [SHAPE_MEASURE] = SHAPE("measure", measure),
};

const struct schema_shape *schema_shape(int name)
{
    return name < SHAPE_SCENARIO ? &shapes[name] : &schema_scenario_shapes[name - SHAPE_SCENARIO];
}
