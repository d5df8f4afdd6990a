/* SPDX-License-Identifier: EUPL-1.2 */
/* game_private.h -- the game itself: tables, who a token belongs to, the timer. Private to the game
 * layer. */
#ifndef GAME_GAME_PRIVATE_H
#define GAME_GAME_PRIVATE_H

#include "game/table.h"

struct holder { /* of a token */
    uint8_t hash[GAME_HASH_SIZE];
    struct table *table;
    int person;
};

/* A facilitator's link. It belongs to one desk from the first try on, so that the same try gives
 * the same answer; it is taken when that desk's own log says so, and not before. */
struct host_link {
    uint8_t hash[GAME_HASH_SIZE];
    int64_t wall_until;
    char code[ID_CODE_SIZE]; /* of the game whose desk it opens; "": a new one */
    struct table *table;     /* NULL before the first try */
    bool taken;
};

struct game {
    struct game_config config;
    struct shelf *shelf;
    struct library library;
    pthread_rwlock_t lock; /* tables, holders, links */
    struct table **table;
    int tables;
    struct holder *holder; /* by hash, open addressing; without table: free */
    size_t holders, holders_room;
    struct host_link link[64];
    int links;
    int64_t link_seq;
    pthread_t timer;
    pthread_mutex_t timer_lock;
    pthread_cond_t timer_wake;
    bool stopping, timer_on, timer_asked;
    _Atomic int64_t
        timer_until; /* when it wakes by itself, monotonic ms; INT64_MAX while it is at work */
    pthread_mutex_t spare_lock;
    struct diffing *spare; /* scratch of push_diff.c that nobody uses now */
    pthread_mutex_t atlas_lock;
    struct buf atlas[LANGS]; /* the book in each language, made when it is first asked for */
    _Atomic int64_t accepted, refused, events, pushed_bytes, sinks, sink_ids;
};

/* One command being handled. */
struct call {
    struct game *game;
    struct table *table;   /* NULL for host.claim; locked */
    struct person *person; /* NULL for anyone */
    const json_t *body;
    const char *key; /* as it came */
    struct writing writing;
    struct err err;
};
typedef enum err_code (*command_fn)(struct call *call, struct err *err);

enum field_type { FIELD_STRING, FIELD_INT, FIELD_BOOL, FIELD_OBJECT };
struct field_rule {
    const char *name;
    uint8_t type;
    bool required;
    int32_t min, max;
    const char *values; /* "a|b" */
};
enum { FIELDS_MAX = 12 };
struct command {
    const char *name;
    uint8_t roles;
    uint32_t phases; /* bits; of the current session; PHASES_NONE: needs no session */
    bool idle;       /* may be given while the game is paused */
    command_fn run;
    struct field_rule field[FIELDS_MAX];
    const char *title[LANGS];
};
extern const struct command COMMANDS[];
extern const int COMMANDS_COUNT;
#define PHASE_BIT(name) (1u << PHASE_##name)
#define PHASES_ALL      ((1u << PHASES) - 1u)
#define PHASES_OPEN     (PHASES_ALL & ~PHASE_BIT(CLOSED))
#define PHASES_PLAY                                                                                \
    (PHASE_BIT(INTEL) | PHASE_BIT(ASSESS) | PHASE_BIT(DELIBERATE) | PHASE_BIT(COUNCIL) |           \
     PHASE_BIT(ADJUDICATE) | PHASE_BIT(OUTCOME))
#define PHASES_NONE 0u

const struct command *command_find(const char *name);
bool command_may(const struct command *command, const struct table *table, uint8_t role);
enum err_code command_check(const struct command *command, const json_t *body, struct err *err);
void command_json(struct buf *ret_json); /* the table, for GAME_READ_COMMANDS */

/* holders.c */
void game_hold(struct game *game, const uint8_t *hash, struct table *table, int person);
void game_drop(struct game *game, const uint8_t *hash);
bool game_holder(struct game *game, const uint8_t *hash, struct holder *ret_holder);
/* The same, or ERR_UNAUTHORIZED; ERR_TOKEN_EXPIRED for one that was taken back. */
enum err_code game_holder_must(struct game *game, const uint8_t *hash, struct holder *ret_holder,
                               struct err *err);
struct table *game_table_by_code(struct game *game, const char *code);
struct table *game_add_table(struct game *game, const char *id);
/* The desk that this link opens, made when there is none yet; NULL when there is no such link or
 * its time is over. */
struct table *game_link_table(struct game *game, const char *secret);
bool game_link_fresh(struct game *game,
                     const char *secret); /* nobody has taken it, and its time is not over */
void game_link_take(struct game *game, const uint8_t *hash, struct table *table);
void game_links_forget(struct game *game, const struct table *table); /* its log is read again */
void game_wake_timer(struct game *game);
/* After an input of the table's current session: only when the timer would come too late for it. */
void game_wake_timer_for(struct game *game, const struct table *table);
void *game_timer(void *game);
/* The clock's work for one table; returns ms until it wants to be called again, -1: not. Takes the
 * table's lock. */
int64_t table_tick(struct table *table);

const char *field_text(const struct call *call, const char *name);
int64_t field_int(const struct call *call, const char *name, int64_t otherwise);
bool field_bool(const struct call *call, const char *name);

#endif
