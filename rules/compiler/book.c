/* SPDX-License-Identifier: EUPL-1.2 */
/* book.c -- reads a book: names first, then shapes, then everything that refers to names, then what
 * nobody uses. Returns a book without a fault or none at all. */
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"

static void items_done(struct items *items)
{
    for (int i = 0; i < items->count; i++)
        json_decref(items->item[i].ground);
    free(items->item);
    json_decref(items->index);
}

void book_free(struct book *book)
{
    if (!book)
        return;
    for (int kind = 0; kind < KINDS; kind++)
        items_done(&book->kind[kind]);
    for (int i = 0; i < RULES_MAX; i++) {
        free(book->rule[i].id);
        json_decref(book->rule[i].ground);
    }
    for (int lang = 0; lang < LANGS; lang++)
        json_decref(book->texts[lang]);
    params_done(&book->params);
    json_decref(book->tells);
    json_decref(book->dice);
    json_decref(book->empty_ground);
    json_decref(book->words);
    json_decref(book->files);
    free(book);
}

static struct book *book_new(const json_t *files)
{
    struct book *book = calloc(1, sizeof *book);
    if (!book)
        return NULL;
    book->files = json_incref((json_t *)(uintptr_t)files);
    for (int kind = 0; kind < KINDS; kind++)
        book->kind[kind].index = json_object();
    for (int lang = 0; lang < LANGS; lang++)
        book->texts[lang] = json_object();
    book->tells = json_array();
    book->dice = json_object();
    book->params.names = json_object();
    book->words = json_object();
    book->empty_ground = json_pack("{s:[],s:[],s:[]}", "claims", "sources", "assumptions");
    book->program.code[0] = OP_RET;
    book->program.codes = 1;
    return book;
}

static void compile_all(struct compiler *c)
{
    if (!names_collect(c))
        return;
    (void)schema_check_root(c);
    for (int kind = 0; kind < KINDS; kind++) {
        for (int i = 0; i < c->book->kind[kind].count; i++)
            schema_check(c, (enum kind)kind, i);
    }
    texts_collect(c, c->book->files, c->book->texts);
    sets_compile(c);
    actors_compile(c);
    attributes_compile(c);
    incidents_declare(c);
    attrs_fill(c);
    params_compile(c);
    variables_compile(c);
    starts_check(c);
    adjust_compile(c);
    formulas_declare(c);
    formulas_compile(c);
    variables_order(c);
    rules_compile(c);
    actions_compile(c);
    motions_compile(c);
    incidents_compile(c);
    cards_compile(c);
    policies_compile(c);
    endings_compile(c);
    gauges_compile(c);
    assess_check(c);
    rules_place(c);
    c->whole = c->faults == 0;
    texts_check(c);
    if (c->whole) /* what was not read because of a fault is not unused */
        usage_check(c);
}

struct book *book_compile(const json_t *files, const json_t *set, struct diags *diags)
{
    if (!json_is_object(files)) {
        diag_add(diags, "", "", "a book is an object of files by name");
        return NULL;
    }
    struct book *book = book_new(files);
    struct compiler *c = calloc(1, sizeof *c);
    if (book && c) {
        c->book = book; /* field by field: the struct is large */
        c->program = &book->program;
        c->params = &book->params;
        c->diags = diags;
        c->set = set;
        c->tells = book->tells;
        c->texts = book->texts;
        c->dice = book->dice;
        compile_all(c);
        if (c->faults == 0 && diags->count == 0) {
            program_link(&book->program);
            int fault = program_verify(&book->program, NULL);
            if (fault)
                diag_add(diags, "", "",
                         "internal: the program does not pass its verifier (%d); please report "
                         "this book",
                         fault);
            c->faults += fault != 0;
        }
    }
    bool good = book && c && c->faults == 0 && diags->count == 0;
    if (!book || !c)
        diag_add(diags, "", "", "no memory");
    free(c);
    if (!good) {
        book_free(book);
        return NULL;
    }
    return book;
}
