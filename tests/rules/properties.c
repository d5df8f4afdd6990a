/* SPDX-License-Identifier: EUPL-1.2 */
/* properties.c -- what must hold for every version of the rules, whatever is played: each property
 * is tried thousands of times on worlds that random play reached, other things equal. The numbers
 * are those of the model's list of properties. Not here: 16, which the model itself withdrew, and
 * 24, which is about views and tested with them. HS_SEEDS gives another number of games; a failing
 * property prints its seed, and HS_FROM begins there. */
#include <stdio.h>
#include <stdlib.h>

#include "trial.h"

enum { TRIES = 12, COUNT_MAX = 64, WORLDS = 250, SANITIZED_WORLDS = 40 };

struct score {
    long held, broken;
};

/* A game stopped somewhere: some seats automated, some silent, the turn open. False when it ended
 * before. */
static bool reach(struct trial *t, struct world *w)
{
    const struct play *play = t->play;
    const uint64_t half =
        (uint64_t)engine_draw(t->seed, 1, 2, 3) << 32 | engine_draw(t->seed, 3, 2, 1);
    const uint64_t seats = trial_pick(t, 0, 2) == 0 ? half : EVERYBODY;
    const int turns = trial_pick(t, 0, play->s->turns + 1);
    play_start(play, w, t->seed);
    for (int k = 0; k < turns && w->ended == 0; k++) {
        (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
        auto_turn(play->p, play->s, w, seats, NULL, NULL, play->report);
    }
    if (w->ended != 0 || !play_turn_act(play, w, ACT_TURN, NONE, 0)) {
        return false;
    }
    if (trial_pick(t, 0, 1) == 0) {
        play_until_council(play, w, seats);
    }
    return w->incidents > 0;
}

static void try_all(struct trial *t, const struct property *const *list, struct score *score)
{
    int n = 0;
    for (int k = 0; list[k] != NULL; k++) {
        for (const struct property *one = list[k]; one->number != 0; one++, n++) {
            for (int tries = 0; tries < TRIES; tries++) {
                world_copy(t->play->p, t->a, t->w);
                world_copy(t->play->p, t->b, t->w);
                const enum verdict verdict = one->holds(t);
                score[n].held += verdict == HELD;
                score[n].broken += verdict == BROKEN_LAW;
                if (verdict == BROKEN_LAW && score[n].broken <= 3) {
                    (void)printf("FAULT property %d, HS_FROM=%llu, turn %d: %s\n", one->number,
                                 (unsigned long long)t->seed, t->w->turn, t->why);
                }
            }
        }
    }
}

static int tell(const struct property *const *list, const struct score *score, long worlds)
{
    int n = 0, faults = 0;
    for (int k = 0; list[k] != NULL; k++) {
        for (const struct property *one = list[k]; one->number != 0; one++, n++) {
            const bool few = score[n].held < 2 * worlds; /* hardly ever tried is not tested */
            const bool good = score[n].broken == 0 && !few;
            (void)printf("%s %2d %s: %ld held, %ld did not%s\n", good ? "  ok " : "FAULT",
                         one->number, one->text, score[n].held, score[n].broken,
                         few ? " (too few)" : "");
            faults += !good;
        }
    }
    return faults;
}

int main(void)
{
    static const struct property *const list[] = {case_properties, council_properties,
                                                  act_properties, drift_properties, NULL};
    static struct score score[COUNT_MAX];
    struct play play = play_open("het-pakket");
    const int wanted = play_seeds(WORLDS, SANITIZED_WORLDS);
    const char *from = getenv("HS_FROM");
    struct world *w = calloc(3, sizeof *w);
    struct trial t = {.play = &play,
                      .w = w,
                      .a = w + 1,
                      .b = w + 2,
                      .seed = from != NULL ? strtoull(from, NULL, 10) : 1};
    long worlds = 0;
    int faults = w == NULL;
    for (int g = 0; w != NULL && g < wanted; g++, t.seed++) {
        t.lots = 0;
        if (reach(&t, w)) {
            worlds++;
            try_all(&t, list, score);
        }
    }
    faults += tell(list, score, worlds);
    free(w);
    play_close(&play);
    (void)printf("%ld worlds, %d faults\n", worlds, faults);
    return faults == 0 && worlds > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
