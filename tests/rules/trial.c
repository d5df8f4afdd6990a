/* SPDX-License-Identifier: EUPL-1.2 */
/* trial.c -- see trial.h. */
#include "trial.h"

#include <stdio.h>

enum { LOT = 991 }; /* a die of the tests: the book's are all below */

int trial_pick(struct trial *t, int lo, int hi)
{
    return (int)engine_range(engine_draw(t->seed, LOT, 0, t->lots++), lo, hi);
}

void trial_two(struct trial *t, int lo, int hi, int *ret_low, int *ret_high)
{
    *ret_low = trial_pick(t, lo, hi - 1);
    *ret_high = trial_pick(t, *ret_low + 1, hi);
}

int trial_incident(struct trial *t)
{
    int open[INCIDENT_MAX], count = 0;
    for (int i = 0; i < t->w->incidents; i++) {
        if (t->w->incident[i].open == 1) {
            open[count++] = i;
        }
    }
    return count > 0 ? open[trial_pick(t, 0, count - 1)] : NONE;
}

int trial_ally(struct trial *t)
{
    return trial_pick(t, 0, t->play->p->members - 1);
}

enum verdict trial_law(struct trial *t, bool holds, const char *what, long first, long second)
{
    if (!holds) {
        (void)snprintf(t->why, sizeof t->why, "%s: %ld, %ld", what, first, second);
    }
    return holds ? HELD : BROKEN_LAW;
}

enum verdict trial_no_more(struct trial *t, const char *variable, const char *what)
{
    play_close_turn(t->play, t->a);
    play_close_turn(t->play, t->b);
    const int in_a = play_raw(t->play, t->a, variable, NONE, NONE),
              in_b = play_raw(t->play, t->b, variable, NONE, NONE);
    return trial_law(t, in_b <= in_a, what, in_a, in_b);
}

int trial_actor_is(const struct trial *t, const char *attribute, int actor)
{
    const struct attribute *found =
        &t->play->p->attribute[play_find(t->play, KIND_ATTRIBUTE, attribute)];
    return t->play->p->attribute_value[found->first + actor];
}

void trial_settle(const struct trial *t, struct world *w)
{
    struct probe nothing = {.rule = 0}; /* the empty rule */
    (void)engine_probe(t->play->p, w, &nothing, NULL);
}

int trial_clause(const struct trial *t, struct world *w, int incident)
{
    enum { MEANS = 6 };
    const int victim = w->incident[incident].victim, m = w->motions;
    if (victim == NONE || m >= MOTION_MAX) {
        return NONE;
    }
    play_set(t->play, w, "PC", victim, NONE, MEANS);
    return play_table(t->play, w, "C07", victim, incident, 0) ? m : NONE;
}

void trial_vote(const struct trial *t, struct world *w, int motion, enum answer answer)
{
    for (int a = 0; a < t->play->p->actors; a++) {
        (void)play_answer(t->play, w, motion, a, answer);
    }
    (void)play_turn_act(t->play, w, ACT_DEADLINE, motion, 0);
}
