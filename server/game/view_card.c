/* SPDX-License-Identifier: EUPL-1.2 */
/* view_card.c -- the assessment card: its fields, what the own team put down, and how its members
 * voted in private. Votes are counts of five or more and grow by fives, so that no step shows the
 * vote of the person who came last. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

enum { VOTES_STEP = 5, RANGE_STEP = 10 };

/* The first of the viewer's actors that fills this field; NONE. */
static int filler(const struct view *view, const struct card *card)
{
    for (int a = 0; a < view->p->actors; a++) {
        if (eyes_own(&view->eyes, a) && engine_fits(view->p, view->w, &card->by, a, NULL, 0)) {
            return a;
        }
    }
    return NONE;
}

static bool asked(const struct view *view, int card)
{
    return view->eyes.all || filler(view, &view->p->card[card]) != NONE;
}

bool view_has_card(const struct session *session, int eyes)
{
    struct view view = {.s = session, .p = session->program, .w = &session->world};
    eyes_open(session, eyes, &view.eyes);
    for (int c = 0; c < view.p->cards; c++) {
        if (filler(&view, &view.p->card[c]) != NONE) {
            return true;
        }
    }
    return false;
}

static const json_t *options_of(const struct view *view, int card)
{
    return json_object_get(book_json(view->s->book, KIND_CARD, card), "options");
}

static void write_options(const struct view *view, int card)
{
    const json_t *options = options_of(view, card);
    char key[VIEW_KEY_MAX], id[24];
    if (json_array_size(options) == 0) {
        return;
    }
    put_object(view->out, "options");
    for (size_t k = 0; k < json_array_size(options); k++) {
        long long value = (long long)json_integer_value(json_array_get(options, k));
        (void)snprintf(id, sizeof id, "%lld", value);
        put_object(view->out, id);
        put_int(view->out, "n", (int64_t)k);
        put_int(view->out, "value", value);
        put_key(view->out, "name");
        view_key(key, "card", book_id(view->s->book, KIND_CARD, card), id, NULL);
        if (view_has(view, key)) {
            view_pair(view, key);
        } else {
            view_pair_plain(view, id);
        }
        put_end(view->out);
    }
    put_end(view->out);
}

static void write_field(const struct view *view, int card)
{
    char key[VIEW_KEY_MAX];
    const char *id = book_id(view->s->book, KIND_CARD, card);
    const struct card *row = &view->p->card[card];
    put_object(view->out, id);
    put_int(view->out, "n", card);
    view_named(view, "name", view_key(key, "card", id, NULL, NULL));
    view_key(key, "card", id, "help", NULL);
    if (view_has(view, key)) {
        view_named(view, "help", key);
    }
    put_str(view->out, "per", row->per_incident ? "incident" : "game");
    put_int(view->out, "lo", row->lo);
    put_int(view->out, "hi", row->hi);
    write_options(view, card);
    put_end(view->out);
}

/* What an empty field holds is no answer. */
static bool is_answer(const struct view *view, int card, int32_t value)
{
    const json_t *options = options_of(view, card);
    for (size_t k = 0; k < json_array_size(options); k++) {
        if (json_integer_value(json_array_get(options, k)) == value) {
            return true;
        }
    }
    return json_array_size(options) == 0 && value >= view->p->card[card].lo &&
           value <= view->p->card[card].hi;
}

static void write_value(const struct view *view, int card, int incident)
{
    const struct card *row = &view->p->card[card];
    int actor = filler(view, row);
    if (actor == NONE || row->per_incident != (incident != NONE)) {
        return;
    }
    int32_t value = whole(
        &view->p->variable[row->variable],
        engine_value(view->p, view->w, row->variable, actor, incident == NONE ? 0 : incident));
    if (is_answer(view, card, value)) {
        put_int(view->out, book_id(view->s->book, KIND_CARD, card), value);
    }
}

static void write_team(const struct view *view)
{
    char id[16];
    if (view->eyes.team == NONE || !view->s->team[view->eyes.team].carded) {
        return;
    }
    put_object(view->out, "team");
    put_object(view->out, "values");
    for (int c = 0; c < view->p->cards; c++) {
        write_value(view, c, NONE);
    }
    put_end(view->out);
    put_object(view->out, "incidents");
    for (int i = 0; i < view->w->incidents; i++) {
        if (view->w->incident[i].open != 0 && view_incident_known(view, i)) {
            (void)numbered(id, "i", i + 1);
            put_object(view->out, id);
            for (int c = 0; c < view->p->cards; c++) {
                write_value(view, c, i);
            }
            put_end(view->out);
        }
    }
    put_end(view->out);
    put_end(view->out);
}

static bool counts(const struct view *view, const struct vote *vote, int card)
{
    return vote->turn == view->s->turn && vote->team == view->eyes.team && vote->given[card];
}

static void write_tally(const struct view *view, int card, int votes)
{
    const bool options = json_array_size(options_of(view, card)) > 0;
    const struct card *row = &view->p->card[card];
    put_object(view->out, book_id(view->s->book, KIND_CARD, card));
    for (int32_t value = row->lo; value <= row->hi; value += options ? 1 : RANGE_STEP) {
        int count = 0, taken = 0;
        for (int k = 0; k < view->s->votes && taken < votes; k++) {
            const struct vote *vote = &view->s->vote[k];
            if (counts(view, vote, card)) {
                taken++;
                count += options
                             ? vote->value[card] == value
                             : vote->value[card] >= value && vote->value[card] < value + RANGE_STEP;
            }
        }
        if (count > 0) {
            char id[16];
            (void)snprintf(id, sizeof id, "%d", value);
            put_int(view->out, id, count);
        }
    }
    put_end(view->out);
}

static void write_votes(const struct view *view)
{
    bool open = false;
    for (int c = 0; view->eyes.team != NONE && c < view->p->cards; c++) {
        int votes = 0;
        for (int k = 0; k < view->s->votes; k++) {
            votes += counts(view, &view->s->vote[k], c);
        }
        votes -= votes % VOTES_STEP;
        if (votes > 0 && !open) {
            put_object(view->out, "votes");
            open = true;
        }
        if (votes > 0) {
            write_tally(view, c, votes);
        }
    }
    if (open) {
        put_end(view->out);
    }
}

void view_card(const struct view *view)
{
    bool any = false;
    if (view->s->phase < PHASE_INTEL || view->s->phase > PHASE_OUTCOME) {
        return;
    }
    for (int c = 0; c < view->p->cards; c++) {
        any = any || asked(view, c);
    }
    if (!any) {
        return;
    }
    json_open(view->out, '{');
    put_object(view->out, "fields");
    for (int c = 0; c < view->p->cards; c++) {
        if (asked(view, c)) {
            write_field(view, c);
        }
    }
    put_end(view->out);
    write_team(view);
    write_votes(view);
    json_close(view->out, '}');
}
