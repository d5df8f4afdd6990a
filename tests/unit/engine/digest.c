/* SPDX-License-Identifier: EUPL-1.2 */
/* digest.c -- digest [GAMES]: plays whole automated games of the made-up book, and random acts, and
 * prints one hash of every world on the way. Every compiler must print the same (digest.sh). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "synth.h"
#include "tree.h"

static uint64_t total = 14695981039346656037u;

static void add(const struct assembly *a, const struct world *w)
{
    total = (total ^ synth_hash(a, w)) * 1099511628211u;
}

static void add_report(const struct report *r)
{
    for (int k = 0; k < r->terms; k++) {
        total =
            (total ^ (uint64_t)(int64_t)r->term[k].by ^ (uint64_t)(uint16_t)r->term[k].rule << 40) *
            1099511628211u;
    }
    total =
        (total ^ r->changes ^ (uint64_t)r->tells << 16 ^ (uint64_t)r->fired << 32) * 1099511628211u;
}

static void seen(void *cls, const struct choice *choice, const struct act *act,
                 const struct world *w, const struct report *r)
{
    (void)act;
    (void)w;
    long *acts = cls;
    ++*acts;
    add_report(r);
    if (choice != NULL) {
        total =
            (total ^ (uint64_t)(int64_t)choice->score ^ (uint64_t)(uint16_t)choice->term << 32) *
            1099511628211u;
    }
}

/* One value after the other: compilers differ in the order in which they work out arguments. */
static struct act random_act(struct dice *dice)
{
    const int32_t most[] = {ACT_SLIP, 38, 12, 8, 8, 4};
    int32_t x[6];
    for (int k = 0; k < 6; k++) {
        x[k] = dice_range(dice, k == 0 ? 0 : -1, most[k]);
    }
    return act_of((enum act_verb)x[0], x[1], x[2], x[3], x[4], x[5]);
}

int main(int argc, char **argv)
{
    const long games = argc > 1 ? strtol(argv[1], NULL, 10) : 40;
    struct assembly *a = synth_new();
    struct world *w = malloc(sizeof *w);
    struct report *report = malloc(sizeof *report);
    struct dice dice = {12345};
    long acts = 0, random_acts = 0, faults = 0;
    for (long game = 0; game < games; game++) {
        const struct act turn = act_of(ACT_TURN, NONE, NONE, NONE, NONE, 0);
        engine_start(&a->p, &a->s, (uint64_t)game, NULL, w, report);
        add_report(report);
        while (engine_do(&a->p, &a->s, w, &turn, report, NULL)) {
            add_report(report);
            for (int k = 0; k < 300; k++) {
                const struct act act = random_act(&dice);
                random_acts += engine_do(&a->p, &a->s, w, &act, report, NULL);
            }
            add(a, w);
            auto_turn(&a->p, &a->s, w, synth_everybody(a), seen, &acts, report);
            add(a, w);
        }
        faults += (long)w->faults;
    }
    printf("%016" PRIx64 " games=%ld acts=%ld random=%ld faults=%ld\n", total, games, acts,
           random_acts, faults);
    free(report);
    free(w);
    free(a);
    return 0;
}
