/* SPDX-License-Identifier: EUPL-1.2 */
/* test_mutants.c -- what is changed in an expression; a mutant that the cases notice and one that
 * they do not; a hunt finds the case that was missing; the book is mended every time. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lab/hunt_all.h"

static struct diags diags;

Test(mutants, texts)
{
    static const struct {
        const char *text, *without[3];
    } rows[] = {
        {"A > 1", {"((A > 1) or 1)", NULL, NULL}},
        {"A > 1 and B", {"((A > 1) or 1) and B", "A > 1 and ((B) or 1)", NULL}},
        {"A and B or C", {"((A and B or C) or 1)", NULL, NULL}},
        {"(A or B) and any(i in X where P and Q)",
         {"(((A or B)) or 1) and any(i in X where P and Q)",
          "(A or B) and ((any(i in X where P and Q)) or 1)", NULL}},
        {"i in INCIDENT where i.open and LAND[i]",
         {"i in INCIDENT where ((i.open) or 1) and LAND[i]",
          "i in INCIDENT where i.open and ((LAND[i]) or 1)", NULL}},
        {"i in INCIDENT", {NULL, NULL, NULL}},
        {"band(1)", {"((band(1)) or 1)", NULL, NULL}},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        int count = 0;
        for (int part = 0; part < 3; part++) {
            char *changed = mutant_without(rows[k].text, part, &count);
            const char *wanted = rows[k].without[part];
            cr_expect(wanted == NULL ? changed == NULL
                                     : changed != NULL && strcmp(changed, wanted) == 0,
                      "%s, part %d: %s", rows[k].text, part, changed != NULL ? changed : "-");
            free(changed);
        }
    }
    char *sign = mutant_sign("A - 1"), *zero = mutant_sign("0");
    cr_expect_str_eq(sign, "-(A - 1)");
    cr_expect_str_eq(zero, "1");
    free(sign);
    free(zero);
}

/* A title of `count` letters, of which some take two bytes. */
static const char *long_title(char buffer[400], int count)
{
    buffer[0] = '\0';
    for (int k = 0; k < count - 1; k++) {
        (void)strcat(buffer, k % 5 == 0 ? "é" : k % 5 == 4 ? " " : "a");
    }
    return strcat(buffer, ".");
}

Test(mutants, titles)
{
    char at_most[400], more[400];
    const struct {
        const char *title;
        bool good;
    } rows[] = {
        {"NATO, de EU en SACEUR kunnen in 2014 op 2.8 punten rekenen (47).", true},
        {"De EU-clausule (42 lid 7) en Artikel 5 staan in een titel.", true},
        {"Line is a word, COH is not.", false},
        {"What counts here is IN[a] = 1.", false},
        {"After a5.refused unity falls.", false},
        {"The rule is a5.refused.", false},
        {"The number MA-14 is varied.", false},
        {"Action N05 is refused.", false},
        {"A visit to {US} collects words.", false},
        {"A step of RED is none of an ally.", false},
        {"No full stop", false},
        {"", false},
        {NULL, false},
        {long_title(at_most, TITLE_MAX), true},
        {long_title(more, TITLE_MAX + 1), false},
    };
    json_t *files = book_read_folder("rules/book", &diags);
    struct book *book = files != NULL ? book_compile(files, NULL, &diags) : NULL;
    cr_assert_not_null(book, "%s", diags.item[0].text);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        const char *fault = title_fault(book, LANG_EN, rows[k].title);
        cr_expect_eq(fault == NULL, rows[k].good, "%s: %s", rows[k].title,
                     fault != NULL ? fault : "no fault");
    }
    json_t *one = json_pack("{s:s, s:{s:s, s:s}}", "id", "one", "title", "nl", "Eerste.", "en",
                            "The first."),
           *two = json_pack("{s:s, s:{s:s, s:s}}", "id", "two", "title", "nl", "Tweede.", "en",
                            "The first."),
           *again = json_pack("{s:s, s:{s:s, s:s}}", "id", "one", "title", "nl", "Derde.", "en",
                              "The third.");
    struct suite *suite = calloc(1, sizeof *suite);
    FILE *quiet = fopen("/dev/null", "w");
    suite->one[suite->count++] = one;
    cr_expect_eq(titles_check(suite, book, quiet), 0);
    suite->one[suite->count++] = two;
    cr_expect_eq(titles_check(suite, book, quiet), 1, "the same title in English alone");
    suite->one[suite->count++] = again;
    cr_expect_eq(titles_check(suite, book, quiet), 2, "and the same id");
    (void)fclose(quiet);
    free(suite);
    json_decref(one);
    json_decref(two);
    json_decref(again);
    book_free(book);
    json_decref(files);
}

/* What a hunt calls a case is a draft, but it is a sentence and no list of ids. */
static void check_titles(const struct book *book, const json_t *list)
{
    size_t k;
    json_t *one;
    json_array_foreach(list, k, one)
    {
        const json_t *title = json_object_get(one, "title");
        const char *nl = json_string_value(json_object_get(title, "nl"));
        const char *en = json_string_value(json_object_get(title, "en"));
        cr_expect_null(title_fault(book, LANG_NL, nl), "%s", nl);
        cr_expect_null(title_fault(book, LANG_EN, en), "%s", en);
        const bool kept_nl = strstr(nl, "blijft") != NULL, kept_en = strstr(en, "stays") != NULL;
        cr_expect(kept_nl == kept_en && strstr(en, ": ") != NULL, "%s %s", nl, en);
    }
}

/* The suite without the cases of one rule. */
static void without(struct suite *suite, const char *rule)
{
    int kept = 0;
    for (int k = 0; k < suite->count; k++) {
        const char *own = json_string_value(json_object_get(suite->one[k], "rule"));
        if (own == NULL || strcmp(own, rule) != 0) {
            suite->one[kept++] = suite->one[k];
        }
    }
    suite->count = kept;
}

static int try_all(struct mutants *mutants, struct bench *bench, struct trace *trace, bool *wanted,
                   int *ret_caught)
{
    int survived = 0, by;
    for (int k = 0; k < mutants->count; k++) {
        const enum mutant_fate fate = mutant_try(mutants, k, bench, trace, &by);
        wanted[k] = fate == FATE_SURVIVED;
        survived += fate == FATE_SURVIVED;
        *ret_caught += fate == FATE_CAUGHT;
        cr_expect_eq(fate == FATE_CAUGHT, by != NONE);
    }
    return survived;
}

Test(mutants, caught_and_found)
{
    static struct suite suite;
    static struct trace trace;
    static const char rule[] = "crack.exploited";
    bool wanted[256];
    struct bench bench;
    struct mutants mutants;
    json_t *files = book_read_folder("rules/book", &diags);
    struct book *book = files != NULL ? book_compile(files, NULL, &diags) : NULL;
    cr_assert_not_null(book, "%s", diags.item[0].text);
    cr_assert(suite_read(&suite, "rules/conformance", &diags) && bench_init(&bench, book));
    bench.say = stdout;
    cr_assert(trace_make(&trace, &bench, &suite));
    bench.say = NULL;
    cr_assert(mutants_list(&mutants, book, 7, rule));
    cr_assert(mutants.count > 2 && mutants.count < 256, "%d", mutants.count);
    size_t size, after;
    char *canonical = book_canonical(mutants.files, &size);

    int caught = 0;
    cr_expect_eq(try_all(&mutants, &bench, &trace, wanted, &caught), 0);
    cr_expect_gt(caught, 2);

    without(&suite, rule);
    cr_assert(trace_make(&trace, &bench, &suite));
    caught = 0;
    const int survived = try_all(&mutants, &bench, &trace, wanted, &caught);
    cr_expect_gt(survived, 0);
    json_t *found = hunt_all(&mutants, &bench, wanted, 1);
    const json_t *list = json_object_get(found, "rule");
    cr_expect(json_array_size(list) > 0 && json_array_size(list) <= (size_t)survived);
    check_titles(book, list);
    for (size_t k = 0; k < json_array_size(list); k++) {
        suite.one[suite.count++] = json_array_get(list, k);
    }
    cr_expect(trace_make(&trace, &bench, &suite), "what was found holds on the book");
    cr_expect_eq(try_all(&mutants, &bench, &trace, wanted, &caught), 0);

    char *mended = book_canonical(mutants.files, &after);
    cr_expect(size == after && memcmp(canonical, mended, size) == 0);
    free(canonical);
    free(mended);
    json_decref(found);
    mutants_done(&mutants);
    bench_done(&bench);
    suite_done(&suite);
    book_free(book);
    json_decref(files);
}
