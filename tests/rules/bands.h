/* SPDX-License-Identifier: EUPL-1.2 */
/* bands.h -- what the files of the bands share: a share of games with its band, and faults counted.
 */
#ifndef RULES_BANDS_H
#define RULES_BANDS_H

#include "play.h"

enum { WHOLE_SAMPLE = 1000 }; /* with fewer games chance alone leaves the bands: they widen */

/* Prints "what: x of n = p % (band lo-hi)" and returns 1 when p is outside. The band widens by
 * three standard errors of a share for the games that are missing from a whole sample. */
int band_check(const char *what, long part, long of, int lo, int hi, int seeds);

/* danger.c: which decision is how dangerous, and single votes. Returns faults. */
int danger_check(const struct play *play, int seeds);

/* silent.c: rules that fired, by id, against the list of those that cannot. */
struct fired {
    long rule[RULES_MAX];
};
void fired_note(struct fired *fired, const struct report *report);
int fired_check(const struct play *play, const struct fired *fired, int seeds);

#endif
