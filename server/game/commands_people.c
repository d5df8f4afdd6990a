/* SPDX-License-Identifier: EUPL-1.2 */
/* commands_people.c -- joining, sitting, leaving; by people themselves and by the facilitator. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "game/commands.h"
#include "game/words.h"

json_t *clean_field(struct call *call, const char *name, size_t min, size_t max, struct err *err)
{
    struct buf cleaned;
    const json_t *value = json_object_get(call->body, name);
    const struct text_rule rule = {.where = name,
                                   .form = max > NAME_MAX_CHARS ? TEXT_LINES : TEXT_LINE,
                                   .min = min,
                                   .max = max};
    json_t *string = NULL;
    buf_init(&cleaned, 16 << 10);
    if (text_clean(&cleaned, json_string_value(value), json_string_length(value), &rule, err) ==
        ERR_OK) {
        string = json_stringn(cleaned.data == NULL ? "" : cleaned.data, cleaned.size);
    }
    buf_done(&cleaned);
    return string;
}

struct seat {
    char token[ID_TOKEN_SIZE], hash_hex[HASH_HEX_SIZE], phrase[PHRASE_MAX], id[16];
};

static void seat_new(const struct table *table, struct seat *seat)
{
    uint8_t hash[HASH_SIZE];
    char code[ID_CODE_SIZE];
    id_token(seat->token);
    hash_once(hash, seat->token, strlen(seat->token));
    hash_hex(seat->hash_hex, hash);
    words_phrase(seat->phrase, sizeof seat->phrase);
    do { /* says nothing of who came before, and is another at every table that one browser holds
            seats at */
        id_code(code);
        (void)snprintf(seat->id, sizeof seat->id, "p%s", code);
    } while (table_person(table, seat->id) != NONE);
}

static char *seat_answer(const struct seat *seat, const char *id)
{
    json_t *answer = json_pack("{s:s, s:s}", "token", seat->token, "participant", id);
    char *text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    return text;
}

static json_t *join_data(const struct seat *seat, const char *role, const json_t *name,
                         const char *team, const char *job)
{
    return json_pack("{s:s, s:s, s:O, s:s, s:s, s:s, s:s}", "id", seat->id, "role", role, "name",
                     name, "team", team, "job", job, "token", seat->hash_hex, "phrase",
                     seat->phrase);
}

static void add_link(struct call *call, json_t *data)
{
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    const char *secret = field_text(call, "secret");
    hash_once(hash, secret, strlen(secret));
    hash_hex(hex, hash);
    (void)json_object_set_new(data, "link", json_string(hex));
}

/* The table gets its code, if it has none yet. */
static enum err_code open_table(struct table *table, struct err *err)
{
    const struct writing quiet = {.table = table, .by = "host"};
    char code[ID_CODE_SIZE];
    do {
        id_code(code);
    } while (game_table_by_code(table->game, code) != NULL);
    return table->code[0] != '\0'
               ? ERR_OK
               : table_event(&quiet, "open", json_pack("{s:s}", "code", code), NULL, err);
}

static json_t *host_data(const struct seat *seat)
{
    json_t *name = json_string("Spelleiding");
    json_t *data = join_data(seat, "host", name, "", "");
    json_decref(name);
    return data;
}

/* A new desk; or that of a game whose facilitator lost it. */
COMMAND_FN(run_host_claim)
{
    struct seat seat;
    const struct person *host = NULL;
    if (!game_link_fresh(call->game, field_text(call, "secret"))) {
        return link_refused(err);
    }
    for (int k = 0; k < call->table->people && host == NULL; k++) {
        host = call->table->person[k].role == ROLE_HOST ? &call->table->person[k] : NULL;
    }
    enum err_code code = open_table(call->table, err);
    if (code != ERR_OK) {
        return code;
    }
    seat_new(call->table, &seat);
    const char *id = host == NULL ? seat.id : host->id;
    json_t *data =
        host == NULL ? host_data(&seat) : json_pack("{s:s, s:s}", "id", id, "token", seat.hash_hex);
    add_link(call, data);
    return table_event(&call->writing, host == NULL ? "join" : "token", data,
                       seat_answer(&seat, id), err);
}

/* A second desk of the same facilitator, with a code of its own, for a game beside this one. That
 * it was opened is written at this table with the answer; who asks again gets the same desk. */
COMMAND_FN(run_table_open)
{
    struct seat seat;
    char id[ID_UUID_SIZE];
    id_v7(id, clock_wall_ms(call->game->config.clock));
    struct table *table = game_add_table(call->game, id);
    const struct writing quiet = {.table = table, .by = "host"};
    (void)pthread_mutex_lock(
        &table->lock); /* nobody knows this table yet, so nobody waits for the other */
    enum err_code code = open_table(table, err);
    seat_new(table, &seat);
    code = code == ERR_OK ? table_event(&quiet, "join", host_data(&seat), NULL, err) : code;
    (void)pthread_mutex_unlock(&table->lock);
    return code != ERR_OK ? code
                          : table_event(&call->writing, "desk", json_pack("{s:s}", "table", id),
                                        seat_answer(&seat, seat.id), err);
}

/* Is there a chair, and a free job, in this team? */
static enum err_code chair_free(const struct table *table, const char *team, const char *job,
                                const struct person *who, struct err *err)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    int index = session == NULL ? NONE : session_team(session, team);
    if (index == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "team", "there is no team '%.40s'", team);
    }
    bool known = job[0] == '\0';
    for (int j = 0; j < session->team[index].jobs; j++) {
        known = known || strcmp(session->team[index].job[j], job) == 0;
    }
    if (!known) {
        return err_set(err, ERR_FIELD_VALUE, "job", "this team has no job '%.40s'", job);
    }
    int others = 0;
    for (int k = 0; k < table->people; k++) {
        const struct person *other = &table->person[k];
        if (other == who || other->removed || other->role != ROLE_PLAYER ||
            strcmp(other->team, team) != 0) {
            continue;
        }
        others++;
        if (job[0] != '\0' && strcmp(other->job, job) == 0) {
            return err_set(err, ERR_FULL, "job", "somebody has this job already");
        }
    }
    return others < session->team[index].seats
               ? ERR_OK
               : err_set(err, ERR_FULL, "team", "this team has %d seats and they are taken",
                         session->team[index].seats);
}

COMMAND_FN(run_join)
{
    struct seat seat;
    const char *team = field_text(call, "team"), *job = field_text(call, "job");
    struct session *session = table_session(call->table);
    if (session == NULL || session->locked) {
        return err_set(err, ERR_CLOSED, "code",
                       "the door is locked: ask the facilitator to open it");
    }
    if (team[0] != '\0') {
        enum err_code code = chair_free(call->table, team, job, NULL, err);
        if (code != ERR_OK) {
            return code;
        }
    }
    json_t *name = clean_field(call, "name", 1, NAME_MAX_CHARS, err);
    if (name == NULL) {
        return err == NULL ? ERR_FIELD_VALUE : err->code;
    }
    seat_new(call->table, &seat);
    json_t *data = join_data(&seat, "player", name, team, job);
    json_decref(name);
    return table_event(&call->writing, "join", data, seat_answer(&seat, seat.id), err);
}

/* Takes a place in the list only by its phrase; which part was wrong is not told. */
COMMAND_FN(run_rejoin)
{
    struct seat seat;
    json_t *phrase = clean_field(call, "phrase", 3, PHRASE_MAX, err);
    const struct person *found = NULL;
    for (int k = 0; phrase != NULL && k < call->table->people; k++) {
        const struct person *person = &call->table->person[k];
        if (!person->removed && person->phrase[0] != '\0' &&
            strcasecmp(person->phrase, json_string_value(phrase)) == 0) {
            found = person;
        }
    }
    json_decref(phrase);
    if (found == NULL) {
        return err_set(err, ERR_WRONG_CODE, "phrase", "code and words do not belong together");
    }
    seat_new(call->table, &seat);
    json_t *data = json_pack("{s:s, s:s}", "id", found->id, "token", seat.hash_hex);
    return table_event(&call->writing, "token", data, seat_answer(&seat, found->id), err);
}

static enum err_code sit(struct call *call, const struct person *who, struct err *err)
{
    const char *team = field_text(call, "team"), *job = field_text(call, "job");
    if (team[0] != '\0') {
        enum err_code code = chair_free(call->table, team, job, who, err);
        if (code != ERR_OK) {
            return code;
        }
    }
    return table_event(&call->writing, "sit",
                       json_pack("{s:s, s:s, s:s}", "id", who->id, "team", team, "job", job), NULL,
                       err);
}

COMMAND_FN(run_sit)
{
    const struct session *session = table_session(call->table);
    bool early = session->phase <= PHASE_BRIEF;
    if (!early && call->person->team[0] != '\0') {
        return err_set(err, ERR_WRONG_PHASE, "", "after the briefing the facilitator moves people");
    }
    return sit(call, call->person, err);
}

static struct person *participant(struct call *call, struct err *err)
{
    int index = table_person(call->table, field_text(call, "participant"));
    if (index == NONE || call->table->person[index].removed ||
        call->table->person[index].role == ROLE_HOST) {
        (void)err_set(err, ERR_FIELD_VALUE, "participant", "there is no such participant");
        return NULL;
    }
    return &call->table->person[index];
}

COMMAND_FN(run_seat_move)
{
    struct person *person = participant(call, err);
    return person == NULL ? ERR_FIELD_VALUE : sit(call, person, err);
}

static enum err_code rename_to(struct call *call, const char *id, struct err *err)
{
    json_t *name = clean_field(call, "name", 1, NAME_MAX_CHARS, err);
    if (name == NULL) {
        return err == NULL ? ERR_FIELD_VALUE : err->code;
    }
    return table_event(&call->writing, "rename", json_pack("{s:s, s:o}", "id", id, "name", name),
                       NULL, err);
}

COMMAND_FN(run_rename)
{
    return rename_to(call, call->person->id, err);
}

COMMAND_FN(run_seat_rename)
{
    const struct person *person = participant(call, err);
    return person == NULL ? ERR_FIELD_VALUE : rename_to(call, person->id, err);
}

COMMAND_FN(run_leave)
{
    return table_event(&call->writing, "sit",
                       json_pack("{s:s, s:s, s:s}", "id", call->person->id, "team", "", "job", ""),
                       NULL, err);
}

COMMAND_FN(run_stepout)
{
    json_t *data = json_pack("{s:s, s:b}", "id", call->person->id, "on", field_bool(call, "on"));
    return table_event(&call->writing, "stepout", data, NULL, err);
}

COMMAND_FN(run_seat_remove)
{
    const struct person *person = participant(call, err);
    return person == NULL ? ERR_FIELD_VALUE
                          : table_event(&call->writing, "remove",
                                        json_pack("{s:s}", "id", person->id), NULL, err);
}

COMMAND_FN(run_seat_phrase)
{
    char phrase[PHRASE_MAX];
    const struct person *person = participant(call, err);
    if (person == NULL) {
        return ERR_FIELD_VALUE;
    }
    words_phrase(phrase, sizeof phrase);
    json_t *answer = json_pack("{s:s}", "phrase", phrase);
    char *text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    return table_event(&call->writing, "phrase",
                       json_pack("{s:s, s:s}", "id", person->id, "phrase", phrase), text, err);
}

static enum err_code own_seat(struct call *call, const char *role, const char *name,
                              const char *team, const char *job, struct err *err)
{
    struct seat seat;
    json_t *title = json_string(name);
    seat_new(call->table, &seat);
    json_t *data = join_data(&seat, role, title, team, job);
    json_decref(title);
    return table_event(&call->writing, "join", data, seat_answer(&seat, seat.id), err);
}

COMMAND_FN(run_room_open)
{
    return own_seat(call, "room", "Zaal", "", "", err);
}

COMMAND_FN(run_rehearse)
{
    char name[40];
    const char *team = field_text(call, "team"), *job = field_text(call, "job");
    enum err_code code = chair_free(call->table, team, job, NULL, err);
    words_pseudonym(name, sizeof name);
    return code == ERR_OK ? own_seat(call, "player", name, team, job, err) : code;
}
