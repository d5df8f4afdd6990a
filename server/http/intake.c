/* SPDX-License-Identifier: EUPL-1.2 */
/* intake.c -- see intake.h. Never trusts what only the client says about itself, except behind a
 * proxy that was named. */
#include "http/intake.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/ids.h"
#include "http/conn.h"
#include "http/layout.h"
#include "http/limit.h"
#include "http/server.h"
#include "http/site.h"

enum { TOKEN_MAX = 64 };

struct head {
    struct lint_request lint;
    struct lint_facts facts;
    struct lint_header headers[LINT_HEADERS_MAX + 1];
};

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct head *head = cls;

    (void)kind;
    if (head->lint.count > LINT_HEADERS_MAX) {
        return MHD_NO;
    }
    head->headers[head->lint.count++] = (struct lint_header){name, value != NULL ? value : ""};
    return MHD_YES;
}

/* The form of the head, before anything in it is believed. */
static enum err_code check_form(struct request *request, struct head *head, struct err *err)
{
    const union MHD_ConnectionInfo *info;
    enum err_code code;

    head->lint.target = request->target;
    head->lint.headers = head->headers;
    (void)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, take_header, head);
    code = lint_request(&head->lint, &head->facts, err);
    if (code != ERR_OK || !layout_known(MHD_get_version())) {
        return code;
    }
    info = MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    if (info == NULL ||
        !layout_ok(&head->lint, request->raw, strlen(request->target), info->header_size)) {
        return err_set(err, ERR_BAD_REQUEST, "",
                       "lines end with CR LF, are not folded and hold no NUL");
    }
    return ERR_OK;
}

static void read_client(struct request *request, const struct head *head)
{
    const struct http_config *config = &request->http->config;
    const char *forwarded = NULL;
    const char *proto = lint_find(&head->lint, "x-forwarded-proto");

    for (size_t i = 0; i < head->lint.count; i++) {
        if (strcasecmp(head->headers[i].name, "x-forwarded-for") == 0) {
            forwarded = head->headers[i].value; /* the last line is that of the nearest proxy */
        }
    }
    request->client =
        address_client(&request->conn->peer, forwarded, config->trusted, config->trusted_count);
    for (size_t i = 0; i < config->trusted_count && proto != NULL; i++) {
        request->secure =
            request->secure || (address_in(&request->conn->peer, &config->trusted[i]) &&
                                strcasecmp(proto, "https") == 0);
    }
    if (head->facts.host != NULL) {
        memcpy(request->host, head->facts.host, strlen(head->facts.host) + 1);
    }
    request->reply.hsts = request->secure || (config->public_url != NULL &&
                                              strncmp(config->public_url, "https://", 8) == 0);
}

/* A page of another site must not be able to give a command in the name of whoever looks at it. */
static enum err_code check_site(const struct request *request, const struct head *head,
                                struct err *err)
{
    const char *site = lint_find(&head->lint, "sec-fetch-site");
    const char *origin = lint_find(&head->lint, "origin");
    const char *own = request->http->config.public_url;
    const char *rest;

    if (site != NULL) {
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0
                   ? ERR_OK
                   : err_set(err, ERR_CROSS_SITE, "Sec-Fetch-Site", "same-origin or none");
    }
    if (origin == NULL || (own != NULL && strcmp(origin, own) == 0)) {
        return ERR_OK; /* no browser sent this, or our own page */
    }
    rest = strncmp(origin, "http://", 7) == 0    ? origin + 7
           : strncmp(origin, "https://", 8) == 0 ? origin + 8
                                                 : NULL;
    if (rest == NULL || strcasecmp(rest, request->host) != 0) {
        return err_set(err, ERR_CROSS_SITE, "Origin", "only pages of this server");
    }
    return ERR_OK;
}

/* Is the media type, without its parameters, one of `takes`? */
static bool is_taken(const char *type, const char *takes)
{
    size_t size = strcspn(type, "; \t");

    while (*takes != '\0') {
        size_t word = strcspn(takes, " ");

        if (word == size && strncasecmp(takes, type, size) == 0) {
            return true;
        }
        takes += word;
        takes += *takes == ' ';
    }
    return false;
}

static enum err_code check_body(struct request *request, const struct head *head, struct err *err)
{
    const struct route *route = request->match.route;
    const char *type = lint_find(&head->lint, "content-type");
    const char *key = lint_find(&head->lint, "idempotency-key");
    int64_t length = head->facts.content_length;

    if (type == NULL || !is_taken(type, route->takes)) {
        return err_set(err, ERR_MEDIA_TYPE, "Content-Type", "taken: %s", route->takes);
    }
    if (length < 0) {
        return err_set(err, ERR_BAD_REQUEST, "Content-Length", "a body needs a Content-Length");
    }
    if (length > (int64_t)route->body_max) {
        return err_set(err, ERR_TOO_LARGE, "Content-Length", "at most %zu bytes", route->body_max);
    }
    if (key != NULL) {
        size_t size = strlen(key);

        if (size < 8 || size > GAME_KEY_MAX ||
            strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") !=
                size) {
            return err_set(err, ERR_BAD_REQUEST, "Idempotency-Key",
                           "8 to %d letters, digits, - or _", GAME_KEY_MAX);
        }
        memcpy(request->key, key, size + 1);
        request->has_key = true;
    }
    request->body_room = (size_t)length;
    return ERR_OK;
}

/* "Bearer T1, T2": one token, or up to sixteen on a stream. */
static enum err_code read_tokens(struct request *request, const struct head *head, struct err *err)
{
    enum route_auth auth = request->match.route->auth;
    const char *text = lint_find(&head->lint, "authorization");
    int most = auth == AUTH_TOKENS ? STREAM_SEATS_MAX : 1;

    if (auth == AUTH_NONE || (auth == AUTH_OPTIONAL && text == NULL)) {
        return ERR_OK;
    }
    if (text == NULL || strncasecmp(text, "Bearer ", 7) != 0) {
        return err_set(err, ERR_UNAUTHORIZED, "Authorization", "Bearer and a token");
    }
    for (text += 7; *text != '\0';) {
        size_t size;

        text += strspn(text, " ");
        size = strcspn(text, ", ");
        if (size == 0 || size > TOKEN_MAX || request->token_count == most) {
            return err_set(err, ERR_UNAUTHORIZED, "Authorization",
                           "at most %d tokens of %d characters", most, ID_TOKEN_SIZE - 1);
        }
        /* Whatever it looks like: the game alone knows which hashes are good. */
        hash_once(request->hashes[request->token_count++], text, size);
        text += size;
        text += strspn(text, " ");
        if (*text == ',') {
            text++;
        } else if (*text != '\0') {
            return err_set(err, ERR_UNAUTHORIZED, "Authorization", "commas between tokens");
        }
    }
    return request->token_count > 0
               ? ERR_OK
               : err_set(err, ERR_UNAUTHORIZED, "Authorization", "Bearer and a token");
}

static enum err_code check_rate(struct request *request, struct err *err)
{
    int64_t retry_ms = 0;

    if (request->token_count == 0 ||
        limit_take(request->http->commands, request->hashes[0], request->start_ms, &retry_ms)) {
        return ERR_OK;
    }
    request->reply.retry_after_s = (int)(retry_ms / 1000) + 1;
    return err_set(err, ERR_TOO_MANY, "", "at most %d requests a second with one token",
                   request->http->config.limits.command_rate);
}

static enum err_code answer_options(struct request *request, const char *allow)
{
    request->reply.status = 204;
    memcpy(request->reply.allow, allow, strlen(allow) + 1);
    return ERR_OK;
}

/* No row of the table: a page, or nothing. */
static enum err_code answer_page(struct request *request, const struct head *head, const char *path,
                                 struct err *err)
{
    static const char allow[] = "GET, HEAD, OPTIONS";
    const char *method = head->lint.method;
    const char *if_none_match = lint_find(&head->lint, "if-none-match");
    const char *encoding = lint_find(&head->lint, "accept-encoding");

    if (!site_has(path)) {
        return err_set(err, ERR_NOT_FOUND, "", "there is no such path");
    }
    if (strcmp(method, "OPTIONS") == 0) {
        return answer_options(request, allow);
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        memcpy(request->reply.allow, allow, sizeof(allow));
        return err_set(err, ERR_METHOD, "", "a page can only be read");
    }
    site_reply(&request->reply, path, if_none_match, encoding);
    return ERR_OK;
}

static enum err_code find_route(struct request *request, const struct head *head, struct err *err)
{
    char path[DECODE_PATH_MAX + 1];
    const char *method = head->lint.method;
    struct route_match *match = &request->match;

    if (strcmp(request->target, "*") == 0) {
        return answer_options(request, "GET, HEAD, POST, OPTIONS");
    }
    if (!decode_path(request->target, path)) {
        request->reply.close = true;
        return err_set(err, ERR_BAD_REQUEST, "",
                       "the path has an escape or a segment that is refused");
    }
    route_find(routes, route_count, method, path, match);
    if (match->allow[0] == '\0') {
        return answer_page(request, head, path, err);
    }
    if (match->route == NULL) {
        if (strcmp(method, "OPTIONS") == 0) {
            return answer_options(request, match->allow);
        }
        memcpy(request->reply.allow, match->allow, sizeof(match->allow));
        return err_set(err, ERR_METHOD, "", "allowed: %s", match->allow);
    }
    if (!decode_query(request->target, match->route->query, &request->query)) {
        return err_set(err, ERR_BAD_REQUEST, "", "parameters, each at most once: %s",
                       match->route->query != NULL ? match->route->query : "none");
    }
    return ERR_OK;
}

enum err_code intake_read(struct request *request, const char *method, const char *version,
                          struct err *err)
{
    struct head head = {.lint = {.method = method, .version = version}};
    enum err_code code;

    if (request->target == NULL) {
        request->reply.close = true;
        return err_set(err, ERR_BAD_REQUEST, "", "there is no path");
    }
    code = check_form(request, &head, err);
    if (code != ERR_OK) {
        request->reply.close = true;
        return code;
    }
    read_client(request, &head);
    code = find_route(request, &head, err);
    const struct route *route = request->match.route;
    if (code == ERR_OK && route != NULL && request->reply.status == 0) {
        if (route->takes != NULL) {
            code = check_site(request, &head, err);
            code = code == ERR_OK ? check_body(request, &head, err) : code;
        }
        code = code == ERR_OK ? read_tokens(request, &head, err) : code;
        code = code == ERR_OK ? check_rate(request, err) : code;
    }
    if (head.facts.content_length > 0 && (code != ERR_OK || request->reply.status != 0)) {
        request->reply.close = true; /* the body that follows will not be read */
    }
    return code;
}
