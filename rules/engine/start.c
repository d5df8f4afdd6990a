/* SPDX-License-Identifier: EUPL-1.2 */
/* start.c -- a world at its start, made again at a restart turn, and what a new turn does to
 * numbers with a life. */
#include "engine/run.h"

#include <string.h>

#include "engine/values.h"

#include "engine/integer_only.h"

enum { DICE_TRUTH = 0x7f000000 }; /* beyond every number of a book's dice, whatever kind of draw */

static int32_t fitted(const struct variable *v, int32_t value)
{
    return value < v->lo ? v->lo : value > v->hi ? v->hi : value;
}

static void fill(const struct program *p, struct world *w, const struct variable *v)
{
    const int32_t extent = extent_of(p, v);
    for (int32_t k = 0; k < extent; k++) {
        w->value[v->slot + k] = v->start;
    }
}

static void put(const struct program *p, struct world *w, int variable, const int16_t index[2],
                int32_t value)
{
    const struct variable *v = &p->variable[variable];
    const int32_t slot = slot_of(p, v, index[0], index[1]);
    if (slot != NO_SLOT) {
        w->value[slot] = fitted(v, value);
    }
}

static void starts_apply(const struct run *run, int restart, bool of_turn_life_only)
{
    for (int k = 0; k < run->s->starts; k++) {
        const struct start *start = &run->s->start[k];
        if (start->restart == restart &&
            (!of_turn_life_only || run->p->variable[start->variable].life == LIFE_TURN)) {
            put(run->p, run->w, start->variable, start->index, start->value);
        }
    }
}

static int last_restart(const struct run *run)
{
    int turn = run->w->turn;
    while (turn > 0 && !run->s->turn[turn].restart) {
        turn--;
    }
    return turn;
}

void world_make(struct run *run, int restart)
{
    struct world *w = run->w;
    int32_t truth[DRAWS_MAX];
    static const int16_t none[2] = {0, 0};
    for (int d = 0; d < run->s->draws; d++) {
        truth[d] = engine_value(run->p, w, run->s->draw[d].variable, 0, 0);
    }
    w->day = 0;
    w->incidents = w->motions = w->orders = w->pendings = w->overrides = 0;
    memset(w->events_done, 0, sizeof w->events_done);
    memset(w->uses, 0, sizeof w->uses);
    run->seen_incidents = 0;
    for (int k = 0; k < run->p->variables; k++) {
        fill(run->p, w, &run->p->variable[k]);
    }
    starts_apply(run, restart, false);
    for (int k = 0; k < run->s->pins; k++) {
        put(run->p, w, run->s->pin[k].variable, run->s->pin[k].index, run->s->pin[k].value);
    }
    for (int d = 0; restart != 0 && d < run->s->draws; d++) {
        put(run->p, w, run->s->draw[d].variable, none, truth[d]);
    }
    memset(run->touched, 0xff, sizeof run->touched);
    memset(run->unseen, 0xff, sizeof run->unseen);
    run->news = true;
}

void world_begin(struct run *run)
{
    moment_run(run, MOMENT_START, NULL);
    for (int k = 0; k < run->s->pins; k++) {
        const struct start *pin = &run->s->pin[k];
        const struct variable *v = &run->p->variable[pin->variable];
        const int32_t slot = slot_of(run->p, v, pin->index[0], pin->index[1]);
        if (slot == NO_SLOT || run->w->value[slot] == fitted(v, pin->value)) {
            continue;
        }
        const struct change change = {.variable = pin->variable,
                                      .before = run->w->value[slot],
                                      .after = fitted(v, pin->value),
                                      .index = {(int16_t)(v->dims > 0 ? pin->index[0] : NONE),
                                                (int16_t)(v->dims > 1 ? pin->index[1] : NONE)}};
        run->w->value[slot] = change.after;
        run_touch(run, pin->variable);
        report_change(run, &change, NULL, 0);
    }
}

/* Every change between `old` and now, as the end of a life. */
static void report_lives(struct run *run, const int32_t *old)
{
    for (int k = 0; k < run->p->variables; k++) {
        const struct variable *v = &run->p->variable[k];
        if (v->life != LIFE_TURN && v->life != LIFE_COUNTDOWN) {
            continue;
        }
        const int32_t extent = extent_of(run->p, v);
        for (int32_t n = 0; n < extent; n++) {
            const int32_t slot = v->slot + n;
            if (run->w->value[slot] == old[slot]) {
                continue;
            }
            const struct change change = {.variable = (uint16_t)k,
                                          .before = old[slot],
                                          .after = run->w->value[slot],
                                          .index = {(int16_t)(v->dims > 0 ? n / v->stride : NONE),
                                                    (int16_t)(v->dims > 1 ? n % v->stride : NONE)}};
            run_touch(run, k);
            report_change(run, &change, NULL, 0);
        }
    }
}

void lives_end(struct run *run)
{
    int32_t old[SLOT_MAX];
    memcpy(old, run->w->value, run->p->slots * sizeof old[0]);
    for (int k = 0; k < run->p->variables; k++) {
        const struct variable *v = &run->p->variable[k];
        if (v->life == LIFE_TURN) {
            fill(run->p, run->w, v);
        }
        if (v->life != LIFE_COUNTDOWN) {
            continue;
        }
        const int32_t extent = extent_of(run->p, v);
        for (int32_t n = 0; n < extent; n++) {
            int32_t *value = &run->w->value[v->slot + n];
            const int32_t left = *value > v->scale ? *value - v->scale : 0;
            *value = *value > 0 ? fitted(v, left) : *value;
        }
    }
    starts_apply(run, last_restart(run), true);
    report_lives(run, old);
}

static int32_t drawn(const struct draw *draw, int index, uint64_t seed)
{
    int32_t total = 0;
    for (int o = 0; o < draw->options; o++) {
        total += draw->weight[o];
    }
    int32_t left =
        engine_range(engine_draw(seed, DICE_TRUTH + (uint32_t)index, 0, 0), 0, total - 1);
    int option = 0;
    while (option + 1 < draw->options && left >= draw->weight[option]) {
        left -= draw->weight[option++];
    }
    return option;
}

void engine_start(const struct program *p, const struct setup *s, uint64_t seed,
                  const int16_t *truth, struct world *w, struct report *report)
{
    struct run run;
    struct world before;
    static const int16_t none[2] = {0, 0};
    memset(w, 0, sizeof *w);
    w->seed = seed;
    w->turns = (int16_t)s->turns;
    w->fault_rule = NONE;
    run_start(&run, p, s, w, report);
    world_make(&run, 0);
    for (int d = 0; d < s->draws; d++) {
        const bool fixed = truth != NULL && truth[d] >= 0 && truth[d] < s->draw[d].options;
        put(p, w, s->draw[d].variable, none,
            s->draw[d].value[fixed ? truth[d] : drawn(&s->draw[d], d, seed)]);
    }
    if (report != NULL) {
        run.before = &before;
        derived_past(p, &before, w, derived_all);
    }
    world_begin(&run);
    derive(&run);
}
