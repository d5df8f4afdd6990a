/* SPDX-License-Identifier: EUPL-1.2 */
/* random_pick.h -- small choices out of a view, shared by the random player and the random
 * facilitator. */
#ifndef LIB_RANDOM_PICK_H
#define LIB_RANDOM_PICK_H

#include <stddef.h>

#include <jansson.h>

#include "dice.h"

/* A member of an object, and its name (borrowed); NULL of an empty or absent one. pick_able: one
 * with "able":true. */
const json_t *pick_any(const json_t *object, struct dice *dice, const char **ret_name);
const json_t *pick_able(const json_t *object, struct dice *dice, const char **ret_name);
/* A value of a field: one of its "options", or from "lo" to "hi". */
json_t *pick_value(const json_t *field, struct dice *dice);
/* Something that a person may type: both languages, quotes, other scripts, more than one line. */
const char *pick_words(struct dice *dice);

struct offer {
    const char *command;
    int weight;
    json_t *(*make)(const json_t *view, struct dice *dice);
};
/* An offer that the view's `can` holds, by weight; one that has nothing to do is passed over. */
json_t *pick_offer(const struct offer *offers, size_t count, const json_t *view, struct dice *dice,
                   const char *only);

#endif
