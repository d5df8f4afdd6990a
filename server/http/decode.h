/* SPDX-License-Identifier: EUPL-1.2 */
/* decode.h -- strict reading of a request target: percent escapes, path and query.
 * Anything that could mean two things (%00, %2f, dot segments, a parameter twice) is refused, never
 * repaired. */
#ifndef HTTP_DECODE_H
#define HTTP_DECODE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    DECODE_PATH_MAX = 256,
    DECODE_PARAMETERS_MAX = 4,
    DECODE_VALUE_MAX = 80 /* a session id or a team's id */
};

struct decode_parameter {
    char name[24];
    char value[DECODE_VALUE_MAX + 1];
};

struct decode_query {
    struct decode_parameter parameters[DECODE_PARAMETERS_MAX];
    size_t count;
};

/* The path of a target "/path?query", printable ASCII only. False: refused, the output is
 * untouched. */
bool decode_path(const char *target, char ret_path[DECODE_PATH_MAX + 1]);
/* The parameters of a target, each at most once and each named in `allowed` (names with spaces
 * between, NULL: none). */
bool decode_query(const char *target, const char *allowed, struct decode_query *ret_query);
/* The value of a parameter; NULL if it was not given. Borrowed. */
const char *decode_find(const struct decode_query *query, const char *name);

#endif
