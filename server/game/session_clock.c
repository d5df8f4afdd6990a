/* SPDX-License-Identifier: EUPL-1.2 */
/* session_clock.c -- timers of phases and of motions under silence, in session time. Time comes in
 * with each input; while the server is down session time stands still. */
#include "game/session_inputs.h"

#include <string.h>

enum { SILENCE_SECONDS = 90, MINUTE_MS = 60000 };

void session_clock_start(struct session *session, int64_t t, int seconds)
{
    bool on = session->clock_on && seconds > 0;
    session->total = on ? (int64_t)seconds * 1000 : 0;
    session->ends = on ? t + session->total : -1;
    session->paused = false;
    session->dirty |= SECTION_BIT(CLOCK) | SECTION_BIT(PHASES) | SECTION_BIT(SESSION);
}

static int64_t silence_ms(const struct session *session, int motion)
{
    const json_t *row = book_json(session->book, KIND_MOTION, session->world.motion[motion].kind);
    const json_t *seconds = json_object_get(row, "seconds");
    return 1000 * (json_is_integer(seconds) ? json_integer_value(seconds) : SILENCE_SECONDS);
}

/* A council does not close over a running silence: the phase lasts at least as long as the
 * deadline. */
static void stretch(struct session *session, int64_t ends)
{
    if (session->ends >= 0 && session->ends < ends) {
        session->total += ends - session->ends;
        session->ends = ends;
        session->dirty |= SECTION_BIT(CLOCK);
    }
}

void session_motion_clock(struct session *session, const struct act *act, int64_t t)
{
    const struct program *p = session->program;
    if (act->verb == ACT_AMEND) { /* a new text runs its whole time */
        session->motion_ends[act->object] = -1;
    } else if (act->verb == ACT_EXTEND && session->motion_ends[act->object] >= 0) {
        session->motion_ends[act->object] += silence_ms(session, act->object);
        stretch(session, session->motion_ends[act->object]);
    }
    for (int m = 0; m < session->world.motions; m++) {
        const struct motion *motion = &session->world.motion[m];
        bool runs = p->motion[motion->kind].procedure == PROC_SILENCE &&
                    motion->state == MOTION_TABLED && motion->consent == 0;
        if (!runs) {
            session->motion_ends[m] = -1;
        } else if (session->motion_ends[m] == -1 && session->clock_on) {
            session->motion_ends[m] = t + silence_ms(session, m);
            stretch(session, session->motion_ends[m]);
        }
    }
}

INPUT_FN(input_deadline)
{
    const json_t *name = json_object_get(call->data, "motion");
    int m = json_is_integer(name) ? (int)json_integer_value(name) - 1 : NONE;
    if (m < 0 || m >= session->world.motions) {
        return err_set(err, ERR_FIELD_VALUE, "motion", "there is no such motion");
    }
    const struct act act = {
        .verb = ACT_DEADLINE, .actor = NONE, .object = (int16_t)m, .arg = {NONE, NONE}};
    struct refusal refusal;
    if (!engine_may(session->program, session->setup, &session->world, &act, &refusal)) {
        return err_set(err, ERR_REFUSED, "motion", "this motion has no deadline now");
    }
    struct outcome outcome;
    outcome_open(&outcome, session, call->t, out);
    session->motion_ends[m] = -1;
    (void)outcome_act(&outcome, &act, &refusal);
    outcome_auto(&outcome, PHASE_COUNCIL, false);
    outcome_close(&outcome, false);
    return ERR_OK;
}

static void empty(struct buf *out)
{
    json_open(out, '{');
    json_close(out, '}');
}

INPUT_FN(input_pause)
{
    if (session->paused || session->phase == PHASE_LOBBY) {
        return err_set(err, ERR_REFUSED, "", "the game stands still already");
    }
    session->paused = true;
    session->left = session->ends < 0 ? -1 : session->ends - call->t;
    for (int m = 0; m < MOTION_MAX; m++) {
        if (session->motion_ends[m] >= 0) {
            session->motion_ends[m] = -2 - (session->motion_ends[m] - call->t);
            session->dirty_motions |= UINT64_C(1) << m;
        }
    }
    empty(out);
    return ERR_OK;
}

INPUT_FN(input_resume)
{
    if (!session->paused) {
        return err_set(err, ERR_REFUSED, "", "the game is not paused");
    }
    session->paused = false;
    session->ends = session->left < 0 ? -1 : call->t + session->left;
    for (int m = 0; m < MOTION_MAX; m++) {
        if (session->motion_ends[m] < -1) {
            session->motion_ends[m] = call->t + (-2 - session->motion_ends[m]);
            session->dirty_motions |= UINT64_C(1) << m;
        }
    }
    empty(out);
    return ERR_OK;
}

INPUT_FN(input_extend)
{
    int64_t ms = MINUTE_MS * json_integer_value(json_object_get(call->data, "minutes"));
    if (session->ends < 0 && !(session->paused && session->left >= 0)) {
        return err_set(err, ERR_REFUSED, "", "this phase has no clock");
    }
    session->total += ms;
    if (session->paused) {
        session->left += ms;
    } else {
        session->ends += ms;
    }
    empty(out);
    return ERR_OK;
}
