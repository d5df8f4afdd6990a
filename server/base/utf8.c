/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.c -- decodes strict UTF-8 and cleans user text. Never changes case, never normalises, never
 * uses a locale. */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

/* Lead byte ranges with the range of the second byte (The Unicode Standard, table 3-7): this is
 * what keeps out overlong forms, surrogates and everything above U+10FFFF. */
struct lead {
    uint8_t first, last; /* of the lead byte */
    uint8_t low, high;   /* of the second byte */
    uint8_t length;
    uint8_t mask; /* bits of the lead byte that count */
};

static const struct lead LEADS[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2, 0x1F}, {0xE0, 0xE0, 0xA0, 0xBF, 3, 0x0F},
    {0xE1, 0xEC, 0x80, 0xBF, 3, 0x0F}, {0xED, 0xED, 0x80, 0x9F, 3, 0x0F},
    {0xEE, 0xEF, 0x80, 0xBF, 3, 0x0F}, {0xF0, 0xF0, 0x90, 0xBF, 4, 0x07},
    {0xF1, 0xF3, 0x80, 0xBF, 4, 0x07}, {0xF4, 0xF4, 0x80, 0x8F, 4, 0x07},
};

int32_t utf8_decode(const char *text, size_t size, size_t *ret_length)
{
    assert(size > 0);
    uint8_t byte = (uint8_t)text[0];
    *ret_length = 1;
    if (byte < 0x80)
        return byte;
    const struct lead *lead = NULL;
    for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS && !lead; i++) {
        if (byte >= LEADS[i].first && byte <= LEADS[i].last)
            lead = &LEADS[i];
    }
    if (!lead)
        return UTF8_BAD;
    uint32_t point = byte & lead->mask;
    for (size_t i = 1; i < lead->length; i++) {
        uint8_t low = i == 1 ? lead->low : 0x80;
        uint8_t high = i == 1 ? lead->high : 0xBF;
        if (i >= size || (uint8_t)text[i] < low || (uint8_t)text[i] > high) {
            *ret_length = i;
            return UTF8_BAD;
        }
        point = point << 6 | ((uint8_t)text[i] & 0x3FU);
    }
    *ret_length = lead->length;
    return (int32_t)point;
}

bool utf8_valid(const char *text, size_t size)
{
    size_t length;
    for (size_t at = 0; at < size; at += length) {
        if (utf8_decode(text + at, size - at, &length) == UTF8_BAD)
            return false;
    }
    return true;
}

size_t utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    size_t length;
    for (size_t at = 0; at < size; at += length, count++)
        (void)utf8_decode(text + at, size - at, &length);
    return count;
}

enum point_class {
    POINT_KEEP,
    POINT_SPACE, /* kept inside, dropped at both ends */
    POINT_BREAK, /* a line break */
    POINT_DROP,
    POINT_REFUSE
};

struct point_range {
    int32_t first, last;
    enum point_class class;
};

/* In order. What is not in a range is kept. */
static const struct point_range RANGES[] = {
    {0x0000, 0x0008, POINT_REFUSE}, {0x0009, 0x0009, POINT_SPACE},  {0x000A, 0x000A, POINT_BREAK},
    {0x000B, 0x000C, POINT_REFUSE}, {0x000D, 0x000D, POINT_BREAK},  {0x000E, 0x001F, POINT_REFUSE},
    {0x0020, 0x0020, POINT_SPACE},  {0x007F, 0x0084, POINT_REFUSE}, {0x0085, 0x0085, POINT_BREAK},
    {0x0086, 0x009F, POINT_REFUSE}, {0x00A0, 0x00A0, POINT_SPACE},  {0x00AD, 0x00AD, POINT_DROP},
    {0x061C, 0x061C, POINT_DROP},   {0x2000, 0x200A, POINT_SPACE},  {0x200B, 0x200B, POINT_DROP},
    {0x200E, 0x200F, POINT_DROP},   {0x2028, 0x2029, POINT_BREAK},  {0x202A, 0x202E, POINT_REFUSE},
    {0x202F, 0x202F, POINT_SPACE},  {0x205F, 0x205F, POINT_SPACE},  {0x2060, 0x2060, POINT_DROP},
    {0x2066, 0x2069, POINT_REFUSE}, {0x3000, 0x3000, POINT_SPACE},  {0xFDD0, 0xFDEF, POINT_REFUSE},
    {0xFEFF, 0xFEFF, POINT_DROP},   {0xFFF9, 0xFFFB, POINT_REFUSE},
};

static enum point_class class_of(int32_t point)
{
    if ((point & 0xFFFE) == 0xFFFE)
        return POINT_REFUSE; /* the last two of every plane are noncharacters */
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        if (point >= RANGES[i].first && point <= RANGES[i].last)
            return RANGES[i].class;
    }
    return POINT_KEEP;
}

/* Writes one kept code point; what became a space or a break is one byte. */
static void put(struct buf *clean, const char *at, size_t length, enum point_class class)
{
    if (class == POINT_BREAK)
        buf_char(clean, '\n');
    else if (*at == '\t')
        buf_char(clean, ' ');
    else
        buf_add(clean, at, length);
}

/* The bytes of `text` without white space at both ends; refuses what no text may hold. */
static enum err_code scan(const char *text, size_t size, const struct text_rule *rule,
                          size_t ret_span[2], struct err *err)
{
    size_t first = size;
    size_t end = 0;
    size_t length;
    for (size_t at = 0; at < size; at += length) {
        int32_t point = utf8_decode(text + at, size - at, &length);
        if (point == UTF8_BAD)
            return err_set(err, ERR_FIELD_VALUE, rule->where, "byte %zu is not valid UTF-8", at);
        enum point_class class = class_of(point);
        if (class == POINT_REFUSE)
            return err_set(err, ERR_FIELD_VALUE, rule->where,
                           "the character U+%04X is not allowed in a text", (unsigned)point);
        if (class == POINT_KEEP) {
            first = at < first ? at : first;
            end = at + length;
        }
    }
    ret_span[0] = first < end ? first : 0;
    ret_span[1] = end;
    return ERR_OK;
}

enum err_code text_clean(struct buf *ret_text, const char *text, size_t size,
                         const struct text_rule *rule, struct err *err)
{
    size_t span[2] = {0, 0};
    enum err_code code = scan(text, size, rule, span, err);
    if (code != ERR_OK)
        return code;
    struct buf clean;
    buf_init(&clean, span[1] - span[0]);
    size_t count = 0;
    size_t length;
    for (size_t at = span[0]; at < span[1] && code == ERR_OK; at += length) {
        int32_t point = utf8_decode(text + at, span[1] - at, &length);
        enum point_class class = class_of(point);
        if (class == POINT_DROP || (point == '\r' && at + 1 < span[1] && text[at + 1] == '\n'))
            continue;
        if (class == POINT_BREAK && rule->form == TEXT_LINE)
            code = err_set(err, ERR_FIELD_VALUE, rule->where, "this text is one line");
        put(&clean, text + at, length, class);
        count++;
    }
    if (code == ERR_OK && (count < rule->min || count > rule->max)) {
        code = err_set(err, ERR_FIELD_LENGTH, rule->where,
                       "%zu characters; at least %zu and at most %zu are allowed", count, rule->min,
                       rule->max);
    }
    if (code == ERR_OK && !clean.failed) {
        buf_clear(ret_text);
        buf_add(ret_text, buf_text(&clean), clean.size);
    }
    bool failed = clean.failed || ret_text->failed;
    buf_done(&clean);
    if (code == ERR_OK && failed)
        code = err_set(err, ERR_NO_MEMORY, rule->where, "no memory for this text");
    return code;
}
