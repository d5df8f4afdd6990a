/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.c -- see tree.h. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

uint32_t dice_word(struct dice *dice)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(dice->state >> 33);
}

int32_t dice_range(struct dice *dice, int32_t lo, int32_t hi)
{
    return lo + (int32_t)(dice_word(dice) % ((uint32_t)(hi - lo) + 1));
}

static int node(struct grove *g, int32_t op, int32_t word)
{
    if (g->trees == TREES_MAX) {
        abort();
    }
    g->tree[g->trees] = (struct tree){op, {word, 0, 0}, {NONE, NONE, NONE}};
    return g->trees++;
}

int tree_entity(struct grove *g, int kind)
{
    for (int tries = 0; tries < 8; tries++) {
        const int slot = dice_range(g->dice, 0, BIND_MAX - 1);
        const int have = g->bound[slot];
        if (have == kind || (kind == SET_ACTOR && have == SET_MEMBER) ||
            (kind == SET_MEMBER && have == SET_ACTOR)) {
            return node(g, OP_BIND, slot);
        }
    }
    const int most[SET_KINDS] = {g->p->actors, g->p->members, 2, 3, 2, 3};
    return node(g, OP_PUSH, dice_range(g->dice, NONE, most[kind] - 1));
}

static int set_index(const struct program *p, int kind)
{
    for (int k = 0; k < p->sets; k++) {
        if (p->set[k].kind == kind) {
            return k;
        }
    }
    return 0;
}

static int random_variable(struct grove *g)
{
    const int v = dice_range(g->dice, 0, g->p->variables - 1);
    const struct variable *x = &g->p->variable[v];
    const bool raw = dice_range(g->dice, 0, 2) == 0;
    const int n = node(g, (raw ? OP_RAW0 : OP_VAR0) + x->dims, v);
    for (int d = 0; d < x->dims; d++) {
        const int child = tree_entity(g, g->p->set[x->set[d]].kind);
        g->tree[n].child[d] = child;
    }
    return n;
}

static int random_aggregate(struct grove *g, int depth)
{
    static const int kinds[] = {SET_ACTOR, SET_MEMBER, SET_FIXED, SET_INCIDENT, SET_ORDER};
    const int kind = kinds[dice_range(g->dice, 0, 4)];
    const int slot = dice_range(g->dice, 4, BIND_MAX - 1);
    const int n = node(g, OP_AGG, dice_range(g->dice, 0, AGGREGATES - 1));
    const int before = g->bound[slot];
    g->tree[n].word[1] = set_index(g->p, kind);
    g->tree[n].word[2] = slot;
    g->bound[slot] = kind;
    for (int k = 0; k < 2; k++) {
        if (dice_range(g->dice, 0, 3) > 0) {
            const int child = tree_random(g, depth - 1);
            g->tree[n].child[k] = child;
        }
    }
    g->bound[slot] = before;
    return n;
}

static int random_field(struct grove *g)
{
    static const struct {
        int field, kind;
    } fields[] = {
        {FIELD_MEMBER, SET_ACTOR}, {FIELD_RED, SET_ACTOR},     {FIELD_OPEN, SET_INCIDENT},
        {FIELD_DAY, SET_INCIDENT}, {FIELD_DOSE, SET_INCIDENT}, {FIELD_VICTIM, SET_INCIDENT},
        {FIELD_LEVEL, SET_ORDER},  {FIELD_ACTOR, SET_ORDER},
    };
    const int k = dice_range(g->dice, 0, 7);
    const int n = node(g, OP_FIELD, fields[k].field);
    const int child = tree_entity(g, fields[k].kind);
    g->tree[n].child[0] = child;
    return n;
}

int tree_random(struct grove *g, int depth)
{
    static const int twos[] = {OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MIN, OP_MAX,
                               OP_EQ,  OP_NE,  OP_LT,  OP_LE,  OP_GT,  OP_GE};
    static const int ones[] = {OP_NEG, OP_ABS, OP_NOT, OP_TABLE};
    const int pick = depth <= 0 ? dice_range(g->dice, 0, 4) : dice_range(g->dice, 0, 15);
    if (pick < 2) {
        return random_variable(g);
    }
    if (pick == 2) {
        static const int32_t special[] = {0, 1, 2, 100, -1, 46340, 46341, INT32_MAX, INT32_MIN};
        return node(g, OP_PUSH,
                    dice_range(g->dice, 0, 3) == 0 ? special[dice_range(g->dice, 0, 8)]
                                                   : dice_range(g->dice, -20, 20));
    }
    if (pick == 3) {
        return dice_range(g->dice, 0, 1) == 0
                   ? node(g, OP_PARAM, dice_range(g->dice, 0, g->p->params - 1))
                   : node(g, OP_GLOBAL, dice_range(g->dice, 0, GLOBALS - 1));
    }
    if (pick == 4) {
        return random_field(g);
    }
    if (pick == 5) {
        return random_aggregate(g, depth);
    }
    const int children = pick < 7 ? 1 : pick < 14 ? 2 : 3;
    const int n = node(g, 0, 0);
    g->tree[n].op = children == 1   ? ones[dice_range(g->dice, 0, 3)]
                    : children == 2 ? twos[dice_range(g->dice, 0, 11)]
                    : pick == 14    ? OP_CLAMP
                                    : OP_JZ;
    for (int k = 0; k < children; k++) {
        const int child = tree_random(g, depth - 1);
        g->tree[n].child[k] = child;
    }
    return n;
}

/* ---- for the engine ---- */

struct words {
    int32_t word[8192];
    int count;
};

static void put(struct words *out, int32_t word)
{
    if (out->count == 8192) {
        abort();
    }
    out->word[out->count++] = word;
}

static void emit(const struct grove *g, struct assembly *a, int tree, struct words *out)
{
    const struct tree *t = &g->tree[tree];
    if (t->op == OP_JZ) {
        emit(g, a, t->child[0], out);
        put(out, OP_JZ);
        const int otherwise = out->count;
        put(out, 0);
        emit(g, a, t->child[1], out);
        put(out, OP_JUMP);
        const int end = out->count;
        put(out, 0);
        out->word[otherwise] = out->count;
        emit(g, a, t->child[2], out);
        out->word[end] = out->count;
        return;
    }
    if (t->op == OP_AGG) {
        const int32_t where = t->child[0] == NONE ? 0 : (int32_t)tree_emit(g, a, t->child[0]);
        const int32_t body = t->child[1] == NONE ? 0 : (int32_t)tree_emit(g, a, t->child[1]);
        const int32_t words[] = {OP_AGG, t->word[0], t->word[1], t->word[2], where, body};
        for (int k = 0; k < 6; k++) {
            put(out, words[k]);
        }
        return;
    }
    for (int k = 0; k < CHILDREN && t->child[k] != NONE; k++) {
        emit(g, a, t->child[k], out);
    }
    put(out, t->op);
    if (t->op <= OP_FIELD || t->op == OP_TABLE) {
        put(out, t->word[0]);
    }
}

uint32_t tree_emit(const struct grove *g, struct assembly *a, int tree)
{
    struct words *out = calloc(1, sizeof *out);
    emit(g, a, tree, out);
    put(out, OP_RET);
    const uint32_t code = asm_words(a, out->word, out->count);
    free(out);
    return code;
}

/* ---- the naive value ---- */

int naive_count(const struct program *p, const struct world *w, int set)
{
    switch (p->set[set].kind) {
    case SET_INCIDENT:
        return w->incidents;
    case SET_MOTION:
        return w->motions;
    case SET_ORDER:
        return w->orders;
    default:
        return p->set[set].count;
    }
}

bool naive_slot(const struct program *p, int variable, int32_t x, int32_t y, int *ret_slot)
{
    const struct variable *v = &p->variable[variable];
    const int32_t index[2] = {x, y};
    int slot = 0;
    for (int d = 0; d < v->dims; d++) {
        if (index[d] < 0 || index[d] >= p->set[v->set[d]].count) {
            return false;
        }
        slot = slot * (d == 0 ? 1 : p->set[v->set[d]].count) + index[d];
    }
    *ret_slot = v->slot + slot;
    return true;
}

struct ground {
    const struct grove *g;
    const struct world *w;
    bool *fault;
};

static int64_t value(const struct ground *e, int tree, int16_t *frame);

static int64_t trouble(const struct ground *e)
{
    *e->fault = true;
    return 0;
}

static bool nobody(const struct ground *e, int set, int64_t x)
{
    const struct program *p = e->g->p;
    return x == NONE || (p->set[set].kind == SET_MEMBER && x >= 0 && x < p->actors);
}

static int64_t variable_value(const struct ground *e, const struct tree *t, int16_t *frame)
{
    const struct program *p = e->g->p;
    const struct variable *v = &p->variable[t->word[0]];
    int64_t index[2] = {0, 0};
    int slot;
    bool known = true, excused = true;
    for (int d = 0; d < v->dims; d++) {
        index[d] = value(e, t->child[d], frame);
        const bool inside = index[d] >= 0 && index[d] < p->set[v->set[d]].count;
        known = known && inside;
        excused = excused && (inside || nobody(e, v->set[d], index[d]));
    }
    if (!known) {
        return excused ? 0 : trouble(e);
    }
    naive_slot(p, t->word[0], (int32_t)index[0], (int32_t)index[1], &slot);
    return t->op >= OP_RAW0 ? e->w->value[slot] : e->w->value[slot] / v->scale;
}

static int compare(const void *x, const void *y)
{
    const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static int64_t aggregate_value(const struct ground *e, const struct tree *t, int16_t *frame)
{
    const struct program *p = e->g->p;
    int64_t list[ORDER_MAX];
    int n = 0;
    for (int k = 0; k < naive_count(p, e->w, t->word[1]); k++) {
        if (p->set[t->word[1]].kind == SET_ORDER && e->w->order[k].state == ORDER_FREE) {
            continue;
        }
        frame[t->word[2]] = (int16_t)k;
        if (t->child[0] != NONE && value(e, t->child[0], frame) == 0) {
            continue;
        }
        list[n] = t->child[1] == NONE ? 1 : value(e, t->child[1], frame);
        n++;
        /* any and all look no further than they must */
        if ((t->word[0] == AGG_ANY && list[n - 1] != 0) ||
            (t->word[0] == AGG_ALL && list[n - 1] == 0)) {
            break;
        }
    }
    int64_t sum = 0, yes = 0;
    for (int k = 0; k < n; k++) {
        sum += list[k];
        yes += list[k] != 0;
    }
    switch ((enum aggregate)t->word[0]) {
    case AGG_SUM:
        return sum;
    case AGG_COUNT:
        return yes;
    case AGG_ANY:
        return yes > 0;
    case AGG_ALL:
        return yes == n;
    case AGG_MIN:
    case AGG_MAX:
    case AGG_MEDIAN:
    case AGGREGATES:
        break;
    }
    qsort(list, (size_t)n, sizeof list[0], compare);
    if (n == 0) {
        return 0;
    }
    return t->word[0] == AGG_MIN   ? list[0]
           : t->word[0] == AGG_MAX ? list[n - 1]
                                   : (list[(n - 1) / 2] + list[n / 2]) / 2;
}

static int64_t field_value(const struct ground *e, const struct tree *t, int64_t x)
{
    const struct world *w = e->w;
    const bool actor = x >= 0 && x < e->g->p->actors;
    const bool incident = x >= 0 && x < w->incidents;
    const bool order = x >= 0 && x < w->orders && w->order[x].state != ORDER_FREE;
    switch (t->word[0]) {
    case FIELD_MEMBER:
        return actor && e->g->p->actor[x].kind == ACTOR_MEMBER;
    case FIELD_RED:
        return actor && e->g->p->actor[x].kind == ACTOR_RED;
    case FIELD_OPEN:
        return incident ? w->incident[x].open : 0;
    case FIELD_DAY:
        return incident ? w->incident[x].day : 0;
    case FIELD_DOSE:
        return incident ? w->incident[x].dose : 0;
    case FIELD_VICTIM:
        return incident ? w->incident[x].victim : NONE;
    case FIELD_LEVEL:
        return order ? w->order[x].level : 0;
    default:
        return order ? w->order[x].actor : NONE;
    }
}

static int64_t table_value(const struct program *p, int table, int64_t x)
{
    int64_t found = 0;
    for (int k = 0; k < p->table[table].count; k++) {
        const int32_t *row = p->row[p->table[table].first + k];
        found = row[0] <= x ? row[1] : found;
    }
    return found;
}

static int64_t two(const struct ground *e, int op, int64_t x, int64_t y)
{
    switch (op) {
    case OP_ADD:
        return x + y;
    case OP_SUB:
        return x - y;
    case OP_MUL:
        return x * y;
    case OP_DIV:
        return y == 0 ? trouble(e) : x / y;
    case OP_MIN:
        return x < y ? x : y;
    case OP_MAX:
        return x > y ? x : y;
    case OP_EQ:
        return x == y;
    case OP_NE:
        return x != y;
    case OP_LT:
        return x < y;
    case OP_LE:
        return x <= y;
    case OP_GT:
        return x > y;
    case OP_GE:
        return x >= y;
    default:
        abort();
    }
}

static int64_t plain_value(const struct ground *e, const struct tree *t, int16_t *frame)
{
    int64_t c[CHILDREN] = {0};
    for (int k = 0; k < CHILDREN && t->child[k] != NONE; k++) {
        c[k] = value(e, t->child[k], frame);
    }
    const int32_t global[] = {e->w->day, e->w->turn, e->w->days, e->w->turns};
    switch (t->op) {
    case OP_PUSH:
        return t->word[0];
    case OP_PARAM:
        return e->g->p->param[t->word[0]];
    case OP_GLOBAL:
        return global[t->word[0]];
    case OP_BIND:
        return frame[t->word[0]];
    case OP_FIELD:
        return field_value(e, t, c[0]);
    case OP_TABLE:
        return table_value(e->g->p, t->word[0], c[0]);
    case OP_NEG:
        return -c[0];
    case OP_ABS:
        return c[0] < 0 ? -c[0] : c[0];
    case OP_NOT:
        return c[0] == 0;
    case OP_CLAMP:
        return (c[0] < c[1] ? c[1] : c[0]) > c[2] ? c[2] : (c[0] < c[1] ? c[1] : c[0]);
    default:
        return two(e, t->op, c[0], c[1]);
    }
}

static int64_t value(const struct ground *e, int tree, int16_t *frame)
{
    const struct tree *t = &e->g->tree[tree];
    int64_t found;
    if (t->op == OP_JZ) {
        found = value(e, value(e, t->child[0], frame) != 0 ? t->child[1] : t->child[2], frame);
    } else if (t->op >= OP_VAR0 && t->op <= OP_RAW2) {
        found = variable_value(e, t, frame);
    } else {
        found = t->op == OP_AGG ? aggregate_value(e, t, frame) : plain_value(e, t, frame);
    }
    return found < INT32_MIN || found > INT32_MAX ? trouble(e) : found;
}

int32_t tree_value(const struct grove *g, const struct world *w, int tree,
                   const int16_t frame[BIND_MAX], bool *fault)
{
    int16_t names[BIND_MAX];
    bool wrong = false;
    const struct ground e = {g, w, &wrong};
    memcpy(names, frame, sizeof names);
    const int64_t found = value(&e, tree, names);
    *fault = *fault || wrong;
    return wrong ? 0 : (int32_t)found;
}
