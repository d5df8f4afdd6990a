/* SPDX-License-Identifier: EUPL-1.2 */
/* motions.c -- what seats do with a motion: table, answer, consent, amend, clarify, extend,
 * withdraw, fill a slip. Which state allows what stands here; what follows from an outcome is the
 * book's. */
#include "engine/run.h"

#include <string.h>

#include "engine/values.h"

#include "engine/integer_only.h"

enum {
    SILENCE_ANSWERS =
        1 << ANSWER_SILENT | 1 << ANSWER_STATEMENT | 1 << ANSWER_ASK | 1 << ANSWER_BREAK,
    VOTE_ANSWERS = 1 << ANSWER_YES | 1 << ANSWER_YES_IF | 1 << ANSWER_NOT_NOW | 1 << ANSWER_NO
};

/* Answers a procedure takes, and whether its text may be put to a new round. */
static const struct {
    uint16_t answers;
    bool amend;
} procedures[PROCEDURES] = {
    [PROC_SILENCE] = {SILENCE_ANSWERS, true},
    [PROC_ROLL_CALL] = {VOTE_ANSWERS, true},
    [PROC_RIGHT] = {0, false},
    [PROC_DUTY] = {0, false},
    [PROC_OPT_IN] = {VOTE_ANSWERS, false},
    [PROC_K_OF] = {VOTE_ANSWERS, true},
    [PROC_UNANIMITY] = {VOTE_ANSWERS, true},
    [PROC_MAJORITY] = {VOTE_ANSWERS, true},
};

uint32_t engine_answers(uint8_t procedure)
{
    return procedure < PROCEDURES ? procedures[procedure].answers : 0;
}

/* ---- tabling ---- */

static bool table_limits_may(const struct doing *d, const struct motion_kind *kind,
                             struct refusal *ret)
{
    int tabled = 0;
    for (int k = 0; k < d->w->motions; k++) {
        const struct motion *m = &d->w->motion[k];
        if (m->kind != d->act->object) {
            continue;
        }
        const bool pending = m->state == MOTION_TABLED || m->state == MOTION_BROKEN;
        if (pending && (kind->targets.count == 0 || m->incident == d->act->arg[0])) {
            return refuse(ret, REFUSAL_TWICE);
        }
        tabled += m->turn == d->w->turn;
    }
    if (kind->limit_turn != 0 && tabled >= kind->limit_turn) {
        return refuse_with(ret, REFUSAL_LIMIT, NONE, tabled, kind->limit_turn);
    }
    return d->w->motions < set_room(d->p, SET_MOTION) || refuse(ret, REFUSAL_FULL);
}

static bool mask_may(const struct motion_kind *kind, int32_t mask, struct refusal *ret)
{
    const int32_t most = (1 << kind->options) - 1;
    return (mask & ~most) == 0 || refuse_with(ret, REFUSAL_RANGE, NONE, mask, most);
}

bool table_may(const struct doing *d, struct refusal *ret)
{
    const struct sight sight = sight_of(d);
    struct names names;
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->p->motions) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    const struct motion_kind *kind = &d->p->motion[d->act->object];
    if ((d->s->motion_allowed[d->act->object / 64] >> (d->act->object % 64) & 1) == 0) {
        return refuse(ret, REFUSAL_SCENARIO);
    }
    names_none(&names);
    if (!sight_fits(&sight, &kind->table, d->act->actor, &names)) {
        return refuse(ret, REFUSAL_ACTOR);
    }
    names_add(&names, 0, SET_ACTOR, d->act->actor);
    if (kind->targets.count > 0) {
        const struct binding *target = &d->p->binding[kind->targets.first];
        if (!sight_fits(&sight, target, d->act->arg[0], &names)) {
            return refuse(ret, REFUSAL_TARGET);
        }
        names_add(&names, 1, SET_INCIDENT, d->act->arg[0]);
    }
    return mask_may(kind, d->act->value, ret) && table_limits_may(d, kind, ret) &&
           needs_may(&sight, kind->needs, &names, ret) &&
           costs_may(&sight, kind->costs, &names, ret);
}

static int16_t ordinal_of(const struct world *w, int kind)
{
    int16_t ordinal = 0;
    for (int k = 0; k < w->motions; k++) {
        ordinal = (int16_t)(ordinal + (w->motion[k].turn == w->turn && w->motion[k].kind == kind));
    }
    return ordinal;
}

void table_do(struct run *run, const struct act *act)
{
    struct world *w = run->w;
    const struct motion_kind *kind = &run->p->motion[act->object];
    const int motion = w->motions;
    const int16_t incident = kind->targets.count > 0 ? act->arg[0] : NONE;
    struct motion *m = &w->motion[motion];
    struct names names;
    memset(m, 0, sizeof *m);
    m->kind = act->object;
    m->by = act->actor;
    m->incident = incident;
    m->turn = w->turn;
    m->day = w->day;
    m->ordinal = ordinal_of(w, act->object);
    m->state = MOTION_TABLED;
    m->round = 1;
    m->options = (uint8_t)act->value;
    const struct sight sight = run_sight(run);
    m->consent = consent_asked(&sight, kind, act->actor, incident) != NONE;
    memset(m->slip, 0xff, sizeof m->slip);
    w->motions++;
    run_touch(run, DEPEND_MOTIONS);
    run_touch(run, DEPEND_POSITIONS);
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, act->actor);
    names_add(&names, 1, SET_INCIDENT, incident);
    costs_pay(run, kind->costs, &names,
              kind->rule_tabled != 0 ? kind->rule_tabled : kind->rule_effective, NULL);
    motion_names(motion, &names);
    moment_begin(run, MOMENT_TABLED);
    moment_rule(run, kind->rule_tabled, &names);
    moment_rules(run, &names);
    moment_end(run);
    if (kind->procedure == PROC_RIGHT && m->consent == 0) {
        motion_adopt(run, motion);
    }
}

/* ---- what all the others ask first ---- */

enum {
    WHILE_TABLED = 1 << MOTION_TABLED,
    WHILE_BROKEN = 1 << MOTION_BROKEN,
    WHILE_ADOPTED = 1 << MOTION_ADOPTED,
    WHILE_EFFECTIVE = 1 << MOTION_EFFECTIVE
};

static bool state_may(const struct doing *d, int states, struct refusal *ret)
{
    if (!open_may(d, ret)) {
        return false;
    }
    if (d->act->object < 0 || d->act->object >= d->w->motions) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    return (states >> d->w->motion[d->act->object].state & 1) != 0 || refuse(ret, REFUSAL_STATE);
}

static const struct motion_kind *kind_of(const struct doing *d)
{
    return &d->p->motion[d->w->motion[d->act->object].kind];
}

/* The chair, and who tabled it, may steer a motion. */
static bool steer_may(const struct doing *d, int states, struct refusal *ret)
{
    if (!state_may(d, states, ret)) {
        return false;
    }
    const int16_t actor = d->act->actor;
    const bool chair = actor >= 0 && actor < d->p->actors && d->p->actor[actor].kind == ACTOR_CHAIR;
    return chair || d->w->motion[d->act->object].by == actor || refuse(ret, REFUSAL_ACTOR);
}

static struct motion *changed(struct run *run, const struct act *act)
{
    run_touch(run, DEPEND_MOTIONS);
    run->w->motion[act->object].rev++;
    return &run->w->motion[act->object];
}

/* ---- answering ---- */

bool answer_may(const struct doing *d, struct refusal *ret)
{
    if (!state_may(d, WHILE_TABLED | WHILE_BROKEN, ret)) {
        return false;
    }
    const struct motion_kind *kind = kind_of(d);
    const struct motion *m = &d->w->motion[d->act->object];
    const int16_t answer = d->act->arg[0];
    if (answer < 0 || answer >= ANSWERS || (engine_answers(kind->procedure) >> answer & 1) == 0) {
        return refuse(ret, REFUSAL_ANSWER);
    }
    if (answer == ANSWER_YES_IF && (d->act->arg[1] < 0 || d->act->arg[1] >= kind->conditions)) {
        return refuse(ret, REFUSAL_ANSWER);
    }
    const struct sight sight = sight_of(d);
    if (!motion_council(&sight, d->act->object, d->act->actor)) {
        return refuse(ret, REFUSAL_ACTOR);
    }
    if (m->position[d->act->actor] == ANSWER_BREAK) {
        return refuse(ret,
                      REFUSAL_TWICE); /* a broken silence stays broken until there is a new text */
    }
    return m->state == MOTION_TABLED || answer == ANSWER_BREAK || refuse(ret, REFUSAL_STATE);
}

void answer_do(struct run *run, const struct act *act)
{
    /* An answer that breaks nothing leaves `rev` alone: it must not tell that somebody answered,
     * nor make anybody else's answer stale. */
    struct motion *m = &run->w->motion[act->object];
    m->position[act->actor] = (uint8_t)act->arg[0];
    if (run->p->motion[m->kind].procedure != PROC_SILENCE) {
        m->condition[act->actor] = (uint8_t)(act->arg[0] == ANSWER_YES_IF ? act->arg[1] + 1 : 0);
    }
    run_touch(run, DEPEND_POSITIONS);
    if (act->arg[0] != ANSWER_BREAK) {
        return;
    }
    struct names names;
    changed(run, act);
    motion_names(act->object, &names);
    names_add(&names, 1, SET_ACTOR, act->actor);
    m->state = MOTION_BROKEN;
    moment_run(run, MOMENT_BROKEN, &names);
    if (m->round >= ROUNDS_MAX) {
        motion_drop(run, act->object);
    }
}

bool agree_may(const struct doing *d, struct refusal *ret)
{
    if (!state_may(d, WHILE_TABLED | WHILE_BROKEN, ret)) {
        return false;
    }
    const struct motion *m = &d->w->motion[d->act->object];
    const struct sight sight = sight_of(d);
    if (d->act->actor == NONE ||
        consent_asked(&sight, kind_of(d), m->by, m->incident) != d->act->actor) {
        return refuse(ret, REFUSAL_ACTOR);
    }
    if (m->consent != 1) {
        return refuse(ret, REFUSAL_TWICE);
    }
    return d->act->value == 0 || d->act->value == 1 ||
           refuse_with(ret, REFUSAL_RANGE, NONE, d->act->value, 1);
}

void agree_do(struct run *run, const struct act *act)
{
    struct motion *m = changed(run, act);
    m->consent = act->value == 1 ? 0 : 2;
    if (act->value == 0) {
        motion_drop(run, act->object);
    } else if (run->p->motion[m->kind].procedure == PROC_RIGHT) {
        motion_adopt(run, act->object);
    }
}

/* ---- steering ---- */

bool amend_may(const struct doing *d, struct refusal *ret)
{
    if (!steer_may(d, WHILE_TABLED | WHILE_BROKEN, ret)) {
        return false;
    }
    if (!procedures[kind_of(d)->procedure].amend) {
        return refuse(ret, REFUSAL_STATE);
    }
    const struct motion *m = &d->w->motion[d->act->object];
    if (m->round >= ROUNDS_MAX) {
        return refuse_with(ret, REFUSAL_ROUNDS, NONE, m->round, ROUNDS_MAX);
    }
    return mask_may(kind_of(d), d->act->value, ret);
}

void amend_do(struct run *run, const struct act *act)
{
    struct motion *m = changed(run, act);
    run_touch(run, DEPEND_POSITIONS);
    m->options = (uint8_t)act->value;
    m->round++;
    m->state = MOTION_TABLED;
    memset(m->position, ANSWER_NONE, sizeof m->position);
    memset(m->condition, 0, sizeof m->condition);
}

bool clarify_may(const struct doing *d, struct refusal *ret)
{
    if (!steer_may(d, WHILE_TABLED, ret)) {
        return false;
    }
    const struct motion *m = &d->w->motion[d->act->object];
    for (int a = 0; a < d->p->actors; a++) {
        if (m->position[a] == ANSWER_ASK) {
            return true;
        }
    }
    return refuse(ret, REFUSAL_STATE);
}

void clarify_do(struct run *run, const struct act *act)
{
    struct motion *m = changed(run, act);
    run_touch(run, DEPEND_POSITIONS);
    for (int a = 0; a < ACTOR_MAX; a++) {
        if (m->position[a] == ANSWER_ASK) {
            m->position[a] = ANSWER_NONE;
            m->condition[a] = 1;
        }
    }
}

bool extend_may(const struct doing *d, struct refusal *ret)
{
    if (!steer_may(d, WHILE_TABLED, ret)) {
        return false;
    }
    const struct motion *m = &d->w->motion[d->act->object];
    return m->extended < EXTENDS_MAX ||
           refuse_with(ret, REFUSAL_LIMIT, NONE, m->extended, EXTENDS_MAX);
}

void extend_do(struct run *run, const struct act *act)
{
    changed(run, act)->extended++;
}

bool withdraw_may(const struct doing *d, struct refusal *ret)
{
    return steer_may(d, WHILE_TABLED | WHILE_BROKEN, ret);
}

void withdraw_do(struct run *run, const struct act *act)
{
    motion_drop(run, act->object);
}

bool deadline_may(const struct doing *d, struct refusal *ret)
{
    return state_may(d, WHILE_TABLED, ret);
}

void deadline_do(struct run *run, const struct act *act)
{
    motion_decide(run, act->object);
}

void close_do(struct run *run, const struct act *act)
{
    (void)act;
    for (int m = 0; m < run->w->motions; m++) {
        if (run->w->motion[m].state == MOTION_TABLED || run->w->motion[m].state == MOTION_BROKEN) {
            motion_decide(run, m);
        }
    }
}
