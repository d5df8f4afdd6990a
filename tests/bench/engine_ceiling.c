/* SPDX-License-Identifier: EUPL-1.2 */
/* engine_ceiling.c -- engine_ceiling [ROUNDS]: how fast turns are, beside what this machine can do
 * at all. The ceiling is a copy of the same world and as many additions from a flat table as the
 * adjudication makes writes and evaluations; no engine can be faster than that. Prints figures and
 * one JSON line; compare the ratios. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "synth.h"

enum { ACTS_MAX = 4096, TABLE_MAX = 8192, WARM_TURNS = 3 };

struct game {
    struct assembly *a;
    struct world *start; /* just after ACT_TURN of the turn that is played */
    struct world *late;  /* the same turn, just before ACT_ADJUDICATE */
    struct world *w;
    struct act act[ACTS_MAX]; /* all acts of that turn */
    int acts, writes;
};

static uint64_t now_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void note(void *cls, const struct choice *choice, const struct act *act,
                 const struct world *w, const struct report *r)
{
    struct game *g = cls;
    (void)choice;
    (void)w;
    (void)r;
    if (g->acts < ACTS_MAX) {
        g->act[g->acts++] = *act;
    }
}

static void prepare(struct game *g)
{
    const struct act turn = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
    struct report *report = malloc(sizeof *report);
    g->a = synth_new();
    g->start = malloc(sizeof *g->start);
    g->late = malloc(sizeof *g->late);
    g->w = malloc(sizeof *g->w);
    const struct assembly *a = g->a;
    engine_start(&a->p, &a->s, 1, NULL, g->w, NULL);
    for (int t = 0; t < WARM_TURNS; t++) {
        engine_do(&a->p, &a->s, g->w, &turn, NULL, NULL);
        auto_turn(&a->p, &a->s, g->w, synth_everybody(a), NULL, NULL, NULL);
    }
    engine_do(&a->p, &a->s, g->w, &turn, NULL, NULL);
    *g->start = *g->w;
    auto_turn(&a->p, &a->s, g->w, synth_everybody(a), note, g, report);
    *g->w = *g->start;
    for (int k = 0; k < g->acts && g->act[k].verb != ACT_ADJUDICATE; k++) {
        engine_do(&a->p, &a->s, g->w, &g->act[k], NULL, NULL);
    }
    *g->late = *g->w;
    const struct act adjudicate = act_of(ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0);
    engine_do(&a->p, &a->s, g->w, &adjudicate, report, NULL);
    g->writes = report->terms;
    free(report);
}

/* A rule of the ceiling: value[to] += value[from] * by / per, kept in 0..100. */
struct flat {
    uint16_t from, to;
    int16_t by, per;
};

static uint64_t ceiling(struct game *g, int rules, int rounds, int64_t *ret_check)
{
    static struct flat table[TABLE_MAX];
    int64_t check = 0;
    for (int k = 0; k < rules; k++) {
        table[k] =
            (struct flat){(uint16_t)(k * 37 % g->a->p.slots), (uint16_t)(k * 53 % g->a->p.slots),
                          (int16_t)(k % 7 - 3), (int16_t)(1 + k % 5)};
    }
    const uint64_t from = now_ns();
    for (int round = 0; round < rounds; round++) {
        world_copy(&g->a->p, g->w, g->late);
        int32_t *value = g->w->value;
        for (int k = 0; k < rules; k++) {
            const int32_t x =
                value[table[k].to] + value[table[k].from] * table[k].by / table[k].per;
            value[table[k].to] = x < 0 ? 0 : x > 100 ? 100 : x;
        }
        check += value[round % g->a->p.slots];
    }
    *ret_check = check;
    return now_ns() - from;
}

enum what { ADJUDICATE, WHOLE_TURN, AUTOMATED, WHATS };
static const char *const what_names[WHATS] = {"adjudicate", "a turn's acts",
                                              "a turn with all seats automated"};

static void round_of(struct game *g, enum what what)
{
    const struct assembly *a = g->a;
    const struct act adjudicate = act_of(ACT_ADJUDICATE, NONE, NONE, NONE, NONE, 0);
    world_copy(&a->p, g->w, what == ADJUDICATE ? g->late : g->start);
    if (what == ADJUDICATE) {
        engine_do(&a->p, &a->s, g->w, &adjudicate, NULL, NULL);
    } else if (what == AUTOMATED) {
        auto_turn(&a->p, &a->s, g->w, synth_everybody(a), NULL, NULL, NULL);
    } else {
        for (int k = 0; k < g->acts; k++) {
            engine_do(&a->p, &a->s, g->w, &g->act[k], NULL, NULL);
        }
    }
}

int main(int argc, char **argv)
{
    static struct game g;
    const int rounds = argc > 1 ? atoi(argv[1]) : 2000;
    int64_t check;
    double rate[WHATS];
    if (rounds < 1) {
        return 2;
    }
    prepare(&g);
    const int rules = g.writes < TABLE_MAX ? g.writes : TABLE_MAX;
    const uint64_t flat_ns = ceiling(&g, rules, rounds * 20, &check);
    const double top = rounds * 20 * 1e9 / (double)flat_ns;
    int open = 0;
    for (int k = 0; k < g.start->incidents; k++) {
        open += g.start->incident[k].open;
    }
    printf("%d actors, %d open incidents, %d motions, %d acts a turn, %d writes in the "
           "adjudication (check %" PRId64 ")\n",
           g.a->p.actors, open, g.late->motions - g.start->motions, g.acts, g.writes, check);
    printf("%-34s %10.0f a second\n", "ceiling: copy and flat additions", top);
    for (int what = 0; what < WHATS; what++) {
        const int n = what == AUTOMATED ? (rounds + 9) / 10 : rounds;
        const uint64_t from = now_ns();
        for (int k = 0; k < n; k++) {
            round_of(&g, (enum what)what);
        }
        rate[what] = n * 1e9 / (double)(now_ns() - from);
        printf("%-34s %10.0f a second, %6.1f times below the ceiling\n", what_names[what],
               rate[what], top / rate[what]);
    }
    printf("{\"ceiling\":%.0f,\"adjudicate\":%.0f,\"turn\":%.0f,\"automated\":%.0f,\"acts\":%d}\n",
           top, rate[ADJUDICATE], rate[WHOLE_TURN], rate[AUTOMATED], g.acts);
    free(g.a);
    free(g.start);
    free(g.late);
    free(g.w);
    return 0;
}
