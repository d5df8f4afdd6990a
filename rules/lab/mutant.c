/* SPDX-License-Identifier: EUPL-1.2 */
/* mutant.c -- tries mutants: a removed rule is emptied in the bench's program, a changed expression
 * is compiled with the whole book. Leaves book, bench and files as they were. */
#include "lab/mutant.h"

#include <stdlib.h>
#include <string.h>

bool trace_make(struct trace *trace, struct bench *bench, const struct suite *suite)
{
    bool good = true;
    trace->suite = suite;
    trace->lasts = 0;
    for (int i = 0; i < suite->count; i++) {
        memset(bench->fired, 0, sizeof bench->fired);
        good = bench_case(bench, suite->one[i]) && good;
        memcpy(trace->fired[i], bench->fired, sizeof bench->fired);
    }
    return good;
}

/* The case that caught something comes earlier for the next mutant, which is near it. */
static void remember(struct trace *trace, int which)
{
    int at = 0;
    while (at < trace->lasts && trace->last[at] != which) {
        at++;
    }
    if (at == trace->lasts) {
        trace->lasts++;
    }
    memmove(trace->last + 1, trace->last, (size_t)at * sizeof trace->last[0]);
    trace->last[0] = which;
}

static bool is_about(const struct mutant *m, const json_t *one)
{
    static const char *const keys[] = {"rule", "action", "motion", "incident", "formula"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const char *id = json_string_value(json_object_get(one, keys[k]));
        if (id != NULL && (strcmp(id, m->object) == 0 || strcmp(id, m->rule) == 0)) {
            return true;
        }
    }
    return false;
}

/* Runs the cases in the order in which they are likely to notice. */
static int first_to_fail(struct bench *bench, struct trace *trace, const struct mutant *m, int rule)
{
    enum { RECENT = 12 };
    const struct suite *suite = trace->suite;
    bool *done = calloc(CASES_MAX, sizeof *done);
    int found = NONE;
    for (int pass = 0; done != NULL && pass < 4 && found == NONE; pass++) {
        const int count = pass != 2 ? suite->count : trace->lasts < RECENT ? trace->lasts : RECENT;
        for (int k = 0; k < count && found == NONE; k++) {
            const int i = pass == 2 ? trace->last[k] : k;
            const bool fires = rule != NONE && (trace->fired[i][rule / 64] >> rule % 64 & 1u) != 0;
            if (done[i] || (pass == 0 && !is_about(m, suite->one[i])) || (pass == 1 && !fires)) {
                continue;
            }
            done[i] = true;
            found = bench_case(bench, suite->one[i]) ? NONE : i;
        }
    }
    free(done);
    if (found != NONE) {
        remember(trace, found);
    }
    return found;
}

static enum mutant_fate without_rule(const struct mutant *m, struct bench *bench,
                                     struct trace *trace, int *ret_case)
{
    const int rule = book_find(bench->book, KIND_RULE, m->rule);
    struct span *effects = &bench->program->rule[rule].effects;
    const struct span whole = *effects;
    effects->count = 0;
    *ret_case = first_to_fail(bench, trace, m, rule);
    *effects = whole;
    return *ret_case == NONE ? FATE_SURVIVED : FATE_CAUGHT;
}

static void put(const struct mutant *m, json_t *value)
{
    if (m->place == NONE) {
        (void)json_object_set_new(m->parent, m->key, value);
    } else {
        (void)json_array_set_new(m->parent, (size_t)m->place, value);
    }
}

static void change(struct mutant *m)
{
    m->old = json_incref(m->place == NONE ? json_object_get(m->parent, m->key)
                                          : json_array_get(m->parent, (size_t)m->place));
    put(m, json_string(m->text));
}

static void mend(struct mutant *m)
{
    put(m, m->old);
    m->old = NULL;
}

struct book *mutant_book(struct mutants *mutants, int which)
{
    static struct diags diags;
    struct mutant *m = &mutants->mutant[which];
    diags.count = diags.dropped = 0;
    change(m);
    struct book *book = book_compile(mutants->files, NULL, &diags);
    mend(m);
    return book;
}

static enum mutant_fate changed(struct mutants *mutants, int which, const struct bench *bench,
                                struct trace *trace, int *ret_case)
{
    const struct mutant *m = &mutants->mutant[which];
    const int rule = m->rule[0] != '\0' ? book_find(bench->book, KIND_RULE, m->rule) : NONE;
    enum mutant_fate fate = FATE_REFUSED;
    struct bench other;
    struct book *book = mutant_book(mutants, which);
    if (book != NULL && bench_init(&other, book)) {
        *ret_case = first_to_fail(&other, trace, m, rule);
        fate = *ret_case == NONE ? FATE_SURVIVED : FATE_CAUGHT;
        bench_done(&other);
    }
    book_free(book);
    return fate;
}

enum mutant_fate mutant_try(struct mutants *mutants, int which, struct bench *bench,
                            struct trace *trace, int *ret_case)
{
    const struct mutant *m = &mutants->mutant[which];
    *ret_case = NONE;
    return m->kind == MUTANT_RULE ? without_rule(m, bench, trace, ret_case)
                                  : changed(mutants, which, bench, trace, ret_case);
}
