/* SPDX-License-Identifier: EUPL-1.2 */
/* cases.h -- what the files of the conformance runner share: a book, a world made by hand, and
 * complaints. */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include "compiler/book.h"

enum { COMPLAINT_MAX = 400 };

struct bench {
    const struct book *book;
    struct program *program; /* a copy whose parameters a case may pin */
    struct setup *setup;     /* everything allowed, twenty turns of seven days */
    struct world *world;
    struct report *report;
    const char *id; /* of the present case */
    int faults;     /* of the present case */
};

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

/* case_act.c: runs the list of acts and checks what each of them should be refused for. */
void case_acts(struct bench *bench, const json_t *acts, json_t *fired);
/* case_expect.c */
void case_expect(struct bench *bench, const json_t *expect, const json_t *fired);
void case_note_fired(const struct bench *bench, json_t *fired);

#endif
