/* SPDX-License-Identifier: EUPL-1.2 */
/* test_report.c -- err, clock and log: what reaches the person who runs the server or calls it. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"

Test(report, errors)
{
    for (int i = 0; i < ERR_COUNT; i++) {
        enum err_code code = (enum err_code)i;
        cr_assert(err_status(code) >= 200 && err_status(code) < 600);
        cr_assert_eq(strspn(err_slug(code), "abcdefghijklmnopqrstuvwxyz-"), strlen(err_slug(code)));
        cr_assert(err_title(code)[0]);
        for (int j = 0; j < i; j++)
            cr_assert_str_neq(err_slug(code), err_slug((enum err_code)j));
    }
    cr_assert_eq(err_status(ERR_STALE), 409);
    cr_assert_str_eq(err_slug((enum err_code)9999), "internal");
    struct err err = {0};
    cr_assert_eq(err_set(NULL, ERR_STORE, "x", "y"), ERR_STORE);
    cr_assert_eq(err_set(&err, ERR_FULL, "seat", "%d of %d", 8, 8), ERR_FULL);
    cr_assert_eq(err_set(&err, ERR_STORE, "other", "second"), ERR_STORE);
    cr_assert(err.code == ERR_FULL && strcmp(err.where, "seat") == 0 &&
                  strcmp(err.text, "8 of 8") == 0,
              "the first error wins");
    struct err cut = {0};
    char big[2000];
    memset(big, 'a', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    (void)err_set(&cut, ERR_STORE, big, "%s", big);
    cr_assert(strlen(cut.where) == sizeof cut.where - 1 && strlen(cut.text) == sizeof cut.text - 1);
}

Test(report, clocks)
{
    struct clock_fake fake = {.mono_ms = 5, .wall_ms = 1795354805123};
    struct clock clock = clock_fake(&fake);
    clock_fake_step(&fake, 1000);
    cr_assert_eq(clock_mono_ms(&clock), 1005);
    cr_assert_eq(clock_wall_ms(&clock), 1795354806123);
    static const struct {
        int64_t ms;
        const char *text;
    } TIMES[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {951782400000, "2000-02-29T00:00:00.000Z"},
        {1795354805123, "2026-11-22T13:40:05.123Z"}, /* date -u -d @1795354805 */
        {INT64_MAX, "9999-12-31T23:59:59.999Z"},
        {INT64_MIN, "0000-01-01T00:00:00.000Z"},
    };
    char text[CLOCK_TEXT_SIZE];
    for (size_t i = 0; i < sizeof TIMES / sizeof *TIMES; i++) {
        clock_text(TIMES[i].ms, text);
        cr_assert_str_eq(text, TIMES[i].text);
    }
    clock = clock_system();
    int64_t before = clock_mono_ms(&clock);
    cr_assert(clock_mono_ms(&clock) >= before);
    cr_assert(clock_wall_ms(&clock) > 1700000000000);
}

/* What one log line looks like. */
static size_t logged(char *ret_line, size_t size, enum log_form form,
                     const struct log_field *fields)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    log_setup(ends[1], LOG_INFO, form);
    log_event(LOG_DEBUG, "not-shown", fields);
    log_event(LOG_WARN, "happened", fields);
    log_setup(STDERR_FILENO, LOG_INFO, LOG_AUTO);
    ssize_t count = read(ends[0], ret_line, size - 1);
    cr_assert(count > 0);
    ret_line[count] = '\0';
    (void)close(ends[0]);
    (void)close(ends[1]);
    return (size_t)count;
}

Test(report, log_lines)
{
    static char line[64 << 10];
    char big[3000];
    for (size_t i = 0; i + 1 < sizeof big; i++)
        big[i] = (i & 1) ? (char)0xA9 : (char)0xC3;
    big[sizeof big - 1] = '\0';
    const struct log_field *fields =
        LOG_FIELDS(log_int("port", 8080), log_bool("lan", true),
                   log_text("path", "/a b\n{\"level\":\"error\"}"), log_text("Token", "hunter2"),
                   log_text("none", NULL), log_text("big", big), log_int("code", 4242));
    size_t size = logged(line, sizeof line, LOG_AUTO, fields);
    cr_assert(strchr(line, '\n') == line + size - 1, "one line");
    cr_assert_not(strstr(line, "hunter2") || strstr(line, "4242"), "no secret");
    json_t *root = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(root, "%s", line);
    cr_assert_str_eq(json_string_value(json_object_get(root, "level")), "warn");
    cr_assert_str_eq(json_string_value(json_object_get(root, "event")), "happened");
    cr_assert_eq(json_integer_value(json_object_get(root, "port")), 8080);
    cr_assert(json_is_true(json_object_get(root, "lan")));
    cr_assert(json_is_null(json_object_get(root, "none")));
    cr_assert_str_eq(json_string_value(json_object_get(root, "path")),
                     "/a b\n{\"level\":\"error\"}");
    cr_assert_eq(json_string_length(json_object_get(root, "big")), 400);
    cr_assert_eq(strlen(json_string_value(json_object_get(root, "time"))), 24);
    json_decref(root);

    size = logged(line, sizeof line, LOG_HUMAN, fields);
    cr_assert(strchr(line, '\n') == line + size - 1, "one line");
    cr_assert(strstr(line, " warn  happened port=8080 lan=true path=\"/a "
                           "b\\n{\\\"level\\\":\\\"error\\\"}\" Token=\"(hidden)\" none=null"),
              "%s", line);
    cr_assert_not(strstr(line, "hunter2"));
    size = logged(line, sizeof line, LOG_HUMAN, LOG_FIELDS(log_text("name", "\x1b[2Jgone")));
    cr_assert_not(memchr(line, 0x1b, size), "no escape reaches a terminal");
    (void)logged(line, sizeof line, LOG_JSON, NULL);
    cr_assert(strstr(line, "\"event\":\"happened\"}\n"));
    enum log_level level = LOG_INFO;
    cr_assert(log_level_parse(&level, "error") && level == LOG_ERROR);
    cr_assert_not(log_level_parse(&level, "loud"));
}
