/* SPDX-License-Identifier: EUPL-1.2 */
/* push_diff.h -- what the viewers of one kind were sent last, and what has changed since. */
#ifndef GAME_PUSH_DIFF_H
#define GAME_PUSH_DIFF_H

#include "base/json_spans.h"
#include "game/patch.h"
#include "game/patching.h"
#include "game/table.h"

enum { VIEW_BYTES_MAX = 4 << 20 };

/* One round of comparisons after a change: scratch that serves all audiences, and what changed on
 * each one's agenda. The game keeps the scratch for the next round, whoever's it is: it is warm
 * then. */
struct diffing {
    struct diffing *next; /* spare ones */
    struct table *table;
    struct buf now, patch, json;        /* `json` is the caller's, and empty */
    struct buf own, own_patch;          /* of an agenda item, beside what all read alike */
    struct json_spans spans, own_spans; /* of `now`, of `own` */
    /* What the last audience had been sent of `now`, and has now; the next ones have mostly been
     * sent the same. */
    struct kept was, is;
    bool was_differs;
    struct buf agenda[AUDIENCES_MAX]; /* by the audience's place */
    int audiences;                    /* more may come while the round goes on */
};

struct json_text kept_text(const struct kept *kept); /* borrowed, until it is set again */
struct diffing *diffing_begin(struct table *table);
void diffing_done(struct diffing *diffing);
/* The items of these motions, for every audience that somebody watches, or for `only` this one. */
void diffing_agenda(struct diffing *diffing, uint64_t motions, const struct audience *only);
/* What changed for these eyes, their agenda included, into `json`; nothing when nothing did. */
void diffing_audience(struct diffing *diffing, struct audience *audience, uint32_t sections,
                      struct buf *json);
/* The new text against the one sent last: true when they differ, and then the difference stands in
 * `patch`. */
bool differ(const struct buf *now, struct kept *was, struct buf *ret_patch);
/* The menu item by item (push_menu.c): only what an order may have changed is written and compared.
 * `anew`: nothing that was kept of the items' sums holds. */
void diffing_menu(struct diffing *diffing, struct audience *audience, bool anew,
                  struct patching *p);
/* The board gauge by gauge (push_board.c), in the same way. */
void diffing_board(struct diffing *diffing, struct audience *audience, bool anew,
                   struct patching *p);
void kept_board_done(struct audience *audience);
void kept_menu_done(struct audience *audience);
/* The private part of one stream. */
void diffing_me(struct diffing *diffing, struct sink *sink, struct buf *json);

#endif
