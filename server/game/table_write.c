/* SPDX-License-Identifier: EUPL-1.2 */
/* table_write.c -- the way of a change: apply in memory, project, append; push and answer after the
 * commit. After a failed append the table is read again from the store and never goes on from
 * memory. Called with the table's lock held. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "game/game_private.h"
#include "game/later.h"
#include "game/line.h"
#include "game/recording.h"

enum { LINE_BYTES_MAX = STORE_EVENT_BYTES_MAX };

static void answer_err(const struct parcel *parcel, enum err_code code, const char *what)
{
    struct err err = {.code = ERR_OK};
    struct buf body;
    if (parcel->done == NULL) {
        return;
    }
    buf_init(&body, 4096);
    (void)err_set(&err, code, "", "%s", what);
    game_problem(&body, &err, "");
    const struct game_answer answer = {.status = err_status(code),
                                       .body = buf_text(&body),
                                       .size = body.size,
                                       .retry_after_s = code == ERR_STORE ? 2 : 0};
    parcel->done(parcel->cls, &answer);
    buf_done(&body);
}

static void answer_bytes(const struct parcel *parcel, const char *data, size_t size)
{
    const struct game_answer answer = {.status = 200, .body = data, .size = size};
    if (parcel->done != NULL) {
        parcel->done(parcel->cls, &answer);
    }
}

static void answer_key_only(const struct parcel *parcel, const struct store_result *result)
{
    if (result->outcome == STORE_DUPLICATE) {
        answer_bytes(parcel, result->answer.data, result->answer.size);
    } else if (result->outcome == STORE_MISMATCH) {
        answer_err(parcel, ERR_KEY_REUSED,
                   "the key was used before with another body; make a new key for a new command");
    } else {
        answer_err(parcel, ERR_STORE, "the answer to this key could not be read; try again");
    }
}

static void landed(struct parcel *parcel, bool failed)
{
    struct table *table = parcel->table;
    (void)pthread_mutex_lock(&table->sink_lock);
    if (failed) {
        table->failed = true;
        game_wake_timer(table->game); /* it reads the table again; now: the game is still there */
    }
    table->flying--;
    if (table->flying == 0) {
        (void)pthread_cond_broadcast(&table->idle);
    }
    (void)pthread_mutex_unlock(&table->sink_lock);
}

static void appended(void *cls, const struct store_result *result)
{
    struct parcel *parcel = cls;
    struct game *game = parcel->table->game;
    bool failed = false;
    if (parcel->key_only) {
        answer_key_only(parcel, result);
    } else if (result->outcome == STORE_OK) {
        push_deliver(parcel->table, parcel->pushes);
        game->events++;
        game->accepted += parcel->done != NULL;
        answer_bytes(parcel, parcel->answer, parcel->answer_size);
    } else {
        failed = true;
        enum err_code code = result->outcome == STORE_FAILED && result->err.code == ERR_STORE_FULL
                                 ? ERR_STORE_FULL
                                 : ERR_STORE;
        answer_err(parcel, code, "the change was not stored and did not happen; try again");
    }
    landed(parcel, failed);
    push_free(parcel->pushes);
    free(parcel->answer);
    free(parcel);
}

static void send(const struct writing *writing, const char *stream, int64_t seq,
                 const struct buf *events, int count, char *answer)
{
    struct table *table = writing->table;
    struct store *store = table->game->config.store;
    struct parcel *parcel = calloc(1, sizeof *parcel);
    struct store_append append = {.seq = seq, .count = count, .key = writing->key};
    if (parcel == NULL) {
        abort();
    }
    *parcel = (struct parcel){
        .table = table, .done = writing->done, .cls = writing->cls, .answer = answer};
    parcel->answer_size = answer == NULL ? 0 : strlen(answer);
    (void)snprintf(append.stream, sizeof append.stream, "%s", stream);
    for (int k = 0; k < count; k++) {
        append.event[k] = (struct store_bytes){events[k].data, events[k].size};
    }
    if (writing->key != NULL) {
        memcpy(append.body_hash, writing->body_hash, sizeof append.body_hash);
        append.answer = (struct store_bytes){answer, parcel->answer_size};
        table_key_add(table, writing->key_hex);
    }
    parcel->pushes = push_collect(table);
    (void)pthread_mutex_lock(&table->sink_lock);
    table->flying++;
    (void)pthread_mutex_unlock(&table->sink_lock);
    store->ops->append(store, &append, appended, parcel);
}

void table_ask(struct table *table, struct parcel *parcel, const struct store_append *append)
{
    struct store *store = table->game->config.store;
    (void)pthread_mutex_lock(&table->sink_lock);
    table->flying++;
    (void)pthread_mutex_unlock(&table->sink_lock);
    store->ops->append(store, append, appended, parcel);
}

/* The answer is made before the append; `answer` may be NULL: an empty object. */
static char *answer_or_empty(char *answer)
{
    return answer == NULL ? strdup("{}") : answer;
}

static void session_stream(const struct session *session, char ret_stream[STORE_ID_MAX + 1])
{
    (void)snprintf(ret_stream, STORE_ID_MAX + 1, "s:%s", session->id);
}

enum err_code table_input(const struct writing *writing, enum input type, json_t *data,
                          char *answer, struct err *err)
{
    struct table *table = writing->table;
    struct session *session = table_session(table);
    struct buf out, line;
    char stream[STORE_ID_MAX + 1];
    if (session == NULL) {
        json_decref(data);
        free(answer);
        return err_set(err, ERR_WRONG_PHASE, "", "no game has been set up yet");
    }
    buf_init(&out, LINE_BYTES_MAX);
    session_remember(session);
    enum err_code code = session_apply(session, &table->game->library, type, writing->by,
                                       table_time(table, table->current), data, &out, err);
    if (code == ERR_OK) {
        char *text = json_dumps(data, JSON_COMPACT | JSON_ENCODE_ANY);
        buf_init(&line, LINE_BYTES_MAX);
        line_write(session, type, writing->by, writing->key == NULL ? NULL : writing->key_hex, text,
                   &out, &line);
        session_stream(session, stream);
        send(writing, stream, session->seq, &line, 1, answer_or_empty(answer));
        buf_done(&line);
        free(text);
        game_wake_timer_for(table->game, table);
    } else {
        free(answer);
    }
    buf_done(&out);
    json_decref(data);
    return code;
}

enum err_code table_event(const struct writing *writing, const char *type, json_t *data,
                          char *answer, struct err *err)
{
    struct table *table = writing->table;
    struct buf line;
    enum err_code code = table_apply(table, type, data, err);
    if (code != ERR_OK) {
        json_decref(data);
        free(answer);
        return code;
    }
    char *text = json_dumps(data, JSON_COMPACT);
    table->seq++;
    buf_init(&line, LINE_BYTES_MAX);
    json_open(&line, '{');
    json_key(&line, "seq");
    json_int(&line, table->seq);
    json_key(&line, "wall");
    json_int(&line, clock_wall_ms(table->game->config.clock));
    json_key(&line, "type");
    json_str(&line, type);
    if (writing->key != NULL) {
        json_key(&line, "key");
        json_str(&line, writing->key_hex);
    }
    json_key(&line, "data");
    json_raw(&line, text, strlen(text));
    json_close(&line, '}');
    table->dirty_people = PEOPLE_ALL;
    send(writing, table->stream, table->seq, &line, 1, answer_or_empty(answer));
    if (table->current != NONE && strcmp(type, "select") == 0) {
        game_wake_timer_for(table->game, table); /* the deadlines of another game hold now */
    }
    buf_done(&line);
    free(text);
    json_decref(data);
    return ERR_OK;
}

/* One input of a session that is being made: applied and appended, without key or answer. */
static enum err_code begin_input(struct table *table, struct session *session,
                                 const struct line *line, const struct writing *writing,
                                 char *answer, struct err *err)
{
    struct buf out, text;
    char stream[STORE_ID_MAX + 1];
    const struct writing quiet = {.table = table, .by = line->by};
    buf_init(&out, LINE_BYTES_MAX);
    enum err_code code = session_apply(session, &table->game->library, line->type, line->by,
                                       line->t, line->data, &out, err);
    if (code == ERR_OK) {
        if (session->seq == 1) {
            recording_begin(session);
        }
        char *data = json_dumps(line->data, JSON_COMPACT | JSON_ENCODE_ANY);
        buf_init(&text, LINE_BYTES_MAX);
        line_write(session, line->type, line->by,
                   writing == NULL || writing->key == NULL ? NULL : writing->key_hex, data, &out,
                   &text);
        session_stream(session, stream);
        send(writing == NULL ? &quiet : writing, stream, session->seq, &text, 1, answer);
        buf_done(&text);
        free(data);
    } else {
        free(answer);
    }
    buf_done(&out);
    return code;
}

struct copying {
    struct table *table;
    struct session *session;
    int turn;
    bool done;
    struct err *err;
};

/* Copies the source's inputs up to the one that opens `turn`. */
static bool copy_input(void *cls, int64_t seq, struct store_bytes event)
{
    struct copying *copying = cls;
    struct line line;
    if (seq == 1) {
        return true;
    }
    if (copying->done || line_read(event.data, event.size, &line, copying->err) != ERR_OK) {
        return false;
    }
    enum err_code code =
        begin_input(copying->table, copying->session, &line, NULL, NULL, copying->err);
    copying->done =
        copying->session->phase == PHASE_INTEL && copying->session->turn >= copying->turn;
    line_done(&line);
    return code == ERR_OK && !copying->done;
}

enum err_code table_begin(const struct writing *writing, struct session *session, json_t *create,
                          const struct session *source, int branch_turn, char *answer,
                          struct err *err)
{
    struct table *table = writing->table;
    struct store *store = table->game->config.store;
    if (table->sessions >= SESSIONS_MAX) {
        session_free(session);
        json_decref(create);
        free(answer);
        return err_set(err, ERR_FULL, "", "a table holds at most %d games", SESSIONS_MAX);
    }
    const struct line first = {
        .seq = 1, .t = 0, .type = INPUT_CREATE, .by = writing->by, .data = create};
    struct writing with_key = *writing;
    enum err_code code =
        begin_input(table, session, &first, &with_key, answer_or_empty(answer), err);
    json_decref(create);
    if (code != ERR_OK) {
        session_free(session);
        return code;
    }
    table->session[table->sessions] = session;
    table->sessions++;
    if (source != NULL) {
        char stream[STORE_ID_MAX + 1];
        struct copying copying = {
            .table = table, .session = session, .turn = branch_turn, .err = err};
        session_stream(source, stream);
        code = store->ops->read(store, stream, 1, copy_input, &copying, err);
    }
    table->mono_base[table->sessions - 1] = clock_mono_ms(table->game->config.clock) - session->t;
    session->clock_shift = table->mono_base[table->sessions - 1];
    (void)snprintf(session->code, sizeof session->code, "%s", table->code);
    if (code == ERR_OK) {
        const struct writing quiet = {.table = table, .by = writing->by};
        code = table_event(&quiet, "select", json_pack("{s:s}", "session", session->id), NULL, err);
    }
    return code;
}
