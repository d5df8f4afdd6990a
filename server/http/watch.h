/* SPDX-License-Identifier: EUPL-1.2 */
/* watch.h -- one thread that sees what the library does not: clients that left a stream, clients
 * that drip their request, streams that are silent. Never touches a connection but to shut it down
 * or to wake its stream. */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <stdbool.h>

struct http;

/* Makes the descriptors; before the library's threads start. */
bool watch_init(struct http *http);
bool watch_start(struct http *http);
void watch_stop(struct http *http); /* also of one that was not started */
void watch_done(
    struct http *http); /* closes the descriptors, after the library has closed the last stream */

#endif
