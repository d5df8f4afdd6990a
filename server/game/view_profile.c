/* SPDX-License-Identifier: EUPL-1.2 */
/* view_profile.c -- the outcome profile: each dimension in a word with the facts beside it. Never
 * summed, and never before the reveal is complete: some of its measures read what was hidden. */
#include "game/view.h"

#include <stdlib.h>
#include <string.h>

enum { PER_CENT = 100 };

static int32_t gap_of(const struct view *view, const struct vote *vote, const struct world *then)
{
    int64_t sum = 0;
    int count = 0;
    for (int c = 0; c < view->p->cards; c++) {
        const struct card *card = &view->p->card[c];
        if (!vote->given[c] || card->per_incident || card->hi <= card->lo) {
            continue;
        }
        for (int a = 0; a < view->p->actors; a++) {
            if ((view->s->team[vote->team].actors >> a & 1u) != 0 &&
                engine_fits(view->p, then, &card->by, a, NULL, 0)) {
                int32_t team = whole(&view->p->variable[card->variable],
                                     engine_value(view->p, then, card->variable, a, 0));
                sum += PER_CENT * (int64_t)abs(vote->value[c] - team) / (card->hi - card->lo);
                count++;
                break;
            }
        }
    }
    return count == 0 ? NONE : (int32_t)(sum / count);
}

/* How far private votes lay from the card that their team then filled in, in percent of the scale.
 */
static int32_t prevote_gap(const struct view *view)
{
    int64_t sum = 0;
    int count = 0;
    for (int k = 0; k < view->s->votes; k++) {
        const struct vote *vote = &view->s->vote[k];
        const struct world *then =
            vote->turn < TURNS_MAX ? view->s->turn_world[vote->turn + 1] : NULL;
        int32_t gap = gap_of(view, vote, then == NULL ? view->w : then);
        sum += gap == NONE ? 0 : gap;
        count += gap != NONE;
    }
    return count == 0 ? 0 : (int32_t)(sum / count);
}

static int32_t overrides(const struct session *s)
{
    int32_t count = 0;
    for (int k = 0; k < s->overs; k++) {
        count += !s->over[k].undone;
    }
    return count;
}

/* An expression over the course of the game: the worlds at which each turn opened, and the last. */
static int32_t along(const struct view *view, uint32_t code, const char *of)
{
    const struct session *s = view->s;
    int32_t end = engine_eval(view->p, view->w, code, NULL, 0), least = end, most = end, sum = end;
    if (strcmp(of, "change") == 0 || strcmp(of, "start") == 0) {
        int32_t start =
            s->start_world == NULL ? end : engine_eval(view->p, s->start_world, code, NULL, 0);
        return of[0] == 's' ? start : end - start;
    }
    for (int turn = 2; turn <= s->turn && turn <= TURNS_MAX; turn++) {
        if (s->turn_world[turn] == NULL) {
            continue;
        }
        int32_t value = engine_eval(view->p, s->turn_world[turn], code, NULL, 0);
        least = value < least ? value : least;
        most = value > most ? value : most;
        sum += value;
    }
    return strcmp(of, "min") == 0   ? least
           : strcmp(of, "max") == 0 ? most
           : strcmp(of, "sum") == 0 ? sum
                                    : end;
}

static int32_t measure(const struct view *view, int profile, int index, const json_t *row)
{
    const char *log = json_string_value(json_object_get(row, "log"));
    const char *of = json_string_value(json_object_get(row, "of"));
    if (log != NULL) {
        return strcmp(log, "prevote_gap") == 0 ? prevote_gap(view)
               : strcmp(log, "overrides") == 0 ? overrides(view->s)
                                               : 0;
    }
    return along(view, book_measure(view->s->book, profile, index), of == NULL ? "end" : of);
}

static void write_dimension(const struct view *view, int profile)
{
    const json_t *row = book_json(view->s->book, KIND_PROFILE, profile),
                 *measures = json_object_get(row, "measures");
    const char *id = book_id(view->s->book, KIND_PROFILE, profile);
    char key[VIEW_KEY_MAX];
    struct said facts;
    int32_t first = 0;
    said_init(&facts, view);
    for (size_t k = 0; k < json_array_size(measures); k++) {
        const json_t *one = json_array_get(measures, k);
        int32_t value = measure(view, profile, (int)k, one);
        first = k == 0 ? value : first;
        said_plain(&facts, k == 0 ? "" : "; ");
        said_key(&facts,
                 view_key(key, "profile", id, json_string_value(json_object_get(one, "id")), NULL),
                 KIND_RULE, NONE, NULL);
        said_plain(&facts, ": ");
        said_int(&facts, value);
    }
    put_object(view->out, id);
    put_int(view->out, "n", profile);
    view_named(view, "name", view_key(key, "profile", id, NULL, NULL));
    if (view_has(view, view_key(key, "profile", id, "help", NULL))) {
        view_named(view, "help", key);
    }
    view_named(view, "word",
               view_key(key, "profile", id, book_band(json_object_get(row, "bands"), first), NULL));
    said_put(&facts, "facts");
    view_ground(view, KIND_PROFILE, profile);
    put_end(view->out);
    said_done(&facts);
}

void view_profile(const struct view *view)
{
    const struct session *s = view->s;
    if (!view_disclosed(view)) {
        return;
    }
    json_open(view->out, '{');
    for (int k = 0; k < book_count(s->book, KIND_PROFILE); k++) {
        write_dimension(view, k);
    }
    json_close(view->out, '}');
}
