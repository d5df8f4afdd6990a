/* SPDX-License-Identifier: EUPL-1.2 */
/* request.c -- see request.h. A connection is suspended here and in stream.c only, under a lock
 * together with its own flag, and resumed only by who has seen that flag. Never blocks a worker. */
#include "http/request.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/access.h"
#include "http/conn.h"
#include "http/intake.h"
#include "http/server.h"

static void request_free(struct request *request)
{
    reply_done(&request->reply);
    (void)pthread_mutex_destroy(&request->lock);
    free(request->target);
    free(request->body);
    free(request);
}

void *request_first_line(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct http *http = cls;
    struct request *request = calloc(1, sizeof(*request));
    const union MHD_ConnectionInfo *info;

    if (request == NULL) {
        return NULL; /* the connection is closed without an answer */
    }
    if (pthread_mutex_init(&request->lock, NULL) != 0) {
        free(request);
        return NULL;
    }
    request->http = http;
    request->connection = connection;
    request->start_ms = clock_mono_ms(http->config.clock);
    request->raw = target;
    request->target = target != NULL ? strndup(target, LINT_TARGET_MAX + 1) : NULL;
    info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    request->conn = info != NULL ? info->socket_context : NULL;
    request->active = true;
    http_active(http, 1);
    return request;
}

void request_completed(void *cls, struct MHD_Connection *connection, void **context,
                       enum MHD_RequestTerminationCode code)
{
    struct http *http = cls;
    struct request *request = *context;
    const struct http_limits *limits = &http->config.limits;
    bool waits;

    (void)connection;
    *context = NULL;
    if (request == NULL) {
        return;
    }
    int64_t now_ms = clock_mono_ms(http->config.clock);
    if (request->conn != NULL) {
        conn_deadline(request->conn, now_ms + limits->idle_s * INT64_C(1000) + limits->header_ms);
    }
    if (request->started) {
        access_log(request, now_ms - request->start_ms,
                   code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    }
    if (request->holds_film) {
        film_release(http);
    }
    if (request->active) {
        http_active(http, -1);
    }
    (void)pthread_mutex_lock(&request->lock);
    request->gone = true;
    waits = request->waiting && !request->answered;
    (void)pthread_mutex_unlock(&request->lock);
    if (!waits) {
        request_free(request);
    }
}

struct game_caller request_caller(const struct request *request)
{
    return (struct game_caller){
        .token_hash = request->token_count > 0 ? request->hashes[0] : NULL,
        .key = request->has_key ? request->key : NULL,
    };
}

/* The answer is there: goes on where the connection waits, or frees what nobody waits for any more.
 * Called with the lock, which it gives back. */
static void answered(struct request *request)
{
    bool gone;

    request->answered = true;
    gone = request->gone;
    if (request->suspended) {
        request->suspended = false;
        MHD_resume_connection(request->connection);
    }
    (void)pthread_mutex_unlock(&request->lock);
    if (gone) {
        request_free(request);
    }
}

void request_answer(void *cls, const struct game_answer *answer)
{
    struct request *request = cls;
    const char *type =
        answer->status >= 400 ? "application/problem+json" : request->match.route->gives;

    (void)pthread_mutex_lock(&request->lock);
    reply_copy(&request->reply, answer->status, type, answer->body, answer->size);
    if (answer->retry_after_s > 0) {
        request->reply.retry_after_s = answer->retry_after_s;
    }
    request->reply.challenge = answer->status == 401;
    answered(request);
}

void request_wait(struct request *request)
{
    request->waiting = true;
}

void request_refuse_later(struct request *request, const struct err *err)
{
    (void)pthread_mutex_lock(&request->lock);
    reply_refuse(&request->reply, err);
    answered(request);
}

void request_refuse(struct request *request, enum err_code code, const char *where,
                    const char *text)
{
    struct err err = {0};

    (void)err_set(&err, code, where, "%s", text);
    reply_refuse(&request->reply, &err);
}

void request_origin(const struct request *request, char *ret_origin, size_t room)
{
    const struct http_config *config = &request->http->config;
    bool local = strncmp(request->host, "127.", 4) == 0 ||
                 strncmp(request->host, "localhost", 9) == 0 ||
                 strncmp(request->host, "[::1]", 5) == 0 || request->host[0] == '\0';

    if (config->public_url != NULL) {
        (void)snprintf(ret_origin, room, "%s", config->public_url);
    } else if (local && config->lan_url != NULL) {
        (void)snprintf(ret_origin, room, "%s", config->lan_url);
    } else {
        (void)snprintf(ret_origin, room, "%s://%s", request->secure ? "https" : "http",
                       request->host[0] != '\0' ? request->host : "localhost");
    }
}

static enum MHD_Result queue_reply(struct request *request)
{
    const struct http_config *config = &request->http->config;
    bool stream = request->reply.response != NULL;

    conn_deadline(request->conn,
                  stream ? 0 : clock_mono_ms(config->clock) + config->limits.send_ms);
    if (stream && request->active) {
        request->active = false;
        http_active(request->http, -1);
    }
    return reply_queue(&request->reply, &request->http->stock, request->connection) ? MHD_YES
                                                                                    : MHD_NO;
}

static void refuse(struct request *request, const struct err *err)
{
    struct reply *reply = &request->reply;
    char allow[sizeof(reply->allow)];
    bool close = reply->close;

    memcpy(allow, reply->allow, sizeof(allow));
    reply_refuse(reply, err);
    memcpy(reply->allow, allow, sizeof(allow));
    reply->close = close;
}

static enum MHD_Result refuse_now(struct request *request, const struct err *err)
{
    request->reply.close = true;
    refuse(request, err);
    return queue_reply(request);
}

/* Head and body are here. */
static enum MHD_Result run(struct request *request)
{
    struct http *http = request->http;
    struct err err = {0};

    if (!turnstile_enter(&http->gate)) {
        (void)err_set(&err, ERR_STOPPING, "", "the server is stopping");
        return refuse_now(request, &err);
    }
    conn_deadline(request->conn, 0);
    request->match.route->handle(request);
    turnstile_leave(&http->gate);
    (void)pthread_mutex_lock(&request->lock);
    if (request->waiting && !request->answered) {
        request->suspended = true;
        MHD_suspend_connection(request->connection);
        (void)pthread_mutex_unlock(&request->lock);
        return MHD_YES;
    }
    (void)pthread_mutex_unlock(&request->lock);
    return queue_reply(request);
}

static enum MHD_Result begin(struct request *request, const char *method, const char *version)
{
    struct http *http = request->http;
    const struct http_limits *limits = &http->config.limits;
    struct err err = {0};

    request->started = true;
    request->chunked = strcmp(version, "HTTP/1.1") == 0;
    if (request->conn == NULL || atomic_load(&http->stopping)) {
        (void)err_set(&err, ERR_STOPPING, "", "the server takes no new requests");
        return request->conn != NULL ? refuse_now(request, &err) : MHD_NO;
    }
    if (intake_read(request, method, version, &err) != ERR_OK) {
        refuse(request, &err);
    }
    if (request->reply.close) {
        return queue_reply(request);
    }
    if (request->reply.status != 0 || request->match.route->takes == NULL) {
        return MHD_YES; /* an answer in the first call would end the connection */
    }
    if (request->match.route->body_max > GAME_BODY_MAX) {
        request->holds_film = film_reserve(http);
        if (!request->holds_film) {
            (void)err_set(&err, ERR_TOO_MANY, "", "too many recordings at the same time");
            request->reply.retry_after_s = 5;
            return refuse_now(request, &err);
        }
    }
    request->body = malloc(request->body_room + 1);
    if (request->body == NULL) {
        (void)err_set(&err, ERR_NO_MEMORY, "", "no memory for the body");
        return refuse_now(request, &err);
    }
    /* A large body may take longer: as if it came at 64 KiB a second. */
    conn_deadline(request->conn, clock_mono_ms(http->config.clock) + limits->body_ms +
                                     (int64_t)(request->body_room >> 16) * 1000);
    return MHD_YES;
}

enum MHD_Result request_handle(void *cls, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **context)
{
    struct request *request = *context;

    (void)cls;
    (void)connection;
    (void)url; /* taken apart by the library; request->target is as it came */
    if (request == NULL) {
        return MHD_NO;
    }
    if (!request->started) {
        return begin(request, method, version);
    }
    if (*upload_size > 0) {
        if (*upload_size > request->body_room - request->body_size) {
            return MHD_NO; /* more than was announced: cannot be */
        }
        memcpy(request->body + request->body_size, upload, *upload_size);
        request->body_size += *upload_size;
        *upload_size = 0;
        return MHD_YES;
    }
    (void)pthread_mutex_lock(&request->lock);
    bool waiting = request->waiting, done = request->answered;
    if (waiting && !done && !request->suspended) {
        request->suspended = true; /* woken without an answer: sleep on */
        MHD_suspend_connection(request->connection);
    }
    (void)pthread_mutex_unlock(&request->lock);
    if (waiting) {
        return done ? queue_reply(request) : MHD_YES;
    }
    return request->reply.status != 0 ? queue_reply(request) : run(request);
}
