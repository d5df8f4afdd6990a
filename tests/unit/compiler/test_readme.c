/* SPDX-License-Identifier: EUPL-1.2 */
/* test_readme.c -- every example of rules/README.md compiles, every operation of the engine occurs in one, and every
 * kind of file has one. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"

static struct diags diags;
static const char fence[] = "\n```";

/* The next block that begins with ```WORD REST; advances. The block ends with a NUL. */
static char *next_block(char **at, const char *word, char *rest, size_t size)
{
    char opening[32];
    (void)snprintf(opening, sizeof opening, "%s%s", fence, word);
    while ((*at = strstr(*at, opening))) {
        char *line = *at + strlen(opening);
        size_t len = strcspn(line, "\n");
        char *end = strstr(line, fence);
        *at = line + len;
        if (!end)
            return NULL;
        (void)snprintf(rest, size, "%.*s", (int)len, line);
        char *block = strndup(line + len + 1, (size_t)(end - line) - len);
        *at = end + 1;
        return block;
    }
    return NULL;
}

static json_t *tiny(void)
{
    memset(&diags, 0, sizeof diags);
    json_t *files = book_read_folder("tests/books/ok/tiny", &diags), *copy = json_deep_copy(files);
    json_decref(files);
    return copy;
}

/* Puts the object in the place of the one with its id. */
static bool replace(json_t *files, const char *key, json_t *object)
{
    const char *name;
    json_t *file, *other;
    size_t i;
    json_object_foreach(files, name, file) {
        if (strcmp(key, "book") == 0 && json_object_get(file, key))
            return json_object_set(file, key, object) == 0;
        json_array_foreach(json_object_get(file, key), i, other) {
            bool same = json_equal(json_object_get(other, "id"), json_object_get(object, "id"));
            const json_t *of = json_object_get(object, "of");
            if (same && (!of || json_equal(json_object_get(other, "of"), of)))
                return json_array_set(json_object_get(file, key), i, object) == 0;
        }
    }
    return false;
}

static struct book *compiled(const json_t *files, const char *what)
{
    memset(&diags, 0, sizeof diags);
    struct book *book = book_compile(files, NULL, &diags);
    cr_expect_not_null(book, "%s\n%s %s: %s", what, diags.item[0].file, diags.item[0].pointer, diags.item[0].text);
    return book;
}

Test(readme, objects_compile)
{
    static const char *const kinds[] = {"book", "sets", "actors", "attributes", "variables", "assumptions", "formulas", "rules", "actions", "motions",
                                        "incidents", "cards", "policies", "endings", "gauges", "profile", "claims", "sources", "explain"};
    bool seen[sizeof kinds / sizeof kinds[0]] = {false};
    char *text = books_slurp("rules/README.md"), *at = text, kind[32], *block;
    cr_assert_not_null(text);
    while ((block = next_block(&at, "json ", kind, sizeof kind))) {
        json_error_t error;
        json_t *object = json_loads(block, JSON_REJECT_DUPLICATES, &error);
        cr_assert_not_null(object, "%s: line %d: %s", block, error.line, error.text);
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            seen[i] = seen[i] || strcmp(kinds[i], kind) == 0;
        if (strcmp(kind, "scenario") != 0) {
            json_t *files = tiny();
            cr_expect(replace(files, kind, object), "tests/books/ok/tiny has no object with this id:\n%s", block);
            book_free(compiled(files, block));
            json_decref(files);
        }
        json_decref(object);
        free(block);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        cr_expect(seen[i], "rules/README.md has no example of %s", kinds[i]);
    free(text);
}

Test(readme, the_scenario_compiles_and_its_faults_are_told)
{
    static const struct { const char *at, *value, *complaint; } rows[] = {
        {"/events/0/do/0/victim", "\"ALLY:XX\"", "no member"}, {"/events/0/params", "{}", "there is no parameter @much"},
        {"/turns/1/restart", "false", "\"turn\" is a turn with"}, {"/clock/limit", "1000", "all phases together"},
        {"/start/1/index", "[]", "\"index\" lists"}, {"/start/1/value", "101", "lies in 0..100"}, {"/draws/0/var", "\"CRED\"", "not derived"},
        {"/draws/0/options/0/value", "11", "must lie in 0..10"}, {"/events/0/turn", "3", "has 2 turns"}, {"/events/0/to", "\"nobody\"", "\"to\" is an actor"},
        {"/packets/0/when", "\"COHH > 0\"", "did you mean COH?"}, {"/actions/0", "\"N06\"", "did you mean N05?"}, {"/presets/0/teams/0/id", "\"xx\"", "team.xx"},
        {"/later/facts/0/when", "\"COH < 7\"", "has no name"}, {"/events/0/id", "\"pl\"", "event.pl"}, {"/variants/0/start/0/var", "\"LINEX\"", "did you mean LINE?"},
        {"/turns/0/days", "0", "from 1 to 400"}, {"/id", "null", "the key \"id\""}};
    json_t *files = tiny();
    struct book *book = compiled(files, "tiny");
    char *text = books_slurp("rules/README.md"), *at = text, kind[32], *block = NULL;
    json_t *scenario_files = book_read_folder("tests/books/ok/scenario", &diags);
    while ((block = next_block(&at, "json ", kind, sizeof kind)) && strcmp(kind, "scenario") != 0)
        free(block);
    cr_assert_not_null(block);
    json_t *object = json_loads(block, 0, NULL);
    cr_expect(json_equal(object, json_object_get(scenario_files, "scenario.json")), "the example differs from tests/books/ok/scenario");
    struct scenario *scenario = scenario_compile(book, scenario_files, &diags);
    cr_assert_not_null(scenario, "%s: %s", diags.item[0].pointer, diags.item[0].text);
    const struct setup *setup = scenario_setup(scenario);
    cr_expect_eq(setup->turns, 2);
    cr_expect_eq(setup->turn[3].days, 28);
    cr_expect_eq(setup->turn[1].skipped, 1u << EVENT_COUNCIL);
    cr_expect_str_eq(scenario_rule_id(scenario, setup->event[0].rule), "event.arson");
    cr_expect_neq(scenario_fact_when(scenario, 0), 0);
    cr_expect_neq(scenario_packet_when(scenario, 0), 0);
    int count = 0, set = 0;
    cr_expect_eq(scenario_variant(scenario, 0, &count)[0].value, 10);
    cr_expect_eq(count, 1);
    cr_expect_str_eq(scenario_bound(scenario, KIND_ACTION, 0, 1, &set), "i");
    cr_expect_str_eq(scenario_bound(scenario, KIND_RULE, book_find(book, KIND_RULE, "break.costs"), 1, &set), "a");
    cr_expect_null(scenario_bound(scenario, KIND_RULE, book_find(book, KIND_RULE, "break.costs"), 2, &set));
    scenario_free(scenario);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *value = json_loads(rows[i].value, JSON_DECODE_ANY, NULL);
        json_t *patch = json_pack("{s:[{s:s,s:s,s:o}]}", "patch", "file", "scenario.json", "at", rows[i].at, "value", value);
        json_t *broken = books_patched(scenario_files, patch);
        char all[4096] = "";
        cr_assert_not_null(broken, "%s", rows[i].at);
        if (json_is_null(value))
            (void)json_object_del(json_object_get(broken, "scenario.json"), "id");
        memset(&diags, 0, sizeof diags);
        cr_expect_null(scenario_compile(book, broken, &diags), "%s", rows[i].at);
        for (int k = 0; k < diags.count && k < 8; k++)
            strncat(all, diags.item[k].text, sizeof all - strlen(all) - 1);
        cr_expect(strstr(all, rows[i].complaint), "%s: %s", rows[i].at, all);
        json_decref(broken);
        json_decref(patch);
    }
    json_decref(object);
    json_decref(scenario_files);
    json_decref(files);
    free(block);
    free(text);
    book_free(book);
}

static void add_text(json_t *files, const char *file, const char *key)
{
    json_t *texts = json_object_get(json_object_get(files, file), "texts");
    (void)json_object_set_new(texts, key, json_string(file));
}

Test(readme, expressions_compile_and_use_every_operation)
{
    static const char *const names[OP_COUNT] = {
#define NAME(name, imm, pops, pushes) #name,
        OP_LIST(NAME)
#undef NAME
    };
    bool seen[OP_COUNT] = {false};
    char *text = books_slurp("rules/README.md"), *at = text, rest[32], *block;
    while ((block = next_block(&at, "expr", rest, sizeof rest))) {
        char *more = NULL;
        for (char *line = strtok_r(block, "\n", &more); line; line = strtok_r(NULL, "\n", &more)) {
            json_t *files = tiny();
            json_t *rule = json_pack("{s:s,s:s,s:[s,s,s,s],s:[{s:s,s:s}],s:{s:s,s:s},s:{s:[s]}}", "id", "readme", "on", "drift", "for", "a in ALLY",
                                     "i in INCIDENT", "m in MOTION", "o in ORDER", "do", "add", "BELCR", "by", line, "declassifies", "nl", "proef", "en",
                                     "test", "ground", "claims", "B28");
            (void)json_array_append_new(json_object_get(json_object_get(files, "rules/line.json"), "rules"), rule);
            add_text(files, "texts/all.nl.json", "rule.readme");
            add_text(files, "texts/all.en.json", "rule.readme");
            struct book *book = compiled(files, line);
            char *program = book ? book_disasm(book) : NULL;
            for (int op = 0; program && op < OP_COUNT; op++) {
                char word[32];
                (void)snprintf(word, sizeof word, " %s", names[op]);
                const char *found = strstr(program, word);
                size_t len = strlen(word);
                while (found && found[len] != ' ' && found[len] != '\n')
                    found = strstr(found + 1, word);
                seen[op] = seen[op] || found;
            }
            free(program);
            book_free(book);
            json_decref(files);
        }
        free(block);
    }
    for (int op = 0; op < OP_COUNT; op++)
        cr_expect(seen[op], "no expression of rules/README.md uses %s", names[op]);
    free(text);
}
