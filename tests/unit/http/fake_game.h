/* SPDX-License-Identifier: EUPL-1.2 */
/* fake_game.h -- what a test may do to the double of the game beyond game.h. */
#ifndef FAKE_GAME_H
#define FAKE_GAME_H

#include <stddef.h>
#include <stdint.h>

struct game;

#define FAKE_TOKEN                                                                                 \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" /* 43 characters; good, as any other */
#define FAKE_TOKEN_EXPIRED "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"
#define FAKE_CODE          "K7PM2X" /* the one join code that exists */

/* Pushes to every sink that is attached, from the calling thread. Returns how many it were. */
int fake_game_push(struct game *game, const char *kind, const char *json, size_t size);
int fake_game_sinks(struct game *game);
/* Commands that wait because of {"command":"hold"}. */
int fake_game_held(struct game *game);

#endif
