/* SPDX-License-Identifier: EUPL-1.2 */
/* slow_moment.c -- see slow_moment.h. */
#include "slow_moment.h"

#include <stdlib.h>
#include <string.h>

enum { SET_ACTORS, SET_MEMBERS, SET_REGIONS, SET_INCIDENTS, SET_ORDERS, SET_MOTIONS, SLOW_SETS };

static void book_tables(struct assembly *a, struct dice *dice)
{
    asm_actors(a, ACTOR_MEMBER, 4);
    asm_actors(a, ACTOR_CHAIR, 1);
    asm_actors(a, ACTOR_RED, 1);
    asm_set(a, SET_FIXED, 3);
    asm_set(a, SET_INCIDENT, 6);
    asm_set(a, SET_ORDER, 8);
    asm_set(a, SET_MOTION, 4);
    asm_var(a, -50, 0, 100);
    asm_var(a, 0, 10, 100);
    a->p.variable[asm_var(a, 0, 500, 10000)].scale = 100;
    asm_var_of(a, SET_ACTORS, NONE, -20, 0, 50);
    asm_var_of(a, SET_MEMBERS, NONE, 0, 50, 100);
    asm_var_of(a, SET_INCIDENTS, NONE, 0, 0, 60);
    asm_var_of(a, SET_REGIONS, NONE, -100, 0, 100);
    a->p.variable[asm_var_of(a, SET_MEMBERS, SET_INCIDENTS, 0, 5000, 10000)].scale = 100;
    for (int k = 0; k < 4; k++) {
        a->p.param[a->p.params++] = dice_range(dice, -5, 30);
    }
    for (int k = 0; k < 2; k++) {
        a->p.table[a->p.tables++] = (struct span){a->p.rows, 3};
        for (int r = 0, x = dice_range(dice, -10, 5); r < 3; r++, x += dice_range(dice, 1, 20)) {
            a->p.row[a->p.rows][0] = x;
            a->p.row[a->p.rows++][1] = dice_range(dice, -30, 30);
        }
    }
    asm_template(a, 0, 2, (const uint8_t[]){0, 1});
    asm_action(a, SET_ACTORS, WHEN_LOCK, 0);
}

static uint32_t emit(struct slow *slow, int tree)
{
    return tree == NONE ? 0 : tree_emit(&slow->grove, slow->a, tree);
}

static void random_effect(struct slow *slow, struct slow_effect *e)
{
    struct dice *dice = slow->grove.dice;
    const struct program *p = &slow->a->p;
    e->kind = dice_range(dice, EFFECT_ADD, EFFECT_ATMOST);
    e->kind = e->kind == EFFECT_SET && dice_range(dice, 0, 1) == 0 ? EFFECT_ADD : e->kind;
    e->variable = dice_range(dice, 0, p->variables - 1);
    const struct variable *v = &p->variable[e->variable];
    e->x = v->dims > 0 ? tree_entity(&slow->grove, p->set[v->set[0]].kind) : NONE;
    e->y = v->dims > 1 ? tree_entity(&slow->grove, p->set[v->set[1]].kind) : NONE;
    e->value = tree_random(&slow->grove, dice_range(dice, 0, 3));
    e->when = dice_range(dice, 0, 3) == 0 ? tree_random(&slow->grove, 2) : NONE;
    e->raw = dice_range(dice, 0, 2) == 0;
}

static void random_rule(struct slow *slow, struct slow_rule *r)
{
    static const int sets[] = {SET_ACTORS, SET_MEMBERS, SET_REGIONS, SET_INCIDENTS, SET_ORDERS};
    struct dice *dice = slow->grove.dice;
    struct program *p = &slow->a->p;
    const struct span binds = {p->bindings, (uint16_t)dice_range(dice, 0, SLOW_BINDS)};
    memset(slow->grove.bound, 0xff, sizeof slow->grove.bound);
    r->binds = binds.count;
    for (int b = 0; b < r->binds; b++) {
        r->set[b] = sets[dice_range(dice, 0, 4)];
        slow->grove.bound[b] = p->set[r->set[b]].kind;
        r->where[b] = dice_range(dice, 0, 2) == 0 ? tree_random(&slow->grove, 2) : NONE;
        asm_bind(slow->a, r->set[b], b, NULL);
        p->binding[binds.first + b].where = emit(slow, r->where[b]);
    }
    r->when = dice_range(dice, 0, 2) == 0 ? tree_random(&slow->grove, 2) : NONE;
    const int rule = asm_rule(slow->a, MOMENT_REVEAL, binds, NULL);
    p->rule[rule].when = emit(slow, r->when);
    r->effects = dice_range(dice, 1, SLOW_EFFECTS);
    for (int k = 0; k < r->effects; k++) {
        struct slow_effect *e = &r->effect[k];
        random_effect(slow, e);
        struct effect *made =
            asm_effect(slow->a, (enum effect_kind)e->kind, e->variable, NULL, NULL);
        made->index[0] = emit(slow, e->x);
        made->index[1] = emit(slow, e->y);
        made->value = emit(slow, e->value);
        made->when = emit(slow, e->when);
        made->raw = e->raw;
    }
}

struct slow *slow_new(struct dice *dice)
{
    struct slow *slow = calloc(1, sizeof *slow);
    if (slow == NULL) {
        abort();
    }
    slow->a = asm_new();
    slow->grove.p = &slow->a->p;
    slow->grove.dice = dice;
    book_tables(slow->a, dice);
    slow->rules = dice_range(dice, 1, SLOW_RULES);
    for (int k = 0; k < slow->rules; k++) {
        random_rule(slow, &slow->rule[k]);
    }
    slow->a->s.turns = 2;
    slow->a->s.turn[1].days = slow->a->s.turn[2].days = 7;
    asm_finish(slow->a);
    return slow;
}

void slow_world(const struct slow *slow, struct dice *dice, struct world *w)
{
    const struct program *p = &slow->a->p;
    engine_start(p, &slow->a->s, 1, NULL, w, NULL);
    w->turn = 1;
    w->days = 7;
    w->day = (int16_t)dice_range(dice, 0, 40);
    for (int v = 0; v < p->variables; v++) {
        const struct variable *x = &p->variable[v];
        const int end = v + 1 < p->variables ? p->variable[v + 1].slot : p->slots;
        for (int slot = x->slot; slot < end; slot++) {
            w->value[slot] = dice_range(dice, x->lo, x->hi);
        }
    }
    w->incidents = (uint16_t)dice_range(dice, 0, 4);
    for (int k = 0; k < w->incidents; k++) {
        w->incident[k] = (struct incident){0,
                                           (int16_t)dice_range(dice, NONE, 3),
                                           NONE,
                                           1,
                                           (int16_t)k,
                                           (int16_t)k,
                                           (uint8_t)dice_range(dice, 0, 1),
                                           (uint8_t)dice_range(dice, 0, 5)};
    }
    w->orders = (uint16_t)dice_range(dice, 0, 5);
    for (int k = 0; k < w->orders; k++) {
        w->order[k] = (struct order){0,
                                     (int16_t)dice_range(dice, 0, 5),
                                     {NONE, NONE},
                                     (int16_t)k,
                                     1,
                                     0,
                                     (uint8_t)dice_range(dice, ORDER_FREE, ORDER_REFUSED),
                                     0,
                                     {0}};
    }
}

/* ---- the naive run ---- */

struct slow_write {
    int slot, variable, kind;
    int64_t value;
};
struct slow_writes {
    struct slow_write write[WRITES_MAX];
    int count;
    bool wrong;
};

static void gather(const struct slow *slow, const struct world *w, const struct slow_effect *e,
                   const int16_t *frame, struct slow_writes *out)
{
    const struct variable *v = &slow->a->p.variable[e->variable];
    bool wrong = false;
    int slot;
    if (e->when != NONE && tree_value(&slow->grove, w, e->when, frame, &out->wrong) == 0) {
        return;
    }
    const int32_t x = e->x == NONE ? 0 : tree_value(&slow->grove, w, e->x, frame, &wrong);
    const int32_t y = e->y == NONE ? 0 : tree_value(&slow->grove, w, e->y, frame, &wrong);
    const bool somebody = naive_slot(&slow->a->p, e->variable, x, y, &slot);
    if (!somebody) {
        /* nobody's number is not written; but a place that nobody could be in is wrong */
        const struct program *p = &slow->a->p;
        const int32_t index[2] = {x, y};
        for (int d = 0; d < v->dims; d++) {
            const bool inside = index[d] >= 0 && index[d] < p->set[v->set[d]].count;
            const bool excused = index[d] == NONE || (p->set[v->set[d]].kind == SET_MEMBER &&
                                                      index[d] >= 0 && index[d] < p->actors);
            wrong = wrong || !(inside || excused);
        }
        out->wrong = out->wrong || wrong;
        return;
    }
    const int64_t value =
        (int64_t)tree_value(&slow->grove, w, e->value, frame, &wrong) * (e->raw ? 1 : v->scale);
    wrong = wrong || value < INT32_MIN || value > INT32_MAX;
    out->wrong = out->wrong || wrong;
    if (!wrong) {
        out->write[out->count++] = (struct slow_write){slot, e->variable, e->kind, value};
    }
}

static void bind_all(const struct slow *slow, const struct world *w, const struct slow_rule *r,
                     int level, int16_t *frame, struct slow_writes *out)
{
    if (level == r->binds) {
        if (r->when != NONE && tree_value(&slow->grove, w, r->when, frame, &out->wrong) == 0) {
            return;
        }
        for (int k = 0; k < r->effects; k++) {
            gather(slow, w, &r->effect[k], frame, out);
        }
        return;
    }
    for (int k = 0; k < naive_count(&slow->a->p, w, r->set[level]); k++) {
        if (r->set[level] == SET_ORDERS && w->order[k].state == ORDER_FREE) {
            continue;
        }
        frame[level] = (int16_t)k;
        if (r->where[level] == NONE ||
            tree_value(&slow->grove, w, r->where[level], frame, &out->wrong) != 0) {
            bind_all(slow, w, r, level + 1, frame, out);
        }
    }
}

static int64_t settled(struct slow_writes *all, int slot, int64_t value)
{
    bool set = false;
    for (int k = 0; k < all->count; k++) {
        const struct slow_write *x = &all->write[k];
        if (x->slot == slot && x->kind == EFFECT_SET) {
            all->wrong = all->wrong || (set && value != x->value);
            value = set ? value : x->value;
            set = true;
        }
    }
    for (int kind = EFFECT_ADD; kind <= EFFECT_ATMOST;
         kind++) { /* add, then atleast, then atmost; sets are done */
        for (int k = 0; k < all->count; k++) {
            const struct slow_write *x = &all->write[k];
            if (x->slot != slot || x->kind != kind) {
                continue;
            }
            value = kind == EFFECT_ADD ? value + x->value : value;
            value = kind == EFFECT_ATLEAST && value < x->value ? x->value : value;
            value = kind == EFFECT_ATMOST && value > x->value ? x->value : value;
        }
    }
    return value;
}

bool slow_run(const struct slow *slow, struct world *w)
{
    struct slow_writes *all = calloc(1, sizeof *all);
    struct world *old = malloc(sizeof *old);
    *old = *w;
    for (int k = 0; k < slow->rules; k++) {
        int16_t frame[BIND_MAX];
        memset(frame, 0xff, sizeof frame);
        bind_all(slow, old, &slow->rule[k], 0, frame, all);
    }
    for (int k = 0; k < all->count; k++) {
        const struct variable *v = &slow->a->p.variable[all->write[k].variable];
        const int slot = all->write[k].slot;
        int64_t value = settled(all, slot, old->value[slot]);
        value = value < v->lo ? v->lo : value > v->hi ? v->hi : value;
        w->value[slot] = (int32_t)value;
    }
    const bool wrong = all->wrong;
    free(old);
    free(all);
    return wrong;
}
