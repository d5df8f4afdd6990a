/* SPDX-License-Identifier: EUPL-1.2 */
/* mutant.h -- a rule book with one thing wrong: a rule removed, a sign flipped, a condition
 * dropped. The conformance cases must notice; where none does, the mutant survives. */
#ifndef LAB_MUTANT_H
#define LAB_MUTANT_H

#include "lab/bench.h"

enum mutant_kind { MUTANT_RULE, MUTANT_SIGN, MUTANT_CONDITION, MUTANT_KINDS };
enum { MUTANTS_MAX = 32768, MUTANT_NAME_MAX = 160 };

struct mutant {
    uint8_t kind;
    char name[MUTANT_NAME_MAX]; /* "rule line.joined", "rule line.joined /do/0/by sign" */
    char object[64];            /* the id that --only names */
    char rule[80];              /* id of the rule it is about, "" for a formula */
    json_t *parent;             /* object or array that holds the expression, borrowed */
    char key[32];               /* of an object */
    int place;                  /* in an array, or NONE */
    char *text;                 /* the changed expression; yours to free with the list */
    json_t *old;                /* while it is changed: what stood there */
};

struct mutants {
    json_t *files; /* a deep copy of the book's files, changed and mended in turn */
    int count;
    struct mutant *mutant;
};

/* Every mutant of the kinds whose bit is set; `only`: of one object, NULL: of all. False: no
 * memory, or too many. */
bool mutants_list(struct mutants *mutants, const struct book *book, unsigned kinds,
                  const char *only);
void mutants_done(struct mutants *mutants);

/* What was learnt of the unchanged book: which rules each case fires. */
struct trace {
    const struct suite *suite;
    uint64_t fired[CASES_MAX][RULES_MAX / 64];
    int last[CASES_MAX]; /* cases that caught something, the latest first */
    int lasts;
};
/* False when a case fails on the unchanged book, which it prints to `bench->say`. */
bool trace_make(struct trace *trace, struct bench *bench, const struct suite *suite);

enum mutant_fate { FATE_CAUGHT, FATE_SURVIVED, FATE_REFUSED, FATES }; /* REFUSED: not a book */
/* Tries one; cases that are about it come first. `ret_case`: the one that caught it, or NONE. */
enum mutant_fate mutant_try(struct mutants *mutants, int which, struct bench *bench,
                            struct trace *trace, int *ret_case);

/* The book with this one expression changed; yours, NULL: it does not compile. */
struct book *mutant_book(struct mutants *mutants, int which);

/* ---- inside ---- */
/* mutant_text.c: the expression with its sign flipped; a condition, or a binding's, with conjunct
 * `index` always true (of `ret_count`). Yours; NULL when there is nothing to change. */
char *mutant_sign(const char *text);
char *mutant_without(const char *text, int index, int *ret_count);

#endif
