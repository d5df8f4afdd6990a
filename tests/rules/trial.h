/* SPDX-License-Identifier: EUPL-1.2 */
/* trial.h -- a property of the rules, tried on worlds that random play reached: two equal copies,
 * one thing varied. */
#ifndef RULES_TRIAL_H
#define RULES_TRIAL_H

#include "play.h"

enum verdict {
    HELD,
    BROKEN_LAW,
    NOT_HERE
}; /* NOT_HERE: the world offers no such case; not counted */

struct trial {
    const struct play *play;
    const struct world *w; /* as reached, with the turn open */
    struct world *a, *b;   /* fresh copies of it for each trial */
    uint64_t seed;         /* of the game */
    uint32_t lots;         /* how many lots were drawn in it */
    char why[200];
};

struct property {
    int number;
    const char *text;
    enum verdict (*holds)(struct trial *trial);
};

/* case_properties.c: the case and the willingness. act_properties.c: orders, contributions, the
 * record. council_properties.c: motions. drift_properties.c: what time does, and the profile. A
 * number of 0 ends each. */
extern const struct property case_properties[], act_properties[], council_properties[],
    drift_properties[];

/* lo..hi, both included; the same for the same seed. */
int trial_pick(struct trial *trial, int lo, int hi);
/* Two different numbers, the lower first. */
void trial_two(struct trial *trial, int lo, int hi, int *ret_low, int *ret_high);
/* An open incident, an ally; NONE when there is none. */
int trial_incident(struct trial *trial);
int trial_ally(struct trial *trial);
/* BROKEN_LAW with what was seen unless `holds`. */
enum verdict trial_law(struct trial *trial, bool holds, const char *what, long first, long second);

/* Ends the turn in both worlds; then this number is no more in `b` than in `a`. */
enum verdict trial_no_more(struct trial *trial, const char *variable, const char *what);

/* An attribute of an actor. */
int trial_actor_is(const struct trial *trial, const char *attribute, int actor);
/* Brings derived numbers up to date after the world was changed by hand. */
void trial_settle(const struct trial *trial, struct world *w);
/* Article 5 on an incident, tabled by its victim; NONE when it may not be tabled now. */
int trial_clause(const struct trial *trial, struct world *w, int incident);
/* Everybody answers, and the time is up. */
void trial_vote(const struct trial *trial, struct world *w, int motion, enum answer answer);

#endif
