/* SPDX-License-Identifier: EUPL-1.2 */
/* commands_play.c -- the players' commands: each becomes one input of the session. */
#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"
#include "game/commands.h"
#include "game/view.h"

/* The player's team in the present game; refuses who has no seat. */
static enum err_code team_of(struct call *call, int *ret_team, struct err *err)
{
    const struct session *session = table_session(call->table);
    int team = session == NULL ? NONE : session_team(session, call->person->team);
    if (team == NONE) {
        return err_set(err, ERR_WRONG_ROLE, "", "take a seat in a team first");
    }
    *ret_team = team;
    return ERR_OK;
}

/* The actor who acts: the one named, if the team plays it, else the team's first. `may` narrows the
 * choice: the first actor of the team for which the engine would take the act. */
static enum err_code actor_of(struct call *call, const struct act *draft, struct act *ret_act,
                              struct err *err)
{
    const struct session *s = table_session(call->table);
    int team = NONE;
    const char *named = field_text(call, "actor");
    enum err_code code = team_of(call, &team, err);
    if (code != ERR_OK) {
        return code;
    }
    int first = NONE;
    for (int a = 0; a < s->program->actors; a++) {
        struct act act = *draft;
        struct refusal refusal;
        bool mine = (s->team[team].actors >> a & 1u) != 0;
        if (!mine || (named[0] != '\0' && strcmp(book_id(s->book, KIND_ACTOR, a), named) != 0)) {
            continue;
        }
        first = first == NONE ? a : first;
        act.actor = (int16_t)a;
        if (engine_may(s->program, s->setup, &s->world, &act, &refusal)) {
            *ret_act = act;
            return ERR_OK;
        }
    }
    if (first == NONE) {
        return err_set(err, ERR_WRONG_ROLE, "actor", "your team does not play '%.40s'", named);
    }
    *ret_act = *draft;
    ret_act->actor = (int16_t)first;
    return ERR_OK; /* the engine will say why not */
}

static enum err_code do_act(struct call *call, const struct act *act, const char *words_key,
                            json_t *words, char *answer, struct err *err)
{
    const struct session *session = table_session(call->table);
    struct buf json;
    json_error_t at;
    buf_init(&json, 8192);
    act_write(session, act, &json);
    json_t *data = json_loadb(json.data, json.size, 0, &at);
    buf_done(&json);
    if (data == NULL) {
        json_decref(words);
        free(answer);
        return err_set(err, ERR_INTERNAL, "", "the act cannot be written");
    }
    if (words != NULL) {
        (void)json_object_set_new(data, words_key, words);
    }
    return table_input(&call->writing, INPUT_ACT, data, answer, err);
}

COMMAND_FN(run_ready)
{
    int team = NONE;
    enum err_code code = team_of(call, &team, err);
    return code != ERR_OK ? code
                          : table_input(&call->writing, INPUT_READY,
                                        json_pack("{s:s, s:b}", "team", call->person->team, "on",
                                                  field_bool(call, "on")),
                                        NULL, err);
}

static enum err_code filled(struct call *call, enum input type, struct err *err)
{
    int team = NONE;
    enum err_code code = team_of(call, &team, err);
    if (code != ERR_OK) {
        return code;
    }
    json_t *data = json_pack("{s:s}", "team", call->person->team);
    const char *const keys[] = {"values", "incidents"};
    for (int k = 0; k < 2; k++) {
        json_t *value = json_object_get(call->body, keys[k]);
        if (value != NULL) {
            (void)json_object_set(data, keys[k], value);
        }
    }
    call->person->dirty = true;
    return table_input(&call->writing, type, data, NULL, err);
}

COMMAND_FN(run_vote)
{
    return filled(call, INPUT_VOTE, err);
}

COMMAND_FN(run_card)
{
    return filled(call, INPUT_CARD, err);
}

/* A text that may be left out. */
static enum err_code optional_text(struct call *call, const char *name, size_t max,
                                   json_t **ret_text, struct err *err)
{
    *ret_text = NULL;
    if (field_text(call, name)[0] == '\0') {
        return ERR_OK;
    }
    *ret_text = clean_field(call, name, 0, max, err);
    return *ret_text == NULL ? err->code : ERR_OK;
}

static enum err_code targets(struct call *call, struct act *act, struct err *err)
{
    const struct session *s = table_session(call->table);
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach(json_object_get(call->body, "targets"), name, value)
    {
        int slot = name[0] >= '0' && name[0] <= '9' && name[1] == '\0' ? name[0] - '0' : NONE;
        if (slot == NONE || slot >= s->program->action[act->object].targets.count) {
            return err_set(err, ERR_FIELD_UNKNOWN, "targets", "this action has no target '%.20s'",
                           name);
        }
        if (!entity_read(s, action_target_set(s, act->object, slot), json_string_value(value),
                         &act->arg[slot])) {
            return err_set(err, ERR_FIELD_VALUE, "targets", "there is no such '%.20s'", name);
        }
    }
    return ERR_OK;
}

COMMAND_FN(run_order)
{
    const struct session *s = table_session(call->table);
    struct act draft = {.verb = ACT_ORDER,
                        .actor = NONE,
                        .arg = {NONE, NONE},
                        .value = (int32_t)field_int(call, "level", 0)},
               act;
    int action = book_find(s->book, KIND_ACTION, field_text(call, "action"));
    json_t *note = NULL;
    if (action == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "action", "there is no action '%.40s'",
                       field_text(call, "action"));
    }
    draft.object = (int16_t)action;
    enum err_code code = targets(call, &draft, err);
    code = code == ERR_OK ? actor_of(call, &draft, &act, err) : code;
    code = code == ERR_OK ? optional_text(call, "note", TEXT_MAX_CHARS, &note, err) : code;
    if (code != ERR_OK) {
        return code;
    }
    if (s->phase == PHASE_COUNCIL && s->program->action[action].when != WHEN_COUNCIL) {
        json_decref(note);
        return err_set(err, ERR_WRONG_PHASE, "action", "this action is ordered before the council");
    }
    return do_act(call, &act, "note", note, NULL, err);
}

static enum err_code order_act(struct call *call, enum act_verb verb, int32_t value,
                               struct err *err)
{
    const struct session *s = table_session(call->table);
    int team = session_team(s, call->person->team);
    int order = team == NONE ? NONE : view_order_find(s, team, field_text(call, "order"));
    struct act draft = {.verb = (uint8_t)verb,
                        .actor = NONE,
                        .object = (int16_t)order,
                        .arg = {NONE, NONE},
                        .value = value},
               act;
    if (order == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "order", "there is no such order");
    }
    enum err_code code = actor_of(call, &draft, &act, err);
    struct refusal refusal;
    bool others = verb == ACT_CANCEL ? act.actor != s->world.order[order].actor
                                     : !engine_may(s->program, s->setup, &s->world, &act, &refusal);
    if (code == ERR_OK && others) {
        return err_set(err, ERR_FIELD_VALUE, "order",
                       "there is no such order"); /* another team's: as if it were not there */
    }
    return code == ERR_OK ? do_act(call, &act, NULL, NULL, NULL, err) : code;
}

COMMAND_FN(run_order_cancel)
{
    return order_act(call, ACT_CANCEL, 0, err);
}

COMMAND_FN(run_order_consent)
{
    return order_act(call, ACT_CONSENT, field_bool(call, "yes") ? 1 : 0, err);
}

static enum err_code options_read(struct call *call, int kind, int32_t *ret_mask, struct err *err)
{
    const struct session *s = table_session(call->table);
    const char *name = NULL;
    json_t *on = NULL;
    *ret_mask = 0;
    json_object_foreach(json_object_get(call->body, "options"), name, on)
    {
        int bit = NONE;
        for (int k = 0; k < s->program->motion[kind].options; k++) {
            bit = strcmp(book_option(s->book, kind, k), name) == 0 ? k : bit;
        }
        if (bit == NONE) {
            return err_set(err, ERR_FIELD_UNKNOWN, "options", "this motion has no option '%.40s'",
                           name);
        }
        *ret_mask |= json_is_true(on) ? 1 << bit : 0;
    }
    return ERR_OK;
}

COMMAND_FN(run_table)
{
    const struct session *s = table_session(call->table);
    struct act draft = {.verb = ACT_TABLE, .actor = NONE, .arg = {NONE, NONE}}, act;
    int kind = book_find(s->book, KIND_MOTION, field_text(call, "motion"));
    const char *target = field_text(call, "target");
    json_t *text = NULL;
    if (kind == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "motion", "there is no motion '%.40s'",
                       field_text(call, "motion"));
    }
    draft.object = (int16_t)kind;
    const struct span *bindings = &s->program->motion[kind].targets;
    if (target[0] != '\0' &&
        (bindings->count == 0 ||
         !entity_read(s, s->program->binding[bindings->first].set, target, &draft.arg[0]))) {
        return err_set(err, ERR_FIELD_VALUE, "target", "there is no such target");
    }
    enum err_code code = options_read(call, kind, &draft.value, err);
    code = code == ERR_OK ? actor_of(call, &draft, &act, err) : code;
    code = code == ERR_OK ? optional_text(call, "text", DRAFT_MAX_CHARS, &text, err) : code;
    return code == ERR_OK ? do_act(call, &act, "text", text, NULL, err) : code;
}

/* The motion a command speaks of, as it was seen: another revision is stale. */
static enum err_code motion_of(struct call *call, bool with_rev, int16_t *ret_motion,
                               struct err *err)
{
    const struct session *s = table_session(call->table);
    int motions = NONE;
    for (int k = 0; k < s->program->sets; k++) {
        motions = s->program->set[k].kind == SET_MOTION ? k : motions;
    }
    /* To the red team no motion is there, whichever it names: a refusal would tell that one exists.
     */
    int team = session_team(s, call->person->team);
    bool red = team != NONE && s->team[team].red;
    if (red || !entity_read(s, motions, field_text(call, "motion"), ret_motion)) {
        return err_set(err, ERR_FIELD_VALUE, "motion", "there is no such motion");
    }
    if (with_rev && field_int(call, "rev", 0) != s->world.motion[*ret_motion].rev) {
        return err_set(err, ERR_STALE, "rev", "the text has changed since you saw it: revision %d",
                       s->world.motion[*ret_motion].rev);
    }
    return ERR_OK;
}

COMMAND_FN(run_answer)
{
    const struct session *s = table_session(call->table);
    struct act draft = {.verb = ACT_ANSWER, .actor = NONE, .arg = {NONE, NONE}}, act;
    json_t *reason = NULL;
    int answer = answer_find(field_text(call, "answer"));
    const char *condition = field_text(call, "condition");
    enum err_code code = motion_of(call, true, &draft.object, err);
    if (code != ERR_OK) {
        return code;
    }
    if (answer <= ANSWER_NONE) {
        return err_set(err, ERR_FIELD_VALUE, "answer", "there is no answer '%.20s'",
                       field_text(call, "answer"));
    }
    int kind = s->world.motion[draft.object].kind;
    draft.arg[0] = (int16_t)answer;
    int chosen = NONE;
    for (int k = 0; k < s->program->motion[kind].conditions; k++) {
        chosen = strcmp(book_condition(s->book, kind, k), condition) == 0 ? k : chosen;
    }
    draft.arg[1] = (int16_t)(answer == ANSWER_YES_IF && chosen != NONE ? chosen : 0);
    if (answer == ANSWER_YES_IF && chosen == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "condition",
                       "'yes if' names one of the motion's conditions");
    }
    bool must = answer == ANSWER_BREAK || answer == ANSWER_ASK;
    code = optional_text(call, "reason", TEXT_MAX_CHARS, &reason, err);
    if (code == ERR_OK && must && (reason == NULL || json_string_length(reason) == 0)) {
        code = err_set(err, ERR_FIELD_MISSING, "reason",
                       "who breaks silence or asks for clarification says why");
    }
    code = code == ERR_OK ? actor_of(call, &draft, &act, err) : code;
    if (code != ERR_OK) {
        json_decref(reason);
        return code;
    }
    return do_act(call, &act, "reason", reason, NULL, err);
}

static enum err_code motion_act(struct call *call, enum act_verb verb, int32_t value, bool with_rev,
                                struct err *err)
{
    struct act draft = {.verb = (uint8_t)verb, .actor = NONE, .arg = {NONE, NONE}, .value = value},
               act;
    json_t *text = NULL;
    enum err_code code = motion_of(call, with_rev, &draft.object, err);
    code = code == ERR_OK ? actor_of(call, &draft, &act, err) : code;
    code = code == ERR_OK ? optional_text(call, "text", DRAFT_MAX_CHARS, &text, err) : code;
    return code == ERR_OK ? do_act(call, &act, "text", text, NULL, err) : code;
}

COMMAND_FN(run_agree)
{
    return motion_act(call, ACT_AGREE, field_bool(call, "yes") ? 1 : 0, false, err);
}

COMMAND_FN(run_amend)
{
    int16_t motion = NONE;
    int32_t mask = 0;
    enum err_code code = motion_of(call, true, &motion, err);
    code =
        code == ERR_OK
            ? options_read(call, table_session(call->table)->world.motion[motion].kind, &mask, err)
            : code;
    return code == ERR_OK ? motion_act(call, ACT_AMEND, mask, true, err) : code;
}

COMMAND_FN(run_clarify)
{
    return motion_act(call, ACT_CLARIFY, 0, true, err);
}

COMMAND_FN(run_extend)
{
    return motion_act(call, ACT_EXTEND, 0, true, err);
}

COMMAND_FN(run_withdraw)
{
    return motion_act(call, ACT_WITHDRAW, 0, true, err);
}

COMMAND_FN(run_slip)
{
    return motion_act(call, ACT_SLIP, (int32_t)field_int(call, "level", 0), false, err);
}

COMMAND_FN(run_say)
{
    int team = NONE;
    bool council = strcmp(field_text(call, "room"), "council") == 0;
    enum err_code code = team_of(call, &team, err);
    if (code != ERR_OK) {
        return code;
    }
    if (council && table_session(call->table)->team[team].red) {
        return err_set(err, ERR_WRONG_ROLE, "room", "the red team does not sit in the council");
    }
    json_t *text = clean_field(call, "text", 1, TEXT_MAX_CHARS, err);
    return text == NULL ? err->code
                        : table_input(&call->writing, INPUT_TEXT,
                                      json_pack("{s:s, s:s, s:s, s:o}", "kind", "say", "to",
                                                council ? "council" : call->person->team, "name",
                                                call->person->name, "text", text),
                                      NULL, err);
}
