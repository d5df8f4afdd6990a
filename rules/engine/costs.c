/* SPDX-License-Identifier: EUPL-1.2 */
/* costs.c -- needs and prices of orders and motions, and the word for why not. Slot 0 of the names
 * pays. */
#include "engine/run.h"

#include <assert.h>

#include "engine/values.h"

#include "engine/integer_only.h"

bool refuse_with(struct refusal *ret, enum refusal_code code, int need, int32_t have, int32_t want)
{
    if (ret != NULL) {
        *ret = (struct refusal){(uint8_t)code, (int16_t)need, have, want};
    }
    return false;
}

bool refuse(struct refusal *ret, enum refusal_code code)
{
    return refuse_with(ret, code, NONE, 0, 0);
}

bool needs_may(const struct sight *sight, struct span needs, const struct names *names,
               struct refusal *ret)
{
    for (int n = needs.first; n < needs.first + needs.count; n++) {
        if (sight_eval(sight, sight->p->need[n].code, names) == 0) {
            return refuse_with(ret, REFUSAL_NEED, n, 0, 1);
        }
    }
    return true;
}

/* A price in the variable's scale; a negative or senseless one is none. */
static int32_t price_of(const struct sight *sight, int cost, const struct names *names)
{
    const struct program *p = sight->p;
    const int64_t units = sight_eval(sight, p->cost[cost].code, names);
    const int64_t price = units * p->variable[p->cost[cost].variable].scale;
    return price < 0 ? 0 : price > INT32_MAX / 2 ? INT32_MAX / 2 : (int32_t)price;
}

bool costs_may(const struct sight *sight, struct span costs, const struct names *names,
               struct refusal *ret)
{
    const struct program *p = sight->p;
    for (int c = costs.first; c < costs.first + costs.count; c++) {
        const struct variable *v = &p->variable[p->cost[c].variable];
        const int32_t price = price_of(sight, c, names);
        const int32_t slot = slot_of(p, v, names->bind[0], 0);
        const int64_t have = slot == NO_SLOT ? 0 : (int64_t)sight->w->value[slot] - v->lo;
        if (price > 0 && have < price) {
            return refuse_with(ret, REFUSAL_COST, c, (int32_t)(have / v->scale), price / v->scale);
        }
    }
    return true;
}

void costs_pay(struct run *run, struct span costs, const struct names *names, int rule,
               int32_t *ret_paid)
{
    int32_t price[COSTS_EACH_MAX] = {0};
    const struct sight sight = run_sight(run);
    assert(costs.count <= COSTS_EACH_MAX);
    for (int c = 0; c < costs.count;
         c++) { /* all are known before any is paid: one price may look at another stock */
        price[c] = price_of(&sight, costs.first + c, names);
    }
    for (int c = 0; c < costs.count; c++) {
        const int variable = run->p->cost[costs.first + c].variable;
        const int32_t have = engine_value(run->p, run->w, variable, names->bind[0], 0);
        run_set(run, (struct number){variable, names->bind[0], 0}, have - price[c], rule, names);
    }
    for (int c = 0; ret_paid != NULL && c < COSTS_EACH_MAX; c++) {
        ret_paid[c] = price[c];
    }
}

void costs_back(struct run *run, struct span costs, const struct names *names, int rule,
                const int32_t *paid)
{
    for (int c = 0; c < costs.count; c++) {
        const int variable = run->p->cost[costs.first + c].variable;
        const int32_t have = engine_value(run->p, run->w, variable, names->bind[0], 0);
        const int64_t back = (int64_t)have + paid[c];
        run_set(run, (struct number){variable, names->bind[0], 0},
                back > INT32_MAX ? INT32_MAX : (int32_t)back, rule, names);
    }
}
