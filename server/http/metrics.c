/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.c -- see metrics.h. Counting takes no lock. */
#include "http/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "game/game.h"
#include "http/route.h"
#include "http/server.h"

enum { ROUTES_MAX = 32 };

static const int statuses[] = {200, 204, 304, 400, 401, 403, 404, 405, 409,
                               413, 415, 422, 429, 500, 503, 507, 0}; /* 0: all others */
static const int bounds_ms[] = {1, 5, 10, 50, 100, 500, 1000, 5000};

enum {
    STATUSES = sizeof(statuses) / sizeof(statuses[0]),
    BOUNDS = sizeof(bounds_ms) / sizeof(bounds_ms[0])
};

struct metrics {
    struct {
        _Atomic int64_t by_status[STATUSES];
        _Atomic int64_t by_time[BOUNDS + 1];
        _Atomic int64_t took_ms;
    } routes[ROUTES_MAX + 1]; /* the last one: pages and what is no route */
};

struct metrics *metrics_create(void)
{
    return calloc(1, sizeof(struct metrics));
}

void metrics_free(struct metrics *metrics)
{
    free(metrics);
}

void metrics_count(struct metrics *metrics, int route, int status, int64_t took_ms)
{
    int row = route >= 0 && route < ROUTES_MAX ? route : ROUTES_MAX;
    int column = 0, bound = 0;

    while (statuses[column] != status && statuses[column] != 0) {
        column++;
    }
    while (bound < BOUNDS && took_ms > bounds_ms[bound]) {
        bound++;
    }
    atomic_fetch_add_explicit(&metrics->routes[row].by_status[column], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&metrics->routes[row].by_time[bound], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&metrics->routes[row].took_ms, took_ms, memory_order_relaxed);
}

static const char *name_of(int row)
{
    return row < ROUTES_MAX ? routes[row].pattern : "page";
}

static const char *method_of(int row)
{
    return row < ROUTES_MAX ? routes[row].method : "";
}

static bool is_row(int row)
{
    return row == ROUTES_MAX || (size_t)row < route_count;
}

static void write_requests(const struct metrics *metrics, struct buf *buf)
{
    buf_str(buf, "# TYPE hoeksteen_http_requests_total counter\n");
    for (int row = 0; row <= ROUTES_MAX; row++) {
        for (int column = 0; column < STATUSES && is_row(row); column++) {
            int64_t count = atomic_load(&metrics->routes[row].by_status[column]);

            if (count > 0) {
                buf_fmt(buf,
                        "hoeksteen_http_requests_total{route=\"%s\",method=\"%s\",code=\"%d\"} "
                        "%" PRId64 "\n",
                        name_of(row), method_of(row), statuses[column], count);
            }
        }
    }
}

static void write_durations(const struct metrics *metrics, struct buf *buf)
{
    static const char name[] = "hoeksteen_http_request_duration_seconds";

    buf_fmt(buf, "# TYPE %s histogram\n", name);
    for (int row = 0; row <= ROUTES_MAX; row++) {
        int64_t sum = 0, took_ms;

        if (!is_row(row)) {
            continue;
        }
        for (int bound = 0; bound < BOUNDS; bound++) {
            sum += atomic_load(&metrics->routes[row].by_time[bound]);
            buf_fmt(buf, "%s_bucket{route=\"%s\",method=\"%s\",le=\"%d.%03d\"} %" PRId64 "\n", name,
                    name_of(row), method_of(row), bounds_ms[bound] / 1000, bounds_ms[bound] % 1000,
                    sum);
        }
        sum += atomic_load(&metrics->routes[row].by_time[BOUNDS]);
        took_ms = atomic_load(&metrics->routes[row].took_ms);
        buf_fmt(buf, "%s_bucket{route=\"%s\",method=\"%s\",le=\"+Inf\"} %" PRId64 "\n", name,
                name_of(row), method_of(row), sum);
        buf_fmt(buf, "%s_sum{route=\"%s\",method=\"%s\"} %" PRId64 ".%03d\n", name, name_of(row),
                method_of(row), took_ms / 1000, (int)(took_ms % 1000));
        buf_fmt(buf, "%s_count{route=\"%s\",method=\"%s\"} %" PRId64 "\n", name, name_of(row),
                method_of(row), sum);
    }
}

static void write_value(struct buf *buf, const char *name, const char *type, int64_t value)
{
    buf_fmt(buf, "# TYPE %s %s\n%s %" PRId64 "\n", name, type, name, value);
}

void metrics_write(struct http *http, struct buf *buf)
{
    struct game_figures figures = {0};
    int streams;

    buf_fmt(buf, "# TYPE hoeksteen_build_info gauge\nhoeksteen_build_info{version=\"%s\"} 1\n",
            http->config.version);
    write_requests(http->metrics, buf);
    write_durations(http->metrics, buf);
    (void)pthread_mutex_lock(&http->hub.lock);
    streams = http->hub.count;
    (void)pthread_mutex_unlock(&http->hub.lock);
    game_figures(http->config.game, &figures);
    write_value(buf, "hoeksteen_sse_streams", "gauge", streams);
    write_value(buf, "hoeksteen_sse_opened_total", "counter", atomic_load(&http->hub.opened));
    write_value(buf, "hoeksteen_sse_behind_total", "counter", atomic_load(&http->hub.behind));
    write_value(buf, "hoeksteen_sse_messages_total", "counter", atomic_load(&http->hub.messages));
    write_value(buf, "hoeksteen_http_reaped_total", "counter", atomic_load(&http->reaped));
    write_value(buf, "hoeksteen_tables", "gauge", figures.tables);
    write_value(buf, "hoeksteen_sessions", "gauge", figures.sessions);
    write_value(buf, "hoeksteen_sinks", "gauge", figures.sinks);
    write_value(buf, "hoeksteen_commands_accepted_total", "counter", figures.accepted);
    write_value(buf, "hoeksteen_commands_refused_total", "counter", figures.refused);
    write_value(buf, "hoeksteen_events_total", "counter", figures.events);
    write_value(buf, "hoeksteen_pushed_bytes_total", "counter", figures.pushed_bytes);
}
