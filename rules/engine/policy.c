/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.c -- what an automated seat wants: the book's scored rules, each with the term that
 * weighed most. Proposes only what is allowed now and does nothing itself. */
#include <string.h>

#include "engine/policy.h"
#include "engine/vm.h"

#include "engine/integer_only.h"

int32_t ask_eval(const struct asking *a, uint32_t code, const struct names *names)
{
    return sight_eval(&a->sight, code, names);
}

bool ask_may(const struct asking *a, const struct act *act, struct refusal *ret)
{
    const struct doing d = {a->p, a->s, a->w, act, a->sight.memo, NULL};
    return act_may(&d, ret);
}

bool ask_asked(const struct asking *a, const struct policy *policy)
{
    uint64_t pass;
    if (policy->by.rest == 0 && guard_pass(&a->sight, &policy->by, &pass)) {
        return (pass >> a->actor & 1) != 0;
    }
    return sight_fits(&a->sight, &policy->by, a->actor, &names_empty);
}

/* The k-th of the kind that is asked for. */
static const struct policy *policy_at(const struct asking *a, int k)
{
    return &a->p->policy[a->p->policy_list[a->policies.first + k]];
}

/* Choices about the same thing exclude one another: only the best stays. Orders and motions do not.
 */
static bool excludes(const struct asking *a, const struct act *x, const struct act *y)
{
    return a->kind != POLICY_ORDER && a->kind != POLICY_TABLE && x->object == y->object &&
           (a->kind != POLICY_CARD || x->arg[0] == y->arg[0]) &&
           (a->kind != POLICY_CONSENT || x->verb == y->verb);
}

/* Keeps the list in falling order of score; of equals the earlier one stays in front. NULL: it is
 * not kept. */
static struct choice *keep(struct asking *a, const struct choice *choice)
{
    for (int k = 0; k < a->count; k++) {
        if (excludes(a, &a->choice[k].act, &choice->act)) {
            if (a->choice[k].score >= choice->score) {
                return NULL;
            }
            memmove(&a->choice[k], &a->choice[k + 1],
                    (size_t)(a->count - k - 1) * sizeof a->choice[0]);
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
static int16_t reason_of(const struct asking *a, const struct policy *policy,
                         const struct names *names, bool reluctant)
{
    const int32_t *by = a->by;
    uint8_t fault = FAULT_NONE;
    int best = 0;
    if (!a->noted) {
        vm_terms(&a->sight, policy->formula, names->bind, a->by, &fault);
    }
    for (int t = 1; t < a->p->formula[policy->formula].terms.count; t++) {
        if (reluctant ? by[t] < by[best] : by[t] > by[best]) {
            best = t;
        }
    }
    return (int16_t)best;
}

int32_t ask_score(struct asking *a, const struct policy *policy, const struct names *names)
{
    uint8_t fault = FAULT_NONE;
    return vm_noted(&a->sight, policy->formula, names->bind, a->reasons ? a->by : NULL, &a->noted,
                    &fault);
}

void ask_propose(struct asking *a, const struct policy *policy, const struct names *names,
                 int32_t score, const struct act *act)
{
    const struct choice choice = {*act, (int16_t)(policy - a->p->policy), 0, score};
    struct choice *kept = keep(a, &choice);
    if (kept != NULL && a->reasons) {
        kept->term = reason_of(a, policy, names, is_reluctant(act));
    }
}

bool ask_enough(const struct asking *a, const struct policy *policy, const struct names *names,
                int32_t value)
{
    return policy->least == 0 || value >= ask_eval(a, policy->least, names);
}

/* The policy for this entity: one that names its kind goes before one for all, then the book's
 * order. */
static const struct policy *policy_for(struct asking *a, int model, int verb,
                                       const struct names *names)
{
    const struct policy *found = NULL;
    for (int k = 0; k < a->policies.count; k++) {
        const struct policy *policy = policy_at(a, k);
        if ((policy->object != NONE && policy->object != model) ||
            (found != NULL && policy->object == NONE)) {
            continue;
        }
        if ((a->kind == POLICY_CONSENT && (policy->verb == ACT_CONSENT) != (verb == ACT_CONSENT)) ||
            !ask_asked(a, policy) || (policy->when != 0 && ask_eval(a, policy->when, names) == 0)) {
            continue;
        }
        if (policy->object != NONE) {
            return policy;
        }
        found = policy;
    }
    return found;
}

static int16_t condition_for(const struct asking *a, const struct policy *policy, int motion,
                             const struct names *names)
{
    if (policy->level != 0) {
        return (int16_t)ask_eval(a, policy->level, names);
    }
    const struct span met = a->p->motion[a->w->motion[motion].kind].condition_met;
    for (int c = 0; c < met.count; c++) {
        if (sight_eval2(&a->sight, a->p->need[met.first + c].code, motion, a->actor) == 0) {
            return (int16_t)c;
        }
    }
    return 0;
}

/* Who asked and was answered does not ask the same again: it goes along, with a note when it may.
 */
static int after_question(const struct asking *a, const struct policy *policy, int motion,
                          int answer)
{
    if (answer != ANSWER_ASK || a->w->motion[motion].condition[a->actor] == 0) {
        return answer;
    }
    return policy->bound[ANSWER_STATEMENT] != INT32_MIN ? ANSWER_STATEMENT : ANSWER_SILENT;
}

static void ask_answer(struct asking *a, int motion, const struct policy *policy,
                       const struct names *names)
{
    const int32_t score = ask_score(a, policy, names);
    for (int wish = ANSWER_SILENT; wish < ANSWERS; wish++) {
        if (policy->bound[wish] == INT32_MIN || score < policy->bound[wish]) {
            continue;
        }
        const int answer = after_question(a, policy, motion, wish);
        const int16_t condition =
            answer == ANSWER_YES_IF ? condition_for(a, policy, motion, names) : NONE;
        const struct act act = {
            ACT_ANSWER, a->actor, (int16_t)motion, {(int16_t)answer, condition}, 0};
        if (ask_may(a, &act, NULL)) {
            ask_propose(a, policy, names, score, &act);
            return;
        }
    }
}

static void ask_slip(struct asking *a, int motion, const struct policy *policy,
                     const struct names *names)
{
    struct refusal why = {0};
    struct act act = {
        ACT_SLIP, a->actor, (int16_t)motion, {NONE, NONE}, ask_eval(a, policy->level, names)};
    bool allowed = ask_may(a, &act, &why);
    if (!allowed && why.code == REFUSAL_RANGE) { /* more or less than it can: the nearest it can */
        act.value = why.want;
        allowed = ask_may(a, &act, NULL);
    }
    if (allowed) {
        ask_propose(a, policy, names, ask_score(a, policy, names), &act);
    }
}

static void ask_consent(struct asking *a, int object, uint8_t verb, const struct policy *policy,
                        const struct names *names)
{
    struct act act = {verb, a->actor, (int16_t)object, {NONE, NONE}, 1};
    if (!ask_may(a, &act, NULL)) {
        return;
    }
    if (policy == NULL) { /* the book is silent: who is asked agrees */
        keep(a, &(struct choice){act, NONE, NONE, 0});
        return;
    }
    const int32_t score = ask_score(a, policy, names);
    act.value = ask_enough(a, policy, names, score);
    ask_propose(a, policy, names, score, &act);
}

static void ask_chair(struct asking *a, int motion, const struct policy *policy,
                      const struct names *names)
{
    const struct motion *m = &a->w->motion[motion];
    struct act act = {policy->verb, a->actor, (int16_t)motion, {NONE, NONE}, 0};
    if (policy->verb == ACT_AMEND) {
        const uint8_t soft = a->p->motion[m->kind].soft_option;
        const int32_t mask = ask_eval(a, policy->level, names);
        act.value = m->options | (mask != 0 ? mask : soft != 0 ? 1 << (soft - 1) : 0);
    }
    if (!ask_may(a, &act, NULL) || (policy->when != 0 && ask_eval(a, policy->when, names) == 0)) {
        return;
    }
    const int32_t score = ask_score(a, policy, names);
    if (ask_enough(a, policy, names, score)) {
        ask_propose(a, policy, names, score, &act);
    }
}

/* Has the actor still to say anything? Cheap, and no for nearly every actor and motion. */
static bool is_open_question(const struct asking *a, const struct motion *m)
{
    return a->kind == POLICY_ANSWER ? m->position[a->actor] == ANSWER_NONE
                                    : a->kind != POLICY_SLIP || m->slip[a->actor] == NONE;
}

/* Can a consent or a slip of any size be given? Asked before a policy is looked for: mostly not. */
static bool is_asked_for(const struct asking *a, int motion)
{
    struct refusal why = {0};
    const bool consent = a->kind == POLICY_CONSENT;
    const struct act act = {
        consent ? ACT_AGREE : ACT_SLIP, a->actor, (int16_t)motion, {NONE, NONE}, consent};
    return (!consent && a->kind != POLICY_SLIP) || ask_may(a, &act, &why) ||
           why.code == REFUSAL_RANGE;
}

static void ask_motion(struct asking *a, int motion)
{
    const int kind = a->w->motion[motion].kind;
    struct names names;
    if (!is_asked_for(a, motion)) {
        return;
    }
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    names_add(&names, 1, SET_MOTION, motion);
    if (a->kind == POLICY_CHAIR) { /* several may apply; the best score wins */
        for (int k = 0; k < a->policies.count; k++) {
            const struct policy *policy = policy_at(a, k);
            if ((policy->object == NONE || policy->object == kind) && ask_asked(a, policy)) {
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
    if (!ask_waits(&a->w->order[order])) {
        return;
    }
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    names_add(&names, 1, SET_ORDER, order);
    ask_consent(a, order, ACT_CONSENT, policy_for(a, NONE, ACT_CONSENT, &names), &names);
}

/* Is there a policy of the kind for this actor at all? */
static bool is_anybody(const struct asking *a)
{
    bool any = false;
    for (int k = 0; !any && k < a->policies.count; k++) {
        any = ask_asked(a, policy_at(a, k));
    }
    return any;
}

int policy_ask(const struct doing *d, enum policy_kind kind, int actor, bool reasons,
               struct choice ret_choices[CHOICES_MAX])
{
    const struct program *p = d->p;
    int32_t by[TERMS_MAX]; /* each is written before it is read */
    struct asking a = {p,
                       d->s,
                       d->w,
                       sight_of(d),
                       kind,
                       p->policy_of[kind],
                       (int16_t)actor,
                       ret_choices,
                       CHOICES_MAX,
                       0,
                       reasons,
                       by,
                       false};
    if (kind == POLICY_ORDER || kind == POLICY_TABLE || kind == POLICY_CARD) {
        ask_targets(&a);
        return a.count;
    }
    const struct agenda agenda = ask_agenda(&a);
    if (kind == POLICY_CHAIR && agenda.motions != 0 && !is_anybody(&a)) {
        return 0;
    }
    for (uint64_t left = agenda.motions; left != 0; left &= left - 1) {
        const int m = lowest_bit(left);
        if (is_open_question(&a, &d->w->motion[m])) {
            ask_motion(&a, m);
        }
    }
    for (int o = 0; agenda.orders && o < d->w->orders; o++) {
        ask_order_consent(&a, o);
    }
    return a.count;
}

int policy_choices(const struct program *p, const struct setup *s, const struct world *w,
                   enum policy_kind kind, int actor, struct choice *ret_choices, int room)
{
    struct memo memo;
    const struct doing d = {p, s, w, NULL, p->linked ? &memo : NULL, NULL};
    struct choice choice[CHOICES_MAX];
    memo_start(&memo);
    int count = policy_ask(&d, kind, actor, true, choice);
    count = count < room ? count : room;
    memcpy(ret_choices, choice, (size_t)count * sizeof choice[0]);
    return count;
}
