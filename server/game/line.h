/* SPDX-License-Identifier: EUPL-1.2 */
/* line.h -- one event as it is stored and recorded: a JSON line, chained by the hash of the line
 * before.
 * {"seq":12,"t":90123,"type":"act","by":"p3","key":"0f…","data":{…},"out":{…},"prev":"hex"} */
#ifndef GAME_LINE_H
#define GAME_LINE_H

#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "game/session.h"

/* Writes the line (without newline) for input `type`, which was just applied as session->seq, and
 * moves the chain on: session->link becomes the line's hash. `key`: 16 hex digits naming the
 * idempotency key, or NULL. */
void line_write(struct session *session, enum input type, const char *by, const char *key,
                const char *data, const struct buf *out, struct buf *ret_line);

/* A line read back. `root` is owned by the reader; the rest is borrowed from it. */
struct line {
    json_t *root;
    int64_t seq, t;
    enum input type;
    const char *by, *key;
    const json_t *data;
};
/* ERR_DAMAGED says what is wrong with the line itself. */
enum err_code line_read(const char *text, size_t size, struct line *ret_line, struct err *err);
void line_done(struct line *line);
/* The bytes of the line's "out" object, borrowed from `text`: what verify compares. */
bool line_out(const char *text, size_t size, const char **ret_out, size_t *ret_size);

#endif
