/* SPDX-License-Identifier: EUPL-1.2 */
/* commands.h -- the handlers behind the table of commands. Each runs with its table's lock held,
 * the body checked against the table; it makes one event or refuses. */
#ifndef GAME_COMMANDS_H
#define GAME_COMMANDS_H

#include "game/game_private.h"

#define COMMAND_FN(name) enum err_code name(struct call *call, struct err *err)
/* commands_table.c's rows; who sits where: commands_people.c */
COMMAND_FN(run_host_claim);
COMMAND_FN(run_join);
COMMAND_FN(run_rejoin);
COMMAND_FN(run_sit);
COMMAND_FN(run_rename);
COMMAND_FN(run_leave);
COMMAND_FN(run_stepout);
COMMAND_FN(run_seat_move);
COMMAND_FN(run_seat_rename);
COMMAND_FN(run_seat_remove);
COMMAND_FN(run_seat_phrase);
COMMAND_FN(run_room_open);
COMMAND_FN(run_rehearse);
/* the game's course: commands_host.c */
COMMAND_FN(run_table_open);
COMMAND_FN(run_session_create);
COMMAND_FN(run_session_select);
COMMAND_FN(run_session_start);
COMMAND_FN(run_session_end);
COMMAND_FN(run_lobby_lock);
COMMAND_FN(run_phase_next);
COMMAND_FN(run_phase_pause);
COMMAND_FN(run_phase_resume);
COMMAND_FN(run_phase_extend);
COMMAND_FN(run_team_automate);
COMMAND_FN(run_broadcast);
COMMAND_FN(run_whisper);
COMMAND_FN(run_inject);
COMMAND_FN(run_truth);
COMMAND_FN(run_override);
COMMAND_FN(run_override_undo);
COMMAND_FN(run_accept);
COMMAND_FN(run_reveal);
COMMAND_FN(run_branch);
/* play: commands_play.c */
COMMAND_FN(run_ready);
COMMAND_FN(run_vote);
COMMAND_FN(run_card);
COMMAND_FN(run_order);
COMMAND_FN(run_order_cancel);
COMMAND_FN(run_order_consent);
COMMAND_FN(run_table);
COMMAND_FN(run_answer);
COMMAND_FN(run_agree);
COMMAND_FN(run_amend);
COMMAND_FN(run_clarify);
COMMAND_FN(run_extend);
COMMAND_FN(run_withdraw);
COMMAND_FN(run_slip);
COMMAND_FN(run_say);

/* A host link that opens nothing any more. */
enum err_code link_refused(struct err *err);
/* A cleaned text of the body as a new JSON string; refuses what the text policy refuses. NULL with
 * err. */
json_t *clean_field(struct call *call, const char *name, size_t min, size_t max, struct err *err);

#endif
