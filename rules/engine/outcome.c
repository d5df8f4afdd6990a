/* SPDX-License-Identifier: EUPL-1.2 */
/* outcome.c -- how a motion ends: who must agree under each procedure, what adoption sets going,
 * when it takes effect or lapses. Takes no answers: motions.c does. */
#include "engine/run.h"

#include "engine/values.h"

#include "engine/integer_only.h"

void motion_names(int motion, struct names *ret_names)
{
    names_none(ret_names);
    names_add(ret_names, 0, SET_MOTION, motion);
}

static const struct motion_kind *kind_of(const struct program *p, const struct world *w, int motion)
{
    return &p->motion[w->motion[motion].kind];
}

bool motion_council(const struct sight *sight, int motion, int actor)
{
    return sight_fits(sight, &kind_of(sight->p, sight->w, motion)->council, actor, &names_empty);
}

bool motion_bound(const struct sight *sight, int motion, int actor)
{
    const struct motion_kind *kind = kind_of(sight->p, sight->w, motion);
    if (!kind->slips || actor < 0 || actor >= sight->p->actors) {
        return false;
    }
    return kind->slip_by == 0 ? motion_council(sight, motion, actor)
                              : sight_eval2(sight, kind->slip_by, actor, motion) != 0;
}

int16_t consent_asked(const struct sight *sight, const struct motion_kind *kind, int by,
                      int incident)
{
    const int32_t asked =
        kind->consent == 0 ? NONE : sight_eval2(sight, kind->consent, by, incident);
    return (int16_t)(asked == by || asked < 0 || asked >= sight->p->actors ? NONE : asked);
}

struct tally {
    int council, agree, object;
};

static bool condition_met(const struct sight *sight, int motion, int actor)
{
    const struct span met = kind_of(sight->p, sight->w, motion)->condition_met;
    const int condition = sight->w->motion[motion].condition[actor] - 1;
    return condition >= 0 && condition < met.count &&
           sight_eval2(sight, sight->p->need[met.first + condition].code, motion, actor) != 0;
}

static struct tally tally_of(const struct sight *sight, int motion)
{
    struct tally tally = {0, 0, 0};
    for (int a = 0; a < sight->p->actors; a++) {
        if (!motion_council(sight, motion, a)) {
            continue;
        }
        const uint8_t position = sight->w->motion[motion].position[a];
        const bool agrees = position == ANSWER_YES ||
                            (position == ANSWER_YES_IF && condition_met(sight, motion, a));
        tally.council++;
        tally.agree += agrees;
        tally.object += !agrees && position != ANSWER_NONE;
    }
    return tally;
}

static bool is_carried(const struct sight *sight, int motion)
{
    const struct motion_kind *kind = kind_of(sight->p, sight->w, motion);
    const struct tally t = tally_of(sight, motion);
    const int quorum = kind->quorum > 0 ? kind->quorum : 1;
    switch ((enum procedure)kind->procedure) {
    case PROC_SILENCE:
    case PROC_RIGHT:
    case PROC_DUTY:
        return true; /* nobody who kept still, and nobody at all, can prevent these */
    case PROC_ROLL_CALL:
        return t.council > 0 && t.agree == t.council;
    /* Art. 238(4) TFEU: abstentions by members present do not prevent unanimity. */
    case PROC_UNANIMITY:
        return t.agree > 0 && t.object == 0;
    case PROC_MAJORITY:
        return t.agree * 2 > t.council;
    case PROC_OPT_IN:
    case PROC_K_OF:
        return t.agree >= quorum;
    case PROCEDURES:
        break;
    }
    return false;
}

static void end_with(struct run *run, int motion, enum motion_state state, enum moment moment,
                     int rule)
{
    struct motion *m = &run->w->motion[motion];
    struct names names;
    motion_names(motion, &names);
    m->state = (uint8_t)state;
    m->rev++;
    m->decided = m->decided == 0 ? run->w->turn : m->decided;
    run_touch(run, DEPEND_MOTIONS);
    moment_begin(run, moment);
    moment_rule(run, rule, &names);
    moment_rules(run, &names);
    moment_end(run);
}

static bool is_conditional(const struct program *p, const struct world *w, int motion)
{
    const uint8_t option = kind_of(p, w, motion)->conditional;
    return option != 0 && (w->motion[motion].options >> (option - 1) & 1) != 0;
}

static int16_t day_after(const struct world *w, int32_t days)
{
    const int32_t day = w->day + (days < 0 ? 0 : days > INT16_MAX ? INT16_MAX : days);
    return (int16_t)(day > INT16_MAX ? INT16_MAX : day);
}

static bool takes_effect(struct run *run, int motion)
{
    const struct motion *m = &run->w->motion[motion];
    struct names names;
    motion_names(motion, &names);
    if (is_conditional(run->p, run->w, motion)) {
        return run_eval(run, kind_of(run->p, run->w, motion)->effective_when, &names) != 0;
    }
    return m->due_day <= run->w->day;
}

void motion_adopt(struct run *run, int motion)
{
    const struct motion_kind *kind = kind_of(run->p, run->w, motion);
    struct motion *m = &run->w->motion[motion];
    struct names names;
    motion_names(motion, &names);
    if (kind->procedure == PROC_SILENCE) {
        moment_run(run, MOMENT_KEPT, &names);
    }
    end_with(run, motion, MOTION_ADOPTED, MOMENT_ADOPTED, 0);
    const bool conditional = is_conditional(run->p, run->w, motion);
    m->due_day = day_after(run->w, conditional ? kind->lapse_days
                                               : run_eval(run, kind->effective_days, &names));
    if (takes_effect(run, motion)) {
        m->due_day = run->w->day;
        end_with(run, motion, MOTION_EFFECTIVE, MOMENT_EFFECTIVE, kind->rule_effective);
    }
}

void motion_drop(struct run *run, int motion)
{
    end_with(run, motion, MOTION_DROPPED, MOMENT_DROPPED,
             kind_of(run->p, run->w, motion)->rule_dropped);
}

void motion_decide(struct run *run, int motion)
{
    const struct motion_kind *kind = kind_of(run->p, run->w, motion);
    const struct motion *m = &run->w->motion[motion];
    if (m->consent != 0 || m->state == MOTION_BROKEN) {
        motion_drop(run, motion);
        return;
    }
    if (kind->procedure == PROC_DUTY) {
        slips_default(run, motion);
    }
    const struct sight sight = run_sight(run);
    if (is_carried(&sight, motion)) {
        motion_adopt(run, motion);
    } else {
        end_with(run, motion, MOTION_REFUSED, MOMENT_REFUSED, kind->rule_refused);
    }
}

/* All motions that take effect on one day do so together, and so do those that lapse. */
static void advance(struct run *run, bool effect)
{
    struct world *w = run->w;
    int16_t found[MOTION_MAX];
    int count = 0;
    for (int m = 0; m < w->motions; m++) {
        if (w->motion[m].state != MOTION_ADOPTED) {
            continue;
        }
        if (effect ? takes_effect(run, m)
                   : is_conditional(run->p, w, m) && w->motion[m].due_day <= w->day) {
            found[count++] = (int16_t)m;
        }
    }
    for (int k = 0; k < count; k++) {
        struct motion *m = &w->motion[found[k]];
        m->state = effect ? MOTION_EFFECTIVE : MOTION_LAPSED;
        m->due_day = w->day;
        m->rev++;
        run_touch(run, DEPEND_MOTIONS);
    }
    moment_begin(run, effect ? MOMENT_EFFECTIVE : MOMENT_LAPSED);
    for (int k = 0; k < count; k++) {
        struct names names;
        motion_names(found[k], &names);
        moment_rule(run, effect ? kind_of(run->p, w, found[k])->rule_effective : 0, &names);
        moment_rules(run, &names);
    }
    moment_end(run);
}

void motions_advance(struct run *run)
{
    advance(run, true);
    advance(run, false);
}

void slips_default(struct run *run, int motion)
{
    const struct motion_kind *kind = kind_of(run->p, run->w, motion);
    struct motion *m = &run->w->motion[motion];
    for (int a = 0; a < run->p->actors; a++) {
        const struct sight sight =
            run_sight(run); /* anew: who filled one may change who is bound */
        if (m->slip[a] == NONE && motion_bound(&sight, motion, a)) {
            struct names names;
            names_none(&names);
            names_add(&names, 0, SET_ACTOR, a);
            names_add(&names, 1, SET_MOTION, motion);
            const int32_t lo = run_eval(run, kind->slip_lo, &names);
            m->slip[a] = (int8_t)(lo < 0 ? 0 : lo > INT8_MAX ? INT8_MAX : lo);
            run_touch(run, DEPEND_POSITIONS);
        }
    }
}

bool engine_complete(const struct program *p, const struct world *w, int motion)
{
    const struct motion *m = &w->motion[motion];
    const uint8_t procedure = kind_of(p, w, motion)->procedure;
    const struct sight sight = {p, w, NULL};
    if (m->state != MOTION_TABLED) {
        return true;
    }
    if (m->consent != 0) {
        return false;
    }
    for (int a = 0; a < p->actors; a++) {
        if (procedure == PROC_DUTY
                ? m->slip[a] == NONE && motion_bound(&sight, motion, a)
                : m->position[a] == ANSWER_NONE && motion_council(&sight, motion, a)) {
            return false;
        }
    }
    return true;
}
