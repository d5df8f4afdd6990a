/* SPDX-License-Identifier: EUPL-1.2 */
/* twin.c -- non-interference: two worlds that differ only in what a viewer may not know give that
 * viewer the same bytes: answers with their status, pushes with their number and order, views, the
 * lobby, refusals; until the record that is declared to disclose it (secrets.c). */
#include "twin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_seat.h"

enum { PREFIX_MAX = 900, WINDOW = 26, VARY_PERCENT = 35 };

static void seeded(struct twin *twin, int lane)
{
    dice_reseed(twin->seed * 1000003 + (uint64_t)twin->step * 16 + (uint64_t)lane);
}

const json_t *twin_view(struct twin *twin, int world, int seat)
{
    return twin->party[world].seat[seat].view;
}

void twin_tell(struct twin *twin, int seat)
{
    twin->knows[seat] = true;
}

bool twin_send(struct twin *twin, int world, int seat, json_t *body)
{
    char key[40], *text = json_dumps(body, JSON_COMPACT);
    (void)snprintf(key, sizeof key, "own-%d-%lld-%d", twin->step,
                   (long long)++twin->party[world].keys, world);
    int status = party_send(&twin->party[world], seat, key, text, NULL);
    size_t used = strlen(twin->last);
    (void)snprintf(twin->last + used, sizeof twin->last - used,
                   " [world %d, seat %d: %.300s -> %d]", world, seat, text, status);
    twin->accepted += status == 200;
    free(text);
    json_decref(body);
    return status == 200;
}

/* ---- before: both worlds the same ---- */

static uint32_t phase_now(struct twin *twin, int world)
{
    return 1u << phase_find(party_phase(&twin->party[world]));
}

static bool somebody_fits(struct twin *twin)
{
    bool fits = twin->secret->fits == NULL;
    for (int k = twin->game[0].first_player;
         !fits && k < twin->game[0].first_player + twin->game[0].players; k++) {
        fits = twin_view(twin, 0, k) != NULL && twin->secret->fits(twin, k);
    }
    return fits;
}

static bool play_until(struct twin *twin, int turn)
{
    for (int k = 0; k < PREFIX_MAX; k++) {
        const struct session *session = table_session(party_table(&twin->party[0]));
        bool there = (phase_now(twin, 0) & twin->secret->phases) != 0 && session->turn >= turn &&
                     twin->game[0].left <= 4;
        if (there && twin->secret->bring != NULL && !somebody_fits(twin)) {
            twin->step++;
            twin->secret->bring(twin);
        }
        if (there && somebody_fits(twin)) {
            return true;
        }
        twin->step++;
        for (int w = 0; w < WORLDS; w++) {
            twin->game[w].left = twin->game[w].left > 6 ? 6 : twin->game[w].left;
            seeded(twin, 0);
            if (!random_game_move(&twin->game[w]) || session->phase >= PHASE_LATER) {
                return false;
            }
        }
    }
    return false;
}

static void both(struct twin *twin, int seat, const char *body)
{
    char key[40];
    (void)snprintf(key, sizeof key, "both-%06d", twin->step);
    for (int w = 0; w < WORLDS; w++) {
        seeded(twin, 1);
        (void)party_send(&twin->party[w], seat, key, body, NULL);
    }
}

/* Everybody watches, the game runs, nothing has been kept yet. */
static void settle_in(struct twin *twin)
{
    twin->step++;
    const char *state = json_string_value(
        json_object_get(json_object_get(twin_view(twin, 0, 0), "session"), "state"));
    if (state != NULL && strcmp(state, "paused") == 0) {
        both(twin, 0, "{\"command\":\"phase.resume\"}");
    }
    for (int w = 0; w < WORLDS; w++) {
        struct party *party = &twin->party[w];
        for (int k = 0; k < party->seats; k++) {
            if (party->seat[k].sink == 0) {
                party_attach(party, k);
            }
        }
        party->logging = true;
    }
}

static bool choose_owner(struct twin *twin)
{
    struct party *party = &twin->party[0];
    int fit[PARTY_SEATS_MAX], count = 0;
    memset(twin->knows, 0, sizeof twin->knows);
    twin->knower = 0;
    twin->team[0] = '\0';
    for (int k = 1; k < party->seats; k++) {
        bool red =
            json_is_true(json_object_get(json_object_get(twin_view(twin, 0, k), "viewer"), "red"));
        bool seated = party->seat[k].role == ROLE_PLAYER && party->seat[k].team[0] != '\0';
        twin->knows[k] = (twin->secret->who & KNOW_RED) != 0 && red;
        if (seated && (!twin->secret->red || red) &&
            (twin->secret->fits == NULL || twin->secret->fits(twin, k))) {
            fit[count++] = k;
        }
    }
    twin->knows[0] = (twin->secret->who & KNOW_HOST) != 0;
    if (twin->secret->of == ROLE_HOST) {
        return true;
    }
    if (count == 0) {
        return false;
    }
    twin->knower = fit[dice_below(&twin->game[0].dice, count)];
    twin->knows[twin->knower] = true;
    (void)snprintf(twin->team, sizeof twin->team, "%s", party->seat[twin->knower].team);
    for (int k = 1; k < party->seats && (twin->secret->who & KNOW_TEAM) != 0; k++) {
        twin->knows[k] = twin->knows[k] || strcmp(party->seat[k].team, twin->team) == 0;
    }
    return true;
}

/* Who asked for a consent sees what came of it. */
static void tell_askers(struct twin *twin)
{
    for (int k = 1; k < twin->party[0].seats && twin->secret->fits != NULL; k++) {
        const char *id = NULL;
        json_t *order = NULL;
        json_object_foreach(
            json_object_get(json_object_get(twin_view(twin, 0, k), "orders"), "queue"), id, order)
        {
            const char *consent = json_string_value(json_object_get(order, "consent"));
            if (consent != NULL && strcmp(consent, "awaited") == 0) {
                twin_tell(twin, k);
            }
        }
    }
}

/* ---- what everybody else does meanwhile ---- */

void twin_both(struct twin *twin, int seat, json_t *body)
{
    char key[40], *text = json_dumps(body, JSON_COMPACT);
    (void)snprintf(key, sizeof key, "both-%06d", twin->step);
    (void)snprintf(twin->last, sizeof twin->last, " seat %d: %s", seat, text);
    for (int w = 0; w < WORLDS; w++) {
        seeded(twin, 2);
        (void)party_send(&twin->party[w], seat, key, text, NULL);
    }
    free(text);
    json_decref(body);
}

/* A name out of what only the knowing team can see: a guess that must not be answered otherwise
 * than nonsense. */
static const char *hidden_order(struct twin *twin, struct dice *dice)
{
    const char *name = NULL;
    for (int k = 0; k < twin->party[0].seats * 2; k++) {
        const json_t *queue =
            json_object_get(json_object_get(twin_view(twin, k % 2, k / 2), "orders"), "queue");
        int at =
            twin->knows[k / 2] && name == NULL ? dice_below(dice, (int)json_object_size(queue)) : 0;
        void *entry = twin->knows[k / 2] && name == NULL
                          ? json_object_iter((json_t *)(uintptr_t)queue)
                          : NULL;
        while (entry != NULL && at-- > 0) {
            entry = json_object_iter_next((json_t *)(uintptr_t)queue, entry);
        }
        name = entry == NULL ? name : json_object_iter_key(entry);
    }
    return name == NULL ? "PL-1-N05-1" : name;
}

static json_t *probe(struct twin *twin, struct dice *dice)
{
    switch (dice_hit(dice, 40) ? 0 : dice_below(dice, 8)) {
    case 0:
        return json_pack("{s:s, s:s}", "command", "order.cancel", "order",
                         hidden_order(twin, dice));
    case 1:
        return json_pack("{s:s, s:s, s:b}", "command", "order.consent", "order",
                         hidden_order(twin, dice), "yes", 1);
    case 2:
        return json_pack("{s:s, s:s, s:i}", "command", "motion.slip", "motion", "m1", "level",
                         dice_below(dice, 6));
    case 3:
        return json_pack("{s:s, s:s, s:s}", "command", "truth.set", "draw", "intent", "option",
                         "offensive");
    case 4:
        return json_pack("{s:s, s:s, s:i, s:s}", "command", "motion.answer", "motion", "m1", "rev",
                         dice_below(dice, 3), "answer", "silent");
    case 5:
        return json_pack("{s:s, s:s, s:s}", "command", "me.sit", "team",
                         twin->team[0] == '\0' ? "pl" : twin->team, "job", "lead");
    case 6:
        return json_pack("{s:s, s:s}", "command", "seat.phrase", "participant",
                         twin->party[0].seat[1].id);
    default:
        return json_pack("{s:s, s:s, s:{}}", "command", "vote", "values", "nothing", "incidents");
    }
}

static void read_both(struct twin *twin, int seat, enum game_read what, const char *argument)
{
    (void)snprintf(twin->last, sizeof twin->last, " seat %d reads %d", seat, (int)what);
    for (int w = 0; w < WORLDS; w++) {
        seeded(twin, 3);
        (void)party_read(&twin->party[w], seat, what, argument, NULL);
    }
}

static void stream_both(struct twin *twin, int seat)
{
    (void)snprintf(twin->last, sizeof twin->last, " seat %d: stream", seat);
    bool open = twin->party[0].seat[seat].sink != 0;
    for (int w = 0; w < WORLDS; w++) {
        if (open) {
            party_detach(&twin->party[w], seat);
        } else {
            party_attach(&twin->party[w], seat);
        }
    }
}

static int innocent(struct twin *twin, struct dice *dice)
{
    for (int k = 0; k < 60; k++) {
        int seat = 1 + dice_below(dice, twin->party[0].seats - 1);
        if (!twin->knows[seat]) {
            return seat;
        }
    }
    return twin->game[0].guest;
}

static void host_moves(struct twin *twin, struct dice *dice)
{
    static const char *const QUIETLY[] = {"broadcast", "whisper", "phase.extend", "seat.rename",
                                          "lobby.lock"};
    enum phase next = session_next_phase(table_session(party_table(&twin->party[0])));
    if (dice_hit(dice, 45) && (1u << next & twin->secret->ends) == 0 && next < PHASE_LATER) {
        twin_both(twin, 0,
                  json_pack("{s:s}", "command",
                            phase_now(twin, 0) == PHASE_BIT(ADJUDICATE) ? "adjudication.accept"
                                                                        : "phase.next"));
        return;
    }
    json_t *body = random_host(twin_view(twin, 0, 0), dice, QUIETLY[dice_below(dice, 5)]);
    if (body != NULL) {
        twin_both(twin, 0, body);
    }
}

static void others_move(struct twin *twin)
{
    struct dice *dice = &twin->game[0].dice;
    int seat = innocent(twin, dice), lot = dice_below(dice, 100);
    if (lot < 50 && twin_view(twin, 0, seat) != NULL && twin->party[0].seat[seat].sink != 0) {
        json_t *body = random_player(twin_view(twin, 0, seat), dice, "");
        const char *command = json_string_value(json_object_get(body, "command"));
        bool quiet = command != NULL && twin->secret->quiet != NULL &&
                     strcmp(command, twin->secret->quiet) == 0;
        if (body != NULL && !quiet) {
            twin_both(twin, seat, body);
        } else {
            json_decref(body);
        }
    } else if (lot < 65) {
        json_t *body = probe(twin, dice);
        twin_both(twin, seat, body);
    } else if (lot < 72) {
        read_both(twin, seat, GAME_READ_VIEW, "");
    } else if (lot < 76) {
        read_both(twin, PARTY_ANYONE, GAME_READ_LOBBY, twin->party[0].code);
    } else if (lot < 79) {
        read_both(twin, seat, GAME_READ_RECORDING, "");
    } else if (lot < 84) {
        stream_both(twin, seat);
    } else if (lot < 88 && twin->game[0].timed) {
        int64_t ms = 500 * (1 + dice_below(dice, 4));
        for (int w = 0; w < WORLDS; w++) {
            party_step(&twin->party[w], ms);
        }
    } else {
        host_moves(twin, dice);
    }
}

static bool disclosed(struct twin *twin, uint32_t since)
{
    uint32_t now = phase_now(twin, 0) | phase_now(twin, 1);
    return (now & ~since & twin->secret->ends) != 0 ||
           (now & ~(PHASE_BIT(BRIEF) | PHASE_MASK_TURN)) != 0;
}

static void window(struct twin *twin)
{
    uint32_t since = phase_now(twin, 0);
    twin_compare(twin);
    for (int k = 0; k < WINDOW; k++) {
        twin->step++;
        bool varies =
            k == 0 || (dice_hit(&twin->game[0].dice, VARY_PERCENT) &&
                       (phase_now(twin, 0) & twin->secret->phases) != 0 &&
                       (phase_now(twin, 0) == since || twin->secret->ends == PHASE_BIT(CLOSED)));
        if (varies) {
            for (int w = 0; w < WORLDS; w++) {
                seeded(twin, 4);
                twin->varied += twin->secret->vary(twin, w);
            }
        } else {
            others_move(twin);
        }
        if (disclosed(twin, since)) {
            return;
        }
        twin_compare(twin);
        twin->steps++;
    }
}

/* One pair of worlds; false when the game never came to a place where this can be a secret. */
static bool run(struct twin *twin, uint64_t seed, const struct secret *secret)
{
    const char *scenario = secret->red || seed % 3 != 0 ? "het-pakket" : "cyberrel";
    twin->seed = seed;
    twin->secret = secret;
    twin->step = 0;
    twin->differs = false;
    twin->last[0] = '\0';
    for (int w = 0; w < WORLDS; w++) {
        seeded(twin, 5);
        party_open(&twin->party[w], NULL);
        seeded(twin, 6);
        random_game_begin(&twin->game[w], &twin->party[w], scenario, seed, seed % 4 == 1);
        twin->own[w].state = seed * 31 + (uint64_t)w;
    }
    bool there = play_until(twin, 1 + dice_below(&twin->own[0], 3));
    if (there) {
        settle_in(twin);
        there = choose_owner(twin);
    }
    if (there) {
        tell_askers(twin);
        window(twin);
    }
    for (int w = 0; w < WORLDS; w++) {
        party_close(&twin->party[w]);
    }
    return there;
}

/* Pairs of one secret; how many of them came to it, and in how many who may know could tell the
 * worlds apart. */
struct score {
    long there, differed;
};

static struct score many(struct twin *twin, int s, int wanted)
{
    struct score score = {0, 0};
    for (int k = 0; score.there < wanted && k < wanted * 4; k++) {
        bool there = run(twin, (uint64_t)(s * 100000 + k), &SECRETS[s]);
        score.there += there;
        score.differed += there && twin->differs;
    }
    return score;
}

int main(int count, char **words)
{
    static struct twin twin;
    long runs = 0;
    int games = party_rounds(4 * SECRETS_COUNT, 13 * SECRETS_COUNT), faults = 0;
    dice_install(1);
    if (count > 2) { /* one again: SECRET SEED */
        return run(&twin, strtoull(words[2], NULL, 10), &SECRETS[atoi(words[1])]) ? 0 : 1;
    }
    for (int s = 0; s < SECRETS_COUNT; s++) {
        long before = twin.varied, steps = twin.steps;
        struct score score = many(&twin, s, games / SECRETS_COUNT);
        bool proof = score.there * 2 > games / SECRETS_COUNT && score.differed * 2 > score.there;
        runs += score.there;
        faults += !proof;
        (void)printf("%s %-30s %4ld pairs, %4ld of them differ for who may know, %5ld steps, %5ld "
                     "things done in one world\n",
                     proof ? "  ok " : "FAULT", SECRETS[s].name, score.there, score.differed,
                     twin.steps - steps, twin.varied - before);
        (void)fflush(stdout);
    }
    (void)printf("%ld pairs of worlds, %ld steps, %ld bytes compared\n", runs, twin.steps,
                 twin.bytes);
    PARTY_CHECK(faults == 0,
                "%d secrets hardly came up or hardly differed: the test proves too little there",
                faults);
    return 0;
}
