/* SPDX-License-Identifier: EUPL-1.2 */
/* view_outcome.c -- what the turn changed: every reading these eyes may see that is not what it was
 * when the turn opened, with the causes. Shown when the facilitator has accepted, never before. */
#include "game/view.h"

struct telling {
    int n;
    const struct world *was;
};

static void write_causes(const struct view *view, const struct reading *reading,
                         const struct world *was)
{
    const struct gauge *gauge = reading->gauge;
    int16_t subject = reading->subject == NONE ? 0 : reading->subject;
    const int16_t arguments[BIND_MAX] = {subject, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    if (gauge->variable == NONE) {
        why_formula(view, gauge->formula, arguments, was);
        return;
    }
    struct why why;
    const struct change number = {.variable = (uint16_t)gauge->variable, .index = {subject, 0}};
    why_begin(&why, view);
    why_add_kept(&why, &number, view->s->turn, PHASE_INTEL);
    why_write(&why);
}

static void write_change(const struct view *view, const struct reading *reading, void *cls)
{
    struct telling *telling = cls;
    if (reading->gauge->incident && reading->subject >= telling->was->incidents) {
        return; /* it is new: the incident itself tells */
    }
    const int32_t before = reading_value(view, reading, telling->was);
    const int32_t after = reading_value(view, reading, view->w);
    if (before == after) {
        return;
    }
    put_object(view->out, reading->id);
    put_int(view->out, "n", telling->n++);
    reading_names(view, reading);
    put_int(view->out, "before", before);
    put_int(view->out, "after", after);
    put_key(view->out, "word");
    gauge_word(view, reading->gauge, after);
    write_causes(view, reading, telling->was);
    put_end(view->out);
}

void view_outcome(const struct view *view)
{
    const struct session *s = view->s;
    struct telling telling = {.was = view_turn_world(s)};
    char key[VIEW_KEY_MAX];
    if (s->phase < PHASE_OUTCOME || telling.was == NULL) {
        return;
    }
    json_open(view->out, '{');
    put_int(view->out, "turn", s->turn);
    put_object(view->out, "changes");
    readings_walk(view, write_change, &telling);
    put_end(view->out);
    if (s->world.ended != 0) {
        const char *ending = book_id(s->book, KIND_ENDING, s->world.ended - 1);
        view_named(view, "headline", view_key(key, "ending", ending, NULL, NULL));
        view_key(key, "ending", ending, "text", NULL); /* why the game stops here */
        (void)view_pair_there(view, "ending", key, KIND_RULE, NONE, NULL);
    }
    json_close(view->out, '}');
}
