/* SPDX-License-Identifier: EUPL-1.2 */
/* table_events.c -- what happens to the people of a table: one small function an event, the same
 * live and at load. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "game/game_private.h"

static const char *text(const json_t *data, const char *key)
{
    const char *found = json_string_value(json_object_get(data, key));
    return found == NULL ? "" : found;
}

static void copy(char *to, size_t room, const char *from)
{
    (void)snprintf(to, room, "%s", from);
}

static void token_set(struct table *table, int index, const char *hex)
{
    static const uint8_t NO_TOKEN[GAME_HASH_SIZE];
    struct person *person = &table->person[index];
    if (memcmp(person->token, NO_TOKEN, sizeof NO_TOKEN) != 0) {
        game_drop(table->game, person->token);
    }
    memset(person->token, 0, sizeof person->token);
    if (hash_unhex(person->token, hex)) {
        game_hold(table->game, person->token, table, index);
    }
}

/* A host link is taken when the log of the table it opened says so. */
static void take_link(struct table *table, const json_t *data)
{
    uint8_t hash[HASH_SIZE];
    const char *hex = json_string_value(json_object_get(data, "link"));
    if (hex != NULL && hash_unhex(hash, hex)) {
        game_link_take(table->game, hash, table);
    }
}

static enum err_code open_table(struct table *table, const json_t *data, struct err *err)
{
    (void)err;
    copy(table->code, sizeof table->code, text(data, "code"));
    return ERR_OK;
}

static enum err_code join(struct table *table, const json_t *data, struct err *err)
{
    const char *role = text(data, "role");
    if (table->people >= PEOPLE_MAX) {
        return err_set(err, ERR_FULL, "", "the table has room for %d people", PEOPLE_MAX);
    }
    struct person *person = &table->person[table->people];
    *person = (struct person){.order = table->people};
    copy(person->id, sizeof person->id, text(data, "id"));
    copy(person->name, sizeof person->name, text(data, "name"));
    copy(person->team, sizeof person->team, text(data, "team"));
    copy(person->job, sizeof person->job, text(data, "job"));
    copy(person->phrase, sizeof person->phrase, text(data, "phrase"));
    person->role = strcmp(role, "host") == 0   ? ROLE_HOST
                   : strcmp(role, "room") == 0 ? ROLE_ROOM
                                               : ROLE_PLAYER;
    table->people++;
    token_set(table, table->people - 1, text(data, "token"));
    take_link(table, data);
    return ERR_OK;
}

static enum err_code with_person(struct table *table, const json_t *data,
                                 struct person **ret_person, struct err *err)
{
    int index = table_person(table, text(data, "id"));
    if (index == NONE || table->person[index].removed) {
        return err_set(err, ERR_FIELD_VALUE, "participant", "there is no such participant");
    }
    *ret_person = &table->person[index];
    return ERR_OK;
}

static enum err_code sit(struct table *table, const json_t *data, struct err *err)
{
    struct person *person = NULL;
    enum err_code code = with_person(table, data, &person, err);
    if (code == ERR_OK && person != NULL) {
        copy(person->team, sizeof person->team, text(data, "team"));
        copy(person->job, sizeof person->job, text(data, "job"));
    }
    return code;
}

static enum err_code rename_person(struct table *table, const json_t *data, struct err *err)
{
    struct person *person = NULL;
    enum err_code code = with_person(table, data, &person, err);
    if (code == ERR_OK && person != NULL) {
        copy(person->name, sizeof person->name, text(data, "name"));
    }
    return code;
}

static enum err_code remove_person(struct table *table, const json_t *data, struct err *err)
{
    struct person *person = NULL;
    enum err_code code = with_person(table, data, &person, err);
    if (code == ERR_OK && person != NULL) {
        token_set(table, (int)(person - table->person), "");
        person->removed = true;
        person->team[0] = person->job[0] = person->phrase[0] = '\0';
    }
    return code;
}

static enum err_code new_token(struct table *table, const json_t *data, struct err *err)
{
    struct person *person = NULL;
    enum err_code code = with_person(table, data, &person, err);
    if (code == ERR_OK && person != NULL) {
        token_set(table, (int)(person - table->person), text(data, "token"));
        take_link(table, data);
    }
    return code;
}

static enum err_code new_phrase(struct table *table, const json_t *data, struct err *err)
{
    struct person *person = NULL;
    enum err_code code = with_person(table, data, &person, err);
    if (code == ERR_OK && person != NULL) {
        copy(person->phrase, sizeof person->phrase, text(data, "phrase"));
    }
    return code;
}

static enum err_code step_out(struct table *table, const json_t *data, struct err *err)
{
    struct person *person = NULL;
    enum err_code code = with_person(table, data, &person, err);
    if (code == ERR_OK && person != NULL) {
        person->stepout = json_is_true(json_object_get(data, "on"));
    }
    return code;
}

static enum err_code force(struct table *table, const json_t *data, struct err *err)
{
    struct session *session = table_session(table);
    int team = session == NULL ? NONE : session_team(session, text(data, "team"));
    if (team == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "team", "there is no such team");
    }
    table->forced[team] = json_is_true(json_object_get(data, "on"));
    return ERR_OK;
}

/* Another desk was opened from here: it is a table of its own, with a log of its own. */
static enum err_code opened_desk(struct table *table, const json_t *data, struct err *err)
{
    (void)table;
    (void)data;
    (void)err;
    return ERR_OK;
}

static enum err_code select_session(struct table *table, const json_t *data, struct err *err)
{
    for (int k = 0; k < table->sessions; k++) {
        if (strcmp(table->session[k]->id, text(data, "session")) == 0) {
            table->current = k;
            table->fresh = true;
            push_forget(table);
            return ERR_OK;
        }
    }
    return err_set(err, ERR_FIELD_VALUE, "session", "there is no such session");
}

static const struct {
    const char *type;
    enum err_code (*apply)(struct table *table, const json_t *data, struct err *err);
} EVENTS[] = {
    {"open", open_table},
    {"join", join},
    {"sit", sit},
    {"rename", rename_person},
    {"remove", remove_person},
    {"token", new_token},
    {"phrase", new_phrase},
    {"stepout", step_out},
    {"force", force},
    {"select", select_session},
    {"desk", opened_desk},
};

enum err_code table_apply(struct table *table, const char *type, const json_t *data,
                          struct err *err)
{
    for (size_t k = 0; k < sizeof EVENTS / sizeof EVENTS[0]; k++) {
        if (strcmp(EVENTS[k].type, type) == 0) {
            return EVENTS[k].apply(table, data, err);
        }
    }
    return err_set(err, ERR_DAMAGED, "type",
                   "the table's log has an event '%.20s' that this program does not know", type);
}
