/* SPDX-License-Identifier: EUPL-1.2 */
/* view_clock.c -- where the game stands: its name, its phase, its timer, the plan of the turn, the
 * months after. Equal for every viewer. Never reads a clock: the moment at which a timer ends is
 * the session's, moved by what the table says. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

#include "game/session_inputs.h"

void view_session_part(const struct view *view)
{
    const struct session *s = view->s;
    const json_t *scenario = scenario_json(s->scenario);
    struct buf *out = view->out;
    char turn[16];
    json_open(out, '{');
    put_str(out, "id", s->id);
    put_str(out, "scenario", json_string_value(json_object_get(scenario, "id")));
    view_named(view, "title", "title");
    view_named(view, "summary", "summary");
    if (json_is_true(json_object_get(scenario, "warning"))) {
        view_named(view, "warning", "warning");
    }
    put_str(out, "names", s->names);
    put_str(out, "phase", phase_word((enum phase)s->phase));
    put_int(out, "turn", s->turn);
    put_int(out, "turns", s->setup->turns);
    put_int(out, "day", s->world.day);
    put_str(out, "state", s->phase == PHASE_CLOSED ? "ended" : s->paused ? "paused" : "running");
    put_bool(out, "locked", s->locked);
    view_changed(view);
    (void)snprintf(turn, sizeof turn, "%d", s->branch_turn);
    put_str(out, "branch", s->branch_of[0] == '\0' ? "" : turn);
    json_close(out, '}');
}

void view_clock(const struct view *view)
{
    const struct session *s = view->s;
    bool paused = s->paused && s->left >= 0;
    bool off = paused ? false : s->ends < 0;
    json_open(view->out, '{');
    put_str(view->out, "state", paused ? "paused" : off ? "off" : "running");
    if (paused) {
        put_int(view->out, "left", s->left);
    } else if (!off) {
        put_int(view->out, "ends", s->ends + s->clock_shift);
    }
    if (!off) {
        put_int(view->out, "total", s->total);
    }
    json_close(view->out, '}');
}

static const struct {
    uint8_t name, help;
} PHASE_TEXTS[PHASES] = {
#define PHASE_TEXT(name, word) [PHASE_##name] = {WORD_##name, WORD_##name##_HELP},
    PHASE_LIST(PHASE_TEXT)
#undef PHASE_TEXT
};

/* Has this phase a place in the plan? Phases of a turn that take no time are passed over, but not
 * the engine's. */
static bool planned(const struct session *s, enum phase phase, int seconds)
{
    if (phase == PHASE_LOBBY || phase == PHASE_CLOSED) {
        return false;
    }
    bool skipped = phase == PHASE_ASSESS || phase == PHASE_DELIBERATE || phase == PHASE_COUNCIL;
    return !skipped || seconds > 0 || (enum phase)s->phase == phase;
}

void view_phases(const struct view *view)
{
    const struct session *s = view->s;
    int turn = s->turn < 1 ? 1 : s->turn;
    json_open(view->out, '{');
    for (int k = 0; k < PHASES; k++) {
        int seconds = session_phase_seconds(s, turn, (enum phase)k);
        if (!planned(s, (enum phase)k, seconds)) {
            continue;
        }
        put_object(view->out, phase_word((enum phase)k));
        put_int(view->out, "n", k);
        put_key(view->out, "name");
        view_pair_word(view, (enum view_word)PHASE_TEXTS[k].name);
        put_key(view->out, "help");
        view_pair_word(view, (enum view_word)PHASE_TEXTS[k].help);
        put_str(view->out, "state", k < s->phase ? "past" : k == s->phase ? "now" : "next");
        if (seconds > 0) {
            put_int(view->out, "seconds", seconds);
        }
        put_end(view->out);
    }
    json_close(view->out, '}');
}

static void write_facts(const struct view *view, const json_t *counts, int64_t of)
{
    const json_t *facts =
        json_object_get(json_object_get(scenario_json(view->s->scenario), "later"), "facts");
    char key[VIEW_KEY_MAX];
    put_object(view->out, "facts");
    for (size_t k = 0; k < json_array_size(facts); k++) {
        const char *id = json_string_value(json_object_get(json_array_get(facts, k), "id"));
        if (id == NULL) {
            continue;
        }
        int64_t count = json_integer_value(json_object_get(counts, id));
        put_object(view->out, id);
        put_int(view->out, "n", (int64_t)k);
        view_named(view, "name", view_key(key, "later", id, NULL, NULL));
        put_int(view->out, "in10", of > 0 ? (10 * count + of / 2) / of : 0);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_line(const struct view *view, const char *line, int n, const char *key,
                       enum view_word word)
{
    const json_t *row = json_object_get(json_object_get(view->s->later, "lines"), line);
    if (row == NULL) {
        return;
    }
    put_object(view->out, line);
    put_int(view->out, "n", n);
    put_key(view->out, "name");
    if (view_has(view, key)) {
        view_pair(view, key);
    } else {
        view_pair_word(view, word);
    }
    write_facts(view, json_object_get(row, "facts"),
                json_integer_value(json_object_get(view->s->later, "of")));
    put_end(view->out);
}

void view_later(const struct view *view)
{
    const struct session *s = view->s;
    if (s->phase < PHASE_LATER || (s->later == NULL && s->later_of == 0)) {
        return;
    }
    const json_t *other = json_object_get(json_object_get(s->later, "lines"), "other");
    bool adopts = json_is_true(json_object_get(other, "adopts"));
    int64_t of =
        s->later == NULL ? s->later_of : json_integer_value(json_object_get(s->later, "of"));
    json_open(view->out, '{');
    put_str(view->out, "state", s->later == NULL ? "running" : "done");
    put_int(view->out, "done", s->later == NULL ? s->later_done : of);
    put_int(view->out, "of", of);
    if (s->later != NULL) {
        put_object(view->out, "lines");
        write_line(view, "chosen", 0, "later.chosen", WORD_EXPECTED);
        write_line(view, "other", 1, adopts ? "later.other.adopted" : "later.other.refused",
                   adopts ? WORD_OTHER_YES : WORD_OTHER_NO);
        put_end(view->out);
    }
    json_close(view->out, '}');
}
