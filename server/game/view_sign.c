/* SPDX-License-Identifier: EUPL-1.2 */
/* view_sign.c -- a sum of all that a text is made of, so that it need not be written to see that it
 * would be the same. */
#include "game/view_offer.h"

void sign(uint64_t *sum, int64_t value)
{
    *sum = (*sum ^ (uint64_t)value) * UINT64_C(0x9E3779B97F4A7C15);
    *sum ^= *sum >> 29;
}

void sign_refusal(uint64_t *sum, const struct refusal *refusal)
{
    sign(sum, refusal->code);
    sign(sum, refusal->need);
    sign(sum, refusal->have);
    sign(sum, refusal->want);
}

void sign_costs(uint64_t *sum, const struct view *view, struct span costs, const int16_t *bind)
{
    for (int k = 0; k < costs.count; k++) {
        sign(sum,
             engine_eval(view->p, view->w, view->p->cost[costs.first + k].code, bind, BIND_MAX));
    }
}

void sign_entity(uint64_t *sum, const struct view *view, int set, int entity)
{
    const uint8_t kind = view->p->set[set].kind;
    sign(sum, entity);
    if (kind == SET_INCIDENT) {
        const struct place place = session_incident_place(view->s, entity);
        sign(sum, place.template);
        sign(sum, place.victim);
        sign(sum, place.day);
        sign(sum, place.nth);
    } else if (kind == SET_MOTION) {
        sign(sum, view->w->motion[entity].kind);
    } else if (kind == SET_ORDER) {
        sign(sum, view->w->order[entity].action);
    }
}
