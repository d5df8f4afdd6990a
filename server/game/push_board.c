/* SPDX-License-Identifier: EUPL-1.2 */
/* push_board.c -- the board gauge by gauge: only gauges that read a number which moved are written
 * and compared. Never decides who may read a gauge. */
#include <stdlib.h>

#include "game/game_private.h"
#include "game/push_diff.h"
#include "game/view.h"

void kept_board_done(struct audience *audience)
{
    struct kept_board *board = audience->board;
    for (int k = 0; board != NULL && k < GAUGES_MAX; k++) {
        kept_done(&board->gauge[k]);
    }
    if (board != NULL) {
        kept_done(&board->ladder);
    }
    free(board);
    audience->board = NULL;
}

/* Which gauges may read otherwise to these eyes now. */
static uint64_t moved_gauges(const struct session *session, int eyes)
{
    uint64_t moved = session->dirty_gauges;
    for (int t = 0; t < session->teams; t++) {
        moved |= eyes == t || eyes == EYES_ALL ? session->dirty_gauges_team[t] : 0;
    }
    return moved;
}

/* "board":{"gauges":{ , written when the first change comes. */
struct opened {
    struct patching *p;
    bool board, gauges;
};

static void open_board(struct opened *o)
{
    if (!o->board) {
        patching_key(o->p, SECTION_PATHS[SECTION_BOARD].parent, SECTION_PATHS[SECTION_BOARD].key);
        json_open(o->p->json, '{');
        o->board = true;
    }
}

static void open_gauges(struct opened *o)
{
    open_board(o);
    if (!o->gauges) {
        json_key(o->p->json, "gauges");
        json_open(o->p->json, '{');
        o->gauges = true;
    }
}

static void diff_gauges(struct diffing *diffing, const struct view *view, struct kept_board *board,
                        uint64_t moved, struct opened *o)
{
    const struct gauge_table *table = gauge_table(view->s);
    int n = 0;
    for (int k = 0; k < table->count; k++) {
        if ((moved >> k & 1u) != 0 || board->first[k] != n) {
            buf_clear(&diffing->now);
            board->first[k] = (int16_t)n;
            board->count[k] = (int16_t)view_board_gauge(view, &table->gauge[k], n);
            if (differ(&diffing->now, &board->gauge[k], &diffing->patch) &&
                diffing->patch.size > 2) {
                open_gauges(o);
                json_inner(o->p->json, diffing->patch.data, diffing->patch.size);
            }
        }
        n += board->count[k];
    }
    if (o->gauges) {
        json_close(o->p->json, '}');
    }
}

static bool ladder_moved(const struct session *session, uint64_t moved)
{
    const struct gauge *gauge = gauge_role(session, "ladder");
    return gauge != NULL && (moved >> (gauge - gauge_table(session)->gauge) & 1u) != 0;
}

static void diff_ladder(struct diffing *diffing, const struct view *view, struct kept_board *board,
                        struct opened *o)
{
    buf_clear(&diffing->now);
    view_board_ladder(view);
    if (differ(&diffing->now, &board->ladder, &diffing->patch)) {
        open_board(o);
        json_key(o->p->json, "ladder");
        json_raw(o->p->json, diffing->patch.data, diffing->patch.size);
    }
}

void diffing_board(struct diffing *diffing, struct audience *audience, bool anew,
                   struct patching *p)
{
    const struct table *table = diffing->table;
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    struct opened opened = {.p = p};
    struct view view;
    if (session != NULL) {
        view_open(&view, session, audience->eyes, &diffing->now);
    }
    if (session == NULL || !view_has_board(&view)) {
        if (audience->board != NULL) {
            kept_board_done(audience);
            patching_key(p, SECTION_PATHS[SECTION_BOARD].parent, SECTION_PATHS[SECTION_BOARD].key);
            json_nil(p->json);
        }
        return;
    }
    if (audience->board == NULL) {
        audience->board = calloc(1, sizeof *audience->board);
        if (audience->board == NULL) {
            abort();
        }
        anew = true;
        open_gauges(&opened); /* also when nobody shows these eyes a gauge */
    }
    const uint64_t moved = anew ? UINT64_MAX : moved_gauges(session, audience->eyes);
    diff_gauges(diffing, &view, audience->board, moved, &opened);
    if (ladder_moved(session, moved)) {
        diff_ladder(diffing, &view, audience->board, &opened);
    }
    if (opened.board) {
        json_close(p->json, '}');
    }
}
