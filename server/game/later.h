/* SPDX-License-Identifier: EUPL-1.2 */
/* later.h -- three months later: the chosen line and its main alternative played on many times on
 * the same dice, and how often what came of it. Plays on copies; the session is not changed. */
#ifndef GAME_LATER_H
#define GAME_LATER_H

#include "game/session.h"

enum { LATER_GAMES = 300, LATER_FACTS_MAX = 32 };

/* What is needed is copied: the session may go on. NULL when the scenario has no months after.
 * Yours: later_free(). */
struct later *later_new(const struct session *session);
/* Plays up to `games` more of both lines; false when all have been played. */
bool later_step(struct later *later, int games);
int later_done(const struct later *later);
int later_of(const struct later *later);
/* The data of INPUT_LATER, yours:
 * {"of":300,"lines":{"chosen":{"facts":{id:count}},"other":{"facts":{id:count},"adopts":true}}};
 * without "other" when nothing was decided that could have gone otherwise. */
json_t *later_result(const struct later *later);
void later_free(struct later *later); /* accepts NULL */

#endif
