/* SPDX-License-Identifier: EUPL-1.2 */
/* session_desk.c -- what the facilitator puts in: overrides, truths, injects, words, the reveal. */
#include "game/session_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"

enum { REVEAL_STEPS = 4 }; /* truth, hidden gauges, private votes, red's orders */

static void write_empty(struct buf *out)
{
    json_open(out, '{');
    json_close(out, '}');
}

static enum err_code override_read(const struct session *session, const json_t *data,
                                   struct session_override *over, struct err *err)
{
    const char *id = json_string_value(json_object_get(data, "var"));
    int variable = id == NULL ? NONE : book_find(session->book, KIND_VARIABLE, id);
    if (variable == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "var", "there is no variable '%.40s'",
                       id == NULL ? "" : id);
    }
    const struct variable *row = &session->program->variable[variable];
    over->variable = (int16_t)variable;
    over->index[0] = over->index[1] = NONE;
    for (int d = 0; d < row->dims; d++) {
        char key[2] = {(char)('0' + d), '\0'};
        const char *name = json_string_value(json_object_get(json_object_get(data, "index"), key));
        if (!entity_read(session, row->set[d], name, &over->index[d])) {
            return err_set(err, ERR_FIELD_VALUE, "index", "'%.40s' has no such index", id);
        }
    }
    json_int_t value = json_integer_value(json_object_get(data, "value")) * row->scale;
    if (value < row->lo || value > row->hi) {
        return err_set(err, ERR_FIELD_RANGE, "value", "%d to %d is allowed", row->lo / row->scale,
                       row->hi / row->scale);
    }
    over->value = (int32_t)value;
    over->before =
        engine_value(session->program, &session->world, variable, over->index[0], over->index[1]);
    return ERR_OK;
}

INPUT_FN(input_override)
{
    struct session_override over = {.turn = session->turn};
    const char *note = json_string_value(json_object_get(call->data, "note"));
    enum err_code code = override_read(session, call->data, &over, err);
    if (code != ERR_OK) {
        return code;
    }
    if (session->phase != PHASE_ADJUDICATE) {
        return err_set(err, ERR_WRONG_PHASE, "",
                       "results are overridden while they are adjudicated");
    }
    if (session->overs >= CORRECTIONS_MAX) {
        return err_set(err, ERR_FULL, "", "at most %d overrides in a game", CORRECTIONS_MAX);
    }
    if (note == NULL || note[0] == '\0') {
        return err_set(err, ERR_FIELD_MISSING, "note", "an override needs a note");
    }
    over.before = engine_value(session->program, session->preview_world, over.variable,
                               over.index[0], over.index[1]);
    over.note = strdup(note);
    session->over[session->overs++] = over;
    session_note(session, NOTE_OVERRIDE, session->overs - 1, 0, 0);
    session_preview(session);
    json_open(out, '{');
    json_key(out, "proposed"); /* what the engine had proposed stays in the log */
    json_int(out, over.before);
    json_close(out, '}');
    return ERR_OK;
}

INPUT_FN(input_undo)
{
    json_int_t k = json_integer_value(json_object_get(call->data, "override")) - 1;
    if (session->phase != PHASE_ADJUDICATE || k < 0 || k >= session->overs ||
        session->over[k].turn != session->turn || session->over[k].undone) {
        return err_set(err, ERR_REFUSED, "override", "there is no such override to undo");
    }
    session->over[k].undone = true;
    session_preview(session);
    write_empty(out);
    return ERR_OK;
}

INPUT_FN(input_truth)
{
    const json_t *draws = json_object_get(scenario_json(session->scenario), "draws");
    const char *id = json_string_value(json_object_get(call->data, "draw"));
    const char *option = json_string_value(json_object_get(call->data, "option"));
    struct act act = {
        .verb = ACT_TRUTH, .actor = NONE, .object = NONE, .arg = {NONE, NONE}, .value = NONE};
    for (size_t d = 0; id != NULL && d < json_array_size(draws); d++) {
        const json_t *draw = json_array_get(draws, d);
        if (strcmp(json_string_value(json_object_get(draw, "id")), id) == 0) {
            act.object = (int16_t)d;
        }
    }
    const json_t *options =
        json_object_get(json_array_get(draws, act.object < 0 ? 0 : (size_t)act.object), "options");
    for (size_t k = 0; option != NULL && k < json_array_size(options); k++) {
        if (strcmp(json_string_value(json_object_get(json_array_get(options, k), "id")), option) ==
            0) {
            act.value = (int32_t)k;
        }
    }
    if (act.object == NONE || act.value == NONE) {
        return err_set(err, ERR_FIELD_VALUE, act.object == NONE ? "draw" : "option",
                       "the scenario has no such hidden truth");
    }
    struct refusal refusal;
    if (session->phase >= PHASE_REVEAL ||
        !engine_may(session->program, session->setup, &session->world, &act, &refusal)) {
        return err_set(err, ERR_WRONG_PHASE, "", "the truth is fixed once it is revealed");
    }
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    (void)outcome_act(&outcome, &act, &refusal);
    session_note(session, NOTE_TRUTH, act.object, act.value, 0);
    if (session->phase == PHASE_ADJUDICATE) {
        session_preview(session);
    }
    outcome_close(&outcome, false);
    return ERR_OK;
}

bool session_may_inject(const struct session *session, int event, struct refusal *refusal)
{
    const struct act act = {
        .verb = ACT_INJECT, .actor = NONE, .object = (int16_t)event, .arg = {NONE, NONE}};
    const uint32_t when =
        event < 0 || event >= session->setup->events ? 0 : session->setup->event[event].when;
    if (!engine_may(session->program, session->setup, &session->world, &act, refusal)) {
        return false;
    }
    if (when != 0 && engine_eval(session->program, &session->world, when, NULL, 0) == 0) {
        *refusal = (struct refusal){.code = REFUSAL_NEED, .need = NONE};
        return false;
    }
    return true;
}

INPUT_FN(input_inject)
{
    const char *id = json_string_value(json_object_get(call->data, "event"));
    struct act act = {.verb = ACT_INJECT, .actor = NONE, .object = NONE, .arg = {NONE, NONE}};
    for (int k = 0; id != NULL && k < session->setup->events; k++) {
        if (strcmp(scenario_event_id(session->scenario, k), id) == 0) {
            act.object = (int16_t)k;
        }
    }
    struct refusal refusal;
    if (act.object == NONE ||
        !engine_may(session->program, session->setup, &session->world, &act, &refusal)) {
        return err_set(err, ERR_FIELD_VALUE, "event",
                       "there is no such inject, or it has come already");
    }
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    (void)outcome_act(&outcome, &act, &refusal);
    outcome_close(&outcome, false);
    return ERR_OK;
}

INPUT_FN(input_text)
{
    const char *kind = json_string_value(json_object_get(call->data, "kind"));
    const char *to = json_string_value(json_object_get(call->data, "to"));
    const char *text = json_string_value(json_object_get(call->data, "text"));
    int team = session_team(session, to);
    struct news news = {.event = NONE, .rule = NONE, .t = call->t};
    if (kind == NULL || text == NULL ||
        (team == NONE && to != NULL && strcmp(to, "all") != 0 && strcmp(to, "council") != 0)) {
        return err_set(err, ERR_FIELD_VALUE, "to",
                       "a text goes to a team, to 'council' or to 'all'");
    }
    news.kind = strcmp(kind, "say") == 0       ? NEWS_SAY
                : strcmp(kind, "whisper") == 0 ? NEWS_WHISPER
                                               : NEWS_BROADCAST;
    news.see = team != NONE                                 ? SEE_WHITE
               : (to != NULL && strcmp(to, "council") == 0) ? SEE_ALLIES | SEE_WHITE
                                                            : SEE_ALL;
    news.actors = team != NONE ? session->team[team].actors : 0;
    const char *name = json_string_value(json_object_get(call->data, "name"));
    (void)snprintf(news.from, sizeof news.from, "%s", name == NULL ? "host" : name);
    news.words = strdup(text);
    session_news(session, &news);
    write_empty(out);
    return ERR_OK;
}

INPUT_FN(input_later)
{
    if (session->phase < PHASE_LATER || session->later != NULL) {
        return err_set(err, ERR_WRONG_PHASE, "",
                       "the months after are played once, after the last turn");
    }
    session->later = json_deep_copy(call->data);
    write_empty(out);
    return ERR_OK;
}

bool session_reveals(const struct session *session)
{
    return session->phase == PHASE_REVEAL && session->reveal_step < REVEAL_STEPS;
}

INPUT_FN(input_reveal)
{
    if (!session_reveals(session)) {
        return err_set(err, ERR_WRONG_PHASE, "", "there is nothing more to reveal");
    }
    session->reveal_step++;
    (void)call;
    write_empty(out);
    return ERR_OK;
}

INPUT_FN(input_lock)
{
    (void)err;
    session->locked = json_is_true(json_object_get(call->data, "on"));
    write_empty(out);
    return ERR_OK;
}
