/* SPDX-License-Identifier: EUPL-1.2 */
/* twin.h -- two worlds that are the same but for something that most people at the table may not
 * know. */
#ifndef GAME_TWIN_H
#define GAME_TWIN_H

#include "random_game.h"

enum { WORLDS = 2, SEND_MAX = 6000 };

struct twin {
    uint64_t seed;
    int step;
    struct party party[WORLDS];
    struct random_game game[WORLDS]; /* the dice of world 0 choose what both do */
    struct dice own[WORLDS];         /* what differs is drawn from these */
    const struct secret *secret;
    char team[49]; /* whose secret it is */
    int knower;    /* a seat of it; 0 for the facilitator */
    bool knows[PARTY_SEATS_MAX];
    char last[SEND_MAX];
    bool differs; /* somebody who may know was sent other bytes in one world than in the other */
    long steps, bytes, varied, accepted;
};

#define PHASE_MASK_TURN                                                                            \
    (PHASE_BIT(INTEL) | PHASE_BIT(ASSESS) | PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL) |           \
     PHASE_BIT(ADJUDICATE) | PHASE_BIT(OUTCOME))

/* Who may know: besides the one whose secret it is. */
enum knowers { KNOW_TEAM = 1, KNOW_HOST = 2, KNOW_RED = 4 };

struct secret {
    const char *name;
    uint32_t phases;   /* in which it can be made */
    uint32_t ends;     /* entering one of these phases discloses it ... */
    const char *why;   /* ... because */
    uint8_t who;       /* enum knowers */
    uint8_t of;        /* ROLE_PLAYER: a team's, chosen by lot; ROLE_HOST: the facilitator's */
    bool red;          /* only the red team's */
    const char *quiet; /* a command that nobody else gives meanwhile: it would tell */
    /* Does something in one world; false when there was nothing to do there. */
    bool (*vary)(struct twin *twin, int world);
    bool (*fits)(struct twin *twin, int seat); /* can it be this seat's? NULL: any */
    void (*bring)(
        struct twin *twin); /* does in both worlds what lets it fit somebody; NULL: play does */
};
extern const struct secret SECRETS[];
extern const int SECRETS_COUNT;

/* For secrets: a command in one world, with a key of its own; true when it was accepted. Takes
 * `body`. */
bool twin_send(struct twin *twin, int world, int seat, json_t *body);
/* The same command in both worlds. Takes `body`. */
void twin_both(struct twin *twin, int seat, json_t *body);
/* From here on this seat may know as well. */
void twin_tell(struct twin *twin, int seat);
/* Stops the test when somebody who may not know was sent other bytes than in the other world; then
 * forgets them. */
void twin_compare(struct twin *twin);
const json_t *twin_view(struct twin *twin, int world, int seat);

#endif
