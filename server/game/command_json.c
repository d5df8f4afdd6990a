/* SPDX-License-Identifier: EUPL-1.2 */
/* command_json.c -- the table of commands as JSON, for the API's document. */
#include <string.h>

#include "game/game_private.h"

static void write_field(const struct field_rule *rule, struct buf *json)
{
    static const char *const TYPES[] = {"string", "integer", "boolean", "object"};
    json_key(json, rule->name);
    json_open(json, '{');
    json_key(json, "type");
    json_str(json, TYPES[rule->type]);
    json_key(json, "required");
    json_bool(json, rule->required);
    if (rule->type == FIELD_STRING || rule->type == FIELD_INT) {
        json_key(json, "min");
        json_int(json, rule->min);
        json_key(json, "max");
        json_int(json, rule->max);
    }
    if (rule->values != NULL) {
        json_key(json, "values");
        json_open(json, '[');
        for (const char *at = rule->values; at != NULL;
             at = strchr(at, '|') == NULL ? NULL : strchr(at, '|') + 1) {
            json_strn(json, at, strcspn(at, "|"));
        }
        json_close(json, ']');
    }
    json_close(json, '}');
}

static void write_command(const struct command *command, struct buf *json)
{
    static const struct {
        uint8_t bit;
        const char *word;
    } ROLES[] = {
        {ROLE_ANYONE, "anyone"}, {ROLE_HOST, "host"}, {ROLE_PLAYER, "player"}, {ROLE_ROOM, "room"}};
    json_key(json, command->name);
    json_open(json, '{');
    json_key(json, "title");
    json_open(json, '{');
    json_key(json, "nl");
    json_str(json, command->title[LANG_NL]);
    json_key(json, "en");
    json_str(json, command->title[LANG_EN]);
    json_close(json, '}');
    json_key(json, "roles");
    json_open(json, '[');
    for (size_t k = 0; k < sizeof ROLES / sizeof ROLES[0]; k++) {
        if ((command->roles & ROLES[k].bit) != 0) {
            json_str(json, ROLES[k].word);
        }
    }
    json_close(json, ']');
    json_key(json, "phases");
    json_open(json, '[');
    for (int k = 0; k < PHASES; k++) {
        if ((command->phases >> k & 1u) != 0) {
            json_str(json, phase_word((enum phase)k));
        }
    }
    json_close(json, ']');
    json_key(json, "fields");
    json_open(json, '{');
    for (int k = 0; k < FIELDS_MAX && command->field[k].name != NULL; k++) {
        write_field(&command->field[k], json);
    }
    json_close(json, '}');
    json_close(json, '}');
}

void command_json(struct buf *json)
{
    json_open(json, '{');
    json_key(json, "commands");
    json_open(json, '{');
    for (int k = 0; k < COMMANDS_COUNT; k++) {
        write_command(&COMMANDS[k], json);
    }
    json_close(json, '}');
    json_close(json, '}');
}
