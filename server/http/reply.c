/* SPDX-License-Identifier: EUPL-1.2 */
/* reply.c -- see reply.h. Never writes text of a client into a header. */
#include "http/reply.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/ids.h"
#include "game/game.h"

static const char *const always[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
     "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
};

void reply_done(struct reply *reply)
{
    free(reply->body);
    if (reply->response != NULL) {
        MHD_destroy_response(reply->response);
    }
    *reply = (struct reply){.hsts = reply->hsts};
}

/* When there is no memory for a better answer. */
static void refuse_fixed(struct reply *reply)
{
    static const char body[] = "{\"type\":\"about:blank\",\"title\":\"Out of "
                               "memory\",\"status\":503,\"code\":\"no-memory\"}";

    reply->status = 503;
    reply->type = "application/problem+json";
    reply->fixed = body;
    reply->size = sizeof(body) - 1;
    reply->retry_after_s = 2;
}

void reply_take(struct reply *reply, int status, const char *type, struct buf *body)
{
    reply_done(reply);
    (void)buf_text(body);
    if (body->failed) {
        refuse_fixed(reply);
        return;
    }
    reply->status = status;
    reply->type = type;
    reply->size = body->size;
    reply->body = buf_take(body);
    if (reply->body == NULL) {
        refuse_fixed(reply);
    }
}

void reply_copy(struct reply *reply, int status, const char *type, const char *data, size_t size)
{
    reply_done(reply);
    reply->body = malloc(size + 1);
    if (reply->body == NULL) {
        refuse_fixed(reply);
        return;
    }
    if (size > 0) {
        memcpy(reply->body, data, size);
    }
    reply->status = status;
    reply->type = type;
    reply->size = size;
}

void reply_refuse(struct reply *reply, const struct err *err)
{
    AUTO(buf_done) struct buf body = {.data = NULL};
    char uuid[ID_UUID_SIZE], instance[16 + ID_UUID_SIZE];
    int retry_after_s = reply->retry_after_s;

    assert(err->code != ERR_OK);
    id_v4(uuid);
    (void)snprintf(instance, sizeof(instance), "urn:uuid:%s", uuid);
    buf_init(&body, 16 << 10);
    game_problem(&body, err, instance);
    reply_take(reply, err_status(err->code), "application/problem+json", &body);
    reply->challenge = reply->status == 401;
    reply->retry_after_s = retry_after_s;
    if (retry_after_s == 0 && (reply->status == 503 || reply->status == 429)) {
        reply->retry_after_s = 2;
    }
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        (void)MHD_add_response_header(response, name, value);
    }
}

static void add_headers(const struct reply *reply, struct MHD_Response *response)
{
    char text[128];

    for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++) {
        add(response, always[i][0], always[i][1]);
    }
    add(response, "Content-Type", reply->type);
    add(response, "Cache-Control", reply->cache != NULL ? reply->cache : "no-store");
    add(response, "ETag", reply->etag);
    add(response, "Content-Encoding", reply->encoding);
    add(response, "Vary", reply->vary);
    add(response, "Allow", reply->allow);
    if (reply->hsts) {
        add(response, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
    if (reply->challenge) {
        add(response, "WWW-Authenticate", "Bearer");
    }
    if (reply->stream) {
        add(response, "X-Accel-Buffering", "no");
    }
    if (reply->close) {
        add(response, "Connection", "close");
    }
    if (reply->retry_after_s > 0) {
        (void)snprintf(text, sizeof(text), "%d", reply->retry_after_s);
        add(response, "Retry-After", text);
    }
    if (reply->file[0] != '\0') {
        (void)snprintf(text, sizeof(text), "attachment; filename=\"%s\"", reply->file);
        add(response, "Content-Disposition", text);
    }
}

static struct MHD_Response *make_response(struct reply *reply)
{
    if (reply->response != NULL) {
        return TAKE(reply->response);
    }
    if (reply->body != NULL) {
        struct MHD_Response *response =
            MHD_create_response_from_buffer(reply->size, reply->body, MHD_RESPMEM_MUST_FREE);

        if (response != NULL) {
            reply->body = NULL;
        }
        return response;
    }
    /* The library takes a void * but does not write to persistent memory. */
    union {
        const void *fixed;
        void *open;
    } memory = {.fixed = reply->fixed != NULL ? reply->fixed : ""};
    return MHD_create_response_from_buffer(reply->size, memory.open, MHD_RESPMEM_PERSISTENT);
}

static const struct reply EMPTY = {
    .status = 200, .type = "application/json", .fixed = "{}", .size = 2};

static bool is_empty(const struct reply *reply)
{
    return reply->body != NULL && reply->status == EMPTY.status && reply->size == EMPTY.size &&
           memcmp(reply->body, EMPTY.fixed, EMPTY.size) == 0 &&
           strcmp(reply->type, EMPTY.type) == 0 && reply->cache == NULL && reply->etag == NULL &&
           reply->encoding == NULL && reply->vary == NULL && reply->allow[0] == '\0' &&
           reply->file[0] == '\0' && reply->retry_after_s == 0 && !reply->close &&
           !reply->challenge && !reply->stream;
}

bool reply_stock_init(struct reply_stock *stock)
{
    bool made = true;

    for (int hsts = 0; hsts < 2; hsts++) {
        struct reply reply = EMPTY;

        reply.hsts = hsts != 0;
        stock->empty[hsts] = make_response(&reply);
        if (stock->empty[hsts] != NULL) {
            add_headers(&reply, stock->empty[hsts]);
        }
        made = made && stock->empty[hsts] != NULL;
    }
    return made;
}

void reply_stock_done(struct reply_stock *stock)
{
    for (int hsts = 0; hsts < 2; hsts++) {
        if (stock->empty[hsts] != NULL) {
            MHD_destroy_response(stock->empty[hsts]);
        }
    }
    *stock = (struct reply_stock){{NULL, NULL}};
}

bool reply_queue(struct reply *reply, const struct reply_stock *stock,
                 struct MHD_Connection *connection)
{
    struct MHD_Response *response;
    enum MHD_Result result;

    assert(reply->status >= 200 && reply->status <= 599);
    if (is_empty(reply)) {
        return MHD_queue_response(connection, (unsigned)EMPTY.status, stock->empty[reply->hsts]) ==
               MHD_YES;
    }
    response = make_response(reply);
    if (response == NULL) {
        return false;
    }
    add_headers(reply, response);
    result = MHD_queue_response(connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result == MHD_YES;
}
