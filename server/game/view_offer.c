/* SPDX-License-Identifier: EUPL-1.2 */
/* view_offer.c -- see view_offer.h. Decides nothing: the engine does. */
#include "game/view_offer.h"

#include <string.h>

#include "game/act_json.h"

enum { TRIES_MAX = 64 }; /* targets that are tried before an action counts as impossible */

static const struct binding *target_of(const struct offer *offer, const struct program *p, int k)
{
    return &p->binding[offer->row->targets.first + k];
}

/* Does it fit target k; `first` is what the first target is, where there is a second? */
static bool fits(const struct view *view, const struct offer *offer, int k, int first, int entity)
{
    const struct binding *target = target_of(offer, view->p, k);
    const int16_t bind[2] = {(int16_t)offer->actor, (int16_t)first};
    if (view->p->set[target->set].kind == SET_INCIDENT && !view_incident_known(view, entity)) {
        return false;
    }
    return engine_fits(view->p, view->w, target, entity, bind, k + 1);
}

static void find_fitting(const struct view *view, struct offer *offer)
{
    const int count = offer->row->targets.count == 0
                          ? 0
                          : engine_count(view->p, view->w, target_of(offer, view->p, 0)->set);
    for (int e = 0; e < count && e < OFFER_KEPT_MAX; e++) {
        offer->fitting |= (uint64_t)fits(view, offer, 0, NONE, e) << e;
    }
}

static bool fits_first(const struct view *view, const struct offer *offer, int entity)
{
    return entity < OFFER_KEPT_MAX ? (offer->fitting >> entity & 1u) != 0
                                   : fits(view, offer, 0, NONE, entity);
}

static void attempt(const struct view *view, struct offer *offer, const struct act *act)
{
    struct refusal refusal = {.need = NONE};
    bool able = engine_may(view->p, view->s->setup, view->w, act, &refusal);
    if (offer->tries == 0 || able) {
        offer->act = *act;
        offer->refusal = refusal;
    }
    offer->able = able;
    offer->tries++;
    if (offer->row->targets.count == 1 && act->arg[0] < OFFER_KEPT_MAX) {
        offer->judged |= UINT64_C(1) << act->arg[0];
        offer->verdict[act->arg[0]] = (struct verdict){true, able, refusal};
    }
}

/* Has the question been settled? Some refusals hold whatever the target. */
static bool settled(const struct offer *offer)
{
    const uint8_t code = offer->refusal.code;
    bool always = code == REFUSAL_LIMIT || code == REFUSAL_SCENARIO || code == REFUSAL_ENDED ||
                  code == REFUSAL_FULL;
    return offer->able || offer->tries >= TRIES_MAX || (offer->tries > 0 && always);
}

/* Tries the targets until one will do. What is left in offer->act are the targets that do, or the
 * first that were tried. */
static void try_targets(const struct view *view, struct offer *offer)
{
    struct act act = offer->act;
    int targets = offer->row->targets.count;
    int first = targets > 0 ? engine_count(view->p, view->w, target_of(offer, view->p, 0)->set) : 1;
    int second =
        targets > 1 ? engine_count(view->p, view->w, target_of(offer, view->p, 1)->set) : 1;
    for (int x = 0; x < first && !settled(offer); x++) {
        if (targets > 0 && !fits_first(view, offer, x)) {
            continue;
        }
        act.arg[0] = targets > 0 ? (int16_t)x : NONE;
        for (int y = 0; y < second && !settled(offer); y++) {
            if (targets > 1 && !fits(view, offer, 1, x, y)) {
                continue;
            }
            act.arg[1] = targets > 1 ? (int16_t)y : NONE;
            attempt(view, offer, &act);
        }
    }
    if (offer->tries == 0) {
        offer->refusal = (struct refusal){.code = REFUSAL_TARGET, .need = NONE};
    }
}

void offer_ask(const struct view *view, int action, int actor, struct offer *ret_offer)
{
    *ret_offer = (struct offer){.action = action, .actor = actor, .row = &view->p->action[action]};
    ret_offer->act = (struct act){.verb = ACT_ORDER,
                                  .actor = (int16_t)actor,
                                  .object = (int16_t)action,
                                  .arg = {NONE, NONE},
                                  .value = ret_offer->row->level_lo};
    find_fitting(view, ret_offer);
    try_targets(view, ret_offer);
}

int offer_set(const struct view *view, const struct offer *offer, int k)
{
    return target_of(offer, view->p, k)->set;
}

bool offer_fits(const struct view *view, const struct offer *offer, int k, int entity)
{
    return k == 0 ? fits_first(view, offer, entity)
                  : fits(view, offer, k, offer->act.arg[0], entity);
}

struct verdict offer_judge(const struct view *view, const struct offer *offer, int k, int entity,
                           struct act *ret_act)
{
    struct verdict verdict = {.refusal = {.need = NONE}};
    *ret_act = offer->act;
    ret_act->arg[k] = (int16_t)entity;
    if (!offer->able && settled(offer)) {
        return verdict;
    }
    bool single = offer->row->targets.count == 1 && entity < OFFER_KEPT_MAX;
    if (single && (offer->judged >> entity & 1u) != 0) {
        return offer->verdict[entity];
    }
    verdict.asked = true;
    verdict.able = engine_may(view->p, view->s->setup, view->w, ret_act, &verdict.refusal);
    return verdict;
}

static void mix_options(uint64_t *sum, const struct view *view, const struct offer *offer, int k)
{
    const int set = offer_set(view, offer, k), count = engine_count(view->p, view->w, set);
    struct act act;
    sign(sum, set);
    for (int e = 0; e < count; e++) {
        if (!offer_fits(view, offer, k, e)) {
            continue;
        }
        const struct verdict verdict = offer_judge(view, offer, k, e, &act);
        sign_entity(sum, view, set, e);
        sign(sum, verdict.able);
        if (verdict.asked && !verdict.able) {
            sign_refusal(sum, &verdict.refusal);
        }
    }
}

uint64_t offer_sign(const struct view *view, const struct offer *offer)
{
    const int16_t bind[BIND_MAX] = {
        (int16_t)offer->actor, offer->act.arg[0], offer->act.arg[1], NONE, NONE, NONE, NONE, NONE};
    uint64_t sum = (uint64_t)offer->action + 1;
    sign(&sum, offer->actor);
    sign(&sum, offer->act.arg[0]);
    sign(&sum, offer->act.arg[1]);
    sign(&sum, offer->able);
    sign_refusal(&sum, &offer->refusal);
    sign_costs(&sum, view, offer->row->costs, bind);
    sign(&sum, engine_eval(view->p, view->w, offer->row->after_days, bind, BIND_MAX));
    sign(&sum, view->w->day);
    sign(&sum, view->w->days);
    sign(&sum, view->w->incidents);
    for (int k = 0; k < offer->row->targets.count; k++) {
        mix_options(&sum, view, offer, k);
    }
    return sum;
}
