/* SPDX-License-Identifier: EUPL-1.2 */
/* explained.h -- are the explanations of a recording true? */
#ifndef GAME_EXPLAINED_H
#define GAME_EXPLAINED_H

#include "game/session.h"

/* Changes by what explains them. */
struct explained {
    long by_rules; /* by terms of rules, prices and formulas alone */
    long by_clamp; /* the same, and a bound that was reached */
    long by_hand;  /* a card, a truth, the end of a number's life: one term of no rule */
};

/* Every change of one event line (borrowed), in the order of its acts: before plus its terms is
 * after; and what no rule explains is a bound, or was set by hand. Stops the test otherwise. */
void explained_line(struct explained *explained, const struct session *session, const json_t *line);

#endif
