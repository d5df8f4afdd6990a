/* SPDX-License-Identifier: EUPL-1.2 */
/* test_books.c -- good books compile to the program that is written down; broken ones are told
 * exactly what is wrong. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"
#include "compiler/builtin.h"

static struct diags diags;

static json_t *read_book(const char *path)
{
    memset(&diags, 0, sizeof diags);
    json_t *files = book_read_folder(path, &diags);
    cr_assert_not_null(files, "%s: %s", path, diags.item[0].text);
    return files;
}

static struct book *compiled(const json_t *files, const char *what)
{
    memset(&diags, 0, sizeof diags);
    struct book *book = book_compile(files, NULL, &diags);
    cr_assert_not_null(book, "%s: %s %s: %s", what, diags.item[0].file, diags.item[0].pointer,
                       diags.item[0].text);
    return book;
}

/* Faults as lines: FILE POINTER: TEXT. */
static char *as_lines(void)
{
    char *text = calloc(DIAGS_MAX + 1, 700);
    size_t len = 0;
    for (int i = 0; i < diags.count; i++)
        len += (size_t)sprintf(text + len, "%s %s: %s\n", diags.item[i].file, diags.item[i].pointer,
                               diags.item[i].text);
    return text;
}

Test(books, broken_books_are_told_what_is_wrong)
{
    json_t *tiny = read_book("tests/books/ok/tiny");
    DIR *dir = opendir("tests/books/bad");
    const struct dirent *entry;
    int cases = 0;
    cr_assert_not_null(dir);
    while ((entry = readdir(dir))) {
        char path[512];
        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "tests/books/bad/%s/patch.json", entry->d_name);
        json_t *patch = json_load_file(path, 0, NULL);
        cr_assert_not_null(patch, "%s", path);
        json_t *files = books_patched(tiny, patch);
        cr_assert_not_null(files, "%s: a place does not exist", path);
        memset(&diags, 0, sizeof diags);
        struct book *book = book_compile(files, NULL, &diags);
        cr_expect(!book || strncmp(entry->d_name, "words-", 6) == 0, "%s compiles", entry->d_name);
        if (book)
            book_check_words(book, &diags); /* it plays, but not all of it can be read */
        (void)snprintf(path, sizeof path, "tests/books/bad/%s/expected.txt", entry->d_name);
        char *expected = books_slurp(path), *got = as_lines();
        cr_expect_str_eq(got, expected, "%s\ngot:\n%s\nexpected:\n%s", entry->d_name, got,
                         expected);
        free(expected);
        free(got);
        book_free(book);
        json_decref(files);
        json_decref(patch);
        cases++;
    }
    (void)closedir(dir);
    json_decref(tiny);
    cr_expect_geq(cases, 100);
}

/* The book's own objects come last, so that what names them names a place beyond the program's. */
Test(books, more_than_there_is_room_for_is_refused)
{
    static const struct {
        const char *key;
        int most;
    } rooms[] = {
        {"sets", SETS_MAX},           {"actors", ACTOR_MAX},         {"attributes", ATTRIBUTES_MAX},
        {"variables", VARIABLES_MAX}, {"formulas", FORMULAS_MAX},    {"rules", RULES_MAX},
        {"actions", ACTIONS_MAX},     {"motions", MOTION_KINDS_MAX}, {"incidents", TEMPLATES_MAX},
        {"cards", CARDS_MAX},         {"policies", POLICIES_MAX},    {"endings", ENDINGS_MAX},
        {"gauges", GAUGES_MAX},       {"profile", GAUGES_MAX},
    };
    json_t *tiny = read_book("tests/books/ok/tiny");
    for (size_t k = 0; k < sizeof rooms / sizeof rooms[0]; k++) {
        char said[100];
        json_t *files = json_copy(tiny), *list = json_array();
        for (int i = 0; i < rooms[k].most; i++) {
            (void)snprintf(said, sizeof said, "X%d", i);
            (void)json_array_append_new(list, json_pack("{s:s}", "id", said));
        }
        (void)json_object_set_new(files, "a.json", json_pack("{s:o}", rooms[k].key, list));
        memset(&diags, 0, sizeof diags);
        cr_expect_null(book_compile(files, NULL, &diags));
        (void)snprintf(said, sizeof said, "too many objects in \"%s\"; at most %d", rooms[k].key,
                       rooms[k].most);
        cr_expect_eq(diags.count, 1);
        cr_expect_str_eq(diags.item[0].text, said);
        json_decref(files);
    }
    json_decref(tiny);
}

Test(books, good_books_become_the_program_that_is_written_down)
{
    json_t *files = read_book("tests/books/ok/tiny");
    struct book *book = compiled(files, "tiny");
    char *got = book_disasm(book), *expected = books_slurp("tests/books/ok/tiny.disasm");
    cr_expect_str_eq(got, expected,
                     "the program of tests/books/ok/tiny has changed; if that is meant: hoeksteen "
                     "disasm tests/books/ok/tiny");
    free(got);
    free(expected);
    book_free(book);
    json_decref(files);
}

Test(books, people_can_read_every_number)
{
    static const char *const books[] = {"tests/books/ok/tiny", "rules/book"};
    for (size_t i = 0; i < sizeof books / sizeof books[0]; i++) {
        json_t *files = read_book(books[i]);
        struct book *book = compiled(files, books[i]);
        book_check_words(book, &diags);
        cr_expect_eq(diags.count, 0, "%s: %s: %s", books[i], diags.item[0].pointer,
                     diags.item[0].text);
        book_free(book);
        json_decref(files);
    }
}

/* Tables that are in use; what lies behind them is zero in both. */
static bool same_program(const struct program *a, const struct program *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

Test(books, every_id_is_data)
{
    static const char *const books[] = {"tests/books/ok/tiny", "rules/book"};
    for (size_t i = 0; i < sizeof books / sizeof books[0]; i++) {
        json_t *files = read_book(books[i]), *other = books_renamed(files, NULL, NULL);
        struct book *one = compiled(files, books[i]), *two = compiled(other, "renamed");
        cr_expect(strcmp(book_id(one, KIND_VARIABLE, 0), book_id(two, KIND_VARIABLE, 0)) != 0,
                  "nothing was renamed");
        cr_expect(same_program(book_program(one), book_program(two)),
                  "%s: another program after renaming every id", books[i]);
        book_free(one);
        book_free(two);
        json_decref(files);
        json_decref(other);
    }
}

static struct scenario *staged(struct book *book, const json_t *files, const char *what)
{
    memset(&diags, 0, sizeof diags);
    struct scenario *scenario = scenario_compile(book, files, &diags);
    cr_assert_not_null(scenario, "%s: %s %s: %s", what, diags.item[0].file, diags.item[0].pointer,
                       diags.item[0].text);
    return scenario;
}

/* A whole game by automated seats; the bytes of its world after each turn, one after the other. */
static size_t played(const struct scenario *scenario, uint64_t seed, uint8_t *ret_bytes)
{
    static struct report report;
    static struct world world;
    const struct program *p = scenario_program(scenario);
    const struct setup *s = scenario_setup(scenario);
    const struct act open = {ACT_TURN, NONE, 0, {NONE, NONE}, 0};
    size_t size = 0;
    engine_start(p, s, seed, NULL, &world, &report);
    for (int t = 1; t <= s->turns && world.ended == 0; t++) {
        cr_assert(engine_do(p, s, &world, &open, &report, NULL));
        auto_turn(p, s, &world, UINT64_MAX, NULL, NULL, &report);
        size += world_encode(p, &world, ret_bytes + size);
    }
    return size;
}

/* The built-in scenario with its own ids and those of the book renamed: the same tables, the same
 * numbers. */
static void rename_scenario(const char *id, const json_t *files)
{
    enum { SEEDS = 5 };
    json_t *book_files = read_book("rules/book"), *scenario_renamed = NULL;
    json_t *book_renamed = books_renamed(book_files, files, &scenario_renamed);
    struct book *books[2] = {compiled(book_files, "book"), compiled(book_renamed, "renamed book")};
    struct scenario *scenarios[2] = {staged(books[0], files, id),
                                     staged(books[1], scenario_renamed, "renamed scenario")};
    uint8_t *bytes[2] = {calloc(TURNS_MAX, ENCODE_MAX), calloc(TURNS_MAX, ENCODE_MAX)};
    size_t size[2];
    cr_assert(bytes[0] && bytes[1]);
    cr_expect(same_program(scenario_program(scenarios[0]), scenario_program(scenarios[1])),
              "%s: another program after renaming every id", id);
    cr_expect_eq(
        memcmp(scenario_setup(scenarios[0]), scenario_setup(scenarios[1]), sizeof(struct setup)), 0,
        "%s: another setup after renaming every id", id);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        for (int k = 0; k < 2; k++)
            size[k] = played(scenarios[k], seed, bytes[k]);
        cr_expect(size[0] > 0 && size[0] == size[1] && memcmp(bytes[0], bytes[1], size[0]) == 0,
                  "%s, seed %d: another game after renaming every id", id, (int)seed);
    }
    for (int k = 0; k < 2; k++) {
        const char *name = json_string_value(json_object_get(scenario_json(scenarios[k]), "id"));
        cr_expect_eq(strcmp(name, id) == 0, k == 0);
        free(bytes[k]);
        scenario_free(scenarios[k]);
        book_free(books[k]);
    }
    json_decref(book_files);
    json_decref(book_renamed);
    json_decref(scenario_renamed);
}

Test(books, every_id_of_a_scenario_is_data)
{
    const char *id;
    json_t *files;
    cr_expect_geq(json_object_size(builtin_scenarios()), 2);
    json_object_foreach((json_t *)(uintptr_t)builtin_scenarios(), id, files)
        rename_scenario(id, files);
}

Test(books, canonical_form_compiles_to_the_same)
{
    static const char *const books[] = {"tests/books/ok/tiny", "rules/book"};
    for (size_t i = 0; i < sizeof books / sizeof books[0]; i++) {
        json_t *files = read_book(books[i]);
        size_t size = 0;
        char *text = book_canonical(files, &size);
        json_t *again = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
        cr_assert_not_null(again);
        char *text_again = book_canonical(again, NULL);
        cr_expect_str_eq(text, text_again);
        struct book *one = compiled(files, books[i]), *two = compiled(again, "canonical");
        cr_expect(same_program(book_program(one), book_program(two)),
                  "%s: another program after sorting keys", books[i]);
        book_free(one);
        book_free(two);
        free(text);
        free(text_again);
        json_decref(files);
        json_decref(again);
    }
}

/* Order counts only within lists: the files' order in the object does not. */
Test(books, order_of_files_does_not_count)
{
    json_t *files = read_book("rules/book"), *turned = json_object();
    const char *names[256];
    int count = 0;
    const char *name;
    json_t *file;
    json_object_foreach(files, name, file) names[count++] = name;
    while (count > 0) {
        count--;
        (void)json_object_set(turned, names[count], json_object_get(files, names[count]));
    }
    struct book *one = compiled(files, "book"), *two = compiled(turned, "turned");
    cr_expect(same_program(book_program(one), book_program(two)));
    book_free(one);
    book_free(two);
    json_decref(files);
    json_decref(turned);
}
