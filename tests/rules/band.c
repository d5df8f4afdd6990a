/* SPDX-License-Identifier: EUPL-1.2 */
/* band.c -- one share of games against its band, with the line that is printed about it. */
#include <math.h>
#include <stdio.h>

#include "bands.h"

int band_check(const char *what, long part, long of, int lo, int hi, int seeds)
{
    const double share = of > 0 ? 100.0 * (double)part / (double)of : 0.0;
    const double missing =
        seeds < WHOLE_SAMPLE && of > 0 ? 3.0 * sqrt(share * (100.0 - share) / (double)of) : 0.0;
    const double floor =
        seeds < WHOLE_SAMPLE ? 4.0 : 0.0; /* also where the share itself is 0 or 100 */
    const double wider = missing > floor ? missing : floor;
    const bool good = of > 0 && share >= (double)lo - wider && share <= (double)hi + wider;
    (void)printf("%s %s: %ld of %ld = %.1f %% (band %d-%d)\n", good ? "  ok " : "FAULT", what, part,
                 of, share, lo, hi);
    return good ? 0 : 1;
}
