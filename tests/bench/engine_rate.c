/* SPDX-License-Identifier: EUPL-1.2 */
/* engine_rate.c -- engine_rate [GAMES]: whole automated games and turns of het-pakket a second on
 * one core, through the engine's calls alone, with reports and without, and what one game costs
 * beside copying its world as often as it has acts. Also how long the book takes from its files to
 * a program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compiler/book.h"
#include "compiler/builtin.h"
#include "compiler/diags.h"
#include "figures.h"

static int64_t own_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void count_act(void *cls, const struct choice *choice, const struct act *act,
                      const struct world *world, const struct report *report)
{
    (void)choice;
    (void)act;
    (void)world;
    (void)report;
    ++*(long *)cls;
}

struct tally {
    long turns, acts;
    int64_t ns;
};

/* Without a report nobody is told why anything happens: that is how look-ahead and trials of a book
 * play. */
static void play(const struct program *p, const struct setup *s, uint64_t seed, struct world *w,
                 struct report *report, struct tally *tally)
{
    const struct act turn = {ACT_TURN, NONE, NONE, {NONE, NONE}, 0};
    int64_t start = own_ns();
    engine_start(p, s, seed, NULL, w, report);
    while (w->turn < s->turns && engine_do(p, s, w, &turn, report, NULL)) {
        auto_turn(p, s, w, UINT64_MAX >> (64 - p->actors), report == NULL ? NULL : count_act,
                  &tally->acts, report);
        tally->turns++;
    }
    tally->ns += own_ns() - start;
}

int main(int argc, char **argv)
{
    int games = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 100;
    struct diags *diags = calloc(1, sizeof *diags);
    struct world *w = malloc(sizeof *w), *copy = malloc(sizeof *copy);
    struct report *report = malloc(sizeof *report);
    must(games > 0 && diags != NULL && w != NULL && copy != NULL && report != NULL,
         "engine_rate [GAMES]");
    int64_t start = own_ns();
    struct book *book = book_compile(builtin_book_files(), NULL, diags);
    must(book != NULL, "the book does not compile");
    int64_t compiled = own_ns();
    struct scenario *scenario =
        scenario_compile(book, json_object_get(builtin_scenarios(), "het-pakket"), diags);
    must(scenario != NULL, "the scenario does not compile");
    int64_t ready = own_ns();
    const struct program *p = scenario_program(scenario);
    struct tally tally = {0, 0, 0}, quiet = {0, 0, 0};
    struct times each = {NULL, 0, 0};
    for (int g = 0; g < games; g++) {
        int64_t before = tally.ns;
        play(p, scenario_setup(scenario), (uint64_t)g + 1, w, report, &tally);
        times_add(&each, tally.ns - before);
        play(p, scenario_setup(scenario), (uint64_t)g + 1, w, NULL, &quiet);
    }
    start = compiled - start;
    int64_t copying = own_ns();
    for (long k = 0; k < tally.acts; k++) {
        world_copy(p, copy, w);
        copy->value[k % p->slots]++;
    }
    copying = own_ns() - copying;
    figures_line("engine", "games", (double)games, "games_s",
                 (double)games * 1e9 / (double)tally.ns, "turns_s",
                 (double)tally.turns * 1e9 / (double)tally.ns, "game_p50_ms", times_ms(&each, 0.5),
                 "quiet_games_s", (double)games * 1e9 / (double)quiet.ns, "acts_a_game",
                 (double)tally.acts / games, "copy_share", (double)copying / (double)tally.ns,
                 "book_ms", (double)start / 1e6, "scenario_ms", (double)(ready - compiled) / 1e6,
                 (const char *)NULL);
    times_done(&each);
    scenario_free(scenario);
    book_free(book);
    free(report);
    free(copy);
    free(w);
    free(diags);
    return 0;
}
