/* SPDX-License-Identifier: EUPL-1.2 */
/* view_desk.c -- the facilitator's desk: who is awaited, the proposed adjudication with its causes,
 * what can be overridden, the hidden truths, the injects, the log. Nobody else has a desk. */
#include "game/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"

enum { LOG_SENT_MAX = 40 };

static void write_waiting(const struct view *view)
{
    const struct session *s = view->s;
    char key[VIEW_KEY_MAX];
    put_object(view->out, "waiting");
    for (int k = 0; k < s->teams && s->phase >= PHASE_INTEL && s->phase <= PHASE_OUTCOME &&
                    s->phase != PHASE_ADJUDICATE;
         k++) {
        if (!s->team[k].automated && !s->team[k].ready) {
            view_named(view, s->team[k].id, view_key(key, "team", s->team[k].id, NULL, NULL));
        }
    }
    put_end(view->out);
}

static void write_index(const struct view *view, const struct variable *row, const int16_t index[2])
{
    char name[52];
    if (row->dims == 0) {
        return;
    }
    put_object(view->out, "index");
    for (int d = 0; d < row->dims; d++) {
        entity_write(view->s, row->set[d], index[d], name);
        put_str(view->out, d == 0 ? "0" : "1", name);
    }
    put_end(view->out);
    struct said said;
    said_init(&said, view);
    for (int d = 0; d < row->dims; d++) {
        said_plain(&said, d > 0 ? ", " : "");
        said_entity(&said, row->set[d], index[d]);
    }
    said_put(&said, "of");
    said_done(&said);
}

static bool same_number(const struct change *a, const struct change *b)
{
    return a->variable == b->variable && a->index[0] == b->index[0] && a->index[1] == b->index[1];
}

/* One number of the proposal: from its first change to its last, with the terms of all. */
static void write_proposal(const struct view *view, int first, int n)
{
    const struct report *report = view->s->preview;
    const struct change *change = &report->change[first];
    const struct variable *row = &view->p->variable[change->variable];
    const char *id = book_id(view->s->book, KIND_VARIABLE, change->variable);
    char key[VIEW_KEY_MAX], name[24];
    int32_t after = change->after;
    struct why why;
    why_begin(&why, view);
    for (int k = first; k < report->changes; k++) {
        if (same_number(change, &report->change[k])) {
            after = report->change[k].after;
            why_add(&why, &report->change[k], &report->term[report->change[k].terms.first],
                    report->change[k].terms.count);
        }
    }
    if (change->before == after) {
        return;
    }
    (void)numbered(name, "c", n);
    put_object(view->out, name);
    put_int(view->out, "n", n);
    view_named(view, "name", view_key(key, "variable", id, NULL, NULL));
    put_int(view->out, "before", whole(row, change->before));
    put_int(view->out, "after", whole(row, after));
    put_str(view->out, "var", id);
    write_index(view, row, change->index);
    why_write(&why);
    put_end(view->out);
}

/* Numbers with a gauge come first: those are what the room will look at. */
static bool has_gauge(const struct view *view, int variable)
{
    const struct gauge_table *table = gauge_table(view->s);
    for (int k = 0; k < table->count; k++) {
        if (table->gauge[k].variable == variable) {
            return true;
        }
    }
    return false;
}

static bool is_first(const struct report *report, int change)
{
    for (int k = change - 1; k >= 0; k--) {
        if (same_number(&report->change[k], &report->change[change])) {
            return false;
        }
    }
    return true;
}

static void write_preview(const struct view *view)
{
    const struct report *report = view->s->preview;
    int n = 0;
    put_object(view->out, "preview");
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < report->changes; k++) {
            if (has_gauge(view, report->change[k].variable) == (pass == 0) && is_first(report, k)) {
                write_proposal(view, k, n++);
            }
        }
    }
    put_end(view->out);
}

static void write_overrides(const struct view *view)
{
    const struct session *s = view->s;
    char key[VIEW_KEY_MAX], name[16];
    put_object(view->out, "overrides");
    for (int k = 0; k < s->overs; k++) {
        if (s->over[k].turn != s->turn || s->over[k].undone) {
            continue;
        }
        const struct variable *row = &view->p->variable[s->over[k].variable];
        (void)snprintf(name, sizeof name, "%d", k + 1);
        put_object(view->out, name);
        put_int(view->out, "n", k);
        view_named(view, "name",
                   view_key(key, "variable", book_id(s->book, KIND_VARIABLE, s->over[k].variable),
                            NULL, NULL));
        put_int(view->out, "value", whole(row, s->over[k].value));
        put_str(view->out, "note", s->over[k].note);
        write_index(view, row, s->over[k].index);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_members(const struct view *view, const char *name, int set)
{
    char id[52];
    put_object(view->out, name);
    for (int k = 0; k < engine_count(view->p, view->w, set); k++) {
        entity_write(view->s, set, k, id);
        put_key(view->out, id);
        view_pair_entity(view, set, k);
    }
    put_end(view->out);
}

static void write_vars(const struct view *view)
{
    char key[VIEW_KEY_MAX];
    put_object(view->out, "vars");
    for (int k = 0; k < view->p->variables; k++) {
        const struct variable *row = &view->p->variable[k];
        const char *id = book_id(view->s->book, KIND_VARIABLE, k);
        if (row->life == LIFE_DERIVED) {
            continue; /* follows from the others */
        }
        put_object(view->out, id);
        put_int(view->out, "n", k);
        view_named(view, "name", view_key(key, "variable", id, NULL, NULL));
        put_int(view->out, "lo", whole(row, row->lo));
        put_int(view->out, "hi", whole(row, row->hi));
        if (row->dims > 0) {
            put_object(view->out, "of");
            write_members(view, "0", row->set[0]);
            if (row->dims > 1) {
                write_members(view, "1", row->set[1]);
            }
            put_end(view->out);
        }
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_truth(const struct view *view)
{
    const json_t *draws = json_object_get(scenario_json(view->s->scenario), "draws");
    char key[VIEW_KEY_MAX];
    put_object(view->out, "truth");
    for (int d = 0; d < view->s->setup->draws; d++) {
        const struct draw *draw = &view->s->setup->draw[d];
        const json_t *row = json_array_get(draws, (size_t)d),
                     *options = json_object_get(row, "options");
        const char *id = json_string_value(json_object_get(row, "id"));
        const int32_t value = engine_value(view->p, view->w, draw->variable, 0, 0);
        put_object(view->out, id);
        put_int(view->out, "n", d);
        view_named(view, "name", view_key(key, "draw", id, NULL, NULL));
        for (int k = 0; k < draw->options; k++) {
            if (draw->value[k] == value) {
                put_str(
                    view->out, "option",
                    json_string_value(json_object_get(json_array_get(options, (size_t)k), "id")));
                break;
            }
        }
        put_object(view->out, "options");
        for (size_t k = 0; k < json_array_size(options); k++) {
            const char *option =
                json_string_value(json_object_get(json_array_get(options, k), "id"));
            view_named(view, option, view_key(key, "draw", id, option, NULL));
        }
        put_end(view->out);
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_events(const struct view *view)
{
    char key[VIEW_KEY_MAX];
    put_object(view->out, "events");
    for (int k = 0; k < view->s->setup->events; k++) {
        const struct event *event = &view->s->setup->event[k];
        put_object(view->out, scenario_event_id(view->s->scenario, k));
        put_int(view->out, "n", k);
        put_int(view->out, "turn", event->turn);
        put_key(view->out, "text");
        view_key(key, "event", scenario_event_id(view->s->scenario, k), NULL, NULL);
        view_pair_of(view, key, KIND_RULE, event->rule, NULL);
        put_bool(view->out, "done", (view->w->events_done[k / 64] >> (k % 64) & 1u) != 0);
        const struct act act = {
            .verb = ACT_INJECT, .actor = NONE, .object = (int16_t)k, .arg = {NONE, NONE}};
        struct refusal refusal = {.need = NONE};
        bool able = session_may_inject(view->s, k, &refusal);
        put_bool(view->out, "able", able);
        if (!able) {
            view_why_not(view, &act, &refusal);
        }
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_log(const struct view *view)
{
    const struct session *s = view->s;
    char name[16];
    put_object(view->out, "log");
    for (int k = s->notes > LOG_SENT_MAX ? s->notes - LOG_SENT_MAX : 0; k < s->notes; k++) {
        struct said said;
        said_init(&said, view);
        if (said_note(&said, &s->note[k])) {
            (void)snprintf(name, sizeof name, "%d", k);
            put_object(view->out, name);
            put_int(view->out, "n", k);
            put_int(view->out, "turn", s->note[k].turn);
            put_int(view->out, "day", s->note[k].day);
            said_put(&said, "text");
            put_end(view->out);
        }
        said_done(&said);
    }
    put_end(view->out);
}

void view_desk(const struct view *view)
{
    const struct session *s = view->s;
    if (!view->eyes.all) {
        return;
    }
    json_open(view->out, '{');
    write_waiting(view);
    if (s->phase == PHASE_ADJUDICATE && s->preview != NULL) {
        write_preview(view);
        write_overrides(view);
        write_vars(view);
        if (s->ends >= 0 && !s->paused) {
            put_int(view->out, "accept_ends", s->ends + s->clock_shift);
        }
    }
    write_truth(view);
    write_events(view);
    write_log(view);
    json_close(view->out, '}');
}
