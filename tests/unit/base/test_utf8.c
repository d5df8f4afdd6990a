/* SPDX-License-Identifier: EUPL-1.2 */
/* test_utf8.c -- every code point both ways, every kind of bad sequence, and the text policy as a
 * table. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/auto.h"
#include "base/utf8.h"

static size_t encode(uint32_t point, char out[4])
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    static const uint32_t LEAD[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(LEAD[length] | point);
    return length;
}

Test(utf8, every_code_point)
{
    for (uint32_t point = 0; point < 0x120000; point++) {
        char bytes[4];
        size_t size = encode(point, bytes);
        size_t length = 0;
        int32_t read = utf8_decode(bytes, size, &length);
        bool is_scalar = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
        cr_assert_eq(read, is_scalar ? (int32_t)point : UTF8_BAD, "U+%04X", (unsigned)point);
        if (is_scalar)
            cr_assert_eq(length, size);
        for (size_t cut = 1; cut < size; cut++)
            cr_assert_eq(utf8_decode(bytes, cut, &length), UTF8_BAD, "U+%04X cut", (unsigned)point);
    }
    /* Every pair of bytes: what is accepted is the one encoding of what it stands for. */
    for (uint32_t pair = 0; pair < 0x10000; pair++) {
        char bytes[2] = {(char)(pair >> 8), (char)(pair & 0xFF)};
        size_t length = 0;
        int32_t read = utf8_decode(bytes, 2, &length);
        cr_assert(length >= 1 && length <= 2);
        char again[4];
        if (read >= 0)
            cr_assert(encode((uint32_t)read, again) == length && memcmp(again, bytes, length) == 0,
                      "%04X", (unsigned)pair);
    }
    cr_assert_eq(utf8_count("a\xC3\xA9\xF0\x9F\x98\x80\xFF", 8), 4);
    cr_assert(utf8_valid("", 0));
    cr_assert_not(utf8_valid("\xC0\x80", 2), "overlong U+0000");
}

static const struct {
    const char *in;
    enum text_form form;
    const char *out; /* NULL: refused */
} POLICY[] = {
    {"plain", TEXT_LINE, "plain"},
    {"  \t around \xC2\xA0\xE3\x80\x80\n", TEXT_LINE, "around"},
    {"a\tb", TEXT_LINE, "a b"},
    {"a\nb", TEXT_LINE, NULL},
    {"a\rb", TEXT_LINE, NULL},
    {"a\xE2\x80\xA8"
     "b",
     TEXT_LINE, NULL},
    {"a\r\nb\rc\nd\xC2\x85"
     "e\xE2\x80\xA9"
     "f",
     TEXT_LINES, "a\nb\nc\nd\ne\nf"},
    {"\n\na\n\nb\n\n", TEXT_LINES, "a\n\nb"},
    {"na\xC3\xAFve \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80", TEXT_LINE,
     "na\xC3\xAFve \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80"},
    {"\xEF\xBB\xBFzero\xE2\x80\x8Bwidth\xE2\x80\x8F\xC2\xAD\xE2\x81\xA0", TEXT_LINE, "zerowidth"},
    {"\xE2\x80\x8B\xE2\x80\x8B", TEXT_LINE, NULL}, /* nothing is left, and one character is asked */
    {"bell\x07", TEXT_LINE, NULL},
    {"esc\x1b[31m", TEXT_LINES, NULL},
    {"del\x7f", TEXT_LINE, NULL},
    {"c1\xC2\x9B", TEXT_LINE, NULL},
    {"bad\xFF", TEXT_LINE, NULL},
    {"over\xC0\xAF", TEXT_LINE, NULL},
    {"non\xEF\xBF\xBF", TEXT_LINE, NULL},
    {"non\xF0\x9F\xBF\xBE", TEXT_LINE, NULL},
    {"", TEXT_LINE, NULL},
    {"   ", TEXT_LINES, NULL},
};

Test(utf8, text_policy)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1000);
    for (size_t i = 0; i < sizeof POLICY / sizeof *POLICY; i++) {
        struct text_rule rule = {"note", POLICY[i].form, 1, 100};
        struct err err = {0};
        buf_clear(&text);
        buf_str(&text, "before");
        enum err_code code = text_clean(&text, POLICY[i].in, strlen(POLICY[i].in), &rule, &err);
        cr_assert_eq(code == ERR_OK, POLICY[i].out != NULL, "case %zu: %s", i, err.text);
        cr_assert_str_eq(buf_text(&text), POLICY[i].out ? POLICY[i].out : "before", "case %zu", i);
        if (!POLICY[i].out)
            cr_assert(strcmp(err.where, "note") == 0 && err.text[0]);
    }
    /* All overrides and isolates, and a NUL byte, wherever they stand. */
    for (uint32_t point = 0x2029; point <= 0x206A; point++) {
        char bytes[6] = "a";
        size_t size = 1 + encode(point, bytes + 1);
        bytes[size++] = 'b';
        struct text_rule rule = {"note", TEXT_LINES, 0, 100};
        bool is_refused =
            (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        cr_assert_eq(text_clean(&text, bytes, size, &rule, NULL) == ERR_FIELD_VALUE, is_refused,
                     "U+%04X", (unsigned)point);
    }
    struct text_rule rule = {"note", TEXT_LINES, 0, 3};
    cr_assert_eq(text_clean(&text, "a\0b", 3, &rule, NULL), ERR_FIELD_VALUE);
    /* Both sides of the limits, counted in characters and after the cleaning. */
    cr_assert_eq(text_clean(&text, "  \xC3\xA9\xC3\xA9\xE2\x80\x8B\xC3\xA9  ", 13, &rule, NULL),
                 ERR_OK);
    cr_assert_eq(text_clean(&text, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 8, &rule, NULL),
                 ERR_FIELD_LENGTH);
    rule.min = 2;
    cr_assert_eq(text_clean(&text, "ab", 2, &rule, NULL), ERR_OK);
    cr_assert_eq(text_clean(&text, "a ", 2, &rule, NULL), ERR_FIELD_LENGTH);
    rule.min = 0;
    cr_assert_eq(text_clean(&text, " ", 1, &rule, NULL), ERR_OK);
    cr_assert_eq(text.size, 0);
    AUTO(buf_done) struct buf narrow;
    buf_init(&narrow, 2);
    cr_assert_eq(text_clean(&narrow, "abc", 3, &rule, NULL), ERR_NO_MEMORY,
                 "a text that does not fit is not cut");
}
