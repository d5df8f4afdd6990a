/* SPDX-License-Identifier: EUPL-1.2 */
/* faults.c -- a store that refuses at random: who asked hears 503, nothing of it is seen by anybody
 * afterwards, the same command with the same key can be given again, and the game goes on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_game.h"
#include "random_seat.h"

struct faulty {
    struct dice dice;
    bool on;
    int made;
};

static enum store_outcome fault(void *cls, const struct store_append *append, struct err *err)
{
    struct faulty *faulty = cls;
    (void)append;
    if (!faulty->on || !dice_hit(&faulty->dice, 40)) {
        return STORE_OK;
    }
    faulty->made++;
    (void)err_set(err, ERR_STORE, "", "planned");
    return dice_hit(&faulty->dice, 30) ? STORE_CONFLICT : STORE_FAILED;
}

/* What every seat sees, as JSON. */
static void look(struct party *party, json_t **views)
{
    for (int k = 0; k < party->seats; k++) {
        views[k] = party_fresh(party, k);
    }
}

static void forget(struct party *party, json_t **views)
{
    for (int k = 0; k < party->seats; k++) {
        json_decref(views[k]);
    }
}

static void same(struct party *party, json_t *const *before, const char *body)
{
    char where[1000];
    json_t *after[PARTY_SEATS_MAX];
    look(party, after);
    for (int k = 0; k < party->seats; k++) {
        PARTY_CHECK(party_same(before[k], after[k], where, sizeof where),
                    "seat %d sees something of %s that was not stored: %s", k, body, where);
    }
    forget(party, after);
}

/* One command under faults; true when a fault met it. */
static bool attempt(struct random_game *game, struct faulty *faulty, int number)
{
    struct party *party = game->party;
    char key[32];
    json_t *before[PARTY_SEATS_MAX];
    int seat = game->first_player + dice_below(&game->dice, game->players);
    json_t *view = party_fresh(party, seat), *body = random_player(view, &game->dice, "");
    json_decref(view);
    if (body == NULL) {
        return false;
    }
    char *text = json_dumps(body, JSON_COMPACT);
    struct party_answer answer;
    (void)snprintf(key, sizeof key, "fault-%06d", number);
    look(party, before);
    faulty->on = true;
    (void)party_send(party, seat, key, text, &answer);
    faulty->on = false;
    bool failed = answer.status == 503;
    if (failed) {
        same(party, before, text);
        party_answer_done(&answer);
        (void)party_send(party, seat, key, text, &answer);
        PARTY_CHECK(answer.status != 503,
                    "the same command with the same key is not taken again: %s -> %s", text,
                    answer.text);
    }
    party_answer_done(&answer);
    forget(party, before);
    free(text);
    json_decref(body);
    return failed;
}

int main(void)
{
    int games = party_rounds(6, 30), failed = 0, number = 0;
    dice_install(5);
    for (int g = 1; g <= games; g++) {
        static struct party party;
        struct random_game game;
        struct faulty faulty = {.dice = {(uint64_t)g * 13}};
        const struct party_options options = {.fault = fault, .fault_cls = &faulty};
        party_open(&party, &options);
        random_game_begin(&game, &party, random_game_scenario((uint64_t)g), (uint64_t)g, false);
        for (int move = 0; random_game_move(&game) && move < 150; move++) {
            if (move % 3 == 0) {
                failed += attempt(&game, &faulty, ++number);
            }
        }
        party_reopen(&party); /* and what is stored is a game that replays */
        party_close(&party);
    }
    (void)printf("%d games, %d commands met a fault\n", games, failed);
    return failed >= games * 3 ? 0 : 1;
}
