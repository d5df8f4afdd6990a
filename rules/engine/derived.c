/* SPDX-License-Identifier: EUPL-1.2 */
/* derived.c -- derived variables: a formula each, computed in an order in which each uses only
 * earlier ones. Their changes are explained by what each term of the formula became more or less.
 */
#include "engine/run.h"

#include <string.h>

#include "engine/values.h"
#include "engine/vm.h"

#include "engine/integer_only.h"

const uint64_t derived_all[DEPEND_WORDS] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
                                            UINT64_MAX};
_Static_assert(DEPEND_WORDS == 5, "a word of derived_all is missing");

/* Has anything changed that a derived variable reads? */
static bool is_read(const struct run *run)
{
    uint64_t any = 0;
    for (int k = 0; k < DEPEND_WORDS; k++) {
        any |= run->p->derived_reads[k] & run->touched[k];
    }
    return any != 0;
}

static bool is_stale(const struct run *run, int place)
{
    uint64_t any = 0;
    for (int k = 0; k < DEPEND_WORDS; k++) {
        any |= run->p->derived_on[place][k] & run->touched[k];
    }
    return any != 0 || !run->p->linked;
}

static int32_t fitted(const struct variable *v, int64_t value)
{
    return value < v->lo ? v->lo : value > v->hi ? v->hi : (int32_t)value;
}

/* What each term of the formula became more or less since `before`, in the variable's scale. */
static int terms_since(struct run *run, const struct variable *v, const struct names *names,
                       struct cause_term *ret_terms)
{
    int32_t now[TERMS_MAX], then[TERMS_MAX];
    uint8_t fault = FAULT_NONE;
    const int count = run->p->formula[v->formula].terms.count;
    if (run->before == NULL) {
        return 0;
    }
    const struct sight present = run_sight(run), past = {run->p, run->before, NULL};
    vm_terms(&present, v->formula, names->bind, now, &fault);
    vm_terms(&past, v->formula, names->bind, then, &fault);
    for (int t = 0; t < count; t++) {
        int64_t by = ((int64_t)now[t] - then[t]) * v->scale;
        by = by < INT32_MIN / 2 ? INT32_MIN / 2 : by > INT32_MAX / 2 ? INT32_MAX / 2 : by;
        ret_terms[t] = (struct cause_term){NONE, (int16_t)t, {0}, (int32_t)by};
        memcpy(ret_terms[t].bind, names->bind, sizeof ret_terms[t].bind);
    }
    return count;
}

static void derive_one(struct run *run, int variable, int x, int y)
{
    const struct variable *v = &run->p->variable[variable];
    const int32_t slot = slot_of(run->p, v, x, y);
    struct change change = {
        .variable = (uint16_t)variable,
        .index = {(int16_t)(v->dims > 0 ? x : NONE), (int16_t)(v->dims > 1 ? y : NONE)}};
    struct names names;
    uint8_t fault = FAULT_NONE;
    names_none(&names);
    if (v->dims > 0) {
        names_add(&names, 0, run->p->set[v->set[0]].kind, x);
    }
    if (v->dims > 1) {
        names_add(&names, 1, run->p->set[v->set[1]].kind, y);
    }
    const struct sight sight = run_sight(run);
    const int32_t value = vm_formula(&sight, v->formula, names.bind, &fault);
    if (fault != FAULT_NONE) {
        run_fault(run, (enum fault)fault);
    }
    change.before = run->w->value[slot];
    change.after = fitted(v, (int64_t)value * v->scale);
    if (change.after == change.before) {
        return;
    }
    if (run->report != NULL) {
        struct cause_term terms[TERMS_MAX];
        const int count = terms_since(run, v, &names, terms);
        report_change(run, &change, terms, count);
    }
    run->w->value[slot] = change.after;
    run_touch(run, variable);
}

static bool is_wanted(const struct program *p, const uint64_t *touched, int bit)
{
    return (p->derived_reads[bit / 64] & touched[bit / 64]) >> (bit % 64) & 1;
}

void derived_past(const struct program *p, struct world *to, const struct world *from,
                  const uint64_t touched[DEPEND_WORDS])
{
    if (!p->linked) {
        world_copy(p, to, from);
        return;
    }
    memcpy(to, from, offsetof(struct world, uses));
    if (is_wanted(p, touched, DEPEND_INCIDENTS)) {
        memcpy(to->incident, from->incident, from->incidents * sizeof from->incident[0]);
    }
    if (is_wanted(p, touched, DEPEND_MOTIONS) || is_wanted(p, touched, DEPEND_POSITIONS)) {
        memcpy(to->motion, from->motion, from->motions * sizeof from->motion[0]);
    }
    if (is_wanted(p, touched, DEPEND_ORDERS)) {
        memcpy(to->order, from->order, from->orders * sizeof from->order[0]);
    }
    for (int word = 0; word < VARIABLES_MAX / 64; word++) {
        for (uint64_t left = p->derived_reads[word] & touched[word]; left != 0; left &= left - 1) {
            const struct variable *v = &p->variable[word * 64 + lowest_bit(left)];
            memcpy(&to->value[v->slot], &from->value[v->slot],
                   (size_t)extent_of(p, v) * sizeof from->value[0]);
        }
    }
}

void derive(struct run *run)
{
    const struct program *p = run->p;
    run->moment = MOMENT_DERIVED;
    if (p->linked && !is_read(run)) {
        memset(run->touched, 0, sizeof run->touched);
        return;
    }
    for (int d = 0; d < p->deriveds; d++) {
        const struct variable *v = &p->variable[p->derived[d]];
        if (!is_stale(run, d)) {
            continue;
        }
        const int rows = v->dims > 0 ? set_count(p, run->w, v->set[0]) : 1;
        const int columns = v->dims > 1 ? set_count(p, run->w, v->set[1]) : 1;
        for (int x = 0; x < rows; x++) {
            for (int y = 0; y < columns; y++) {
                derive_one(run, p->derived[d], x, y);
            }
        }
    }
    if (run->before != NULL) {
        derived_past(p, run->before, run->w, run->touched);
    }
    memset(run->touched, 0, sizeof run->touched);
}
