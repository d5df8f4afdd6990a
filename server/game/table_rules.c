/* SPDX-License-Identifier: EUPL-1.2 */
/* table_rules.c -- what follows from who sits where, by itself: teams without people are the
 * model's, and when every team that people play is done, the phase moves on. */
#include <string.h>

#include "game/game_private.h"

void table_reconcile(struct table *table)
{
    struct session *session = table_session(table);
    struct err err = {.code = ERR_OK};
    const struct writing quiet = {.table = table, .by = "model"};
    for (int t = 0; session != NULL && session->phase < PHASE_REVEAL && t < session->teams; t++) {
        bool wanted = table->forced[t] || table_team_people(table, session->team[t].id) == 0;
        if (wanted != session->team[t].automated) {
            json_t *data = json_pack("{s:s, s:b}", "team", session->team[t].id, "on", wanted);
            (void)table_input(&quiet, INPUT_AUTO, data, NULL, &err);
        }
    }
}

void table_all_ready(struct table *table)
{
    const struct session *session = table_session(table);
    struct err err = {.code = ERR_OK};
    const struct writing quiet = {.table = table, .by = "ready"};
    int staffed = 0, ready = 0;
    bool waits = session != NULL && session->phase >= PHASE_INTEL &&
                 session->phase <= PHASE_OUTCOME && session->phase != PHASE_ADJUDICATE &&
                 !session->paused;
    for (int t = 0; waits && t < session->teams; t++) {
        staffed += !session->team[t].automated;
        ready += !session->team[t].automated && session->team[t].ready;
    }
    for (int m = 0; waits && m < session->world.motions;
         m++) { /* a council does not close over a running silence */
        waits = session->phase != PHASE_COUNCIL || session->motion_ends[m] < 0;
    }
    if (waits && staffed > 0 && ready == staffed) {
        const char *to = phase_word(session_next_phase(session));
        table->dirty_people |= PEOPLE_ALL;
        (void)table_input(&quiet, INPUT_PHASE, json_pack("{s:s, s:s}", "to", to, "cause", "ready"),
                          NULL, &err);
    }
}
