/* SPDX-License-Identifier: EUPL-1.2 */
/* words_piece.c -- numbers and statements in Dutch and English, and one turned into the other.
 * Knows no program: words_expr.c reads that. */
#include <string.h>

#include "compiler/words.h"

/* Bytes that may be said twice: nested, they would double at each level. */
enum { TWICE_MAX = 200 };

struct piece words_plain(const char *text, enum hold hold)
{
    return (struct piece){
        .text = text, .hold = (uint8_t)hold, .set = NONE, .low = LOW_UNKNOWN, .motion = NONE};
}

struct piece words_clause(struct words *w, const struct clause *clause, const char *a,
                          const char *b)
{
    struct piece piece =
        words_plain(words_fill(w, clause->nl, clause->en, a, b, NULL), HOLD_COMPARE);
    piece.sub = words_fill(w, clause->nl_sub, clause->en, a, b, NULL);
    piece.no = words_fill(w, clause->nl_no, clause->en_no, a, b, NULL);
    piece.no_sub = words_fill(w, clause->nl_no_sub, clause->en_no, a, b, NULL);
    piece.no_hold = HOLD_COMPARE;
    piece.said = true;
    return piece;
}

const char *words_held(struct words *w, struct piece piece, enum hold hold)
{
    return piece.hold > hold ? words_fill(w, "($1)", "($1)", piece.text, NULL, NULL) : piece.text;
}

const char *words_mood(struct piece piece, enum mood mood)
{
    return piece.said && mood == MOOD_CLAUSE ? piece.sub : piece.text;
}

struct piece words_truth(struct words *w, struct piece piece)
{
    static const struct clause holds = {"$1 geldt",      "$1 geldt", "$1 geldt niet",
                                        "$1 niet geldt", "$1 holds", "$1 does not hold"};
    static const struct clause some = {"$1 is niet 0", "$1 niet 0 is", "$1 is 0",
                                       "$1 0 is",      "$1 is not 0",  "$1 is 0"};
    if (piece.said)
        return piece;
    return words_clause(w, piece.flag ? &holds : &some, words_held(w, piece, HOLD_SUM), NULL);
}

struct piece words_value(struct words *w, struct piece piece)
{
    if (!piece.said && !piece.flag)
        return piece;
    struct piece value = words_plain(words_fill(w, "1 als $1, anders 0", "1 if $1, otherwise 0",
                                                words_truth(w, piece).sub, NULL, NULL),
                                     HOLD_LOOSE);
    value.choice = true;
    value.low = 0;
    return value;
}

struct piece words_deny(struct piece piece)
{
    struct piece other = words_plain(piece.no, (enum hold)piece.no_hold);
    other.sub = piece.no_sub;
    other.no = piece.text;
    other.no_sub = piece.sub;
    other.no_hold = piece.hold;
    other.said = true;
    return other;
}

/* One of the four ways of two statements, joined. */
static const char *both(struct words *w, const char *a, int a_hold, const char *b, int b_hold,
                        enum hold hold)
{
    /* "A and B or C" is not clear to everybody: only what is joined likewise stands bare */
    const char *left = a_hold > HOLD_COMPARE && a_hold != (int)hold
                           ? words_fill(w, "($1)", "($1)", a, NULL, NULL)
                           : a;
    const char *right = b_hold > HOLD_COMPARE && b_hold != (int)hold
                            ? words_fill(w, "($1)", "($1)", b, NULL, NULL)
                            : b;
    return hold == HOLD_AND ? words_fill(w, "$1 en $2", "$1 and $2", left, right, NULL)
                            : words_fill(w, "$1 of $2", "$1 or $2", left, right, NULL);
}

struct piece words_join(struct words *w, struct piece a, struct piece b, enum hold hold)
{
    enum hold other = hold == HOLD_AND ? HOLD_OR : HOLD_AND; /* not both: not the one or … */
    struct piece piece = words_plain(both(w, a.text, a.hold, b.text, b.hold, hold), hold);
    piece.sub = both(w, a.sub, a.hold, b.sub, b.hold, hold);
    piece.no = both(w, a.no, a.no_hold, b.no, b.no_hold, other);
    piece.no_sub = both(w, a.no_sub, a.no_hold, b.no_sub, b.no_hold, other);
    piece.no_hold = (uint8_t)other;
    piece.said = true;
    return piece;
}

static bool is_known(struct piece piece, int32_t value)
{
    return piece.known && piece.value == value;
}

struct piece words_choice(struct words *w, struct piece condition, struct piece yes,
                          struct piece no)
{
    struct piece joined;
    bool yes_truth = yes.said || yes.flag, no_truth = no.said || no.flag;
    if (words_has_also(w, condition, yes, no, &joined))
        return joined;
    if (is_known(no, 0) && (yes_truth || is_known(yes, 1)))
        return yes_truth ? words_join(w, condition, words_truth(w, yes), HOLD_AND) : condition;
    if (is_known(yes, 1) && no_truth)
        return words_join(w, condition, words_truth(w, no), HOLD_OR);
    if (is_known(yes, 0) && is_known(no, 1))
        return words_deny(condition);
    if (yes.said && no.said && strlen(condition.text) <= TWICE_MAX)
        return words_join(w, words_join(w, condition, yes, HOLD_AND),
                          words_join(w, words_deny(condition), no, HOLD_AND), HOLD_OR);
    no = words_value(w, no);
    struct piece made =
        words_plain(words_fill(w, "$1 als $2, anders $3", "$1 if $2, otherwise $3",
                               words_held(w, words_value(w, yes), HOLD_SUM), condition.sub,
                               no.choice ? no.text : words_held(w, no, HOLD_SUM)),
                    HOLD_LOOSE);
    made.choice = true;
    made.low = yes.low < no.low ? yes.low : no.low;
    return made;
}
