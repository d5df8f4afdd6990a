/* SPDX-License-Identifier: EUPL-1.2 */
/* test_route.c -- every row of the real table is found by its own pattern, and what must not match
 * does not. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "http/route.h"

Test(route, every_row_is_found)
{
    for (size_t i = 0; i < route_count; i++) {
        char path[128];
        const char *brace = strchr(routes[i].pattern, '{');
        const char *end = brace != NULL ? strchr(brace, '}') + 1 : "";
        struct route_match match;

        (void)snprintf(path, sizeof(path), "%.*s%s%s",
                       brace != NULL ? (int)(brace - routes[i].pattern) : 100, routes[i].pattern,
                       brace != NULL ? "K7PM2X" : "", end);
        route_find(routes, route_count, routes[i].method, path, &match);
        cr_expect_eq(match.route, &routes[i], "%s", path);
        cr_expect_str_eq(match.argument, brace != NULL ? "K7PM2X" : "", "%s", path);
        cr_expect_not(match.head);
        cr_expect_eq((routes[i].takes != NULL), routes[i].body_max > 0, "%s", path);
        cr_expect_eq((routes[i].takes != NULL), strcmp(routes[i].method, "POST") == 0, "%s", path);
        route_find(routes, route_count, "DELETE", path, &match);
        cr_expect_null(match.route);
        cr_expect_neq(strstr(match.allow, routes[i].method), NULL, "%s: %s", path, match.allow);
    }
}

Test(route, what_does_not_match)
{
    static const struct {
        const char *method, *path, *pattern, *allow;
    } cases[] = {
        {"GET", "/api/v1/commands", "/api/v1/commands", "GET, HEAD, POST, OPTIONS"},
        {"HEAD", "/api/v1/view", "/api/v1/view", "GET, HEAD, OPTIONS"},
        {"POST", "/api/v1/view", NULL, "GET, HEAD, OPTIONS"},
        {"GET", "/api/v1/films", NULL, "POST, OPTIONS"},
        {"HEAD", "/api/v1/films", NULL, "POST, OPTIONS"},
        {"get", "/api/v1/view", NULL, "GET, HEAD, OPTIONS"},
        {"GET", "/api/v1/view/", NULL, ""},
        {"GET", "/api/v1/View", NULL, ""},
        {"GET", "/api/v1/lobby", NULL, ""},
        {"GET", "/api/v1/lobby/", NULL, ""},
        {"GET", "/api/v1/lobby/a/b", NULL, ""},
        {"GET", "/api/v1/qr/.svg", NULL, ""},
        {"GET", "/api/v1/qr/K7PM2X", NULL, ""},
        {"GET", "/api/v1/qr/K7PM2X.png", NULL, ""},
        {"GET", "/api/v1/qr/a.svg", "/api/v1/qr/{code}.svg", "GET, HEAD, OPTIONS"},
        {"GET", "/", NULL, ""},
        {"GET", "", NULL, ""},
    };
    char path[200] = "/api/v1/lobby/";

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct route_match match;

        route_find(routes, route_count, cases[i].method, cases[i].path, &match);
        cr_expect_str_eq(match.route != NULL ? match.route->pattern : "none",
                         cases[i].pattern != NULL ? cases[i].pattern : "none", "%s", cases[i].path);
        cr_expect_str_eq(match.allow, cases[i].allow, "%s", cases[i].path);
        cr_expect_eq(match.head, cases[i].pattern != NULL && strcmp(cases[i].method, "HEAD") == 0);
    }
    struct route_match match;
    memset(path + 14, 'a', ROUTE_ARGUMENT_MAX);
    route_find(routes, route_count, "GET", path, &match);
    cr_assert_not_null(match.route);
    path[14 + ROUTE_ARGUMENT_MAX] = 'a';
    route_find(routes, route_count, "GET", path, &match);
    cr_assert_null(match.route);
}
