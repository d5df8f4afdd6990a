/* SPDX-License-Identifier: EUPL-1.2 */
/* verify.h -- what the two halves of the verifier share. */
#ifndef ENGINE_VERIFY_H
#define ENGINE_VERIFY_H

#include "engine/program.h"

struct verify {
    const struct program *p;
    int fault;                             /* the first one, 0: none */
    uint64_t wanted[(CODE_MAX + 63) / 64]; /* expressions that something refers to */
    uint64_t done[(CODE_MAX + 63) / 64];
};

/* Notes an expression for verify_code_all(); absent is right only where `absent` says so. */
void verify_want(struct verify *v, uint32_t code, bool absent, int line);
/* Checks every expression that was wanted, and those inside them. */
void verify_code_all(struct verify *v);
/* Checks how deep all of them go; after verify_code_all. */
void verify_depths(struct verify *v);
void verify_that(struct verify *v, bool right, int line);

#endif
