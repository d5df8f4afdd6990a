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
struct view_reads {
    struct reads section[SECTIONS];
    struct reads motions; /* the items of the agenda */
};

const struct view_reads *view_reads(const struct session *session);
/* view_cache.c: where it is kept. */
struct view_reads **view_reads_place(const struct session *session);

/* Marks what has to be projected again after this: a number (of `actor`, NONE: nobody's) or an enum
 * depend. */
void reads_mark(struct session *session, int bit, int actor);

#endif
