/* SPDX-License-Identifier: EUPL-1.2 */
/* effect.c -- one effect of a rule: its own names, guard, chance and delay, and then what it wants
 * to write, say, open or close. Writes no number itself: commit.c does, at the end of the moment.
 */
#include "engine/run.h"

#include <string.h>

#include "engine/philox.h"
#include "engine/values.h"

#include "engine/integer_only.h"

static bool value_of(struct run *run, const struct effect *e, const struct names *names,
                     int32_t *ret_value)
{
    int64_t value = run_eval(run, e->value, names);
    if (e->kind == EFFECT_DRAW) {
        const int32_t hi = run_eval(run, e->value2, names);
        value = engine_range(run_draw(run, e->dice, names), (int32_t)value, hi);
    }
    if (!e->raw) {
        value *= run->p->variable[e->variable].scale;
    }
    if (value < INT32_MIN || value > INT32_MAX) {
        run_fault(run, FAULT_OVERFLOW);
        return false;
    }
    *ret_value = (int32_t)value;
    return true;
}

static void land_write(struct run *run, int rule, int effect, const struct names *names)
{
    const struct effect *e = &run->p->effect[effect];
    const struct variable *v = &run->p->variable[e->variable];
    const uint32_t faults = run->w->faults;
    const int32_t x = v->dims > 0 ? run_eval(run, e->index[0], names) : NONE;
    const int32_t y = v->dims > 1 ? run_eval(run, e->index[1], names) : NONE;
    const int32_t slot = slot_of(run->p, v, x, y);
    int32_t value;
    if (slot == NO_SLOT) {
        if (entity_wrong(run->p, v->set[0], x) ||
            (v->dims > 1 && entity_wrong(run->p, v->set[1], y))) {
            run_fault(run, FAULT_INDEX);
        }
        return;
    }
    if (!value_of(run, e, names, &value) || run->w->faults != faults) {
        return; /* a number that is not known is not written */
    }
    if (run->writes == WRITES_MAX) {
        run_fault(run, FAULT_FULL);
        return;
    }
    struct write *w = &run->write[run->writes++];
    w->value = value;
    w->rule = (int16_t)rule;
    w->effect = (int16_t)effect;
    memcpy(w->bind, names->bind, sizeof w->bind);
    w->variable = (uint16_t)e->variable;
    w->slot = (uint16_t)slot;
    w->index[0] = (int16_t)x;
    w->index[1] = (int16_t)y;
    w->kind = e->kind == EFFECT_DRAW ? EFFECT_SET : e->kind;
}

static void land_tell(struct run *run, int rule, int effect, const struct names *names)
{
    const struct effect *e = &run->p->effect[effect];
    struct report *r = run->report;
    const int32_t actor = e->audience_kind == 0 ? run_eval(run, e->index[0], names) : NONE;
    if (r == NULL || (e->audience_kind == 0 && actor == NONE)) {
        return;
    }
    if (r->tells == TELLS_MAX) {
        r->truncated = true;
        return;
    }
    struct tell *t = &r->tell[r->tells++];
    *t = (struct tell){(int16_t)rule,    (int16_t)effect, (int16_t)actor,
                       e->audience_kind, e->text,         {0}};
    memcpy(t->bind, names->bind, sizeof t->bind);
}

/* Who brought an incident about: the actor of the order among the names, else the script. */
static int16_t origin_of(const struct run *run, const struct names *names)
{
    for (int slot = 0; slot < BIND_MAX; slot++) {
        if (names->kind[slot] == SET_ORDER && names->bind[slot] >= 0) {
            return run->w->order[names->bind[slot]].actor;
        }
    }
    return NONE;
}

static void land_open(struct run *run, int effect, const struct names *names)
{
    const struct effect *e = &run->p->effect[effect];
    const struct span victims = run->p->template[e->variable].victims;
    int32_t victim = run_eval(run, e->index[0], names);
    if (e->index[0] == 0) {
        const uint32_t draw = run_draw(run, e->dice, names);
        victim =
            victims.count == 0
                ? NONE
                : run->p->victim_list[victims.first + engine_range(draw, 0, victims.count - 1)];
    }
    if (victim < NONE || victim >= run->p->actors) {
        run_fault(run, FAULT_INDEX);
        return;
    }
    if (run->w->incidents + run->openings >= set_room(run->p, SET_INCIDENT)) {
        run_fault(run, FAULT_FULL);
        return;
    }
    const int32_t dose = e->value == 0 ? 1 : run_eval(run, e->value, names);
    run->opening[run->openings++] =
        (struct opening){e->variable, (int16_t)victim, origin_of(run, names),
                         (int16_t)(dose < 0           ? 0
                                   : dose > UINT8_MAX ? UINT8_MAX
                                                      : dose)};
}

static void land_close(struct run *run, int effect, const struct names *names)
{
    const int32_t incident = run_eval(run, run->p->effect[effect].index[0], names);
    if (incident < 0 || incident >= run->w->incidents) {
        return;
    }
    for (int k = 0; k < run->closings; k++) {
        if (run->closing[k] == incident) {
            return;
        }
    }
    run->closing[run->closings++] = (int16_t)incident;
}

static void land(struct run *run, int rule, int effect, const struct names *names)
{
    switch ((enum effect_kind)run->p->effect[effect].kind) {
    case EFFECT_ADD:
    case EFFECT_SET:
    case EFFECT_ATLEAST:
    case EFFECT_ATMOST:
    case EFFECT_DRAW:
        land_write(run, rule, effect, names);
        break;
    case EFFECT_TELL:
        land_tell(run, rule, effect, names);
        break;
    case EFFECT_OPEN:
        land_open(run, effect, names);
        break;
    case EFFECT_CLOSE:
        land_close(run, effect, names);
        break;
    case EFFECT_KINDS:
        break;
    }
}

static void postpone(struct run *run, int rule, int effect, const struct names *names, int32_t days)
{
    if (run->w->pendings == PENDING_MAX) {
        run_fault(run, FAULT_FULL);
        return;
    }
    const int32_t day = run->w->day + (days > INT16_MAX ? INT16_MAX : days);
    struct pending *pending = &run->w->pending[run->w->pendings++];
    pending->day = (int16_t)(day > INT16_MAX ? INT16_MAX : day);
    pending->turn = run->due_effects ? run->dice_turn : run->w->turn;
    pending->effect = (int16_t)effect;
    pending->rule = (int16_t)rule;
    memcpy(pending->bind, names->bind, sizeof pending->bind);
    memcpy(pending->kind, names->kind, sizeof pending->kind);
}

static int32_t delay_of(struct run *run, const struct effect *e, const struct names *names)
{
    const int32_t lo = run_eval(run, e->after_days, names);
    if (e->after_days2 == 0) {
        return lo;
    }
    return engine_range(run_draw(run, e->delay_dice, names), lo,
                        run_eval(run, e->after_days2, names));
}

bool effect_gather(struct run *run, int rule, int effect, const struct names *given)
{
    const struct effect *e = &run->p->effect[effect];
    struct names names = *given;
    struct walk walk;
    bool any = false;
    const struct sight sight = run_sight(run);
    walk_start(&walk, &sight, e->bindings);
    while (walk_next(&walk, &names)) {
        if (e->when != 0 && run_eval(run, e->when, &names) == 0) {
            continue;
        }
        if (e->percent != 0 && !run_chance(run, e->chance_dice, e->percent, &names)) {
            continue;
        }
        any = true;
        const int32_t days = e->after_days == 0 || run->landed ? 0 : delay_of(run, e, &names);
        if (days > 0) {
            postpone(run, rule, effect, &names, days);
        } else {
            land(run, rule, effect, &names);
        }
    }
    if (walk.fault != FAULT_NONE) {
        run_fault(run, (enum fault)walk.fault);
    }
    return any;
}

/* The earliest day on which anything is due; INT16_MAX + 1 when nothing is on its way. */
static int32_t due_day(const struct world *w)
{
    int32_t day = INT16_MAX + 1;
    for (int k = 0; k < w->pendings; k++) {
        day = w->pending[k].day < day ? w->pending[k].day : day;
    }
    return day;
}

static void pending_land_day(struct run *run, int16_t day)
{
    struct world *w = run->w;
    uint16_t kept = 0;
    run->due_effects = true;
    moment_begin(run, MOMENT_DUE);
    for (uint16_t k = 0; k < w->pendings; k++) {
        if (w->pending[k].day != day) {
            w->pending[kept++] = w->pending[k];
            continue;
        }
        const struct pending due = w->pending[k];
        struct names names;
        memcpy(names.bind, due.bind, sizeof names.bind);
        memcpy(names.kind, due.kind, sizeof names.kind);
        run->dice_turn = due.turn;
        run->rule = due.rule;
        land(run, due.rule, due.effect, &names);
        report_fire(run, due.rule, &names);
    }
    w->pendings = kept;
    run->due_effects = false;
    moment_end(run);
}

void pending_land(struct run *run, int16_t day)
{
    for (int32_t due = due_day(run->w); due <= day; due = due_day(run->w)) {
        pending_land_day(run, (int16_t)due);
    }
}
