/* SPDX-License-Identifier: EUPL-1.2 */
/* game.c -- plays one game with automated seats alone, through the engine's calls, and measures it.
 * Holds no session: nobody looks on. */
#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"

/* A measure along the course of a game. */
struct course {
    int32_t start, least, most, sum;
};

struct player {
    const struct lab *lab;
    struct program *program;
    struct setup *setup;
    long point; /* whose settings program and setup have now, NONE: none */
    struct world *w;
    struct report *report;
    struct tally *tally;
    bool fired[RULES_MAX];
    struct course course[DIMENSIONS_MAX][MEASURES_EACH];
};

struct player *player_new(const struct lab *lab)
{
    struct player *player = calloc(1, sizeof *player);
    if (player == NULL) {
        return NULL;
    }
    player->lab = lab;
    player->point = NONE;
    player->program = malloc(sizeof *player->program);
    player->w = malloc(sizeof *player->w);
    player->report = malloc(sizeof *player->report);
    player->setup = malloc(sizeof *player->setup);
    if (player->program == NULL || player->w == NULL || player->report == NULL ||
        player->setup == NULL) {
        player_free(player);
        return NULL;
    }
    *player->program = *lab->program;
    *player->setup = *lab->setup;
    return player;
}

void player_free(struct player *player)
{
    if (player != NULL) {
        free(player->program);
        free(player->w);
        free(player->report);
        free(player->setup);
    }
    free(player);
}

const struct world *player_world(const struct player *player)
{
    return player->w;
}

static void count_fired(struct player *player, const struct report *report)
{
    for (int k = 0; k < report->fired; k++) {
        const int rule = report->fire[k].rule;
        if (rule > 0) {
            player->tally->fired[rule]++;
            player->tally->games[rule] += !player->fired[rule];
            player->fired[rule] = true;
        }
    }
}

static void seen(void *cls, const struct choice *choice, const struct act *act,
                 const struct world *w, const struct report *report)
{
    (void)choice;
    (void)act;
    (void)w;
    count_fired(cls, report);
}

static bool turn_act(struct player *player, enum act_verb verb)
{
    const struct act act = {(uint8_t)verb, NONE, NONE, {NONE, NONE}, 0};
    const bool done =
        engine_do(player->program, player->setup, player->w, &act, player->report, NULL);
    if (done) {
        count_fired(player, player->report);
    }
    return done;
}

/* ---- the profile ---- */

bool measure_counts(const json_t *measure)
{
    return json_object_get(measure, "log") == NULL; /* of people: nobody votes or corrects here */
}

static int32_t measured(const struct player *player, int dimension, int measure)
{
    const uint32_t code = book_measure(player->lab->book, dimension, measure);
    return code == 0 ? 0 : engine_eval(player->program, player->w, code, NULL, 0);
}

static int dimensions(const struct lab *lab)
{
    const int count = book_count(lab->book, KIND_PROFILE);
    return count < DIMENSIONS_MAX ? count : DIMENSIONS_MAX;
}

static int measures(const struct lab *lab, int dimension)
{
    const json_t *json = book_json(lab->book, KIND_PROFILE, dimension);
    const size_t count = json_array_size(json_object_get(json, "measures"));
    return count < MEASURES_EACH ? (int)count : MEASURES_EACH;
}

static void course_note(struct player *player, bool first)
{
    for (int d = 0; d < dimensions(player->lab); d++) {
        for (int m = 0; m < measures(player->lab, d); m++) {
            struct course *c = &player->course[d][m];
            const int32_t value = measured(player, d, m);
            if (first) {
                *c = (struct course){value, INT32_MAX, INT32_MIN, 0};
                continue;
            }
            c->least = value < c->least ? value : c->least;
            c->most = value > c->most ? value : c->most;
            c->sum += value;
        }
    }
}

static int32_t outcome(const struct player *player, int d, int m)
{
    const json_t *json = book_json(player->lab->book, KIND_PROFILE, d);
    const json_t *row = json_array_get(json_object_get(json, "measures"), (size_t)m);
    const char *of = json_string_value(json_object_get(row, "of"));
    const struct course *c = &player->course[d][m];
    const int32_t end = measured(player, d, m);
    if (of == NULL || strcmp(of, "end") == 0) {
        return end;
    }
    if (strcmp(of, "start") == 0 || strcmp(of, "change") == 0) {
        return of[0] == 's' ? c->start : end - c->start;
    }
    if (strcmp(of, "min") == 0) {
        return end < c->least ? end : c->least;
    }
    return strcmp(of, "max") == 0 ? end > c->most ? end : c->most : c->sum + end;
}

/* ---- the game ---- */

static void set_point(struct player *player, long point)
{
    const struct design *design = &player->lab->design;
    for (int k = 0; k < design->factors && point != player->point; k++) {
        const struct factor *f = &design->factor[k];
        const int32_t value = design_value(design, point, k);
        if (f->param != NONE) {
            player->program->param[f->param] = value;
        } else {
            struct start *pin = &player->setup->pin[f->pin];
            pin->value = value * player->program->variable[pin->variable].scale;
        }
    }
    player->point = point;
}

static void play_turns(struct player *player, long number, const struct rows *rows)
{
    const struct setup *s = player->setup;
    struct world *w = player->w;
    for (int t = 1; t <= TURNS_MAX && w->ended == 0; t++) {
        const bool planned = t <= s->turns;
        if ((!planned && (!player->lab->later || s->turn[t].days == 0)) ||
            !turn_act(player, ACT_TURN)) {
            break;
        }
        if (t > 1 && planned) {
            course_note(player, false);
        }
        auto_turn(player->program, s, w, UINT64_MAX, seen, player, player->report);
        if (rows->turns != NULL) {
            rows_turn(player->lab, number, w, rows->turns);
        }
    }
}

static void take_truths(const struct player *player, struct record *record)
{
    const struct setup *s = player->setup;
    for (int d = 0; d < s->draws; d++) {
        const struct draw *draw = &s->draw[d];
        const int32_t value = engine_value(player->program, player->w, draw->variable, NONE, NONE) /
                              player->program->variable[draw->variable].scale;
        record->truth[d] = NONE;
        for (int k = 0; k < draw->options; k++) {
            record->truth[d] = (int16_t)(draw->value[k] == value ? k : record->truth[d]);
        }
    }
}

static void take_facts(const struct player *player, struct record *record)
{
    const json_t *facts =
        json_object_get(json_object_get(scenario_json(player->lab->scenario), "later"), "facts");
    for (size_t k = 0; k < json_array_size(facts) && k < FACTS_EACH; k++) {
        record->fact[k] =
            engine_eval(player->program, player->w,
                        scenario_fact_when(player->lab->scenario, (int)k), NULL, 0) != 0;
    }
}

bool player_play(struct player *player, long number, const struct rows *rows, struct tally *tally)
{
    const struct lab *lab = player->lab;
    struct record record = {.game = number,
                            .point = number / lab->games,
                            .seed = lab->seed + (uint64_t)(number % lab->games)};
    player->tally = tally;
    memset(player->fired, 0, sizeof player->fired);
    set_point(player, record.point);
    engine_start(player->program, player->setup, record.seed, lab->truth, player->w,
                 player->report);
    count_fired(player, player->report);
    take_truths(player, &record);
    course_note(player, true);
    play_turns(player, number, rows);
    record.turns = player->w->turn;
    record.ended = player->w->ended;
    (void)turn_act(player, ACT_REVEAL);
    record.faults = player->w->faults;
    for (int d = 0; d < dimensions(lab); d++) {
        for (int m = 0; m < measures(lab, d); m++) {
            record.measure[d][m] = outcome(player, d, m);
        }
    }
    take_facts(player, &record);
    if (rows->games != NULL) {
        rows_game(lab, &record, player->w, rows->games);
    }
    if (rows->motions != NULL) {
        rows_motions(lab, number, player->w, rows->motions);
    }
    return (rows->games == NULL || ferror(rows->games) == 0) &&
           (rows->turns == NULL || ferror(rows->turns) == 0) &&
           (rows->motions == NULL || ferror(rows->motions) == 0);
}
