/* SPDX-License-Identifier: EUPL-1.2 */
/* dilemma.c -- what the sources say about long stretches of play, over many seeds: the four
 * quadrants of the security dilemma under steady policies, the two lines of the stress test, and
 * the plans of 2022. Steers the tone of each turn and leaves the red seat to itself; says nothing
 * about what people would do. HS_SEEDS gives another number of games. */
#include <stdio.h>
#include <stdlib.h>

#include "bands.h"

enum { SAMPLE = 200, LONG = 180, TWENTY = 20 };

/* A scenario with other lengths of turn and without its script, so that only the rules speak. */
static struct setup *quiet_setup(const struct play *play, int turns, int days)
{
    struct setup *s = malloc(sizeof *s);
    if (s == NULL) {
        exit(EXIT_FAILURE);
    }
    *s = *play->s;
    s->turns = (uint16_t)turns;
    s->events = 0;
    for (int t = 1; t <= TURNS_MAX; t++) {
        s->turn[t] = (struct turn){.days = (int16_t)days};
    }
    return s;
}

/* ---- the four quadrants ---- */

enum measure { FEAR, SPIRAL, GAIN, TRUST_GAIN, CRED, MEASURES };

/* A true intent, a steady policy, and the bands of what it brings after twelve turns. */
struct policy_run {
    const char *name;
    int intent, deter, reassure, sens;
    int lo[MEASURES], hi[MEASURES];
};

static const char *const measure_name[MEASURES] = {"fear", "spiral", "line moved", "trust",
                                                   "credibility"};

static const struct policy_run runs[] = {
    {"defensive, deterred", 0, 6, 0, 0, {70, 75, -10, -15, 58}, {85, 100, 2, 0, 75}},
    {"defensive, reassured", 0, 0, 6, 0, {0, 0, -10, 5, 50}, {15, 5, 2, 40, 62}},
    {"defensive, mixed and sensitive", 0, 4, 3, 80, {10, 0, -10, -5, 58}, {35, 15, 2, 10, 75}},
    {"opportunist, deterred", 1, 6, 0, 0, {48, 20, -10, -15, 58}, {65, 60, 2, 0, 75}},
    {"opportunist, reassured", 1, 0, 6, 0, {10, 0, 12, -5, 42}, {30, 5, 30, 5, 57}},
    {"offensive, deterred", 2, 6, 0, 0, {40, 70, -10, -15, 58}, {56, 100, 2, 0, 75}},
    {"offensive, reassured", 2, 0, 6, 0, {25, 20, 32, -5, 32}, {38, 60, 70, 5, 49}},
    {"offensive, mixed", 2, 4, 3, 20, {32, 55, -10, -5, 58}, {48, 95, 5, 5, 75}},
};
enum { RUNS = sizeof runs / sizeof runs[0], STEPS = 12, MONTHS3 = 90 };

/* Forces follow the tone: a third of a step of deterrence arrives wherever the threat is. */
static void deploy(const struct play *play, struct world *w, int step)
{
    const int set = play->p->variable[play_find(play, KIND_VARIABLE, "POST")].set[0];
    for (int r = 0; r < play->p->set[set].count; r++) {
        if (play_value(play, w, "THREATENED", r, NONE) == 1) {
            play_set(play, w, "POST", r, NONE, play_value(play, w, "POST", r, NONE) + step);
        }
    }
}

static void steady_turn(const struct play *play, struct world *w, const struct policy_run *run)
{
    (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
    play_until_council(play, w, 0);
    play_set(play, w, "DETER", NONE, NONE, run->deter);
    play_set(play, w, "REASSURE", NONE, NONE, run->reassure);
    play_set(play, w, "PSTEP", NONE, NONE, run->deter / 2);
    deploy(play, w, run->deter / 3);
    play_set(play, w, "QUIET", NONE, NONE, 0); /* calm is no end here: the stretch is played out */
    play_close_turn(play, w);
}

static void steady_game(const struct play *play, struct world *w, const struct policy_run *run,
                        uint64_t seed, long total[MEASURES])
{
    play_start(play, w, seed);
    (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
    play_set(play, w, "INT", NONE, NONE, run->intent);
    play_set(play, w, "SENS", NONE, NONE, run->sens);
    play_set(play, w, "FEAR", NONE, NONE, 40);
    const int line = play_value(play, w, "LINE", NONE, NONE);
    const int trust = play_value(play, w, "TRUST", NONE, NONE);
    play_until_council(play, w, 0);
    play_close_turn(play, w);
    for (int t = 0; t < STEPS && w->ended == 0; t++) {
        steady_turn(play, w, run);
    }
    total[FEAR] += play_value(play, w, "FEAR", NONE, NONE);
    total[SPIRAL] += play_value(play, w, "SPIRAL", NONE, NONE);
    total[GAIN] += play_value(play, w, "LINE", NONE, NONE) - line;
    total[TRUST_GAIN] += play_value(play, w, "TRUST", NONE, NONE) - trust;
    total[CRED] += play_value(play, w, "CRED", NONE, NONE);
}

static int mean_check(const char *name, const char *what, long total, int n, int lo, int hi)
{
    const double mean = (double)total / (double)n;
    const bool good = mean >= (double)lo && mean <= (double)hi;
    (void)printf("%s %s: %s %.1f (band %d to %d)\n", good ? "  ok " : "FAULT", name, what, mean, lo,
                 hi);
    return good ? 0 : 1;
}

/* Sensitivity takes fear away and costs no credibility (K2, K24, K62). */
static int sensitivity_check(const struct play *play, struct world *w, int n)
{
    struct policy_run mixed = runs[2];
    long blind[MEASURES] = {0}, open[MEASURES] = {0};
    mixed.sens = 0;
    for (int g = 1; g <= n; g++) {
        steady_game(play, w, &mixed, (uint64_t)g, blind);
        steady_game(play, w, &runs[2], (uint64_t)g, open);
    }
    return mean_check("sensitivity", "fear it takes away", blind[FEAR] - open[FEAR], n, 5, 60) +
           mean_check("sensitivity", "credibility it costs", blind[CRED] - open[CRED], n, 0, 0);
}

/* The four ways of the article, against each truth: whether the reading was right and whether the
 * response fitted (K28 to K31). */
static int verdict_check(const struct play *play, struct world *w)
{
    enum { DEFENSIVE_CARD = 1, OFFENSIVE_CARD = 4, SURE = 40 };
    static const struct {
        const char *name;
        int card, deter, reassure;
        bool right[2], fits[2]; /* truth defensive, offensive */
    } way[] = {{"fatalist", DEFENSIVE_CARD, 4, 0, {true, false}, {false, true}},
               {"realist", OFFENSIVE_CARD, 4, 0, {false, true}, {false, true}},
               {"liberal", DEFENSIVE_CARD, 0, 4, {true, false}, {true, false}},
               {"constructivist", OFFENSIVE_CARD, 0, 4, {false, true}, {true, false}}};
    int faults = 0;
    for (size_t k = 0; k < 2 * sizeof way / sizeof way[0]; k++) {
        const int q = (int)(k / 2), offensive = (int)(k % 2);
        play_start(play, w, 1);
        for (int t = 1; t <= 2; t++) {
            (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
            play_set(play, w, "INT", NONE, NONE, 2 * offensive);
            play_until_council(play, w, 0);
            for (int a = 0; a < play->p->members; a++) {
                play_set(play, w, "CARD_INTENT", a, NONE, way[q].card);
                play_set(play, w, "CARD_CONF", a, NONE, SURE);
            }
            play_set(play, w, "DETER", NONE, NONE, way[q].deter);
            play_set(play, w, "REASSURE", NONE, NONE, way[q].reassure);
            play_close_turn(play, w);
        }
        const bool right = play_value(play, w, "READ_RIGHT", NONE, NONE) == 2;
        const bool fits = play_value(play, w, "FIT_RIGHT", NONE, NONE) == 2;
        const bool good = right == way[q].right[offensive] && fits == way[q].fits[offensive];
        (void)printf("%s %s against %s: reading %s, response %s\n", good ? "  ok " : "FAULT",
                     way[q].name, offensive != 0 ? "offensive" : "defensive",
                     right ? "right" : "wrong", fits ? "fits" : "does not fit");
        faults += !good;
    }
    return faults;
}

static int quadrants_check(int n)
{
    struct play play = play_open("vier-kwadranten");
    struct setup *s = quiet_setup(&play, STEPS + 1, MONTHS3);
    struct world *w = calloc(1, sizeof *w);
    int faults = 0;
    if (w == NULL) {
        exit(EXIT_FAILURE);
    }
    play.s = s;
    for (int r = 0; r < RUNS; r++) {
        long total[MEASURES] = {0};
        for (int g = 1; g <= n; g++) {
            steady_game(&play, w, &runs[r], (uint64_t)g, total);
        }
        for (int k = 0; k < MEASURES; k++) {
            faults += mean_check(runs[r].name, measure_name[k], total[k], n, runs[r].lo[k],
                                 runs[r].hi[k]);
        }
    }
    faults += sensitivity_check(&play, w, n) + verdict_check(&play, w) + (w->faults > 0);
    free(w);
    free(s);
    play_close(&play);
    return faults;
}

/* ---- the stress test ---- */

enum { OVER_HALF = 60, CARRY = 85 };

/* Plays twenty half years with nobody at the table. Half years until each line is reached, or 0. */
static void ten_years(const struct play *play, struct world *w, uint64_t seed, int pace, int joint,
                      bool gone, int reached[2])
{
    static const int line[2] = {OVER_HALF, CARRY};
    play_start(play, w, seed);
    reached[0] = reached[1] = 0;
    for (int t = 1; t <= TWENTY && w->ended == 0; t++) {
        (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
        play_set(play, w, "EUPACE", NONE, NONE, pace);
        play_set(play, w, "JOINTBUY", NONE, NONE, joint);
        if (gone && t == 1) {
            play_set(play, w, "DEPART", NONE, NONE, 2);
        }
        play_set(play, w, "QUIET", NONE, NONE, 0);
        play_until_council(play, w, 0);
        play_close_turn(play, w);
        for (int k = 0; k < 2; k++) {
            const bool there = play_value(play, w, "EUSH", NONE, NONE) >= line[k];
            reached[k] = reached[k] == 0 && there ? t : reached[k];
        }
    }
}

/* Well over half within five to ten years (A64); buying alone eats the acceleration (A53). */
static int shift_check(const struct play *play, struct world *w, int n)
{
    long fast = 0, fast5 = 0, slow = 0, slow5 = 0, alone5 = 0, alone = 0;
    for (int g = 1; g <= n; g++) {
        int reached[2];
        ten_years(play, w, (uint64_t)g, 1, 1, false, reached);
        fast += reached[0] > 0;
        fast5 += reached[0] > 0 && reached[0] <= TWENTY / 2;
        ten_years(play, w, (uint64_t)g, 0, 0, false, reached);
        slow += reached[0] > 0;
        slow5 += reached[0] > 0 && reached[0] <= TWENTY / 2;
        ten_years(play, w, (uint64_t)g, 1, 0, false, reached);
        alone += reached[0] > 0;
        alone5 += reached[0] > 0 && reached[0] <= TWENTY / 2;
    }
    return band_check("over 60 within ten years, accelerated", fast, n, 99, 100, n) +
           band_check("over 60 within five years, accelerated", fast5, n, 95, 100, n) +
           band_check("over 60 within ten years, ordinary pace", slow, n, 95, 100, n) +
           band_check("over 60 within five years, ordinary pace", slow5, n, 0, 5, n) +
           band_check("over 60 within ten years, bought alone", alone, n, 95, 100, n) +
           band_check("over 60 within five years, bought alone", alone5, n, 0, 25, n);
}

/* On withdrawal what Europe has itself is all there is: far below the 85 that it must carry, and
 * how long that takes depends on the pace alone; the source names no year (A51). */
static int withdrawal_check(const struct play *play, struct world *w, int n)
{
    long below = 0, alone = 0, slow = 0, fast = 0, dip = 0, carried = 0, held = 0;
    const int sets =
        play->p->set[play->p->variable[play_find(play, KIND_VARIABLE, "ENB")].set[0]].count;
    for (int g = 1; g <= n; g++) {
        int reached[2];
        ten_years(play, w, (uint64_t)g, 0, 0, true, reached);
        slow += reached[1] > 0;
        ten_years(play, w, (uint64_t)g, 1, 1, true, reached);
        fast += reached[1] > 0;
        for (int ready = 0; ready < 2; ready++) {
            play_start(play, w, (uint64_t)g);
            (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
            for (int e = 0; ready == 1 && e < sets; e++) {
                play_set(play, w, "ENB", e, NONE, CARRY + 5);
            }
            play_set(play, w, "DEPART", NONE, NONE, 2);
            const int before = play_value(play, w, "CRED", NONE, NONE);
            play_until_council(play, w, 0);
            play_close_turn(play, w);
            const int left = play_formula(play, w, "ENBAV", NONE, NONE);
            const int after = play_value(play, w, "CRED", NONE, NONE);
            below += ready == 0 && left < OVER_HALF;
            alone += ready == 0 && left == play_value(play, w, "EUSH", NONE, NONE);
            carried += ready == 1 && left >= CARRY;
            dip += ready == 0 ? before - after : 0;
            held += ready == 1 ? before - after : 0;
        }
    }
    return band_check("on withdrawal the means are below 60", below, n, 100, 100, n) +
           band_check("on withdrawal only the European share is left", alone, n, 100, 100, n) +
           band_check("who had built 85 to 100 carries it alone", carried, n, 100, 100, n) +
           band_check("85 within ten years after it, ordinary pace", slow, n, 0, 10, n) +
           band_check("85 within ten years after it, accelerated", fast, n, 95, 100, n) +
           mean_check("withdrawal", "credibility lost, unprepared", dip, n, 10, 30) +
           mean_check("withdrawal", "credibility saved by 85 to 100", dip - held, n, 2, 15);
}

static int stress_check(int n)
{
    struct play play = play_open("een-stoel-minder");
    struct setup *s = quiet_setup(&play, TWENTY, LONG);
    struct world *w = calloc(1, sizeof *w);
    if (w == NULL) {
        exit(EXIT_FAILURE);
    }
    play.s = s;
    const int faults = shift_check(&play, w, n) + withdrawal_check(&play, w, n) + (w->faults > 0);
    free(w);
    free(s);
    play_close(&play);
    return faults;
}

/* ---- the plans of 2022 ---- */

/* The start state of February 2022, one day, nothing has happened to an ally: force preparation
 * and the regional plans pass the same day (N1, N2, N4). In the state of 2007 they do not. */
static long plans_in_a_day(const struct play *play, struct setup *s, struct world *w, int era,
                           int n)
{
    enum { DAY = 1 };
    const int command = play_find(play, KIND_ACTOR, "SACEUR");
    long passed = 0;
    s->turn[1].days = DAY;
    s->start[s->starts - 1].value = era;
    for (int g = 1; g <= n; g++) {
        play_start(play, w, (uint64_t)g);
        (void)play_turn_act(play, w, ACT_TURN, NONE, 0);
        play_set(play, w, "WARNED", NONE, NONE, 1);
        play_until_council(play, w, 0);
        (void)play_table(play, w, "C05", command, NONE, 0);
        (void)play_table(play, w, "C06", command, NONE, 0);
        auto_council(play->p, s, w, EVERYBODY, true, NULL, NULL, play->report, NULL);
        play_close_turn(play, w);
        passed += w->incidents == 0 && play_value(play, w, "PLAN", NONE, NONE) == 3 &&
                  play_value(play, w, "PLAN_DAY", NONE, NONE) <= DAY;
    }
    return passed;
}

static int plans_check(int n)
{
    struct play play = play_open("het-pakket");
    struct setup *s = quiet_setup(&play, 2, 7);
    struct world *w = calloc(1, sizeof *w);
    if (w == NULL || s->starts >= STARTS_MAX) {
        exit(EXIT_FAILURE);
    }
    s->start[s->starts++] = (struct start){
        .variable = (uint16_t)play_find(&play, KIND_VARIABLE, "ERA"), .index = {NONE, NONE}};
    play.s = s;
    const int faults = band_check("plans in a day without an attack, 2022",
                                  plans_in_a_day(&play, s, w, 2022, n), n, 95, 100, n) +
                       band_check("plans in a day without an attack, 2007",
                                  plans_in_a_day(&play, s, w, 2007, n), n, 0, 5, n) +
                       (w->faults > 0);
    free(w);
    free(s);
    play_close(&play);
    return faults;
}

int main(void)
{
    const int n = play_seeds(SAMPLE, 20);
    const int faults = quadrants_check(n) + stress_check(n) + plans_check(n);
    (void)printf("%d games each, %d faults\n", n, faults);
    return faults == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
