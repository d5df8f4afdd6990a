/* SPDX-License-Identifier: EUPL-1.2 */
/* session_inputs.h -- the inputs of a session, private to the game layer. Each either applies whole
 * or refuses and changes nothing; `out` gets one JSON object. */
#ifndef GAME_SESSION_INPUTS_H
#define GAME_SESSION_INPUTS_H

#include "game/session.h"

struct input_call {
    const struct library *library;
    const char *by;
    int64_t t;
    const json_t *data;
};

#define INPUT_FN(name)                                                                             \
    enum err_code name(struct session *session, const struct input_call *call, struct buf *out,    \
                       struct err *err)
INPUT_FN(input_create);
INPUT_FN(input_phase);
INPUT_FN(input_auto);
INPUT_FN(input_vote);
INPUT_FN(input_card);
INPUT_FN(input_act);
INPUT_FN(input_deadline);
INPUT_FN(input_override);
INPUT_FN(input_undo);
INPUT_FN(input_truth);
INPUT_FN(input_inject);
INPUT_FN(input_text);
INPUT_FN(input_ready);
INPUT_FN(input_pause);
INPUT_FN(input_resume);
INPUT_FN(input_extend);
INPUT_FN(input_later);
INPUT_FN(input_reveal);
INPUT_FN(input_lock);
INPUT_FN(input_end);

/* What acts do is gathered into one out object:
 * {"acts":[…],"changes":[…],"opened":…,"fired":…,"digest":…}. The writer is told each act with its
 * report; automated acts with their reasons. */
struct outcome {
    struct session *session;
    struct buf *out;
    int64_t t;
    int acts;
};
void outcome_open(struct outcome *outcome, struct session *session, int64_t t, struct buf *out);
void outcome_close(struct outcome *outcome, bool digest);
/* One engine act, kept and written. False with `refusal` and nothing changed when the engine
 * refuses it. */
bool outcome_act(struct outcome *outcome, const struct act *act, struct refusal *refusal);
/* Automated seats act: cards, orders or council, for session->automated. */
void outcome_auto(struct outcome *outcome, enum phase phase, bool to_the_end);
/* Keeps changes, messages and notes of the report in session->report. */
void outcome_keep(struct session *session, const struct act *act, const struct report *report,
                  int64_t t);

/* Marks what the views may show otherwise after the act: session->dirty and the lists of
 * session->reads. */
void session_mark(struct session *session, const struct act *act, const struct report *report);

/* The world as it is now; the caller frees it. NULL without memory. */
struct world *session_world_copy(const struct session *session);

/* Timers. */
int session_phase_seconds(const struct session *session, int turn, enum phase phase);
void session_clock_start(struct session *session, int64_t t, int seconds); /* 0: no timer */
/* Starts, restarts and stops the clocks of motions after an act. */
void session_motion_clock(struct session *session, const struct act *act, int64_t t);
void session_note(struct session *session, enum note_kind kind, int a, int b, int c);
void session_news(struct session *session, const struct news *news); /* takes news->words */
bool session_keep_last(const struct session *session);               /* is this the last turn? */
/* World before ACT_ADJUDICATE with the overrides applied: fills session->preview. */
void session_preview(struct session *session);

#endif
