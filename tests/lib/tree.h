/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.h -- random expressions as trees, written out for the engine and evaluated here by plain
 * recursion: a second implementation that shares no line with the machine it checks. */
#ifndef TESTS_TREE_H
#define TESTS_TREE_H

#include "asm.h"

struct dice {
    uint64_t state;
};
uint32_t dice_word(struct dice *dice);
int32_t dice_range(struct dice *dice, int32_t lo, int32_t hi);

enum { TREES_MAX = 60000, CHILDREN = 3 };
struct tree {
    int32_t op;          /* enum op; OP_JZ stands for if */
    int32_t word[3];     /* AGG: aggregate, set, slot */
    int child[CHILDREN]; /* AGG: where, body, NONE: absent */
};
struct grove {
    struct tree tree[TREES_MAX];
    int trees;
    const struct program *p;
    struct dice *dice;
    int bound[BIND_MAX]; /* set kind of each bound slot, NONE */
};

/* An expression of at most `depth` levels over the names in grove->bound. */
int tree_random(struct grove *grove, int depth);
/* One that gives an entity of this kind, or nobody. */
int tree_entity(struct grove *grove, int kind);
uint32_t tree_emit(const struct grove *grove, struct assembly *a, int tree);
/* Its value; *fault is set, and the value 0, when anything in it goes wrong. */
int32_t tree_value(const struct grove *grove, const struct world *w, int tree,
                   const int16_t frame[BIND_MAX], bool *fault);

/* A number of the world, found the long way round; false when (x, y) is outside the variable's
 * sets. */
bool naive_slot(const struct program *p, int variable, int32_t x, int32_t y, int *ret_slot);
int naive_count(const struct program *p, const struct world *w, int set);

#endif
