/* SPDX-License-Identifier: EUPL-1.2 */
/* view_offer.h -- one action as it is offered to one actor: what the engine answers for it and for
 * each of its targets, before anything is written. */
#ifndef GAME_VIEW_OFFER_H
#define GAME_VIEW_OFFER_H

#include "game/view.h"

/* Entities of a target whose answers are kept, so that the engine is asked once. */
enum { OFFER_KEPT_MAX = 64 };

struct verdict {
    bool asked; /* of the engine: what cannot be for another reason is not */
    bool able;
    struct refusal refusal;
};

struct offer {
    int action, actor;
    const struct action *row;
    struct act act; /* with the first targets that may be, or that were tried */
    bool able;
    int tries;
    struct refusal refusal; /* of the first try */
    uint64_t fitting;       /* which entities fit the first target, of the first OFFER_KEPT_MAX */
    uint64_t judged;        /* whose verdict stands below: of the only target */
    struct verdict verdict[OFFER_KEPT_MAX];
};

void offer_ask(const struct view *view, int action, int actor, struct offer *ret_offer);
/* Target k, from 0; its set. */
int offer_set(const struct view *view, const struct offer *offer, int k);
/* May the entity be chosen for target k, beside the first target in offer->act? */
bool offer_fits(const struct view *view, const struct offer *offer, int k, int entity);
/* The answer for this entity as target k; `ret_act` is the act that was asked for. */
struct verdict offer_judge(const struct view *view, const struct offer *offer, int k, int entity,
                           struct act *ret_act);
/* A sum of everything that the written offer is made of but its place in the menu: equal sums of
 * one turn, equal texts. */
uint64_t offer_sign(const struct view *view, const struct offer *offer);

/* view_sign.c: what such sums are made of. */
void sign(uint64_t *sum, int64_t value);
void sign_refusal(uint64_t *sum, const struct refusal *refusal);
void sign_costs(uint64_t *sum, const struct view *view, struct span costs, const int16_t *bind);
/* What an entity is called by: places of incidents and orders are used again. */
void sign_entity(uint64_t *sum, const struct view *view, int set, int entity);

#endif
