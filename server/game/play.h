/* SPDX-License-Identifier: EUPL-1.2 */
/* play.h -- a whole game with automated seats and nobody at the table: the same session, the same
 * inputs, the same recording. */
#ifndef GAME_PLAY_H
#define GAME_PLAY_H

#include "game/library.h"
#include "game/session.h"

struct play {
    const char *scenario;
    uint64_t seed;
    const json_t *set;   /* parameter changes or NULL */
    const char *variant; /* "" or the id of one */
    bool later;          /* play the months after, too */
};

/* Told after each input; `session` is as it then is. */
typedef void (*play_seen)(void *cls, const struct session *session, enum input type);

/* Plays to the end. `ret_recording` gets the JSON Lines (NULL: not wanted). The session is yours:
 * session_free(). */
enum err_code play_game(const struct library *library, const struct play *play, play_seen seen,
                        void *cls, struct buf *ret_recording, struct session **ret_session,
                        struct err *err);

/* One turn in plain words, as `hoeksteen play` prints it. */
void play_words(const struct session *session, enum lang lang, int turn, struct buf *ret_text);

#endif
