/* SPDX-License-Identifier: EUPL-1.2 */
/* rows.c -- what games leave behind as tidy tables: one row a game, a turn, a motion, a rule. Ids
 * only; the codebook says what they mean. */
#include <string.h>

#include "lab/lab.h"

static bool motion_allowed(const struct lab *lab, int kind)
{
    return (lab->setup->motion_allowed[kind / 64] >> kind % 64 & 1u) != 0;
}

static const char *profile_measure(const json_t *profile, size_t m)
{
    const json_t *row = json_array_get(json_object_get(profile, "measures"), m);
    return measure_counts(row) ? json_string_value(json_object_get(row, "id")) : NULL;
}

/* Gauges of the board that are one number. */
static int gauge_variable(const struct lab *lab, int gauge)
{
    const json_t *row = book_json(lab->book, KIND_GAUGE, gauge);
    const char *var = json_string_value(json_object_get(row, "var"));
    const int variable = var != NULL ? book_find(lab->book, KIND_VARIABLE, var) : NONE;
    const bool one = variable != NONE && lab->program->variable[variable].dims == 0;
    return one && json_is_true(json_object_get(row, "default")) ? variable : NONE;
}

/* ---- heads ---- */

static void games_head(const struct lab *lab, FILE *out)
{
    const json_t *scenario = scenario_json(lab->scenario);
    const json_t *draws = json_object_get(scenario, "draws");
    const json_t *facts = json_object_get(json_object_get(scenario, "later"), "facts");
    (void)fputs("game,point,seed", out);
    for (int k = 0; k < lab->design.factors && lab->design.trajectories == 0; k++) {
        (void)fprintf(out, ",set.%s", lab->design.factor[k].name);
    }
    for (size_t k = 0; k < json_array_size(draws); k++) {
        (void)fprintf(out, ",draw.%s",
                      json_string_value(json_object_get(json_array_get(draws, k), "id")));
    }
    (void)fputs(",turns,ending,faults", out);
    for (int d = 0; d < book_count(lab->book, KIND_PROFILE) && d < DIMENSIONS_MAX; d++) {
        const json_t *profile = book_json(lab->book, KIND_PROFILE, d);
        const json_t *list = json_object_get(profile, "measures");
        for (size_t m = 0; m < json_array_size(list) && m < MEASURES_EACH; m++) {
            if (profile_measure(profile, m) == NULL) {
                continue;
            }
            if (m == 0) {
                (void)fprintf(out, ",profile.%s", book_id(lab->book, KIND_PROFILE, d));
            }
            (void)fprintf(out, ",profile.%s.%s", book_id(lab->book, KIND_PROFILE, d),
                          profile_measure(profile, m));
        }
    }
    for (int k = 0; k < lab->program->motions; k++) {
        if (motion_allowed(lab, k)) {
            const char *id = book_id(lab->book, KIND_MOTION, k);
            (void)fprintf(out, ",tabled.%s,adopted.%s,refused.%s", id, id, id);
        }
    }
    for (size_t k = 0; lab->later && k < json_array_size(facts) && k < FACTS_EACH; k++) {
        (void)fprintf(out, ",later.%s",
                      json_string_value(json_object_get(json_array_get(facts, k), "id")));
    }
    (void)fputc('\n', out);
}

static void turns_head(const struct lab *lab, FILE *out)
{
    (void)fputs("game,turn,day,incidents,motions", out);
    for (int g = 0; g < book_count(lab->book, KIND_GAUGE); g++) {
        if (gauge_variable(lab, g) != NONE) {
            (void)fprintf(out, ",gauge.%s", book_id(lab->book, KIND_GAUGE, g));
        }
    }
    (void)fputc('\n', out);
}

void rows_head(const struct lab *lab, const struct rows *rows)
{
    if (rows->games != NULL) {
        games_head(lab, rows->games);
    }
    if (rows->turns != NULL) {
        turns_head(lab, rows->turns);
    }
    if (rows->motions != NULL) {
        (void)fputs("game,motion,kind,turn,by,incident,state,decided,rounds,yes,others,"
                    "only_objector\n",
                    rows->motions);
    }
}

/* ---- rows ---- */

static bool was_adopted(const struct motion *m)
{
    return m->state == MOTION_ADOPTED || m->state == MOTION_EFFECTIVE || m->state == MOTION_LAPSED;
}

static void game_motions(const struct lab *lab, const struct world *w, FILE *out)
{
    for (int k = 0; k < lab->program->motions; k++) {
        int tabled = 0, adopted = 0, refused = 0;
        for (int m = 0; m < w->motions; m++) {
            tabled += w->motion[m].kind == k;
            adopted += w->motion[m].kind == k && was_adopted(&w->motion[m]);
            refused += w->motion[m].kind == k && w->motion[m].state == MOTION_REFUSED;
        }
        if (motion_allowed(lab, k)) {
            (void)fprintf(out, ",%d,%d,%d", tabled, adopted, refused);
        }
    }
}

static void game_profile(const struct lab *lab, const struct record *r, FILE *out)
{
    for (int d = 0; d < book_count(lab->book, KIND_PROFILE) && d < DIMENSIONS_MAX; d++) {
        const json_t *profile = book_json(lab->book, KIND_PROFILE, d);
        const json_t *list = json_object_get(profile, "measures");
        for (size_t m = 0; m < json_array_size(list) && m < MEASURES_EACH; m++) {
            if (profile_measure(profile, m) == NULL) {
                continue;
            }
            if (m == 0) {
                (void)fprintf(out, ",%s",
                              book_band(json_object_get(profile, "bands"), r->measure[d][0]));
            }
            (void)fprintf(out, ",%d", r->measure[d][m]);
        }
    }
}

void rows_game(const struct lab *lab, const struct record *r, const struct world *w, FILE *out)
{
    const json_t *scenario = scenario_json(lab->scenario);
    const json_t *draws = json_object_get(scenario, "draws");
    const json_t *facts = json_object_get(json_object_get(scenario, "later"), "facts");
    (void)fprintf(out, "%ld,%ld,%llu", r->game, r->point, (unsigned long long)r->seed);
    for (int k = 0; k < lab->design.factors && lab->design.trajectories == 0; k++) {
        (void)fprintf(out, ",%d", design_value(&lab->design, r->point, k));
    }
    for (size_t k = 0; k < json_array_size(draws) && k < DRAWS_MAX; k++) {
        const json_t *options = json_object_get(json_array_get(draws, k), "options");
        const json_t *option =
            r->truth[k] == NONE ? NULL : json_array_get(options, (size_t)r->truth[k]);
        const char *id = json_string_value(json_object_get(option, "id"));
        (void)fprintf(out, ",%s", id != NULL ? id : "");
    }
    (void)fprintf(out, ",%d,%s,%u", r->turns,
                  r->ended > 0 ? book_id(lab->book, KIND_ENDING, r->ended - 1) : "",
                  (unsigned)r->faults);
    game_profile(lab, r, out);
    game_motions(lab, w, out);
    for (size_t k = 0; lab->later && k < json_array_size(facts) && k < FACTS_EACH; k++) {
        (void)fprintf(out, ",%d", r->fact[k]);
    }
    (void)fputc('\n', out);
}

void rows_turn(const struct lab *lab, long game, const struct world *w, FILE *out)
{
    (void)fprintf(out, "%ld,%d,%d,%d,%d", game, w->turn, w->day, w->incidents, w->motions);
    for (int g = 0; g < book_count(lab->book, KIND_GAUGE); g++) {
        const int variable = gauge_variable(lab, g);
        if (variable != NONE) {
            (void)fprintf(out, ",%d",
                          engine_value(lab->program, w, variable, NONE, NONE) /
                              lab->program->variable[variable].scale);
        }
    }
    (void)fputc('\n', out);
}

/* How the members voted; who alone did not say yes to what was refused. */
static void motion_votes(const struct lab *lab, const struct motion *m, FILE *out)
{
    int yes = 0, others = 0, last = NONE;
    for (int a = 0; a < lab->program->members; a++) {
        const bool agrees = m->position[a] == ANSWER_YES || m->position[a] == ANSWER_SILENT;
        const bool answered = m->position[a] != ANSWER_NONE;
        yes += agrees;
        others += answered && !agrees;
        last = answered && !agrees ? a : last;
    }
    const bool sole = others == 1 && m->state == MOTION_REFUSED;
    (void)fprintf(out, ",%d,%d,%s\n", yes, others,
                  sole ? book_id(lab->book, KIND_ACTOR, last) : "");
}

void rows_motions(const struct lab *lab, long game, const struct world *w, FILE *out)
{
    static const char *const states[] = {"tabled",  "broken",  "adopted", "effective",
                                         "refused", "dropped", "lapsed"};
    for (int k = 0; k < w->motions; k++) {
        const struct motion *m = &w->motion[k];
        const int template = m->incident == NONE ? NONE : w->incident[m->incident].template;
        (void)fprintf(out, "%ld,%d,%s,%d,%s,%s,%s,%d,%d", game, k,
                      book_id(lab->book, KIND_MOTION, m->kind), m->turn,
                      book_id(lab->book, KIND_ACTOR, m->by),
                      template == NONE ? "" : book_id(lab->book, KIND_INCIDENT, template),
                      states[m->state], m->decided, m->round);
        motion_votes(lab, m, out);
    }
}

bool rows_rules(const struct lab *lab, const struct tally *tally, FILE *out)
{
    (void)fputs("rule,fired,games\n", out);
    for (int r = 1; r < lab->program->rules; r++) {
        if (lab->program->rule[r].effects.count > 0) {
            (void)fprintf(out, "%s,%llu,%llu\n", scenario_rule_id(lab->scenario, r),
                          (unsigned long long)tally->fired[r], (unsigned long long)tally->games[r]);
        }
    }
    return ferror(out) == 0;
}

bool rows_points(const struct lab *lab, FILE *out)
{
    const struct design *d = &lab->design;
    (void)fputs("point,path,changed,parameter,value\n", out);
    for (long point = 0; point < d->points; point++) {
        const bool screening = d->trajectories > 0;
        for (int k = 0; k < d->factors; k++) {
            const bool first = !screening || d->changed[point] == NONE;
            if (first || d->changed[point] == k) { /* the rest is as at the point before */
                (void)fprintf(out, "%ld,%ld,%d,%s,%d\n", point,
                              screening ? point / (d->factors + 1) : 0, screening && !first,
                              d->factor[k].name, design_value(d, point, k));
            }
        }
    }
    return ferror(out) == 0;
}
