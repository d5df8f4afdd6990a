/* SPDX-License-Identifier: EUPL-1.2 */
/* script.c -- what a scenario brings with it: hidden truths, scripted lines, packets, and what is
 * asked three months later. */
#include <stdio.h>
#include <string.h>

#include "compiler/scenario.h"

void draws_compile(struct compiler *c, struct scenario *s)
{
    struct mark mark = at_key(c, "draws");
    EACH_ROW(c, json_object_get(s->json, "draws"), i, row)
    {
        struct mark inner = at_index(c, (int)i);
        struct draw *draw = &s->setup.draw[s->setup.draws];
        const char *id = json_string_value(json_object_get(row, "var"));
        int variable = name_find(c->book, KIND_VARIABLE, id, strlen(id));
        const struct variable *v = &c->program->variable[variable == NONE ? 0 : variable];
        int weights = 0;
        if (variable != NONE && (v->dims != 0 || v->life == LIFE_DERIVED))
            complain(c, "a truth is drawn into a variable without index that is not derived");
        if (variable != NONE && book_adjustable(c->book, variable))
            complain(c,
                     "%s has \"adjust\": who may see such a number is told when it was set, so no "
                     "hidden truth is drawn into it",
                     id);
        *draw = (struct draw){.variable = (uint16_t)variable};
        EACH_ROW(c, json_object_get(row, "options"), k, option)
        {
            json_int_t value = json_integer_value(json_object_get(option, "value"));
            if (value * v->scale < v->lo || value * v->scale > v->hi)
                complain(c, "the value of an option must lie in %d..%d", v->lo / v->scale,
                         v->hi / v->scale);
            draw->value[draw->options] = (int32_t)value * v->scale;
            draw->weight[draw->options] =
                (uint16_t)json_integer_value(json_object_get(option, "weight"));
            weights += draw->weight[draw->options++];
            (void)k;
        }
        if (weights == 0)
            complain(c, "all weights are 0");
        s->setup.draws++;
        at_back(c, inner);
    }
    at_back(c, mark);
}

/* Ids of one list differ. */
static void check_id(struct compiler *c, const json_t *list, size_t place)
{
    const json_t *id = json_object_get(json_array_get(list, place), "id");
    if (!json_is_string(id) || !id_valid(json_string_value(id), false))
        complain(c, "this row has no \"id\" that matches [A-Za-z][A-Za-z0-9_.-]*");
    for (size_t i = 0; id && i < place; i++) {
        if (json_equal(json_object_get(json_array_get(list, i), "id"), id))
            complain(c, "the id \"%.60s\" stands here twice", json_string_value(id));
    }
}

static uint8_t phase_of(const char *word)
{
    static const char *const words[EVENT_PHASES] = {
        [EVENT_INTEL] = "intel",           [EVENT_ASSESS] = "assess",
        [EVENT_DELIBERATE] = "deliberate", [EVENT_COUNCIL] = "council",
        [EVENT_ADJUDICATE] = "adjudicate", [EVENT_OUTCOME] = "outcome"};
    for (int i = 0; i < EVENT_PHASES; i++) {
        if (word && words[i] && strcmp(words[i], word) == 0)
            return (uint8_t)i;
    }
    return EVENT_INTEL;
}

/* A row with own parameters and names of its own: as if it were an object of the book. */
static void row_begin(struct compiler *c, const json_t *row, const char *owner)
{
    c->owner_id = owner;
    c->nodes = 0;
    c->facts.count = 0;
    if (json_object_get(row, "params"))
        params_declare(c, owner, json_object_get(row, "params"), NONE);
}

static void check_receiver(struct compiler *c, const char *to)
{
    static const char *const words[] = {"allies", "public", "red", "command", "chair"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(to, words[i]) == 0)
            return;
    }
    if (name_find(c->book, KIND_ACTOR, to, strlen(to)) == NONE)
        complain(c, "\"to\" is an actor, or one of: allies public red command chair");
}

static void event_one(struct compiler *c, struct scenario *s, const json_t *row)
{
    struct program *p = c->program;
    int index = s->setup.events;
    struct event *event = &s->setup.event[index];
    struct scope scope = {0};
    const char *id = json_string_value(json_object_get(row, "id"));
    char name[ID_MAX + 16];
    row_begin(c, row, id);
    if (json_object_get(row, "to")) /* who reads its text; all, if it does not say */
        check_receiver(c, json_string_value(json_object_get(row, "to")));
    *event = (struct event){.turn = (uint8_t)json_integer_value(json_object_get(row, "turn"))};
    event->phase = phase_of(json_string_value(json_object_get(row, "phase")));
    event->once = json_is_true(json_object_get(row, "once"));
    if (event->turn > s->setup.turns)
        complain(c, "the scenario has %d turns; 0 means every turn", s->setup.turns);
    struct expr when = expr_compile(c, json_object_get(row, "when"), "when", &scope, type_int());
    struct conditions conditions = {when.node != 0, {when.node}};
    if (when.node && never_true(c, &conditions))
        complain(c, "this can never come about: its conditions exclude one another");
    event->when = when.code;
    struct facts above = c->facts;
    int record = do_after(c, row, "do", &scope, NULL, &above);
    if (record && p->rules < RULES_MAX) {
        s->event_of_rule[p->rules - s->book->program.rules] = index;
        event->rule = p->rules;
        p->rule[p->rules++] = c->record[record].rule;
        p->moment[MOMENT_NEVER].count++;
    }
    (void)snprintf(name, sizeof name, "event.%.48s", id);
    s->event_id[index] = strdup(id);
    s->event_rule_id[index] = strdup(name);
    s->setup.events++;
}

void events_compile(struct compiler *c, struct scenario *s)
{
    const json_t *list = json_object_get(s->json, "events");
    struct mark mark = at_key(c, "events");
    EACH_ROW(c, list, i, row)
    {
        struct mark inner = at_index(c, (int)i);
        check_id(c, list, i);
        event_one(c, s, row);
        at_back(c, inner);
    }
    at_back(c, mark);
    c->owner_id = NULL;
}

void packets_compile(struct compiler *c, struct scenario *s)
{
    const json_t *list = json_object_get(s->json, "packets");
    struct mark mark = at_key(c, "packets");
    struct scope scope = {0};
    EACH_ROW(c, list, i, row)
    {
        struct mark inner = at_index(c, (int)i);
        check_id(c, list, i);
        check_receiver(c, json_string_value(json_object_get(row, "to")));
        row_begin(c, row, json_string_value(json_object_get(row, "id")));
        if (json_integer_value(json_object_get(row, "turn")) > s->setup.turns)
            complain(c, "the scenario has %d turns", s->setup.turns);
        s->packet_when[i] =
            expr_compile(c, json_object_get(row, "when"), "when", &scope, type_int()).code;
        at_back(c, inner);
    }
    at_back(c, mark);
}

void later_compile(struct compiler *c, struct scenario *s)
{
    const json_t *later = json_object_get(s->json, "later");
    const json_t *list = json_object_get(later, "facts");
    struct mark mark = at_key(c, "later");
    struct scope scope = {0};
    int turns = (int)json_array_size(json_object_get(later, "turns"));
    if (s->setup.turns + turns > TURNS_MAX)
        complain(c, "with those of \"later\" there are too many turns; at most %d", TURNS_MAX);
    for (int i = 0; i < turns && s->setup.turns + i < TURNS_MAX; i++) {
        const json_t *row = json_array_get(json_object_get(later, "turns"), (size_t)i);
        s->setup.turn[s->setup.turns + 1 + i].days =
            (int16_t)json_integer_value(json_object_get(row, "days"));
    }
    (void)at_key(c, "facts");
    EACH_ROW(c, list, i, row)
    {
        struct mark inner = at_index(c, (int)i);
        char name[ID_MAX + 16];
        check_id(c, list, i);
        (void)snprintf(name, sizeof name, "later.%.40s",
                       json_string_value(json_object_get(row, "id")));
        row_begin(c, row, name);
        s->fact_when[i] =
            expr_compile(c, json_object_get(row, "when"), "when", &scope, type_int()).code;
        c->owner_id = NULL;
        at_back(c, inner);
    }
    at_back(c, mark);
}
