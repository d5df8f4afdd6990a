/* SPDX-License-Identifier: EUPL-1.2 */
/* test_scenario.c -- a scenario becomes a setup and joins its lines to the program; its faults are
 * told. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "books.h"

static struct diags diags;

static struct book *tiny(void)
{
    memset(&diags, 0, sizeof diags);
    json_t *files = book_read_folder("tests/books/ok/tiny", &diags);
    struct book *book = files ? book_compile(files, NULL, &diags) : NULL;
    json_decref(files);
    cr_assert_not_null(book, "%s: %s", diags.item[0].pointer, diags.item[0].text);
    return book;
}

Test(scenario, becomes_a_setup)
{
    struct book *book = tiny();
    json_t *files = book_read_folder("tests/books/ok/scenario", &diags);
    struct scenario *scenario = scenario_compile(book, files, &diags);
    cr_assert_not_null(scenario, "%s: %s", diags.item[0].pointer, diags.item[0].text);
    const struct setup *setup = scenario_setup(scenario);
    int count = 0, set = 0, broken = book_find(book, KIND_RULE, "break.costs");
    cr_expect_eq(setup->turns, 2);
    cr_expect_eq(setup->turn[3].days, 28);
    cr_expect_eq(setup->turn[1].skipped, 1u << EVENT_COUNCIL);
    cr_expect(!setup->turn[1].restart && setup->turn[2].restart);
    cr_expect_eq(setup->starts, 6, "two actors, at the beginning and at the restart, and two rows");
    cr_expect_eq(scenario_program(scenario)->rules, book_program(book)->rules + 1);
    cr_expect_str_eq(scenario_rule_id(scenario, setup->event[0].rule), "event.arson");
    cr_expect_str_eq(scenario_event_id(scenario, 0), "arson");
    cr_expect_neq(scenario_fact_when(scenario, 0), 0);
    cr_expect_neq(scenario_packet_when(scenario, 0), 0);
    cr_expect_eq(scenario_variant(scenario, 0, &count)[0].value, 10);
    cr_expect_eq(count, 1);
    cr_expect_str_eq(scenario_bound(scenario, KIND_ACTION, 0, 1, &set), "i");
    cr_expect_str_eq(scenario_bound(scenario, KIND_RULE, broken, 1, &set), "a");
    cr_expect_null(scenario_bound(scenario, KIND_RULE, broken, 2, &set));
    cr_expect_str_eq(scenario_text(scenario, LANG_EN, "title"), "Text of title");
    cr_expect_str_eq(scenario_text(scenario, LANG_EN, "rule.break.costs"), "Text of break costs");
    scenario_free(scenario);
    json_decref(files);
    book_free(book);
}

static void expect_fault(struct book *book, const json_t *files, const char *at, const char *value,
                         const char *complaint)
{
    json_t *patch = json_pack("{s:[{s:s,s:s,s:o}]}", "patch", "file", "scenario.json", "at", at,
                              "value", json_loads(value, JSON_DECODE_ANY, NULL));
    json_t *broken = books_patched(files, patch);
    char all[4096] = "";
    cr_assert_not_null(broken, "%s", at);
    if (strcmp(value, "null") == 0)
        (void)json_object_del(json_object_get(broken, "scenario.json"), at + 1);
    memset(&diags, 0, sizeof diags);
    cr_expect_null(scenario_compile(book, broken, &diags), "%s", at);
    for (int k = 0; k < diags.count && k < 8; k++)
        strncat(all, diags.item[k].text, sizeof all - strlen(all) - 1);
    cr_expect(strstr(all, complaint), "%s: %s", at, all);
    json_decref(broken);
    json_decref(patch);
}

Test(scenario, faults_are_told)
{
    static const struct {
        const char *at, *value, *complaint;
    } rows[] = {{"/events/0/do/0/victim", "\"ALLY:XX\"", "no member"},
                {"/events/0/params", "{}", "there is no parameter @much"},
                {"/turns/1/restart", "false", "\"turn\" is a turn with"},
                {"/clock/limit", "1000", "all phases together"},
                {"/start/1/index", "[]", "\"index\" lists"},
                {"/start/1/value", "101", "lies in 0..100"},
                {"/draws/0/var", "\"CRED\"", "not derived"},
                {"/draws/0/var", "\"BELCR\"", "no hidden truth is drawn into it"},
                {"/draws/0/options/0/value", "11", "must lie in 0..10"},
                {"/events/0/turn", "3", "has 2 turns"},
                {"/events/0/to", "\"nobody\"", "\"to\" is an actor"},
                {"/packets/0/when", "\"COHH > 0\"", "did you mean COH?"},
                {"/actions/0", "\"N06\"", "did you mean N05?"},
                {"/presets/0/teams/0/id", "\"xx\"", "team.xx"},
                {"/later/facts/0/when", "\"COH < 7\"", "has no name"},
                {"/events/0/id", "\"pl\"", "event.pl"},
                {"/variants/0/start/0/var", "\"LINEX\"", "did you mean LINE?"},
                {"/turns/0/days", "0", "from 1 to 400"},
                {"/nuclear", "true", "unknown key \"nuclear\""},
                {"/id", "null", "the key \"id\""}};
    struct book *book = tiny();
    json_t *files = book_read_folder("tests/books/ok/scenario", &diags);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_fault(book, files, rows[i].at, rows[i].value, rows[i].complaint);
    json_decref(files);
    book_free(book);
}
