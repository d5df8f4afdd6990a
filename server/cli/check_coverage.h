/* SPDX-License-Identifier: EUPL-1.2 */
/* check_coverage.h -- `hoeksteen check --coverage`. */
#ifndef CLI_CHECK_COVERAGE_H
#define CLI_CHECK_COVERAGE_H

#include "cli/cli.h"

/* Claim by claim what carries it and which case holds it; returns an enum cli_exit: CLI_FAILURE
 * when fewer are carried, or tested, than was asked. */
int check_coverage(const struct cli_args *args);

#endif
