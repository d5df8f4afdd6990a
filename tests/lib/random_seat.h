/* SPDX-License-Identifier: EUPL-1.2 */
/* random_seat.h -- a player, or a facilitator, who knows nothing but the own view and does
 * something that it offers. */
#ifndef LIB_RANDOM_SEAT_H
#define LIB_RANDOM_SEAT_H

#include <stdbool.h>

#include <jansson.h>

#include "dice.h"

/* A command that the view offers, as the body's JSON; yours. NULL when there is nothing to do.
 * `only` narrows it to one command ("" or NULL: any). Nothing here moves the phase on. */
json_t *random_player(const json_t *view, struct dice *dice, const char *only);
json_t *random_host(const json_t *view, struct dice *dice, const char *only);

#endif
