/* SPDX-License-Identifier: EUPL-1.2 */
/* words.h -- what the files share that turn a program into Dutch and English. */
#ifndef COMPILER_WORDS_H
#define COMPILER_WORDS_H

#include "compiler/compile.h"
#include "compiler/out.h"

struct words_page {
    char *text;
    struct words_page *older;
};
struct words {
    const struct book *book;
    enum lang lang;
    struct names names; /* of the rule or formula */
    int slot, set;      /* the name of the aggregate that is being read, NONE outside of one */
    struct words_page *pages; /* every text made, freed together */
};

/* How tightly a piece holds together. */
enum hold { HOLD_ATOM, HOLD_PRODUCT, HOLD_SUM, HOLD_COMPARE, HOLD_AND, HOLD_OR, HOLD_LOOSE };
struct piece {
    const char *text;
    uint8_t hold;
    bool answer; /* an answer in the council: its numbers have names */
    bool flag;   /* a number that is 0 or 1: it holds or it does not */
    bool constant;
    int8_t set;    /* of an entity; NONE: a number, or not known */
    int32_t value; /* of a constant */
};

/* The pattern of the language with $1 $2 $3 filled in. */
const char *words_fill(struct words *w, const char *nl, const char *en, const char *a,
                       const char *b, const char *c);
/* A text of the book, or the id when there is none. */
const char *words_text(struct words *w, const char *prefix, const char *id);
const char *words_number(struct words *w, int32_t number);
void words_done(struct words *w);

/* words_names.c */
const char *words_member(struct words *w, int set, int member);
const char *words_bound(struct words *w, int slot, int set);
struct piece words_field(struct words *w, int field, const char *who);
const char *words_answer(const struct words *w, int answer);
const char *words_global(const struct words *w, int global);
const char *words_moment(const struct words *w, int moment);

/* words_expr.c. `slot` and `set`: the name bound by the aggregate around it, NONE for none. */
const char *words_expr(struct words *w, uint32_t code, int slot, int set);
/* An expression in the place of a member of `set`. */
const char *words_index(struct words *w, uint32_t code, int set);
/* "incident x with …" */
const char *words_each(struct words *w, int slot, int set, uint32_t where);

/* words.c: one line for each effect. */
void words_effects(struct words *w, struct out *out, const struct rule *rule);
/* The terms of a formula, under the names of its own arguments; they stay bound. */
void words_formula(struct words *w, struct out *out, int index);
/* words_title.c: the text with what stands between braces filled in; yours to free. */
char *words_filled(struct words *w, const char *text);
/* words_owner.c: an action, motion, incident, policy or ending; nothing for other kinds. */
void words_owner(struct words *w, struct out *out, enum kind kind, int index);

#endif
