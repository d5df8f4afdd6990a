/* SPDX-License-Identifier: EUPL-1.2 */
/* commit.c -- the end of a moment's writing: for every number sets, then the sum of additions, then
 * atleast, atmost and the range. The order in which rules stand never changes the result. */
#include "engine/run.h"

#include <string.h>

#include "engine/integer_only.h"

enum { BUCKETS_MAX = WRITES_MAX * 2, LAST = UINT16_MAX };

struct settling { /* one number */
    struct run *run;
    struct cause_term term[WRITES_MAX];
    int terms;
    bool wide; /* a step too large for a term: only a book without sense does that; then the change
                  has one term */
};

static void term_add(struct settling *s, const struct write *write, int64_t by)
{
    if (s->run->report == NULL || by == 0) {
        return;
    }
    struct cause_term *t = &s->term[s->terms++];
    t->rule = write->rule;
    t->effect = write->effect;
    memcpy(t->bind, write->bind, sizeof t->bind);
    if (by < INT32_MIN / 2 || by > INT32_MAX / 2) {
        s->wide = true;
        return;
    }
    t->by = (int32_t)by;
}

static const struct write *set_of(struct run *run, uint16_t head)
{
    const struct write *first = NULL;
    for (uint16_t k = head; k != LAST; k = run->write[k].next) {
        const struct write *write = &run->write[k];
        if (write->kind != EFFECT_SET) {
            continue;
        }
        if (first == NULL) {
            first = write;
        } else if (first->value != write->value) {
            run->rule = write->rule;
            run_fault(run, FAULT_SETS);
        }
    }
    return first;
}

/* The strictest bound of a kind; the first of equals. */
static const struct write *bound_of(const struct run *run, uint16_t head, enum effect_kind kind)
{
    const struct write *best = NULL;
    for (uint16_t k = head; k != LAST; k = run->write[k].next) {
        const struct write *write = &run->write[k];
        if (write->kind != kind) {
            continue;
        }
        if (best == NULL ||
            (kind == EFFECT_ATLEAST ? write->value > best->value : write->value < best->value)) {
            best = write;
        }
    }
    return best;
}

static void settle(struct settling *s, uint16_t head)
{
    struct run *run = s->run;
    const struct write *first = &run->write[head];
    const struct variable *v = &run->p->variable[first->variable];
    const int32_t before = run->w->value[first->slot];
    int64_t value = before;
    s->terms = 0;
    s->wide = false;
    const struct write *set = set_of(run, head);
    if (set != NULL) {
        term_add(s, set, set->value - value);
        value = set->value;
    }
    for (uint16_t k = head; k != LAST; k = run->write[k].next) {
        if (run->write[k].kind == EFFECT_ADD) {
            term_add(s, &run->write[k], run->write[k].value);
            value += run->write[k].value;
        }
    }
    const struct write *least = bound_of(run, head, EFFECT_ATLEAST);
    if (least != NULL && value < least->value) {
        term_add(s, least, least->value - value);
        value = least->value;
    }
    const struct write *most = bound_of(run, head, EFFECT_ATMOST);
    if (most != NULL && value > most->value) {
        term_add(s, most, most->value - value);
        value = most->value;
    }
    const int32_t after = value < v->lo ? v->lo : value > v->hi ? v->hi : (int32_t)value;
    if (after != before) {
        run->w->value[first->slot] = after;
        run_touch(run, first->variable);
        const struct change change = {.variable = first->variable,
                                      .index = {first->index[0], first->index[1]},
                                      .before = before,
                                      .after = after};
        report_change(run, &change, s->term, s->wide ? 0 : s->terms);
    }
}

void commit_writes(struct run *run)
{
    if (run->writes == 0) {
        return;
    }
    uint16_t bucket[BUCKETS_MAX], head[WRITES_MAX], tail[WRITES_MAX];
    struct settling s;
    uint32_t buckets = 16;
    while (buckets < (uint32_t)run->writes * 2) {
        buckets *= 2;
    }
    memset(bucket, 0xff, buckets * sizeof bucket[0]);
    uint16_t heads = 0;
    for (uint16_t k = 0; k < run->writes; k++) {
        run->write[k].next = LAST;
        uint32_t at = (run->write[k].slot * 40503u) & (buckets - 1);
        while (bucket[at] != LAST && run->write[head[bucket[at]]].slot != run->write[k].slot) {
            at = (at + 1) & (buckets - 1);
        }
        if (bucket[at] == LAST) {
            bucket[at] = heads;
            head[heads] = tail[heads] = k;
            heads++;
        } else {
            run->write[tail[bucket[at]]].next = k;
            tail[bucket[at]] = k;
        }
    }
    s.run = run;
    for (uint16_t h = 0; h < heads; h++) {
        settle(&s, head[h]);
    }
    run->writes = 0;
}
