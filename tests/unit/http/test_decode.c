/* SPDX-License-Identifier: EUPL-1.2 */
/* test_decode.c -- paths and parameters, accepted and refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/decode.h"

Test(decode, paths)
{
    static const struct {
        const char *target, *path; /* NULL: refused */
    } cases[] = {
        {"/", "/"},         {"/a/b?c", "/a/b"},
        {"/a/", "/a/"},     {"/%61%2d~", "/a-~"},
        {"/a%20b", "/a b"}, {"/...", "/..."},
        {"/a%00b", NULL},   {"/a%0ab", NULL},
        {"/a%7f", NULL},    {"/%c3%a9", NULL},
        {"/a%2fb", NULL},   {"/a%2Fb", NULL},
        {"/a%5cb", NULL},   {"/a%2541", NULL},
        {"/a%", NULL},      {"/a%4", NULL},
        {"/a%4?x", NULL},   {"/a%g1", NULL},
        {"/..", NULL},      {"/../etc/passwd", NULL},
        {"/a/./b", NULL},   {"/a/%2e%2e/b", NULL},
        {"/a/%2E", NULL},   {"//a", NULL},
        {"/a//b", NULL},    {"", NULL},
        {"a", NULL},
    };
    char path[DECODE_PATH_MAX + 1], long_target[DECODE_PATH_MAX + 3];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memcpy(path, "before", 7);
        bool ok = decode_path(cases[i].target, path);
        cr_expect_eq(ok, cases[i].path != NULL, "%s", cases[i].target);
        cr_expect_str_eq(path, ok ? cases[i].path : "before", "%s", cases[i].target);
    }
    memset(long_target, 'a', sizeof(long_target));
    long_target[0] = '/';
    long_target[DECODE_PATH_MAX] = '\0';
    cr_assert(decode_path(long_target, path));
    long_target[DECODE_PATH_MAX] = 'a';
    long_target[DECODE_PATH_MAX + 1] = '\0';
    cr_assert_not(decode_path(long_target, path));
}

Test(decode, queries)
{
    static const struct {
        const char *target, *allowed;
        const char *eyes; /* its value, "-" if it is not given, NULL: refused */
    } cases[] = {
        {"/a", NULL, "-"},
        {"/a?eyes=x", "eyes", "x"},
        {"/a?eyes=", "eyes", ""},
        {"/a?to=1&eyes=x%20y", "eyes to", "x y"},
        {"/a?to=1", "eyes to", "-"},
        {"/a?", NULL, NULL},
        {"/a?eyes", "eyes", NULL},
        {"/a?=x", "eyes", NULL},
        {"/a?eyes=x", NULL, NULL},
        {"/a?eye=x", "eyes", NULL},
        {"/a?eyes2=x", "eyes", NULL},
        {"/a?eyes=x&eyes=x", "eyes", NULL},
        {"/a?eyes=x&%65yes=y", "eyes", NULL},
        {"/a?eyes=x&", "eyes", NULL},
        {"/a?eyes=%00", "eyes", NULL},
        {"/a?a=1&b=1&c=1&d=1", "a b c d", "-"},
        {"/a?a=1&b=1&c=1&d=1&e=1", "a b c d e", NULL},
    };
    char target[DECODE_VALUE_MAX + 16] = "/a?eyes=";
    struct decode_query query;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool ok = decode_query(cases[i].target, cases[i].allowed, &query);
        cr_expect_eq(ok, cases[i].eyes != NULL, "%s", cases[i].target);
        if (ok && cases[i].eyes != NULL) {
            const char *eyes = decode_find(&query, "eyes");
            cr_expect_str_eq(eyes != NULL ? eyes : "-", cases[i].eyes, "%s", cases[i].target);
        }
    }
    memset(target + 8, 'x', DECODE_VALUE_MAX);
    target[8 + DECODE_VALUE_MAX] = '\0';
    cr_assert(decode_query(target, "eyes", &query));
    memcpy(target + 8 + DECODE_VALUE_MAX, "x", 2);
    cr_assert_not(decode_query(target, "eyes", &query));
}
