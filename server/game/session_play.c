/* SPDX-License-Identifier: EUPL-1.2 */
/* session_play.c -- what seats put in: private votes, the team's card, acts. The engine says what
 * is allowed. */
#include "game/session_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"
#include "game/grow.h"

static enum err_code team_field(const struct session *session, const json_t *data, int *ret_team,
                                struct err *err)
{
    const char *id = json_string_value(json_object_get(data, "team"));
    int team = session_team(session, id);
    if (team == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "team", "there is no team '%.40s'",
                       id == NULL ? "" : id);
    }
    *ret_team = team;
    return ERR_OK;
}

/* A card as it is sent: {"values":{card:number},"incidents":{"i1":{card:number}}}. */
struct filled {
    bool given[CARDS_MAX];
    int32_t value[CARDS_MAX];
    int16_t incident[CARDS_MAX][INCIDENT_MAX]; /* -1: not given */
};

static bool option_taken(const struct session *session, int card, int32_t value)
{
    size_t k = 0;
    const json_t *option = NULL;
    const json_t *options = json_object_get(book_json(session->book, KIND_CARD, card), "options");
    const struct card *row = &session->program->card[card];
    if (!json_is_array(options)) {
        return value >= row->lo && value <= row->hi;
    }
    json_array_foreach(options, k, option)
    {
        if (json_is_integer(option) && json_integer_value(option) == value) {
            return true;
        }
    }
    return false;
}

static enum err_code value_read(const struct session *session, const char *name,
                                const json_t *number, bool per_incident, int *ret_card,
                                struct err *err)
{
    int card = book_find(session->book, KIND_CARD, name);
    if (card == NONE || session->program->card[card].per_incident != per_incident) {
        return err_set(err, ERR_FIELD_UNKNOWN, name, "the card has no such field");
    }
    if (!json_is_integer(number) ||
        !option_taken(session, card, (int32_t)json_integer_value(number))) {
        return err_set(err, ERR_FIELD_RANGE, name, "%d to %d is allowed",
                       session->program->card[card].lo, session->program->card[card].hi);
    }
    *ret_card = card;
    return ERR_OK;
}

static enum err_code filled_read(const struct session *session, const json_t *data,
                                 struct filled *filled, struct err *err)
{
    const char *key = NULL;
    json_t *value = NULL;
    memset(filled, 0, sizeof *filled);
    memset(filled->incident, 0xff, sizeof filled->incident);
    json_object_foreach(json_object_get(data, "values"), key, value)
    {
        int card = NONE;
        enum err_code code = value_read(session, key, value, false, &card, err);
        if (code != ERR_OK) {
            return code;
        }
        filled->given[card] = true;
        filled->value[card] = (int32_t)json_integer_value(value);
    }
    json_object_foreach(json_object_get(data, "incidents"), key, value)
    {
        const char *name = NULL;
        json_t *number = NULL;
        char *end = NULL;
        long incident = key[0] == 'i' ? strtol(key + 1, &end, 10) : 0;
        if (end == NULL || *end != '\0' || incident < 1 || incident > session->world.incidents) {
            return err_set(err, ERR_FIELD_VALUE, "incidents", "there is no incident '%.20s'", key);
        }
        json_object_foreach(value, name, number)
        {
            int card = NONE;
            enum err_code code = value_read(session, name, number, true, &card, err);
            if (code != ERR_OK) {
                return code;
            }
            filled->incident[card][incident - 1] = (int16_t)json_integer_value(number);
        }
    }
    return ERR_OK;
}

static struct vote *vote_of(struct session *session, const char *participant)
{
    for (int k = 0; k < session->votes; k++) {
        if (strcmp(session->vote[k].participant, participant) == 0 &&
            session->vote[k].turn == session->turn) {
            return &session->vote[k];
        }
    }
    struct vote *vote = grow((void **)&session->vote, &session->votes, sizeof *vote);
    (void)snprintf(vote->participant, sizeof vote->participant, "%s", participant);
    memset(vote->incident_value, 0xff, sizeof vote->incident_value);
    vote->turn = session->turn;
    return vote;
}

static void write_empty(struct buf *out)
{
    json_open(out, '{');
    json_close(out, '}');
}

INPUT_FN(input_vote)
{
    int team = NONE;
    struct filled filled;
    enum err_code code = team_field(session, call->data, &team, err);
    code = code == ERR_OK ? filled_read(session, call->data, &filled, err) : code;
    if (code != ERR_OK) {
        return code;
    }
    if (!view_has_card(session, team)) {
        return err_set(err, ERR_REFUSED, "values", "this team has no card to fill");
    }
    struct vote *vote = vote_of(session, call->by);
    vote->team = (int16_t)team;
    for (int c = 0; c < session->program->cards; c++) {
        if (filled.given[c]) {
            vote->given[c] = true;
            vote->value[c] = filled.value[c];
        }
        for (int i = 0; i < INCIDENT_MAX; i++) {
            vote->incident_value[c][i] =
                filled.incident[c][i] >= 0 ? filled.incident[c][i] : vote->incident_value[c][i];
        }
    }
    session->dirty_team[team] |= SECTION_BIT(CARD);
    write_empty(out);
    return ERR_OK;
}

/* The card's fields as acts, for each actor of the team that fills it. */
static int card_acts(const struct session *session, int team, const struct filled *filled,
                     struct act *acts, int room)
{
    int count = 0;
    for (int a = 0; a < session->program->actors; a++) {
        if ((session->team[team].actors >> a & 1u) == 0) {
            continue;
        }
        for (int c = 0; c < session->program->cards; c++) {
            const struct act act = {.verb = ACT_CARD,
                                    .actor = (int16_t)a,
                                    .object = (int16_t)c,
                                    .arg = {NONE, NONE},
                                    .value = filled->value[c]};
            struct refusal refusal;
            if (filled->given[c] && count < room &&
                engine_may(session->program, session->setup, &session->world, &act, &refusal)) {
                acts[count++] = act;
            }
            for (int i = 0; i < session->world.incidents; i++) {
                struct act one = act;
                one.arg[0] = (int16_t)i;
                one.value = filled->incident[c][i];
                if (one.value >= 0 && count < room &&
                    engine_may(session->program, session->setup, &session->world, &one, &refusal)) {
                    acts[count++] = one;
                }
            }
        }
    }
    return count;
}

INPUT_FN(input_card)
{
    int team = NONE;
    struct filled filled;
    struct act acts[256];
    enum err_code code = team_field(session, call->data, &team, err);
    code = code == ERR_OK ? filled_read(session, call->data, &filled, err) : code;
    if (code != ERR_OK) {
        return code;
    }
    int count = card_acts(session, team, &filled, acts, 256);
    if (count == 0) {
        return err_set(err, ERR_REFUSED, "values",
                       "this team has no card to fill, or nothing was filled in");
    }
    struct outcome outcome;
    struct refusal refusal;
    outcome_open(&outcome, session, call->t, out);
    for (int k = 0; k < count; k++) {
        (void)outcome_act(&outcome, &acts[k], &refusal);
    }
    session->team[team].carded = true;
    outcome_close(&outcome, false);
    return ERR_OK;
}

static void keep_words(struct session *session, const struct act *act, const json_t *data)
{
    const char *reason = json_string_value(json_object_get(data, "reason"));
    const char *text = json_string_value(json_object_get(data, "text"));
    if (act->verb == ACT_ANSWER) {
        struct position_note *note = &session->position[act->object][act->actor];
        free(note->reason);
        *note = (struct position_note){.policy = NONE,
                                       .term = NONE,
                                       .person = true,
                                       .reason = reason == NULL ? NULL : strdup(reason)};
    }
    int m = act->verb == ACT_TABLE ? session->world.motions - 1 : act->object;
    bool draft = act->verb == ACT_TABLE || act->verb == ACT_AMEND || act->verb == ACT_CLARIFY;
    if (draft && text != NULL && text[0] != '\0') {
        free(session->motion_text[m]);
        session->motion_text[m] = strdup(text);
    }
}

INPUT_FN(input_act)
{
    struct act act;
    struct refusal refusal;
    enum err_code code = act_read(session, call->data, &act, err);
    if (code != ERR_OK) {
        return code;
    }
    if (act.verb >= ACT_TURN || act.actor == NONE) {
        return err_set(err, ERR_FIELD_VALUE, "verb", "seats do not give this act");
    }
    if (!engine_may(session->program, session->setup, &session->world, &act, &refusal)) {
        return refusal_err(session, &act, &refusal, err);
    }
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    (void)outcome_act(&outcome, &act, &refusal);
    keep_words(session, &act, call->data);
    if (session->phase == PHASE_COUNCIL) {
        if (act.verb == ACT_ORDER || act.verb == ACT_CONSENT) {
            const struct act now = {
                .verb = ACT_COUNCIL, .actor = NONE, .object = NONE, .arg = {NONE, NONE}};
            (void)outcome_act(&outcome, &now, &refusal);
        }
        if (act.verb >= ACT_TABLE) {
            outcome_auto(&outcome, PHASE_COUNCIL, false);
        }
    } else if (act.verb == ACT_ORDER && session->program->action[act.object].consent != NONE) {
        outcome_auto(&outcome, PHASE_DELIBERATE, false);
    }
    outcome_close(&outcome, false);
    return ERR_OK;
}

INPUT_FN(input_ready)
{
    int team = NONE;
    enum err_code code = team_field(session, call->data, &team, err);
    if (code != ERR_OK) {
        return code;
    }
    session->team[team].ready = json_is_true(json_object_get(call->data, "on"));
    session->dirty_team[team] |= SECTION_BIT(TEAMS) | SECTION_BIT(DESK) | SECTION_BIT(CAN);
    write_empty(out);
    return ERR_OK;
}

INPUT_FN(input_auto)
{
    int team = NONE;
    enum err_code code = team_field(session, call->data, &team, err);
    if (code != ERR_OK) {
        return code;
    }
    bool on = json_is_true(json_object_get(call->data, "on"));
    session->team[team].automated = on;
    session->dirty_motions = UINT64_MAX; /* who is the model's is marked beside each position */
    session->automated = on ? session->automated | session->team[team].actors
                            : session->automated & ~session->team[team].actors;
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    if (on && session->phase >= PHASE_ASSESS && session->phase <= PHASE_COUNCIL) {
        outcome_auto(&outcome, (enum phase)session->phase, false);
    }
    outcome_close(&outcome, false);
    return ERR_OK;
}
