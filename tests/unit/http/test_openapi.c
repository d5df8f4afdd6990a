/* SPDX-License-Identifier: EUPL-1.2 */
/* test_openapi.c -- the document names exactly the routes that the router finds, and every command
 * of the game. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "game/game.h"
#include "http/http.h"
#include "http/route.h"
#include "http/server.h"

static json_t *document(void)
{
    struct game *game = NULL;
    struct game_config config = {0};
    struct http http = {.config = {.version = "1.2.3"}};

    cr_assert_eq(game_open(&game, &config, NULL), ERR_OK);
    http.config.game = game;
    char *text = http_openapi(&http);
    cr_assert_not_null(text);
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    cr_assert_not_null(root, "%s", text);
    free(text);
    game_close(game);
    return root;
}

Test(openapi, names_the_routes)
{
    json_t *root = document();
    json_t *paths = json_object_get(root, "paths"), *operations, *operation;
    const char *path, *method;
    size_t count = 0;

    cr_assert_str_eq(json_string_value(json_object_get(root, "openapi")), "3.1.0");
    json_object_foreach(paths, path, operations)
    {
        json_object_foreach(operations, method, operation)
        {
            struct route_match match;
            char upper[8] = "";

            for (size_t i = 0; method[i] != '\0' && i < 7; i++) {
                upper[i] = (char)(method[i] - 'a' + 'A');
            }
            route_find(routes, route_count, upper, path, &match);
            cr_expect_not_null(match.route, "%s %s", upper, path);
            cr_expect_str_eq(match.route->pattern, path);
            cr_expect_eq(json_object_get(operation, "requestBody") != NULL,
                         match.route->takes != NULL, "%s", path);
            cr_expect_not_null(json_object_get(json_object_get(operation, "responses"), "200"));
            count++;
        }
    }
    cr_assert_eq(count, route_count, "every row is in the document once");
    json_decref(root);
}

static json_t *at(json_t *json, const char *path)
{
    char part[64];

    while (*path != '\0' && json != NULL) {
        size_t size = strcspn(path, "/");

        memcpy(part, path, size);
        part[size] = '\0';
        json = json_is_array(json) ? json_array_get(json, strtoul(part, NULL, 10))
                                   : json_object_get(json, part);
        path += size + (path[size] == '/');
    }
    return json;
}

Test(openapi, describes_the_commands)
{
    json_t *root = document();
    json_t *commands = at(root, "components/schemas/Command/oneOf");

    cr_assert_eq(json_array_size(commands), 2);
    json_t *join = json_array_get(commands, 0);
    cr_assert_str_eq(json_string_value(at(join, "properties/command/const")), "join");
    cr_assert_str_eq(json_string_value(at(join, "title")), "Join");
    cr_assert_eq(json_integer_value(at(join, "properties/code/minLength")), 6);
    cr_assert_str_eq(json_string_value(at(join, "properties/size/type")), "integer");
    cr_assert_eq(json_integer_value(at(join, "properties/size/maximum")), 9);
    cr_assert_str_eq(json_string_value(at(join, "properties/kind/enum/1")), "b");
    cr_assert_eq(json_array_size(at(join, "required")), 3);
    cr_assert(json_is_false(at(join, "additionalProperties")));
    cr_assert_str_eq(json_string_value(at(join, "x-roles/0")), "anyone");
    json_decref(root);
}
