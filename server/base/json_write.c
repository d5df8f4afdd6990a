/* SPDX-License-Identifier: EUPL-1.2 */
/* json_write.c -- the JSON writer on top of buf. Never writes a real number, never looks at more
 * than the last byte. */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_spans.h"
#include "base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* A complete value ends in one of } ] " a digit or a letter. After anything else (an open bracket,
 * a colon, the space of "data: ", the newline of a JSON line) the next value is the first and needs
 * no comma. */
static void separate(struct buf *buf)
{
    if (buf->size == 0)
        return;
    switch (buf->data[buf->size - 1]) {
    case '{':
    case '[':
    case ':':
    case ',':
    case ' ':
    case '\n':
        return;
    default:
        buf_char(buf, ',');
    }
}

void json_open(struct buf *buf, char bracket)
{
    assert(bracket == '{' || bracket == '[');
    separate(buf);
    if (buf->spans && bracket == '{')
        json_spans_open(buf->spans, buf->size);
    buf_char(buf, bracket);
}

void json_close(struct buf *buf, char bracket)
{
    assert(bracket == '}' || bracket == ']');
    buf_char(buf, bracket);
    if (buf->spans && bracket == '}')
        json_spans_close(buf->spans, buf->size);
}

static bool is_plain(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

static void escape(struct buf *buf, uint8_t byte)
{
    static const char SHORT[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    static const char HEX[] = "0123456789abcdef";
    for (size_t i = 0; i + 1 < sizeof SHORT; i += 2) {
        if ((uint8_t)SHORT[i] == byte) {
            char pair[2] = {'\\', SHORT[i + 1]};
            buf_add(buf, pair, sizeof pair);
            return;
        }
    }
    char code[6] = {'\\', 'u', '0', '0', HEX[byte >> 4], HEX[byte & 15]};
    buf_add(buf, code, sizeof code);
}

/* Is any of these eight bytes not plain? Each comparison leaves its answer in the high bit. */
static bool has_special(uint64_t word)
{
    const uint64_t ones = UINT64_MAX / 0xFF, highs = ones * 0x80;
    const uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';
    const uint64_t control = (word - ones * 0x20) & ~word;
    return (((control | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | word) & highs) !=
            0);
}

/* How many bytes from the start on are surely plain. */
static size_t plain_run(const char *text, size_t size)
{
    size_t at = 0;
    for (uint64_t word; size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        if (has_special(word))
            return at;
    }
    return at;
}

/* Everything between the quotes: plain runs are copied whole. */
static void quoted(struct buf *buf, const char *text, size_t size)
{
    buf_char(buf, '"');
    size_t run = 0;
    size_t at = plain_run(text, size);
    while (at < size) {
        uint8_t byte = (uint8_t)text[at];
        size_t length = 1;
        if (is_plain(byte) || (byte >= 0x80 && utf8_decode(text + at, size - at, &length) >= 0)) {
            at += length;
            continue;
        }
        buf_add(buf, text + run, at - run);
        /* A reader refuses U+0000 inside a string, so it is replaced like a bad byte. */
        if (byte >= 0x80 || byte == 0)
            buf_str(buf, REPLACEMENT);
        else
            escape(buf, byte);
        at += length;
        run = at;
    }
    buf_add(buf, text + run, at - run);
    buf_char(buf, '"');
}

void json_key(struct buf *buf, const char *key)
{
    separate(buf);
    quoted(buf, key, strlen(key));
    buf_char(buf, ':');
}

void json_str(struct buf *buf, const char *text)
{
    if (text)
        json_strn(buf, text, strlen(text));
    else
        json_nil(buf);
}

void json_strn(struct buf *buf, const char *text, size_t size)
{
    separate(buf);
    quoted(buf, text, size);
}

void json_int(struct buf *buf, int64_t value)
{
    separate(buf);
    buf_int(buf, value);
}

void json_bool(struct buf *buf, bool value)
{
    json_raw(buf, value ? "true" : "false", value ? 4 : 5);
}

void json_nil(struct buf *buf)
{
    json_raw(buf, "null", 4);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

void json_raw(struct buf *buf, const char *json, size_t size)
{
    /* White space behind the value would hide from separate() that a value was written. */
    while (size > 0 && is_space(json[size - 1]))
        size--;
    assert(size > 0);
    separate(buf);
    buf_add(buf, json, size);
    if (buf->spans && json[0] == '{' && !buf->failed)
        json_spans_whole(buf->spans, buf->size - size, buf->size);
}

void json_inner(struct buf *buf, const char *object, size_t size)
{
    assert(size >= 2 && object[0] == '{' && object[size - 1] == '}');
    if (size > 2)
        json_raw(buf, object + 1, size - 2);
}
