/* SPDX-License-Identifier: EUPL-1.2 */
/* world.h -- the whole state of a game that a rule can see: one flat struct, copied by assignment.
 * No pointers. */
#ifndef ENGINE_WORLD_H
#define ENGINE_WORLD_H

#include <stdint.h>

#include "engine/program.h"

struct incident {
    int16_t template, victim, origin; /* origin: the actor who ordered it, NONE for the script */
    int16_t turn, day, ordinal;       /* ordinal within (turn, origin): the stable name for dice */
    uint8_t open, dose;
};

/* What can go wrong in a book at run time. The value is 0, an effect with such a value is
 * left out, the world goes on, world.faults counts it. */
enum fault {
    FAULT_NONE,
    FAULT_OVERFLOW,
    FAULT_DIVISION,
    FAULT_STEPS,
    FAULT_STACK,
    FAULT_INDEX,
    FAULT_SETS, /* two different sets of one number in one moment: the first stays */
    FAULT_FULL, /* no room for a write, an incident or a pending effect: it is left out */
    FAULTS
};

enum motion_state {
    MOTION_TABLED,
    MOTION_BROKEN,
    MOTION_ADOPTED,
    MOTION_EFFECTIVE,
    MOTION_REFUSED,
    MOTION_DROPPED,
    MOTION_LAPSED
};

struct motion {
    int16_t kind, by, incident; /* incident NONE when the kind has no target */
    int16_t turn, day, ordinal; /* ordinal: among this turn's motions of its kind */
    int16_t decided;            /* turn of the outcome, 0 while pending */
    int16_t
        due_day; /* adopted: the day from which it is in effect; conditional: the day it lapses */
    uint8_t state, round, options,
        consent;  /* consent: 0 not needed or given, 1 awaited, 2 refused */
    uint16_t rev; /* grows when text or state changes, never with an answer that breaks nothing or a
                     slip */
    uint8_t extended;             /* times the deadline was put off */
    uint8_t position[ACTOR_MAX];  /* enum answer */
    uint8_t condition[ACTOR_MAX]; /* 1 + condition of a YES_IF, 0 none; under silence 1: it asked
                                     and was answered this round */
    int8_t slip[ACTOR_MAX];       /* -1 none */
    uint8_t mandate[ACTOR_MAX];   /* parliament on the slip: 0 not asked, 1 agreed, 2 refused: the
                                     lowest applies */
};

enum order_state { ORDER_FREE, ORDER_QUEUED, ORDER_DONE, ORDER_REFUSED };

struct order {
    int16_t action, actor;
    int16_t target[TARGET_MAX];   /* NONE when the action has fewer */
    int16_t level, turn, ordinal; /* ordinal: the least free among the actor's same orders (action,
                                     targets) of the turn */
    uint8_t state, consent;       /* consent as in struct motion */
    int32_t paid[COSTS_EACH_MAX]; /* what was paid when it was queued: given back on cancel or
                                     refused consent */
};

struct pending { /* an effect on its way */
    int16_t day, turn, effect, rule;
    int16_t bind[BIND_MAX];
    uint8_t kind[BIND_MAX]; /* enum set_kind of each name, SET_KINDS: not bound */
};

struct override { /* a correction that waits for the coming adjudication */
    uint16_t variable;
    int16_t index[2];
    int32_t value;
};

struct world {
    uint64_t seed;
    int16_t day, turn, days; /* days: length of the present turn */
    int16_t turns;           /* planned turns of the scenario */
    uint8_t ended;           /* 1 + ending, 0 while it goes on */
    uint8_t adjudicated;     /* the present turn has been */
    uint8_t revealed;
    uint8_t fault;      /* enum fault: the last one */
    int16_t fault_rule; /* the rule in which it came, NONE: elsewhere */
    uint32_t faults;
    uint16_t incidents, motions, orders, pendings, overrides;
    uint64_t events_done[EVENTS_MAX / 64]; /* once-only scripted lines */
    uint8_t uses[ACTIONS_MAX][ACTOR_MAX];  /* times an actor gave an action in this game */
    struct incident incident[INCIDENT_MAX];
    struct motion motion[MOTION_MAX];
    struct order order[ORDER_MAX];
    struct pending pending[PENDING_MAX];
    struct override override[OVERRIDES_MAX];
    int32_t value[SLOT_MAX];
};

#endif
