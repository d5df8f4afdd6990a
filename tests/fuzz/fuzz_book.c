/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_book.c -- bytes as a file that takes the place of one of tests/books/ok/tiny, and as a
 * scenario. The first byte chooses which. Whatever they say, the compiler ends with a book or with
 * faults. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"

static json_t *files;
static struct book *whole;
static const char *names[64];
static size_t count;
static struct diags diags;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    files = books_must_read("tests/books/ok/tiny");
    whole = book_compile(files, NULL, &diags);
    if (!whole)
        abort();
    const char *name;
    json_t *file;
    json_object_foreach(files, name, file)
    {
        if (count < sizeof names / sizeof names[0])
            names[count++] = name;
    }
    return 0;
}

static void check_faults(bool good)
{
    if (!good && diags.count == 0)
        abort();
    for (int i = 0; i < diags.count; i++) {
        if (strncmp(diags.item[i].text, "internal:", 9) == 0)
            abort();
    }
}

static void as_scenario(json_t *document)
{
    json_t *scenario_files = json_pack("{s:O}", "scenario.json", document);
    struct scenario *scenario =
        scenario_files ? scenario_compile(whole, scenario_files, &diags) : NULL;
    if (scenario_files)
        check_faults(scenario != NULL);
    scenario_free(scenario);
    json_decref(scenario_files);
}

static void as_file(const char *name, json_t *document)
{
    json_t *copy = json_copy(files);
    (void)json_object_set(copy, name, document);
    struct book *book = book_compile(copy, NULL, &diags);
    check_faults(book != NULL);
    if (book)
        free(book_disasm(book));
    book_free(book);
    json_decref(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    json_t *document = json_loadb((const char *)data + 1, size - 1, JSON_REJECT_DUPLICATES, NULL);
    diags.count = diags.dropped = 0;
    if (document && data[0] % (count + 1) == count)
        as_scenario(document);
    else if (document)
        as_file(names[data[0] % (count + 1)], document);
    json_decref(document);
    return 0;
}
