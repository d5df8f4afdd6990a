/* SPDX-License-Identifier: EUPL-1.2 */
/* lint.h -- refuses a request head that two servers could read in two ways (smuggling), before
 * anything else looks at it. Pure: it sees text only, and never repairs what it was given. */
#ifndef HTTP_LINT_H
#define HTTP_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
    LINT_HEADERS_MAX = 64,  /* a browser sends about 20 */
    LINT_TARGET_MAX = 2048, /* longest path and query of this API is below 200 */
    LINT_HOST_MAX = 255
};

struct lint_header {
    const char *name;
    const char *value;
};

struct lint_request {
    const char *method, *target, *version;
    const struct lint_header *headers;
    size_t count;
};

struct lint_facts {
    const char *host;       /* borrowed from the headers; NULL: HTTP/1.0 without one */
    int64_t content_length; /* -1: none was given */
};

/* ERR_OK and the facts, or the first reason for a refusal. After a refusal the connection has to be
 * closed. */
enum err_code lint_request(const struct lint_request *request, struct lint_facts *ret_facts,
                           struct err *err);
/* Value of the header with this name (letters of either case), NULL if there is none. */
const char *lint_find(const struct lint_request *request, const char *name);
/* Host or host:port, only with characters that occur in one. */
bool lint_host_ok(const char *host);

#endif
