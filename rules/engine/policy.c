/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.c -- what an automated seat wants: the book's scored rules, each with the term that weighed most. Proposes only
 * what is allowed now and does nothing itself. */
#include <string.h>

#include "engine/run.h"
#include "engine/vm.h"
#include "engine/integer_only.h"

enum { FILTERS = 16 }; /* different `by` of policies that are remembered at once; a power of two */

struct asking {
    const struct program *p;
    const struct setup *s;
    const struct world *w;
    struct sight sight;
    enum policy_kind kind;
    int16_t actor;
    struct choice *choice;
    int room, count;
    bool reasons; /* somebody wants to know why */
    struct { uint32_t where; bool fits; } filter[FILTERS]; /* of this actor, asked before */
};

static int32_t eval(const struct asking *a, uint32_t code, const struct names *names)
{
    return sight_eval(&a->sight, code, names);
}

static bool may(const struct asking *a, const struct act *act, struct refusal *ret)
{
    const struct doing d = {a->p, a->s, a->w, act, a->sight.memo};
    return act_may(&d, ret);
}

static bool is_asked(struct asking *a, const struct policy *policy)
{
    const uint32_t where = policy->by.where;
    const int at = (int)(where & (FILTERS - 1));
    struct names names;
    if (a->actor >= a->p->set[policy->by.set].count) {
        return false;
    }
    if (where != 0 && a->filter[at].where != where) {
        names_none(&names);
        a->filter[at].where = where;
        a->filter[at].fits = sight_fits(&a->sight, &policy->by, a->actor, &names);
    }
    return where == 0 || a->filter[at].fits;
}

/* Choices about the same thing exclude one another: only the best stays. Orders and motions do not. */
static bool excludes(const struct asking *a, const struct act *x, const struct act *y)
{
    return a->kind != POLICY_ORDER && a->kind != POLICY_TABLE && x->object == y->object &&
           (a->kind != POLICY_CARD || x->arg[0] == y->arg[0]) && (a->kind != POLICY_CONSENT || x->verb == y->verb);
}

/* Keeps the list in falling order of score; of equals the earlier one stays in front. NULL: it is not kept. */
static struct choice *keep(struct asking *a, const struct choice *choice)
{
    for (int k = 0; k < a->count; k++) {
        if (excludes(a, &a->choice[k].act, &choice->act)) {
            if (a->choice[k].score >= choice->score) {
                return NULL;
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
        return NULL;
    }
    a->count = a->count < a->room ? a->count + 1 : a->count;
    memmove(&a->choice[at + 1], &a->choice[at], (size_t)(a->count - at - 1) * sizeof a->choice[0]);
    a->choice[at] = *choice;
    return &a->choice[at];
}

static bool is_reluctant(const struct act *act)
{
    if (act->verb == ACT_ANSWER) {
        return act->arg[0] != ANSWER_SILENT && act->arg[0] != ANSWER_YES;
    }
    return (act->verb == ACT_AGREE || act->verb == ACT_CONSENT) && act->value == 0;
}

/* Who holds back gives the heaviest reason against, who goes along the heaviest for. */
static int16_t reason_of(const struct asking *a, const struct policy *policy, const struct names *names, bool reluctant)
{
    int32_t by[TERMS_MAX];
    uint8_t fault = FAULT_NONE;
    int best = 0;
    vm_terms(&a->sight, policy->formula, names->bind, by, &fault);
    for (int t = 1; t < a->p->formula[policy->formula].terms.count; t++) {
        if (reluctant ? by[t] < by[best] : by[t] > by[best]) {
            best = t;
        }
    }
    return (int16_t)best;
}

static int32_t score_of(const struct asking *a, const struct policy *policy, const struct names *names)
{
    uint8_t fault = FAULT_NONE;
    return vm_formula(&a->sight, policy->formula, names->bind, &fault);
}

static void propose(struct asking *a, const struct policy *policy, const struct names *names, int32_t score, const struct act *act)
{
    const struct choice choice = {*act, (int16_t)(policy - a->p->policy), 0, score};
    struct choice *kept = keep(a, &choice);
    if (kept != NULL && a->reasons) {
        kept->term = reason_of(a, policy, names, is_reluctant(act));
    }
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

/* Can a policy of this kind lead to anything for this actor, whatever the target? Asked before any filter is evaluated. */
static bool is_possible(const struct asking *a, const struct policy *policy)
{
    const int object = policy->object;
    if (a->kind == POLICY_ORDER) {
        const struct action *action = &a->p->action[object];
        const int uses = a->w->uses[object][a->actor];
        return (a->s->action_allowed[object / 64] >> (object % 64) & 1) != 0 &&
               (action->limit_game == 0 || uses < action->limit_game);
    }
    if (a->kind != POLICY_TABLE) {
        return true;
    }
    const struct motion_kind *kind = &a->p->motion[object];
    int tabled = 0;
    for (int k = 0; k < a->w->motions; k++) {
        tabled += a->w->motion[k].kind == object && a->w->motion[k].turn == a->w->turn;
    }
    return (a->s->motion_allowed[object / 64] >> (object % 64) & 1) != 0 &&
           (kind->limit_turn == 0 || tabled < kind->limit_turn) && (kind->targets.count > 0 || tabled == 0);
}

static void ask_targets(struct asking *a, const struct policy *policy)
{
    struct names names;
    struct walk walk;
    struct act act;
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    walk_start(&walk, &a->sight, policy->targets);
    while (walk_next(&walk, &names)) {
        if ((policy->when != 0 && eval(a, policy->when, &names) == 0) || !act_of(a, policy, &names, &act)) {
            continue;
        }
        const int32_t score = score_of(a, policy, &names);
        if (good_enough(a, policy, &names, score) && may(a, &act, NULL)) {
            propose(a, policy, &names, score, &act);
        }
    }
}

/* The policy for this entity: one that names its kind goes before one for all, then the book's order. */
static const struct policy *policy_for(struct asking *a, int model, int verb, const struct names *names)
{
    const struct policy *found = NULL;
    for (int k = 0; k < a->p->policies; k++) {
        const struct policy *policy = &a->p->policy[k];
        if (policy->kind != a->kind || (policy->object != NONE && policy->object != model) ||
            (found != NULL && policy->object == NONE)) {
            continue;
        }
        if ((a->kind == POLICY_CONSENT && (policy->verb == ACT_CONSENT) != (verb == ACT_CONSENT)) ||
            !is_asked(a, policy) ||
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

/* Who asked and was answered does not ask the same again: it goes along, with a note when it may. */
static int after_question(const struct asking *a, const struct policy *policy, int motion, int answer)
{
    if (answer != ANSWER_ASK || a->w->motion[motion].condition[a->actor] == 0) {
        return answer;
    }
    return policy->bound[ANSWER_STATEMENT] != INT32_MIN ? ANSWER_STATEMENT : ANSWER_SILENT;
}

static void ask_answer(struct asking *a, int motion, const struct policy *policy, const struct names *names)
{
    const int32_t score = score_of(a, policy, names);
    for (int wish = ANSWER_SILENT; wish < ANSWERS; wish++) {
        if (policy->bound[wish] == INT32_MIN || score < policy->bound[wish]) {
            continue;
        }
        const int answer = after_question(a, policy, motion, wish);
        const int16_t condition = answer == ANSWER_YES_IF ? condition_for(a, policy, motion, names) : NONE;
        const struct act act = {ACT_ANSWER, a->actor, (int16_t)motion, {(int16_t)answer, condition}, 0};
        if (may(a, &act, NULL)) {
            propose(a, policy, names, score, &act);
            return;
        }
    }
}

static void ask_slip(struct asking *a, int motion, const struct policy *policy, const struct names *names)
{
    struct refusal why = {0};
    struct act act = {ACT_SLIP, a->actor, (int16_t)motion, {NONE, NONE}, eval(a, policy->level, names)};
    bool allowed = may(a, &act, &why);
    if (!allowed && why.code == REFUSAL_RANGE) { /* more or less than it can: the nearest it can */
        act.value = why.want;
        allowed = may(a, &act, NULL);
    }
    if (allowed) {
        propose(a, policy, names, score_of(a, policy, names), &act);
    }
}

static void ask_consent(struct asking *a, int object, uint8_t verb, const struct policy *policy, const struct names *names)
{
    struct act act = {verb, a->actor, (int16_t)object, {NONE, NONE}, 1};
    if (!may(a, &act, NULL)) {
        return;
    }
    if (policy == NULL) { /* the book is silent: who is asked agrees */
        keep(a, &(struct choice){act, NONE, NONE, 0});
        return;
    }
    const int32_t score = score_of(a, policy, names);
    act.value = good_enough(a, policy, names, score);
    propose(a, policy, names, score, &act);
}

static void ask_chair(struct asking *a, int motion, const struct policy *policy, const struct names *names)
{
    const struct motion *m = &a->w->motion[motion];
    struct act act = {policy->verb, a->actor, (int16_t)motion, {NONE, NONE}, 0};
    if (policy->verb == ACT_AMEND) {
        const uint8_t soft = a->p->motion[m->kind].soft_option;
        const int32_t mask = eval(a, policy->level, names);
        act.value = m->options | (mask != 0 ? mask : soft != 0 ? 1 << (soft - 1) : 0);
    }
    if (!may(a, &act, NULL) || (policy->when != 0 && eval(a, policy->when, names) == 0)) {
        return;
    }
    const int32_t score = score_of(a, policy, names);
    if (good_enough(a, policy, names, score)) {
        propose(a, policy, names, score, &act);
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
                is_asked(a, policy)) {
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

int policy_ask(const struct doing *d, enum policy_kind kind, int actor, bool reasons, struct choice ret_choices[CHOICES_MAX])
{
    const struct program *p = d->p;
    struct asking a = {p, d->s, d->w, sight_of(d), kind, (int16_t)actor, ret_choices, CHOICES_MAX, 0, reasons, {{0, false}}};
    if (kind == POLICY_ORDER || kind == POLICY_TABLE || kind == POLICY_CARD) {
        for (int k = 0; k < p->policies; k++) {
            if (p->policy[k].kind == kind && is_asked(&a, &p->policy[k]) && is_possible(&a, &p->policy[k])) {
                ask_targets(&a, &p->policy[k]);
            }
        }
        return a.count;
    }
    for (int m = 0; m < d->w->motions; m++) {
        if (d->w->motion[m].state <= MOTION_EFFECTIVE && is_open_question(&a, &d->w->motion[m])) {
            ask_motion(&a, m);
        }
    }
    for (int o = 0; kind == POLICY_CONSENT && o < d->w->orders; o++) {
        ask_order_consent(&a, o);
    }
    return a.count;
}

int policy_choices(const struct program *p, const struct setup *s, const struct world *w, enum policy_kind kind, int actor,
                   struct choice *ret_choices, int room)
{
    const struct doing d = {p, s, w, NULL, NULL};
    struct choice choice[CHOICES_MAX];
    int count = policy_ask(&d, kind, actor, true, choice);
    count = count < room ? count : room;
    memcpy(ret_choices, choice, (size_t)count * sizeof choice[0]);
    return count;
}
