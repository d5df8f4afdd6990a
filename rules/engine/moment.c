/* SPDX-License-Identifier: EUPL-1.2 */
/* moment.c -- runs a moment: every rule for every way to bind its names reads the world as it stood
 * when the moment began; only then is anything written. New incidents get their own moment right
 * after. */
#include "engine/run.h"

#include "engine/philox.h"
#include "engine/values.h"

#include "engine/integer_only.h"

void moment_begin(struct run *run, enum moment moment)
{
    run->moment = (uint8_t)moment;
    run->rule = NONE;
}

static bool rule_applies(struct run *run, const struct rule *rule, const struct names *names)
{
    if (rule->when != 0 && run_eval(run, rule->when, names) == 0) {
        return false;
    }
    return rule->percent == 0 || run_chance(run, rule->dice, rule->percent, names);
}

void moment_rule(struct run *run, int index, const struct names *given)
{
    const struct rule *rule = &run->p->rule[index];
    if (rule->effects.count == 0) {
        return;
    }
    struct names names = *given;
    struct walk walk;
    run->rule = (int16_t)index;
    const struct sight sight = run_sight(run);
    walk_start(&walk, &sight, rule->bindings);
    while (walk_next(&walk, &names)) {
        if (!rule_applies(run, rule, &names)) {
            continue;
        }
        bool any = false;
        for (int e = 0; e < rule->effects.count; e++) {
            any |= effect_gather(run, index, rule->effects.first + e, &names);
        }
        if (any) {
            report_fire(run, index, &names);
        }
    }
    if (walk.fault != FAULT_NONE) {
        run_fault(run, (enum fault)walk.fault);
    }
    run->rule = NONE;
}

void moment_rules(struct run *run, const struct names *given)
{
    const struct span rules = run->p->moment[run->moment];
    for (int r = rules.first; r < rules.first + rules.count; r++) {
        moment_rule(run, r, given);
    }
}

static void close_incidents(struct run *run)
{
    for (int k = 0; k < run->closings; k++) {
        run->w->incident[run->closing[k]].open = 0;
        run_touch(run, DEPEND_INCIDENTS);
    }
    run->closings = 0;
}

static void open_incidents(struct run *run)
{
    struct world *w = run->w;
    for (int k = 0; k < run->openings; k++) {
        const struct opening *o = &run->opening[k];
        int16_t ordinal = 0;
        for (int i = 0; i < w->incidents; i++) {
            const bool same = w->incident[i].turn == w->turn &&
                              w->incident[i].origin == o->origin &&
                              w->incident[i].template == o->template;
            ordinal = (int16_t)(ordinal + same);
        }
        if (run->report != NULL) {
            run->report->incident[run->report->opened++] = (int16_t)w->incidents;
        }
        w->incident[w->incidents++] = (struct incident){
            o->template, o->victim, o->origin, w->turn, w->day, ordinal, 1, (uint8_t)o->dose};
        run_touch(run, DEPEND_INCIDENTS);
    }
    run->openings = 0;
}

static void settle(struct run *run)
{
    commit_writes(run);
    close_incidents(run);
    open_incidents(run);
}

void moment_end(struct run *run)
{
    settle(run);
    const uint8_t moment = run->moment;
    while (run->seen_incidents < run->w->incidents) { /* ends: there is room for INCIDENT_MAX */
        const int16_t incident = (int16_t)run->seen_incidents++;
        struct names names;
        names_none(&names);
        names_add(&names, 0, SET_INCIDENT, incident);
        moment_begin(run, MOMENT_INCIDENT);
        moment_rule(run, run->p->template[run->w->incident[incident].template].rule, &names);
        moment_rules(run, &names);
        settle(run);
    }
    run->moment = moment;
}

void moment_run(struct run *run, enum moment moment, const struct names *given)
{
    struct names none;
    names_none(&none);
    moment_begin(run, moment);
    moment_rules(run, given == NULL ? &none : given);
    moment_end(run);
}
