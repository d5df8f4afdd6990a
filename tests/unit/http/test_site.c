/* SPDX-License-Identifier: EUPL-1.2 */
/* test_site.c -- pages out of the program: types, tags, caching, compression. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/reply.h"
#include "http/site.h"

Test(site, paths)
{
    static const struct {
        const char *path;
        bool there;
    } cases[] = {
        {"/", true},       {"/index.html", true},  {"/j/K7PM2X", true},     {"/host", true},
        {"/play", true},   {"/room", true},        {"/replay", true},       {"/rules", true},
        {"/reach", true},  {"/reach.js", true},    {"/plain.css", true},    {"/j/", false},
        {"/j/a/b", false}, {"/j", false},          {"/none", false},        {"/reach/x", false},
        {"/api", false},   {"/INDEX.html", false}, {"/index.html/", false}, {"/etc/passwd", false},
    };

    site_init();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cr_expect_eq(site_has(cases[i].path), cases[i].there, "%s", cases[i].path);
    }
}

Test(site, replies)
{
    struct reply plain = {0}, gzip = {0}, again = {0}, none = {0};

    site_init();
    site_reply(&plain, "/reach", NULL, NULL);
    cr_assert_eq(plain.status, 200);
    cr_assert_str_eq(plain.type, "text/html; charset=utf-8");
    cr_assert_str_eq(plain.cache, "no-cache");
    cr_assert_null(plain.encoding);
    cr_assert_not_null(strstr((const char *)plain.fixed, "Netwerktest"));
    cr_assert_eq(plain.etag[0], '"');
    cr_assert_eq(plain.etag[strlen(plain.etag) - 1], '"');
    cr_assert_eq(strlen(plain.etag), 34);

    site_reply(&gzip, "/reach", NULL, "br;q=1.0, gzip;q=0.8");
    cr_assert_eq(gzip.status, 200);
    cr_assert_str_eq(gzip.encoding, "gzip");
    cr_assert_str_eq(gzip.vary, "Accept-Encoding");
    cr_assert_lt(gzip.size, plain.size);
    cr_assert_eq(memcmp(gzip.fixed, "\x1f\x8b", 2), 0);
    cr_assert_str_neq(gzip.etag, plain.etag, "another representation has another tag");

    site_reply(&again, "/reach", gzip.etag, "gzip");
    cr_assert_eq(again.status, 304);
    cr_assert_eq(again.size, 0);
    again = (struct reply){0};
    site_reply(&again, "/reach", gzip.etag, NULL);
    cr_assert_eq(again.status, 200);
    site_reply(&none, "/reach", NULL, "gzip;q=0, deflate");
    cr_assert_null(none.encoding);
    none = (struct reply){0};
    site_reply(&none, "/reach", NULL, "gzippo, x-gzip");
    cr_assert_null(none.encoding);
    none = (struct reply){0};
    site_reply(&none, "/reach.js", NULL, "");
    cr_assert_str_eq(none.type, "text/javascript; charset=utf-8");
}
