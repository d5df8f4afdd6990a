/* SPDX-License-Identifier: EUPL-1.2 */
/* case_world.c -- makes a world by hand from the "given" of a case. Draws nothing and runs no rule.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/bench.h"

static json_int_t number(const json_t *object, const char *key, json_int_t otherwise)
{
    const json_t *value = json_object_get(object, key);
    return value ? json_integer_value(value) : otherwise;
}

int case_find(struct bench *b, enum kind kind, const json_t *id)
{
    int found = json_is_string(id) ? book_find(b->book, kind, json_string_value(id)) : NONE;
    if (found == NONE)
        case_fault(b, "unknown id \"%s\"", json_is_string(id) ? json_string_value(id) : "?");
    return found;
}

static int member_named(const struct bench *b, int set, const char *id)
{
    for (int i = 0; i < b->program->set[set].count; i++) {
        if (strcmp(book_member(b->book, set, i), id) == 0)
            return i;
    }
    return NONE;
}

int case_member(struct bench *b, int set, const json_t *value)
{
    int found = json_is_integer(value) ? (int)json_integer_value(value) : NONE;
    if (json_is_string(value))
        found = member_named(b, set, json_string_value(value));
    if (found < 0 || found >= b->program->set[set].count) {
        case_fault(b, "%s has no member \"%s\"", book_id(b->book, KIND_SET, set),
                   json_is_string(value) ? json_string_value(value) : "?");
        return NONE;
    }
    return found;
}

bool case_place(struct bench *b, const char *text, int *ret_variable, int *ret_slot)
{
    char id[64], index[2][64] = {"", ""};
    size_t len = strcspn(text, "[");
    int given = 0;
    if (len >= sizeof id)
        return false;
    memcpy(id, text, len);
    id[len] = '\0';
    for (const char *at = text + len; *at == '[' || *at == ','; given++) {
        size_t size = strcspn(at + 1, ",]");
        if (given == 2 || size >= sizeof index[0])
            return false;
        memcpy(index[given], at + 1, size);
        index[given][size] = '\0';
        at += 1 + size;
    }
    int variable = book_find(b->book, KIND_VARIABLE, id);
    if (variable == NONE || b->program->variable[variable].dims != given) {
        case_fault(b, "\"%s\" is no variable with its indices", text);
        return false;
    }
    const struct variable *v = &b->program->variable[variable];
    int place[2] = {0, 0};
    for (int i = 0; i < given; i++) {
        bool digits = index[i][0] != '\0' && strspn(index[i], "0123456789") == strlen(index[i]);
        place[i] = digits ? (int)strtol(index[i], NULL, 10) : member_named(b, v->set[i], index[i]);
        if (place[i] < 0 || place[i] >= b->program->set[v->set[i]].count) {
            case_fault(b, "\"%s\": no member \"%s\"", text, index[i]);
            return false;
        }
    }
    *ret_variable = variable;
    *ret_slot = v->slot + place[0] * (given > 0 ? v->stride : 0) + (given > 1 ? place[1] : 0);
    return true;
}

static void put(struct bench *b, const char *text, json_int_t value)
{
    int variable, slot;
    if (!case_place(b, text, &variable, &slot))
        return;
    const struct variable *v = &b->program->variable[variable];
    if (value * v->scale < v->lo || value * v->scale > v->hi)
        case_fault(b, "%s = %lld is outside its range", text, (long long)value);
    b->world->value[slot] = (int32_t)value * v->scale;
}

static void put_starts(struct bench *b)
{
    for (int i = 0; i < b->program->variables; i++) {
        const struct variable *v = &b->program->variable[i];
        int rows = v->dims > 0 ? b->program->set[v->set[0]].count : 1;
        int columns = v->dims > 1 ? b->program->set[v->set[1]].count : 1;
        for (int k = 0; k < rows * columns; k++)
            b->world->value[v->slot + k] = v->start;
    }
    for (int a = 0; a < b->program->actors; a++) {
        const char *id;
        json_t *value;
        json_object_foreach(json_object_get(book_json(b->book, KIND_ACTOR, a), "start"), id, value)
        {
            const struct variable *v = &b->program->variable[book_find(b->book, KIND_VARIABLE, id)];
            b->world->value[v->slot + a * v->stride] =
                (int32_t)json_integer_value(value) * v->scale;
        }
    }
}

static void put_incident(struct bench *b, const json_t *row)
{
    struct world *w = b->world;
    struct incident *incident = &w->incident[w->incidents];
    int template = case_find(b, KIND_INCIDENT, json_object_get(row, "of"));
    int victim = json_object_get(row, "victim")
                     ? case_find(b, KIND_ACTOR, json_object_get(row, "victim"))
                     : NONE;
    const json_t *origin = json_object_get(row, "origin");
    *incident = (struct incident){
        .template = (int16_t) template,
        .victim = (int16_t)victim,
        .origin = (int16_t)(json_is_string(origin) ? case_find(b, KIND_ACTOR, origin) : NONE),
        .turn = (int16_t)number(row, "turn", w->turn),
        .day = (int16_t)number(row, "day", w->day),
        .ordinal = (int16_t)w->incidents,
        .open = (uint8_t)number(row, "open", 1),
        .dose = (uint8_t)number(row, "dose", 1),
    };
    w->incidents++;
}

int case_options(struct bench *b, int kind, const json_t *options)
{
    unsigned mask = 0;
    for (size_t i = 0; i < json_array_size(options); i++) {
        int k = 0;
        while (*book_option(b->book, kind, k) &&
               strcmp(book_option(b->book, kind, k),
                      json_string_value(json_array_get(options, i))) != 0)
            k++;
        if (!*book_option(b->book, kind, k))
            case_fault(b, "the motion has no option \"%s\"",
                       json_string_value(json_array_get(options, i)));
        mask |= 1u << k;
    }
    return (int)mask;
}

int case_answer(struct bench *b, const json_t *word)
{
    static const char *const words[ANSWERS] = {
#define WORD(name, word) word,
        ANSWER_LIST(WORD)
#undef WORD
    };
    for (int i = 0; json_is_string(word) && i < ANSWERS; i++) {
        if (strcmp(words[i], json_string_value(word)) == 0)
            return i;
    }
    case_fault(b, "unknown answer");
    return 0;
}

static int motion_state(struct bench *b, const char *word)
{
    static const char *const words[] = {"tabled",  "broken",  "adopted", "effective",
                                        "refused", "dropped", "lapsed"};
    for (size_t i = 0; word && i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], word) == 0)
            return (int)i;
    }
    if (word)
        case_fault(b, "unknown state \"%s\"", word);
    return MOTION_TABLED;
}

/* Calls `give` for the actor of each key; "*" is every member that has no key of its own. */
static void each_actor(struct bench *b, const json_t *values, struct motion *motion,
                       void (*give)(struct bench *b, struct motion *motion, int actor,
                                    const json_t *value))
{
    const char *id;
    json_t *value;
    const json_t *others = json_object_get(values, "*");
    for (int a = 0; others && a < b->program->members; a++) {
        if (!json_object_get(values, book_id(b->book, KIND_ACTOR, a)))
            give(b, motion, a, others);
    }
    json_object_foreach((json_t *)(uintptr_t)values, id, value)
    {
        int actor = book_find(b->book, KIND_ACTOR, id);
        if (actor != NONE)
            give(b, motion, actor, value);
        else if (strcmp(id, "*") != 0)
            case_fault(b, "no actor %s", id);
    }
}

static void put_position(struct bench *b, struct motion *motion, int actor, const json_t *value)
{
    motion->position[actor] = (uint8_t)case_answer(b, value);
}

static void put_slip(struct bench *b, struct motion *motion, int actor, const json_t *value)
{
    (void)b;
    motion->slip[actor] = (int8_t)json_integer_value(value);
}

/* The condition that a yes_if names. */
static void put_condition(struct bench *b, struct motion *motion, int actor, const json_t *value)
{
    const char *wanted = json_string_value(value);
    for (int k = 0; wanted && *book_condition(b->book, motion->kind, k); k++) {
        if (strcmp(book_condition(b->book, motion->kind, k), wanted) == 0) {
            motion->condition[actor] = (uint8_t)(k + 1);
            return;
        }
    }
    case_fault(b, "the motion has no condition \"%s\"", wanted ? wanted : "?");
}

static void put_answers(struct bench *b, const json_t *row, struct motion *motion)
{
    each_actor(b, json_object_get(row, "positions"), motion, put_position);
    each_actor(b, json_object_get(row, "slips"), motion, put_slip);
    each_actor(b, json_object_get(row, "conditions"), motion, put_condition);
}

static void put_motion(struct bench *b, const json_t *row)
{
    struct world *w = b->world;
    struct motion *motion = &w->motion[w->motions];
    const json_t *incident = json_object_get(row, "incident");
    *motion = (struct motion){
        .kind = (int16_t)case_find(b, KIND_MOTION, json_object_get(row, "kind")),
        .by = (int16_t)case_find(b, KIND_ACTOR, json_object_get(row, "by")),
        .incident = (int16_t)(incident ? json_integer_value(incident) : NONE),
        .turn = (int16_t)number(row, "turn", w->turn),
        .day = w->day,
        .ordinal = (int16_t)w->motions,
        .round = (uint8_t)number(row, "round", 1),
        .state = (uint8_t)motion_state(b, json_string_value(json_object_get(row, "state"))),
    };
    for (int a = 0; a < ACTOR_MAX; a++)
        motion->slip[a] = -1;
    if (motion->kind == NONE)
        return;
    motion->options = (uint8_t)case_options(b, motion->kind, json_object_get(row, "options"));
    bool pending = motion->state == MOTION_TABLED || motion->state == MOTION_BROKEN;
    motion->decided = pending ? 0 : w->turn;
    if (json_object_get(row, "decided") && !pending)
        motion->decided = (int16_t)number(row, "decided", w->turn);
    put_answers(b, row, motion);
    w->motions++;
}

static void put_order(struct bench *b, const json_t *row)
{
    struct world *w = b->world;
    struct order *order = &w->order[w->orders];
    int action = case_find(b, KIND_ACTION, json_object_get(row, "action"));
    *order = (struct order){
        .action = (int16_t)action,
        .actor = (int16_t)case_find(b, KIND_ACTOR, json_object_get(row, "actor")),
        .target = {NONE, NONE},
        .level = (int16_t)number(row, "level", 0),
        .turn = w->turn,
        .ordinal = (int16_t)w->orders,
        .state = ORDER_DONE,
    };
    if (action == NONE)
        return;
    struct span targets = b->program->action[action].targets;
    for (int i = 0; i < targets.count && i < TARGET_MAX; i++) {
        int set = b->program->binding[targets.first + i].set;
        const json_t *value =
            json_object_get(row, b->program->set[set].kind == SET_INCIDENT ? "on" : "target");
        if (value)
            order->target[i] = (int16_t)case_member(b, set, value);
    }
    w->orders++;
}

/* Variables of an incident stand in its row without index. */
static void put_own(struct bench *b, const json_t *vars, int incident)
{
    const char *id;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)vars, id, value)
    {
        char place[80];
        int written = snprintf(place, sizeof place, "%.60s[%d]", id, incident);
        if (written > 0)
            put(b, place, json_integer_value(value));
    }
}

void case_world(struct bench *b, const json_t *given)
{
    struct world *w = b->world;
    memset(w, 0, sizeof *w);
    w->turn = (int16_t)number(given, "turn", 1);
    w->days = (int16_t)number(given, "days", 7);
    w->day = (int16_t)number(given, "day", 0);
    put_starts(b);
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(given, "incidents"), i, row)
    {
        if (i >= INCIDENT_MAX)
            break;
        put_incident(b, row);
        put_own(b, json_object_get(row, "vars"), (int)i);
    }
    json_array_foreach(json_object_get(given, "motions"), i, row)
    {
        if (i < MOTION_MAX)
            put_motion(b, row);
    }
    json_array_foreach(json_object_get(given, "orders"), i, row)
    {
        if (i < ORDER_MAX)
            put_order(b, row);
    }
    const char *text;
    json_object_foreach(json_object_get(given, "vars"), text, row)
        put(b, text, json_integer_value(row));
}
