/* SPDX-License-Identifier: EUPL-1.2 */
/* bench.h -- runs conformance cases: a book, a world made by hand, and complaints. Never changes
 * the book; the program it runs is a copy. */
#ifndef LAB_BENCH_H
#define LAB_BENCH_H

#include <stdio.h>

#include "compiler/book.h"

enum { COMPLAINT_MAX = 400, CASES_MAX = 8192 };

struct bench {
    const struct book *book;
    struct program *program; /* a copy; a case may pin its parameters */
    struct setup *setup;     /* everything allowed, twenty turns of seven days */
    struct world *world;
    struct report *report;
    const char *id;                 /* of the present case */
    int faults;                     /* of the present case */
    FILE *say;                      /* where complaints go; NULL: nowhere */
    uint64_t fired[RULES_MAX / 64]; /* rules that fired; only ever added to */
};

/* False: no memory. */
bool bench_init(struct bench *bench, const struct book *book);
void bench_done(struct bench *bench);
/* Does the case hold? The world and the report stay as it left them. */
bool bench_case(struct bench *bench, const json_t *one);

/* Every case of a folder, files by name, cases in their own order. */
struct suite {
    json_t *files;
    int count;
    const json_t *one[CASES_MAX];
};
bool suite_read(struct suite *suite, const char *folder, struct diags *diags);
void suite_done(struct suite *suite);

/* titles.c: a title is one sentence of at most so many letters, without an id of the book, and no
 * two are the same; nor are two ids. */
enum { TITLE_MAX = 110 };
/* What is wrong with it; NULL: nothing. */
const char *title_fault(const struct book *book, enum lang lang, const char *title);
/* How many of the suite are not so, each said. */
int titles_check(const struct suite *suite, const struct book *book, FILE *say);

/* ---- inside ---- */
void case_fault(struct bench *bench, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* case_world.c */
/* The world before anything happened, with what "given" says. */
void case_world(struct bench *bench, const json_t *given);
/* "PRS[PL]" -> variable and place of its number; false after a complaint. */
bool case_place(struct bench *bench, const char *text, int *ret_variable, int *ret_slot);
/* A member of a set by id, or by its number; NONE after a complaint. */
int case_member(struct bench *bench, int set, const json_t *value);
int case_find(struct bench *bench, enum kind kind, const json_t *id);
/* Options of a motion kind as a mask. */
int case_options(struct bench *bench, int kind, const json_t *options);
int case_answer(struct bench *bench, const json_t *word);
/* Of a formula: "i:0" is a place in a list, "REGION:SOUTH" a member of a fixed set, all else an
 * actor. */
int case_argument(struct bench *bench, const json_t *text);

/* case_act.c: runs the list of acts and checks what each of them should be refused for. */
void case_acts(struct bench *bench, const json_t *acts, json_t *fired);
/* case_expect.c */
void case_expect(struct bench *bench, const json_t *expect, const json_t *fired);
/* Notes what the last report says; `fired` may be NULL. */
void case_note_fired(struct bench *bench, json_t *fired);

#endif
