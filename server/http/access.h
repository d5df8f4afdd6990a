/* SPDX-License-Identifier: EUPL-1.2 */
/* access.h -- one log line and one count for a finished request. Writes the route's pattern, never
 * the path: paths hold join codes. */
#ifndef HTTP_ACCESS_H
#define HTTP_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

struct request;

void access_log(const struct request *request, int64_t took_ms, bool complete);

#endif
