/* SPDX-License-Identifier: EUPL-1.2 */
/* test_coverage.c -- what carries a claim: each kind of object, a line of a scenario, a historical
 * case; a scenario that only lists it does not; a claim that nobody made is found. */
#include <criterion/criterion.h>
#include <string.h>

#include "lab/coverage.h"

static struct diags diags;

static const json_t *row_of(const json_t *report, const char *id)
{
    size_t k;
    json_t *row;
    json_array_foreach(json_object_get(report, "claims"), k, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "id")), id) == 0) {
            return row;
        }
    }
    return NULL;
}

static bool carried_by(const json_t *row, const char *kind, const char *id)
{
    size_t k;
    json_t *entry;
    json_array_foreach(json_object_get(row, "carriers"), k, entry)
    {
        if (strcmp(json_string_value(json_object_get(entry, "kind")), kind) == 0 &&
            (id == NULL || strcmp(json_string_value(json_object_get(entry, "id")), id) == 0)) {
            return true;
        }
    }
    return false;
}

Test(coverage, of_a_small_book)
{
    static struct suite suite;
    json_t *files = book_read_folder("tests/books/ok/tiny", &diags);
    struct book *book = files != NULL ? book_compile(files, NULL, &diags) : NULL;
    cr_assert_not_null(book);
    const char *first = book_id(book, KIND_CLAIM, 0), *second = book_id(book, KIND_CLAIM, 1);
    json_t *scenarios =
        json_pack("{s:{s:{s:[s], s:[{s:s, s:{s:[s]}}], s:[{s:s, s:[s, s]}]}}}", "small",
                  "scenario.json", "claims", first, "events", "id", "arson", "ground", "claims",
                  second, "debrief", "id", "q1", "claims", second, "NOBODY");
    json_t *history = json_pack("{s:{s:s, s:[s]}}", "V99.json", "id", "V99", "claims", second);
    json_t *one = json_pack("{s:s, s:[s]}", "id", "held", "claims", first);
    suite.one[suite.count++] = one;
    const struct coverage_from none = {NULL, NULL, NULL}, all = {scenarios, history, &suite};

    json_t *bare = coverage_report(book, &none), *full = coverage_report(book, &all);
    cr_expect_eq(json_integer_value(json_object_get(bare, "total")), book_count(book, KIND_CLAIM));
    cr_expect_eq(json_integer_value(json_object_get(bare, "tested")), 0);
    cr_expect_eq(json_integer_value(json_object_get(full, "tested")), 1);
    cr_expect_eq(json_array_size(json_object_get(bare, "strays")), 0);
    cr_expect_eq(json_array_size(json_object_get(full, "strays")), 1);
    cr_expect(carried_by(row_of(full, second), "event", "small/arson"));
    cr_expect(carried_by(row_of(full, second), "question", "small/q1"));
    cr_expect(carried_by(row_of(full, second), "case", "V99"));
    cr_expect(!carried_by(row_of(full, first), "event", NULL), "a bare list carries nothing");
    cr_expect_eq(json_array_size(json_object_get(row_of(full, first), "named")), 1);
    cr_expect_eq(json_array_size(json_object_get(row_of(bare, first), "carriers")),
                 json_array_size(json_object_get(row_of(full, first), "carriers")));
    int carried = 0;
    for (int k = 0; k < book_count(book, KIND_CLAIM); k++) {
        const json_t *row = row_of(bare, book_id(book, KIND_CLAIM, k));
        carried += json_array_size(json_object_get(row, "carriers")) > 0;
    }
    cr_expect_eq(json_integer_value(json_object_get(bare, "carried")), carried);
    cr_expect_gt(carried, 0);
    json_decref(bare);
    json_decref(full);
    json_decref(one);
    json_decref(scenarios);
    json_decref(history);
    book_free(book);
    json_decref(files);
}
