/* SPDX-License-Identifier: EUPL-1.2 */
/* table.c -- a table and what is asked of it. Never talks to the store: table_write.c and
 * table_load.c do. */
#include "game/table.h"

#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"
#include "game/later.h"

struct table *table_new(struct game *game, const char *id)
{
    struct table *table = calloc(1, sizeof *table);
    if (table == NULL) {
        abort();
    }
    table->game = game;
    table->current = NONE;
    (void)snprintf(table->id, sizeof table->id, "%s", id);
    (void)snprintf(table->stream, sizeof table->stream, "t:%s", id);
    (void)pthread_mutex_init(&table->lock, NULL);
    (void)pthread_mutex_init(&table->sink_lock, NULL);
    (void)pthread_cond_init(&table->idle, NULL);
    return table;
}

void table_free(struct table *table)
{
    if (table == NULL) {
        return;
    }
    push_forget(table);
    for (int k = 0; k < table->sessions; k++) {
        session_free(table->session[k]);
    }
    for (int k = 0; k < table->sinks; k++) {
        kept_done(&table->sink[k]->me);
        free(table->sink[k]);
    }
    later_free(table->later);
    free(table->keys);
    (void)pthread_mutex_destroy(&table->lock);
    (void)pthread_mutex_destroy(&table->sink_lock);
    (void)pthread_cond_destroy(&table->idle);
    free(table);
}

struct session *table_session(struct table *table)
{
    return table->current == NONE ? NULL : table->session[table->current];
}

bool table_is_free(const struct table *table)
{
    return table->current == NONE || table->session[table->current]->phase == PHASE_CLOSED;
}

int table_person(const struct table *table, const char *id)
{
    for (int k = 0; id != NULL && k < table->people; k++) {
        if (strcmp(table->person[k].id, id) == 0) {
            return k;
        }
    }
    return NONE;
}

int table_eyes(const struct table *table, const struct person *person)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    if (person->role == ROLE_HOST) {
        return EYES_ALL;
    }
    if (person->role == ROLE_ROOM) {
        return EYES_ROOM;
    }
    int team = session == NULL ? NONE : session_team(session, person->team);
    return team == NONE ? EYES_PUBLIC : team;
}

int64_t table_time(const struct table *table, int session)
{
    int64_t now = clock_mono_ms(table->game->config.clock) - table->mono_base[session];
    return now < table->session[session]->t ? table->session[session]->t : now;
}

int table_team_people(const struct table *table, const char *team)
{
    int count = 0;
    for (int k = 0; k < table->people; k++) {
        const struct person *person = &table->person[k];
        count += person->role == ROLE_PLAYER && !person->removed && strcmp(person->team, team) == 0;
    }
    return count;
}

/* Keys that were used: 64-bit hashes in an open table, twice as large as its content. A false hit
 * asks the store. */
static uint64_t key_number(const char *hex)
{
    uint64_t number = strtoull(hex, NULL, 16);
    return number == 0 ? 1 : number;
}

static void key_put(uint64_t *keys, size_t room, uint64_t number)
{
    size_t at = number & (room - 1);
    while (keys[at] != 0 && keys[at] != number) {
        at = (at + 1) & (room - 1);
    }
    keys[at] = number;
}

void table_key_add(struct table *table, const char *key_hex)
{
    if (table->keys_count * 2 >= table->keys_room) {
        size_t room = table->keys_room == 0 ? 64 : table->keys_room * 2;
        uint64_t *keys = calloc(room, sizeof *keys);
        if (keys == NULL) {
            abort();
        }
        for (size_t k = 0; k < table->keys_room; k++) {
            if (table->keys[k] != 0) {
                key_put(keys, room, table->keys[k]);
            }
        }
        free(table->keys);
        table->keys = keys;
        table->keys_room = room;
    }
    key_put(table->keys, table->keys_room, key_number(key_hex));
    table->keys_count++;
}

bool table_key_seen(struct table *table, const char key_hex[HEX_KEY_SIZE])
{
    uint64_t number = key_number(key_hex);
    if (table->keys_room == 0) {
        return false;
    }
    size_t at = number & (table->keys_room - 1);
    while (table->keys[at] != 0) {
        if (table->keys[at] == number) {
            return true;
        }
        at = (at + 1) & (table->keys_room - 1);
    }
    return false;
}

void table_wait_idle(struct table *table)
{
    (void)pthread_mutex_lock(&table->sink_lock);
    while (table->flying > 0) {
        (void)pthread_cond_wait(&table->idle, &table->sink_lock);
    }
    (void)pthread_mutex_unlock(&table->sink_lock);
}
