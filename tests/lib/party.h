/* SPDX-License-Identifier: EUPL-1.2 */
/* party.h -- people round a table inside one process: a game over a store, a clock that stands
 * still, seats that keep every byte they were sent and patch a copy of their view. The game's timer
 * thread is ended at once: only party_step() makes the clock work, so that two runs of the same
 * moves are the same bytes. */
#ifndef LIB_PARTY_H
#define LIB_PARTY_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/clock.h"
#include "game/game_private.h"

enum { PARTY_SEATS_MAX = 64, PARTY_ANYONE = -1, PARTY_LOG_MAX = 256 << 20 };

/* An answer, kept. */
struct party_answer {
    int status;
    char code[40]; /* slug of a refusal; "ok" for 200 */
    char *text;
    size_t size;
    json_t *json;
};
void party_answer_done(struct party_answer *answer);

struct party;
struct party_seat {
    struct party *party;
    uint8_t role;
    char token[64], id[12], phrase[64], team[49];
    bool removed, ended;
    int64_t sink; /* 0: no stream */
    json_t *view; /* patched copy; NULL before the first whole view */
    int pushes;
    struct buf log; /* all that was sent to this seat: pushes, and answers to what it asked */
};

struct party {
    struct clock_fake fake;
    struct clock clock;
    char path[256]; /* of the SQLite file; "" for the memory double */
    struct store *store;
    struct game *game;
    pthread_mutex_t lock; /* of seats' logs and views */
    struct party_seat seat[PARTY_SEATS_MAX], anyone;
    int seats;
    char code[16], session[40];
    int64_t keys;
    int bad_pushes; /* that were no JSON or came before a whole view */
    bool logging;
};

struct party_options {
    const char *path; /* NULL: memory */
    store_mem_fault fault;
    void *fault_cls;
    const char *book_path; /* NULL: built in */
};
void party_open(struct party *party, const struct party_options *options);
/* Ends the game and opens it again on the same store (SQLite: on the same file). Streams are gone,
 * tokens stay. */
void party_reopen(struct party *party);
void party_close(struct party *party);

/* One command; `key` NULL: a new one. Waits for the answer. `answer` may be NULL. Returns the
 * status. */
int party_send_text(struct party *party, int seat, const char *key, const char *body, size_t size,
                    struct party_answer *answer);
int party_send(struct party *party, int seat, const char *key, const char *body,
               struct party_answer *answer);
/* The same with a format and a new key; aborts the test when it is refused. */
void party_must(struct party *party, int seat, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int party_read(struct party *party, int seat, enum game_read what, const char *argument,
               struct party_answer *answer);

/* Seat 0 becomes the host; then a game. `more` is "" or fields with a comma in front:
 * ,"clock":"off" is not among them. */
void party_host(struct party *party);
void party_create(struct party *party, const char *scenario, const char *preset, const char *clock,
                  const char *seed, const char *more);
/* A new seat; the index. */
int party_join(struct party *party, const char *name, const char *team, const char *job);
int party_room(struct party *party);
/* Takes token and participant of an answer into a new seat. */
int party_seat_of(struct party *party, const struct party_answer *answer, uint8_t role,
                  const char *team);

void party_attach(struct party *party, int seat);
void party_detach(struct party *party, int seat);
void party_settle(struct party *party); /* until nothing flies */
void party_step(struct party *party,
                int64_t ms);          /* moves the clock, then lets it work until it waits */
void party_tick(struct party *party); /* once, without moving the clock */
struct table *party_table(struct party *party);
const char *party_phase(struct party *party);
int64_t party_events(struct party *party); /* in the store: the sum over all streams */
json_t *party_fresh(struct party *party,
                    int seat); /* the whole view as it is projected now; yours */

/* Stops the test with a sentence: a plain program's assertion. */
void party_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4), noreturn));
#define PARTY_CHECK(what, ...)                                                                     \
    do {                                                                                           \
        if (!(what)) {                                                                             \
            party_fail(__FILE__, __LINE__, __VA_ARGS__);                                           \
        }                                                                                          \
    } while (0)
/* A number for tests: `small`, or `large` when HS_LONG is set. HS_ROUNDS overrides both. */
int party_rounds(int small, int large);

/* Shows where two JSON values differ, as a pointer in `ret_where`; true when they are equal. */
bool party_same(const json_t *a, const json_t *b, char *ret_where, size_t room);
/* RFC 7396 in place. */
void party_merge(json_t *target, const json_t *patch);

#endif
