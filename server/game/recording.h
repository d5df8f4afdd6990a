/* SPDX-License-Identifier: EUPL-1.2 */
/* recording.h -- a game as JSON Lines: header, book and scenario one file a line, one event a line
 * chained by hashes, end. It shows damage and changed results; it is no signature. */
#ifndef GAME_RECORDING_H
#define GAME_RECORDING_H

#include "game/library.h"
#include "game/session.h"

enum { RECORDING_FORMAT = 1, RECORDING_LINE_MAX = 8 << 20, RECORDING_LINES_MAX = 200000 };

/* The header of a session under its scenario, without newline; its hash is the first link of the
 * chain, which recording_begin() sets in session->link. Call it right after CREATE was applied,
 * before the line is written. */
void recording_begin(struct session *session);
/* Header and files as lines with newlines, and the closing line. Events between them come from the
 * store as they are. */
void recording_head(const struct session *session, struct buf *ret_lines);
void recording_tail(const struct session *session, struct buf *ret_line);

/* Told after each event that was recomputed and found equal. Return false to stop. */
typedef bool (*recording_seen)(void *cls, struct session *session, int64_t seq, enum input type);

/* Reads, checks and recomputes a whole recording. ERR_DAMAGED: `ret_line` is the first line that
 * differs (from 1) and `err` says how. `session_id` of the recording is kept. `seen` may be NULL.
 */
enum err_code recording_verify(const char *data, size_t size, recording_seen seen, void *cls,
                               int64_t *ret_line, struct err *err);

#endif
