/* SPDX-License-Identifier: EUPL-1.2 */
/* recording_lines.h -- single lines of a recording: written when it is made, written again to
 * verify it. */
#ifndef GAME_RECORDING_LINES_H
#define GAME_RECORDING_LINES_H

#include "game/recording.h"

/* The hash over files of the rules, in the order of their names, as hex. */
void recording_hash(const json_t *files, char ret_hex[HASH_HEX_SIZE]);
/* The header of a session, without the chain. */
void recording_header(const struct session *session, struct buf *line);
/* One file of the book or the scenario (`of`), without the chain. */
void recording_file(const char *of, const char *name, const json_t *doc, struct buf *line);

#endif
