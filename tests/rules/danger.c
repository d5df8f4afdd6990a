/* SPDX-License-Identifier: EUPL-1.2 */
/* danger.c -- forced branches of "Het pakket": the same third turn with a yes and with a no, on a
 * plain case and after a provocation, twelve weeks on. Not invoking after a clear attack is the
 * most dangerous, then invoking after a provocation (B38). And single votes: the plans of 2022, a
 * plain and a contested Article 5. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bands.h"

struct branch {
    const char *name;
    bool provocation, forced, yes, prepared;
    int lo, hi; /* band of bad ends when forced, of adoptions when not */
    bool vote;
    long n, bad, passed;
};

enum {
    CLEAR_YES,
    CLEAR_YES_READY,
    PROVOKED_YES,
    CLEAR_NO,
    PROVOKED_NO,
    FREE_CLEAR,
    FREE_CONTESTED,
    BRANCHES
};

static const struct branch plan[BRANCHES] = {
    [CLEAR_YES] = {.name = "yes after a clear attack, unprepared",
                   .forced = true,
                   .yes = true,
                   .lo = 15,
                   .hi = 35},
    [CLEAR_YES_READY] = {.name = "yes after a clear attack, prepared",
                         .forced = true,
                         .yes = true,
                         .prepared = true,
                         .hi = 3},
    [PROVOKED_YES] = {.name = "yes after a provocation",
                      .provocation = true,
                      .forced = true,
                      .yes = true,
                      .lo = 24,
                      .hi = 45},
    [CLEAR_NO] = {.name = "no after a clear attack", .forced = true, .lo = 40, .hi = 65},
    [PROVOKED_NO] = {.name = "no after a provocation",
                     .provocation = true,
                     .forced = true,
                     .hi = 12},
    [FREE_CLEAR] = {.name = "free vote on a plain case", .vote = true, .lo = 30, .hi = 70},
    [FREE_CONTESTED] = {.name = "free vote on a contested case",
                        .provocation = true,
                        .vote = true,
                        .hi = 2},
};

static int actor(const struct play *play, const char *id)
{
    return play_find(play, KIND_ACTOR, id);
}

static int incident_of(const struct play *play, const struct world *w, const char *template)
{
    const int wanted = play_find(play, KIND_INCIDENT, template);
    for (int i = 0; i < w->incidents; i++) {
        if (w->incident[i].template == wanted) {
            return i;
        }
    }
    return NONE;
}

static void a_turn(const struct play *play, struct world *w, uint64_t council)
{
    (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
    play_until_council(play, w, EVERYBODY);
    if (council != 0) {
        auto_council(play->p, play->s, w, council, true, NULL, NULL, play->report, NULL);
    }
    play_close_turn(play, w);
}

/* Nobody died and little was destroyed: a provocation, and half of the pressure. */
static void soften(const struct play *play, struct world *w, int i)
{
    enum { PROVOCATION = 38 };
    play_set(play, w, "SEV", i, NONE, PROVOCATION);
    play_set(play, w, "CAS", i, NONE, 0);
    for (int a = 0; a < play->p->members; a++) {
        play_set(play, w, "PRS", a, NONE, play_value(play, w, "PRS", a, NONE) / 2);
    }
}

static void vote(const struct play *play, const struct branch *b, struct world *w, int m,
                 uint64_t others)
{
    const int it = actor(play, "IT"), de = actor(play, "DE");
    if (!b->forced) {
        auto_council(play->p, play->s, w, EVERYBODY, true, NULL, NULL, play->report, NULL);
        return;
    }
    for (int a = 0; a < play->p->members; a++) {
        const bool no = !b->yes && (a == it || a == de);
        (void)play_answer(play, w, m, a, no ? ANSWER_NO : ANSWER_YES);
    }
    (void)play_turn_act(play, w, ACT_DEADLINE, m, 0);
    auto_council(play->p, play->s, w, others, false, NULL, NULL, play->report, NULL);
    (void)play_slip(play, w, m, actor(play, "PL"), 4);
}

/* The third turn's council. The motion, or NONE when it could not be tabled. */
static int decide(const struct play *play, const struct branch *b, struct world *w, int i,
                  uint64_t council, uint64_t others)
{
    enum { PROOF = 78, READY = 70, MEANS = 6, PROVOCATION = 38 };
    (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
    play_until_council(play, w, EVERYBODY);
    auto_council(play->p, play->s, w, council, true, NULL, NULL, play->report, NULL);
    if (b->prepared) {
        play_set(play, w, "PREP", NONE, NONE, READY);
    }
    if (play_value(play, w, "CONF", i, NONE) < PROOF) {
        play_set(play, w, "CONF", i, NONE, PROOF);
    }
    if (b->provocation) {
        play_set(play, w, "SEV", i, NONE, PROVOCATION);
    }
    play_set(play, w, "PC", actor(play, "PL"), NONE, MEANS);
    const int m = w->motions;
    if (!play_table(play, w, "C07", actor(play, "PL"), i, 0)) {
        return NONE;
    }
    vote(play, b, w, m, others);
    return m;
}

static bool ended_badly(const struct play *play, const struct world *w)
{
    enum { FIGHTING = 10, BROKEN = 35 };
    const int war = 1 + play_find(play, KIND_ENDING, "theatre"),
              fracture = 1 + play_find(play, KIND_ENDING, "fracture");
    return w->ended == war || w->ended == fracture ||
           play_value(play, w, "PEAK", NONE, NONE) >= FIGHTING ||
           play_value(play, w, "COH", NONE, NONE) < BROKEN;
}

static void run_branch(const struct play *play, struct branch *b, struct world *w, uint64_t seed)
{
    const uint64_t others = ~(UINT64_C(1) << actor(play, "PL"));
    const uint64_t no_plans = others & ~(UINT64_C(1) << actor(play, "SACEUR"));
    const uint64_t council = b->forced && !b->prepared ? no_plans : others;
    play_start(play, w, seed);
    a_turn(play, w, 0);
    (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
    const int i = incident_of(play, w, "I02A");
    if (i == NONE) {
        return;
    }
    if (b->provocation) {
        soften(play, w, i);
    }
    play_until_council(play, w, EVERYBODY);
    auto_council(play->p, play->s, w, council, true, NULL, NULL, play->report, NULL);
    play_close_turn(play, w);
    const int m = decide(play, b, w, i, council, others);
    if (m == NONE) {
        return;
    }
    b->n++;
    b->passed += play_adopted(w, m);
    if (b->vote) {
        return;
    }
    play_close_turn(play, w);
    a_turn(play, w, 0);
    for (int t = 0; t < 3 && w->ended == 0; t++) {
        a_turn(play, w, others);
    }
    b->bad += ended_badly(play, w);
}

/* The week of the great attack next door: everybody is warned and threatened, and nothing has
 * happened at home. */
static int plans_of_2022(const struct play *play, struct world *w, int seeds)
{
    enum { UNITY = 72, WORDS = 75, DEEDS = 65, TRUST = 60, THREAT = 10 };
    long tabled = 0, adopted = 0;
    const int kind = play_find(play, KIND_MOTION, "C06"), command = actor(play, "SACEUR");
    for (int g = 1; g <= seeds; g++) {
        play_start(play, w, (uint64_t)g);
        (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
        for (int i = 0; i < w->incidents; i++) {
            play_set(play, w, "SEV", i, NONE, 0);
        }
        play_set(play, w, "COH", NONE, NONE, UNITY);
        play_set(play, w, "USW", NONE, NONE, WORDS);
        play_set(play, w, "USD", NONE, NONE, DEEDS);
        play_set(play, w, "UST", NONE, NONE, TRUST);
        play_set(play, w, "WAR", NONE, NONE, 1);
        play_set(play, w, "NEAR", NONE, NONE, 100);
        play_set(play, w, "WARNED", NONE, NONE, 1);
        for (int a = 0; a < play->p->members; a++) {
            play_set(play, w, "THR", a, NONE, play_value(play, w, "THR", a, NONE) + THREAT);
        }
        (void)play_table(play, w, "C05", command, NONE, 0);
        (void)play_table(play, w, "C06", command, NONE, 0);
        auto_council(play->p, play->s, w, EVERYBODY, true, NULL, NULL, play->report, NULL);
        for (int m = 0; m < w->motions; m++) {
            tabled += w->motion[m].kind == kind;
            adopted += w->motion[m].kind == kind && play_adopted(w, m);
        }
    }
    return band_check("the regional plans with the inputs of 2022", adopted, tabled, 95, 100,
                      seeds) +
           (tabled < seeds);
}

static double share(const struct branch *b)
{
    return b->n > 0 ? 100.0 * (double)b->bad / (double)b->n : 0.0;
}

static int order_check(const struct branch *branch, int seeds)
{
    static const int order[] = {CLEAR_NO, PROVOKED_YES, CLEAR_YES, PROVOKED_NO, CLEAR_YES_READY};
    const double slack = seeds < WHOLE_SAMPLE ? 5.0 : 0.0;
    int faults = 0;
    for (size_t k = 0; k + 1 < sizeof order / sizeof order[0]; k++) {
        const struct branch *worse = &branch[order[k]], *better = &branch[order[k + 1]];
        if (share(worse) + slack <= share(better)) {
            (void)printf("FAULT order of dangers: %s (%.1f %%) is not above %s (%.1f %%)\n",
                         worse->name, share(worse), better->name, share(better));
            faults++;
        }
    }
    return faults;
}

int danger_check(const struct play *play, int seeds)
{
    struct branch branch[BRANCHES];
    struct world *w = calloc(1, sizeof *w);
    const int each = seeds / 2 > 0 ? seeds / 2 : 1;
    int faults = 0;
    if (w == NULL) {
        return 1;
    }
    memcpy(branch, plan, sizeof branch);
    for (int k = 0; k < BRANCHES; k++) {
        for (int g = 1; g <= each; g++) {
            run_branch(play, &branch[k], w, (uint64_t)g);
        }
        faults += band_check(branch[k].name, branch[k].vote ? branch[k].passed : branch[k].bad,
                             branch[k].n, branch[k].lo, branch[k].hi, seeds);
        if (branch[k].forced && branch[k].passed != (branch[k].yes ? branch[k].n : 0)) {
            (void)printf("FAULT %s: the forced vote went another way\n", branch[k].name);
            faults++;
        }
    }
    faults += order_check(branch, seeds) + plans_of_2022(play, w, each);
    free(w);
    return faults;
}
