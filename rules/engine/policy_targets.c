/* SPDX-License-Identifier: EUPL-1.2 */
/* policy_targets.c -- orders, motions and cards that a seat may want: every policy over every
 * target, the cheap questions first. */
#include <string.h>

#include "engine/policy.h"

#include "engine/integer_only.h"

static bool ordered_already(const struct asking *a, const struct act *act)
{
    const bool ever = a->w->uses[act->object][act->actor] > 0;
    for (int k = 0; ever && k < a->w->orders; k++) {
        const struct order *o = &a->w->order[k];
        if (o->state != ORDER_FREE && o->turn == a->w->turn && o->actor == act->actor &&
            o->action == act->object && memcmp(o->target, act->arg, sizeof o->target) == 0) {
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

/* How much: asked only when the score is enough. */
static int32_t level_of(const struct asking *a, const struct policy *policy,
                        const struct names *names)
{
    const int32_t level = ask_eval(a, policy->level, names);
    if (a->kind != POLICY_ORDER) {
        return level;
    }
    const struct action *action = &a->p->action[policy->object];
    const int32_t least = level < action->level_lo ? action->level_lo : level;
    return least > action->level_hi ? action->level_hi : least;
}

/* The act of a policy with targets, without its level; false when the actor has done just that in
 * this turn. */
static bool act_of(const struct asking *a, const struct policy *policy, const struct names *names,
                   struct act *ret_act)
{
    const struct program *p = a->p;
    struct act act = {0, a->actor, policy->object, {NONE, NONE}, 0};
    if (a->kind == POLICY_ORDER) {
        const struct action *action = &p->action[policy->object];
        act.verb = ACT_ORDER;
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
    return a->kind == POLICY_ORDER ? !ordered_already(a, &act)
                                   : a->kind != POLICY_TABLE || !tabled_already(a, &act);
}

static bool is_set(const uint64_t *bits, int bit)
{
    return (bits[bit / 64] >> (bit % 64) & 1) != 0;
}

/* Does the scenario offer what it is about? */
static bool is_offered(const struct asking *a, const struct policy *policy)
{
    if (a->kind == POLICY_ORDER) {
        return is_set(a->s->action_allowed, policy->object);
    }
    return a->kind != POLICY_TABLE || is_set(a->s->motion_allowed, policy->object);
}

/* Can a policy of this kind lead to anything for this actor, whatever the target? Asked before any
 * filter is evaluated. */
static bool is_possible(const struct asking *a, const struct policy *policy)
{
    const int object = policy->object;
    if (a->kind == POLICY_ORDER) {
        const struct action *action = &a->p->action[object];
        const int uses = a->w->uses[object][a->actor];
        return action->limit_game == 0 || uses < action->limit_game;
    }
    if (a->kind != POLICY_TABLE) {
        return true;
    }
    const struct motion_kind *kind = &a->p->motion[object];
    int tabled = 0;
    for (int k = 0; k < a->w->motions; k++) {
        tabled += a->w->motion[k].kind == object && a->w->motion[k].turn == a->w->turn;
    }
    return (kind->limit_turn == 0 || tabled < kind->limit_turn) &&
           (kind->targets.count > 0 || tabled == 0);
}

/* True when it wants anything. */
static bool targets(struct asking *a, const struct policy *policy)
{
    bool any = false;
    struct names names;
    struct walk walk;
    struct act act;
    names_none(&names);
    names_add(&names, 0, SET_ACTOR, a->actor);
    walk_start(&walk, &a->sight, policy->targets);
    while (walk_next(&walk, &names)) {
        if ((policy->when != 0 && ask_eval(a, policy->when, &names) == 0) ||
            !act_of(a, policy, &names, &act)) {
            continue;
        }
        const int32_t score = ask_score(a, policy, &names);
        if (!ask_enough(a, policy, &names, score)) {
            continue;
        }
        act.value = level_of(a, policy, &names);
        if (ask_may(a, &act, NULL)) {
            ask_propose(a, policy, &names, score, &act);
            any = true;
        }
    }
    return any;
}

/* Actors who can have no wish of it now, whatever the targets: all when its act is not offered. */
static uint64_t nobody_of(const struct asking *a, const struct policy *policy)
{
    uint64_t pass;
    if (!is_offered(a, policy)) {
        return UINT64_MAX;
    }
    return policy->by.rest == 0 && guard_pass(&a->sight, &policy->by, &pass) ? ~pass : 0;
}

static bool has_wish(struct asking *a, const struct policy *policy)
{
    return is_offered(a, policy) && ask_asked(a, policy) && is_possible(a, policy) &&
           targets(a, policy);
}

/* Nothing is asked again of who had no wish, until something that the policy reads has changed. */
static bool ask_again(struct asking *a, int policy)
{
    struct memo *memo = a->sight.memo;
    const uint64_t bit = (uint64_t)1 << a->actor;
    uint64_t *idle = &memo->idle[policy];
    if ((*idle & bit) != 0) {
        return false;
    }
    *idle |= nobody_of(a, &a->p->policy[policy]); /* found out for all at once */
    if ((*idle & bit) != 0) {
        return false;
    }
    if (has_wish(a, &a->p->policy[policy])) {
        return true;
    }
    *idle |= bit;
    return false;
}

/* Orders, motions and cards. */
void ask_targets(struct asking *a)
{
    struct memo *memo = a->sight.memo;
    const uint64_t bit = (uint64_t)1 << a->actor;
    const uint16_t *list = &a->p->policy_list[a->policies.first];
    bool any = false;
    if (memo != NULL && (memo->idle_all[a->kind] & bit) != 0) {
        return;
    }
    for (int k = 0; k < a->policies.count; k++) {
        any |= memo != NULL ? ask_again(a, list[k]) : has_wish(a, &a->p->policy[list[k]]);
    }
    if (memo != NULL && !any) {
        memo->idle_all[a->kind] |= bit;
    }
}
