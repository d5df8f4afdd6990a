/* SPDX-License-Identifier: EUPL-1.2 */
/* slow_moment.h -- random small books for one moment, and the moment run the naive way: every write
 * kept in a list, every number worked out from the whole list. */
#ifndef TESTS_SLOW_MOMENT_H
#define TESTS_SLOW_MOMENT_H

#include "tree.h"

enum { SLOW_RULES = 8, SLOW_EFFECTS = 4, SLOW_BINDS = 2 };
struct slow_effect {
    int kind, variable, x, y, value, when;
    bool raw;
};
struct slow_rule {
    int binds, effects, when;
    int set[SLOW_BINDS], where[SLOW_BINDS];
    struct slow_effect effect[SLOW_EFFECTS];
};
struct slow {
    struct assembly *a;
    struct grove grove;
    int rules;
    struct slow_rule rule[SLOW_RULES];
};

/* A random book whose rules stand in moment REVEAL; free() its assembly and itself. */
struct slow *slow_new(struct dice *dice);
/* A world of that book with random numbers, incidents and orders. */
void slow_world(const struct slow *slow, struct dice *dice, struct world *ret_world);
/* Runs the moment on `w`; true when anything went wrong on the way. */
bool slow_run(const struct slow *slow, struct world *w);

#endif
