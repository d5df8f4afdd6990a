/* SPDX-License-Identifier: EUPL-1.2 */
/* faults.c -- a store that refuses at random: who asked hears 503, nothing of it is seen by anybody
 * afterwards, the same command with the same key can be given again, and the game goes on; by the
 * clock alone, too. */
#include <stdatomic.h>
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

static atomic_bool refusing;
static enum store_outcome refuse(void *cls, const struct store_append *append, struct err *err)
{
    (void)cls;
    (void)append;
    return refusing ? err_set(err, ERR_STORE, "", "planned"), STORE_FAILED : STORE_OK;
}

/* The time of a phase ends while nothing can be stored: the phase ends when it can, although nobody
 * asks for anything. */
static void clock_leads(void)
{
    enum { MINUTE = 60000 };
    static struct party party;
    char where[1000], phase[32];
    const struct party_options options = {.fault = refuse};
    party_open(&party, &options);
    party_host(&party);
    party_create(&party, "het-pakket", "small", "scenario", "7", "");
    (void)party_join(&party, "Uil", "pl", "lead");
    party_attach(&party, 0);
    party_must(&party, 0, "{\"command\":\"session.start\"}");
    party_must(&party, 0, "{\"command\":\"phase.next\"}");
    (void)snprintf(phase, sizeof phase, "%s", party_phase(&party));
    const struct session *session = table_session(party_table(&party));
    PARTY_CHECK(session->ends > 0, "the phase %s has no end", phase);
    int64_t left = session->ends - table_time(party_table(&party), 0), events;
    events = party_events(&party);
    refusing = true;
    party_step(&party, left);
    for (int k = 0; k < 4; k++) {
        party_step(&party, MINUTE);
    }
    PARTY_CHECK(party_events(&party) == events, "something was stored all the same");
    refusing = false;
    for (int k = 0; k < 2; k++) { /* reads again; goes on */
        party_step(&party, MINUTE);
    }
    PARTY_CHECK(party_events(&party) > events && strcmp(phase, party_phase(&party)) != 0,
                "the phase %s does not end after a fault", phase);
    json_t *view = party_fresh(&party, 0);
    PARTY_CHECK(party_same(view, party.seat[0].view, where, sizeof where),
                "the host sees another game: %s", where);
    json_decref(view);
    party_close(&party);
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
    clock_leads();
    (void)printf("%d games, %d commands met a fault\n", games, failed);
    return failed >= games * 3 ? 0 : 1;
}
