/* SPDX-License-Identifier: EUPL-1.2 */
/* view_reads.h -- which numbers of the world each section of a view is made of, worked out once
 * from the program, so that a change is projected again only where it can be seen. Never too
 * little: what cannot be told apart counts as read. */
#ifndef GAME_VIEW_READS_H
#define GAME_VIEW_READS_H

#include "game/session.h"

/* Bits are variables and enum depend of the engine. `own`: read of the viewer's actors alone. */
struct reads {
    uint64_t any[DEPEND_WORDS], own[DEPEND_WORDS];
};
/* Actions by bit: of whom everybody's offer reads it, of whom that of the actor whose it is. */
struct action_readers {
    uint64_t any[ACTION_WORDS], own[ACTION_WORDS];
};
struct view_reads {
    struct action_readers readers[DEPENDS];
    uint64_t gauges[DEPENDS], gauges_own[DEPENDS]; /* the same of the board's gauges */
    struct reads section[SECTIONS];
    struct reads agenda[MOTION_KINDS_MAX]; /* an item of this kind; the motion's own answers and
                                         slips are left out: who changes them marks it */
};

const struct view_reads *view_reads(const struct session *session);
/* view_cache.c: where it is kept. */
struct view_reads **view_reads_place(const struct session *session);

/* Marks the offer of one action to a team; every offer to every team. */
void reads_mark_offer(struct session *session, int action, int team);
void reads_mark_offers(struct session *session);
/* Marks what has to be projected again after this: a number (of `actor`, NONE: nobody's) or an enum
 * depend. */
void reads_mark(struct session *session, int bit, int actor);

#endif
