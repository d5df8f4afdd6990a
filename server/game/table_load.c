/* SPDX-License-Identifier: EUPL-1.2 */
/* table_load.c -- a table and its games read back from the store: restart is replay. */
#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"
#include "game/later.h"
#include "game/line.h"
#include "game/recording.h"

struct loading {
    struct table *table;
    struct session *session;
    struct err *err;
    enum err_code code;
};

static bool session_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct loading *loading = cls;
    struct session *session = loading->session;
    struct line line;
    struct buf out, again;
    loading->code = line_read(event.data, event.size, &line, loading->err);
    if (loading->code != ERR_OK) {
        return false;
    }
    buf_init(&out, STORE_EVENT_BYTES_MAX);
    buf_init(&again, STORE_EVENT_BYTES_MAX);
    loading->code = session_apply(session, &loading->table->game->library, line.type, line.by,
                                  line.t, line.data, &out, loading->err);
    if (loading->code == ERR_OK && seq == 1) {
        recording_begin(session);
    }
    if (loading->code == ERR_OK) {
        char *data = json_dumps(line.data, JSON_COMPACT | JSON_ENCODE_ANY);
        line_write(session, line.type, line.by, line.key, data, &out, &again);
        free(data);
        if (again.size != event.size || memcmp(again.data, event.data, event.size) != 0) {
            loading->code =
                err_set(loading->err, ERR_DAMAGED, session->id,
                        "event %lld does not give what it gave when it was stored", (long long)seq);
        }
        if (line.key != NULL) {
            table_key_add(loading->table, line.key);
        }
    }
    buf_done(&out);
    buf_done(&again);
    line_done(&line);
    return loading->code == ERR_OK;
}

/* The table a session belongs to stands in its first event. */
static bool first_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct loading *loading = cls;
    struct line line;
    if (seq == 1 && line_read(event.data, event.size, &line, NULL) == ERR_OK) {
        const char *table = json_string_value(json_object_get(line.data, "table"));
        loading->session =
            table != NULL && strcmp(table, loading->table->id) == 0 ? loading->session : NULL;
        line_done(&line);
    }
    return false;
}

struct finding {
    struct loading *loading;
    char name[SESSIONS_MAX * 64][STORE_ID_MAX + 1];
    int count;
};

static bool stream_row(void *cls, const char *stream, int64_t seq)
{
    struct finding *finding = cls;
    (void)seq;
    if (strncmp(stream, "s:", 2) == 0 && finding->count < SESSIONS_MAX * 64) {
        (void)snprintf(finding->name[finding->count++], STORE_ID_MAX + 1, "%s", stream);
    }
    return true;
}

static enum err_code load_sessions(struct loading *loading)
{
    struct table *table = loading->table;
    struct store *store = table->game->config.store;
    struct finding *finding = calloc(1, sizeof *finding);
    if (finding == NULL) {
        return ERR_NO_MEMORY;
    }
    loading->code = store->ops->streams(store, stream_row, finding, loading->err);
    for (int k = 0; k < finding->count && loading->code == ERR_OK; k++) {
        struct session *session = session_new(finding->name[k] + 2);
        loading->session = session;
        (void)store->ops->read(store, finding->name[k], 1, first_row, loading, NULL);
        if (loading->session == NULL || table->sessions >= SESSIONS_MAX) {
            session_free(session);
            continue;
        }
        enum err_code read =
            store->ops->read(store, finding->name[k], 1, session_row, loading, loading->err);
        loading->code = loading->code == ERR_OK ? read : loading->code;
        table->session[table->sessions] = session;
        table->mono_base[table->sessions] = clock_mono_ms(table->game->config.clock) - session->t;
        session->clock_shift = table->mono_base[table->sessions];
        table->sessions++;
    }
    free(finding);
    return loading->code;
}

static bool table_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct loading *loading = cls;
    json_error_t at;
    json_t *root = json_loadb(event.data, event.size, JSON_REJECT_DUPLICATES, &at);
    const char *type = json_string_value(json_object_get(root, "type"));
    const char *key = json_string_value(json_object_get(root, "key"));
    loading->code =
        type == NULL
            ? err_set(loading->err, ERR_DAMAGED, "", "an event of the table cannot be read")
            : table_apply(loading->table, type, json_object_get(root, "data"), loading->err);
    loading->table->seq = seq;
    if (key != NULL) {
        table_key_add(loading->table, key);
    }
    json_decref(root);
    return loading->code == ERR_OK;
}

/* Who is there is known by the open streams alone; a stream whose end was not stored goes on. */
static void count_streams(struct table *table)
{
    for (int k = 0; k < table->sinks; k++) {
        struct sink *sink = table->sink[k];
        sink->ended = sink->over;
        if (sink->person < table->people) {
            table->person[sink->person].online++;
        }
    }
}

bool table_failed(struct table *table)
{
    (void)pthread_mutex_lock(&table->sink_lock);
    bool failed = table->failed;
    (void)pthread_mutex_unlock(&table->sink_lock);
    return failed;
}

enum err_code table_mend(struct table *table, struct err *err)
{
    if (!table_failed(table)) {
        return ERR_OK;
    }
    table_wait_idle(table);
    table->failed = false; /* nothing flies, so nobody else writes it */
    enum err_code code = table_load(table, err);
    table->failed = code != ERR_OK;
    return code;
}

enum err_code table_load(struct table *table, struct err *err)
{
    struct loading loading = {.table = table, .err = err};
    struct store *store = table->game->config.store;
    for (int k = 0; k < table->people; k++) { /* tokens that were not stored were never given out */
        game_drop(table->game, table->person[k].token);
    }
    game_links_forget(table->game, table);
    free(table->keys); /* keys of what was not stored may be used again */
    table->keys = NULL;
    table->keys_room = table->keys_count = 0;
    table->seq = 0;
    for (int k = 0; k < table->sessions; k++) {
        session_free(table->session[k]);
        table->session[k] = NULL;
    }
    later_free(table->later);
    table->later = NULL;
    table->sessions = 0;
    table->people = 0;
    table->current = NONE;
    memset(table->forced, 0, sizeof table->forced);
    enum err_code code = load_sessions(&loading);
    if (code == ERR_OK) {
        enum err_code read = store->ops->read(store, table->stream, 1, table_row, &loading, err);
        code = loading.code == ERR_OK ? read : loading.code;
    }
    for (int k = 0; k < table->sessions; k++) {
        (void)snprintf(table->session[k]->code, sizeof table->session[k]->code, "%s", table->code);
    }
    count_streams(table);
    push_forget(table);
    table->fresh = true;
    table->dirty_people = PEOPLE_ALL;
    return code;
}
