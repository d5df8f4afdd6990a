/* SPDX-License-Identifier: EUPL-1.2 */
/* buf.h -- growable text with a hard maximum, and the small JSON writer on top of it.
 * After a failed growth the buffer stays `failed` and ignores writes: check once at the end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_spans;
struct buf {
    char *data;  /* NUL-terminated when size > 0 or after buf_text() */
    size_t size; /* bytes used, without the NUL */
    size_t room; /* bytes allocated */
    size_t max;  /* bytes that are never exceeded */
    bool failed;
    struct json_spans *spans; /* NULL, or where the writer notes its objects (json_spans.h) */
};

void buf_init(struct buf *buf, size_t max); /* embedded; no allocation */
void buf_done(struct buf *buf);             /* frees; accepts a zeroed struct */
void buf_clear(struct buf *buf);            /* size 0, failed false, keeps the room */
void buf_add(struct buf *buf, const char *data, size_t size);
void buf_str(struct buf *buf, const char *text);
void buf_grow_char(struct buf *buf, char c); /* buf_char where there may be no room */
void buf_int(struct buf *buf, int64_t value);
void buf_fmt(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *buf_text(struct buf *buf); /* borrowed, NUL-terminated; "" when empty */
char *
buf_take(struct buf *buf); /* yours to free; the buffer is empty afterwards; NULL when failed */

/* Half of what is written is one byte: where there is room, it is put there at once. */
static inline void buf_char(struct buf *buf, char c)
{
    if (buf->failed || buf->room < buf->size + 2) {
        buf_grow_char(buf, c);
        return;
    }
    buf->data[buf->size++] = c;
    buf->data[buf->size] = '\0';
}

/* JSON. The writer puts the commas: a value or a key after another gets one. Keys and strings are
 * escaped, invalid UTF-8 is replaced by U+FFFD. Output equals what jansson reads back (tested). */
void json_open(struct buf *buf, char bracket); /* '{' or '[' */
void json_close(struct buf *buf, char bracket);
void json_key(struct buf *buf, const char *key);
void json_str(struct buf *buf, const char *text); /* NULL writes null */
void json_strn(struct buf *buf, const char *text, size_t size);
void json_int(struct buf *buf, int64_t value);
void json_bool(struct buf *buf, bool value);
void json_nil(struct buf *buf); /* writes null; jansson has a json_null() of its own */
/* The members of an object that is written already, without its brackets. */
void json_inner(struct buf *buf, const char *object, size_t size);
void json_raw(struct buf *buf, const char *json,
              size_t size); /* one complete value, written as it is */

#endif
