/* SPDX-License-Identifier: EUPL-1.2 */
/* test_api.c -- what a book tells about itself; changes of parameters; folders; the words of rules;
 * historical cases. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "books.h"
#include "compiler/builtin.h"
#include "compiler/locate.h"
#include "compiler/schema_json.h"

static struct diags diags;

static struct book *book_at(const char *path, const json_t *set)
{
    memset(&diags, 0, sizeof diags);
    json_t *files = book_read_folder(path, &diags);
    struct book *book = files ? book_compile(files, set, &diags) : NULL;
    json_decref(files);
    return book;
}

Test(api, names_go_both_ways)
{
    struct book *book = book_at("tests/books/ok/tiny", NULL);
    cr_assert_not_null(book);
    for (int kind = 0; kind < KINDS; kind++) {
        for (int i = kind == KIND_RULE; i < book_count(book, (enum kind)kind); i++) {
            const char *id = book_id(book, (enum kind)kind, i);
            int back = book_find(book, (enum kind)kind, id);
            cr_expect(*id && (back == i || kind == KIND_ATTRIBUTE), "kind %d: %d -> %s -> %d", kind,
                      i, id, back);
            cr_expect_not_null(book_json(book, (enum kind)kind, i));
            cr_expect_eq(json_object_size(book_ground(book, (enum kind)kind, i)), 3);
        }
        cr_expect_str_eq(book_id(book, (enum kind)kind, -1), "");
        cr_expect_str_eq(book_id(book, (enum kind)kind, 9999), "");
        cr_expect_eq(book_find(book, (enum kind)kind, "no such id"), NONE);
    }
    cr_expect_neq(book_find(book, KIND_RULE, "action.N05"), NONE);
    cr_expect_neq(book_find(book, KIND_RULE, "motion.C07.refused"), NONE);
    cr_expect_neq(book_find(book, KIND_RULE, "incident.I02"), NONE);
    cr_expect_str_eq(book_member(book, book_find(book, KIND_SET, "REGION"), 1), "south");
    cr_expect_str_eq(book_member(book, book_find(book, KIND_SET, "ALLY"), 0), "PL");
    cr_expect_str_eq(book_option(book, book_find(book, KIND_MOTION, "C07"), 1), "conditional");
    cr_expect_str_eq(book_condition(book, book_find(book, KIND_MOTION, "C07"), 0), "briefing");
    cr_expect_str_eq(book_term(book, book_find(book, KIND_FORMULA, "CRED"), 1), "events");
    cr_expect_str_eq(book_term(book, book_find(book, KIND_FORMULA, "need"), 0), "value");
    cr_expect_neq(book_gauge_when(book, book_find(book, KIND_GAUGE, "resolve")), 0);
    cr_expect_eq(book_gauge_when(book, book_find(book, KIND_GAUGE, "unity")), 0);
    cr_expect_neq(book_measure(book, 0, 0), 0);
    cr_expect_eq(book_measure(book, 0, 1), 0);
    /* an assumption joins the ground of who uses its number */
    const json_t *ground = book_ground(book, KIND_FORMULA, book_find(book, KIND_FORMULA, "need"));
    cr_expect_str_eq(json_string_value(json_array_get(json_object_get(ground, "assumptions"), 0)),
                     "MA-16");
    book_free(book);
}

static int32_t param_of(const struct book *book, const char *name)
{
    for (int i = 0; i < book_params(book); i++) {
        if (strcmp(book_param_name(book, i), name) == 0)
            return book_program(book)->param[i];
    }
    return -1;
}

Test(api, parameters_change_within_their_range)
{
    static const struct {
        const char *set;
        bool good;
        int32_t value;
    } rows[] = {{"{}", true, 8},
                {"{\"MA-14.base\":12}", true, 12},
                {"{\"MA-14.base\":4}", true, 4},
                {"{\"MA-14.base\":13}", false, 0},
                {"{\"MA-14.base\":3}", false, 0},
                {"{\"MA-14.base\":\"9\"}", false, 0},
                {"{\"MA-14.bas\":9}", false, 0},
                {"{\"MA-02.cas\":9}", false, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *set = json_loads(rows[i].set, 0, NULL);
        struct book *book = book_at("tests/books/ok/tiny", set);
        cr_expect_eq(book != NULL, rows[i].good, "%s", rows[i].set);
        if (book)
            cr_expect_eq(param_of(book, "MA-14.base"), rows[i].value);
        book_free(book);
        json_decref(set);
    }
}

Test(api, historical_cases_come_out_as_calibrated)
{
    static const char *const keys[] = {"G", "CUM", "ARG", "band", "a4_index", "a5_index"};
    struct book *book = book_at("rules/book", NULL);
    cr_assert_not_null(book, "%s: %s", diags.item[0].pointer, diags.item[0].text);
    json_t *cases = book_read_folder("rules/cases", &diags);
    const char *name;
    json_t *one;
    int count = 0;
    cr_assert_not_null(cases);
    json_object_foreach(cases, name, one)
    {
        memset(&diags, 0, sizeof diags);
        const json_t *wanted = json_object_get(one, "calibration");
        json_t *got = book_assess(book, one, &diags);
        cr_expect_eq(got != NULL, json_is_object(wanted), "%s", name);
        for (size_t i = 0; got && i < sizeof keys / sizeof keys[0]; i++)
            cr_expect(json_equal(json_object_get(got, keys[i]), json_object_get(wanted, keys[i])),
                      "%s: %s", name, keys[i]);
        count += got != NULL;
        json_decref(got);
    }
    cr_expect_geq(count, 21);
    json_decref(cases);
    book_free(book);
}

Test(api, the_book_in_words_of_both_languages)
{
    static const char *const books[] = {"tests/books/ok/tiny", "rules/book"};
    for (size_t b = 0; b < sizeof books / sizeof books[0]; b++) {
        struct book *book = book_at(books[b], NULL);
        cr_assert_not_null(book);
        static const enum kind kinds[] = {KIND_FORMULA,  KIND_RULE,   KIND_ACTION, KIND_MOTION,
                                          KIND_INCIDENT, KIND_POLICY, KIND_ENDING};
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            enum kind kind = kinds[k];
            for (int i = kind == KIND_RULE; i < book_count(book, kind); i++) {
                char *nl = book_words(book, kind, i, LANG_NL),
                     *en = book_words(book, kind, i, LANG_EN);
                cr_expect(nl && en && *nl && *en && strcmp(nl, en) != 0, "%s",
                          book_id(book, kind, i));
                cr_expect(!strstr(nl, " ?") && !strchr(nl, '{') && !strchr(nl, '$') &&
                              !strstr(en, "(null)"),
                          "%s: %s", book_id(book, kind, i), nl);
                free(nl);
                free(en);
            }
        }
        cr_expect_null(book_words(book, KIND_GAUGE, 0, LANG_NL));
        book_free(book);
    }
    struct book *book = book_at("tests/books/ok/tiny", NULL);
    char *nl = book_words(book, KIND_RULE, book_find(book, KIND_RULE, "cold.wears"), LANG_NL);
    cr_expect_str_eq(nl,
                     "Aan het eind van de beurt, voor elke bondgenoot a waarvoor “cold” van "
                     "“region” van bondgenoot a geldt en “region” van "
                     "bondgenoot a niet “Tekst van REGION south” is:\n- “Tekst van RES” van "
                     "bondgenoot a daalt met 1",
                     "%s", nl);
    free(nl);
    book_free(book);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    (void)fputs(text, file);
    (void)fclose(file);
}

Test(api, faulty_files_are_named_with_their_line)
{
    static const struct {
        const char *text, *complaint;
        int line;
    } rows[] = {{"{\n\"sets\": [1.5]}", "only whole numbers are allowed", 2},
                {"{\n\n\"sets\": [}", NULL, 3},
                {"{\"a\": 1, \"a\": 2}", "duplicate object key", 1},
                {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
                 "brackets nested too deeply; at most 24", 1},
                {"{\"a\": \"\\u0000\"}", NULL, 1},
                {"", NULL, 0}};
    char folder[] = "/tmp/hoeksteen-book-XXXXXX", path[64];
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/x.json", folder);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_file(path, rows[i].text);
        memset(&diags, 0, sizeof diags);
        cr_expect_null(book_read_folder(folder, &diags));
        cr_assert_eq(diags.count, 1);
        cr_expect_str_eq(diags.item[0].file, "x.json");
        cr_expect(!rows[i].complaint || strstr(diags.item[0].text, rows[i].complaint), "%zu: %s", i,
                  diags.item[0].text);
        cr_expect(rows[i].line == 0 || diags.item[0].line == rows[i].line, "%zu: line %d", i,
                  diags.item[0].line);
    }
    (void)unlink(path);
    memset(&diags, 0, sizeof diags);
    cr_expect_null(book_read_folder(folder, &diags), "an empty folder is no book");
    (void)rmdir(folder);
    cr_expect_null(book_read_folder("/no/such/folder", &diags));
}

Test(api, lines_of_pointers)
{
    static const char text[] = "{\n \"rules\": [\n  {\"id\": \"a,b\\\"\", \"x/y\": 1},\n  {\"id\": "
                               "\"b\",\n   \"when\": \"1\"}\n ]\n}\n";
    static const struct {
        const char *pointer;
        int line;
    } rows[] = {{"", 1},         {"/rules", 2},        {"/rules/0", 3},      {"/rules/0/x~1y", 3},
                {"/rules/1", 4}, {"/rules/1/when", 5}, {"/rules/1/none", 4}, {"/rules/7", 2}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_eq(json_line(text, sizeof text - 1, rows[i].pointer), rows[i].line, "%s: %d",
                     rows[i].pointer, json_line(text, sizeof text - 1, rows[i].pointer));
}

Test(api, the_program_carries_the_book)
{
    memset(&diags, 0, sizeof diags);
    json_t *files = book_read_folder("rules/book", &diags);
    cr_expect(json_equal(files, builtin_book_files()));
    struct book *book = book_compile(builtin_book_files(), NULL, &diags);
    cr_assert_not_null(book);
    const char *id;
    json_t *scenario_files;
    cr_expect_geq(json_object_size(builtin_scenarios()), 1);
    json_object_foreach((json_t *)(uintptr_t)builtin_scenarios(), id, scenario_files)
    {
        struct scenario *scenario = scenario_compile(book, scenario_files, &diags);
        cr_assert_not_null(scenario, "%s: %s %s", id, diags.item[0].pointer, diags.item[0].text);
        cr_expect_str_eq(json_string_value(json_object_get(scenario_json(scenario), "id")), id);
        for (int rule = 1; rule < scenario_program(scenario)->rules; rule++)
            cr_expect(*scenario_rule_id(scenario, rule));
        scenario_free(scenario);
    }
    json_decref(files);
    book_free(book);
}

Test(api, schemas_are_those_of_the_tables)
{
    for (int i = 0; i < schema_json_count(); i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "rules/schema/%s.schema.json", schema_json_name(i));
        json_t *schema = schema_json(i), *written = json_load_file(path, 0, NULL);
        cr_assert_not_null(schema);
        cr_expect(json_equal(schema, written),
                  "%s is out of date; build hs_schemas and run: hs_schemas rules/schema", path);
        json_decref(schema);
        json_decref(written);
    }
}
