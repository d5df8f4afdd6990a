/* SPDX-License-Identifier: EUPL-1.2 */
/* mind.c -- what is remembered of one world from act to act, over many calls. Decides nothing:
 * memo.c says what still holds. */
#include "engine/run.h"

#include "engine/integer_only.h"

/* Acts that tell the memo all they change: those that automated seats do. After any other act
 * nothing is remembered. */
static const bool remembered[ACTS] = {
    [ACT_ORDER] = true,  [ACT_CONSENT] = true, [ACT_CARD] = true,     [ACT_TABLE] = true,
    [ACT_ANSWER] = true, [ACT_AGREE] = true,   [ACT_AMEND] = true,    [ACT_CLARIFY] = true,
    [ACT_EXTEND] = true, [ACT_SLIP] = true,    [ACT_WITHDRAW] = true,
};

size_t mind_size(void)
{
    return sizeof(struct mind);
}

void mind_clear(struct mind *mind)
{
    mind->is_current = mind->has_past = false;
}

void mind_ready(struct mind *mind, const struct program *p, const struct world *w, bool explained)
{
    if (!mind->is_current) {
        memo_start(&mind->memo);
        mind->is_current = true;
        mind->has_past = false;
    }
    if (explained && !mind->has_past) {
        derived_past(p, &mind->past, w, derived_all);
    }
    mind->has_past = explained; /* an act without a report leaves it behind */
}

bool mind_do(struct mind *mind, const struct program *p, const struct setup *s, struct world *w,
             const struct act *act, struct report *report, struct refusal *ret_refusal)
{
    if (mind == NULL || !p->linked || act->verb >= ACTS || !remembered[act->verb]) {
        if (mind != NULL) {
            mind->is_current = false;
        }
        return engine_do(p, s, w, act, report, ret_refusal);
    }
    mind_ready(mind, p, w, report != NULL);
    const struct doing d = {p, s, w, act, &mind->memo, report != NULL ? &mind->past : NULL};
    return act_do(&d, w, report, ret_refusal);
}
