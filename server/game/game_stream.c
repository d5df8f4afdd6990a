/* SPDX-License-Identifier: EUPL-1.2 */
/* game_stream.c -- attaching and detaching streams. Who attaches gets the whole view, as it is
 * stored; then patches. */
#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"

enum { VIEW_BYTES_MAX = 4 << 20, SINKS_MAX = PEOPLE_MAX * 4 };

/* What is in memory but not pushed yet (presence, progress) goes out now; nothing of it needs the
 * store. */
static void push_now(struct table *table)
{
    struct push *push = push_collect(table);
    if (push != NULL) {
        table_wait_idle(table);
        push_deliver(table, push);
        push_free(push);
    }
}

static struct sink *sink_new(struct table *table, int person, const struct game_sink *to)
{
    struct buf me;
    struct sink *sink = calloc(1, sizeof *sink);
    if (sink == NULL) {
        abort();
    }
    *sink = (struct sink){.id = ++table->game->sink_ids,
                          .person = person,
                          .audience = table_eyes(table, &table->person[person]),
                          .to = *to};
    memcpy(sink->token, table->person[person].token, sizeof sink->token);
    buf_init(&me, VIEW_BYTES_MAX);
    view_me(table, person, &me);
    kept_set(&sink->me, &me);
    buf_done(&me);
    return sink;
}

enum err_code game_attach(struct game *game, const struct game_caller *caller,
                          const struct game_sink *to, int64_t *ret_id, struct err *err)
{
    struct holder holder;
    struct buf view;
    enum err_code code = game_holder_must(game, caller->token_hash, &holder, err);
    if (code != ERR_OK) {
        return code;
    }
    struct table *table = holder.table;
    (void)pthread_mutex_lock(&table->lock);
    if (table->sinks >= SINKS_MAX) {
        (void)pthread_mutex_unlock(&table->lock);
        return err_set(err, ERR_FULL, "", "this table has %d open streams", SINKS_MAX);
    }
    table_wait_idle(table);
    code = table_mend(table, err);
    if (code != ERR_OK) {
        (void)pthread_mutex_unlock(&table->lock);
        return code;
    }
    table->person[holder.person].online++;
    table->dirty_people |= table->person[holder.person].online == 1 ? PEOPLE_TEAMS : 0;
    push_now(table);
    struct sink *sink = sink_new(table, holder.person, to);
    push_sync(table, holder.person);
    push_audience(table, sink->audience)->watchers++;
    buf_init(&view, VIEW_BYTES_MAX);
    push_view(table, holder.person, &view);
    (void)pthread_mutex_lock(&table->sink_lock);
    to->push(to->cls, "view", buf_text(&view), view.size);
    table->sink[table->sinks++] = sink;
    (void)pthread_mutex_unlock(&table->sink_lock);
    *ret_id = sink->id;
    buf_done(&view);
    game->sinks++;
    (void)pthread_mutex_unlock(&table->lock);
    return ERR_OK;
}

static bool detach_from(struct table *table, int64_t id)
{
    struct sink *gone = NULL;
    (void)pthread_mutex_lock(&table->lock);
    (void)pthread_mutex_lock(&table->sink_lock);
    for (int k = 0; k < table->sinks; k++) {
        if (table->sink[k]->id == id) {
            gone = table->sink[k];
            table->sink[k] = table->sink[--table->sinks];
            break;
        }
    }
    (void)pthread_mutex_unlock(&table->sink_lock);
    if (gone != NULL) {
        struct person *person = &table->person[gone->person];
        push_audience(table, gone->audience)->watchers--;
        person->online -= person->online > 0;
        table->dirty_people |= person->online == 0 ? PEOPLE_TEAMS : 0;
        push_now(table);
        table->game->sinks--;
        kept_done(&gone->me);
        free(gone);
    }
    (void)pthread_mutex_unlock(&table->lock);
    return gone != NULL;
}

void game_detach(struct game *game, int64_t id)
{
    for (int k = 0;; k++) {
        (void)pthread_rwlock_rdlock(&game->lock);
        struct table *table = k < game->tables ? game->table[k] : NULL;
        (void)pthread_rwlock_unlock(&game->lock);
        if (table == NULL || detach_from(table, id)) {
            return;
        }
    }
}
