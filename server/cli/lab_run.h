/* SPDX-License-Identifier: EUPL-1.2 */
/* lab_run.h -- plays the games of a laboratory with many processes into a folder. */
#ifndef CLI_LAB_RUN_H
#define CLI_LAB_RUN_H

#include "lab/folder.h"

/* Plays the shard that `run` names and writes its tables. The bytes do not depend on `jobs`. */
bool lab_run(const struct lab *lab, const json_t *run, const char *folder, int jobs,
             struct why *why);

#endif
