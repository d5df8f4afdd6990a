/* SPDX-License-Identifier: EUPL-1.2 */
/* test_json_read.c -- what is read and what is refused, each limit on both sides, and the place of
 * the error. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/json_read.h"

static const struct json_limits LIMITS = {65536, JSON_DEPTH_MAX, JSON_KEYS_MAX};

static enum err_code try_read(const char *text, size_t size, const struct json_limits *limits,
                              struct err *err)
{
    json_t *const untouched = (json_t *)err;
    json_t *root = untouched;
    *err = (struct err){0};
    enum err_code code = json_read(&root, text, size, limits, err);
    cr_assert_eq(err->code, code);
    if (code == ERR_OK)
        json_decref(root);
    else
        cr_assert_eq(root, untouched, "the output is untouched on failure");
    return code;
}

static const struct {
    const char *text;
    enum err_code code;
    const char *where;
} CASES[] = {
    {"{}", ERR_OK, ""},
    {" [1, -2, \"1.5\", \"a\\\"2.5\", true, null, 9223372036854775807, -9223372036854775808] ",
     ERR_OK, ""},
    {"{\"a\":{\"b\":[[],{}]}}", ERR_OK, ""},
    {"", ERR_BAD_JSON, NULL},
    {"1", ERR_BAD_JSON, NULL},
    {"[1.0]", ERR_BAD_JSON, "line 1 column 2"},
    {"[\n 1,\n  2e3]", ERR_BAD_JSON, "line 3 column 3"},
    {"[2E3]", ERR_BAD_JSON, "line 1 column 2"},
    {"[-0.5]", ERR_BAD_JSON, "line 1 column 2"},
    {"[9223372036854775808]", ERR_BAD_JSON, NULL},
    {"{\"a\":1,\"a\":2}", ERR_BAD_JSON, NULL},
    {"{\"a\":1,\"\\u0061\":2}", ERR_BAD_JSON, NULL},
    {"[\"\\u0000\"]", ERR_BAD_JSON, NULL},
    {"[\"\xC3\"]", ERR_BAD_JSON, NULL},
    {"[\"\\ud800\"]", ERR_BAD_JSON, NULL},
    {"\xEF\xBB\xBF{}", ERR_BAD_JSON, NULL},
    {"{} x", ERR_BAD_JSON, NULL},
    {"{}{}", ERR_BAD_JSON, NULL},
    {"[\"open", ERR_BAD_JSON, NULL},
    {"[\"open\\", ERR_BAD_JSON, NULL},
    {"]]]]", ERR_BAD_JSON, NULL},
    {"[1,]", ERR_BAD_JSON, NULL},
    {"[NaN]", ERR_BAD_JSON, NULL},
    {"{\"a\":1", ERR_BAD_JSON, NULL},
    {"[01]", ERR_BAD_JSON, NULL},
    {"{'a':1}", ERR_BAD_JSON, NULL},
    {"[1] // remark", ERR_BAD_JSON, NULL},
};

Test(json_read, table)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct err err;
        cr_assert_eq(try_read(CASES[i].text, strlen(CASES[i].text), &LIMITS, &err), CASES[i].code,
                     "case %zu: %s", i, CASES[i].text);
        if (CASES[i].where)
            cr_assert_str_eq(err.where, CASES[i].where, "case %zu", i);
        if (CASES[i].code != ERR_OK)
            cr_assert(strncmp(err.where, "line ", 5) == 0 && err.text[0], "case %zu: %s %s", i,
                      err.where, err.text);
    }
    struct err err;
    cr_assert_eq(try_read("[\"a\0b\"]", 7, &LIMITS, &err), ERR_BAD_JSON, "a NUL byte");
}

static void repeat(struct buf *buf, const char *piece, int count)
{
    for (int i = 0; i < count; i++)
        buf_str(buf, piece);
}

Test(json_read, limits_on_both_sides)
{
    struct err err;
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 4 << 20);
    for (int over = 0; over < 2; over++) {
        enum err_code wanted = over ? ERR_BAD_JSON : ERR_OK;
        buf_clear(&buf);
        repeat(&buf, "[", JSON_DEPTH_MAX + over);
        repeat(&buf, "]", JSON_DEPTH_MAX + over);
        cr_assert_eq(try_read(buf.data, buf.size, &LIMITS, &err), wanted, "depth %d",
                     JSON_DEPTH_MAX + over);
        for (int wrapped = 0; wrapped < 2; wrapped++) {
            buf_clear(&buf);
            buf_str(&buf, wrapped ? "[{\"z\":{}},{" : "{");
            for (int i = 0; i < JSON_KEYS_MAX + over; i++)
                buf_fmt(&buf, "%s\"k:{%d\":%s", i ? "," : "", i, i ? "{\"x\":\":\"}" : "1");
            buf_str(&buf, wrapped ? "}]" : "}");
            cr_assert_eq(try_read(buf.data, buf.size, &LIMITS, &err), wanted, "keys %d",
                         JSON_KEYS_MAX + over);
        }
        struct json_limits narrow = {12, 2, 1};
        cr_assert_eq(try_read("[{\"a\":1}    ]", (size_t)(12 + over), &narrow, &err),
                     over ? ERR_TOO_LARGE : ERR_BAD_JSON);
        cr_assert_eq(try_read(over ? "[{\"a\":[]}]" : "[{\"a\":1}]", over ? 10 : 9, &narrow, &err),
                     wanted);
        cr_assert_eq(try_read(over ? "{\"a\":1,\"b\"}" : "{\"a\":1}", over ? 11 : 7, &narrow, &err),
                     wanted);
    }
    /* A million brackets are refused at the first one too many. */
    buf_clear(&buf);
    repeat(&buf, "[", 1000000);
    struct json_limits wide = {4 << 20, JSON_DEPTH_MAX, JSON_KEYS_MAX};
    cr_assert_eq(try_read(buf.data, buf.size, &wide, &err), ERR_BAD_JSON);
    cr_assert_str_eq(err.where, "line 1 column 33");
}
