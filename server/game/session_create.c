/* SPDX-License-Identifier: EUPL-1.2 */
/* session_create.c -- makes a session of a scenario: teams, hidden truth, variant, the world at the
 * start. */
#include "game/session_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/hash.h"
#include "game/act_json.h"

static uint64_t seed_read(const json_t *data)
{
    const char *text = json_string_value(json_object_get(data, "seed"));
    return text == NULL ? 0 : strtoull(text, NULL, 10);
}

static const json_t *list_find(const json_t *list, const char *id)
{
    size_t k = 0;
    const json_t *item = NULL;
    json_array_foreach(list, k, item)
    {
        const char *name = json_string_value(json_object_get(item, "id"));
        if (name != NULL && id != NULL && strcmp(name, id) == 0) {
            return item;
        }
    }
    return NULL;
}

static void team_read(struct session *session, const json_t *row)
{
    struct team *team = &session->team[session->teams++];
    size_t k = 0;
    const json_t *item = NULL;
    *team = (struct team){.id = json_string_value(json_object_get(row, "id")), .automated = true};
    team->seats = (int)json_integer_value(json_object_get(row, "seats"));
    json_array_foreach(json_object_get(row, "actors"), k, item)
    {
        int actor = book_find(session->book, KIND_ACTOR, json_string_value(item));
        if (actor != NONE) {
            team->actors |= UINT64_C(1) << actor;
            team->red = team->red || session->program->actor[actor].kind == ACTOR_RED;
        }
    }
    json_array_foreach(json_object_get(row, "jobs"), k, item)
    {
        if (team->jobs < JOBS_MAX) {
            team->job[team->jobs++] = json_string_value(item);
        }
    }
}

static void teams_read(struct session *session, const json_t *preset)
{
    size_t k = 0;
    const json_t *row = NULL;
    json_array_foreach(json_object_get(preset, "teams"), k, row)
    {
        if (session->teams < TEAMS_MAX) {
            team_read(session, row);
        }
    }
    session->automated =
        session->program->actors >= 64 ? UINT64_MAX : (UINT64_C(1) << session->program->actors) - 1;
}

static enum err_code truths_read(const struct session *session, const json_t *data,
                                 int16_t truth[DRAWS_MAX], struct err *err)
{
    const json_t *chosen = json_object_get(data, "truth");
    const json_t *draws = json_object_get(scenario_json(session->scenario), "draws");
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)chosen, name, value)
    {
        if (!json_is_string(value) || list_find(draws, name) == NULL) {
            return err_set(err, ERR_FIELD_VALUE, "truth", "the scenario draws no '%.40s'", name);
        }
    }
    for (size_t d = 0; d < DRAWS_MAX; d++) {
        truth[d] = NONE;
        const json_t *draw = json_array_get(draws, d);
        const char *id = json_string_value(json_object_get(draw, "id"));
        const char *option = id == NULL ? NULL : json_string_value(json_object_get(chosen, id));
        const json_t *options = json_object_get(draw, "options");
        for (size_t k = 0; option != NULL && k < json_array_size(options); k++) {
            const char *other =
                json_string_value(json_object_get(json_array_get(options, k), "id"));
            if (other != NULL && strcmp(other, option) == 0) {
                truth[d] = (int16_t)k;
            }
        }
        if (option != NULL && truth[d] == NONE) {
            return err_set(err, ERR_FIELD_VALUE, "truth", "'%.40s' is no option of '%.40s'", option,
                           id);
        }
    }
    return ERR_OK;
}

static void copy_text(char *to, size_t room, const json_t *data, const char *key)
{
    const char *text = json_string_value(json_object_get(data, key));
    (void)snprintf(to, room, "%s", text == NULL ? "" : text);
}

/* A variant's start values come after the scenario's own. */
static enum err_code variant_read(struct session *session, struct err *err)
{
    const json_t *variants = json_object_get(scenario_json(session->scenario), "variants");
    for (size_t k = 0; session->variant[0] != '\0' && k < json_array_size(variants); k++) {
        const json_t *row = json_array_get(variants, k);
        const char *id = json_string_value(json_object_get(row, "id"));
        int count = 0;
        if (id == NULL || strcmp(id, session->variant) != 0) {
            continue;
        }
        copy_text(session->variant_texts, sizeof session->variant_texts, row, "texts");
        const struct start *start = scenario_variant(session->scenario, (int)k, &count);
        session->own_setup = malloc(sizeof *session->own_setup);
        if (session->own_setup == NULL) {
            return err_set(err, ERR_NO_MEMORY, "", "out of memory");
        }
        *session->own_setup = *session->setup;
        for (int n = 0; n < count && session->own_setup->starts < STARTS_MAX; n++) {
            session->own_setup->start[session->own_setup->starts++] = start[n];
        }
        session->setup = session->own_setup;
        return ERR_OK;
    }
    return session->variant[0] == '\0'
               ? ERR_OK
               : err_set(err, ERR_FIELD_VALUE, "variant", "the scenario has no variant '%.40s'",
                         session->variant);
}

/* What the numbers that were set by hand would have been at the start of this very game. */
static enum err_code pins_was(struct session *session, const int16_t truth[DRAWS_MAX],
                              struct err *err)
{
    const struct setup *pinned = session->setup;
    if (pinned->pins == 0) {
        return ERR_OK;
    }
    struct setup *plain = malloc(sizeof *plain);
    if (plain == NULL) {
        return err_set(err, ERR_NO_MEMORY, "", "out of memory");
    }
    *plain = *pinned;
    plain->pins = 0;
    engine_start(session->program, plain, session->seed, truth, &session->world, NULL);
    free(plain);
    for (int k = 0; k < pinned->pins; k++) {
        const struct start *pin = &pinned->pin[k];
        session->pin_was[k] = engine_value(session->program, &session->world, pin->variable,
                                           pin->index[0], pin->index[1]);
    }
    return ERR_OK;
}

struct world *session_world_copy(const struct session *session)
{
    struct world *kept = malloc(sizeof *kept);
    if (kept != NULL) {
        world_copy(session->program, kept, &session->world);
    }
    return kept;
}

INPUT_FN(input_create)
{
    const char *id = json_string_value(json_object_get(call->data, "scenario"));
    const char *preset_id = json_string_value(json_object_get(call->data, "preset"));
    int16_t truth[DRAWS_MAX];
    struct scenario *scenario =
        call->library->scenario(call->library->cls, id, json_object_get(call->data, "set"), err);
    if (scenario == NULL) {
        return err == NULL || err->code == ERR_OK
                   ? err_set(err, ERR_FIELD_VALUE, "scenario", "there is no scenario '%.40s'",
                             id == NULL ? "" : id)
                   : err->code;
    }
    const json_t *preset =
        list_find(json_object_get(scenario_json(scenario), "presets"), preset_id);
    if (preset == NULL) {
        return err_set(err, ERR_FIELD_VALUE, "preset", "the scenario has no preset '%.40s'",
                       preset_id == NULL ? "" : preset_id);
    }
    session->scenario = scenario;
    session->book = scenario_book(scenario);
    session->program = scenario_program(scenario);
    session->setup = scenario_setup(scenario);
    enum err_code code = truths_read(session, call->data, truth, err);
    if (code != ERR_OK) {
        session->scenario = NULL;
        return code;
    }
    copy_text(session->table, sizeof session->table, call->data, "table");
    copy_text(session->preset, sizeof session->preset, call->data, "preset");
    copy_text(session->variant, sizeof session->variant, call->data, "variant");
    copy_text(session->names, sizeof session->names, call->data, "names");
    copy_text(session->branch_of, sizeof session->branch_of, call->data, "branch_of");
    session->branch_turn = (int16_t)json_integer_value(json_object_get(call->data, "branch_turn"));
    code = variant_read(session, err);
    if (code != ERR_OK) {
        session->scenario = NULL;
        return code;
    }
    session->course = (int16_t)json_integer_value(json_object_get(call->data, "course"));
    call->library->hashes(call->library->cls, scenario, session->book_hash, session->scenario_hash);
    session->clock_on = json_is_true(json_object_get(call->data, "clock"));
    session->seed = seed_read(call->data);
    teams_read(session, preset);
    code = pins_was(session, truth, err);
    if (code != ERR_OK) {
        session->scenario = NULL;
        return code;
    }
    engine_start(session->program, session->setup, session->seed, truth, &session->world,
                 session->report);
    session->start_world = session_world_copy(session);
    session->phase = PHASE_LOBBY;
    session->created = json_deep_copy(call->data);
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    outcome_close(&outcome, true);
    return ERR_OK;
}
