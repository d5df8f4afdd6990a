/* SPDX-License-Identifier: EUPL-1.2 */
/* words_compare.c -- "is", "is below" and the like between two pieces. Never judges them. */
#include "compiler/words.h"

/* The last is "a is b" of numbers that are written out. */
enum { EQUAL, BELOW, ABOVE, NOBODY, EQUALS, CLAUSES };
static const struct clause clauses[CLAUSES] = {
    [EQUAL] = {"$1 is $2", "$1 $2 is", "$1 is niet $2", "$1 niet $2 is", "$1 is $2",
               "$1 is not $2"},
    [BELOW] = {"$1 is minder dan $2", "$1 minder is dan $2", "$1 is minstens $2",
               "$1 minstens $2 is", "$1 is below $2", "$1 is at least $2"},
    [ABOVE] = {"$1 is meer dan $2", "$1 meer is dan $2", "$1 is hoogstens $2", "$1 hoogstens $2 is",
               "$1 is above $2", "$1 is at most $2"},
    [NOBODY] = {"$1 ontbreekt", "$1 ontbreekt", "$1 bestaat", "$1 bestaat", "$1 does not exist",
                "$1 exists"},
    [EQUALS] = {"$1 is gelijk aan $2", "$1 gelijk is aan $2", "$1 is niet gelijk aan $2",
                "$1 niet gelijk is aan $2", "$1 equals $2", "$1 does not equal $2"},
};

/* One side; `other` says what a constant stands for. */
static const char *side(struct words *w, struct piece piece, struct piece other)
{
    if (piece.constant && other.answer)
        return words_fill(w, "“$1”", "“$1”", words_answer(w, piece.value), NULL, NULL);
    if (piece.constant && other.set != NONE)
        return words_member(w, other.set, piece.value);
    return words_held(w, piece.said ? words_value(w, piece) : piece, HOLD_SUM);
}

/* "x is open = 1" is "x is open"; what is 0 or 1 holds or does not. */
static bool truth(struct words *w, int32_t op, struct piece x, struct piece number,
                  struct piece *ret_piece)
{
    static const struct {
        uint8_t op;
        int8_t value;
        bool yes;
    } rows[] = {{OP_EQ, 1, true},  {OP_NE, 0, true},  {OP_GE, 1, true},  {OP_GT, 0, true},
                {OP_EQ, 0, false}, {OP_NE, 1, false}, {OP_LT, 1, false}, {OP_LE, 0, false}};
    for (size_t i = 0; (x.said || x.flag) && number.known && i < sizeof rows / sizeof rows[0];
         i++) {
        if (rows[i].op != op || rows[i].value != number.value)
            continue;
        struct piece said = words_truth(w, x);
        *ret_piece = rows[i].yes ? said : words_deny(said);
        return true;
    }
    return false;
}

static bool none(struct piece piece, struct piece other)
{
    return piece.constant && piece.value == NONE && other.set != NONE;
}

/* Pieces that are written out at length: "a is b" is no sentence then. */
static bool lengthy(const struct words *w, struct piece left, struct piece right)
{
    if (left.answer || right.answer || right.constant || right.known)
        return false;
    if (left.set == NONE && right.set == NONE)
        return true;
    return left.set != NONE && w->book->program.set[left.set].kind == SET_FIXED;
}

struct piece words_compare(struct words *w, int32_t op, struct piece left, struct piece right)
{
    static const int32_t turned[] = {[0] = OP_EQ,
                                     [OP_NE - OP_EQ] = OP_NE,
                                     [OP_LT - OP_EQ] = OP_GT,
                                     [OP_LE - OP_EQ] = OP_GE,
                                     [OP_GT - OP_EQ] = OP_LT,
                                     [OP_GE - OP_EQ] = OP_LE};
    struct piece made;
    if (truth(w, op, left, right, &made) || truth(w, turned[op - OP_EQ], right, left, &made))
        return made;
    int which = op == OP_LT || op == OP_GE               ? BELOW
                : op == OP_GT || op == OP_LE             ? ABOVE
                : none(left, right) || none(right, left) ? NOBODY
                : lengthy(w, left, right)                ? EQUALS
                                                         : EQUAL;
    const char *a = side(w, left, right), *b = side(w, right, left);
    made = words_clause(w, &clauses[which], none(left, right) ? b : a, b);
    return op == OP_NE || op == OP_LE || op == OP_GE ? words_deny(made) : made;
}
