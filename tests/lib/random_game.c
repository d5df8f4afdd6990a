/* SPDX-License-Identifier: EUPL-1.2 */
/* random_game.c -- see random_game.h. Every move is drawn from the game's own dice, so that a seed
 * names a game. */
#include "random_game.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_seat.h"

const char *random_game_scenario(uint64_t seed)
{
    return seed % 2 == 0 ? "het-pakket" : "cyberrel";
}

static void join_all(struct random_game *game, const json_t *teams)
{
    struct party *party = game->party;
    const char *team = NULL, *job = NULL;
    json_t *row = NULL, *job_row = NULL;
    game->first_player = party->seats;
    json_object_foreach((json_t *)(uintptr_t)teams, team, row)
    {
        int seats = (int)json_integer_value(json_object_get(row, "seats")), taken = 0;
        json_object_foreach(json_object_get(row, "jobs"), job, job_row)
        {
            char name[24];
            if (team[0] != '\0' && taken++ < seats) {
                (void)snprintf(name, sizeof name, "Mens %d", party->seats);
                (void)party_join(party, name, team, job);
            }
        }
    }
    game->players = party->seats - game->first_player;
}

void random_game_begin(struct random_game *game, struct party *party, const char *scenario,
                       uint64_t seed, bool timed)
{
    char text[24];
    *game = (struct random_game){.party = party, .dice = {seed * 77 + 5}, .timed = timed};
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    party_host(party);
    party_create(party, scenario, "small", timed ? "scenario" : "off", text, "");
    party_attach(party, 0);
    join_all(game, json_object_get(party->seat[0].view, "teams"));
    game->room = party_room(party);
    game->guest = party_join(party, "Gast", "", "");
    for (int k = 1; k < party->seats; k++) {
        party_attach(party, k);
    }
    party_must(party, 0, "{\"command\":\"session.start\"}");
    game->left = 3;
}

static void send(struct random_game *game, int seat, json_t *body)
{
    struct party_answer answer;
    char *text = json_dumps(body, JSON_COMPACT);
    (void)snprintf(game->last, sizeof game->last, "seat %d: %s", seat, text);
    (void)party_send(game->party, seat, NULL, text, &answer);
    bool fine = answer.status == 200 || strcmp(answer.code, "refused") == 0 ||
                strcmp(answer.code, "session-full") == 0;
    fine = fine || strcmp(json_string_value(json_object_get(body, "command")), "inject") ==
                       0; /* the desk lists those of other turns, too */
    PARTY_CHECK(fine, "phase %s, offered and not taken: %s -> %s", party_phase(game->party),
                game->last, answer.text);
    game->accepted += answer.status == 200;
    game->refused += answer.status != 200;
    if (answer.status != 200 && getenv("HS_TELL") != NULL) {
        (void)printf("%s -> %s\n", game->last, answer.text);
    }
    party_answer_done(&answer);
    free(text);
    json_decref(body);
}

void random_game_act(struct random_game *game, int seat)
{
    const json_t *view = game->party->seat[seat].view;
    json_t *body =
        seat == 0 ? random_host(view, &game->dice, "") : random_player(view, &game->dice, "");
    if (body != NULL) {
        send(game, seat, body);
    }
}

void random_game_next(struct random_game *game)
{
    const char *phase = party_phase(game->party);
    bool last = strcmp(phase, "debrief") == 0;
    game->left = 6 + dice_below(&game->dice, 14);
    send(game, 0,
         json_pack("{s:s}", "command",
                   last                               ? "session.end"
                   : strcmp(phase, "adjudicate") == 0 ? "adjudication.accept"
                                                      : "phase.next"));
}

static void toggle_stream(struct random_game *game)
{
    int seat = game->first_player + dice_below(&game->dice, game->players + 2);
    (void)snprintf(game->last, sizeof game->last, "seat %d: stream", seat);
    if (game->party->seat[seat].sink != 0) {
        party_detach(game->party, seat);
    } else {
        party_attach(game->party, seat);
    }
}

bool random_game_move(struct random_game *game)
{
    struct dice *dice = &game->dice;
    const char *phase = party_phase(game->party);
    int lot = dice_below(dice, 100);
    game->moves++;
    if (strcmp(phase, "closed") == 0) {
        return false;
    }
    if (game->left-- <= 0) {
        random_game_next(game);
    } else if (lot < 80) {
        int seat = game->first_player + dice_below(dice, game->players);
        if (game->party->seat[seat].sink != 0) {
            random_game_act(game, seat);
        }
    } else if (lot < 90) {
        random_game_act(game, 0);
    } else if (lot < 95) {
        toggle_stream(game);
    } else if (strcmp(phase, "later") != 0 && strcmp(phase, "reveal") != 0 &&
               strcmp(phase, "debrief") != 0) {
        (void)snprintf(game->last, sizeof game->last, "clock");
        party_step(game->party, 1000 * (1 + dice_below(dice, 40)));
    } else {
        (void)snprintf(game->last, sizeof game->last, "tick");
        party_tick(game->party); /* a piece of the months after */
    }
    return true;
}
