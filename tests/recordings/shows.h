/* SPDX-License-Identifier: EUPL-1.2 */
/* shows.h -- what a game by automated seats shows, in short words ("broken:C03",
 * "effective:C07:plain", "end:planned"), and a digest of all that happened in it. Names nothing of
 * the book itself: the words come from its ids. */
#ifndef RECORDINGS_SHOWS_H
#define RECORDINGS_SHOWS_H

#include "game/play.h"

enum { FACTS_ROOM = 400, FACT_SIZE = 120, DIGEST_SIZE = 17 };

struct shows {
    int facts;
    char fact[FACTS_ROOM][FACT_SIZE]; /* in the order of the game; broken silences last */
    char digest[DIGEST_SIZE]; /* over the inputs and results of all lines, without the book and the
                                 chain */
};

/* Plays it. False with a sentence on stderr when it cannot be played. */
bool shows_play(const struct library *library, const char *scenario, uint64_t seed,
                struct shows *ret_shows);
/* Does the game show all of these, with blanks between them? "!x": x is not there; "x<y": the first
 * x before the first y. */
bool shows_all(const struct shows *shows, const char *wanted);

#endif
