/* SPDX-License-Identifier: EUPL-1.2 */
/* ask.c -- questions from outside about an expression, a formula or a binding. Changes nothing. */
#include <string.h>

#include "engine/run.h"
#include "engine/values.h"
#include "engine/vm.h"

#include "engine/integer_only.h"

static struct names names_of(const int16_t *bind, int binds)
{
    struct names names;
    names_none(&names);
    for (int k = 0; k < binds && k < BIND_MAX; k++) {
        names.bind[k] = bind[k];
    }
    return names;
}

int32_t sight_eval(const struct sight *sight, uint32_t code, const struct names *names)
{
    uint8_t fault = FAULT_NONE;
    return code == 0 ? 0 : vm_eval(sight, code, names->bind, &fault);
}

int32_t sight_eval2(const struct sight *sight, uint32_t code, int first, int second)
{
    struct names names = names_empty;
    names.bind[0] = (int16_t)first;
    names.bind[1] = (int16_t)second;
    return sight_eval(sight, code, &names);
}

bool sight_fits(const struct sight *sight, const struct binding *binding, int entity,
                const struct names *given)
{
    if (entity < 0 || entity >= set_count(sight->p, sight->w, binding->set) ||
        is_hole(sight->p, sight->w, binding->set, entity)) {
        return false;
    }
    uint64_t pass;
    const bool guarded = guard_pass(sight, binding, &pass);
    if (guarded && (pass >> entity & 1) == 0) {
        return false;
    }
    const uint32_t code = guarded ? binding->rest : binding->where;
    if (code == 0) {
        return true;
    }
    struct names names = *given;
    names.bind[binding->slot] = (int16_t)entity;
    return sight_eval(sight, code, &names) != 0;
}

int32_t engine_eval(const struct program *p, const struct world *w, uint32_t code,
                    const int16_t *bind, int binds)
{
    const struct names names = names_of(bind, binds);
    const struct sight sight = {p, w, NULL};
    return sight_eval(&sight, code, &names);
}

int engine_formula(const struct program *p, const struct world *w, int formula,
                   const int16_t *arguments, int32_t *ret_value, struct score_term *ret_terms)
{
    int32_t by[TERMS_MAX];
    uint8_t fault = FAULT_NONE;
    const struct names names = names_of(arguments, p->formula[formula].args);
    const struct sight sight = {p, w, NULL};
    const int32_t value = vm_terms(&sight, formula, names.bind, by, &fault);
    const int count = p->formula[formula].terms.count;
    if (ret_value != NULL) {
        *ret_value = value;
    }
    for (int t = 0; ret_terms != NULL && t < count; t++) {
        ret_terms[t] = (struct score_term){(int16_t)t, by[t]};
    }
    return count;
}

bool engine_fits(const struct program *p, const struct world *w, const struct binding *binding,
                 int entity, const int16_t *bind, int binds)
{
    const struct names names = names_of(bind, binds);
    const struct sight sight = {p, w, NULL};
    return sight_fits(&sight, binding, entity, &names);
}
