/* SPDX-License-Identifier: EUPL-1.2 */
/* test_adjust.c -- start values that a host sets otherwise: what is taken, what is refused and with
 * which words, on both sides of each limit; and that they hold whatever the scenario does. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"
#include "compiler/builtin.h"

static struct diags diags;

static struct book *with(const json_t *files, const json_t *set)
{
    memset(&diags, 0, sizeof diags);
    return book_compile(files, set, &diags);
}

Test(adjust, what_is_taken_and_what_is_refused)
{
    static const struct {
        const char *set, *complaint; /* NULL: it is taken */
    } rows[] = {
        {"{\"RES[PL]\":0}", NULL},
        {"{\"RES[PL]\":100}", NULL},
        {"{\"RES[PL]\":-1}", "the start value of RES[PL] must lie in 0..100"},
        {"{\"RES[PL]\":101}", "the start value of RES[PL] must lie in 0..100"},
        {"{\"PREP\":0,\"LINE\":100,\"RES[US]\":1,\"MA-14.base\":9}", NULL},
        {"{\"PREP\":101}", "must lie in 0..100"}, /* in hundredths inside */
        {"{\"PREP\":\"5\"}", "must lie in 0..100"},
        {"{\"PREP\":5.5}", "must lie in 0..100"},
        {"{\"PREP\":true}", "must lie in 0..100"},
        {"{\"PREP\":9223372036854775807}", "must lie in 0..100"},
        {"{\"PREP\":-9223372036854775807}", "must lie in 0..100"},
        {"{\"RES[DEE]\":50}", "there is no ally \"DEE\"; did you mean DE?"},
        {"{\"RES[]\":50}", "there is no ally \"\""},
        {"{\"RES[SG]\":50}", "\"SG\" is no ally"},
        {"{\"RES[RED]\":50}", "\"RED\" is no ally"},
        {"{\"RES[IE]\":50}", "\"IE\" is no ally"},
        {"{\"RES\":50}", "RES is a number of each ally: write RES[ALLY]"},
        {"{\"LINE[PL]\":50}", "LINE is one number, not one of each ally: write LINE"},
        {"{\"RES[PL\":50}", "is not VARIABLE, nor VARIABLE[ALLY]"},
        {"{\"RES[PL]]\":50}", "is not VARIABLE, nor VARIABLE[ALLY]"},
        {"{\"RES[PL] \":50}", "is not VARIABLE, nor VARIABLE[ALLY]"},
        {"{\"RES[PL][DE]\":50}", "is not VARIABLE, nor VARIABLE[ALLY]"},
        {"{\" RES[PL]\":50}", "there is no start value"},
        {"{\"LINEX\":50}", "there is no start value LINEX; did you mean LINE?"},
        {"{\"\":50}", "there is no start value"},
        {"{\"[PL]\":50}", "there is no start value"},
        {"{\"PC[PL]\":5}",
         "PC cannot be set before a game; the book offers: LINE, COH, PREP, RES[ALLY], BELCR"},
        {"{\"ANGER\":2}", "ANGER cannot be set before a game"}, /* a hidden truth of the scenario */
        {"{\"CRED\":2}", "CRED cannot be set before a game"},
        {"{\"SEV\":2}", "SEV cannot be set before a game"},
        {"{\"AVeryLongNameOfAVariableThatHasManyMoreThanFortyEightCharacters\":2}",
         "no start value"},
        {"{\"RES[AVeryLongNameOfAnAllyThatHasManyMoreThanFortyEightCharactersInIt]\":2}",
         "no ally"},
    };
    json_t *files = books_must_read("tests/books/ok/tiny");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *set = json_loads(rows[i].set, JSON_DECODE_ANY, NULL);
        cr_assert_not_null(set, "%s", rows[i].set);
        struct book *book = with(files, set);
        cr_expect_eq(book != NULL, rows[i].complaint == NULL, "%s: %s", rows[i].set,
                     diags.item[0].text);
        cr_expect_eq(diags.count, rows[i].complaint != NULL, "%s", rows[i].set);
        cr_expect(rows[i].complaint == NULL || strstr(diags.item[0].text, rows[i].complaint),
                  "%s: %s", rows[i].set, diags.item[0].text);
        book_free(book);
        json_decref(set);
    }
    json_decref(files);
}

/* Every name that the book offers leads to a place, and the place back to the name. */
Test(adjust, names_go_both_ways_and_their_number_is_bounded)
{
    struct book *book = with(builtin_book_files(), NULL);
    json_t *set = json_object();
    cr_assert_not_null(book);
    const struct program *p = book_program(book);
    for (int v = 0; v < p->variables; v++) {
        const int each = p->variable[v].dims > 0 ? p->members : 1;
        for (int a = 0; book_adjustable(book, v) && a < each; a++) {
            char name[ADJUST_NAME_MAX];
            struct misname why = {""};
            struct start place, asked = {.variable = (uint16_t)v, .index = {(int16_t)a, 0}};
            book_adjust_name(book, &asked, name);
            cr_assert(book_adjust_find(book, name, &place, &why), "%s: %s", name, why.text);
            cr_expect_eq(place.variable, v);
            cr_expect_eq(place.index[0], a);
            if (json_object_size(set) < PINNED_MAX)
                (void)json_object_set_new(set, name,
                                          json_integer(p->variable[v].hi / p->variable[v].scale));
            else if (json_object_size(set) == PINNED_MAX && !json_object_get(set, "over"))
                (void)json_object_set_new(set, "over", json_string(name));
        }
    }
    cr_assert_gt(json_object_size(set), PINNED_MAX, "the book offers more than one game may set");
    char *more = strdup(json_string_value(json_object_get(set, "over")));
    (void)json_object_del(set, "over");
    struct book *full = with(builtin_book_files(), set);
    cr_expect_not_null(full, "%s", diags.item[0].text);
    (void)json_object_set_new(set, more, json_integer(1));
    cr_expect_null(with(builtin_book_files(), set));
    cr_expect_str_eq(diags.item[0].text, "too many start values for one game; at most 64");
    free(more);
    json_decref(set);
    book_free(full);
    book_free(book);
}

/* Each scenario has rows of its own and rules of the start that read the year: what was set holds,
 * also where the world begins again. */
Test(adjust, what_was_set_is_what_the_game_begins_with)
{
    static const char *const scenarios[] = {"vier-kwadranten", "cyberrel"};
    json_t *set =
        json_pack("{s:i,s:i,s:i,s:i}", "COH", 61, "THR[DE]", 31, "FEAR", 29, "PUB[US]", 3);
    struct book *book = with(builtin_book_files(), set);
    struct world *w = malloc(sizeof *w);
    cr_assert_not_null(book, "%s", diags.item[0].text);
    for (size_t k = 0; k < sizeof scenarios / sizeof scenarios[0]; k++) {
        struct scenario *scenario =
            scenario_compile(book, json_object_get(builtin_scenarios(), scenarios[k]), &diags);
        cr_assert_not_null(scenario, "%s: %s", scenarios[k], diags.item[0].text);
        const struct program *p = scenario_program(scenario);
        const struct setup *setup = scenario_setup(scenario);
        engine_start(p, setup, 7, NULL, w, NULL);
        for (int turn = 0; turn <= setup->turns; turn++) {
            const char *name;
            json_t *value;
            if (turn > 0) { /* what comes between turns is left out: only beginnings count here */
                const struct act next = {.verb = ACT_TURN, .actor = NONE, .object = NONE};
                w->adjudicated = 1;
                engine_do(p, setup, w, &next, NULL, NULL);
                cr_assert_eq(w->turn, turn);
            }
            json_object_foreach(set, name, value)
            {
                struct start place;
                struct misname why;
                cr_assert(book_adjust_find(book, name, &place, &why), "%s", why.text);
                const int32_t now = engine_value(p, w, place.variable, place.index[0], 0) /
                                    p->variable[place.variable].scale;
                cr_expect((turn > 0 && !setup->turn[turn].restart) ||
                              now == json_integer_value(value),
                          "%s, turn %d: %s is %d", scenarios[k], turn, name, now);
            }
        }
        scenario_free(scenario);
    }
    free(w);
    book_free(book);
    json_decref(set);
}
