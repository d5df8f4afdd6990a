/* SPDX-License-Identifier: EUPL-1.2 */
/* test_json_write.c -- what the writer writes is what jansson reads: a table of texts, then random
 * values. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/json_spans.h"
#include "base/utf8.h"

struct text_case {
    const char *text;
    size_t size;
    const char *json;
};

#define TEXT(text, json)                                                                           \
    {                                                                                              \
        text, sizeof(text) - 1, json                                                               \
    }

static const struct text_case TEXTS[] = {
    TEXT("", "\"\""),
    TEXT("plain", "\"plain\""),
    TEXT("a\"b\\c/d", "\"a\\\"b\\\\c/d\""),
    TEXT("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""),
    TEXT("\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""),
    TEXT("\0", "\"\xEF\xBF\xBD\""),
    TEXT("co\xC3\xB6peratie", "\"co\xC3\xB6peratie\""),
    TEXT("\xE2\x82\xAC\xF0\x9F\x98\x80", "\"\xE2\x82\xAC\xF0\x9F\x98\x80\""),
    TEXT("\xC3", "\"\xEF\xBF\xBD\""),                 /* cut off */
    TEXT("x\xE2\x82", "\"x\xEF\xBF\xBD\""),           /* cut off after two of three */
    TEXT("\xC0\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""), /* overlong */
    TEXT("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""), /* surrogate */
    TEXT("\xF4\x90\x80\x80.", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD.\""),
    TEXT("\xFF"
         "a",
         "\"\xEF\xBF\xBD"
         "a\""),
};

Test(json_write, texts)
{
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 10000);
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        buf_clear(&buf);
        json_strn(&buf, TEXTS[i].text, TEXTS[i].size);
        cr_assert_str_eq(buf_text(&buf), TEXTS[i].json, "case %zu: %s", i, buf_text(&buf));
        json_t *read = json_loadb(buf.data, buf.size, JSON_DECODE_ANY, NULL);
        cr_assert_not_null(read, "case %zu is JSON", i);
        json_decref(read);
    }
}

Test(json_write, commas)
{
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 10000);
    buf_str(&buf, "data: ");
    json_open(&buf, '{');
    json_key(&buf, "a");
    json_open(&buf, '[');
    json_close(&buf, ']');
    json_key(&buf, "b,");
    json_open(&buf, '[');
    json_int(&buf, -1);
    json_bool(&buf, true);
    json_bool(&buf, false);
    json_nil(&buf);
    json_str(&buf, NULL);
    json_str(&buf, "x:");
    json_str(&buf, "{");
    json_open(&buf, '{');
    json_close(&buf, '}');
    json_raw(&buf, "{\"r\":1}\n", 8);
    json_raw(&buf, "2", 1);
    json_close(&buf, ']');
    json_close(&buf, '}');
    buf_char(&buf, '\n');
    json_open(&buf, '{');
    json_close(&buf, '}');
    cr_assert_str_eq(buf_text(&buf),
                     "data: {\"a\":[],\"b,\":[-1,true,false,null,null,\"x:\",\"{\",{},"
                     "{\"r\":1},2]}\n{}");
}

/* A small generator of its own: the same values on every machine. */
static uint32_t roll(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*state >> 33) % below;
}

static void random_text(uint64_t *state, struct buf *text)
{
    static const char *const PIECES[] = {"a",
                                         "Z",
                                         "0",
                                         " ",
                                         "\"",
                                         "\\",
                                         "/",
                                         "\n",
                                         "\x01",
                                         "\x1f",
                                         "\x7f",
                                         "\xC3\xA9",
                                         "\xE2\x80\xA8",
                                         "\xE2\x80\xAE",
                                         "\xF0\x9F\x8E\xB2",
                                         ",",
                                         ":",
                                         "{",
                                         "]",
                                         "\xEF\xBF\xBF"};
    buf_clear(text);
    for (uint32_t count = roll(state, 12); count > 0; count--)
        buf_str(text, PIECES[roll(state, sizeof PIECES / sizeof *PIECES)]);
}

/* Writes a random value and builds the same with jansson. */
static json_t *random_value(uint64_t *state, struct buf *buf, struct buf *text, int depth)
{
    int64_t number =
        (int64_t)((uint64_t)roll(state, 1U << 31) << 33 ^ (uint64_t)roll(state, 1U << 31) << 2);
    switch (roll(state, depth > 0 ? 7 : 5)) {
    case 0:
        number >>= roll(state, 63);
        json_int(buf, number);
        return json_integer(number);
    case 1:
        json_bool(buf, number & 4);
        return json_boolean(number & 4);
    case 2:
        json_nil(buf);
        return json_null();
    case 3:
    case 4:
        random_text(state, text);
        json_strn(buf, buf_text(text), text->size);
        return json_stringn(buf_text(text), text->size);
    case 5: {
        json_t *array = json_array();
        json_open(buf, '[');
        for (uint32_t count = roll(state, 5); count > 0; count--)
            (void)json_array_append_new(array, random_value(state, buf, text, depth - 1));
        json_close(buf, ']');
        return array;
    }
    default: {
        json_t *object = json_object();
        json_open(buf, '{');
        for (uint32_t count = roll(state, 5); count > 0; count--) {
            random_text(state, text);
            buf_fmt(text, "%u", (unsigned)count); /* keys of one object differ */
            json_key(buf, buf_text(text));
            AUTO_FREE char *key = strdup(buf_text(text));
            (void)json_object_set_new(object, key, random_value(state, buf, text, depth - 1));
        }
        json_close(buf, '}');
        return object;
    }
    }
}

Test(json_write, random_values_are_read_back)
{
    uint64_t state = 20261122;
    size_t nested = 0;
    AUTO(buf_done) struct buf buf;
    AUTO(buf_done) struct buf text;
    buf_init(&buf, 1 << 20);
    buf_init(&text, 1000);
    for (int i = 0; i < 20000; i++) {
        buf_clear(&buf);
        json_t *wanted = random_value(&state, &buf, &text, 4);
        cr_assert_not(buf.failed);
        json_error_t error;
        json_t *read =
            json_loadb(buf.data, buf.size, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
        cr_assert_not_null(read, "value %d: %s in %s", i, error.text, buf_text(&buf));
        cr_assert(json_equal(read, wanted), "value %d: %s", i, buf_text(&buf));
        nested += json_object_size(wanted) + json_array_size(wanted);
        json_decref(read);
        json_decref(wanted);
    }
    cr_assert(nested > 10000, "the generator makes nested values");
}

Test(json_write, random_bytes_are_still_json)
{
    uint64_t state = 7;
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 1000);
    int invalid = 0;
    for (int i = 0; i < 20000; i++) {
        char bytes[24];
        size_t size = roll(&state, sizeof bytes);
        for (size_t b = 0; b < size; b++)
            bytes[b] = (char)(roll(&state, 3) ? 0x80 + roll(&state, 128) : roll(&state, 128));
        invalid += !utf8_valid(bytes, size);
        buf_clear(&buf);
        json_open(&buf, '[');
        json_strn(&buf, bytes, size);
        json_close(&buf, ']');
        json_t *read = json_loadb(buf.data, buf.size, 0, NULL);
        cr_assert_not_null(read, "bytes %d", i);
        /* Valid text comes back unchanged, but for U+0000. */
        if (utf8_valid(bytes, size) && !memchr(bytes, 0, size)) {
            const json_t *got = json_array_get(read, 0);
            cr_assert_eq(json_string_length(got), size);
            cr_assert_eq(memcmp(json_string_value(got), bytes, size), 0);
        }
        json_decref(read);
    }
    cr_assert(invalid > 5000 && invalid < 20000, "both kinds occur: %d", invalid);
}

/* The objects that the writer noted, as "begin-end>after" each. */
static const char *spans_text(const struct json_spans *spans, char ret[200])
{
    size_t size = 0;
    ret[0] = '\0';
    for (uint32_t i = 0; i < spans->count; i++)
        size += (size_t)snprintf(ret + size, 200 - size, "%u-%u>%u ", spans->at[i].begin,
                                 spans->at[i].end, spans->at[i].after);
    return ret;
}

Test(json_write, places_of_objects)
{
    AUTO(json_spans_done) struct json_spans spans = {0};
    AUTO(buf_done) struct buf buf = {0};
    char text[200];
    buf_init(&buf, 1000);
    buf.spans = &spans;
    json_open(&buf, '{');
    json_key(&buf, "a");
    json_open(&buf, '{');
    json_close(&buf, '}');
    json_key(&buf, "b");
    json_open(&buf, '[');
    json_raw(&buf, "{\"c\":{}} \n", 10);
    json_raw(&buf, "7", 1);
    json_close(&buf, ']');
    json_close(&buf, '}');
    cr_expect_str_eq(buf_text(&buf), "{\"a\":{},\"b\":[{\"c\":{}},7]}");
    cr_expect_str_eq(spans_text(&spans, text), "0-25>3 5-7>2 13-21>3 ");
    cr_expect_eq(spans.open, 0);
    json_close(&buf, '}');
    cr_expect(spans.lost && spans.count == 0, "a bracket too many: nothing is known any more");
    buf_clear(&buf);
    cr_expect_not(spans.lost);
}

Test(json_write, members_of_an_object_that_is_written)
{
    AUTO(buf_done) struct buf buf = {0};
    buf_init(&buf, 1000);
    json_open(&buf, '{');
    json_inner(&buf, "{}", 2);
    json_inner(&buf, "{\"a\":1}", 7);
    json_inner(&buf, "{}", 2);
    json_inner(&buf, "{\"b\":{},\"c\":[2]}", 16);
    json_close(&buf, '}');
    cr_expect_str_eq(buf_text(&buf), "{\"a\":1,\"b\":{},\"c\":[2]}");
}
