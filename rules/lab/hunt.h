/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt.h -- seeks a case that notices a mutant: random worlds of what the object reads, on which
 * the book and the changed book part; then everything is left out that is not needed. The numbers
 * of such a case are the book's own: a person reads it before it is kept. */
#ifndef LAB_HUNT_H
#define LAB_HUNT_H

#include "lab/mutant.h"

enum { POOL_MAX = 48, ACTORS_USED = 4, TRIES = 5000 };

struct hunt {
    const struct mutant *m;
    const struct book *book;
    struct bench *before, *after; /* the book and the changed book */
    enum kind kind;
    int object;         /* index of its kind */
    const json_t *json; /* of the object */
    /* what the object reads, directly and through formulas */
    bool variable[VARIABLES_MAX], formula[FORMULAS_MAX];
    bool incidents, motions, orders;
    int template[POOL_MAX], kinds[POOL_MAX], action[POOL_MAX];
    int templates, kindss, actions;
    int param[POOL_MAX]; /* parameters that it names: its conditions compare with them */
    int params, turn;
    const char *actor[ACTORS_USED];
    uint32_t state; /* of the dice */
};

/* A case that holds on the book and not on the mutant, with its title and its ground, or NULL. */
json_t *hunt_find(struct hunt *hunt);

/* hunt_read.c */
void hunt_reads(struct hunt *hunt);
/* hunt_world.c */
uint32_t hunt_dice(struct hunt *hunt, uint32_t sides);
json_t *hunt_given(struct hunt *hunt);
json_t *hunt_options(struct hunt *hunt, int motion);
/* One of the list, seldom any of all. */
int hunt_one(struct hunt *hunt, const int *list, int count, int all);
/* hunt_case.c */
/* The case without expectations; NULL when this kind of mutant shows nowhere. */
json_t *hunt_case(struct hunt *hunt);
/* hunt_text.c: title, claims or assumptions. */
void hunt_name(const struct hunt *hunt, json_t *one, int number);

#endif
