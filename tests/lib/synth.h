/* SPDX-License-Identifier: EUPL-1.2 */
/* synth.h -- a made-up book of the size of a real one: 32 members, every procedure, orders of every
 * moment, delays, draws, derived numbers, policies of every kind. For whole turns in tests and
 * benches; it means nothing. */
#ifndef TESTS_SYNTH_H
#define TESTS_SYNTH_H

#include "asm.h"

enum synth_set {
    SYNTH_ACTORS,
    SYNTH_MEMBERS,
    SYNTH_REGIONS,
    SYNTH_INCIDENTS,
    SYNTH_MOTIONS,
    SYNTH_ORDERS
};
enum {
    SYNTH_ALLIES = 32,
    SYNTH_CHAIR = 32,
    SYNTH_COMMAND,
    SYNTH_UNION,
    SYNTH_RED,
    SYNTH_NEUTRAL,
    SYNTH_TURNS = 8
};
enum synth_variable { /* in this order */
                      SYNTH_COH,
                      SYNTH_LINE,
                      SYNTH_RUNG,
                      SYNTH_PREP,
                      SYNTH_FEAR,
                      SYNTH_TRUTH,
                      SYNTH_PC,
                      SYNTH_RES,
                      SYNTH_THR,
                      SYNTH_PUB,
                      SYNTH_POST,
                      SYNTH_HYB,
                      SYNTH_SEV,
                      SYNTH_EVI,
                      SYNTH_CONF,
                      SYNTH_ANSWER,
                      SYNTH_BEL,
                      SYNTH_CARD,
                      SYNTH_MOOD,
                      SYNTH_ALERT,
                      SYNTH_CRED,
                      SYNTH_ARG,
                      SYNTH_MEAN,
                      SYNTH_TALK
};

struct assembly *synth_new(void);                   /* free() it */
uint64_t synth_everybody(const struct assembly *a); /* the mask of all actors */
/* 64-bit name of a world's canonical bytes. */
uint64_t synth_hash(const struct assembly *a, const struct world *w);

#endif
