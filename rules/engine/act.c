/* SPDX-License-Identifier: EUPL-1.2 */
/* act.c -- the one door: may this act be done, and do it. Each verb is a row; a refused act leaves
 * the world alone. */
#include "engine/run.h"

#include "engine/integer_only.h"

struct verb {
    bool (*may)(const struct doing *d, struct refusal *ret);
    void (*make)(struct run *run, const struct act *act);
    bool afterwards; /* also when the game has ended */
};

static const struct verb verbs[ACTS] = {
    [ACT_ORDER] = {order_may, order_do, false},
    [ACT_CANCEL] = {cancel_may, cancel_do, false},
    [ACT_CONSENT] = {consent_may, consent_do, false},
    [ACT_CARD] = {card_may, card_do, false},
    [ACT_TABLE] = {table_may, table_do, false},
    [ACT_ANSWER] = {answer_may, answer_do, false},
    [ACT_AGREE] = {agree_may, agree_do, false},
    [ACT_AMEND] = {amend_may, amend_do, false},
    [ACT_CLARIFY] = {clarify_may, clarify_do, false},
    [ACT_EXTEND] = {extend_may, extend_do, false},
    [ACT_WITHDRAW] = {withdraw_may, withdraw_do, false},
    [ACT_SLIP] = {slip_may, slip_do, false},
    [ACT_MANDATE] = {mandate_may, mandate_do, false},
    [ACT_TURN] = {turn_may, turn_do, false},
    [ACT_EVENTS] = {events_may, events_do, false},
    [ACT_LOCK] = {open_may, lock_do, false},
    [ACT_COUNCIL] = {open_may, council_do, false},
    [ACT_DEADLINE] = {deadline_may, deadline_do, false},
    [ACT_CLOSE] = {open_may, close_do, false},
    [ACT_ADJUDICATE] = {open_may, adjudicate_do, false},
    [ACT_REVEAL] = {reveal_may, reveal_do, true},
    [ACT_OVERRIDE] = {override_may, override_do, true},
    [ACT_CORRECT] = {correct_may, correct_do, false},
    [ACT_TRUTH] = {truth_may, truth_do, true},
    [ACT_INJECT] = {inject_may, inject_do, false},
};

struct sight sight_of(const struct doing *d)
{
    return (struct sight){d->p, d->w, d->memo};
}

bool act_may(const struct doing *d, struct refusal *ret)
{
    if (d->act->verb >= ACTS) {
        return refuse(ret, REFUSAL_OBJECT);
    }
    if (d->w->ended != 0 && !verbs[d->act->verb].afterwards) {
        return refuse(ret, REFUSAL_ENDED);
    }
    return verbs[d->act->verb].may(d, ret);
}

bool engine_may(const struct program *p, const struct setup *s, const struct world *w,
                const struct act *act, struct refusal *ret_refusal)
{
    const struct doing d = {p, s, w, act, NULL, NULL};
    return act_may(&d, ret_refusal);
}

static void make(struct run *run, const struct act *act)
{
    uint64_t any = 0;
    verbs[act->verb].make(run, act);
    for (int k = 0; k < DEPEND_WORDS; k++) {
        any |= run->touched[k];
    }
    if (any != 0) {
        derive(run);
    }
}

/* With a report derived changes are explained, and that needs the world as it was. */
static void make_explained(struct run *run, const struct act *act, struct world *past)
{
    struct world before;
    if (past == NULL) {
        derived_past(run->p, &before, run->w, derived_all);
    }
    run->before = past != NULL ? past : &before;
    make(run, act);
}

bool act_do(const struct doing *d, struct world *w, struct report *report, struct refusal *ret)
{
    struct run run;
    report_reset(report);
    if (!act_may(d, ret)) {
        return false;
    }
    run_start(&run, d->p, d->s, w, report);
    run.memo = d->p->linked ? d->memo : NULL;
    if (report == NULL) {
        make(&run, d->act);
    } else {
        make_explained(&run, d->act, d->p->linked ? d->past : NULL);
    }
    (void)run_sight(&run); /* the memo outlives the act: it is told everything */
    return true;
}

/* Acts with many rules are worth a memo of their own. */
static bool remember_do(const struct doing *asked, struct world *w, struct report *report,
                        struct refusal *ret)
{
    struct memo memo;
    struct doing d = *asked;
    memo_start(&memo);
    d.memo = &memo;
    return act_do(&d, w, report, ret);
}

bool engine_do(const struct program *p, const struct setup *s, struct world *w,
               const struct act *act, struct report *report, struct refusal *ret_refusal)
{
    const struct doing d = {p, s, w, act, NULL, NULL};
    return act->verb == ACT_TURN || act->verb == ACT_ADJUDICATE
               ? remember_do(&d, w, report, ret_refusal)
               : act_do(&d, w, report, ret_refusal);
}
