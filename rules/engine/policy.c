/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.c -- what an automated seat wants: the book's scored rules, each with the term that weighed most. Proposes only
 * what is allowed now and does nothing itself. */
#include "engine/engine.h"

#include <string.h>

#include "engine/walk.h"
#include "engine/integer_only.h"

struct asking {
    const struct program *p;
    const struct setup *s;
    const struct world *w;
    enum policy_kind kind;
    int16_t actor;
    struct choice *choice;
    int room, count;
};

static int32_t eval(const struct asking *a, uint32_t code, const struct names *names)
{
    return engine_eval(a->p, a->w, code, names->bind, BIND_MAX);
}

/* Choices about the same thing exclude one another: only the best stays. Orders and motions do not. */
static bool excludes(const struct asking *a, const struct act *x, const struct act *y)
{
    return a->kind != POLICY_ORDER && a->kind != POLICY_TABLE && x->object == y->object &&
           (a->kind != POLICY_CARD || x->arg[0] == y->arg[0]) && (a->kind != POLICY_CONSENT || x->verb == y->verb);
}

/* Keeps the list in falling order of score; of equals the earlier one stays in front. */
static void keep(struct asking *a, const struct choice *choice)
{
    for (int k = 0; k < a->count; k++) {
        if (excludes(a, &a->choice[k].act, &choice->act)) {
            if (a->choice[k].score >= choice->score) {
                return;
            }
            memmove(&a->choice[k], &a->choice[k + 1], (size_t)(a->count - k - 1) * sizeof a->choice[0]);
            a->count--;
            break;
        }
    }
    int at = a->count;
    while (at > 0 && a->choice[at - 1].score < choice->score) {
        at--;
    }
    if (at == a->room) {
        return;
    }
    a->count = a->count < a->room ? a->count + 1 : a->count;
    memmove(&a->choice[at + 1], &a->choice[at], (size_t)(a->count - at - 1) * sizeof a->choice[0]);
    a->choice[at] = *choice;
}

static bool is_reluctant(const struct act *act)
{
    if (act->verb == ACT_ANSWER) {
        return act->arg[0] != ANSWER_SILENT && act->arg[0] != ANSWER_YES;
    }
    return (act->verb == ACT_AGREE || act->verb == ACT_CONSENT) && act->value == 0;
}

/* Who holds back gives the heaviest reason against, who goes along the heaviest for. */
static int16_t reason_of(const struct score_term *terms, int count, bool reluctant)
{
    int best = 0;
    for (int t = 1; t < count; t++) {
        if (reluctant ? terms[t].by < terms[best].by : terms[t].by > terms[best].by) {
            best = t;
        }
    }
    return terms[best].term;
}

struct scored { int32_t score; int count; struct score_term term[TERMS_MAX]; };

static void score(const struct asking *a, const struct policy *policy, const struct names *names, struct scored *ret)
{
    ret->count = engine_formula(a->p, a->w, policy->formula, names->bind, &ret->score, ret->term);
}

static void propose(struct asking *a, const struct policy *policy, const struct scored *s, const struct act *act)
{
    struct choice choice = {*act, (int16_t)(policy - a->p->policy), 0, s->score};
    choice.term = reason_of(s->term, s->count, is_reluctant(act));
    keep(a, &choice);
}

static bool good_enough(const struct asking *a, const struct policy *policy, const struct names *names, int32_t value)
{
    return policy->least == 0 || value >= eval(a, policy->least, names);
}

static bool ordered_already(const struct asking *a, const struct act *act)
{
    const bool ever = a->w->uses[act->object][act->actor] > 0;
    for (int k = 0; ever && k < a->w->orders; k++) {
        const struct order *o = &a->w->order[k];
        if (o->state != ORDER_FREE && o->turn == a->w->turn && o->actor == act->actor && o->action == act->object &&
            memcmp(o->target, act->arg, sizeof o->target) == 0) {
            return true;
        }
    }
    return false;
}

static bool tabled_already(const struct asking *a, const struct act *act)
{
    for (int k = 0; k < a->w->motions; k++) {
        const struct motion *m = &a->w->motion[k];
        if (m->turn == a->w->turn && m->kind == act->object && m->incident == act->arg[0]) {
            return true;
        }
    }
    return false;
}

/* The act of a policy with targets; false when the actor has done just that in this turn. */
static bool act_of(const struct asking *a, const struct policy *policy, const struct names *names, struct act *ret_act)
{
    const struct program *p = a->p;
    struct act act = {0, a->actor, policy->object, {NONE, NONE}, eval(a, policy->level, names)};
    if (a->kind == POLICY_ORDER) {
        const struct action *action = &p->action[policy->object];
        act.verb = ACT_ORDER;
        act.value = act.value < action->level_lo ? action->level_lo : act.value;
        act.value = act.value > action->level_hi ? action->level_hi : act.value;
        for (int t = 0; t < action->targets.count; t++) {
            act.arg[t] = names->bind[t + 1];
        }
    } else if (a->kind == POLICY_TABLE) {
        act.verb = ACT_TABLE;
        act.arg[0] = p->motion[policy->object].targets.count > 0 ? names->bind[1] : NONE;
    } else {
        act.verb = ACT_CARD;
        act.arg[0] = p->card[policy->object].per_incident ? names->bind[1] : NONE;
    }
    *ret_act = act;
    return a->kind == POLICY_ORDER ? !ordered_already(a, &act) : a->kind != POLICY_TABLE || !tabled_already(a, &act);
}

static void ask_targets(struct asking *a, const struct policy *policy)
{
    struct names names;
    struct walk walk;
    struct scored s;
    struct act act;
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    walk_start(&walk, a->p, a->w, policy->targets);
    while (walk_next(&walk, &names)) {
        if ((policy->when != 0 && eval(a, policy->when, &names) == 0) || !act_of(a, policy, &names, &act) ||
            !engine_may(a->p, a->s, a->w, &act, NULL)) {
            continue;
        }
        score(a, policy, &names, &s);
        if (good_enough(a, policy, &names, s.score)) {
            propose(a, policy, &s, &act);
        }
    }
}

/* The policy for this entity: one that names its kind goes before one for all, then the book's order. */
static const struct policy *policy_for(const struct asking *a, int model, int verb, const struct names *names)
{
    const struct policy *found = NULL;
    for (int k = 0; k < a->p->policies; k++) {
        const struct policy *policy = &a->p->policy[k];
        if (policy->kind != a->kind || (policy->object != NONE && policy->object != model) ||
            (found != NULL && policy->object == NONE)) {
            continue;
        }
        if ((a->kind == POLICY_CONSENT && (policy->verb == ACT_CONSENT) != (verb == ACT_CONSENT)) ||
            !engine_fits(a->p, a->w, &policy->by, a->actor, NULL, 0) ||
            (policy->when != 0 && eval(a, policy->when, names) == 0)) {
            continue;
        }
        if (policy->object != NONE) {
            return policy;
        }
        found = policy;
    }
    return found;
}

static int16_t condition_for(const struct asking *a, const struct policy *policy, int motion, const struct names *names)
{
    if (policy->level != 0) {
        return (int16_t)eval(a, policy->level, names);
    }
    const struct span met = a->p->motion[a->w->motion[motion].kind].condition_met;
    const int16_t bind[2] = {(int16_t)motion, a->actor};
    for (int c = 0; c < met.count; c++) {
        if (engine_eval(a->p, a->w, a->p->need[met.first + c].code, bind, 2) == 0) {
            return (int16_t)c;
        }
    }
    return 0;
}

static void ask_answer(struct asking *a, int motion, const struct policy *policy, const struct names *names)
{
    struct scored s;
    score(a, policy, names, &s);
    for (int answer = ANSWER_SILENT; answer < ANSWERS; answer++) {
        if (policy->bound[answer] == INT32_MIN || s.score < policy->bound[answer]) {
            continue;
        }
        const int16_t condition = answer == ANSWER_YES_IF ? condition_for(a, policy, motion, names) : NONE;
        const struct act act = {ACT_ANSWER, a->actor, (int16_t)motion, {(int16_t)answer, condition}, 0};
        if (engine_may(a->p, a->s, a->w, &act, NULL)) {
            propose(a, policy, &s, &act);
            return;
        }
    }
}

static void ask_slip(struct asking *a, int motion, const struct policy *policy, const struct names *names)
{
    struct refusal why = {0};
    struct scored s;
    struct act act = {ACT_SLIP, a->actor, (int16_t)motion, {NONE, NONE}, eval(a, policy->level, names)};
    bool may = engine_may(a->p, a->s, a->w, &act, &why);
    if (!may && why.code == REFUSAL_RANGE) { /* more or less than it can: the nearest it can */
        act.value = why.want;
        may = engine_may(a->p, a->s, a->w, &act, NULL);
    }
    if (may) {
        score(a, policy, names, &s);
        propose(a, policy, &s, &act);
    }
}

static void ask_consent(struct asking *a, int object, uint8_t verb, const struct policy *policy, const struct names *names)
{
    struct act act = {verb, a->actor, (int16_t)object, {NONE, NONE}, 1};
    if (!engine_may(a->p, a->s, a->w, &act, NULL)) {
        return;
    }
    if (policy == NULL) { /* the book is silent: who is asked agrees */
        keep(a, &(struct choice){act, NONE, NONE, 0});
        return;
    }
    struct scored s;
    score(a, policy, names, &s);
    act.value = good_enough(a, policy, names, s.score);
    propose(a, policy, &s, &act);
}

static void ask_chair(struct asking *a, int motion, const struct policy *policy, const struct names *names)
{
    const struct motion *m = &a->w->motion[motion];
    struct act act = {policy->verb, a->actor, (int16_t)motion, {NONE, NONE}, 0};
    struct scored s;
    if (policy->verb == ACT_AMEND) {
        const uint8_t soft = a->p->motion[m->kind].soft_option;
        const int32_t mask = eval(a, policy->level, names);
        act.value = m->options | (mask != 0 ? mask : soft != 0 ? 1 << (soft - 1) : 0);
    }
    if (!engine_may(a->p, a->s, a->w, &act, NULL) || (policy->when != 0 && eval(a, policy->when, names) == 0)) {
        return;
    }
    score(a, policy, names, &s);
    if (good_enough(a, policy, names, s.score)) {
        propose(a, policy, &s, &act);
    }
}

/* Is there anything to ask? Cheap, and no for nearly every actor and motion. */
static bool is_open_question(const struct asking *a, const struct motion *m)
{
    const bool pending = m->state == MOTION_TABLED || m->state == MOTION_BROKEN;
    if (a->kind == POLICY_ANSWER) {
        return m->state == MOTION_TABLED && m->position[a->actor] == ANSWER_NONE;
    }
    if (a->kind == POLICY_SLIP) {
        return a->p->motion[m->kind].slips && m->slip[a->actor] == NONE && m->state != MOTION_BROKEN;
    }
    return pending && (a->kind == POLICY_CHAIR || m->consent == 1);
}

static void ask_motion(struct asking *a, int motion)
{
    const int kind = a->w->motion[motion].kind;
    struct names names;
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    names_add(&names, 1, SET_MOTION, motion);
    if (a->kind == POLICY_CHAIR) { /* several may apply; the best score wins */
        for (int k = 0; k < a->p->policies; k++) {
            const struct policy *policy = &a->p->policy[k];
            if (policy->kind == POLICY_CHAIR && (policy->object == NONE || policy->object == kind) &&
                engine_fits(a->p, a->w, &policy->by, a->actor, NULL, 0)) {
                ask_chair(a, motion, policy, &names);
            }
        }
        return;
    }
    const struct policy *policy = policy_for(a, kind, ACT_AGREE, &names);
    if (a->kind == POLICY_CONSENT) {
        ask_consent(a, motion, ACT_AGREE, policy, &names);
    } else if (policy != NULL && a->kind == POLICY_ANSWER) {
        ask_answer(a, motion, policy, &names);
    } else if (policy != NULL) {
        ask_slip(a, motion, policy, &names);
    }
}

static void ask_order_consent(struct asking *a, int order)
{
    struct names names;
    if (a->w->order[order].state != ORDER_QUEUED || a->w->order[order].consent != 1) {
        return;
    }
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    names_add(&names, 1, SET_ORDER, order);
    ask_consent(a, order, ACT_CONSENT, policy_for(a, NONE, ACT_CONSENT, &names), &names);
}

int policy_choices(const struct program *p, const struct setup *s, const struct world *w, enum policy_kind kind, int actor,
                   struct choice *ret_choices, int room)
{
    struct asking a = {p, s, w, kind, (int16_t)actor, ret_choices, room, 0};
    if (kind == POLICY_ORDER || kind == POLICY_TABLE || kind == POLICY_CARD) {
        for (int k = 0; k < p->policies; k++) {
            if (p->policy[k].kind == kind && engine_fits(p, w, &p->policy[k].by, actor, NULL, 0)) {
                ask_targets(&a, &p->policy[k]);
            }
        }
        return a.count;
    }
    for (int m = 0; m < w->motions; m++) {
        if (w->motion[m].state <= MOTION_EFFECTIVE && is_open_question(&a, &w->motion[m])) {
            ask_motion(&a, m);
        }
    }
    for (int o = 0; kind == POLICY_CONSENT && o < w->orders; o++) {
        ask_order_consent(&a, o);
    }
    return a.count;
}
