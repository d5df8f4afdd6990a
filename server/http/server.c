/* SPDX-License-Identifier: EUPL-1.2 */
/* server.c -- start, drain and stop. Everything a handler uses exists before the library's threads
 * do, and nothing is suspended any more when they end: the library aborts otherwise. */
#include "http/server.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/conn.h"
#include "http/limit.h"
#include "http/request.h"
#include "http/site.h"
#include "http/watch.h"

enum {
    CONNECTION_MEMORY =
        8 << 10, /* holds 4 KiB of a browser's headers; a stream costs 10 KiB in all */
    CONNECTIONS_MAX = 10000,
    DESCRIPTORS_KEPT = 64, /* for everything that is not a connection */
    SILENT_S = 30,         /* unacknowledged, and between keepalives */
    KEYS = 8192,
    STOP_WAIT_MS = 1000
};

struct http_limits http_limits_default(void)
{
    return (struct http_limits){
        .threads = 2,
        .header_ms = 8000,
        .body_ms = 20000,
        .send_ms = 120000,
        .idle_s = 30,
        .heartbeat_ms = 15000,
        .command_rate = 50,
        .command_burst = 200,
        .wrong_rate = 1,
        .wrong_burst = 60,
        .films_max = 4,
        .queue_max = 1 << 20,
    };
}

void http_active(struct http *http, int step)
{
    (void)pthread_mutex_lock(&http->lock);
    http->active += step;
    if (http->active == 0) {
        (void)pthread_cond_broadcast(&http->fewer);
    }
    (void)pthread_mutex_unlock(&http->lock);
}

static void set_option(int fd, int level, int name, int value)
{
    (void)setsockopt(fd, level, name, &value, sizeof(value)); /* a refusal costs comfort only */
}

static void connection_changed(void *cls, struct MHD_Connection *connection, void **context,
                               enum MHD_ConnectionNotificationCode code)
{
    struct http *http = cls;
    const union MHD_ConnectionInfo *socket_info, *peer_info;
    struct address peer = {{0}};

    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context != NULL) {
            conn_close(http->conns, *context);
        }
        return;
    }
    socket_info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    peer_info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (socket_info == NULL || peer_info == NULL ||
        !address_of_socket(&peer, peer_info->client_addr)) {
        return;
    }
    int fd = socket_info->connect_fd;
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, SILENT_S);
    set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
    set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, SILENT_S * 1000);
    *context = conn_open(http->conns, fd, &peer,
                         clock_mono_ms(http->config.clock) + http->config.limits.header_ms);
}

/* Leaves the target as it came: request.c reads it strictly. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static void log_library(void *cls, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
static void log_library(void *cls, const char *format, va_list arguments)
{
    char line[256];

    (void)cls;
    (void)vsnprintf(line, sizeof(line), format, arguments);
    line[strcspn(line, "\n")] = '\0';
    log_event(LOG_DEBUG, "microhttpd", LOG_FIELDS(log_text("text", line)));
}

/* As many descriptors as the system gives, and no more connections than that. */
static void fit_limits(struct http *http)
{
    struct http_limits *limits = &http->config.limits;
    struct rlimit files = {0};
    int most = CONNECTIONS_MAX;

    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        if (files.rlim_cur < files.rlim_max) {
            struct rlimit raised = {files.rlim_max, files.rlim_max};

            if (setrlimit(RLIMIT_NOFILE, &raised) == 0) {
                files = raised;
            }
        }
        if (files.rlim_cur < (rlim_t)(CONNECTIONS_MAX + DESCRIPTORS_KEPT)) {
            most = (int)files.rlim_cur - DESCRIPTORS_KEPT;
        }
    }
    most = most < 16 ? 16 : most;
    if (limits->connections_max == 0 || limits->connections_max > most) {
        limits->connections_max = most;
    }
    if (limits->streams_max == 0) {
        limits->streams_max = limits->connections_max - limits->connections_max / 10;
    }
}

static bool init_parts(struct http *http)
{
    const struct http_limits *limits = &http->config.limits;

    http->metrics = metrics_create();
    http->commands = limit_create(KEYS, limits->command_rate, limits->command_burst);
    http->wrong_codes = limit_create(KEYS, limits->wrong_rate, limits->wrong_burst);
    /* A little more than the library lets in: it counts a connection out before it says so. */
    http->conns = conn_table_create((size_t)limits->connections_max + DESCRIPTORS_KEPT);
    if (http->metrics == NULL || http->commands == NULL || http->wrong_codes == NULL ||
        http->conns == NULL || !reply_stock_init(&http->stock) || !watch_init(http)) {
        return false;
    }
    http->hub.max = limits->streams_max;
    http->hub.game = http->config.game;
    http->hub.gate = &http->gate;
    http->hub.clock = http->config.clock;
    http->hub.conns = http->conns;
    http->hub.epoll = http->epoll;
    http->hub.version = http->config.version;
    http->hub.queue_max = limits->queue_max;
    http->hub.heartbeat_ms = limits->heartbeat_ms;
    http->hub.stall_ms = limits->idle_s * 1000;
    site_init();
    return film_start(http) && watch_start(http);
}

static struct MHD_Daemon *start_daemon(struct http *http)
{
    const struct http_limits *limits = &http->config.limits;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;

    return MHD_start_daemon(
        flags, 0, NULL, NULL, request_handle, http, MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL,
        MHD_OPTION_LISTEN_SOCKET, (MHD_socket)http->config.listen_fd, MHD_OPTION_THREAD_POOL_SIZE,
        (unsigned)limits->threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)limits->connections_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)limits->idle_s,
        /* 1 would check for Host and for spaces as lint.c does, but answer with two heads or none.
         */
        MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, request_first_line, http, MHD_OPTION_NOTIFY_COMPLETED,
        request_completed, http, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, http,
        MHD_OPTION_END);
}

static void free_http(struct http *http)
{
    watch_stop(http);
    watch_done(http);
    film_stop(http);
    film_done(http);
    conn_table_free(http->conns);
    limit_free(http->commands);
    limit_free(http->wrong_codes);
    metrics_free(http->metrics);
    reply_stock_done(&http->stock);
    free(http->openapi);
    stream_hub_done(&http->hub);
    turnstile_done(&http->gate);
    (void)pthread_cond_destroy(&http->fewer);
    (void)pthread_mutex_destroy(&http->lock);
    free(http);
}

enum err_code http_start(struct http **ret_http, const struct http_config *config, struct err *err)
{
    struct http *http = calloc(1, sizeof(*http));

    if (http == NULL || pthread_mutex_init(&http->lock, NULL) != 0 ||
        pthread_cond_init(&http->fewer, NULL) != 0 || !turnstile_init(&http->gate) ||
        !stream_hub_init(&http->hub)) {
        free(http);
        (void)close(config->listen_fd);
        return err_set(err, ERR_NO_MEMORY, "", "no memory for the server");
    }
    http->config = *config;
    http->quiesced_fd = MHD_INVALID_SOCKET;
    http->epoll = http->wake = -1;
    fit_limits(http);
    if (!init_parts(http) || (http->daemon = start_daemon(http)) == NULL) {
        free_http(http);
        (void)close(config->listen_fd);
        return err_set(err, ERR_INTERNAL, "", "the web server does not start");
    }
    *ret_http = http;
    return ERR_OK;
}

void http_drain(struct http *http)
{
    /* New callers are refused from now on. The socket itself stays until the workers have ended:
     * each takes it out of its own epoll when it next wakes, and would panic if it were gone by
     * then. */
    http->quiesced_fd = MHD_quiesce_daemon(http->daemon);
    if (http->quiesced_fd != MHD_INVALID_SOCKET) {
        (void)shutdown(http->quiesced_fd, SHUT_RDWR);
    }
    atomic_store(&http->stopping, true);
    turnstile_shut(&http->gate);
    turnstile_drain(&http->gate);
    film_stop(http);
    stream_hub_end(&http->hub);
    turnstile_drain(&http->gate);
}

/* Until every answer is on its way, but not for ever: a client that does not read must not hold up
 * the end. */
static void wait_for_answers(struct http *http)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STOP_WAIT_MS / 1000;
    (void)pthread_mutex_lock(&http->lock);
    while (http->active > 0 && pthread_cond_timedwait(&http->fewer, &http->lock, &until) == 0) {
    }
    (void)pthread_mutex_unlock(&http->lock);
}

void http_stop(struct http *http)
{
    if (http == NULL) {
        return;
    }
    wait_for_answers(http);
    stream_hub_kill(&http->hub, STOP_WAIT_MS);
    watch_stop(http);
    MHD_stop_daemon(http->daemon);
    if (http->quiesced_fd != MHD_INVALID_SOCKET) {
        (void)close(http->quiesced_fd);
    }
    free_http(http);
}
