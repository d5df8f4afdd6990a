/* SPDX-License-Identifier: EUPL-1.2 */
/* test_design.c -- what a sweep and a screening play: every combination once, one change a step,
 * the same for the same seed; and what is no setting. */
#include <criterion/criterion.h>
#include <string.h>

#include "compiler/builtin.h"
#include "lab/lab.h"

static struct diags diags;
static struct book *book;
static struct scenario *scenario;

static void open_all(void)
{
    book = book_compile(builtin_book_files(), NULL, &diags);
    cr_assert_not_null(book);
    scenario = scenario_compile(book, json_object_get(builtin_scenarios(), "het-pakket"), &diags);
    cr_assert_not_null(scenario);
}

static void close_all(void)
{
    scenario_free(scenario);
    book_free(book);
}

TestSuite(design, .init = open_all, .fini = close_all);

Test(design, options)
{
    static const struct {
        bool (*take)(struct lab *lab, const char *text, struct why *why);
        const char *text;
        bool good;
    } rows[] = {
        {lab_set, "MA-14.base=9", true},
        {lab_set, "MA-14.base=12", true},
        {lab_set, "MA-14.base=13", false},
        {lab_set, "MA-14.base=", false},
        {lab_set, "MA-14.base", false},
        {lab_set, "MA-14.none=1", false},
        {lab_vary, "MA-14.base=4..12:2", true},
        {lab_vary, "MA-14.base=4..12", true},
        {lab_vary, "MA-14.base=3..12", false},
        {lab_vary, "MA-14.base=4..13", false},
        {lab_vary, "MA-14.base=9..8", false},
        {lab_vary, "MA-14.base=4..12:0", false},
        {lab_vary, "MA-14.base=4..12:2x", false},
        {lab_vary, "MA-14.base=4-12", false},
        {lab_set, "RES[DE]=0", true},
        {lab_set, "RES[DE]=100", true},
        {lab_set, "RES[DE]=-1", false},
        {lab_set, "RES[DE]=101", false},
        {lab_set, "RES[XX]=50", false},
        {lab_set, "RES[RED]=50", false},
        {lab_set, "RES=50", false},
        {lab_set, "COH[DE]=50", false},
        {lab_set, "COH=50", true},
        {lab_set, "INT=2", false},
        {lab_vary, "RES[DE]=0..100:50", true},
        {lab_vary, "RES[DE]=0..101", false},
        {lab_vary, "INT=0..2", false},
        {lab_truth, "intent=offensive", true},
        {lab_truth, "intent=", false},
        {lab_truth, "intent=nothing", false},
        {lab_truth, "nothing=offensive", false},
        {lab_policy, "*=off", true},
        {lab_policy, "nobody=off", false},
        {lab_policy, "*=on", false},
        {lab_policy, "", false},
        {lab_variant, "mild", true},
        {lab_variant, "wild", false},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        struct lab lab;
        struct why why = {""};
        cr_assert(lab_init(&lab, scenario, &why));
        cr_expect_eq(rows[k].take(&lab, rows[k].text, &why), rows[k].good, "%s", rows[k].text);
        cr_expect_eq(why.text[0] != '\0', !rows[k].good, "%s: %s", rows[k].text, why.text);
        lab_done(&lab);
    }
}

Test(design, sweep)
{
    struct lab lab;
    struct why why;
    int seen[3][5] = {{0}};
    cr_assert(lab_init(&lab, scenario, &why));
    cr_assert(lab_vary(&lab, "MA-14.base=4..12:4", &why));
    cr_assert(lab_vary(&lab, "MA-09.coh=8..12", &why), "%s", why.text);
    cr_assert(design_close(&lab.design, &why));
    cr_expect_eq(lab.design.points, 15);
    for (long p = 0; p < lab.design.points; p++) {
        const int a = design_value(&lab.design, p, 0), b = design_value(&lab.design, p, 1);
        cr_assert(a >= 4 && a <= 12 && a % 4 == 0 && b >= 8 && b <= 12);
        seen[a / 4 - 1][b - 8]++;
        cr_expect_eq(p / 5, a / 4 - 1, "the first factor is the slowest");
    }
    for (int k = 0; k < 15; k++) {
        cr_expect_eq(seen[k / 5][k % 5], 1);
    }
    lab_done(&lab);
}

Test(design, screening)
{
    enum { TRAJECTORIES = 3 };
    struct lab lab, again;
    struct why why;
    cr_assert(lab_init(&lab, scenario, &why) && lab_init(&again, scenario, &why));
    cr_assert(lab_morris(&lab, TRAJECTORIES, &why) && lab_morris(&again, TRAJECTORIES, &why));
    const struct design *d = &lab.design;
    const int n = d->factors;
    cr_assert_gt(n, 20);
    cr_assert_eq(d->points, TRAJECTORIES * (n + 1));
    cr_expect_eq(
        memcmp(d->value, again.design.value, (size_t)d->points * (size_t)n * sizeof d->value[0]),
        0);
    for (long p = 0; p < d->points; p++) {
        int moved = 0;
        for (int k = 0; k < n; k++) {
            const int32_t value = design_value(d, p, k);
            cr_assert(value >= d->factor[k].lo && value <= d->factor[k].hi);
            const bool same = p % (n + 1) == 0 || value == design_value(d, p - 1, k);
            moved += !same;
            cr_expect(same || d->changed[p] == k);
        }
        cr_expect_leq(moved, 1);
        cr_expect_eq(d->changed[p] == NONE, p % (n + 1) == 0);
    }
    for (int t = 0; t < TRAJECTORIES; t++) { /* each factor moves once in each trajectory */
        bool done[FACTORS_MAX] = {false};
        for (int s = 1; s <= n; s++) {
            done[d->changed[t * (n + 1) + s]] = true;
        }
        for (int k = 0; k < n; k++) {
            cr_expect(done[k]);
        }
    }
    lab_done(&lab);
    lab_done(&again);
}
