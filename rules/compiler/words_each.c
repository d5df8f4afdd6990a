/* SPDX-License-Identifier: EUPL-1.2 */
/* words_each.c -- names bound over a set, and what is asked of all its members together. A name
 * that the book does not keep gets a letter. */
#include <string.h>

#include "compiler/words.h"

/* A letter that no bound name has. */
static const char *letter(const struct words *w)
{
    static const char *const spare[BIND_MAX + 1] = {"x", "y", "z", "u", "v", "w", "p", "q", "k"};
    for (size_t i = 0; i < sizeof spare / sizeof spare[0]; i++) {
        bool taken = false;
        for (int slot = 0; slot < w->names.count; slot++)
            taken = taken || strcmp(w->names.name[slot], spare[i]) == 0;
        if (!taken)
            return spare[i];
    }
    return "?";
}

void words_bind(struct words *w, int slot, int set)
{
    for (int k = w->names.count; k < slot; k++)
        w->names.name[k] = "";
    w->names.count = (uint8_t)slot; /* what came behind it is out of sight */
    w->names.name[slot] = letter(w);
    w->names.set[slot] = (uint8_t)set;
    w->names.count = (uint8_t)(slot + 1);
}

static const char *where_of(struct words *w, uint32_t where)
{
    return where ? words_fill(w, " waarvoor $1", " for which $1", words_when(w, where, MOOD_CLAUSE),
                              NULL, NULL)
                 : "";
}

/* "incident x"; of a fixed set, "x of “regions”". */
static const char *name_of(struct words *w, int slot, int set)
{
    const char *name = words_bound(w, slot);
    return w->book->program.set[set].kind != SET_FIXED
               ? name
               : words_fill(w, "$1 uit “$2”", "$1 of “$2”", name,
                            words_text(w, "set", book_id(w->book, KIND_SET, set)), NULL);
}

const char *words_one(struct words *w, int slot, int set, uint32_t where)
{
    return words_fill(w, "$1$2", "$1$2", name_of(w, slot, set), where_of(w, where), NULL);
}

const char *words_each(struct words *w, int slot, int set, uint32_t where)
{
    return words_fill(w, "$1 $2", "each $2", words_noun(w, set)->nl_each,
                      words_one(w, slot, set, where), NULL);
}

static const char *many(struct words *w, int slot, int set)
{
    const struct noun *noun = words_noun(w, set);
    return *noun->nl
               ? words_fill(w, "$1 $3", "$2 $3", noun->nl_many, noun->en_many, w->names.name[slot])
               : name_of(w, slot, set);
}

static struct piece counted(struct words *w, const int32_t *at)
{
    struct piece piece =
        words_plain(words_fill(w, "het aantal $1$2", "the number of $1$2", many(w, at[3], at[2]),
                               where_of(w, (uint32_t)at[4]), NULL),
                    at[4] ? HOLD_LOOSE : HOLD_ATOM);
    piece.low = 0;
    return piece;
}

/* There is one; nobody knows which. */
static struct piece any(struct words *w, const int32_t *at)
{
    static const struct clause there = {"er is een $1$2",  "er een $1 is$2", "er is geen $1$2",
                                        "er geen $1 is$2", "there is $1$2",  "there is no $1$2"};
    const char *name = name_of(w, at[3], at[2]), *where = where_of(w, (uint32_t)at[4]);
    struct piece piece = words_clause(w, &there, name, where);
    if (w->lang == LANG_EN) {
        piece.text = piece.sub =
            words_fill(w, NULL, "there is $1 $2$3", words_noun(w, at[2])->en_one, name, where);
    }
    piece.hold = piece.no_hold = at[4] ? HOLD_LOOSE : HOLD_COMPARE;
    return piece;
}

static struct piece all(struct words *w, const int32_t *at)
{
    static const struct clause each = {"voor $1 geldt dat $2",      "voor $1 geldt dat $2",
                                       "niet voor $1 geldt dat $2", "niet voor $1 geldt dat $2",
                                       "for $1 it holds that $2",   "not for $1 it holds that $2"};
    const char *who = words_each(w, at[3], at[2], (uint32_t)at[4]);
    who = at[4] ? words_fill(w, "$1,", "$1,", who, NULL, NULL) : who;
    struct piece body = words_truth(w, words_read(w, (uint32_t)at[5]));
    struct piece piece = words_clause(w, &each, who, body.sub);
    piece.hold = piece.no_hold = HOLD_LOOSE;
    return piece;
}

struct piece words_aggregate(struct words *w, const int32_t *at)
{
    static const struct {
        const char *nl, *en;
    } words[AGGREGATES] = {
        [AGG_SUM] = {"de som van $1 over $2", "the sum of $1 over $2"},
        [AGG_MIN] = {"het laagste van $1 over $2", "the lowest of $1 over $2"},
        [AGG_MAX] = {"het hoogste van $1 over $2", "the highest of $1 over $2"},
        [AGG_MEDIAN] = {"de mediaan van $1 over $2", "the median of $1 over $2"},
    };
    struct names own = w->names;
    struct piece made;
    words_bind(w, at[3], at[2]);
    if (at[1] == AGG_COUNT) {
        made = counted(w, at);
    } else if (at[1] == AGG_ANY) {
        made = any(w, at);
    } else if (at[1] == AGG_ALL) {
        made = all(w, at);
    } else {
        struct piece body = words_value(w, words_read(w, (uint32_t)at[5]));
        made = words_plain(words_fill(w, words[at[1]].nl, words[at[1]].en,
                                      words_held(w, body, HOLD_PRODUCT),
                                      words_each(w, at[3], at[2], (uint32_t)at[4]), NULL),
                           HOLD_LOOSE);
    }
    w->names = own;
    return made;
}
