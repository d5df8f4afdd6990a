/* SPDX-License-Identifier: EUPL-1.2 */
/* route.h -- the table of everything the API answers, and finding a row of it. The table is the
 * only list: the router, the OpenAPI document, the metrics and the tests read it. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

struct request;

enum route_auth {
    AUTH_NONE,
    AUTH_OPTIONAL, /* a command such as joining is given without a token */
    AUTH_TOKEN,
    AUTH_TOKENS /* several tokens of one browser */
};

struct route {
    const char *method;  /* GET (answers HEAD too) or POST */
    const char *pattern; /* one segment may be {name} or {name}.suffix */
    void (*handle)(struct request *request);
    size_t body_max; /* 0: no body */
    enum route_auth auth;
    const char *query;   /* names of parameters, with spaces between; NULL: none */
    const char *takes;   /* media types of a body, with spaces between; NULL: none */
    const char *gives;   /* media type of an answer */
    const char *summary; /* for the OpenAPI document */
};

enum { ROUTE_ARGUMENT_MAX = 80 };

/* What a path is: how many rows match it, whatever the method. */
struct route_match {
    const struct route *route; /* NULL: the path is unknown or the method is not allowed */
    char argument[ROUTE_ARGUMENT_MAX + 1];
    char allow[40]; /* "" if the path is unknown, else for the Allow header */
    bool head;
};

extern const struct route routes[];
extern const size_t route_count;

/* Looks `path` up in `table`. */
void route_find(const struct route *table, size_t count, const char *method, const char *path,
                struct route_match *ret_match);

#endif
