/* SPDX-License-Identifier: EUPL-1.2 */
/* json_read.h -- JSON from outside, read with jansson behind bounds that are checked before it
 * allocates. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <jansson.h>
#include <stddef.h>

#include "base/err.h"

enum {
    JSON_DEPTH_MAX = 32, /* jansson frees and compares by recursion */
    JSON_KEYS_MAX = 64   /* keys of one object in a request: bounds what a hash flood can cost */
};

struct json_limits {
    size_t bytes; /* of the whole text */
    int depth;    /* 1 to JSON_DEPTH_MAX */
    int keys;     /* of one object */
};

/* Reads one object or array. Refuses real numbers, duplicate keys, U+0000, bad UTF-8 and anything
 * behind the value. ERR_TOO_LARGE or ERR_BAD_JSON; `where` is then "line 3 column 14". The caller
 * owns *ret_root. */
enum err_code json_read(json_t **ret_root, const char *data, size_t size,
                        const struct json_limits *limits, struct err *err);

#endif
