/* SPDX-License-Identifier: EUPL-1.2 */
/* run.c -- the housekeeping of one act: faults, draws, the report. Decides nothing of the game. */
#include "engine/run.h"

#include <string.h>

#include "engine/values.h"
#include "engine/vm.h"

#include "engine/integer_only.h"

void run_start(struct run *run, const struct program *p, const struct setup *s, struct world *w,
               struct report *report)
{
    run->p = p;
    run->s = s;
    run->w = w;
    run->report = report;
    run->before = NULL;
    memset(run->touched, 0, sizeof run->touched);
    memset(run->unseen, 0, sizeof run->unseen);
    run->news = false;
    run->memo = NULL;
    run->rule = NONE;
    run->moment = MOMENT_NEVER;
    run->forced = 0;
    run->fires = 0;
    run->landed = false;
    run->due_effects = false;
    run->dice_turn = 0;
    run->seen_incidents = w->incidents;
    run->writes = run->openings = run->closings = 0;
    report_reset(report);
}

void run_fault(struct run *run, enum fault fault)
{
    run->w->fault = (uint8_t)fault;
    run->w->fault_rule = run->rule;
    if (run->w->faults < UINT32_MAX) {
        run->w->faults++;
    }
}

struct sight run_sight(struct run *run)
{
    if (run->news && run->memo != NULL) {
        memo_touch(run->memo, run->p, run->unseen);
        memset(run->unseen, 0, sizeof run->unseen);
        run->news = false;
    }
    return (struct sight){run->p, run->w, run->memo};
}

int32_t run_eval(struct run *run, uint32_t code, const struct names *names)
{
    if (code == 0) {
        return 0;
    }
    uint8_t fault = FAULT_NONE;
    const struct sight sight = run_sight(run);
    const int32_t value = vm_eval(&sight, code, names->bind, &fault);
    if (fault != FAULT_NONE) {
        run_fault(run, (enum fault)fault);
    }
    return value;
}

void run_touch(struct run *run, int bit)
{
    run->touched[bit / 64] |= (uint64_t)1 << (bit % 64);
    run->unseen[bit / 64] |= (uint64_t)1 << (bit % 64);
    run->news = true;
}

uint32_t run_draw(const struct run *run, uint32_t dice, const struct names *names)
{
    const int16_t turn = run->due_effects ? run->dice_turn : run->w->turn;
    return engine_draw(run->w->seed, dice, (uint32_t)turn, names_subject(run->p, run->w, names));
}

bool run_chance(struct run *run, uint32_t dice, uint32_t percent, const struct names *names)
{
    const int32_t most = run_eval(run, percent, names);
    return run->forced != 0 ? run->forced > 0
                            : engine_range(run_draw(run, dice, names), 1, 100) <= most;
}

void report_reset(struct report *report)
{
    if (report != NULL) {
        report->changes = report->terms = report->tells = report->opened = report->fired = 0;
        report->truncated = false;
    }
}

void report_change(struct run *run, const struct change *change, const struct cause_term *terms,
                   int count)
{
    struct report *r = run->report;
    int64_t rest = (int64_t)change->after - change->before;
    if (r == NULL || rest == 0) {
        return;
    }
    if (r->changes == CHANGES_MAX || r->terms + count + 1 > TERMS_REPORT_MAX) {
        r->truncated = true; /* a change is never shown with half its causes */
        return;
    }
    for (int t = 0; t < count; t++) {
        rest -= terms[t].by;
    }
    if (rest < INT32_MIN || rest > INT32_MAX) {
        rest = (int64_t)change->after - change->before;
        count = 0;
    }
    const uint16_t first = r->terms;
    for (int t = 0; t < count; t++) {
        if (terms[t].by != 0) {
            r->term[r->terms++] = terms[t];
        }
    }
    if (rest != 0) {
        r->term[r->terms++] =
            (struct cause_term){NONE, NONE, {NONE, NONE, NONE, NONE}, (int32_t)rest};
    }
    struct change *c = &r->change[r->changes++];
    *c = *change;
    c->moment = run->moment;
    c->terms = (struct span){first, (uint16_t)(r->terms - first)};
}

void report_fire(struct run *run, int rule, const struct names *names)
{
    struct report *r = run->report;
    run->fires++;
    if (r == NULL) {
        return;
    }
    if (r->fired == TERMS_REPORT_MAX) {
        r->truncated = true;
        return;
    }
    r->fire[r->fired].rule = (int16_t)rule;
    memcpy(r->fire[r->fired++].bind, names->bind, sizeof r->fire[0].bind);
}

void run_set(struct run *run, struct number n, int32_t value, int rule, const struct names *names)
{
    const struct variable *v = &run->p->variable[n.variable];
    const int32_t slot = slot_of(run->p, v, n.x, n.y);
    if (slot == NO_SLOT) {
        return;
    }
    const int32_t before = run->w->value[slot];
    const int32_t after = value < v->lo ? v->lo : value > v->hi ? v->hi : value;
    if (before == after) {
        return;
    }
    struct cause_term term = {(int16_t)rule, NONE, {NONE, NONE, NONE, NONE}, after - before};
    if (names != NULL) {
        memcpy(term.bind, names->bind, sizeof term.bind);
    }
    const struct change change = {
        .variable = (uint16_t)n.variable,
        .before = before,
        .after = after,
        .index = {(int16_t)(v->dims > 0 ? n.x : NONE), (int16_t)(v->dims > 1 ? n.y : NONE)}};
    run->w->value[slot] = after;
    run_touch(run, n.variable);
    report_change(run, &change, &term, 1);
}
