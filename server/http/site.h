/* SPDX-License-Identifier: EUPL-1.2 */
/* site.h -- the client's files out of the program itself. Never opens a file: a path is a key of a
 * table. */
#ifndef HTTP_SITE_H
#define HTTP_SITE_H

#include <stdbool.h>

struct reply;

/* Computes the tags of all files; before the first request. */
void site_init(void);
/* Is there a page or a file for this path? */
bool site_has(const char *path);
/* 200, or 304 if the browser has it; the values are those of the request's headers, NULL: missing.
 */
void site_reply(struct reply *reply, const char *path, const char *if_none_match,
                const char *accept_encoding);

#endif
