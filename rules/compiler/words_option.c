/* SPDX-License-Identifier: EUPL-1.2 */
/* words_option.c -- kinds of motions and their options. The bit of an option may differ from kind
 * to kind; the program then asks for one kind after the other, and the words ask once. */
#include <string.h>

#include "compiler/words.h"

struct piece words_is_motion(struct words *w, const char *who, int motion)
{
    static const struct clause is = {"$1 is “$2”",      "$1 “$2” is", "$1 is niet “$2”",
                                     "$1 niet “$2” is", "$1 is “$2”", "$1 is not “$2”"};
    struct piece piece =
        words_clause(w, &is, who, words_text(w, "motion", book_id(w->book, KIND_MOTION, motion)));
    piece.motion = motion;
    piece.who = who;
    return piece;
}

/* The bit of an option in a kind, NONE when it has none. */
static int bit_of(const struct words *w, int motion, const char *option)
{
    const char *id;
    for (int bit = 0; *(id = book_option(w->book, motion, bit)); bit++) {
        if (strcmp(id, option) == 0)
            return bit;
    }
    return NONE;
}

static uint64_t kinds_with(const struct words *w, const char *option)
{
    uint64_t kinds = 0;
    for (int k = 0; k < book_count(w->book, KIND_MOTION) && k < MOTION_KINDS_MAX; k++)
        kinds |= bit_of(w, k, option) == NONE ? 0 : UINT64_C(1) << k;
    return kinds;
}

/* Is it of one of `kinds`, and has it the option? `named`: the kinds that are said. */
static struct piece has_of(struct words *w, const char *who, const char *option, uint64_t kinds,
                           uint64_t named)
{
    static const struct clause has = {"$1 heeft “$2”",      "$1 “$2” heeft",
                                      "$1 heeft niet “$2”", "$1 niet “$2” heeft",
                                      "$1 has “$2”",        "$1 does not have “$2”"};
    struct piece which = {.said = false};
    const char *prefix = "";
    for (int k = MOTION_KINDS_MAX - 1; k >= 0; k--) {
        if (kinds >> k & 1)
            prefix = words_fill(w, "motion.$1.option", "motion.$1.option",
                                book_id(w->book, KIND_MOTION, k), NULL, NULL);
        if (!(named >> k & 1))
            continue;
        struct piece is = words_is_motion(w, who, k);
        which = which.said ? words_join(w, is, which, HOLD_OR) : is;
    }
    struct piece piece = words_clause(w, &has, who, words_text(w, prefix, option));
    if (which.said)
        piece = words_join(w, which, piece, HOLD_AND);
    piece.option = option;
    piece.kinds = kinds;
    piece.who = who;
    return piece;
}

struct piece words_has(struct words *w, const char *who, int bit)
{
    int kind = w->motion != NONE && strcmp(w->motion_who, who) == 0 ? w->motion : NONE;
    for (int k = 0; k < book_count(w->book, KIND_MOTION) && kind == NONE; k++)
        kind = *book_option(w->book, k, bit) ? k : NONE;
    const char *option = book_option(w->book, kind, bit);
    return has_of(w, who, option, kinds_with(w, option), 0);
}

bool words_has_also(struct words *w, struct piece condition, struct piece yes, struct piece no,
                    struct piece *ret_piece)
{
    if (condition.motion == NONE || !yes.option || strcmp(yes.who, condition.who) != 0 ||
        !(yes.kinds >> condition.motion & 1))
        return false;
    bool more = no.option && strcmp(no.option, yes.option) == 0 && strcmp(no.who, yes.who) == 0;
    if (!more && !(no.known && no.value == 0))
        return false;
    uint64_t kinds = UINT64_C(1) << condition.motion | (more ? no.kinds : 0);
    bool all = more && kinds == kinds_with(w, yes.option); /* no other kind has it anyway */
    *ret_piece = has_of(w, yes.who, yes.option, kinds, all ? 0 : kinds);
    return true;
}
