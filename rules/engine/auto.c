/* SPDX-License-Identifier: EUPL-1.2 */
/* auto.c -- lets automated seats act: cards, orders, the council, a whole turn. Chooses nothing
 * itself (policy.c does) and knows no way to act but engine_do. */
#include "engine/run.h"

#include "engine/integer_only.h"

enum { PASSES_MAX = 64 }; /* rounds through the council: every motion, round and slip with room */

struct pilot {
    const struct program *p;
    const struct setup *s;
    struct world *w;
    uint64_t automated;
    auto_seen seen;
    void *cls;
    struct report *report;
    struct memo *memo;
    struct world *past;
};

static bool make(const struct pilot *pilot, const struct choice *choice, const struct act *act)
{
    const struct doing d = {pilot->p, pilot->s, pilot->w, act, pilot->memo, pilot->past};
    if (!act_do(&d, pilot->w, pilot->report, NULL)) {
        return false;
    }
    if (pilot->seen != NULL) {
        pilot->seen(pilot->cls, choice, act, pilot->w, pilot->report);
    }
    return true;
}

static bool make_turn_act(const struct pilot *pilot, enum act_verb verb, int object, int32_t value)
{
    const struct act act = {(uint8_t)verb, NONE, (int16_t)object, {NONE, NONE}, value};
    return make(pilot, NULL, &act);
}

/* What every automated actor wants of one kind, each in turn. */
static bool all_act(const struct pilot *pilot, enum policy_kind kind)
{
    struct choice choice[CHOICES_MAX];
    bool any = false;
    for (int a = 0; a < pilot->p->actors; a++) {
        if ((pilot->automated >> a & 1) == 0) {
            continue;
        }
        const struct doing d = {pilot->p, pilot->s, pilot->w, NULL, pilot->memo, NULL};
        const int count = policy_ask(&d, kind, a, pilot->seen != NULL, choice);
        for (int k = 0; k < count; k++) { /* an earlier choice may have taken the means for it */
            any |= make(pilot, &choice[k], &choice[k].act);
        }
    }
    return any;
}

static bool deadlines(const struct pilot *pilot)
{
    bool any = false;
    for (int m = 0; m < pilot->w->motions; m++) {
        if (pilot->w->motion[m].state == MOTION_TABLED) {
            any |= make_turn_act(pilot, ACT_DEADLINE, m, 0);
        }
    }
    return any;
}

/* Without a mind of its world's own, `fresh` serves for this one call: it begins with nothing. */
static void pilot_start(struct pilot *pilot, struct mind *mind, struct mind *fresh)
{
    if (!pilot->p->linked) {
        return;
    }
    if (mind == NULL) {
        fresh->is_current = false;
        mind = fresh;
    }
    mind_ready(mind, pilot->p, pilot->w, pilot->report != NULL);
    pilot->memo = &mind->memo;
    pilot->past = pilot->report != NULL ? &mind->past : NULL;
}

static void orders(const struct pilot *pilot)
{
    all_act(pilot, POLICY_ORDER);
    all_act(pilot, POLICY_CONSENT);
}

static void council(const struct pilot *pilot, bool to_the_end)
{
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        bool any = all_act(pilot, POLICY_TABLE);
        any |= all_act(pilot, POLICY_CONSENT);
        any |= all_act(pilot, POLICY_ANSWER);
        any |= all_act(pilot, POLICY_CHAIR);
        any |= all_act(pilot, POLICY_SLIP);
        if (!any && !(to_the_end && deadlines(pilot))) {
            return;
        }
    }
}

void auto_cards(const struct program *p, const struct setup *s, struct world *w, uint64_t automated,
                auto_seen seen, void *cls, struct report *report, struct mind *mind)
{
    struct mind fresh;
    struct pilot pilot = {p, s, w, automated, seen, cls, report, NULL, NULL};
    pilot_start(&pilot, mind, &fresh);
    all_act(&pilot, POLICY_CARD);
}

void auto_orders(const struct program *p, const struct setup *s, struct world *w,
                 uint64_t automated, auto_seen seen, void *cls, struct report *report,
                 struct mind *mind)
{
    struct mind fresh;
    struct pilot pilot = {p, s, w, automated, seen, cls, report, NULL, NULL};
    pilot_start(&pilot, mind, &fresh);
    orders(&pilot);
}

/* NOLINTNEXTLINE(readability-function-size): a council is played to its end or for one round */
void auto_council(const struct program *p, const struct setup *s, struct world *w,
                  uint64_t automated, bool to_the_end, auto_seen seen, void *cls,
                  struct report *report, struct mind *mind)
{
    struct mind fresh;
    struct pilot pilot = {p, s, w, automated, seen, cls, report, NULL, NULL};
    pilot_start(&pilot, mind, &fresh);
    council(&pilot, to_the_end);
}

void auto_turn(const struct program *p, const struct setup *s, struct world *w, uint64_t automated,
               auto_seen seen, void *cls, struct report *report)
{
    struct mind fresh;
    struct pilot pilot = {p, s, w, automated, seen, cls, report, NULL, NULL};
    const uint8_t skipped = w->turn >= 0 && w->turn <= TURNS_MAX ? s->turn[w->turn].skipped : 0;
    pilot_start(&pilot, NULL, &fresh);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_ASSESS);
    if ((skipped >> EVENT_ASSESS & 1) == 0) {
        all_act(&pilot, POLICY_CARD);
    }
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_DELIBERATE);
    if ((skipped >> EVENT_DELIBERATE & 1) == 0) {
        orders(&pilot);
    }
    make_turn_act(&pilot, ACT_LOCK, NONE, 0);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_COUNCIL);
    make_turn_act(&pilot, ACT_COUNCIL, NONE, 0);
    if ((skipped >> EVENT_COUNCIL & 1) == 0) {
        council(&pilot, true);
    }
    make_turn_act(&pilot, ACT_CLOSE, NONE, 0);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_ADJUDICATE);
    make_turn_act(&pilot, ACT_ADJUDICATE, NONE, 0);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_OUTCOME);
}
