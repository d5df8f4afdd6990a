/* SPDX-License-Identifier: EUPL-1.2 */
/* design.c -- which settings are played: every combination of a sweep, or the trajectories of a
 * Morris screening. The same seed gives the same design everywhere. */
#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"

enum {
    LEVELS = 4,       /* of a screening: 0, 1/3, 2/3, 1 of the range; a step is two thirds */
    DIE = 2147483001, /* the design's own: no rule's die is as high */
    VALUES_MAX = 1000
};

void design_done(struct design *design)
{
    free(design->changed);
    free(design->value);
    *design = (struct design){0};
}

static int find_param(const struct book *book, const char *name)
{
    for (int k = 0; k < book_params(book); k++) {
        if (strcmp(book_param_name(book, k), name) == 0) {
            return k;
        }
    }
    return NONE;
}

/* Sets a start value, the same one a second time; `f->pin` says which of the setup's it is. */
static bool pin_value(struct lab *lab, struct factor *f, int32_t value, struct why *why)
{
    struct setup *s = lab->setup;
    f->pin = 0;
    while (f->pin < s->pins && (s->pin[f->pin].variable != f->place.variable ||
                                s->pin[f->pin].index[0] != f->place.index[0])) {
        f->pin++;
    }
    if (f->pin == PINNED_MAX) {
        (void)snprintf(why->text, sizeof why->text, "at most %d start values are set", PINNED_MAX);
        return false;
    }
    if (f->pin == s->pins) {
        s->pins++;
    }
    s->pin[f->pin] = f->place;
    s->pin[f->pin].value = value * lab->program->variable[f->place.variable].scale;
    return true;
}

/* A start value: "COH", "RES[DE]". It stays as it is until a value is given. */
static bool start_factor(const struct lab *lab, struct factor *f, struct why *why)
{
    struct start place;
    struct misname wrong;
    if (!book_adjust_find(lab->book, f->name, &place, &wrong)) {
        (void)snprintf(why->text, sizeof why->text, "%.*s", (int)sizeof why->text - 1, wrong.text);
        return false;
    }
    const struct variable *v = &lab->program->variable[place.variable];
    f->place = place;
    f->param = NONE;
    f->lo = v->lo / v->scale;
    f->hi = v->hi / v->scale;
    return true;
}

/* NAME of "NAME=..." as a factor. */
static bool factor_of(const struct lab *lab, const char *text, struct factor *f, struct why *why)
{
    const size_t size = strcspn(text, "=");
    *f = (struct factor){0};
    if (size >= sizeof f->name || text[size] != '=') {
        (void)snprintf(why->text, sizeof why->text, "'%.80s' is not NAME=...", text);
        return false;
    }
    memcpy(f->name, text, size);
    if (strchr(f->name, '.') == NULL) { /* names of parameters have a dot */
        return start_factor(lab, f, why);
    }
    f->param = find_param(lab->book, f->name);
    if (f->param == NONE) {
        (void)snprintf(why->text, sizeof why->text, "there is no parameter '%.80s'", f->name);
        return false;
    }
    book_param_range(lab->book, f->param, &f->lo, &f->hi);
    f->now = lab->program->param[f->param];
    return true;
}

bool lab_set(struct lab *lab, const char *text, struct why *why)
{
    struct factor f;
    char *end;
    if (!factor_of(lab, text, &f, why)) {
        return false;
    }
    const char *number = strchr(text, '=') + 1;
    const long value = strtol(number, &end, 10);
    if (end == number || *end != '\0' || value < f.lo || value > f.hi) {
        (void)snprintf(why->text, sizeof why->text, "%.80s must be a number from %d to %d", f.name,
                       f.lo, f.hi);
        return false;
    }
    if (f.param == NONE) {
        return pin_value(lab, &f, (int32_t)value, why);
    }
    lab->program->param[f.param] = (int32_t)value;
    return true;
}

bool lab_vary(struct lab *lab, const char *text, struct why *why)
{
    struct factor f;
    char *end;
    if (lab->design.factors == VARIES_MAX) {
        (void)snprintf(why->text, sizeof why->text, "at most %d parameters are varied", VARIES_MAX);
        return false;
    }
    if (!factor_of(lab, text, &f, why)) {
        return false;
    }
    const long lo = strtol(strchr(text, '=') + 1, &end, 10);
    const bool dots = strncmp(end, "..", 2) == 0;
    const long hi = strtol(dots ? end + 2 : "x", &end, 10);
    const long step = *end == ':' ? strtol(end + 1, &end, 10) : 1;
    if (!dots || *end != '\0' || lo < f.lo || hi > f.hi || hi < lo || step < 1 ||
        (hi - lo) / step >= VALUES_MAX) {
        (void)snprintf(why->text, sizeof why->text,
                       "'%.60s': write %.60s=LO..HI:STEP within %d..%d", text, f.name, f.lo, f.hi);
        return false;
    }
    f.lo = (int32_t)lo;
    f.hi = (int32_t)hi;
    f.step = (int32_t)step;
    f.values = (int)((hi - lo) / step) + 1;
    if (f.param == NONE && !pin_value(lab, &f, f.lo, why)) {
        return false;
    }
    lab->design.factor[lab->design.factors++] = f;
    return true;
}

/* ---- screening ---- */

/* Numbers of the register that have a range; those of single objects are left as they are. */
static bool in_register(const struct book *book, const char *name)
{
    char id[96];
    const char *dot = strrchr(name, '.');
    const size_t size = dot != NULL ? (size_t)(dot - name) : 0;
    if (size == 0 || size >= sizeof id) {
        return false;
    }
    memcpy(id, name, size);
    id[size] = '\0';
    return book_find(book, KIND_ASSUMPTION, id) != NONE;
}

static int32_t level_value(const struct factor *f, int level)
{
    const int64_t range = (int64_t)f->hi - f->lo, top = LEVELS - 1;
    return (int32_t)(f->lo + (2 * range * level + top) / (2 * top));
}

/* Lots of the design: independent of every game's. */
static int lot(const struct lab *lab, int path, uint64_t subject, int hi)
{
    return engine_range(engine_draw(lab->seed, DIE, (uint32_t)path, subject), 0, hi);
}

static void walk_trajectory(const struct lab *lab, struct design *d, int t)
{
    int order[FACTORS_MAX], level[FACTORS_MAX];
    const int n = d->factors;
    for (int k = 0; k < n; k++) {
        order[k] = k;
        level[k] = lot(lab, t, (uint64_t)k, LEVELS - 1);
    }
    for (int k = n - 1; k > 0; k--) {
        const int other = lot(lab, t, (uint64_t)(n + k), k), kept = order[k];
        order[k] = order[other];
        order[other] = kept;
    }
    for (int s = 0; s <= n; s++) {
        const long point = (long)t * (n + 1) + s;
        if (s > 0) {
            int *moved = &level[order[s - 1]];
            *moved += *moved < LEVELS / 2 ? LEVELS / 2 : -LEVELS / 2;
        }
        d->changed[point] = (int16_t)(s > 0 ? order[s - 1] : NONE);
        for (int k = 0; k < n; k++) {
            d->value[point * n + k] = level_value(&d->factor[k], level[k]);
        }
    }
}

bool lab_morris(struct lab *lab, int trajectories, struct why *why)
{
    struct design *d = &lab->design;
    for (int k = 0; k < book_params(lab->book) && d->factors < FACTORS_MAX; k++) {
        struct factor f = {.param = k};
        book_param_range(lab->book, k, &f.lo, &f.hi);
        if (f.hi > f.lo && in_register(lab->book, book_param_name(lab->book, k))) {
            (void)snprintf(f.name, sizeof f.name, "%s", book_param_name(lab->book, k));
            f.now = lab->program->param[k];
            d->factor[d->factors++] = f;
        }
    }
    d->trajectories = trajectories;
    d->points = (long)trajectories * (d->factors + 1);
    if (d->factors == 0 || d->points > POINTS_MAX) {
        (void)snprintf(why->text, sizeof why->text, "%ld settings are too many or too few",
                       d->points);
        return false;
    }
    d->changed = calloc((size_t)d->points, sizeof *d->changed);
    d->value = calloc((size_t)d->points * (size_t)d->factors, sizeof *d->value);
    for (int t = 0; t < trajectories && d->changed != NULL && d->value != NULL; t++) {
        walk_trajectory(lab, d, t);
    }
    return d->changed != NULL && d->value != NULL;
}

bool design_close(struct design *design, struct why *why)
{
    if (design->trajectories > 0) {
        return true;
    }
    design->points = 1;
    for (int k = 0; k < design->factors; k++) {
        design->points *= design->factor[k].values;
        if (design->points > POINTS_MAX) {
            (void)snprintf(why->text, sizeof why->text, "more than %d combinations", POINTS_MAX);
            return false;
        }
    }
    return true;
}

int32_t design_value(const struct design *design, long point, int factor)
{
    const struct factor *f = &design->factor[factor];
    if (design->trajectories > 0) {
        return design->value[point * design->factors + factor];
    }
    for (int k = design->factors - 1; k > factor; k--) {
        point /= design->factor[k].values;
    }
    return f->lo + f->step * (int32_t)(point % f->values);
}
