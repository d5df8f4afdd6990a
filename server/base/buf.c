/* SPDX-License-Identifier: EUPL-1.2 */
/* buf.c -- growable text with a hard maximum. Never holds more than `max` bytes, never aborts. */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_spans.h"

enum {
    ROOM_FIRST = 256, /* most answers fit in it: one allocation */
    INT_DIGITS = 20   /* of 2^64 */
};

void buf_init(struct buf *buf, size_t max)
{
    assert(max < SIZE_MAX / 2);
    *buf = (struct buf){.max = max};
}

void buf_done(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){.max = buf->max, .spans = buf->spans};
}

void buf_clear(struct buf *buf)
{
    buf->size = 0;
    buf->failed = false;
    if (buf->data)
        buf->data[0] = '\0';
    if (buf->spans)
        json_spans_clear(buf->spans);
}

/* Room for `more` bytes and the NUL behind them. */
static bool buf_need(struct buf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (more > buf->max - buf->size) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->size + more + 1;
    if (need <= buf->room)
        return true;
    size_t room = buf->room ? buf->room * 2 : ROOM_FIRST;
    if (room > buf->max + 1)
        room = buf->max + 1;
    if (room < need)
        room = need;
    char *data = realloc(buf->data, room);
    if (!data) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->room = room;
    return true;
}

void buf_add(struct buf *buf, const char *data, size_t size)
{
    if (size == 0 || !buf_need(buf, size))
        return;
    memcpy(buf->data + buf->size, data, size);
    buf->size += size;
    buf->data[buf->size] = '\0';
}

void buf_str(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_grow_char(struct buf *buf, char c)
{
    if (!buf_need(buf, 1))
        return;
    buf->data[buf->size++] = c;
    buf->data[buf->size] = '\0';
}

void buf_int(struct buf *buf, int64_t value)
{
    char digits[INT_DIGITS + 1];
    char *first = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--first = (char)('0' + (char)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--first = '-';
    buf_add(buf, first, (size_t)(digits + sizeof digits - first));
}

void buf_fmt(struct buf *buf, const char *format, ...)
{
    char small[ROOM_FIRST];
    va_list list;
    va_start(list, format);
    int size = vsnprintf(small, sizeof small, format, list);
    va_end(list);
    if (size < 0) {
        buf->failed = true;
        return;
    }
    if ((size_t)size < sizeof small) {
        buf_add(buf, small, (size_t)size);
        return;
    }
    if (!buf_need(buf, (size_t)size))
        return;
    va_start(list, format);
    (void)vsnprintf(buf->data + buf->size, (size_t)size + 1, format, list);
    va_end(list);
    buf->size += (size_t)size;
}

const char *buf_text(struct buf *buf)
{
    return buf->data && buf->size > 0 ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
    if (!buf->failed)
        (void)buf_need(buf, 0);
    if (buf->failed) {
        buf_done(buf);
        return NULL;
    }
    char *data = buf->data;
    data[buf->size] = '\0';
    *buf = (struct buf){.max = buf->max, .spans = buf->spans};
    return data;
}
