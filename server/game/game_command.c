/* SPDX-License-Identifier: EUPL-1.2 */
/* game_command.c -- the way of one command: who, what, may he, seen before?, run. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json_read.h"
#include "game/commands.h"

static void refuse(struct game *game, const struct err *err, game_done done, void *cls)
{
    struct buf body;
    buf_init(&body, 8192);
    game_problem(&body, err, "");
    const struct game_answer answer = {
        .status = err_status(err->code), .body = buf_text(&body), .size = body.size};
    game->refused++;
    done(cls, &answer);
    buf_done(&body);
}

const char *field_text(const struct call *call, const char *name)
{
    const char *text = json_string_value(json_object_get(call->body, name));
    return text == NULL ? "" : text;
}

int64_t field_int(const struct call *call, const char *name, int64_t otherwise)
{
    const json_t *value = json_object_get(call->body, name);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

bool field_bool(const struct call *call, const char *name)
{
    return json_is_true(json_object_get(call->body, name));
}

static enum err_code check_key(const char *key, struct err *err)
{
    size_t size = key == NULL ? 0 : strlen(key);
    bool good = size >= 8 && size <= GAME_KEY_MAX;
    for (size_t k = 0; good && k < size; k++) {
        good = isalnum((unsigned char)key[k]) || key[k] == '-' || key[k] == '_';
    }
    return good ? ERR_OK
                : err_set(
                      err, ERR_KEY_MISSING, "Idempotency-Key",
                      "a command needs an Idempotency-Key of 8 to 64 letters, digits, '-' or '_'");
}

enum err_code link_refused(struct err *err)
{
    return err_set(
        err, ERR_UNAUTHORIZED, "secret",
        "this link was used already or is too old; make a new one with 'hoeksteen host-link'");
}

/* Which table: the caller's, the one of a join code, or that of a host link. Locks it. */
static enum err_code find_table(struct call *call, const struct game_caller *caller,
                                const struct command *command, struct err *err)
{
    struct holder holder;
    struct game *game = call->game;
    char code[ID_CODE_SIZE];
    if ((command->roles & ROLE_ANYONE) != 0) {
        const char *typed = field_text(call, "code");
        bool link = command->phases == PHASES_NONE;
        call->table = link ? game_link_table(game, field_text(call, "secret"))
                      : id_code_clean(code, typed) ? game_table_by_code(game, code)
                                                   : NULL;
        if (call->table == NULL) {
            return link ? link_refused(err)
                        : err_set(err, ERR_WRONG_CODE, "code",
                                  "no open game has this code; look again at the screen");
        }
        (void)pthread_mutex_lock(&call->table->lock);
        return ERR_OK;
    }
    enum err_code code_of_token = game_holder_must(game, caller->token_hash, &holder, err);
    if (code_of_token != ERR_OK) {
        return code_of_token;
    }
    call->table = holder.table;
    (void)pthread_mutex_lock(&call->table->lock);
    call->person = &call->table->person[holder.person];
    call->writing.by = call->person->id;
    return call->person->removed
               ? err_set(err, ERR_TOKEN_EXPIRED, "", "you were removed from this game")
               : ERR_OK;
}

static enum err_code check_role(const struct call *call, const struct command *command,
                                struct err *err)
{
    const struct session *session =
        call->table->current == NONE ? NULL : call->table->session[call->table->current];
    uint8_t role = call->person == NULL ? ROLE_ANYONE : call->person->role;
    if ((command->roles & role) == 0) {
        return err_set(err, ERR_WRONG_ROLE, "command", "'%s' is not for this role", command->name);
    }
    if (command->phases == PHASES_NONE) {
        return ERR_OK;
    }
    if (session == NULL) {
        return err_set(err, ERR_WRONG_PHASE, "command", "no game has been set up yet");
    }
    if (session->phase == PHASE_CLOSED && (command->phases & PHASE_BIT(CLOSED)) == 0) {
        return err_set(err, ERR_CLOSED, "command", "the game is closed");
    }
    if ((command->phases >> session->phase & 1u) == 0) {
        return err_set(err, ERR_WRONG_PHASE, "command", "'%s' is not for phase '%s'", command->name,
                       phase_word((enum phase)session->phase));
    }
    return command->idle || !session->paused
               ? ERR_OK
               : err_set(err, ERR_WRONG_PHASE, "command", "the game is paused");
}

/* The key's scope is who sends it: participant, or the code for those who have no token yet. */
static void make_key(struct call *call, const char *body, size_t size,
                     char ret_scope[STORE_KEY_MAX + 1])
{
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    (void)snprintf(ret_scope, STORE_KEY_MAX + 1, "%s/%s/%s", call->table->id,
                   call->person == NULL ? "-" : call->person->id, call->key);
    hash_once(hash, ret_scope, strlen(ret_scope));
    hash_hex(hex, hash);
    memcpy(call->writing.key_hex, hex, HEX_KEY_SIZE - 1);
    call->writing.key_hex[HEX_KEY_SIZE - 1] = '\0';
    hash_once(call->writing.body_hash, body, size);
    call->writing.key = ret_scope;
}

/* A key that was seen: its answer comes from the store, in turn behind the append that may still be
 * under way. */
static void ask_again(struct call *call)
{
    struct table *table = call->table;
    struct parcel *parcel = calloc(1, sizeof *parcel);
    struct store_append append = {
        .seq = 1, .count = 0, .key = call->writing.key, .answer = {"{}", 2}};
    if (parcel == NULL) {
        abort();
    }
    *parcel = (struct parcel){
        .table = table, .done = call->writing.done, .cls = call->writing.cls, .key_only = true};
    memcpy(append.body_hash, call->writing.body_hash, sizeof append.body_hash);
    (void)snprintf(append.stream, sizeof append.stream, "%s", table->stream);
    table_ask(table, parcel, &append);
}

static enum err_code run(struct call *call, const struct game_caller *caller, const char *body,
                         size_t size, bool *ret_answered, struct err *err)
{
    char scope[STORE_KEY_MAX + 1];
    const struct command *command = command_find(field_text(call, "command"));
    enum err_code code = check_key(caller->key, err);
    if (code != ERR_OK) {
        return code;
    }
    if (command == NULL) {
        return err_set(err, ERR_COMMAND_UNKNOWN, "command", "there is no command '%.40s'",
                       field_text(call, "command"));
    }
    code = command_check(command, call->body, err);
    code = code == ERR_OK ? find_table(call, caller, command, err) : code;
    if (code != ERR_OK) {
        return code;
    }
    code = table_mend(call->table, err);
    make_key(call, body, size, scope);
    call->writing.table = call->table;
    if (code == ERR_OK && table_key_seen(call->table, call->writing.key_hex)) {
        ask_again(call);
        *ret_answered = true;
        return ERR_OK;
    }
    code = code == ERR_OK ? check_role(call, command, err) : code;
    code = code == ERR_OK ? command->run(call, err) : code;
    if (code == ERR_OK) {
        table_reconcile(call->table);
        table_all_ready(call->table);
    }
    *ret_answered = code == ERR_OK;
    return code;
}

void game_command(struct game *game, const struct game_caller *caller, const char *body,
                  size_t size, game_done done, void *cls)
{
    static const struct json_limits LIMITS = {.bytes = GAME_BODY_MAX, .depth = 6, .keys = 64};
    struct err err = {.code = ERR_OK};
    struct call call = {
        .game = game, .key = caller->key, .writing = {.by = "", .done = done, .cls = cls}};
    bool answered = false;
    json_t *root = NULL;
    enum err_code code = json_read(&root, body, size, &LIMITS, &err);
    if (code == ERR_OK && !json_is_object(root)) {
        code = err_set(&err, ERR_BAD_JSON, "", "a command is an object");
    }
    call.body = root;
    if (code == ERR_OK) {
        (void)run(&call, caller, body, size, &answered, &err);
    }
    if (call.table != NULL) {
        (void)pthread_mutex_unlock(&call.table->lock);
    }
    if (!answered) {
        refuse(game, &err, done, cls);
    }
    json_decref(root);
}
