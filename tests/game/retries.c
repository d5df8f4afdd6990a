/* SPDX-License-Identifier: EUPL-1.2 */
/* retries.c -- decisions sent one to five times, from several threads at once and again after a
 * restart on the same file: one effect each, the same answer every time, another body under the key
 * is refused. So with a facilitator's link and with a table beside another. And a restart changes
 * no view. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "random_game.h"

enum { THREADS = 4, TIMES = 5 };

struct decision {
    int seat, times;
    char key[40], body[200], answer[400];
    int answers;
    pthread_mutex_t lock;
};
struct crowd {
    struct party *party;
    struct decision *decision;
    int count, from;
};

static void check_answer(struct decision *d, const struct party_answer *answer)
{
    PARTY_CHECK(answer->status == 200, "%s %s -> %s", d->key, d->body, answer->text);
    (void)pthread_mutex_lock(&d->lock);
    if (d->answers++ == 0) {
        (void)snprintf(d->answer, sizeof d->answer, "%s", answer->text);
    }
    PARTY_CHECK(strcmp(d->answer, answer->text) == 0, "%s: another answer: %s | %s", d->key,
                d->answer, answer->text);
    (void)pthread_mutex_unlock(&d->lock);
}

/* Each thread walks all decisions from its own place, so that the same key is under way several
 * times at once; the first does the clock's work in between, as the game's own thread would. */
static void *send_all(void *cls)
{
    struct crowd *crowd = cls;
    for (int k = 0; k < crowd->count; k++) {
        struct decision *d = &crowd->decision[(k + crowd->from) % crowd->count];
        struct party_answer answer;
        if (crowd->from == 0) {
            (void)table_tick(party_table(crowd->party));
        }
        if (crowd->from % THREADS < d->times) {
            (void)party_send_text(crowd->party, d->seat, d->key, d->body, strlen(d->body), &answer);
            check_answer(d, &answer);
            party_answer_done(&answer);
        }
    }
    return NULL;
}

static void send_crowd(struct party *party, struct decision *decision, int count)
{
    pthread_t thread[THREADS];
    struct crowd crowd[THREADS];
    for (int t = 0; t < THREADS; t++) {
        crowd[t] = (struct crowd){party, decision, count, t};
        PARTY_CHECK(pthread_create(&thread[t], NULL, send_all, &crowd[t]) == 0, "no thread");
    }
    for (int t = 0; t < THREADS; t++) {
        (void)pthread_join(thread[t], NULL);
    }
    party_settle(party);
}

static void make(struct random_game *game, struct decision *decision, int count, int round)
{
    for (int k = 0; k < count; k++) {
        struct decision *d = &decision[k];
        *d = (struct decision){.seat = game->first_player + dice_below(&game->dice, game->players),
                               .times = 1 + dice_below(&game->dice, TIMES)};
        (void)pthread_mutex_init(&d->lock, NULL);
        (void)snprintf(d->key, sizeof d->key, "again-%d-%06d", round, k);
        (void)snprintf(d->body, sizeof d->body,
                       "{\"command\":\"say\",\"room\":\"team\",\"text\":\"woord %d.%d\"}", round,
                       k);
    }
}

static void other_body(struct party *party, const struct decision *d)
{
    struct party_answer answer;
    (void)party_send(party, d->seat, d->key,
                     "{\"command\":\"say\",\"room\":\"team\",\"text\":\"iets anders\"}", &answer);
    PARTY_CHECK(answer.status == 422 && strcmp(answer.code, "key-reused") == 0,
                "another body under %s: %s", d->key, answer.text);
    party_answer_done(&answer);
}

/* Closed and opened again: every seat sees what it saw. */
static void restart(struct party *party)
{
    char where[1000];
    json_t *before[PARTY_SEATS_MAX];
    for (int k = 0; k < party->seats; k++) {
        party_detach(party, k);
    }
    for (int k = 0; k < party->seats; k++) {
        before[k] = party_fresh(party, k);
    }
    party_reopen(party);
    for (int k = 0; k < party->seats; k++) {
        json_t *after = party_fresh(party, k);
        PARTY_CHECK(party_same(before[k], after, where, sizeof where),
                    "after a restart seat %d sees otherwise: %s", k, where);
        json_decref(after);
        json_decref(before[k]);
    }
    for (int k = 0; k < party->seats; k++) {
        party_attach(party, k);
    }
}

/* ---- a facilitator's link: one desk, however often it is asked for ---- */
static char *claim(struct party *party, const char *secret, const char *key, int status)
{
    char body[200];
    struct party_answer answer;
    (void)snprintf(body, sizeof body, "{\"command\":\"host.claim\",\"secret\":\"%s\"}", secret);
    (void)party_send(party, PARTY_ANYONE, key, body, &answer);
    party_settle(party);
    PARTY_CHECK(answer.status == status, "host.claim with %s: %d expected, %s", key, status,
                answer.text);
    char *text = strdup(answer.text);
    party_answer_done(&answer);
    return text;
}

static char *same_claim(struct party *party, const char *secret, const char *key, char *first)
{
    char *again = claim(party, secret, key, 200);
    PARTY_CHECK(strcmp(first, again) == 0, "the same claim gives another answer: %s | %s", first,
                again);
    free(again);
    return first;
}

static atomic_bool broken; /* the store takes nothing; its writer asks */
static enum store_outcome refuse_all(void *cls, const struct store_append *append, struct err *err)
{
    (void)cls;
    (void)append;
    return broken ? err_set(err, ERR_STORE, "", "planned"), STORE_FAILED : STORE_OK;
}

static void new_link(struct party *party, const char *code, char secret[64])
{
    struct err err = {.code = ERR_OK};
    enum err_code result = game_desk_link(party->game, code, secret, &err);
    PARTY_CHECK(result == ERR_OK, "no link: %s", err.text);
    party_settle(party);
}

/* A link is not used up by a claim that was not stored. */
static void links_and_faults(void)
{
    static struct party party;
    char secret[64];
    const struct party_options options = {.fault = refuse_all};
    party_open(&party, &options);
    new_link(&party, "", secret);
    broken = true;
    free(claim(&party, secret, "claim-number-1", 503));
    free(claim(&party, secret, "claim-number-2", 503));
    broken = false;
    char *first = claim(&party, secret, "claim-number-1", 200);
    free(same_claim(&party, secret, "claim-number-1", first));
    free(claim(&party, secret, "claim-number-3", 401));
    party_close(&party);
}

/* Asked again, after a restart, after its time; and a lost desk that is given back while its game
 * runs. */
static void links(const char *path)
{
    static struct party party;
    char secret[64], again[64], code[16];
    struct party_answer answer;
    const struct party_options options = {.path = path};
    party_open(&party, &options);
    new_link(&party, "", secret);
    char *first = claim(&party, secret, "claim-number-1", 200);
    (void)same_claim(&party, secret, "claim-number-1", first);
    party_reopen(&party);
    (void)same_claim(&party, secret, "claim-number-1", first);
    free(claim(&party, secret, "claim-number-2", 401));
    party.fake.wall_ms += 3600 * 1000;
    free(same_claim(&party, secret, "claim-number-1", first));
    party_host(&party);
    party_create(&party, "het-pakket", "small", "off", "7", "");
    (void)snprintf(code, sizeof code, "%s", party.code);
    int player = party_join(&party, "Uil", "pl", "lead");
    party_attach(&party, 0);
    new_link(&party, code, again);
    first = claim(&party, again, "claim-number-4", 200);
    free(same_claim(&party, again, "claim-number-4", first));
    free(claim(&party, again, "claim-number-5", 401));
    PARTY_CHECK(party.seat[0].ended, "who had the desk does not hear that it is over");
    json_t *view = party_fresh(&party, player);
    PARTY_CHECK(json_object_get(view, "session") != NULL, "the game is gone");
    json_decref(view);
    PARTY_CHECK(game_desk_link(party.game, "ZZZZZZ", again, NULL) != ERR_OK,
                "a link for a game that is not there");
    (void)party_send(&party, 0, NULL, "{\"command\":\"session.start\"}", &answer);
    PARTY_CHECK(answer.status == 401, "the old token still works: %s", answer.text);
    party_answer_done(&answer);
    party_close(&party);
}

/* A table beside this one: one, however often it is asked for, with a game and people of its own.
 */
static void tables(const char *path)
{
    static struct party party;
    struct party_answer answer, again;
    const struct party_options options = {.path = path};
    party_open(&party, &options);
    party_host(&party);
    party_create(&party, "het-pakket", "small", "off", "7", "");
    int64_t count = party.game->tables;
    (void)party_send(&party, 0, "table-number-1", "{\"command\":\"table.open\"}", &answer);
    PARTY_CHECK(answer.status == 200, "%s", answer.text);
    party_settle(&party);
    for (int round = 0; round < 2; round++) {
        (void)party_send(&party, 0, "table-number-1", "{\"command\":\"table.open\"}", &again);
        PARTY_CHECK(strcmp(answer.text, again.text) == 0 && party.game->tables == count + 1,
                    "another table: %s | %s", answer.text, again.text);
        party_answer_done(&again);
        party_settle(&party);
        party_reopen(&party);
    }
    int desk = party_seat_of(&party, &answer, ROLE_HOST, "");
    json_t *view = party_fresh(&party, desk), *mine = party_fresh(&party, 0);
    PARTY_CHECK(json_object_get(view, "catalogue") != NULL &&
                    json_object_get(view, "session") == NULL,
                "the new desk has no catalogue");
    PARTY_CHECK(json_object_get(mine, "catalogue") == NULL &&
                    json_object_get(mine, "session") != NULL,
                "the first game is not there any more");
    json_decref(view);
    party_must(&party, desk,
               "{\"command\":\"session.create\",\"scenario\":\"cyberrel\",\"preset\":\"%s\","
               "\"names\":\"real\",\"clock\":\"off\"}",
               "small");
    view = party_fresh(&party, desk);
    PARTY_CHECK(
        strcmp(json_string_value(json_object_get(json_object_get(view, "session"), "code")),
               json_string_value(json_object_get(json_object_get(mine, "session"), "code"))) != 0,
        "two tables have one code");
    json_decref(view);
    json_decref(mine);
    party_must(&party, 0, "{\"command\":\"session.end\"}");
    mine = party_fresh(&party, 0);
    PARTY_CHECK(json_object_get(mine, "catalogue") != NULL,
                "a closed game leaves no place for the next");
    json_decref(mine);
    party_answer_done(&answer);
    party_close(&party);
}

static void forget_files(const char *path)
{
    char beside[80];
    (void)snprintf(beside, sizeof beside, "%s-wal", path);
    (void)remove(beside);
    (void)remove(path);
}

int main(void)
{
    static struct party party;
    struct random_game game;
    char folder[] = "/tmp/hs-retries-XXXXXX", path[64];
    int count = party_rounds(200, 1000), rounds = 10;
    struct decision *decision = calloc((size_t)count, sizeof *decision);
    dice_install(21);
    PARTY_CHECK(decision != NULL && mkdtemp(folder) != NULL, "no room");
    (void)snprintf(path, sizeof path, "%s/game.db", folder);
    const struct party_options options = {.path = path};
    party_open(&party, &options);
    random_game_begin(&game, &party, "het-pakket", 42, false);
    for (int round = 0; round < rounds; round++) {
        for (int k = 0; k < 8; k++) {
            (void)random_game_move(&game);
        }
        make(&game, decision, count, round);
        int64_t events = party_events(&party);
        send_crowd(&party, decision, count);
        PARTY_CHECK(party_events(&party) == events + count, "%lld effects of %d decisions",
                    (long long)(party_events(&party) - events), count);
        restart(&party);
        send_crowd(&party, decision, count);
        other_body(&party, &decision[dice_below(&game.dice, count)]);
        PARTY_CHECK(party_events(&party) == events + count,
                    "a decision that was sent again after the restart had an effect");
    }
    (void)printf("%d decisions, each sent up to %d times and again after a restart: %d effects\n",
                 count * rounds, THREADS, count * rounds);
    party_close(&party);
    free(decision);
    forget_files(path);
    links_and_faults();
    links(path);
    forget_files(path);
    tables(path);
    forget_files(path);
    (void)rmdir(folder);
    return 0;
}
