/* SPDX-License-Identifier: EUPL-1.2 */
/* access.c -- see access.h. */
#include "http/access.h"

#include "base/log.h"
#include "http/request.h"
#include "http/server.h"

static enum log_level level_of(int status, bool stopping)
{
    if (status >= 500) {
        return stopping ? LOG_DEBUG : LOG_WARN;
    }
    return status == 401 || status == 403 || status == 429 ? LOG_INFO : LOG_DEBUG;
}

void access_log(const struct request *request, int64_t took_ms, bool complete)
{
    const struct route *route = request->match.route;
    int status = request->reply.status;

    metrics_count(request->http->metrics, route != NULL ? (int)(route - routes) : -1, status,
                  took_ms);
    log_event(level_of(status, atomic_load(&request->http->stopping)), "request",
              LOG_FIELDS(log_text("method", route != NULL ? route->method : ""),
                         log_text("route", route != NULL ? route->pattern : "page"),
                         log_int("status", status), log_int("ms", took_ms),
                         log_bool("complete", complete)));
}
