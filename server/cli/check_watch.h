/* SPDX-License-Identifier: EUPL-1.2 */
/* check_watch.h -- does something again whenever a file of a folder changes. */
#ifndef CLI_CHECK_WATCH_H
#define CLI_CHECK_WATCH_H

#include "cli/cli.h"

/* Runs `check` now and after each change below the folders (NULL ends the list), until Ctrl-C;
 * returns CLI_OK then. */
int check_watch(const struct cli_args *args, const char *const *folders,
                int (*check)(const struct cli_args *args));

#endif
