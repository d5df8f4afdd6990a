/* SPDX-License-Identifier: EUPL-1.2 */
/* assess_score.h -- `hoeksteen assess --score`. */
#ifndef CLI_ASSESS_SCORE_H
#define CLI_ASSESS_SCORE_H

#include "cli/cli.h"

/* All historical cases against what happened, beside rules that always say no. */
int assess_score(const struct cli_args *args);

#endif
