/* SPDX-License-Identifier: EUPL-1.2 */
/* record_people.c -- `record_people SCENARIO SEED FILE`: people who choose at random play a whole
 * game with the server's own commands, and the facilitator's download becomes FILE. For golden
 * recordings: it holds every kind of input. */
#include <stdio.h>
#include <stdlib.h>

#include "random_game.h"

int main(int count, char **words)
{
    static struct party party;
    static struct random_game game;
    struct party_answer answer;
    if (count != 4) {
        (void)fprintf(stderr, "record_people SCENARIO SEED FILE\n");
        return 2;
    }
    dice_install(1);
    party_open(&party, NULL);
    random_game_begin(&game, &party, words[1], strtoull(words[2], NULL, 10), true);
    while (random_game_move(&game)) {
    }
    PARTY_CHECK(party_read(&party, 0, GAME_READ_RECORDING, "", &answer) == 200, "no recording: %s",
                answer.text);
    FILE *file = fopen(words[3], "wb");
    bool written = file != NULL && fwrite(answer.text, 1, answer.size, file) == answer.size;
    PARTY_CHECK(file != NULL && fclose(file) == 0 && written, "%s cannot be written", words[3]);
    party_answer_done(&answer);
    party_close(&party);
    return 0;
}
