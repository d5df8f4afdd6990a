/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_expr.c -- bytes as an expression in a rule of tests/books/ok/tiny. What compiles must be
 * verified (the compiler sees to that), must have words in both languages, and must run without a
 * fault of the machine. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "books.h"

static json_t *files;
static json_t *rule;
static struct diags diags;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    files = books_must_read("tests/books/ok/tiny");
    json_t *rules = json_object_get(json_object_get(files, "rules/line.json"), "rules");
    rule = json_array_get(rules, 0);
    (void)json_object_set_new(
        rule, "for",
        json_pack("[s,s,s,s]", "a in ALLY", "i in INCIDENT", "m in MOTION", "o in ORDER"));
    (void)json_object_set_new(rule, "do",
                              json_pack("[{s:s,s:s}]", "add", "BELCR", "by", "need(i) + @div"));
    (void)json_object_set_new(rule, "declassifies",
                              json_pack("{s:s,s:s}", "nl", "proef", "en", "test"));
    return 0;
}

static void run(const struct book *book)
{
    static struct world world;
    static struct report report;
    memset(&world, 0, sizeof world);
    world.turn = 1;
    world.days = 7;
    world.incidents = 1;
    world.incident[0] = (struct incident){.origin = NONE, .turn = 1, .open = 1, .dose = 1};
    world.motions = 1;
    world.motion[0] = (struct motion){.incident = 0, .turn = 1, .round = 1};
    world.orders = 1;
    world.order[0] = (struct order){.target = {0, NONE}, .turn = 1, .state = ORDER_DONE};
    struct probe probe = {.rule = (int16_t)book_find(book, KIND_RULE, "line.unanswered"),
                          .landed = true};
    memset(probe.kind, SET_KINDS, sizeof probe.kind);
    (void)engine_probe(book_program(book), &world, &probe, &report);
    for (int lang = 0; lang < LANGS; lang++)
        free(book_words(book, KIND_RULE, probe.rule, (enum lang)lang));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *text = json_stringn((const char *)data, size);
    if (!text)
        return 0; /* no UTF-8: the reader of files refuses it */
    (void)json_object_set_new(rule, "when", text);
    diags.count = diags.dropped = 0;
    struct book *book = book_compile(files, NULL, &diags);
    if (!book && diags.count == 0)
        abort();
    for (int i = 0; i < diags.count; i++) {
        if (strncmp(diags.item[i].text, "internal:", 9) == 0)
            abort(); /* compiled, and refused by the verifier */
    }
    if (book)
        run(book);
    book_free(book);
    return 0;
}
