/* SPDX-License-Identifier: EUPL-1.2 */
/* bands.c -- plays "Het pakket" a thousand times with automated seats alone and holds the figures
 * to bands: no choice is out of reach, no capital blocks alone, a plain case may pass and a
 * contested one may not. HS_SEEDS gives another number of games. Says nothing about what people
 * would do. */
#include "bands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAIN = 80, ARGUABLE = 55, CONTESTED = 30 }; /* bands of the case */

struct tally {
    int games, trouble, with_a5, first, planned, nothing, union_only, broken;
    int plain, plain_yes, weak, weak_yes, statements, statements_yes;
    int sole[ACTOR_MAX];
    const struct play *play;
};

static void play_game(struct tally *tally, struct world *w, uint64_t seed)
{
    const struct play *play = tally->play;
    play_start(play, w, seed);
    for (int t = 1; t <= play->s->turns && w->ended == 0; t++) {
        (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
        auto_turn(play->p, play->s, w, EVERYBODY, NULL, NULL, play->report);
    }
}

/* Who alone did not say yes to a refused Article 5. */
static void count_blockers(struct tally *tally, const struct motion *motion)
{
    int objectors = 0, last = 0;
    for (int a = 0; a < tally->play->p->members; a++) {
        if (motion->position[a] != ANSWER_YES) {
            objectors++;
            last = a;
        }
    }
    tally->sole[last] += objectors == 1;
}

static void count_vote(struct tally *tally, const struct world *w, int m, int kind5, int kind1)
{
    const struct motion *motion = &w->motion[m];
    const bool yes = play_adopted(w, m) || motion->state == MOTION_LAPSED;
    if (motion->kind != kind5 && motion->kind != kind1) {
        return;
    }
    const int arg = play_formula(tally->play, w, "ARG", motion->incident, NONE);
    if (motion->kind == kind1) {
        const bool contested = arg >= CONTESTED && arg < ARGUABLE;
        tally->statements += contested;
        tally->statements_yes += contested && yes;
        return;
    }
    tally->plain += arg >= PLAIN;
    tally->plain_yes += arg >= PLAIN && yes;
    tally->weak += arg < ARGUABLE;
    tally->weak_yes += arg < ARGUABLE && yes;
    if (motion->state == MOTION_REFUSED) {
        count_blockers(tally, motion);
    }
}

static void count_game(struct tally *tally, const struct world *w)
{
    const struct play *play = tally->play;
    const int kind5 = play_find(play, KIND_MOTION, "C07"),
              kind6 = play_find(play, KIND_MOTION, "C06");
    const int kind1 = play_find(play, KIND_MOTION, "C01"),
              kind42 = play_find(play, KIND_MOTION, "U03");
    int clause = MOTION_MAX, plans = MOTION_MAX;
    bool united = false;
    for (int m = w->motions - 1; m >= 0; m--) {
        clause = w->motion[m].kind == kind5 ? m : clause;
        plans = w->motion[m].kind == kind6 && play_adopted(w, m) ? m : plans;
        united = united || w->motion[m].kind == kind42;
        count_vote(tally, w, m, kind5, kind1);
    }
    const bool asked = clause < MOTION_MAX;
    tally->games++;
    tally->with_a5 += asked;
    tally->planned += asked && plans < clause;
    tally->first += asked && plans >= clause;
    tally->nothing += !asked && !united;
    tally->union_only += united;
    tally->broken += play_value(play, w, "BREAKS", NONE, NONE) > 0;
}

static int judge(const struct tally *t, int seeds)
{
    int faults = 0;
    faults += band_check("(a) Article 5 before the plans", t->first, t->games, 5, 100, seeds);
    faults += band_check("(b) plans, then Article 5", t->planned, t->games, 5, 100, seeds);
    faults += band_check("(c) no Article 5", t->nothing, t->games, 5, 100, seeds);
    faults += band_check("(d) Article 42(7)", t->union_only, t->games, 5, 100, seeds);
    faults += band_check("a broken silence", t->broken, t->games, 20, 100, seeds);
    faults += band_check("Article 5 in a plain case", t->plain_yes, t->plain, 30, 70, seeds);
    faults += band_check("a statement in a contested case", t->statements_yes, t->statements, 50,
                         90, seeds);
    if (t->weak > 0 && t->weak_yes > 0) {
        (void)printf("FAULT Article 5 passed in %d of %d contested cases\n", t->weak_yes, t->weak);
        faults++;
    }
    for (int a = 0; a < t->play->p->members; a++) {
        char what[64];
        (void)snprintf(what, sizeof what, "only objector %s",
                       book_id(t->play->book, KIND_ACTOR, a));
        if (t->sole[a] > 0) {
            faults += band_check(what, t->sole[a], t->plain, 0, 15, seeds);
        }
    }
    return faults;
}

int main(void)
{
    struct play play = play_open("het-pakket");
    const int seeds = play_seeds(WHOLE_SAMPLE, 200);
    struct tally *tally = calloc(1, sizeof *tally);
    struct world *w = calloc(1, sizeof *w);
    int faults = 1;
    if (tally != NULL && w != NULL) {
        tally->play = &play;
        for (int g = 1; g <= seeds; g++) {
            play_game(tally, w, (uint64_t)g);
            count_game(tally, w);
            if (w->faults > 0) {
                (void)printf("FAULT seed %d: %u faults at run time\n", g, (unsigned)w->faults);
                tally->trouble++;
            }
        }
        faults = tally->trouble + judge(tally, seeds) + danger_check(&play, seeds);
    }
    free(tally);
    free(w);
    play_close(&play);
    (void)printf("%d games, %d faults\n", seeds, faults);
    return faults == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
