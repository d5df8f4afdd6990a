/* SPDX-License-Identifier: EUPL-1.2 */
/* folder.h -- a folder with results: run.json says what was played, the rest follows from it. */
#ifndef LAB_FOLDER_H
#define LAB_FOLDER_H

#include "lab/lab.h"

enum { PATH_SIZE = 1024 };

/* run.json: {"format","scenario","rules","variant","games","seed","later","morris","shard","of",
 * "vary":[],"set":[],"truth":[],"policy":[]}. */

/* What distinguishes these rules and this scenario from others, 16 hex digits. */
void rules_mark(const struct scenario *scenario, char ret_mark[17]);
/* Sets a laboratory up as run.json says. */
bool lab_from(struct lab *lab, const struct scenario *scenario, const json_t *run, struct why *why);
/* The games of a shard: [lo, hi). */
void shard_range(const struct lab *lab, const json_t *run, long *ret_lo, long *ret_hi);

/* "DIR/NAME" opened; NULL with the reason. */
FILE *folder_open(const char *folder, const char *name, const char *mode, struct why *why);
/* Writes run.json, codebook.csv and points.csv. */
bool folder_describe(const struct lab *lab, const json_t *run, const char *folder, struct why *why);
/* Puts the shards' folders together in `to`; the same bytes as one run, speed apart. */
bool folder_merge(const struct lab *lab, const json_t *const *runs, const char *const *folders,
                  int count, const char *to, struct why *why);
/* Appends a file of one folder to an open one, without its first line unless `head`. */
bool folder_append(FILE *out, const char *folder, const char *name, bool head, struct why *why);

#endif
