/* SPDX-License-Identifier: EUPL-1.2 */
/* played.h -- a session of the real book, played by automated seats phase by phase, for tests of
 * what is shown. */
#ifndef LIB_PLAYED_H
#define LIB_PLAYED_H

#include "game/library.h"
#include "game/session.h"

struct played {
    struct shelf *shelf;
    struct session *session;
    int64_t t;
};

/* The scenario with this id, its preset `preset` (from 0). Fails the test when the book is broken.
 */
void played_begin(struct played *played, const char *id, size_t preset, uint64_t seed);
/* The same with numbers set otherwise ({"MA-14.base":9}; NULL: none), on the shelf of another. */
void played_beside(struct played *played, const struct played *other, const char *id, size_t preset,
                   uint64_t seed, json_t *set);
void played_done(struct played *played);
/* One input; it must be taken. `data` is stolen. */
void played_input(struct played *played, enum input type, const char *by, json_t *data);
/* On to the next phase; false when the debriefing has been reached. */
bool played_next(struct played *played);
/* On until this phase of this turn (0: of any turn); false when the game is over before it. */
bool played_until(struct played *played, enum phase phase, int turn);
/* A section or a motion (section >= SECTIONS: motion section - SECTIONS) as JSON; NULL when it is
 * absent. Yours. */
json_t *played_view(const struct played *played, int eyes, int section);
/* Everything these eyes are shown, as bytes. */
void played_all(const struct played *played, int eyes, struct buf *ret_bytes);

#endif
