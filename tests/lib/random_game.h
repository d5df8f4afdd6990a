/* SPDX-License-Identifier: EUPL-1.2 */
/* random_game.h -- a whole game by people who choose at random out of their own views: a
 * facilitator, every seat of the preset, a room screen and somebody without a seat. */
#ifndef LIB_RANDOM_GAME_H
#define LIB_RANDOM_GAME_H

#include "dice.h"
#include "party.h"

struct random_game {
    struct party *party;
    struct dice dice;
    int first_player, players; /* seats of players who sit in a team */
    int room, guest;           /* guest: joined, without a seat */
    int left;                  /* moves left in this phase */
    int accepted, refused, moves;
    bool timed;
    char last[5000]; /* what was done last, for a message */
};

/* The table: seat 0 the host, then players, room and guest; all with streams. The game is begun:
 * phase brief. */
void random_game_begin(struct random_game *game, struct party *party, const char *scenario,
                       uint64_t seed, bool timed);
/* Does something; false once the game is closed. A command that the view offered and that came back
 * as anything but "refused" or "session-full" stops the test. */
bool random_game_move(struct random_game *game);
/* Only players (and, when `host`, the facilitator short of the next phase): one command out of a
 * view, or none. */
void random_game_act(struct random_game *game, int seat);
/* The facilitator moves on. */
void random_game_next(struct random_game *game);

/* How every test draws its lots. */
const char *random_game_scenario(uint64_t seed);

#endif
