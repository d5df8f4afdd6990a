/* SPDX-License-Identifier: EUPL-1.2 */
/* case_act.c -- plays the acts of a case: {"do":"order","actor":"PL","action":"N05","on":0}. An act
 * that should be refused says with which word: "refused":"need". */
#include <stdio.h>
#include <string.h>

#include "lab/bench.h"

static const char *const verbs[ACTS] = {
#define WORD(name, word) word,
    ACT_LIST(WORD)
#undef WORD
};
static const char *const refusals[REFUSALS] = {
#define SLUG(name, slug) slug,
    REFUSAL_LIST(SLUG)
#undef SLUG
};

static int verb_of(const json_t *row)
{
    const char *word = json_string_value(json_object_get(row, "do"));
    for (int i = 0; word && i < ACTS; i++) {
        if (strcmp(verbs[i], word) == 0)
            return i;
    }
    return NONE;
}

static void targets(struct bench *b, const json_t *row, struct act *act, struct span bindings)
{
    for (int i = 0; i < bindings.count && i < TARGET_MAX; i++) {
        int set = b->program->binding[bindings.first + i].set;
        const json_t *value =
            json_object_get(row, b->program->set[set].kind == SET_INCIDENT ? "on" : "target");
        if (value)
            act->arg[i] = (int16_t)case_member(b, set, value);
    }
}

static int condition(struct bench *b, int motion, const char *id)
{
    int kind = motion >= 0 && motion < b->world->motions ? b->world->motion[motion].kind : NONE;
    for (int i = 0; id && kind != NONE && *book_condition(b->book, kind, i); i++) {
        if (strcmp(book_condition(b->book, kind, i), id) == 0)
            return i;
    }
    return NONE;
}

static void fill(struct bench *b, const json_t *row, struct act *act)
{
    const json_t *motion = json_object_get(row, "motion");
    if (json_object_get(row, "actor"))
        act->actor = (int16_t)case_find(b, KIND_ACTOR, json_object_get(row, "actor"));
    act->value = (int32_t)json_integer_value(json_object_get(row, "value"));
    if (json_is_integer(motion))
        act->object = (int16_t)json_integer_value(motion);
    if (act->verb == ACT_ORDER) {
        act->object = (int16_t)case_find(b, KIND_ACTION, json_object_get(row, "action"));
        act->value = (int32_t)json_integer_value(json_object_get(row, "level"));
        if (act->object != NONE)
            targets(b, row, act, b->program->action[act->object].targets);
    } else if (act->verb == ACT_TABLE) {
        act->object = (int16_t)case_find(b, KIND_MOTION, motion);
        if (json_object_get(row, "on"))
            act->arg[0] = (int16_t)json_integer_value(json_object_get(row, "on"));
        if (act->object != NONE)
            act->value = case_options(b, act->object, json_object_get(row, "options"));
    } else if (act->verb == ACT_ANSWER) {
        act->arg[0] = (int16_t)case_answer(b, json_object_get(row, "answer"));
        act->arg[1] = (int16_t)condition(b, act->object,
                                         json_string_value(json_object_get(row, "condition")));
    } else if (act->verb == ACT_AMEND && act->object >= 0 && act->object < b->world->motions) {
        act->value =
            case_options(b, b->world->motion[act->object].kind, json_object_get(row, "options"));
    } else if (act->verb == ACT_CARD) {
        act->object = (int16_t)case_find(b, KIND_CARD, json_object_get(row, "card"));
        if (json_object_get(row, "on"))
            act->arg[0] = (int16_t)json_integer_value(json_object_get(row, "on"));
    } else if (json_object_get(row, "order")) {
        act->object = (int16_t)json_integer_value(json_object_get(row, "order"));
    }
}

void case_note_fired(struct bench *b, json_t *fired)
{
    for (int i = 0; i < b->report->fired; i++) {
        const int rule = b->report->fire[i].rule;
        if (rule < 0)
            continue;
        b->fired[rule / 64] |= (uint64_t)1 << rule % 64;
        if (fired)
            (void)json_object_set_new(fired, book_id(b->book, KIND_RULE, rule), json_true());
    }
}

void case_acts(struct bench *b, const json_t *acts, json_t *fired)
{
    size_t i;
    json_t *row;
    json_array_foreach(acts, i, row)
    {
        struct act act = {.actor = NONE, .object = NONE, .arg = {NONE, NONE}};
        struct refusal refusal = {0};
        const char *wanted = json_string_value(json_object_get(row, "refused"));
        int verb = verb_of(row);
        if (verb == NONE) {
            case_fault(b, "act %zu: unknown verb", i);
            return;
        }
        act.verb = (uint8_t)verb;
        fill(b, row, &act);
        bool done = engine_do(b->program, b->setup, b->world, &act, b->report, &refusal);
        if (done)
            case_note_fired(b, fired);
        const char *got = done ? "" : refusals[refusal.code];
        if (strcmp(got, wanted ? wanted : "") != 0)
            case_fault(b, "act %zu (%s): refused \"%s\", expected \"%s\"", i, verbs[verb], got,
                       wanted ? wanted : "");
    }
}
