/* SPDX-License-Identifier: EUPL-1.2 */
/* table.h -- the people round one table: tokens, seats, sessions (a game and its branches), and the
 * streams that watch. Private to the game layer. A table's `lock` guards all of it but the sinks,
 * which have their own, so that the store's writer thread can push what was committed while the
 * next command is being handled. Order: lock, then sink_lock. */
#ifndef GAME_TABLE_H
#define GAME_TABLE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/ids.h"
#include "game/game.h"
#include "game/library.h"
#include "game/session.h"
#include "store/store.h"

enum {
    PEOPLE_MAX = 120,              /* 36 seats, a room, rehearsal seats, and those who left */
    SESSIONS_MAX = 24,             /* a game and its branches */
    AUDIENCES_MAX = TEAMS_MAX + 3, /* the teams, the host, the room, who has no seat */
    PHRASE_MAX = 48,
    JOB_ID_MAX = 49,
    HEX_KEY_SIZE = 17
};

enum role { ROLE_ANYONE = 1, ROLE_HOST = 2, ROLE_PLAYER = 4, ROLE_ROOM = 8 };

struct person {
    char id[12]; /* p1, p2, ... */
    char name[NAME_MAX_CHARS * 4 + 1];
    uint8_t role;
    char team[JOB_ID_MAX], job[JOB_ID_MAX];
    uint8_t token[GAME_HASH_SIZE]; /* hash; all zero: none */
    char phrase[PHRASE_MAX];       /* four words with which a lost phone comes back */
    bool removed, stepout;
    bool dirty; /* the private part may have changed */
    int online; /* streams open */
    int order;  /* in which they came */
};

/* A part of a view as it was sent last; those who were sent the same share one block. No block: the
 * part is absent. */
struct kept {
    struct kept_block *block;
    uint32_t size, spans;
};

/* An action of the menu as it was sent last; `sum` as view_menu_item() has it. */
struct kept_item {
    struct kept kept;
    uint64_t sum;
    int n;
};

/* The board as it was sent last, gauge by gauge: the object of each one's readings. */
struct kept_board {
    struct kept ladder, gauge[GAUGES_MAX];
    int16_t first[GAUGES_MAX], count[GAUGES_MAX]; /* the place of its first reading, and how many */
};

/* What the viewers of one kind have been sent, so that only differences go out. */
struct audience {
    int eyes; /* team index or one of EYES_ */
    int watchers;
    struct kept section[SECTIONS];
    struct kept motion[MOTION_MAX], motion_own[MOTION_MAX]; /* view_motion_shared(), _own() */
    uint64_t motions_sum;            /* view_motions_sign() of what was sent; 0: not known */
    struct kept sessions, catalogue; /* the host's: parts beside the sections */
    struct kept_item *menu;          /* by action; NULL: the menu is absent. section[] has none */
    int menu_items;
    struct kept_board *board; /* NULL: the board is absent; section[] has none */
};

struct sink {
    int64_t id;
    int person;
    int audience; /* eyes */
    struct game_sink to;
    struct kept me;                /* last private part sent */
    uint8_t token[GAME_HASH_SIZE]; /* with which it was opened: another one ends it */
    bool ended, over; /* its end was collected; was sent (under sink_lock): nothing follows */
};

/* Something to be done when its append is durable, in order. */
enum push_kind { PUSH_PATCH, PUSH_VIEW, PUSH_END };
struct push {
    enum push_kind kind;
    int eyes;
    int64_t sink; /* 0: every sink with these eyes */
    char *json;
    size_t size;
    struct push *next;
}; /* json: in the same block */
struct parcel {
    struct table *table;
    struct push *pushes;
    char *answer;
    size_t answer_size;
    game_done done;
    void *cls;
    bool key_only;           /* an append that only asks for the answer kept under a key */
    struct session *session; /* whose stream it is; NULL: the table's own */
};

struct table {
    struct game *game;
    pthread_mutex_t lock, sink_lock;
    pthread_cond_t idle;
    int flying;  /* appends not yet answered; under sink_lock, as is `failed` */
    bool failed; /* an append failed: reload before anything else */
    char id[ID_UUID_SIZE], code[ID_CODE_SIZE];
    char stream[STORE_ID_MAX + 1];
    int64_t seq; /* of the table's own stream */
    struct person person[PEOPLE_MAX];
    int people;
    struct session *session[SESSIONS_MAX];
    int64_t mono_base[SESSIONS_MAX]; /* session time = t of the last input + mono now - base, base
                                        set at load */
    int sessions, current;           /* current: NONE before the first */
    bool forced[TEAMS_MAX];          /* teams the host gave to the model */
    struct audience audience[AUDIENCES_MAX];
    int audiences;
    struct sink *sink[PEOPLE_MAX * 4];
    int sinks;
    uint64_t *keys; /* hashes of idempotency keys seen, open addressing, 0 free */
    size_t keys_room, keys_count;
    struct later *later;   /* being computed, or NULL */
    uint32_t dirty_people; /* PEOPLE_* bits */
    bool fresh;            /* another session is current: everybody gets a whole view */
};
enum {
    PEOPLE_TEAMS = 1,
    PEOPLE_ME = 2,
    PEOPLE_CAN = 4,
    PEOPLE_VIEWER = 8,
    PEOPLE_EXTRA = 16,
    PEOPLE_ALL = 31
};

struct table *table_new(struct game *game, const char *id);
void table_free(struct table *table);
struct session *table_session(struct table *table); /* current, or NULL */
bool table_is_free(
    const struct table *table); /* no game is open here: the next one may be set up */
int table_person(const struct table *table, const char *id);
int table_eyes(const struct table *table, const struct person *person);
int64_t table_time(const struct table *table, int session);         /* session time now */
int table_team_people(const struct table *table, const char *team); /* players in it */

/* Table events (table_events.c): applied live and at load. */
enum err_code table_apply(struct table *table, const char *type, const json_t *data,
                          struct err *err);

/* Writing (table_write.c). Each takes the table's lock as held. */
struct writing {
    struct table *table;
    const char *by;  /* participant id, "clock", "ready", "model" */
    const char *key; /* idempotency key with its scope, or NULL */
    uint8_t body_hash[GAME_HASH_SIZE];
    char key_hex[HEX_KEY_SIZE];
    game_done done; /* NULL: nobody waits */
    void *cls;
};
/* An input of the current session; `answer` is the JSON for who asked (taken). On refusal nothing
 * happened. */
enum err_code table_input(const struct writing *writing, enum input type, json_t *data,
                          char *answer, struct err *err);
/* An event of the table's own stream. */
enum err_code table_event(const struct writing *writing, const char *type, json_t *data,
                          char *answer, struct err *err);
/* An append that asks for the answer kept under a key; owns the parcel. */
void table_ask(struct table *table, struct parcel *parcel, const struct store_append *append);
/* Makes a session from inputs: CREATE and what follows; used by create and branch. */
enum err_code table_begin(const struct writing *writing, struct session *session, json_t *create,
                          const struct session *source, int branch_turn, char *answer,
                          struct err *err);
/* Brings the model's seats in line with who sits where. */
void table_reconcile(struct table *table);
/* Is every staffed team done? Then the phase moves on. */
void table_all_ready(struct table *table);
/* Reads table and sessions from the store. */
enum err_code table_load(struct table *table, struct err *err);
bool table_failed(struct table *table); /* an append failed, and the table was not read since */
/* After a failed append: reads the table again, so that nothing is seen that is not stored. */
enum err_code table_mend(struct table *table, struct err *err);
bool table_key_seen(struct table *table, const char key_hex[HEX_KEY_SIZE]);
void table_key_add(struct table *table, const char *key_hex);
/* Until nothing flies. The table's lock stays held, so that nothing new starts; the store's writer
 * needs sink_lock only. */
void table_wait_idle(struct table *table);

/* Projection and pushing (push.c). */
/* One section as these eyes see it, with the parts that hold people. */
void push_project(const struct table *table, int eyes, enum section section, struct buf *ret_json);
struct push *
push_collect(struct table *table); /* what changed for whom, since the last time; clears dirt */
void push_free(struct push *push);
void push_deliver(struct table *table, const struct push *push); /* takes sink_lock */
void push_view(struct table *table, int person,
               struct buf *ret_json); /* the whole view, from scratch */
void push_sync(struct table *table,
               int person); /* fills the audience's and the sink's last-sent texts */
struct audience *push_audience(struct table *table, int eyes);
void push_forget(struct table *table); /* after a change of session: everything anew */
/* push_kept.c */
void kept_set(struct kept *kept, const struct buf *json);
void kept_share(struct kept *kept, const struct kept *with);
void kept_done(struct kept *kept); /* frees; accepts a zeroed struct */
/* push_diff.c */
void push_spare_free(struct game *game); /* scratch that the game keeps */

/* Parts of a view that need people (view_people.c). */
void view_viewer(const struct table *table, int eyes, struct buf *ret_json);
void view_me(const struct table *table, int person, struct buf *ret_json);
void view_can(const struct table *table, int eyes, struct buf *ret_json);
void view_teams(const struct table *table, int eyes, struct buf *ret_json);
void view_catalogue(const struct table *table, struct buf *ret_json);
void view_sessions(const struct table *table, struct buf *ret_json);

#endif
