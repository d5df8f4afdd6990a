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
    struct names names;     /* what is bound where the reader stands */
    int motion;             /* the kind that a condition around it gave a motion; NONE: not known */
    const char *motion_who; /* that motion */
    struct words_page *pages; /* every text made, freed together */
};

/* How tightly a piece holds together. */
enum hold { HOLD_ATOM, HOLD_PRODUCT, HOLD_SUM, HOLD_COMPARE, HOLD_AND, HOLD_OR, HOLD_LOOSE };

/* What an expression leaves: a number, an entity, or a statement. A statement is said in four ways,
 * as Dutch puts the verb last in a clause; the other pieces have `text` alone. */
struct piece {
    const char *text, *sub;  /* "a is open", (if) "a open is" */
    const char *no, *no_sub; /* "a is niet open", "a niet open is" */
    uint8_t hold, no_hold;
    bool said;     /* a statement */
    bool flag;     /* a number that is 0 or 1: it holds or it does not */
    bool choice;   /* "2 if A, otherwise 1" */
    bool answer;   /* an answer in the council: its numbers have names */
    bool constant; /* written as such; may stand for a member or an answer */
    bool known;    /* `value` is what it is worth */
    int8_t set;    /* of an entity; NONE: a number, or not known */
    int32_t value;
    int32_t low;        /* it is never less */
    uint64_t kinds;     /* "m has this option": the kinds of motion for which that is asked */
    const char *option; /* its id, NULL for other pieces */
    const char *who;    /* the motion of `option`, or that which is of kind `motion` */
    int motion;         /* "m is this kind"; NONE for other pieces */
};
enum { LOW_UNKNOWN = INT32_MIN };

/* A statement: Dutch as a sentence, as a clause, and both denied; English, and denied. */
struct clause {
    const char *nl, *nl_sub, *nl_no, *nl_no_sub, *en, *en_no;
};
enum mood { MOOD_SENTENCE, MOOD_CLAUSE }; /* a clause follows "als", "waarvoor" or "dat" */

/* The pattern of the language with $1 $2 $3 filled in. */
const char *words_fill(struct words *w, const char *nl, const char *en, const char *a,
                       const char *b, const char *c);
/* A text of the book, or the id when there is none. */
const char *words_text(struct words *w, const char *prefix, const char *id);
const char *words_number(struct words *w, int32_t number);
void words_done(struct words *w);

/* words_names.c */
struct noun {
    const char *nl, *nl_many, *nl_each, *en, *en_many, *en_one;
};
const struct noun *words_noun(const struct words *w, int set);
const char *words_member(struct words *w, int set, int member);
/* "ally a", "incident i" */
const char *words_bound(struct words *w, int slot);
struct piece words_field(struct words *w, int field, const char *who);
const char *words_answer(const struct words *w, int answer);
const char *words_global(const struct words *w, int global);
const char *words_moment(const struct words *w, int moment);

/* words_piece.c */
struct piece words_plain(const char *text, enum hold hold);
struct piece words_clause(struct words *w, const struct clause *clause, const char *a,
                          const char *b);
/* The piece as a number, as a statement, and a statement the other way round. */
struct piece words_value(struct words *w, struct piece piece);
struct piece words_truth(struct words *w, struct piece piece);
struct piece words_deny(struct piece piece);
/* Both statements (HOLD_AND) or one of them at least (HOLD_OR). */
struct piece words_join(struct words *w, struct piece a, struct piece b, enum hold hold);
/* `yes` if the condition, otherwise `no`. */
struct piece words_choice(struct words *w, struct piece condition, struct piece yes,
                          struct piece no);
/* A number, between brackets if it holds less tightly. */
const char *words_held(struct words *w, struct piece piece, enum hold hold);
const char *words_mood(struct piece piece, enum mood mood);

/* words_compare.c: `op` from OP_EQ to OP_GE. */
struct piece words_compare(struct words *w, int32_t op, struct piece left, struct piece right);

/* words_each.c */
/* Binds a slot to a letter of its own; what was bound before is kept by the caller. */
void words_bind(struct words *w, int slot, int set);
/* "incident x for which …"; "each incident x for which …" */
const char *words_one(struct words *w, int slot, int set, uint32_t where);
const char *words_each(struct words *w, int slot, int set, uint32_t where);
/* An aggregate, from its operation on. */
struct piece words_aggregate(struct words *w, const int32_t *at);

/* words_option.c */
/* A motion is of this kind. */
struct piece words_is_motion(struct words *w, const char *who, int motion);
/* A motion has the option of this bit. */
struct piece words_has(struct words *w, const char *who, int bit);
/* "of this kind and has it, else what `no` says": one question over several kinds. */
bool words_has_also(struct words *w, struct piece condition, struct piece yes, struct piece no,
                    struct piece *ret_piece);

/* words_expr.c */
struct piece words_read(struct words *w, uint32_t code);
/* As a number or an entity. */
const char *words_expr(struct words *w, uint32_t code);
const char *words_when(struct words *w, uint32_t code, enum mood mood);
/* An expression in the place of a member of `set`. */
const char *words_index(struct words *w, uint32_t code, int set);
/* "1 day", "(…) days" */
const char *words_days(struct words *w, uint32_t code);
/* "after 2 days", "at once" */
const char *words_after(struct words *w, uint32_t code);

/* words.c: one line for each effect. */
void words_effects(struct words *w, struct out *out, const struct rule *rule);
/* The terms of a formula, under the names of its own arguments; they stay bound. */
void words_formula(struct words *w, struct out *out, int index);
/* words_title.c: the text with what stands between braces filled in; yours to free. */
char *words_filled(struct words *w, const char *text);
/* words_owner.c: an action, motion, incident, policy or ending; nothing for other kinds. */
void words_owner(struct words *w, struct out *out, enum kind kind, int index);

#endif
