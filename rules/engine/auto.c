/* SPDX-License-Identifier: EUPL-1.2 */
/* auto.c -- lets automated seats act: cards, orders, the council, a whole turn. Chooses nothing itself (policy.c does)
 * and knows no way to act but engine_do. */
#include "engine/engine.h"

#include "engine/integer_only.h"

enum {
    CHOICES_MAX = 64,  /* of one actor at once */
    PASSES_MAX = 64    /* rounds through the council: every motion, round and slip with room */
};

struct pilot {
    const struct program *p;
    const struct setup *s;
    struct world *w;
    uint64_t automated;
    auto_seen seen;
    void *cls;
    struct report *report;
};

static bool make(const struct pilot *pilot, const struct choice *choice, const struct act *act)
{
    if (!engine_do(pilot->p, pilot->s, pilot->w, act, pilot->report, NULL)) {
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

/* What every automated actor wants of one kind, each in turn; at most `most` acts each. */
static bool all_act(const struct pilot *pilot, enum policy_kind kind, int most)
{
    struct choice choice[CHOICES_MAX];
    bool any = false;
    for (int a = 0; a < pilot->p->actors; a++) {
        if ((pilot->automated >> a & 1) == 0) {
            continue;
        }
        const int count = policy_choices(pilot->p, pilot->s, pilot->w, kind, a, choice, CHOICES_MAX);
        for (int k = 0, done = 0; k < count && done < most; k++) {
            if (make(pilot, &choice[k], &choice[k].act)) { /* an earlier choice may have taken the means for it */
                any = true;
                done++;
            }
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

void auto_cards(const struct program *p, const struct setup *s, struct world *w, uint64_t automated, auto_seen seen, void *cls,
                struct report *report)
{
    const struct pilot pilot = {p, s, w, automated, seen, cls, report};
    all_act(&pilot, POLICY_CARD, CHOICES_MAX);
}

void auto_orders(const struct program *p, const struct setup *s, struct world *w, uint64_t automated, auto_seen seen, void *cls,
                 struct report *report)
{
    const struct pilot pilot = {p, s, w, automated, seen, cls, report};
    all_act(&pilot, POLICY_ORDER, CHOICES_MAX);
    all_act(&pilot, POLICY_CONSENT, CHOICES_MAX);
}

void auto_council(const struct program *p, const struct setup *s, struct world *w, uint64_t automated, bool to_the_end,
                  auto_seen seen, void *cls, struct report *report)
{
    const struct pilot pilot = {p, s, w, automated, seen, cls, report};
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        bool any = all_act(&pilot, POLICY_TABLE, CHOICES_MAX);
        any |= all_act(&pilot, POLICY_CONSENT, CHOICES_MAX);
        any |= all_act(&pilot, POLICY_ANSWER, CHOICES_MAX);
        any |= all_act(&pilot, POLICY_CHAIR, 1);
        any |= all_act(&pilot, POLICY_SLIP, CHOICES_MAX);
        if (!any && !(to_the_end && deadlines(&pilot))) {
            return;
        }
    }
}

void auto_turn(const struct program *p, const struct setup *s, struct world *w, uint64_t automated, auto_seen seen, void *cls,
               struct report *report)
{
    const struct pilot pilot = {p, s, w, automated, seen, cls, report};
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_ASSESS);
    auto_cards(p, s, w, automated, seen, cls, report);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_DELIBERATE);
    auto_orders(p, s, w, automated, seen, cls, report);
    make_turn_act(&pilot, ACT_LOCK, NONE, 0);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_COUNCIL);
    make_turn_act(&pilot, ACT_COUNCIL, NONE, 0);
    auto_council(p, s, w, automated, true, seen, cls, report);
    make_turn_act(&pilot, ACT_CLOSE, NONE, 0);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_ADJUDICATE);
    make_turn_act(&pilot, ACT_ADJUDICATE, NONE, 0);
    make_turn_act(&pilot, ACT_EVENTS, NONE, EVENT_OUTCOME);
}
