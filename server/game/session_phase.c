/* SPDX-License-Identifier: EUPL-1.2 */
/* session_phase.c -- creation and the walk through the phases: which comes next, and what the world
 * does on the way. */
#include "game/session_inputs.h"

#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"

static const json_t *turn_json(const struct session *session, int turn)
{
    return json_array_get(json_object_get(scenario_json(session->scenario), "turns"),
                          turn < 1 ? 0 : (size_t)turn - 1);
}

int session_phase_seconds(const struct session *session, int turn, enum phase phase)
{
    bool in_turn = phase >= PHASE_INTEL && phase <= PHASE_OUTCOME;
    const json_t *of = in_turn ? json_object_get(turn_json(session, turn), "phases")
                               : json_object_get(scenario_json(session->scenario), "clock");
    return (int)json_integer_value(json_object_get(of, phase_word(phase)));
}

bool session_keep_last(const struct session *session)
{
    return session->turn >= session->setup->turns || session->world.ended != 0;
}

/* The phase after this one, in the turn it belongs to. Phases of no length are passed over;
 * adjudication never is. */
static enum phase next_phase(const struct session *session, int *ret_turn)
{
    int turn = session->turn;
    enum phase phase = session->phase;
    do {
        if (phase == PHASE_OUTCOME && !session_keep_last(session)) {
            phase = PHASE_INTEL;
            turn++;
        } else {
            phase = (enum phase)(phase + 1);
            turn = phase == PHASE_INTEL && turn == 0 ? 1 : turn;
        }
    } while ((phase == PHASE_ASSESS || phase == PHASE_DELIBERATE || phase == PHASE_COUNCIL) &&
             session_phase_seconds(session, turn, phase) == 0);
    *ret_turn = turn;
    return phase;
}

enum phase session_next_phase(const struct session *session)
{
    int turn = 0;
    return session->phase >= PHASE_DEBRIEF ? PHASE_CLOSED : next_phase(session, &turn);
}

static void act_of(struct outcome *outcome, enum act_verb verb, int value)
{
    const struct act act = {
        .verb = (uint8_t)verb, .actor = NONE, .object = NONE, .arg = {NONE, NONE}, .value = value};
    struct refusal refusal;
    (void)outcome_act(outcome, &act, &refusal); /* scripted lines may have nothing to do */
}

void session_preview(struct session *session)
{
    const struct act act = {
        .verb = ACT_ADJUDICATE, .actor = NONE, .object = NONE, .arg = {NONE, NONE}};
    struct refusal refusal;
    if (session->preview == NULL) {
        session->preview = malloc(sizeof *session->preview);
        session->preview_world = malloc(sizeof *session->preview_world);
    }
    if (session->preview == NULL || session->preview_world == NULL) {
        return;
    }
    world_copy(session->program, session->preview_world, &session->world);
    for (int k = 0; k < session->overs; k++) {
        const struct session_override *over = &session->over[k];
        if (over->turn == session->turn && !over->undone) {
            const struct act set = {.verb = ACT_CORRECT,
                                    .actor = NONE,
                                    .object = over->variable,
                                    .arg = {over->index[0], over->index[1]},
                                    .value = over->value};
            (void)engine_do(session->program, session->setup, session->preview_world, &set, NULL,
                            &refusal);
        }
    }
    (void)engine_do(session->program, session->setup, session->preview_world, &act,
                    session->preview, &refusal);
    session->dirty |= SECTION_BIT(DESK);
}

static void council_opens(struct session *session, struct outcome *outcome)
{
    const char *id = json_string_value(
        json_object_get(json_object_get(scenario_json(session->scenario), "later"), "motion"));
    int kind = book_find(session->book, KIND_MOTION, id == NULL ? "" : id);
    bool decided = false;
    for (int m = 0; m < session->world.motions; m++) {
        decided = decided ||
                  (session->world.motion[m].kind == kind && session->world.motion[m].decided != 0);
    }
    if (!decided) {
        free(session->fork);
        session->fork = session_world_copy(session);
        session->fork_turn = session->turn;
    }
    act_of(outcome, ACT_EVENTS, EVENT_COUNCIL);
    act_of(outcome, ACT_COUNCIL, 0);
    outcome_auto(outcome, PHASE_COUNCIL, false);
}

static void adjudicate(struct session *session, struct outcome *outcome)
{
    struct refusal refusal;
    for (int k = 0; k < session->overs; k++) {
        const struct session_override *over = &session->over[k];
        if (over->turn == session->turn && !over->undone) {
            const struct act act = {.verb = ACT_CORRECT,
                                    .actor = NONE,
                                    .object = over->variable,
                                    .arg = {over->index[0], over->index[1]},
                                    .value = over->value};
            (void)outcome_act(outcome, &act, &refusal);
        }
    }
    act_of(outcome, ACT_ADJUDICATE, 0);
}

static void leave(struct session *session, struct outcome *outcome)
{
    if (session->phase == PHASE_DELIBERATE) {
        act_of(outcome, ACT_LOCK, 0);
    } else if (session->phase == PHASE_COUNCIL) {
        outcome_auto(outcome, PHASE_COUNCIL, true);
        act_of(outcome, ACT_CLOSE, 0);
        for (int m = 0; m < MOTION_MAX; m++) {
            session->motion_ends[m] = -1;
        }
    }
}

static void enter(struct session *session, struct outcome *outcome)
{
    switch ((enum phase)session->phase) {
    case PHASE_INTEL:
        act_of(outcome, ACT_TURN, 0);
        free(session->turn_world[session->turn]);
        session->turn_world[session->turn] = session_world_copy(session);
        break;
    case PHASE_ASSESS:
        act_of(outcome, ACT_EVENTS, EVENT_ASSESS);
        outcome_auto(outcome, PHASE_ASSESS, false);
        break;
    case PHASE_DELIBERATE:
        act_of(outcome, ACT_EVENTS, EVENT_DELIBERATE);
        outcome_auto(outcome, PHASE_DELIBERATE, false);
        break;
    case PHASE_COUNCIL:
        council_opens(session, outcome);
        break;
    case PHASE_ADJUDICATE:
        if (session->course >= SESSION_COURSE) {
            act_of(outcome, ACT_EVENTS, EVENT_ADJUDICATE);
        }
        session_preview(session);
        break;
    case PHASE_OUTCOME:
        adjudicate(session, outcome);
        act_of(outcome, ACT_EVENTS, EVENT_OUTCOME);
        break;
    case PHASE_REVEAL:
        act_of(outcome, ACT_REVEAL, 0);
        session->reveal_step = 0;
        break;
    case PHASE_LOBBY:
    case PHASE_BRIEF:
    case PHASE_LATER:
    case PHASE_DEBRIEF:
    case PHASE_CLOSED:
    case PHASES:
        break;
    }
}

/* What happens in the world in a phase that has no time, and so none in which anybody acts: the
 * scripted lines come, orders are locked, the council opens and closes. */
static void pass_over(struct outcome *outcome, enum phase phase)
{
    if (phase == PHASE_ASSESS) {
        act_of(outcome, ACT_EVENTS, EVENT_ASSESS);
    } else if (phase == PHASE_DELIBERATE) {
        act_of(outcome, ACT_EVENTS, EVENT_DELIBERATE);
        act_of(outcome, ACT_LOCK, 0);
    } else if (phase == PHASE_COUNCIL) {
        act_of(outcome, ACT_EVENTS, EVENT_COUNCIL);
        act_of(outcome, ACT_COUNCIL, 0);
        act_of(outcome, ACT_CLOSE, 0);
    }
}

INPUT_FN(input_phase)
{
    int turn = 0;
    enum phase next = next_phase(session, &turn);
    const char *to = json_string_value(json_object_get(call->data, "to"));
    if (session->phase >= PHASE_DEBRIEF || to == NULL || phase_find(to) != (int)next) {
        return err_set(err, ERR_WRONG_PHASE, "to", "after '%s' comes '%s'",
                       phase_word(session->phase),
                       session->phase >= PHASE_DEBRIEF ? "nothing" : phase_word(next));
    }
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    leave(session, &outcome);
    bool whole = session->course >= SESSION_COURSE && turn == session->turn;
    for (int p = session->phase + 1; whole && p < (int)next; p++) {
        pass_over(&outcome, (enum phase)p);
    }
    session->phase = (uint8_t)next;
    session->turn = (int16_t)turn;
    for (int k = 0; k < session->teams; k++) {
        session->team[k].ready = false;
        session->team[k].carded = session->team[k].carded && next != PHASE_INTEL;
    }
    session_note(session, NOTE_PHASE, (int)next, 0, 0);
    session_clock_start(session, call->t, session_phase_seconds(session, turn, next));
    enter(session, &outcome);
    session->dirty_motions = UINT64_MAX;
    outcome_close(&outcome, true);
    return ERR_OK;
}

INPUT_FN(input_end)
{
    (void)err;
    session->phase = PHASE_CLOSED;
    session->ends = -1;
    session->t = call->t;
    session_note(session, NOTE_PHASE, PHASE_CLOSED, 0, 0);
    json_open(out, '{');
    json_close(out, '}');
    return ERR_OK;
}
