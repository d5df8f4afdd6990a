/* SPDX-License-Identifier: EUPL-1.2 */
/* slips.c -- contribution slips: what each bound actor brings (Washington Treaty, Art. 5: "such
 * action as it deems necessary"), and its parliament's word on it. What a slip does is the book's.
 */
#include "engine/run.h"

#include "engine/integer_only.h"

struct bounds {
    int32_t lo, hi;
};

static struct bounds bounds_of(const struct sight *sight, int motion, int actor)
{
    const struct motion_kind *kind = &sight->p->motion[sight->w->motion[motion].kind];
    struct bounds b = {sight_eval2(sight, kind->slip_lo, actor, motion),
                       sight_eval2(sight, kind->slip_hi, actor, motion)};
    b.lo = b.lo < 0 ? 0 : b.lo > INT8_MAX ? INT8_MAX : b.lo;
    b.hi = b.hi < b.lo ? b.lo : b.hi > INT8_MAX ? INT8_MAX : b.hi;
    return b;
}

/* A duty's slips are filled while it is on the table, all others after adoption. */
static bool filling_may(const struct doing *d, struct refusal *ret)
{
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->w->motions) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const struct motion *m = &d->w->motion[d->act->object];
    const struct motion_kind *kind = &d->p->motion[m->kind];
    const bool duty = kind->procedure == PROC_DUTY && m->state == MOTION_TABLED;
    if (!kind->slips || !(duty || m->state == MOTION_ADOPTED || m->state == MOTION_EFFECTIVE)) {
        return refuse(ret, REFUSAL_STATE);
    }
    const struct sight sight = sight_of(d);
    return motion_bound(&sight, d->act->object, d->act->actor) || refuse(ret, REFUSAL_ACTOR);
}

bool slip_may(const struct doing *d, struct refusal *ret)
{
    if (!filling_may(d, ret)) {
        return false;
    }
    const struct motion *m = &d->w->motion[d->act->object];
    if (m->mandate[d->act->actor] != 0 || (m->decided != 0 && m->decided != d->w->turn)) {
        return refuse(ret, REFUSAL_STATE);
    }
    const struct sight sight = sight_of(d);
    const struct bounds b = bounds_of(&sight, d->act->object, d->act->actor);
    if (d->act->value < b.lo || d->act->value > b.hi) {
        return refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value,
                           d->act->value < b.lo ? b.lo : b.hi);
    }
    return true;
}

void slip_do(struct run *run, const struct act *act)
{
    struct motion *m = &run->w->motion[act->object];
    m->slip[act->actor] = (int8_t)act->value;
    run_touch(run, DEPEND_POSITIONS);
}

bool mandate_may(const struct doing *d, struct refusal *ret)
{
    if (!filling_may(d, ret)) {
        return false;
    }
    const struct motion *m = &d->w->motion[d->act->object];
    if (m->slip[d->act->actor] == NONE) {
        return refuse(ret, REFUSAL_STATE);
    }
    if (m->mandate[d->act->actor] != 0) {
        return refuse(ret, REFUSAL_TWICE);
    }
    return d->act->value == 0 || d->act->value == 1 ||
           refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value, 1);
}

void mandate_do(struct run *run, const struct act *act)
{
    struct motion *m = &run->w->motion[act->object];
    m->mandate[act->actor] = act->value == 1 ? 1 : 2;
    if (act->value == 0) {
        const struct sight sight = run_sight(run);
        m->slip[act->actor] = (int8_t)bounds_of(&sight, act->object, act->actor).lo;
    }
    run_touch(run, DEPEND_POSITIONS);
}
