/* SPDX-License-Identifier: EUPL-1.2 */
/* hand.c -- numbers written by hand: assessment cards by seats; overrides, corrections, hidden
 * truths and scripted lines by the facilitator. Derived numbers are never written by hand. */
#include "engine/run.h"

#include "engine/values.h"

#include "engine/integer_only.h"

bool card_may(const struct doing *d, struct refusal *ret)
{
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->p->cards) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const struct card *card = &d->p->card[d->act->object];
    const struct sight sight = sight_of(d);
    if (!sight_fits(&sight, &card->by, d->act->actor, &names_empty)) {
        return refuse(ret, REFUSAL_ACTOR);
    }
    if (card->per_incident && (d->act->arg[0] < 0 || d->act->arg[0] >= d->w->incidents)) {
        return refuse(ret, REFUSAL_TARGET);
    }
    if (d->act->value < card->lo || d->act->value > card->hi) {
        return refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value,
                           d->act->value < card->lo ? card->lo : card->hi);
    }
    return true;
}

void card_do(struct run *run, const struct act *act)
{
    const struct card *card = &run->p->card[act->object];
    const int32_t value = act->value * run->p->variable[card->variable].scale;
    run_set(run, (struct number){card->variable, act->actor, card->per_incident ? act->arg[0] : 0},
            value, NONE, NULL);
}

bool override_may(const struct doing *d, struct refusal *ret)
{
    if (d->act->object < 0 || d->act->object >= d->p->variables ||
        d->p->variable[d->act->object].life == LIFE_DERIVED) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const struct variable *v = &d->p->variable[d->act->object];
    if (slot_of(d->p, v, d->act->arg[0], d->act->arg[1]) == NO_SLOT) {
        return refuse(ret, REFUSAL_TARGET);
    }
    if (d->act->value < v->lo || d->act->value > v->hi) {
        return refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value,
                           d->act->value < v->lo ? v->lo : v->hi);
    }
    return true;
}

void override_do(struct run *run, const struct act *act)
{
    run_set(run, (struct number){act->object, act->arg[0], act->arg[1]}, act->value, NONE, NULL);
}

/* The correction of the same number that waits already, or the place of a new one. */
static int correction_of(const struct program *p, const struct world *w, const struct act *act)
{
    const struct variable *v = &p->variable[act->object];
    for (int k = 0; k < w->overrides; k++) {
        const struct override *o = &w->override[k];
        if (o->variable == act->object &&
            slot_of(p, v, o->index[0], o->index[1]) == slot_of(p, v, act->arg[0], act->arg[1])) {
            return k;
        }
    }
    return w->overrides;
}

bool correct_may(const struct doing *d, struct refusal *ret)
{
    if (!open_may(d, ret) || !override_may(d, ret)) {
        return false;
    }
    return correction_of(d->p, d->w, d->act) < OVERRIDES_MAX || refuse(ret, REFUSAL_FULL);
}

void correct_do(struct run *run, const struct act *act)
{
    struct world *w = run->w;
    const int place = correction_of(run->p, w, act);
    w->override[place] =
        (struct override){(uint16_t)act->object, {act->arg[0], act->arg[1]}, act->value};
    w->overrides = place == w->overrides ? (uint16_t)(place + 1) : w->overrides;
}

void corrections_apply(struct run *run)
{
    run->moment = MOMENT_NEVER;
    for (int k = 0; k < run->w->overrides; k++) {
        const struct override *o = &run->w->override[k];
        run_set(run, (struct number){o->variable, o->index[0], o->index[1]}, o->value, NONE, NULL);
    }
    run->w->overrides = 0;
}

bool truth_may(const struct doing *d, struct refusal *ret)
{
    if (d->act->object < 0 || d->act->object >= d->s->draws) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const int options = d->s->draw[d->act->object].options;
    return (d->act->value >= 0 && d->act->value < options) ||
           refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value, options - 1);
}

void truth_do(struct run *run, const struct act *act)
{
    const struct draw *draw = &run->s->draw[act->object];
    run_set(run, (struct number){draw->variable, 0, 0}, draw->value[act->value], NONE, NULL);
}

bool inject_may(const struct doing *d, struct refusal *ret)
{
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->s->events) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const int e = d->act->object;
    const bool done = (d->w->events_done[e / 64] >> (e % 64) & 1) != 0;
    return !(d->s->event[e].once && done) || refuse(ret, REFUSAL_TWICE);
}

void inject_do(struct run *run, const struct act *act)
{
    event_run(run, act->object);
}
