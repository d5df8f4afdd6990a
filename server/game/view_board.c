/* SPDX-License-Identifier: EUPL-1.2 */
/* view_board.c -- the board: gauges in words, and the ladder with the rungs that were passed,
 * skipped and lie ahead. */
#include "game/view.h"

static void write_reading(const struct view *view, const struct reading *reading, void *cls)
{
    int *n = cls;
    if (reading_in_case(reading->gauge)) {
        return;
    }
    view_reading(view, reading, (*n)++, true);
}

/* Bit k: the crisis stood on rung k at some time. */
static uint64_t rungs_stood(const struct view *view, const struct gauge *gauge)
{
    const struct variable *row = &view->p->variable[gauge->variable];
    uint64_t stood = 0;
    int k = index_last_change(view->s, gauge->variable, 0, 0);
    int32_t start = view->s->start_world == NULL
                        ? row->start
                        : engine_value(view->p, view->s->start_world, gauge->variable, 0, 0);
    for (; k != NONE; k = index_earlier_change(view->s, k)) {
        int32_t after = whole(row, view->s->change[k].c.after),
                before = whole(row, view->s->change[k].c.before);
        stood |= after >= 0 && after < 64 ? UINT64_C(1) << after : 0;
        stood |= before >= 0 && before < 64 ? UINT64_C(1) << before : 0;
        start = before < start ? before : start;
    }
    for (int32_t below = 0; below <= whole(row, start) && below < 64; below++) {
        stood |=
            UINT64_C(1) << below; /* what lies under the start was never skipped in this game */
    }
    return stood;
}

/* The gauge of the ladder, NULL when there is none that these eyes may see. */
static const struct gauge *ladder_of(const struct view *view)
{
    const struct gauge *gauge = gauge_role(view->s, "ladder");
    const bool one = gauge != NULL && gauge->variable != NONE && !gauge->own && !gauge->incident;
    return one && reading_may(view, gauge, NONE) ? gauge : NULL;
}

void view_board_ladder(const struct view *view)
{
    const struct gauge *gauge = ladder_of(view);
    char key[VIEW_KEY_MAX], id[NUMBERED_MAX];
    if (gauge == NULL) {
        return;
    }
    const struct reading reading = {.gauge = gauge, .subject = NONE};
    const int32_t now = reading_value(view, &reading, view->w);
    const uint64_t stood = rungs_stood(view, gauge);
    json_open(view->out, '{');
    put_int(view->out, "rung", now);
    put_object(view->out, "rungs");
    for (int k = 0; k < gauge->bands; k++) {
        int32_t rung = gauge->lo[k];
        bool past = rung >= 0 && rung < 64 && (stood >> rung & 1u) != 0;
        put_object(view->out, numbered(id, "", rung));
        put_int(view->out, "n", rung);
        view_named(view, "name", view_key(key, "gauge", gauge->id, gauge->band[k], NULL));
        put_str(view->out, "state",
                rung == now  ? "now"
                : rung > now ? "above"
                : past       ? "past"
                             : "skipped");
        put_end(view->out);
    }
    put_end(view->out);
    put_end(view->out);
}

bool view_has_board(const struct view *view)
{
    return view->s->scenario != NULL && view->s->phase != PHASE_LOBBY;
}

int view_board_gauge(const struct view *view, const struct gauge *gauge, int n)
{
    const int first = n;
    json_open(view->out, '{');
    readings_of(view, gauge, write_reading, &n);
    put_end(view->out);
    return n - first;
}

void view_board(const struct view *view)
{
    int n = 0;
    if (!view_has_board(view)) {
        return;
    }
    json_open(view->out, '{');
    put_object(view->out, "gauges");
    readings_walk(view, write_reading, &n);
    put_end(view->out);
    if (ladder_of(view) != NULL) {
        json_key(view->out, "ladder");
        view_board_ladder(view);
    }
    put_end(view->out);
}
