/* SPDX-License-Identifier: EUPL-1.2 */
/* patched.c -- the view that a stream's patches make is the view that is projected from scratch,
 * for every viewer, after every command of random games. */
#include <stdio.h>
#include <stdlib.h>

#include "game/recording.h"
#include "random_game.h"

/* A place without members says what no place says: patches leave it behind, a whole view leaves it
 * out. */
static void drop_empty(json_t *view)
{
    json_t *council = json_object_get(view, "council");
    if (council != NULL && json_object_size(json_object_get(council, "agenda")) == 0) {
        (void)json_object_del(council, "agenda");
    }
    static const char *const PLACES[] = {"council", "orders"};
    for (size_t k = 0; k < sizeof PLACES / sizeof PLACES[0]; k++) {
        if (json_object_get(view, PLACES[k]) != NULL &&
            json_object_size(json_object_get(view, PLACES[k])) == 0) {
            (void)json_object_del(view, PLACES[k]);
        }
    }
}

/* Compares every open stream's copy with the whole view as it is now. */
static void compare(struct random_game *game, uint64_t seed)
{
    char where[2000];
    struct party *party = game->party;
    PARTY_CHECK(party->bad_pushes == 0, "seed %llu, after %s: a push that is no message",
                (unsigned long long)seed, game->last);
    for (int k = 0; k < party->seats; k++) {
        if (party->seat[k].sink == 0) {
            continue;
        }
        json_t *fresh = party_fresh(party, k);
        drop_empty(fresh);
        drop_empty(party->seat[k].view);
        bool same = party_same(party->seat[k].view, fresh, where, sizeof where);
        PARTY_CHECK(same,
                    "seed %llu, phase %s, after %s: seat %d (%s): patched | fresh differ at %s",
                    (unsigned long long)seed, party_phase(party), game->last, k,
                    party->seat[k].team, where);
        json_decref(fresh);
    }
}

/* Play keeps what it worked out from command to command, verifying works out everything anew: both
 * come to the same. */
static void verify(struct party *party, uint64_t seed)
{
    struct party_answer answer;
    struct err err = {.code = ERR_OK};
    int64_t line = 0;
    PARTY_CHECK(party_read(party, 0, GAME_READ_RECORDING, "", &answer) == 200,
                "seed %llu: no recording: %s", (unsigned long long)seed, answer.text);
    PARTY_CHECK(recording_verify(answer.text, answer.size, NULL, NULL, &line, &err) == ERR_OK,
                "seed %llu: the recording does not verify in line %lld: %s",
                (unsigned long long)seed, (long long)line, err.text);
    party_answer_done(&answer);
}

static void play(uint64_t seed, long totals[3])
{
    struct party party;
    struct random_game game;
    party_open(&party, NULL);
    random_game_begin(&game, &party, random_game_scenario(seed), seed, seed % 3 == 0);
    compare(&game, seed);
    while (random_game_move(&game)) {
        compare(&game, seed);
    }
    party_settle(&party);
    verify(&party, seed);
    totals[0] += game.accepted;
    totals[1] += game.refused;
    totals[2] += game.moves;
    party_close(&party);
}

int main(int count, char **words)
{
    int games = party_rounds(20, 100);
    long totals[3] = {0};
    dice_install(1);
    if (count > 1) {
        play(strtoull(words[1], NULL, 10), totals);
        return 0;
    }
    for (int k = 1; k <= games; k++) {
        play((uint64_t)k, totals);
    }
    (void)printf("%d games, %ld moves, %ld commands accepted, %ld refused by the rules\n", games,
                 totals[2], totals[0], totals[1]);
    return totals[0] > games * 20 ? 0 : 1;
}
