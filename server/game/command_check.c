/* SPDX-License-Identifier: EUPL-1.2 */
/* command_check.c -- holds the body of a command against its row of the table: every field known,
 * there, of its type and within its limits. Says which field was wrong and what is allowed; knows
 * nothing of the game. */
#include <string.h>

#include "base/utf8.h"
#include "game/game_private.h"

static bool listed(const char *values, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = values; at != NULL;
         at = strchr(at, '|') == NULL ? NULL : strchr(at, '|') + 1) {
        if (strncmp(at, word, size) == 0 && (at[size] == '|' || at[size] == '\0')) {
            return true;
        }
    }
    return false;
}

/* As the cleaning of texts will count them: white space around a text is no part of it. */
static size_t characters(const char *text, size_t size)
{
    while (size > 0 && strchr(" \t\r\n", text[size - 1]) != NULL) {
        size--;
    }
    while (size > 0 && strchr(" \t\r\n", text[0]) != NULL) {
        text++;
        size--;
    }
    return utf8_count(text, size);
}

static enum err_code check_string(const struct field_rule *rule, const json_t *value,
                                  struct err *err)
{
    if (!json_is_string(value)) {
        return err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is a text", rule->name);
    }
    if (rule->values != NULL && !listed(rule->values, json_string_value(value))) {
        return err_set(err, ERR_FIELD_VALUE, rule->name, "'%s' is one of %s", rule->name,
                       rule->values);
    }
    size_t count = characters(json_string_value(value), json_string_length(value));
    if (rule->values == NULL && (count < (size_t)rule->min || count > (size_t)rule->max)) {
        return err_set(err, ERR_FIELD_LENGTH, rule->name, "'%s' has %d to %d characters",
                       rule->name, rule->min, rule->max);
    }
    return ERR_OK;
}

static enum err_code check_field(const struct field_rule *rule, const json_t *value,
                                 struct err *err)
{
    switch ((enum field_type)rule->type) {
    case FIELD_STRING:
        return check_string(rule, value, err);
    case FIELD_INT:
        if (!json_is_integer(value)) {
            return err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is a whole number", rule->name);
        }
        if (json_integer_value(value) < rule->min || json_integer_value(value) > rule->max) {
            return err_set(err, ERR_FIELD_RANGE, rule->name, "'%s' is from %d to %d", rule->name,
                           rule->min, rule->max);
        }
        return ERR_OK;
    case FIELD_BOOL:
        return json_is_boolean(value)
                   ? ERR_OK
                   : err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is true or false", rule->name);
    case FIELD_OBJECT:
        if (!json_is_object(value)) {
            return err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is an object", rule->name);
        }
        return json_object_size(value) <= (size_t)rule->max
                   ? ERR_OK
                   : err_set(err, ERR_FIELD_LENGTH, rule->name, "'%s' has at most %d keys",
                             rule->name, rule->max);
    }
    return ERR_OK;
}

static const struct field_rule *field_find(const struct command *command, const char *name)
{
    for (int k = 0; k < FIELDS_MAX && command->field[k].name != NULL; k++) {
        if (strcmp(command->field[k].name, name) == 0) {
            return &command->field[k];
        }
    }
    return NULL;
}

enum err_code command_check(const struct command *command, const json_t *body, struct err *err)
{
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)body, name, value)
    {
        const struct field_rule *rule = field_find(command, name);
        if (rule == NULL && strcmp(name, "command") != 0) {
            return err_set(err, ERR_FIELD_UNKNOWN, name, "'%s' has no field '%.40s'", command->name,
                           name);
        }
        enum err_code code = rule == NULL ? ERR_OK : check_field(rule, value, err);
        if (code != ERR_OK) {
            return code;
        }
    }
    for (int k = 0; k < FIELDS_MAX && command->field[k].name != NULL; k++) {
        if (command->field[k].required && json_object_get(body, command->field[k].name) == NULL) {
            return err_set(err, ERR_FIELD_MISSING, command->field[k].name, "'%s' needs '%s'",
                           command->name, command->field[k].name);
        }
    }
    return ERR_OK;
}
