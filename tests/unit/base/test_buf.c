/* SPDX-License-Identifier: EUPL-1.2 */
/* test_buf.c -- buf: growth, the hard maximum on both sides, and what a failed buffer still does.
 */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"

Test(buf, writes_what_is_asked)
{
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 100000);
    cr_assert_str_eq(buf_text(&buf), "");
    buf_str(&buf, "ab");
    buf_char(&buf, 'c');
    buf_add(&buf, "", 0);
    buf_fmt(&buf, "-%d-%s", 7, "x");
    cr_assert_str_eq(buf_text(&buf), "abc-7-x");
    char big[5000];
    memset(big, 'y', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    buf_fmt(&buf, "%s!", big);
    cr_assert_eq(buf.size, 7 + sizeof big);
    cr_assert_eq(buf.data[buf.size - 1], '!');
    cr_assert_eq(buf.data[buf.size], '\0');
    buf_clear(&buf);
    cr_assert_eq(buf.size, 0);
    cr_assert(buf.room > 0, "the room is kept");

    static const int64_t NUMBERS[] = {0,   1,         -1,        9,         10,
                                      -10, 123456789, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        char wanted[32];
        (void)snprintf(wanted, sizeof wanted, "%" PRId64, NUMBERS[i]);
        buf_clear(&buf);
        buf_int(&buf, NUMBERS[i]);
        cr_assert_str_eq(buf_text(&buf), wanted);
    }
    buf_clear(&buf);
    AUTO_FREE char *empty = buf_take(&buf);
    cr_assert_str_eq(empty, "");
    buf_str(&buf, "again");
    AUTO_FREE char *again = buf_take(&buf);
    cr_assert_str_eq(again, "again");
    cr_assert_eq(buf.size, 0);
    cr_assert_null(buf.data);
}

Test(buf, never_exceeds_its_maximum)
{
    for (size_t max = 0; max < 600; max += 1 + max / 7) {
        AUTO(buf_done) struct buf buf;
        buf_init(&buf, max);
        for (size_t i = 0; i < max; i++)
            buf_char(&buf, 'a');
        cr_assert_not(buf.failed, "%zu bytes fit in %zu", max, max);
        cr_assert_eq(buf.size, max);
        buf_char(&buf, 'b');
        cr_assert(buf.failed, "one byte more than %zu does not fit", max);
        cr_assert_eq(buf.size, max);
        cr_assert(buf.room <= max + 1);
        buf_clear(&buf);
        cr_assert_not(buf.failed);
    }
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 10);
    buf_str(&buf, "12345");
    buf_fmt(&buf, "%s", "678901");
    cr_assert(buf.failed);
    buf_str(&buf, "6");
    cr_assert_str_eq(buf_text(&buf), "12345", "a failed buffer ignores writes");
    cr_assert_null(buf_take(&buf));
    cr_assert_eq(buf.size, 0);
    buf_str(&buf, "1234567890");
    cr_assert_not(buf.failed, "after take the buffer is new");
    struct buf zeroed = {0};
    buf_done(&zeroed);
    cr_assert_null(zeroed.data);
}
