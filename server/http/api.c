/* SPDX-License-Identifier: EUPL-1.2 */
/* api.c -- commands, reads and streams. Never looks into a view and never writes one. */
#include "http/api.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/json_read.h"
#include "http/limit.h"
#include "http/request.h"
#include "http/server.h"

/* A lecture hall is one address, so only wrong join codes are counted by address. */
static void note_wrong_code(struct request *request, const struct game_answer *answer)
{
    static const char wrong[] = "\"wrong-code\"";
    uint8_t key[LIMIT_KEY_SIZE];
    int64_t retry_ms = 0;

    if (answer->status != err_status(ERR_WRONG_CODE)) {
        return;
    }
    for (size_t i = 0; i + sizeof(wrong) - 1 <= answer->size; i++) {
        if (memcmp(answer->body + i, wrong, sizeof(wrong) - 1) == 0) {
            address_key(&request->client, key);
            (void)limit_take(request->http->wrong_codes, key, request->start_ms, &retry_ms);
            return;
        }
    }
}

static void answer_and_note(void *cls, const struct game_answer *answer)
{
    note_wrong_code(cls, answer);
    request_answer(cls, answer);
}

/* True if this address has tried too many codes; then the request is refused. */
static bool is_guessing(struct request *request)
{
    uint8_t key[LIMIT_KEY_SIZE];
    int64_t retry_ms = 0;

    address_key(&request->client, key);
    if (limit_look(request->http->wrong_codes, key, request->start_ms, &retry_ms)) {
        return false;
    }
    request->reply.retry_after_s = (int)(retry_ms / 1000) + 1;
    request_refuse(request, ERR_TOO_MANY, "", "too many wrong join codes from this address");
    return true;
}

/* Does this command try a join code? Looked at only for an address that has guessed too often:
 * everybody else's commands are read once, by the game. */
static bool tries_code(const struct request *request)
{
    static const struct json_limits limits = {GAME_BODY_MAX, JSON_DEPTH_MAX, JSON_KEYS_MAX};
    json_t *root = NULL;
    bool has_code;

    if (request->token_count == 0) {
        return true;
    }
    if (json_read(&root, request->body, request->body_size, &limits, NULL) != ERR_OK) {
        return false; /* the game will say what is wrong with it */
    }
    has_code = json_object_get(root, "code") != NULL;
    json_decref(root);
    return has_code;
}

void api_command(struct request *request)
{
    struct game_caller caller = request_caller(request);
    uint8_t key[LIMIT_KEY_SIZE];
    int64_t retry_ms = 0;

    address_key(&request->client, key);
    if (!limit_look(request->http->wrong_codes, key, request->start_ms, &retry_ms) &&
        tries_code(request) && is_guessing(request)) {
        return;
    }
    request_wait(request);
    game_command(request->http->config.game, &caller, request->body, request->body_size,
                 answer_and_note, request);
}

static void read_game(struct request *request, enum game_read what, const char *argument,
                      game_done done)
{
    struct game_caller caller = request_caller(request);

    game_read(request->http->config.game, &caller, what, argument, done, request);
}

void api_view(struct request *request)
{
    read_game(request, GAME_READ_VIEW, "", request_answer);
}

void api_lobby(struct request *request)
{
    if (!is_guessing(request)) {
        read_game(request, GAME_READ_LOBBY, request->match.argument, answer_and_note);
    }
}

void api_recording(struct request *request)
{
    const char *session = decode_find(&request->query, "session");
    struct reply *reply = &request->reply;

    read_game(request, GAME_READ_RECORDING, session != NULL ? session : "", request_answer);
    if (reply->status == 200) {
        bool plain = session != NULL && session[0] != '\0' &&
                     strspn(session, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(session);

        (void)snprintf(reply->file, sizeof(reply->file), "hoeksteen%s%s.jsonl", plain ? "-" : "",
                       plain ? session : "");
    }
}

void api_commands(struct request *request)
{
    read_game(request, GAME_READ_COMMANDS, "", request_answer);
}

void api_rules(struct request *request)
{
    read_game(request, GAME_READ_RULES, "", request_answer);
}

void api_book(struct request *request)
{
    const char *lang = decode_find(&request->query, "lang");

    read_game(request, GAME_READ_BOOK, lang != NULL ? lang : "", request_answer);
}

void api_ready(struct request *request)
{
    read_game(request, GAME_READ_HEALTH, "", request_answer);
}

void api_alive(struct request *request)
{
    static const char body[] = "{\"alive\":true}";

    request->reply.status = 200;
    request->reply.type = "application/json";
    request->reply.fixed = body;
    request->reply.size = sizeof(body) - 1;
}

static void open_stream(struct request *request)
{
    struct reply *reply = &request->reply;
    struct err err = {0};

    if (request->match.head) {
        reply->status = 200; /* the same headers, no body that the library would frame wrongly */
        reply->type = "text/event-stream";
        return;
    }
    if (stream_open(&reply->response, &request->http->hub, request->connection, request->conn,
                    request->chunked, (const uint8_t(*)[GAME_HASH_SIZE])request->hashes,
                    request->token_count, &err) != ERR_OK) {
        reply_refuse(reply, &err);
        return;
    }
    reply->status = 200;
    reply->type = "text/event-stream";
    reply->stream = true;
}

void api_stream(struct request *request)
{
    open_stream(request);
}

void api_reach_stream(struct request *request)
{
    open_stream(request);
}

void api_reach(struct request *request)
{
    const struct http_config *config = &request->http->config;
    AUTO(buf_done) struct buf body = {.data = NULL};
    char now[CLOCK_TEXT_SIZE], origin[LINT_HOST_MAX + 16];

    buf_init(&body, 512);
    clock_text(clock_wall_ms(config->clock), now);
    json_open(&body, '{');
    json_key(&body, "reached");
    json_bool(&body, true);
    json_key(&body, "time");
    json_str(&body, now);
    json_key(&body, "now");
    json_int(&body, clock_mono_ms(config->clock));
    request_origin(request, origin, sizeof(origin));
    json_key(&body, "url"); /* the address to hand out to others */
    json_str(&body, origin);
    json_key(&body, "version");
    json_str(&body, config->version);
    json_close(&body, '}');
    reply_take(&request->reply, 200, "application/json", &body);
}

static bool is_operator(const struct request *request)
{
    const struct http_config *config = &request->http->config;
    const char *text =
        MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Authorization");
    uint8_t given[HASH_SIZE], known[HASH_SIZE];

    if (config->metrics_token != NULL) {
        if (text == NULL || strncmp(text, "Bearer ", 7) != 0) {
            return false;
        }
        hash_once(given, text + 7, strlen(text + 7));
        hash_once(known, config->metrics_token, strlen(config->metrics_token));
        return hash_equal(given, known);
    }
    /* Through a proxy that was not named everybody seems to sit on this machine. */
    return address_is_loopback(&request->client) &&
           (config->trusted_count > 0 ||
            MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "X-Forwarded-For") ==
                NULL);
}

void api_metrics(struct request *request)
{
    AUTO(buf_done) struct buf body = {.data = NULL};

    if (!is_operator(request)) {
        request_refuse(request, ERR_NOT_FOUND, "", "there is no such path");
        return;
    }
    buf_init(&body, 256 << 10);
    metrics_write(request->http, &body);
    reply_take(&request->reply, 200, "text/plain; version=0.0.4", &body);
}
