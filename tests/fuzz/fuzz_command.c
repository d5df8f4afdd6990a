/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz_command.c -- bytes as the body of a command, from somebody at the table of a running game;
 * the first byte chooses whom. Whatever it says, it is answered once: taken, or refused with a code
 * and without anything stored. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "random_game.h"

enum { COMMANDS_MAX = 500, MOVES_MAX = 900, STAGED_TURN = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct party party;
static struct random_game game;
static uint64_t games;
static int commands;

static bool over(void)
{
    const struct session *session = table_session(party_table(&party));
    return commands >= COMMANDS_MAX || session == NULL || session->phase > PHASE_OUTCOME;
}

/* A new game, in the middle of its second turn: each time in another phase. */
static void stage(void)
{
    if (games > 0) {
        party_close(&party);
    }
    dice_install(1);
    party_open(&party, NULL);
    random_game_begin(&game, &party, random_game_scenario(games), games, false);
    const enum phase wanted = (enum phase)(PHASE_INTEL + games % (PHASE_OUTCOME - PHASE_INTEL + 1));
    const struct session *session = table_session(party_table(&party));
    for (int k = 0; k < MOVES_MAX && (session->turn < STAGED_TURN || session->phase != wanted) &&
                    session->phase < PHASE_LATER;
         k++) {
        game.left = game.left > 4 ? 4 : game.left;
        (void)random_game_move(&game);
    }
    games++;
    commands = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct party_answer answer;
    if (size < 1) {
        return 0;
    }
    if (games == 0 || over()) {
        stage();
    }
    const int seat = data[0] % (party.seats + 1) - 1; /* PARTY_ANYONE is among them */
    const int64_t before = party_events(&party);
    commands++;
    int status = party_send_text(&party, seat, NULL, (const char *)data + 1, size - 1, &answer);
    bool taken = status == 200, refused = status >= 400 && status < 500 && answer.code[0] != '\0';
    if ((!taken && !refused) || (refused && party_events(&party) != before) ||
        party.bad_pushes > 0) {
        abort();
    }
    party_answer_done(&answer);
    return 0;
}
