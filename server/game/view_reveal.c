/* SPDX-License-Identifier: EUPL-1.2 */
/* view_reveal.c -- what was hidden, step by step, the same for everybody: the truth, the hidden
 * gauges, the private votes as counts of five or more, Moscow's orders. Nothing of a step is here
 * before the facilitator has taken it. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

enum { STEP_TRUTH = 1, STEP_GAUGES, STEP_VOTES, STEP_RED, VOTES_LEAST = 5, RANGE_STEP = 10 };

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
        for (int k = 0; k < draw->options; k++) {
            if (draw->value[k] == value) {
                const char *option =
                    json_string_value(json_object_get(json_array_get(options, (size_t)k), "id"));
                put_object(view->out, id);
                put_int(view->out, "n", d);
                view_named(view, "name", view_key(key, "draw", id, NULL, NULL));
                view_named(view, "option", view_key(key, "draw", id, option, NULL));
                put_end(view->out);
                break;
            }
        }
    }
    put_end(view->out);
}

/* Gauges that the allies never had on their board. Without causes: those may name orders of a later
 * step. */
static void write_gauges(const struct view *view)
{
    const struct gauge_table *table = gauge_table(view->s);
    int n = 0;
    put_object(view->out, "gauges");
    for (int k = 0; k < table->count; k++) {
        const struct gauge *gauge = &table->gauge[k];
        struct reading reading = {.gauge = gauge, .subject = NONE};
        if ((gauge->see & (SEE_PUBLIC | SEE_ALLIES | SEE_OWN)) == 0 && !gauge->own &&
            !gauge->incident) {
            view_key(reading.id, gauge->id, NULL, NULL, NULL);
            view_reading(view, &reading, n++, false);
        }
    }
    put_end(view->out);
}

/* The last vote of each participant. */
static bool is_last(const struct session *s, int vote)
{
    for (int k = vote + 1; k < s->votes; k++) {
        if (strcmp(s->vote[k].participant, s->vote[vote].participant) == 0) {
            return false;
        }
    }
    return true;
}

static int votes_for(const struct view *view, int card, int32_t lo, int32_t hi)
{
    int count = 0;
    for (int k = 0; k < view->s->votes; k++) {
        const struct vote *vote = &view->s->vote[k];
        count += vote->given[card] && vote->value[card] >= lo && vote->value[card] <= hi &&
                 is_last(view->s, k);
    }
    return count;
}

static void write_tally(const struct view *view, int card)
{
    char key[VIEW_KEY_MAX], id[16];
    const char *name = book_id(view->s->book, KIND_CARD, card);
    const struct card *row = &view->p->card[card];
    const bool options =
        json_is_array(json_object_get(book_json(view->s->book, KIND_CARD, card), "options"));
    const int32_t step = options ? 1 : RANGE_STEP;
    int n = 0;
    put_object(view->out, name);
    put_int(view->out, "n", card);
    view_named(view, "name", view_key(key, "card", name, NULL, NULL));
    put_object(view->out, "options");
    for (int32_t value = row->lo; value <= row->hi; value += step) {
        int count = votes_for(view, card, value, value + step - 1);
        (void)snprintf(id, sizeof id, "%d", value);
        view_key(key, "card", name, id, NULL);
        if (count == 0 && !(options && view_has(view, key))) {
            continue;
        }
        put_object(view->out, id);
        put_int(view->out, "n", n++);
        put_key(view->out, "name");
        if (view_has(view, key)) {
            view_pair(view, key);
        } else {
            view_pair_plain(view, id);
        }
        put_int(view->out, "count", count);
        put_end(view->out);
    }
    put_end(view->out);
    put_end(view->out);
}

static void write_votes(const struct view *view)
{
    put_object(view->out, "votes");
    for (int c = 0; c < view->p->cards; c++) {
        const struct card *row = &view->p->card[c];
        if (!row->per_incident && votes_for(view, c, row->lo, row->hi) >= VOTES_LEAST) {
            write_tally(view, c);
        }
    }
    put_end(view->out);
}

static void write_red(const struct view *view)
{
    char key[VIEW_KEY_MAX], id[16];
    int n = 0;
    put_object(view->out, "red");
    for (int k = 0; k < view->s->notes; k++) {
        const struct note *note = &view->s->note[k];
        if (note->kind != NOTE_ORDER || view->p->actor[note->order.actor].kind != ACTOR_RED) {
            continue;
        }
        const struct order *order = &note->order;
        const int16_t bind[BIND_MAX] = {
            order->actor, order->target[0], order->target[1], NONE, NONE, NONE, NONE, NONE};
        (void)numbered(id, "r", n);
        put_object(view->out, id);
        put_int(view->out, "n", n++);
        put_int(view->out, "turn", note->turn);
        put_key(view->out, "name");
        view_key(key, "action", book_id(view->s->book, KIND_ACTION, order->action), NULL, NULL);
        view_pair_of(view, key, KIND_ACTION, order->action, bind);
        if (order->target[0] != NONE) {
            struct said said;
            said_init(&said, view);
            said_targets(&said, order);
            said_put(&said, "targets");
            said_done(&said);
        }
        put_end(view->out);
    }
    put_end(view->out);
}

void view_reveal(const struct view *view)
{
    const struct session *s = view->s;
    if (s->phase < PHASE_REVEAL) {
        return;
    }
    json_open(view->out, '{');
    put_int(view->out, "step", s->reveal_step);
    put_int(view->out, "steps", REVEAL_STEPS_ALL);
    if (s->reveal_step >= STEP_TRUTH) {
        write_truth(view);
    }
    if (s->reveal_step >= STEP_GAUGES) {
        write_gauges(view);
    }
    if (s->reveal_step >= STEP_VOTES) {
        write_votes(view);
    }
    if (s->reveal_step >= STEP_RED) {
        write_red(view);
    }
    json_close(view->out, '}');
}
