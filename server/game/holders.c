/* SPDX-License-Identifier: EUPL-1.2 */
/* holders.c -- who a token belongs to, found at every request. Nobody is forgotten while the server
 * runs: who was removed is told so. */
#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"

enum { ROOM_FIRST = 1024 };

/* Its place, or the free one where it belongs. A token's hash is even already, and nobody can
 * choose one. */
static struct holder *place_of(struct holder *rows, size_t room, const uint8_t *hash)
{
    size_t at;
    memcpy(&at, hash, sizeof at);
    for (at &= room - 1; rows[at].table != NULL; at = (at + 1) & (room - 1)) {
        if (memcmp(rows[at].hash, hash, GAME_HASH_SIZE) == 0) {
            break;
        }
    }
    return &rows[at];
}

static void make_room(struct game *game)
{
    const size_t room = game->holders_room == 0 ? ROOM_FIRST : game->holders_room * 2;
    struct holder *rows = calloc(room, sizeof *rows);
    if (rows == NULL) {
        abort();
    }
    for (size_t k = 0; k < game->holders_room; k++) {
        if (game->holder[k].table != NULL) {
            *place_of(rows, room, game->holder[k].hash) = game->holder[k];
        }
    }
    free(game->holder);
    game->holder = rows;
    game->holders_room = room;
}

void game_hold(struct game *game, const uint8_t *hash, struct table *table, int person)
{
    (void)pthread_rwlock_wrlock(&game->lock);
    if (game->holders * 2 >= game->holders_room) {
        make_room(game);
    }
    struct holder *holder = place_of(game->holder, game->holders_room, hash);
    game->holders += holder->table == NULL;
    memcpy(holder->hash, hash, GAME_HASH_SIZE);
    holder->table = table;
    holder->person = person;
    (void)pthread_rwlock_unlock(&game->lock);
}

/* NULL: nobody. Under the game's lock. */
static struct holder *find(const struct game *game, const uint8_t *hash)
{
    struct holder *holder =
        game->holders == 0 ? NULL : place_of(game->holder, game->holders_room, hash);
    return holder == NULL || holder->table == NULL ? NULL : holder;
}

void game_drop(struct game *game, const uint8_t *hash)
{
    (void)pthread_rwlock_wrlock(&game->lock);
    struct holder *holder = find(game, hash);
    if (holder != NULL) {
        holder->person =
            NONE; /* who comes with it is told that it is over, not that it never was */
    }
    (void)pthread_rwlock_unlock(&game->lock);
}

bool game_holder(struct game *game, const uint8_t *hash, struct holder *ret_holder)
{
    if (hash == NULL) {
        return false;
    }
    (void)pthread_rwlock_rdlock(&game->lock);
    const struct holder *holder = find(game, hash);
    if (holder != NULL) {
        *ret_holder = *holder;
    }
    (void)pthread_rwlock_unlock(&game->lock);
    return holder != NULL;
}
