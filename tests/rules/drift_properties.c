/* SPDX-License-Identifier: EUPL-1.2 */
/* drift_properties.c -- properties of what the turn's end brings: preparation, fear, the line, the
 * ladder; and of the profile. */
#include <stdio.h>
#include <string.h>

#include "trial.h"

static enum verdict activation(struct trial *t)
{
    const struct play *play = t->play;
    int low, high;
    trial_two(t, 0, 3, &low, &high);
    const int before = play_raw(play, t->a, "PREP", NONE, NONE);
    play_set(play, t->a, "PLAN", NONE, NONE, low);
    play_set(play, t->b, "PLAN", NONE, NONE, high);
    play_close_turn(play, t->a);
    play_close_turn(play, t->b);
    const int less = play_raw(play, t->a, "PREP", NONE, NONE),
              more = play_raw(play, t->b, "PREP", NONE, NONE);
    if (less < before) {
        return trial_law(t, false, "preparation before and after", before, less);
    }
    return trial_law(t, less <= more, "preparation with fewer and with more plans", less, more);
}

static enum verdict fear_of_posture(struct trial *t)
{
    const struct play *play = t->play;
    int low, high;
    trial_two(t, 0, 20, &low, &high);
    play_set(play, t->a, "INT", NONE, NONE, 0);
    play_set(play, t->b, "INT", NONE, NONE, 0);
    play_set(play, t->a, "PSTEP", NONE, NONE, high);
    play_set(play, t->b, "PSTEP", NONE, NONE, low);
    return trial_no_more(t, "FEAR", "fear after a large and after a small step");
}

static enum verdict damped(struct trial *t)
{
    const struct play *play = t->play;
    const int step = trial_pick(t, 1, 20), reassure = trial_pick(t, 0, 5);
    int low, high;
    trial_two(t, 0, 100, &low, &high);
    play_set(play, t->a, "INT", NONE, NONE, 0);
    play_set(play, t->a, "PSTEP", NONE, NONE, step);
    play_set(play, t->a, "REASSURE", NONE, NONE, reassure);
    world_copy(play->p, t->b, t->a);
    play_set(play, t->a, "SENS", NONE, NONE, low);
    play_set(play, t->b, "SENS", NONE, NONE, high);
    return trial_no_more(t, "FEAR", "fear with less and with more sensibility");
}

/* The same incident, due in one world and not in the other. Article 5 has been asked for in both:
 * that a clear case was never put to the vote has a price of its own (B38), however well it was
 * answered otherwise. */
static enum verdict answered(struct trial *t)
{
    const struct play *play = t->play;
    const int i = trial_incident(t),
              responses = play->p->set[play_find(play, KIND_SET, "RESPONSE")].count;
    if (i == NONE) {
        return NOT_HERE;
    }
    for (int x = 0; x < responses; x++) {
        play_set(play, t->a, "GIVEN", i, x, trial_pick(t, 0, 1));
    }
    play_set(play, t->a, "ASKED5", i, NONE, 1);
    play_set(play, t->a, "SEV", i, NONE, trial_pick(t, 0, 100));
    play_set(play, t->a, "LINE", NONE, NONE, trial_pick(t, 10, 90));
    world_copy(play->p, t->b, t->a);
    play_set(play, t->a, "DUE", i, NONE, t->w->turn);
    play_set(play, t->b, "DUE", i, NONE, 0);
    const int given = play_formula(play, t->a, "ANS", i, NONE),
              need = play_formula(play, t->a, "NEED", i, NONE);
    play_close_turn(play, t->a);
    play_close_turn(play, t->b);
    const int due = play_value(play, t->a, "LINE", NONE, NONE),
              apart = play_value(play, t->b, "LINE", NONE, NONE);
    if (given < need) {
        return trial_law(t, due >= apart, "the line without and with an unanswered incident", apart,
                         due);
    }
    return trial_law(t, due <= apart, "the line without and with an answered incident", apart, due);
}

/* Everything that can drive the ladder, at its top. */
static enum verdict ladder(struct trial *t)
{
    enum { TOP = 12 };
    const struct play *play = t->play;
    play_set(play, t->a, "RUNG", NONE, NONE, trial_pick(t, 8, TOP - 1));
    play_set(play, t->a, "PARA", NONE, NONE, 1);
    play_set(play, t->a, "SKIP", NONE, NONE, 1);
    play_set(play, t->a, "DOMINO", NONE, NONE, 1);
    play_set(play, t->a, "MISREAD_NOW", NONE, NONE, 1);
    play_set(play, t->a, "PREP", NONE, NONE, 0);
    play_set(play, t->a, "FEAR", NONE, NONE, 100);
    for (int turn = 0; turn < 3; turn++) {
        auto_turn(play->p, play->s, t->a, EVERYBODY, NULL, NULL, play->report);
        if (play_value(play, t->a, "RUNG", NONE, NONE) >= TOP) {
            return trial_law(t, false, "rung, turn", play_value(play, t->a, "RUNG", NONE, NONE),
                             turn);
        }
        if (t->a->ended != 0 || !play_turn_act(play, t->a, ACT_TURN, NONE, 0)) {
            break;
        }
        play_set(play, t->a, "MISREAD_NOW", NONE, NONE, 1);
    }
    return HELD;
}

/* Every measure stands alone: nothing is added but one variable over its own members. */
static enum verdict profile(struct trial *t)
{
    const struct book *book = t->play->book;
    const int d = trial_pick(t, 0, book_count(book, KIND_PROFILE) - 1);
    const json_t *measures = json_object_get(book_json(book, KIND_PROFILE, d), "measures");
    for (size_t k = 0; k < json_array_size(measures); k++) {
        const json_t *measure = json_array_get(measures, k);
        const char *expr = json_string_value(json_object_get(measure, "expr"));
        const char *sum = expr != NULL ? strstr(expr, "sum(") : NULL;
        if (expr == NULL && json_object_get(measure, "log") != NULL) {
            continue;
        }
        const bool alone =
            expr != NULL && strchr(expr, '+') == NULL && book_measure(book, d, (int)k) != 0;
        const bool whole =
            sum == NULL || (sum == expr && strchr(sum, ')') == sum + strlen(sum) - 1);
        if (!alone || !whole) {
            return trial_law(t, false, expr != NULL ? expr : "a measure without an expression", d,
                             (long)k);
        }
    }
    return trial_law(t, json_array_size(measures) > 0, "a dimension without measures", d, 0);
}

const struct property drift_properties[] = {
    {11, "activating plans never lowers preparation", activation},
    {13, "a larger step never lowers the fear of a defensive Moscow", fear_of_posture},
    {14, "sensibility never raises that fear", damped},
    {19, "an unanswered incident never lowers the line, an answered one never raises it", answered},
    {27, "the rules alone never reach the twelfth rung", ladder},
    {28, "no number of the profile is a sum of others", profile},
    {0, "", NULL},
};
