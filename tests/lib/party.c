/* SPDX-License-Identifier: EUPL-1.2 */
/* party.c -- opening a game for a test, commands and their answers, seats, the clock. Never sleeps:
 * it waits for answers. */
#include "party.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "dice.h"

void party_fail(const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)fflush(stdout);
    (void)fprintf(stderr, "%s:%d: ", file, line);
    (void)vfprintf(stderr, format, arguments);
    (void)fprintf(stderr, "\n");
    va_end(arguments);
    (void)fflush(stderr);
    _Exit(1);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum {
    SLOWER = 4
}; /* sanitizers: the same games, a quarter of them; the release build plays them all */
#else
enum { SLOWER = 1 };
#endif

int party_rounds(int small, int large)
{
    const char *rounds = getenv("HS_ROUNDS"), *slow = getenv("HS_LONG");
    if (rounds != NULL && rounds[0] != '\0') {
        return atoi(rounds);
    }
    return slow != NULL && slow[0] != '\0' && strcmp(slow, "0") != 0
               ? large
               : (small + SLOWER - 1) / SLOWER;
}

static void open_game(struct party *party, const char *book_path)
{
    struct err err = {.code = ERR_OK};
    const struct game_config config = {
        .store = party->store, .clock = &party->clock, .book_path = book_path};
    enum err_code code = game_open(&party->game, &config, &err);
    PARTY_CHECK(code == ERR_OK, "game_open: %s %s", err.where, err.text);
    struct game *game = party->game;
    (void)pthread_mutex_lock(&game->timer_lock);
    game->stopping = true;
    (void)pthread_cond_broadcast(&game->timer_wake);
    (void)pthread_mutex_unlock(&game->timer_lock);
    (void)pthread_join(game->timer, NULL);
    game->timer_on = false;
    game->stopping = false;
}

static void open_store(struct party *party)
{
    struct err err = {.code = ERR_OK};
    enum err_code code = store_sqlite_open(&party->store, party->path, &err);
    PARTY_CHECK(code == ERR_OK, "store_sqlite_open: %s", err.text);
}

void party_open(struct party *party, const struct party_options *options)
{
    memset(party, 0, sizeof *party);
    party->fake.mono_ms = 5000000;
    party->fake.wall_ms = INT64_C(1790000000000);
    party->clock = clock_fake(&party->fake);
    (void)pthread_mutex_init(&party->lock, NULL);
    party->anyone.party = party;
    buf_init(&party->anyone.log, PARTY_LOG_MAX);
    if (options != NULL && options->path != NULL) {
        (void)snprintf(party->path, sizeof party->path, "%s", options->path);
        open_store(party);
    } else {
        party->store = store_mem_open(options == NULL ? NULL : options->fault,
                                      options == NULL ? NULL : options->fault_cls);
    }
    open_game(party, options == NULL ? NULL : options->book_path);
}

void party_reopen(struct party *party)
{
    party_settle(party);
    game_close(party->game);
    party->game = NULL;
    for (int k = 0; k < party->seats; k++) {
        party->seat[k].sink = 0;
    }
    if (party->path[0] != '\0') {
        party->store->ops->close(party->store);
        open_store(party);
    }
    open_game(party, NULL);
}

void party_close(struct party *party)
{
    game_close(party->game);
    party->store->ops->close(party->store);
    for (int k = 0; k < party->seats; k++) {
        json_decref(party->seat[k].view);
        buf_done(&party->seat[k].log);
    }
    buf_done(&party->anyone.log);
    (void)pthread_mutex_destroy(&party->lock);
}

void party_answer_done(struct party_answer *answer)
{
    free(answer->text);
    json_decref(answer->json);
    *answer = (struct party_answer){0};
}

struct waiting {
    pthread_mutex_t lock;
    pthread_cond_t told;
    struct party_answer answer;
    int answers;
};

static void answered(void *cls, const struct game_answer *answer)
{
    struct waiting *waiting = cls;
    (void)pthread_mutex_lock(&waiting->lock);
    waiting->answers++;
    PARTY_CHECK(waiting->answers == 1, "a command was answered %d times", waiting->answers);
    waiting->answer.status = answer->status;
    waiting->answer.size = answer->size;
    waiting->answer.text = calloc(1, answer->size + 1);
    if (waiting->answer.text == NULL) {
        abort();
    }
    memcpy(waiting->answer.text, answer->body, answer->size);
    (void)pthread_cond_signal(&waiting->told);
    (void)pthread_mutex_unlock(&waiting->lock);
}

static struct party_seat *seat_at(struct party *party, int seat)
{
    return seat == PARTY_ANYONE ? &party->anyone : &party->seat[seat];
}

static void take_answer(struct party *party, int seat, struct waiting *waiting, bool json,
                        struct party_answer *ret_answer)
{
    struct party_answer *kept = &waiting->answer;
    (void)pthread_mutex_lock(&waiting->lock);
    while (waiting->answers == 0) {
        (void)pthread_cond_wait(&waiting->told, &waiting->lock);
    }
    (void)pthread_mutex_unlock(&waiting->lock);
    json_error_t at;
    kept->json = json ? json_loadb(kept->text, kept->size, JSON_REJECT_DUPLICATES, &at) : NULL;
    PARTY_CHECK(!json || kept->json != NULL, "an answer is no JSON: %s", kept->text);
    const char *code = json_string_value(json_object_get(kept->json, "code"));
    (void)snprintf(kept->code, sizeof kept->code, "%s",
                   kept->status < 400 ? "ok"
                   : code == NULL     ? "?"
                                      : code);
    if (party->logging) {
        struct buf *log = &seat_at(party, seat)->log;
        (void)pthread_mutex_lock(&party->lock);
        buf_fmt(log, "answer %d ", kept->status);
        buf_add(log, kept->text, kept->size);
        buf_char(log, '\n');
        (void)pthread_mutex_unlock(&party->lock);
    }
    *ret_answer = *kept;
    (void)pthread_mutex_destroy(&waiting->lock);
    (void)pthread_cond_destroy(&waiting->told);
}

static void caller_of(struct party *party, int seat, uint8_t hash[GAME_HASH_SIZE],
                      struct game_caller *ret_caller)
{
    *ret_caller = (struct game_caller){0};
    if (seat != PARTY_ANYONE) {
        hash_once(hash, party->seat[seat].token, strlen(party->seat[seat].token));
        ret_caller->token_hash = hash;
    }
}

int party_send_text(struct party *party, int seat, const char *key, const char *body, size_t size,
                    struct party_answer *answer)
{
    struct waiting waiting = {.lock = PTHREAD_MUTEX_INITIALIZER, .told = PTHREAD_COND_INITIALIZER};
    uint8_t hash[GAME_HASH_SIZE];
    struct game_caller caller;
    char own[32];
    caller_of(party, seat, hash, &caller);
    if (key == NULL) {
        (void)pthread_mutex_lock(&party->lock);
        (void)snprintf(own, sizeof own, "key-%08lld", (long long)++party->keys);
        (void)pthread_mutex_unlock(&party->lock);
    }
    caller.key = key == NULL ? own : key[0] == '\0' ? NULL : key;
    game_command(party->game, &caller, body, size, answered, &waiting);
    struct party_answer kept;
    take_answer(party, seat, &waiting, true, &kept);
    int status = kept.status;
    if (answer != NULL) {
        *answer = kept;
    } else {
        party_answer_done(&kept);
    }
    return status;
}

int party_send(struct party *party, int seat, const char *key, const char *body,
               struct party_answer *answer)
{
    int status = party_send_text(party, seat, key, body, strlen(body), answer);
    party_settle(party);
    return status;
}

void party_must(struct party *party, int seat, const char *format, ...)
{
    char body[4096];
    struct party_answer answer;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(body, sizeof body, format, arguments);
    va_end(arguments);
    (void)party_send(party, seat, NULL, body, &answer);
    PARTY_CHECK(answer.status == 200, "seat %d: %s -> %s", seat, body, answer.text);
    party_answer_done(&answer);
}

int party_read(struct party *party, int seat, enum game_read what, const char *argument,
               struct party_answer *answer)
{
    struct waiting waiting = {.lock = PTHREAD_MUTEX_INITIALIZER, .told = PTHREAD_COND_INITIALIZER};
    uint8_t hash[GAME_HASH_SIZE];
    struct game_caller caller;
    struct party_answer kept;
    caller_of(party, seat, hash, &caller);
    game_read(party->game, &caller, what, argument, answered, &waiting);
    take_answer(party, seat, &waiting, what != GAME_READ_RECORDING || waiting.answer.status >= 400,
                &kept);
    int status = kept.status;
    if (answer != NULL) {
        *answer = kept;
    } else {
        party_answer_done(&kept);
    }
    return status;
}

json_t *party_fresh(struct party *party, int seat)
{
    struct party_answer answer;
    bool logging = party->logging;
    party->logging = false;
    (void)party_read(party, seat, GAME_READ_VIEW, "", &answer);
    party->logging = logging;
    PARTY_CHECK(answer.status == 200, "seat %d cannot read its view: %s", seat, answer.text);
    json_t *view = json_incref(answer.json);
    party_answer_done(&answer);
    return view;
}
