/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.h -- counts of answers by route and status, and how long they took. Never a name, address
 * or session: with few games a figure can tell what a team may not know, so only the operator reads
 * them. */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include <stdint.h>

#include "base/buf.h"

struct http;
struct metrics;

struct metrics *metrics_create(void);
void metrics_free(struct metrics *metrics); /* accepts NULL */
/* `route` is an index of the table, or -1 for the pages. */
void metrics_count(struct metrics *metrics, int route, int status, int64_t took_ms);
/* Prometheus' text format, version 0.0.4. */
void metrics_write(struct http *http, struct buf *buf);

#endif
