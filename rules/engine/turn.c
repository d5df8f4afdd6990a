/* SPDX-License-Identifier: EUPL-1.2 */
/* turn.c -- the acts of the turn itself, in the order of the moments. What happens in a moment is
 * the book's. */
#include "engine/run.h"

#include <string.h>

#include "engine/integer_only.h"

bool open_may(const struct doing *d, struct refusal *ret)
{
    return (d->w->turn >= 1 && d->w->adjudicated == 0) || refuse(ret, REFUSAL_STATE);
}

bool turn_may(const struct doing *d, struct refusal *ret)
{
    const int next = d->w->turn + 1;
    if (d->w->turn >= 1 && d->w->adjudicated == 0) {
        return refuse(ret, REFUSAL_STATE);
    }
    return (next <= TURNS_MAX && d->s->turn[next].days > 0) ||
           refuse_with(ret, REFUSAL_RANGE, NONE, next, d->s->turns);
}

bool events_may(const struct doing *d, struct refusal *ret)
{
    if (d->w->turn < 1) {
        return refuse(ret, REFUSAL_STATE);
    }
    return (d->act->value > EVENT_INTEL && d->act->value < EVENT_PHASES) ||
           refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value, EVENT_PHASES - 1);
}

bool reveal_may(const struct doing *d, struct refusal *ret)
{
    return d->w->revealed == 0 || refuse(ret, REFUSAL_TWICE);
}

void event_run(struct run *run, int event)
{
    struct names names;
    names_none(&names);
    if (run->s->event[event].once) {
        run->w->events_done[event / 64] |= (uint64_t)1 << (event % 64);
    }
    moment_begin(run, MOMENT_NEVER);
    moment_rule(run, run->s->event[event].rule, &names);
    moment_end(run);
}

/* Scripted lines come one after another: each sees what the one before it did. */
static void events_run(struct run *run, int phase)
{
    struct names names;
    names_none(&names);
    for (int e = 0; e < run->s->events; e++) {
        const struct event *event = &run->s->event[e];
        const bool done = (run->w->events_done[e / 64] >> (e % 64) & 1) != 0;
        if (event->phase != phase || (event->turn != 0 && event->turn != run->w->turn) ||
            (event->once && done)) {
            continue;
        }
        if (event->when == 0 || run_eval(run, event->when, &names) != 0) {
            event_run(run, e);
        }
    }
}

void events_do(struct run *run, const struct act *act)
{
    events_run(run, act->value);
}

void turn_do(struct run *run, const struct act *act)
{
    struct world *w = run->w;
    (void)act;
    w->turn++;
    w->days = run->s->turn[w->turn].days;
    w->adjudicated = 0;
    run_touch(run, DEPEND_CLOCK);
    if (run->s->turn[w->turn].restart) {
        world_make(run, w->turn);
        if (run->before != NULL) {
            derived_past(run->p, run->before, w, derived_all);
        }
        world_begin(run);
    } else if (w->turn > 1) {
        lives_end(run);
    }
    orders_sweep(run);
    moment_run(run, MOMENT_TURN, NULL);
    events_run(run, EVENT_INTEL);
    moment_run(run, MOMENT_EVIDENCE, NULL);
}

void lock_do(struct run *run, const struct act *act)
{
    (void)act;
    orders_run(run, BATCH_LOCK);
}

void council_do(struct run *run, const struct act *act)
{
    (void)act;
    orders_run(run, BATCH_COUNCIL);
}

void reveal_do(struct run *run, const struct act *act)
{
    (void)act;
    run->w->revealed = 1;
    moment_run(run, MOMENT_REVEAL, NULL);
}

static void fill_slips(struct run *run)
{
    for (int m = 0; m < run->w->motions; m++) {
        const struct motion *motion = &run->w->motion[m];
        const bool adopted = motion->state == MOTION_ADOPTED || motion->state == MOTION_EFFECTIVE;
        if (adopted && run->p->motion[motion->kind].slips) {
            slips_default(run, m);
        }
    }
}

static void ending(struct run *run)
{
    struct names names;
    names_none(&names);
    moment_run(run, MOMENT_ENDING, NULL);
    for (int e = 0; e < run->p->endings && run->w->ended == 0; e++) {
        if (run_eval(run, run->p->ending[e].when, &names) != 0) {
            run->w->ended = (uint8_t)(e + 1);
        }
    }
}

void adjudicate_do(struct run *run, const struct act *act)
{
    struct world *w = run->w;
    (void)act;
    fill_slips(run);
    orders_run(run, BATCH_RED);
    orders_run(run, BATCH_REST);
    moment_run(run, MOMENT_RED, NULL);
    const int32_t day = w->day + w->days;
    w->day = (int16_t)(day > INT16_MAX ? INT16_MAX : day);
    run_touch(run, DEPEND_CLOCK);
    pending_land(run, w->day);
    moment_run(run, MOMENT_DUE, NULL);
    motions_advance(run);
    moment_run(run, MOMENT_EVIDENCE, NULL);
    moment_run(run, MOMENT_ANSWERS, NULL);
    moment_run(run, MOMENT_AFTERMATH, NULL);
    moment_run(run, MOMENT_DRIFT, NULL);
    corrections_apply(run);
    derive(run);
    moment_run(run, MOMENT_DERIVED, NULL);
    moment_run(run, MOMENT_LADDER, NULL);
    derive(run);
    ending(run);
    w->adjudicated = 1;
}
