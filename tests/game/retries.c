/* SPDX-License-Identifier: EUPL-1.2 */
/* retries.c -- decisions sent one to five times, from several threads at once and again after a restart on the same file:
 * one effect each, the same answer every time, another body under the key is refused. And a restart changes no view. */
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
    PARTY_CHECK(strcmp(d->answer, answer->text) == 0, "%s: another answer: %s | %s", d->key, d->answer, answer->text);
    (void)pthread_mutex_unlock(&d->lock);
}

/* Each thread walks all decisions from its own place, so that the same key is under way several times at once. */
static void *send_all(void *cls)
{
    struct crowd *crowd = cls;
    for (int k = 0; k < crowd->count; k++) {
        struct decision *d = &crowd->decision[(k + crowd->from) % crowd->count];
        struct party_answer answer;
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
        *d = (struct decision){.seat = game->first_player + dice_below(&game->dice, game->players), .times = 1 + dice_below(&game->dice, TIMES)};
        (void)pthread_mutex_init(&d->lock, NULL);
        (void)snprintf(d->key, sizeof d->key, "again-%d-%06d", round, k);
        (void)snprintf(d->body, sizeof d->body, "{\"command\":\"say\",\"room\":\"team\",\"text\":\"woord %d.%d\"}", round, k);
    }
}

static void other_body(struct party *party, const struct decision *d)
{
    struct party_answer answer;
    (void)party_send(party, d->seat, d->key, "{\"command\":\"say\",\"room\":\"team\",\"text\":\"iets anders\"}", &answer);
    PARTY_CHECK(answer.status == 422 && strcmp(answer.code, "key-reused") == 0, "another body under %s: %s", d->key, answer.text);
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
        PARTY_CHECK(party_same(before[k], after, where, sizeof where), "after a restart seat %d sees otherwise: %s", k, where);
        json_decref(after);
        json_decref(before[k]);
    }
    for (int k = 0; k < party->seats; k++) {
        party_attach(party, k);
    }
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
        PARTY_CHECK(party_events(&party) == events + count, "%lld effects of %d decisions", (long long)(party_events(&party) - events), count);
        restart(&party);
        send_crowd(&party, decision, count);
        other_body(&party, &decision[dice_below(&game.dice, count)]);
        PARTY_CHECK(party_events(&party) == events + count, "a decision that was sent again after the restart had an effect");
    }
    (void)printf("%d decisions, each sent up to %d times and again after a restart: %d effects\n", count * rounds, THREADS, count * rounds);
    party_close(&party);
    free(decision);
    (void)remove(path);
    char beside[80];
    (void)snprintf(beside, sizeof beside, "%s-wal", path);
    (void)remove(beside);
    (void)rmdir(folder);
    return 0;
}
