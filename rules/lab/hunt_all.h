/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_all.h -- cases for all that survived. */
#ifndef LAB_HUNT_ALL_H
#define LAB_HUNT_ALL_H

#include "lab/mutant.h"

/* Hunts for a case for each mutant that `wanted` marks; what an earlier find notices needs no
 * other.
 * {"rule":[cases],"formula":[...]}, yours; `wanted` keeps only those that nothing notices. */
json_t *hunt_all(struct mutants *mutants, const struct bench *bench, bool *wanted, uint32_t seed);
/* Adds to more-<kind>s.json for each kind with a find, a case a line; new ids for those that are
 * taken there. */
bool hunt_write(const json_t *found, const char *folder);

#endif
