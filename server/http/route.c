/* SPDX-License-Identifier: EUPL-1.2 */
/* route.c -- finding a row. Never decodes and never decides: it compares strings. */
#include "http/route.h"

#include <string.h>

/* One segment of the pattern against one of the path; the argument is what {name} stands for. */
static bool segment_matches(const char *pattern, size_t pattern_size, const char *path,
                            size_t path_size, char *ret_argument)
{
    const char *close = memchr(pattern, '}', pattern_size);

    if (pattern[0] != '{' || close == NULL) {
        return pattern_size == path_size && memcmp(pattern, path, path_size) == 0;
    }
    size_t suffix_size = pattern_size - (size_t)(close + 1 - pattern);
    if (path_size <= suffix_size || path_size - suffix_size > ROUTE_ARGUMENT_MAX ||
        memcmp(close + 1, path + path_size - suffix_size, suffix_size) != 0) {
        return false;
    }
    memcpy(ret_argument, path, path_size - suffix_size);
    ret_argument[path_size - suffix_size] = '\0';
    return true;
}

static bool path_matches(const char *pattern, const char *path, char *ret_argument)
{
    if (strchr(pattern, '{') == NULL) {
        return strcmp(pattern, path) == 0;
    }
    while (*pattern == '/' && *path == '/') {
        size_t pattern_size = strcspn(++pattern, "/");
        size_t path_size = strcspn(++path, "/");

        if (!segment_matches(pattern, pattern_size, path, path_size, ret_argument)) {
            return false;
        }
        pattern += pattern_size;
        path += path_size;
    }
    return *pattern == '\0' && *path == '\0';
}

void route_find(const struct route *table, size_t count, const char *method, const char *path,
                struct route_match *ret_match)
{
    struct route_match match = {.route = NULL};
    bool head = strcmp(method, "HEAD") == 0;
    bool get = false, post = false;

    for (size_t i = 0; i < count; i++) {
        if (!path_matches(table[i].pattern, path, match.argument)) {
            continue;
        }
        get = get || strcmp(table[i].method, "GET") == 0;
        post = post || strcmp(table[i].method, "POST") == 0;
        if (strcmp(table[i].method, head ? "GET" : method) == 0) {
            match.route = &table[i];
            match.head = head;
        }
    }
    if (get || post) {
        static const char *const allow[] = {"POST, OPTIONS", "GET, HEAD, OPTIONS",
                                            "GET, HEAD, POST, OPTIONS"};
        const char *text = allow[get ? 1 + post : 0];

        memcpy(match.allow, text, strlen(text) + 1);
    }
    *ret_match = match;
}
