/* SPDX-License-Identifier: EUPL-1.2 */
/* commands.c -- the table of commands: who may give which, in which phase, with which fields. The API's document, the
 * checks and `can` are made from it; the matrix that tests it is written by hand. */
#include "game/commands.h"

#include <string.h>

#include "base/utf8.h"

#define FS(name, required, min, max) {name, FIELD_STRING, required, min, max, NULL}
#define FI(name, required, min, max) {name, FIELD_INT, required, min, max, NULL}
#define FB(name, required) {name, FIELD_BOOL, required, 0, 0, NULL}
#define FO(name, required) {name, FIELD_OBJECT, required, 0, 64, NULL}
#define FV(name, required, values) {name, FIELD_STRING, required, 1, 40, values}

enum { ID = 48, FORCE = 1000000000 };
#define HOST ROLE_HOST
#define PLAYER ROLE_PLAYER
#define LOBBY_BRIEF (PHASE_BIT(LOBBY) | PHASE_BIT(BRIEF))
#define RUNNING (PHASES_OPEN & ~PHASE_BIT(LOBBY))
#define HIDDEN (PHASE_BIT(LOBBY) | PHASE_BIT(BRIEF) | PHASES_PLAY | PHASE_BIT(LATER))

const struct command COMMANDS[] = {
    {"host.claim", ROLE_ANYONE, PHASES_NONE, true, run_host_claim, {FS("secret", true, 40, 64)}, {"Spelleiderslink gebruiken", "Use a host link"}},
    {"join", ROLE_ANYONE, PHASES_OPEN, true, run_join,
     {FS("code", true, 6, 16), FS("name", true, 1, NAME_MAX_CHARS), FS("team", false, 0, ID), FS("job", false, 0, ID)}, {"Aanschuiven", "Join"}},
    {"rejoin", ROLE_ANYONE, PHASES_ALL, true, run_rejoin, {FS("code", true, 6, 16), FS("phrase", true, 3, PHRASE_MAX)}, {"Terugkomen", "Rejoin"}},
    {"table.open", HOST, PHASES_NONE, true, run_table_open, {{0}}, {"Tafel erbij openen", "Open another table"}},
    {"session.create", HOST, PHASES_NONE, true, run_session_create,
     {FS("scenario", true, 1, ID), FS("preset", true, 1, ID), FV("names", true, "real|fictional"), FS("variant", false, 0, ID),
      FV("clock", true, "scenario|off"), FO("truth", false), FO("set", false), FS("seed", false, 1, 20)},
     {"Spel opzetten", "Set up a game"}},
    {"session.select", HOST, PHASES_NONE, true, run_session_select, {FS("session", true, 36, 36)}, {"Spel kiezen", "Choose a game"}},
    {"session.start", HOST, PHASE_BIT(LOBBY), true, run_session_start, {{0}}, {"Beginnen", "Start"}},
    {"session.end", HOST, PHASES_OPEN, true, run_session_end, {{0}}, {"Spel afsluiten", "End the game"}},
    {"lobby.lock", HOST, PHASES_OPEN, true, run_lobby_lock, {FB("on", true)}, {"Deur op slot", "Lock the door"}},
    {"phase.next", HOST, RUNNING & ~PHASE_BIT(DEBRIEF), true, run_phase_next, {FS("from", false, 1, 16)}, {"Volgende fase", "Next phase"}},
    {"phase.pause", HOST, RUNNING, true, run_phase_pause, {{0}}, {"Pauze", "Pause"}},
    {"phase.resume", HOST, RUNNING, true, run_phase_resume, {{0}}, {"Verder", "Resume"}},
    {"phase.extend", HOST, RUNNING, true, run_phase_extend, {FI("minutes", true, 1, 30)}, {"Verlengen", "Extend"}},
    {"seat.move", HOST, PHASES_OPEN, true, run_seat_move, {FS("participant", true, 1, 11), FS("team", true, 0, ID), FS("job", false, 0, ID)}, {"Verplaatsen", "Move"}},
    {"seat.rename", HOST, PHASES_ALL, true, run_seat_rename, {FS("participant", true, 1, 11), FS("name", true, 1, NAME_MAX_CHARS)}, {"Hernoemen", "Rename"}},
    {"seat.remove", HOST, PHASES_ALL, true, run_seat_remove, {FS("participant", true, 1, 11)}, {"Verwijderen", "Remove"}},
    {"seat.phrase", HOST, PHASES_ALL, true, run_seat_phrase, {FS("participant", true, 1, 11)}, {"Nieuwe terugkomwoorden", "New rejoin phrase"}},
    {"team.automate", HOST, PHASES_OPEN, true, run_team_automate, {FS("team", true, 1, ID), FB("on", true)}, {"Team door het model", "Model plays a team"}},
    {"room.open", HOST, PHASES_ALL, true, run_room_open, {{0}}, {"Zaalscherm openen", "Open a room screen"}},
    {"rehearse", HOST, PHASES_OPEN, true, run_rehearse, {FS("team", true, 1, ID), FS("job", false, 0, ID)}, {"Oefenstoel", "Rehearsal seat"}},
    {"broadcast", HOST, PHASES_OPEN, true, run_broadcast, {FS("text", true, 1, DRAFT_MAX_CHARS)}, {"Bericht aan allen", "Tell everybody"}},
    {"whisper", HOST, PHASES_OPEN, true, run_whisper, {FS("text", true, 1, DRAFT_MAX_CHARS), FS("team", true, 1, ID)}, {"Geheim bericht", "Whisper"}},
    {"inject", HOST, PHASES_PLAY & ~PHASE_BIT(OUTCOME), true, run_inject, {FS("event", true, 1, ID)}, {"Spelimpuls", "Inject"}},
    {"truth.set", HOST, HIDDEN, true, run_truth, {FS("draw", true, 1, ID), FS("option", true, 1, ID)}, {"Waarheid kiezen", "Set a truth"}},
    {"override", HOST, PHASE_BIT(ADJUDICATE), true, run_override,
     {FS("var", true, 1, ID), FO("index", false), FI("value", true, -FORCE, FORCE), FS("note", true, 1, TEXT_MAX_CHARS)}, {"Uitkomst wijzigen", "Override"}},
    {"override.undo", HOST, PHASE_BIT(ADJUDICATE), true, run_override_undo, {FI("override", true, 1, CORRECTIONS_MAX)}, {"Wijziging intrekken", "Undo an override"}},
    {"adjudication.accept", HOST, PHASE_BIT(ADJUDICATE), true, run_accept, {{0}}, {"Uitkomst aanvaarden", "Accept"}},
    {"reveal.next", HOST, PHASE_BIT(REVEAL), true, run_reveal, {{0}}, {"Volgende onthulling", "Reveal the next"}},
    {"branch", HOST, PHASES_ALL & ~LOBBY_BRIEF, true, run_branch, {FS("session", true, 36, 36), FI("turn", true, 1, TURNS_MAX)}, {"Terug en anders", "Rewind into a branch"}},
    {"me.sit", PLAYER, PHASES_OPEN, true, run_sit, {FS("team", true, 1, ID), FS("job", false, 0, ID)}, {"Plaatsnemen", "Sit down"}},
    {"me.rename", PLAYER, PHASES_OPEN, true, run_rename, {FS("name", true, 1, NAME_MAX_CHARS)}, {"Andere naam", "Change name"}},
    {"me.leave", PLAYER, PHASES_ALL, true, run_leave, {{0}}, {"Vertrekken", "Leave"}},
    {"me.stepout", PLAYER, PHASES_OPEN, true, run_stepout, {FB("on", true)}, {"Uit de rol", "Step out of role"}},
    {"ready", PLAYER, PHASES_PLAY & ~PHASE_BIT(ADJUDICATE), false, run_ready, {FB("on", true)}, {"Klaar", "Ready"}},
    {"vote", PLAYER, PHASE_BIT(ASSESS), false, run_vote, {FO("values", false), FO("incidents", false)}, {"Eigen oordeel", "Private vote"}},
    {"card", PLAYER, PHASE_BIT(ASSESS), false, run_card, {FO("values", false), FO("incidents", false)}, {"Kaart van het team", "Team's card"}},
    {"order", PLAYER, PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), false, run_order,
     {FS("action", true, 1, ID), FO("targets", false), FI("level", false, -100, 100), FS("note", false, 0, TEXT_MAX_CHARS), FS("actor", false, 0, ID)}, {"Actie", "Order"}},
    {"order.cancel", PLAYER, PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), false, run_order_cancel, {FS("order", true, 1, 200)}, {"Actie intrekken", "Cancel an order"}},
    {"order.consent", PLAYER, PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL), false, run_order_consent, {FS("order", true, 1, 200), FB("yes", true)}, {"Instemmen", "Consent"}},
    {"motion.table", PLAYER, PHASE_BIT(COUNCIL), false, run_table,
     {FS("motion", true, 1, ID), FS("target", false, 0, ID), FO("options", false), FS("text", false, 0, DRAFT_MAX_CHARS), FS("actor", false, 0, ID)}, {"Voorstel indienen", "Table a motion"}},
    {"motion.answer", PLAYER, PHASE_BIT(COUNCIL), false, run_answer,
     {FS("motion", true, 2, 4), FI("rev", true, 0, 65535), FS("actor", false, 0, ID), FS("answer", true, 1, 16), FS("condition", false, 0, ID), FS("reason", false, 0, TEXT_MAX_CHARS)},
     {"Standpunt", "Position"}},
    {"motion.agree", PLAYER, PHASE_BIT(COUNCIL), false, run_agree, {FS("motion", true, 2, 4), FB("yes", true)}, {"Instemming slachtoffer", "Victim's consent"}},
    {"motion.amend", PLAYER, PHASE_BIT(COUNCIL), false, run_amend, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535), FO("options", false), FS("text", false, 0, DRAFT_MAX_CHARS)}, {"Tekst wijzigen", "Amend"}},
    {"motion.clarify", PLAYER, PHASE_BIT(COUNCIL), false, run_clarify, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535), FS("text", false, 0, DRAFT_MAX_CHARS)}, {"Toelichten", "Clarify"}},
    {"motion.extend", PLAYER, PHASE_BIT(COUNCIL), false, run_extend, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535)}, {"Termijn verlengen", "Extend the deadline"}},
    {"motion.withdraw", PLAYER, PHASE_BIT(COUNCIL), false, run_withdraw, {FS("motion", true, 2, 4), FI("rev", true, 0, 65535)}, {"Intrekken", "Withdraw"}},
    {"motion.slip", PLAYER, PHASE_BIT(COUNCIL) | PHASE_BIT(DELIBERATE), false, run_slip, {FS("motion", true, 2, 4), FS("actor", false, 0, ID), FI("level", true, 0, 5)}, {"Bijdrage", "Contribution"}},
    {"say", PLAYER, PHASES_OPEN & ~PHASE_BIT(LOBBY), true, run_say, {FV("room", true, "team|council"), FS("text", true, 1, TEXT_MAX_CHARS)}, {"Zeggen", "Say"}},
};
const int COMMANDS_COUNT = (int)(sizeof COMMANDS / sizeof COMMANDS[0]);

const struct command *command_find(const char *name)
{
    for (int k = 0; name != NULL && k < COMMANDS_COUNT; k++) {
        if (strcmp(COMMANDS[k].name, name) == 0) {
            return &COMMANDS[k];
        }
    }
    return NULL;
}

bool command_may(const struct command *command, const struct table *table, uint8_t role)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    if ((command->roles & role) == 0) {
        return false;
    }
    if (command->phases == PHASES_NONE) {
        return true;
    }
    return session != NULL && (command->phases >> session->phase & 1u) != 0 && (command->idle || !session->paused);
}

static bool listed(const char *values, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = values; at != NULL; at = strchr(at, '|') == NULL ? NULL : strchr(at, '|') + 1) {
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

static enum err_code check_string(const struct field_rule *rule, const json_t *value, struct err *err)
{
    if (!json_is_string(value)) {
        return err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is a text", rule->name);
    }
    if (rule->values != NULL && !listed(rule->values, json_string_value(value))) {
        return err_set(err, ERR_FIELD_VALUE, rule->name, "'%s' is one of %s", rule->name, rule->values);
    }
    size_t count = characters(json_string_value(value), json_string_length(value));
    if (rule->values == NULL && (count < (size_t)rule->min || count > (size_t)rule->max)) {
        return err_set(err, ERR_FIELD_LENGTH, rule->name, "'%s' has %d to %d characters", rule->name, rule->min, rule->max);
    }
    return ERR_OK;
}

static enum err_code check_field(const struct field_rule *rule, const json_t *value, struct err *err)
{
    switch ((enum field_type)rule->type) {
    case FIELD_STRING:
        return check_string(rule, value, err);
    case FIELD_INT:
        if (!json_is_integer(value)) {
            return err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is a whole number", rule->name);
        }
        if (json_integer_value(value) < rule->min || json_integer_value(value) > rule->max) {
            return err_set(err, ERR_FIELD_RANGE, rule->name, "'%s' is from %d to %d", rule->name, rule->min, rule->max);
        }
        return ERR_OK;
    case FIELD_BOOL:
        return json_is_boolean(value) ? ERR_OK : err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is true or false", rule->name);
    case FIELD_OBJECT:
        if (!json_is_object(value)) {
            return err_set(err, ERR_FIELD_TYPE, rule->name, "'%s' is an object", rule->name);
        }
        return json_object_size(value) <= (size_t)rule->max ? ERR_OK : err_set(err, ERR_FIELD_LENGTH, rule->name, "'%s' has at most %d keys", rule->name, rule->max);
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
            return err_set(err, ERR_FIELD_UNKNOWN, name, "'%s' has no field '%.40s'", command->name, name);
        }
        enum err_code code = rule == NULL ? ERR_OK : check_field(rule, value, err);
        if (code != ERR_OK) {
            return code;
        }
    }
    for (int k = 0; k < FIELDS_MAX && command->field[k].name != NULL; k++) {
        if (command->field[k].required && json_object_get(body, command->field[k].name) == NULL) {
            return err_set(err, ERR_FIELD_MISSING, command->field[k].name, "'%s' needs '%s'", command->name, command->field[k].name);
        }
    }
    return ERR_OK;
}

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
        for (const char *at = rule->values; at != NULL; at = strchr(at, '|') == NULL ? NULL : strchr(at, '|') + 1) {
            json_strn(json, at, strcspn(at, "|"));
        }
        json_close(json, ']');
    }
    json_close(json, '}');
}

static void write_command(const struct command *command, struct buf *json)
{
    static const struct { uint8_t bit; const char *word; } ROLES[] = {{ROLE_ANYONE, "anyone"}, {ROLE_HOST, "host"}, {ROLE_PLAYER, "player"}, {ROLE_ROOM, "room"}};
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
