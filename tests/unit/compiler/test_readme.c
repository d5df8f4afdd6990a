/* SPDX-License-Identifier: EUPL-1.2 */
/* test_readme.c -- every example of rules/README.md compiles, every operation of the engine occurs
 * in one, and every kind of file has one. */
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
    json_object_foreach(files, name, file)
    {
        if (strcmp(key, "book") == 0 && json_object_get(file, key))
            return json_object_set(file, key, object) == 0;
        json_array_foreach(json_object_get(file, key), i, other)
        {
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
    cr_expect_not_null(book, "%s\n%s %s: %s", what, diags.item[0].file, diags.item[0].pointer,
                       diags.item[0].text);
    return book;
}

Test(readme, objects_compile)
{
    static const char *const kinds[] = {
        "book",   "sets",    "actors",  "attributes", "variables", "assumptions", "formulas",
        "rules",  "actions", "motions", "incidents",  "cards",     "policies",    "endings",
        "gauges", "profile", "claims",  "sources",    "explain"};
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
            cr_expect(replace(files, kind, object),
                      "tests/books/ok/tiny has no object with this id:\n%s", block);
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

Test(readme, the_scenario_is_the_one_that_is_tested)
{
    char *text = books_slurp("rules/README.md"), *at = text, kind[32], *block = NULL;
    while ((block = next_block(&at, "json ", kind, sizeof kind)) && strcmp(kind, "scenario") != 0)
        free(block);
    cr_assert_not_null(block);
    json_t *object = json_loads(block, 0, NULL);
    json_t *file = json_load_file("tests/books/ok/scenario/scenario.json", 0, NULL);
    cr_expect(json_equal(object, file), "the example differs from tests/books/ok/scenario");
    json_decref(object);
    json_decref(file);
    free(block);
    free(text);
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
            json_t *rule =
                json_pack("{s:s,s:s,s:[s,s,s,s],s:[{s:s,s:s}],s:{s:s,s:s},s:{s:[s]}}", "id",
                          "readme", "on", "drift", "for", "a in ALLY", "i in INCIDENT",
                          "m in MOTION", "o in ORDER", "do", "add", "BELCR", "by", line,
                          "declassifies", "nl", "proef", "en", "test", "ground", "claims", "B28");
            (void)json_array_append_new(
                json_object_get(json_object_get(files, "rules/line.json"), "rules"), rule);
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
