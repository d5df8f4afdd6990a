/* SPDX-License-Identifier: EUPL-1.2 */
/* lab.h -- thousands of automated games of one scenario: what is varied, one game, its rows. A game
 * depends on its number alone, never on who plays it or when. */
#ifndef LAB_LAB_H
#define LAB_LAB_H

#include <stdio.h>

#include "compiler/book.h"

enum {
    VARIES_MAX = 16,
    POINTS_MAX = 100000, /* combinations of settings */
    FACTORS_MAX = 1024,  /* parameters of a screening */
    MEASURES_EACH = 8,   /* of one dimension of the profile */
    DIMENSIONS_MAX = 32,
    FACTS_EACH = 32,
    OPTION_TEXT_MAX = 200
};

/* A number that takes several values. */
struct factor {
    char name[ADJUST_NAME_MAX];
    int param;           /* of the program; NONE: a start value */
    struct start place;  /* of a start value */
    int pin;             /* its number among those that the setup sets, when it varies */
    int32_t lo, hi, now; /* a parameter's range and value in the register, a start value's range */
    int values;          /* of a sweep: lo + step * 0.. */
    int32_t step;
};

/* All settings that are played. A sweep: every combination, the first factor the slowest. A Morris
 * screening: trajectories through the register's ranges, one factor changed at each step. */
struct design {
    int factors, trajectories; /* 0 trajectories: a sweep */
    long points;
    struct factor factor[FACTORS_MAX];
    /* A screening: for each point the factor that changed since the one before (NONE: the first of
     * a trajectory), and the value of each factor at each point. */
    int16_t *changed;
    int32_t *value;
};

struct lab {
    const struct book *book;
    const struct scenario *scenario;
    struct program *program; /* a copy: policies may be switched off, parameters set */
    struct setup *setup;     /* a copy: a variant and options add start values */
    int16_t truth[DRAWS_MAX];
    bool later;
    uint64_t seed;
    long games; /* at each point; the same seeds at every point */
    struct design design;
};

/* ---- setting up: false with what was wrong in `why` ---- */
struct why {
    char text[OPTION_TEXT_MAX];
};
bool lab_init(struct lab *lab, const struct scenario *scenario, struct why *why);
void lab_done(struct lab *lab);
bool lab_variant(struct lab *lab, const char *id, struct why *why);
/* "intent=offensive": a hidden truth fixed. */
bool lab_truth(struct lab *lab, const char *text, struct why *why);
/* "p.n05=off", or with a star at the end every policy whose id begins so. */
bool lab_policy(struct lab *lab, const char *text, struct why *why);
/* "MA-14.base=9", "RES[DE]=35". */
bool lab_set(struct lab *lab, const char *text, struct why *why);
/* "MA-14.base=4..12:2", "RES[DE]=20..80:20"; without a step 1. */
bool lab_vary(struct lab *lab, const char *text, struct why *why);
bool lab_morris(struct lab *lab, int trajectories, struct why *why);
/* After all factors are there. */
bool design_close(struct design *design, struct why *why);
/* The value of a factor at a point. */
int32_t design_value(const struct design *design, long point, int factor);
void design_done(struct design *design);

/* ---- one game ---- */
struct record {
    long game, point;
    uint64_t seed;
    int16_t truth[DRAWS_MAX]; /* option, NONE: another value */
    int turns, ended;         /* 1 + ending */
    uint32_t faults;
    int32_t measure[DIMENSIONS_MAX][MEASURES_EACH];
    bool fact[FACTS_EACH];
};
/* Counts of rules over games. */
struct tally {
    uint64_t fired[RULES_MAX], games[RULES_MAX];
};
/* Where rows go; each may be NULL. */
struct rows {
    FILE *games, *turns, *motions;
};
/* Memory for one player: a world, a report. */
struct player;
struct player *player_new(const struct lab *lab);
void player_free(struct player *player);
/* Plays game `number` (point = number / games) and writes its rows; false: a file is full. */
bool player_play(struct player *player, long number, const struct rows *rows, struct tally *tally);
/* The world as the last game left it, for tests. */
const struct world *player_world(const struct player *player);

/* ---- its rows (rows.c) ---- */
void rows_head(const struct lab *lab, const struct rows *rows);
void rows_game(const struct lab *lab, const struct record *record, const struct world *w,
               FILE *out);
void rows_turn(const struct lab *lab, long game, const struct world *w, FILE *out);
void rows_motions(const struct lab *lab, long game, const struct world *w, FILE *out);
bool rows_rules(const struct lab *lab, const struct tally *tally, FILE *out);
bool rows_points(const struct lab *lab, FILE *out);
/* codebook.c: every column and every word in it, in both languages. */
bool codebook_write(const struct lab *lab, FILE *out);

/* Profile: a measure that games without people have. */
bool measure_counts(const json_t *measure);

#endif
