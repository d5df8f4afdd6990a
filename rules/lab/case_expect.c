/* SPDX-License-Identifier: EUPL-1.2 */
/* case_expect.c -- compares a world with what a case expects of it. */
#include <ctype.h>
#include <string.h>

#include "lab/bench.h"

static void expect_number(struct bench *b, const char *what, json_int_t got, const json_t *wanted)
{
    if (json_is_integer(wanted)) {
        if (got != json_integer_value(wanted))
            case_fault(b, "%s is %lld, expected %lld", what, (long long)got,
                       (long long)json_integer_value(wanted));
        return;
    }
    json_int_t lo = json_integer_value(json_array_get(wanted, 0)),
               hi = json_integer_value(json_array_get(wanted, 1));
    if (json_array_size(wanted) != 2 || got < lo || got > hi)
        case_fault(b, "%s is %lld, expected %lld..%lld", what, (long long)got, (long long)lo,
                   (long long)hi);
}

static void expect_variable(struct bench *b, const char *text, const json_t *wanted)
{
    int variable, slot;
    if (case_place(b, text, &variable, &slot))
        expect_number(b, text, b->world->value[slot] / b->program->variable[variable].scale,
                      wanted);
}

static void expect_opened(struct bench *b, const json_t *list)
{
    size_t i;
    json_t *row;
    if (b->report->opened != json_array_size(list))
        case_fault(b, "%d incidents opened, expected %zu", b->report->opened,
                   json_array_size(list));
    json_array_foreach(list, i, row)
    {
        if (i >= b->report->opened)
            return;
        const struct incident *incident = &b->world->incident[b->report->incident[i]];
        if (incident->template != case_find(b, KIND_INCIDENT, json_object_get(row, "of")))
            case_fault(b, "incident %zu is %s", i,
                       book_id(b->book, KIND_INCIDENT, incident->template));
        if (json_object_get(row, "victim") &&
            incident->victim != case_find(b, KIND_ACTOR, json_object_get(row, "victim")))
            case_fault(b, "the victim of incident %zu is %s", i,
                       book_id(b->book, KIND_ACTOR, incident->victim));
        if (json_object_get(row, "dose"))
            expect_number(b, "dose", incident->dose, json_object_get(row, "dose"));
    }
}

static void expect_motions(struct bench *b, const json_t *list)
{
    static const char *const states[] = {"tabled",  "broken",  "adopted", "effective",
                                         "refused", "dropped", "lapsed"};
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
    {
        const char *wanted = json_string_value(json_object_get(row, "state"));
        if ((int)i >= b->world->motions) {
            case_fault(b, "there are %d motions", b->world->motions);
            return;
        }
        const char *got = states[b->world->motion[i].state];
        if (wanted && strcmp(wanted, got) != 0)
            case_fault(b, "motion %zu is %s, expected %s", i, got, wanted);
        if (json_object_get(row, "round"))
            expect_number(b, "round", b->world->motion[i].round, json_object_get(row, "round"));
    }
}

static void expect_fired(struct bench *b, const json_t *list, const json_t *fired)
{
    size_t i;
    json_t *id;
    json_array_foreach(list, i, id)
    {
        const char *rule = json_string_value(id);
        bool negative = rule && rule[0] == '!';
        if (!rule || book_find(b->book, KIND_RULE, rule + negative) == NONE)
            case_fault(b, "no rule \"%s\"", rule ? rule : "?");
        else if ((json_object_get(fired, rule + negative) != NULL) == negative)
            case_fault(b, "%s %s", rule + negative, negative ? "fired" : "did not fire");
    }
}

/* Texts that were told, by key; "!key": that was not. */
static void expect_told(struct bench *b, const json_t *list)
{
    size_t i;
    json_t *key;
    json_array_foreach(list, i, key)
    {
        const char *text = json_string_value(key);
        bool negative = text && text[0] == '!', told = false;
        for (int k = 0; text && k < b->report->tells; k++) {
            const char *own = book_tell_key(b->book, b->report->tell[k].text);
            told = told || (own && strcmp(own, text + negative) == 0);
        }
        if (!text || told == negative)
            case_fault(b, "\"%s\" was %stold", text ? text + negative : "?", told ? "" : "not ");
    }
}

void case_expect(struct bench *b, const json_t *expect, const json_t *fired)
{
    const char *key;
    json_t *wanted;
    json_object_foreach((json_t *)(uintptr_t)expect, key, wanted)
    {
        if (strcmp(key, "opened") == 0)
            expect_opened(b, wanted);
        else if (strcmp(key, "motions") == 0)
            expect_motions(b, wanted);
        else if (strcmp(key, "fired") == 0)
            expect_fired(b, wanted, fired);
        else if (strcmp(key, "told") == 0)
            expect_told(b, wanted);
        else if (strcmp(key, "ended") == 0)
            expect_number(b, "ended", b->world->ended, wanted);
        else if (isupper((unsigned char)key[0]) || strchr(key, '[') ||
                 book_find(b->book, KIND_VARIABLE, key) != NONE)
            expect_variable(b, key, wanted);
        else
            case_fault(b, "unknown expectation \"%s\"", key);
    }
}
