/* SPDX-License-Identifier: EUPL-1.2 */
/* commands_host.c -- the facilitator's commands on the course of the game. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "game/commands.h"

static enum err_code input(struct call *call, enum input type, json_t *data, struct err *err)
{
    return table_input(&call->writing, type, data, NULL, err);
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static json_t *create_data(struct call *call, const char *seed)
{
    const json_t *truth = json_object_get(call->body, "truth"),
                 *set = json_object_get(call->body, "set");
    json_t *data = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:i}", "table", call->table->id, "scenario",
        field_text(call, "scenario"), "preset", field_text(call, "preset"), "names",
        field_text(call, "names"), "variant", field_text(call, "variant"), "clock",
        strcmp(field_text(call, "clock"), "scenario") == 0, "seed", seed, "course", SESSION_COURSE);
    if (truth != NULL) {
        (void)json_object_set(data, "truth", (json_t *)(uintptr_t)truth);
    }
    if (set != NULL) {
        (void)json_object_set(data, "set", (json_t *)(uintptr_t)set);
    }
    return data;
}

static enum err_code check_numbers(const json_t *set, struct err *err)
{
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)set, name, value)
    {
        if (!json_is_integer(value)) {
            return err_set(err, ERR_FIELD_TYPE, "set", "'%.60s' is a whole number", name);
        }
    }
    return ERR_OK;
}

static char *session_answer(const struct table *table, const char *id)
{
    json_t *answer = json_pack("{s:s, s:s}", "session", id, "code", table->code);
    char *text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    return text;
}

COMMAND_FN(run_session_create)
{
    char id[ID_UUID_SIZE], seed[24];
    const char *given = field_text(call, "seed");
    enum err_code code = check_numbers(json_object_get(call->body, "set"), err);
    if (code != ERR_OK) {
        return code;
    }
    if (strspn(given, "0123456789") != strlen(given)) {
        return err_set(err, ERR_FIELD_VALUE, "seed",
                       "a seed is a whole number from 0 to 18446744073709551615");
    }
    id_v7(id, clock_wall_ms(call->game->config.clock));
    (void)snprintf(seed, sizeof seed, "%llu",
                   ((unsigned long long)randombytes_random() << 21) ^
                       randombytes_random()); /* 53 bits: also a number for a script */
    struct session *session = session_new(id);
    if (session == NULL) {
        return err_set(err, ERR_NO_MEMORY, "", "out of memory");
    }
    return table_begin(&call->writing, session, create_data(call, given[0] == '\0' ? seed : given),
                       NULL, 0, session_answer(call->table, id), err);
}

COMMAND_FN(run_branch)
{
    char id[ID_UUID_SIZE], seed[24];
    const struct session *source = NULL;
    int turn = (int)field_int(call, "turn", 0);
    for (int k = 0; k < call->table->sessions; k++) {
        source = strcmp(call->table->session[k]->id, field_text(call, "session")) == 0
                     ? call->table->session[k]
                     : source;
    }
    if (source == NULL || turn > source->turn) {
        return err_set(err, ERR_FIELD_VALUE, source == NULL ? "session" : "turn",
                       "the game has not come so far");
    }
    table_wait_idle(call->table); /* the source's events are read back from the store */
    id_v7(id, clock_wall_ms(call->game->config.clock));
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)source->seed);
    json_t *data = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s, s:i, s:i}", "table", call->table->id, "scenario",
        or_empty(json_string_value(json_object_get(scenario_json(source->scenario), "id"))),
        "preset", source->preset, "names", source->names, "variant", source->variant, "clock",
        source->clock_on, "seed", seed, "branch_of", source->id, "branch_turn", turn, "course",
        source->course);
    if (source->created != NULL) { /* truths and parameters as the source had them at its start */
        const char *const kept[] = {"truth", "set"};
        for (int k = 0; k < 2; k++) {
            json_t *value = json_object_get(source->created, kept[k]);
            if (value != NULL) {
                (void)json_object_set(data, kept[k], value);
            }
        }
    }
    struct session *session = session_new(id);
    return table_begin(&call->writing, session, data, source, turn, session_answer(call->table, id),
                       err);
}

COMMAND_FN(run_session_select)
{
    return table_event(&call->writing, "select",
                       json_pack("{s:s}", "session", field_text(call, "session")), NULL, err);
}

static enum err_code next_phase(struct call *call, const char *cause, struct err *err)
{
    struct session *session = table_session(call->table);
    enum phase next = session_next_phase(session);
    return input(call, INPUT_PHASE, json_pack("{s:s, s:s}", "to", phase_word(next), "cause", cause),
                 err);
}

COMMAND_FN(run_session_start)
{
    return next_phase(call, "host", err);
}

COMMAND_FN(run_phase_next)
{
    const char *from = field_text(call, "from");
    if (from[0] != '\0' && phase_find(from) != (int)table_session(call->table)->phase) {
        return err_set(err, ERR_STALE, "from", "the phase has moved on already");
    }
    return next_phase(call, "host", err);
}

COMMAND_FN(run_accept)
{
    return next_phase(call, "accepted", err);
}

COMMAND_FN(run_session_end)
{
    return input(call, INPUT_END, json_object(), err);
}

COMMAND_FN(run_lobby_lock)
{
    return input(call, INPUT_LOCK, json_pack("{s:b}", "on", field_bool(call, "on")), err);
}

COMMAND_FN(run_phase_pause)
{
    return input(call, INPUT_PAUSE, json_object(), err);
}

COMMAND_FN(run_phase_resume)
{
    return input(call, INPUT_RESUME, json_object(), err);
}

COMMAND_FN(run_phase_extend)
{
    return input(call, INPUT_EXTEND,
                 json_pack("{s:i}", "minutes", (int)field_int(call, "minutes", 1)), err);
}

COMMAND_FN(run_team_automate)
{
    return table_event(
        &call->writing, "force",
        json_pack("{s:s, s:b}", "team", field_text(call, "team"), "on", field_bool(call, "on")),
        NULL, err);
}

static enum err_code words(struct call *call, const char *kind, const char *to, struct err *err)
{
    json_t *text = clean_field(call, "text", 1, DRAFT_MAX_CHARS, err);
    return text == NULL
               ? err->code
               : input(call, INPUT_TEXT,
                       json_pack("{s:s, s:s, s:o}", "kind", kind, "to", to, "text", text), err);
}

COMMAND_FN(run_broadcast)
{
    return words(call, "broadcast", "all", err);
}

COMMAND_FN(run_whisper)
{
    return words(call, "whisper", field_text(call, "team"), err);
}

COMMAND_FN(run_inject)
{
    const struct session *session = table_session(call->table);
    struct refusal refusal;
    for (int k = 0; k < session->setup->events; k++) {
        if (strcmp(scenario_event_id(session->scenario, k), field_text(call, "event")) == 0 &&
            !session_may_inject(session, k, &refusal)) {
            return err_set(err, ERR_REFUSED, "event",
                           "this has come already, or what it tells of is not so now");
        }
    }
    return input(call, INPUT_INJECT, json_pack("{s:s}", "event", field_text(call, "event")), err);
}

COMMAND_FN(run_truth)
{
    return input(call, INPUT_TRUTH,
                 json_pack("{s:s, s:s}", "draw", field_text(call, "draw"), "option",
                           field_text(call, "option")),
                 err);
}

COMMAND_FN(run_override)
{
    json_t *note = clean_field(call, "note", 1, TEXT_MAX_CHARS, err);
    json_t *index = json_object_get(call->body, "index");
    if (note == NULL) {
        return err->code;
    }
    json_t *data = json_pack("{s:s, s:i, s:o}", "var", field_text(call, "var"), "value",
                             (int)field_int(call, "value", 0), "note", note);
    if (index != NULL) {
        (void)json_object_set(data, "index", index);
    }
    return input(call, INPUT_OVERRIDE, data, err);
}

COMMAND_FN(run_override_undo)
{
    return input(call, INPUT_UNDO,
                 json_pack("{s:i}", "override", (int)field_int(call, "override", 0)), err);
}

COMMAND_FN(run_reveal)
{
    return input(call, INPUT_REVEAL, json_object(), err);
}
