/* SPDX-License-Identifier: EUPL-1.2 */
/* openapi.c -- the OpenAPI 3.1 document, made from the table of routes and the game's table of
 * commands. Nothing in it is written by hand twice. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "http/api.h"
#include "http/request.h"
#include "http/server.h"

enum { DOCUMENT_MAX = 4 << 20 };

static void pair(struct buf *buf, const char *key, const char *value)
{
    json_key(buf, key);
    json_str(buf, value);
}

static void free_json(json_t **json)
{
    json_decref(*json);
}

/* {"description": ..., "content": {type: {"schema": {"$ref": ...}}}} */
static void write_content(struct buf *buf, const char *description, const char *type,
                          const char *schema)
{
    json_open(buf, '{');
    pair(buf, "description", description);
    json_key(buf, "content");
    json_open(buf, '{');
    json_key(buf, type);
    json_open(buf, '{');
    json_key(buf, "schema");
    json_open(buf, '{');
    if (schema != NULL) {
        pair(buf, "$ref", schema);
    }
    json_close(buf, '}');
    json_close(buf, '}');
    json_close(buf, '}');
    json_close(buf, '}');
}

static void write_parameter(struct buf *buf, const char *name, size_t size, const char *in,
                            bool required)
{
    json_open(buf, '{');
    json_key(buf, "name");
    json_strn(buf, name, size);
    pair(buf, "in", in);
    json_key(buf, "required");
    json_bool(buf, required);
    json_key(buf, "schema");
    json_open(buf, '{');
    pair(buf, "type", "string");
    json_close(buf, '}');
    json_close(buf, '}');
}

static void write_parameters(struct buf *buf, const struct route *route)
{
    const char *brace = strchr(route->pattern, '{');
    const char *query = route->query;

    json_key(buf, "parameters");
    json_open(buf, '[');
    if (brace != NULL) {
        write_parameter(buf, brace + 1, strcspn(brace + 1, "}"), "path", true);
    }
    while (query != NULL && *query != '\0') {
        size_t size = strcspn(query, " ");

        write_parameter(buf, query, size, "query", false);
        query += size;
        query += *query == ' ';
    }
    if (route->takes != NULL && route->body_max == GAME_BODY_MAX) {
        write_parameter(buf, "Idempotency-Key", 15, "header", true);
    }
    json_close(buf, ']');
}

static void write_body(struct buf *buf, const struct route *route)
{
    const char *takes = route->takes;
    bool command = route->body_max == GAME_BODY_MAX;

    if (takes == NULL) {
        return;
    }
    json_key(buf, "requestBody");
    json_open(buf, '{');
    json_key(buf, "required");
    json_bool(buf, true);
    json_key(buf, "content");
    json_open(buf, '{');
    while (*takes != '\0') {
        size_t size = strcspn(takes, " ");
        char type[64];

        (void)snprintf(type, sizeof(type), "%.*s", (int)size, takes);
        json_key(buf, type);
        json_open(buf, '{');
        json_key(buf, "schema");
        json_open(buf, '{');
        if (command) {
            pair(buf, "$ref", "#/components/schemas/Command");
        }
        json_close(buf, '}');
        json_close(buf, '}');
        takes += size;
        takes += *takes == ' ';
    }
    json_close(buf, '}');
    json_close(buf, '}');
}

static void write_security(struct buf *buf, enum route_auth auth)
{
    json_key(buf, "security");
    json_open(buf, '[');
    if (auth == AUTH_OPTIONAL) {
        json_open(buf, '{');
        json_close(buf, '}');
    }
    if (auth != AUTH_NONE) {
        json_open(buf, '{');
        json_key(buf, "token");
        json_open(buf, '[');
        json_close(buf, ']');
        json_close(buf, '}');
    }
    json_close(buf, ']');
}

static void write_operation(struct buf *buf, const struct route *route)
{
    json_open(buf, '{');
    pair(buf, "summary", route->summary);
    write_security(buf, route->auth);
    write_parameters(buf, route);
    write_body(buf, route);
    json_key(buf, "responses");
    json_open(buf, '{');
    json_key(buf, "200");
    write_content(buf, "The answer", route->gives, NULL);
    json_key(buf, "default");
    write_content(buf, "A refusal (RFC 9457)", "application/problem+json",
                  "#/components/schemas/Problem");
    json_close(buf, '}');
    json_close(buf, '}');
}

/* Rows of one path stand together in the document, wherever they stand in the table. */
static void write_paths(struct buf *buf)
{
    static const char *const methods[][2] = {{"GET", "get"}, {"POST", "post"}};

    json_key(buf, "paths");
    json_open(buf, '{');
    for (size_t i = 0; i < route_count; i++) {
        size_t first = 0;

        while (strcmp(routes[first].pattern, routes[i].pattern) != 0) {
            first++;
        }
        if (first < i) {
            continue;
        }
        json_key(buf, routes[i].pattern);
        json_open(buf, '{');
        for (size_t m = 0; m < sizeof(methods) / sizeof(methods[0]); m++) {
            for (size_t k = i; k < route_count; k++) {
                if (strcmp(routes[k].pattern, routes[i].pattern) == 0 &&
                    strcmp(routes[k].method, methods[m][0]) == 0) {
                    json_key(buf, methods[m][1]);
                    write_operation(buf, &routes[k]);
                }
            }
        }
        json_close(buf, '}');
    }
    json_close(buf, '}');
}

static void write_bound(struct buf *buf, const json_t *field, const char *from, const char *to)
{
    const json_t *value = json_object_get(field, from);

    if (json_is_integer(value)) {
        json_key(buf, to);
        json_int(buf, json_integer_value(value));
    }
}

static void write_field(struct buf *buf, json_t *field)
{
    const char *type = json_string_value(json_object_get(field, "type"));
    json_t *values = json_object_get(field, "values");
    bool integer = type != NULL && strcmp(type, "integer") == 0;
    bool plain =
        type != NULL && (integer || strcmp(type, "boolean") == 0 || strcmp(type, "object") == 0);
    size_t index;
    json_t *value;

    json_open(buf, '{');
    pair(buf, "type", plain ? type : "string");
    if (integer || !plain) {
        write_bound(buf, field, "min", integer ? "minimum" : "minLength");
        write_bound(buf, field, "max", integer ? "maximum" : "maxLength");
    }
    if (json_is_array(values) && json_array_size(values) > 0) {
        json_key(buf, "enum");
        json_open(buf, '[');
        json_array_foreach(values, index, value)
        {
            json_str(buf, json_string_value(value));
        }
        json_close(buf, ']');
    }
    json_close(buf, '}');
}

static void write_strings(struct buf *buf, const char *key, json_t *list)
{
    size_t index;
    json_t *value;

    json_key(buf, key);
    json_open(buf, '[');
    json_array_foreach(list, index, value)
    {
        json_str(buf, json_string_value(value));
    }
    json_close(buf, ']');
}

static void write_required(struct buf *buf, json_t *fields)
{
    const char *name;
    json_t *field;

    json_key(buf, "required");
    json_open(buf, '[');
    json_str(buf, "command");
    json_object_foreach(fields, name, field)
    {
        if (json_is_true(json_object_get(field, "required"))) {
            json_str(buf, name);
        }
    }
    json_close(buf, ']');
}

static void write_command(struct buf *buf, const char *name, json_t *command)
{
    json_t *fields = json_object_get(command, "fields");
    const char *title = json_string_value(json_object_get(json_object_get(command, "title"), "en"));
    const char *field_name;
    json_t *field;

    json_open(buf, '{');
    pair(buf, "type", "object");
    pair(buf, "title", title != NULL ? title : name);
    write_strings(buf, "x-roles", json_object_get(command, "roles"));
    write_strings(buf, "x-phases", json_object_get(command, "phases"));
    json_key(buf, "properties");
    json_open(buf, '{');
    json_key(buf, "command");
    json_open(buf, '{');
    pair(buf, "const", name);
    json_close(buf, '}');
    json_object_foreach(fields, field_name, field)
    {
        json_key(buf, field_name);
        write_field(buf, field);
    }
    json_close(buf, '}');
    write_required(buf, fields);
    json_key(buf, "additionalProperties");
    json_bool(buf, false);
    json_close(buf, '}');
}

static void write_problem(struct buf *buf)
{
    static const char *const strings[] = {"type", "title", "detail", "code", "instance"};

    json_key(buf, "Problem");
    json_open(buf, '{');
    pair(buf, "type", "object");
    json_key(buf, "properties");
    json_open(buf, '{');
    for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
        json_key(buf, strings[i]);
        json_open(buf, '{');
        pair(buf, "type", "string");
        json_close(buf, '}');
    }
    json_key(buf, "status");
    json_open(buf, '{');
    pair(buf, "type", "integer");
    json_close(buf, '}');
    json_close(buf, '}');
    json_close(buf, '}');
}

static void write_components(struct buf *buf, json_t *commands)
{
    const char *name;
    json_t *command;

    json_key(buf, "components");
    json_open(buf, '{');
    json_key(buf, "securitySchemes");
    static const char scheme[] = "{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}";
    json_raw(buf, scheme, sizeof scheme - 1);
    json_key(buf, "schemas");
    json_open(buf, '{');
    write_problem(buf);
    json_key(buf, "Command");
    json_open(buf, '{');
    json_key(buf, "oneOf");
    json_open(buf, '[');
    json_object_foreach(commands, name, command)
    {
        write_command(buf, name, command);
    }
    json_close(buf, ']');
    json_close(buf, '}');
    json_close(buf, '}');
    json_close(buf, '}');
}

static void take_commands(void *cls, const struct game_answer *answer)
{
    json_t **ret_root = cls;

    if (answer->status == 200) {
        *ret_root = json_loadb(answer->body, answer->size, 0, NULL);
    }
}

char *http_openapi(struct http *http)
{
    AUTO(free_json) json_t *root = NULL;
    struct game_caller nobody = {.token_hash = NULL};
    AUTO(buf_done) struct buf buf = {.data = NULL};

    game_read(http->config.game, &nobody, GAME_READ_COMMANDS, "", take_commands, &root);
    if (root == NULL) {
        return NULL;
    }
    buf_init(&buf, DOCUMENT_MAX);
    json_open(&buf, '{');
    pair(&buf, "openapi", "3.1.0");
    json_key(&buf, "info");
    json_open(&buf, '{');
    pair(&buf, "title", "Hoeksteen");
    pair(&buf, "version", http->config.version);
    json_close(&buf, '}');
    write_paths(&buf);
    write_components(&buf, json_object_get(root, "commands"));
    json_close(&buf, '}');
    return buf_take(&buf);
}

void api_openapi(struct request *request)
{
    struct http *http = request->http;

    (void)pthread_mutex_lock(&http->lock);
    if (http->openapi == NULL) {
        http->openapi = http_openapi(http);
    }
    if (http->openapi != NULL) {
        reply_copy(&request->reply, 200, "application/json", http->openapi, strlen(http->openapi));
    }
    (void)pthread_mutex_unlock(&http->lock);
    if (request->reply.status == 0) {
        request_refuse(request, ERR_INTERNAL, "", "the table of commands cannot be read");
    }
}
