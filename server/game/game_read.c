/* SPDX-License-Identifier: EUPL-1.2 */
/* game_read.c -- what can be asked without changing anything. */
#include <stdlib.h>
#include <string.h>

#include "game/film.h"
#include "game/game_private.h"
#include "game/recording.h"
#include "game/words.h"

enum { READ_BYTES_MAX = 256 << 20 };

static void answer(const struct buf *body, game_done done, void *cls)
{
    const struct game_answer answer = {
        .status = 200, .body = body->data == NULL ? "" : body->data, .size = body->size};
    done(cls, &answer);
}

static void refuse(const struct err *err, game_done done, void *cls)
{
    struct buf body;
    buf_init(&body, 8192);
    game_problem(&body, err, "");
    const struct game_answer answer = {
        .status = err_status(err->code), .body = buf_text(&body), .size = body.size};
    done(cls, &answer);
    buf_done(&body);
}

static enum err_code read_view(struct game *game, const struct game_caller *caller,
                               struct buf *body, struct err *err)
{
    struct holder holder;
    enum err_code code = game_holder_must(game, caller->token_hash, &holder, err);
    if (code != ERR_OK) {
        return code;
    }
    (void)pthread_mutex_lock(&holder.table->lock);
    table_wait_idle(holder.table);
    code = table_mend(holder.table, err);
    if (code == ERR_OK) {
        push_view(holder.table, holder.person, body);
    }
    (void)pthread_mutex_unlock(&holder.table->lock);
    return code;
}

static void pair_of(struct buf *json, const struct session *session, const char *key,
                    const char *prefix, const char *id)
{
    char name[120];
    struct buf text;
    (void)snprintf(name, sizeof name, "%s%s", prefix, id);
    buf_init(&text, 64 << 10);
    json_key(json, key);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_text(session, (enum lang)lang, name, NONE, NULL, &text);
        json_key(json, lang == LANG_NL ? "nl" : "en");
        json_strn(json, text.data == NULL ? "" : text.data, text.size);
    }
    json_close(json, '}');
    buf_done(&text);
}

/* Who has only the code may know the title, the teams and what is free. */
static void write_lobby(const struct table *table, struct buf *body)
{
    const struct session *session = table->session[table->current];
    char name[40];
    words_pseudonym(name, sizeof name);
    json_open(body, '{');
    pair_of(body, session, "title", "title", "");
    json_key(body, "phase");
    json_str(body, phase_word((enum phase)session->phase));
    json_key(body, "names");
    json_str(body, session->names);
    json_key(body, "locked");
    json_bool(body, session->locked);
    json_key(body, "suggest");
    json_str(body, name);
    struct buf teams;
    buf_init(&teams, 1 << 20);
    view_teams(table, EYES_PUBLIC, &teams);
    json_key(body, "teams");
    json_raw(body, teams.data, teams.size);
    buf_done(&teams);
    json_close(body, '}');
}

static enum err_code read_lobby(struct game *game, const char *typed, struct buf *body,
                                struct err *err)
{
    char code[ID_CODE_SIZE];
    struct table *table = id_code_clean(code, typed) ? game_table_by_code(game, code) : NULL;
    bool found = false;
    if (table != NULL) {
        (void)pthread_mutex_lock(&table->lock);
        bool whole = table_mend(table, err) == ERR_OK;
        const struct session *session = whole ? table_session(table) : NULL;
        if (session != NULL && session->phase != PHASE_CLOSED) {
            write_lobby(table, body);
            found = true;
        }
        (void)pthread_mutex_unlock(&table->lock);
    }
    return found ? ERR_OK
                 : err_set(err, ERR_WRONG_CODE, "code",
                           "no open game has this code; look again at the screen");
}

static bool copy_line(void *cls, int64_t seq, struct store_bytes event)
{
    struct buf *body = cls;
    (void)seq;
    buf_add(body, event.data, event.size);
    buf_char(body, '\n');
    return true;
}

static enum err_code read_recording(struct game *game, const struct game_caller *caller,
                                    const char *id, struct buf *body, struct err *err)
{
    struct holder holder;
    enum err_code code = game_holder_must(game, caller->token_hash, &holder, err);
    if (code != ERR_OK) {
        return code;
    }
    struct table *table = holder.table;
    (void)pthread_mutex_lock(&table->lock);
    table_wait_idle(table);
    code = table_mend(table, err);
    const struct session *session = id[0] == '\0' ? table_session(table) : NULL;
    for (int k = 0; id[0] != '\0' && k < table->sessions; k++) {
        session = strcmp(table->session[k]->id, id) == 0 ? table->session[k] : session;
    }
    bool host = table->person[holder.person].role == ROLE_HOST;
    if (code == ERR_OK && id[0] != '\0' && session == NULL) {
        code = err_set(err, ERR_NOT_FOUND, "session", "no game of this table has this id");
    } else if (code == ERR_OK && (session == NULL || (!host && session->phase < PHASE_DEBRIEF))) {
        code = err_set(err, ERR_WRONG_PHASE, "",
                       "the recording holds everything; players get it after the reveal");
    } else if (code == ERR_OK) {
        char stream[STORE_ID_MAX + 1];
        (void)snprintf(stream, sizeof stream, "s:%s", session->id);
        recording_head(session, body);
        code = game->config.store->ops->read(game->config.store, stream, 1, copy_line, body, err);
        recording_tail(session, body);
    }
    (void)pthread_mutex_unlock(&table->lock);
    return code;
}

/* The book never changes while the server runs, and anybody may ask for it: it is made once. */
static enum err_code read_book(struct game *game, const char *word, struct buf *body,
                               struct err *err)
{
    if (strcmp(word, "nl") != 0 && strcmp(word, "en") != 0) {
        return err_set(err, ERR_FIELD_VALUE, "lang", "the language is \"nl\" or \"en\"");
    }
    const enum lang lang = word[0] == 'n' ? LANG_NL : LANG_EN;
    struct buf *kept = &game->atlas[lang];
    (void)pthread_mutex_lock(&game->atlas_lock);
    if (kept->size == 0) {
        buf_init(kept, READ_BYTES_MAX);
        atlas_json(game->shelf, lang, kept);
    }
    buf_add(body, kept->data, kept->size);
    (void)pthread_mutex_unlock(&game->atlas_lock);
    return ERR_OK;
}

void game_read(struct game *game, const struct game_caller *caller, enum game_read what,
               const char *argument, game_done done, void *cls)
{
    struct buf body;
    struct err err = {.code = ERR_OK};
    enum err_code code = ERR_OK;
    buf_init(&body, READ_BYTES_MAX);
    switch (what) {
    case GAME_READ_VIEW:
        code = read_view(game, caller, &body, &err);
        break;
    case GAME_READ_LOBBY:
        code = read_lobby(game, argument, &body, &err);
        break;
    case GAME_READ_RECORDING:
        code = read_recording(game, caller, argument, &body, &err);
        break;
    case GAME_READ_COMMANDS:
        command_json(&body);
        break;
    case GAME_READ_RULES:
        rules_json(game->shelf, &body);
        break;
    case GAME_READ_BOOK:
        code = read_book(game, argument, &body, &err);
        break;
    case GAME_READ_HEALTH:
        buf_str(&body, game->stopping ? "{\"ready\":false}" : "{\"ready\":true}");
        break;
    }
    if (code == ERR_OK) {
        answer(&body, done, cls);
    } else {
        refuse(&err, done, cls);
    }
    buf_done(&body);
}

void game_film(struct game *game, const char *recording, size_t size, const char *eyes,
               game_done done, void *cls)
{
    struct buf body;
    struct err err = {.code = ERR_OK};
    (void)game;
    buf_init(&body, READ_BYTES_MAX);
    if (film_make(recording, size, eyes, -1, &body, &err) == ERR_OK) {
        answer(&body, done, cls);
    } else {
        refuse(&err, done, cls);
    }
    buf_done(&body);
}
