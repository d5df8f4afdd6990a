/* SPDX-License-Identifier: EUPL-1.2 */
/* game.c -- tables, tokens and host links: opening and closing the game, finding who asks. */
#include "game/game_private.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/hash.h"

enum { LINK_MS = 30 * 60 * 1000, LINKS_MAX = 64 };
static const char LINK_STREAM[] = "host-links";

enum err_code game_holder_must(struct game *game, const uint8_t *hash, struct holder *ret_holder,
                               struct err *err)
{
    if (!game_holder(game, hash, ret_holder)) {
        return err_set(err, ERR_UNAUTHORIZED, "", "join first, or come back with your words");
    }
    return ret_holder->person == NONE
               ? err_set(err, ERR_TOKEN_EXPIRED, "",
                         "you were removed from this game, or came back elsewhere")
               : ERR_OK;
}

static struct table *find_code(const struct game *game, const char *code)
{
    struct table *found = NULL;
    for (int k = 0; k < game->tables; k++) {
        found = strcmp(game->table[k]->code, code) == 0 ? game->table[k] : found;
    }
    return found;
}

struct table *game_table_by_code(struct game *game, const char *code)
{
    (void)pthread_rwlock_rdlock(&game->lock);
    struct table *found = find_code(game, code);
    (void)pthread_rwlock_unlock(&game->lock);
    return found;
}

static struct table *add_table(struct game *game, const char *id)
{
    struct table *table = table_new(game, id);
    struct table **more = realloc(game->table, (size_t)(game->tables + 1) * sizeof *more);
    if (more == NULL) {
        abort();
    }
    game->table = more;
    game->table[game->tables++] = table;
    return table;
}

struct table *game_add_table(struct game *game, const char *id)
{
    (void)pthread_rwlock_wrlock(&game->lock);
    struct table *table = add_table(game, id);
    (void)pthread_rwlock_unlock(&game->lock);
    return table;
}

/* Host links: a stream of its own, so that one made while the server is down works too. That one
 * was taken stands in the log of the table it opened. */
static struct host_link *link_find(struct game *game, const uint8_t *hash)
{
    for (int k = 0; k < game->links; k++) {
        if (hash_equal(game->link[k].hash, hash)) {
            return &game->link[k];
        }
    }
    return NULL;
}

static void link_apply(struct game *game, const json_t *event)
{
    uint8_t hash[HASH_SIZE];
    const char *hex = json_string_value(json_object_get(event, "hash"));
    const char *code = json_string_value(json_object_get(event, "code"));
    if (hex == NULL || !hash_unhex(hash, hex)) {
        return;
    }
    struct host_link *link = link_find(game, hash);
    if (link == NULL) {
        link = &game->link[game->links < LINKS_MAX ? game->links++
                                                   : (int)(game->link_seq % LINKS_MAX)];
    }
    *link = (struct host_link){.wall_until = json_integer_value(json_object_get(event, "until"))};
    memcpy(link->hash, hash, HASH_SIZE);
    (void)snprintf(link->code, sizeof link->code, "%s", code == NULL ? "" : code);
}

static void link_stored(void *cls, const struct store_result *result)
{
    (void)cls;
    (void)result; /* a link that was not stored is refused after a restart: a new one is made */
}

static void link_append(struct game *game, json_t *event)
{
    char *text = json_dumps(event, JSON_COMPACT);
    struct store_append append = {
        .seq = ++game->link_seq, .count = 1, .event = {{text, strlen(text)}}};
    (void)snprintf(append.stream, sizeof append.stream, "%s", LINK_STREAM);
    link_apply(game, event);
    game->config.store->ops->append(game->config.store, &append, link_stored, NULL);
    free(text);
    json_decref(event);
}

enum err_code game_desk_link(struct game *game, const char *typed, char ret_secret[64],
                             struct err *err)
{
    uint8_t hash[HASH_SIZE];
    char token[ID_TOKEN_SIZE], hex[HASH_HEX_SIZE], code[ID_CODE_SIZE] = "";
    if (typed[0] != '\0' &&
        (!id_code_clean(code, typed) || game_table_by_code(game, code) == NULL)) {
        return err_set(err, ERR_WRONG_CODE, "", "no game has the code %.20s", typed);
    }
    id_token(token);
    hash_once(hash, token, strlen(token));
    hash_hex(hex, hash);
    json_int_t until = (json_int_t)(clock_wall_ms(game->config.clock) + LINK_MS);
    (void)pthread_rwlock_wrlock(&game->lock);
    link_append(game, json_pack("{s:s, s:I, s:s}", "hash", hex, "until", until, "code", code));
    (void)pthread_rwlock_unlock(&game->lock);
    (void)snprintf(ret_secret, 64, "%s", token);
    return ERR_OK;
}

enum err_code game_host_link(struct game *game, char ret_secret[64], struct err *err)
{
    return game_desk_link(game, "", ret_secret, err);
}

static bool link_open(const struct game *game, const struct host_link *link)
{
    return !link->taken && clock_wall_ms(game->config.clock) <= link->wall_until;
}

bool game_link_fresh(struct game *game, const char *secret)
{
    uint8_t hash[HASH_SIZE];
    hash_once(hash, secret, strlen(secret));
    (void)pthread_rwlock_rdlock(&game->lock);
    const struct host_link *link = link_find(game, hash);
    bool fresh = link != NULL && link_open(game, link);
    (void)pthread_rwlock_unlock(&game->lock);
    return fresh;
}

struct table *game_link_table(struct game *game, const char *secret)
{
    uint8_t hash[HASH_SIZE];
    char id[ID_UUID_SIZE];
    hash_once(hash, secret, strlen(secret));
    (void)pthread_rwlock_wrlock(&game->lock);
    struct host_link *link = link_find(game, hash);
    if (link != NULL && link->table == NULL && link_open(game, link)) {
        if (link->code[0] != '\0') {
            link->table = find_code(game, link->code);
        } else {
            id_v7(id, clock_wall_ms(game->config.clock));
            link->table = add_table(game, id);
        }
    }
    struct table *table = link == NULL ? NULL : link->table;
    (void)pthread_rwlock_unlock(&game->lock);
    return table;
}

void game_link_take(struct game *game, const uint8_t *hash, struct table *table)
{
    (void)pthread_rwlock_wrlock(&game->lock);
    struct host_link *link = link_find(game, hash);
    if (link != NULL) {
        link->table = table;
        link->taken = true;
    }
    (void)pthread_rwlock_unlock(&game->lock);
}

void game_links_forget(struct game *game, const struct table *table)
{
    (void)pthread_rwlock_wrlock(&game->lock);
    for (int k = 0; k < game->links; k++) {
        game->link[k].taken = game->link[k].taken && game->link[k].table != table;
    }
    (void)pthread_rwlock_unlock(&game->lock);
}

static bool link_row(void *cls, int64_t seq, struct store_bytes event)
{
    struct game *game = cls;
    json_error_t at;
    json_t *root = json_loadb(event.data, event.size, 0, &at);
    game->link_seq = seq;
    link_apply(game, root);
    json_decref(root);
    return true;
}

static bool table_row(void *cls, const char *stream, int64_t seq)
{
    struct game *game = cls;
    (void)seq;
    if (strncmp(stream, "t:", 2) == 0) {
        (void)game_add_table(game, stream + 2);
    }
    return true;
}

static enum err_code open_book(struct game *game, struct err *err)
{
    struct diags *diags = calloc(1, sizeof *diags);
    if (diags == NULL) {
        return err_set(err, ERR_NO_MEMORY, "", "out of memory");
    }
    game->shelf = game->config.shelf != NULL
                      ? shelf_end(game->config.shelf, diags)
                      : shelf_open(game->config.book_path, game->config.scenario_path, diags);
    enum err_code code = ERR_OK;
    if (game->shelf == NULL) {
        const struct diag *first = &diags->item[0];
        code = err_set(err, ERR_FIELD_VALUE, first->file,
                       "%d fault%s; the first at %.120s: %.200s. 'hoeksteen check' shows all.",
                       diags->count, diags->count == 1 ? "" : "s", first->pointer, first->text);
    } else {
        game->library = shelf_library(game->shelf);
    }
    free(diags);
    return code;
}

enum err_code game_open(struct game **ret_game, const struct game_config *config, struct err *err)
{
    struct game *game = calloc(1, sizeof *game);
    pthread_condattr_t monotonic;
    if (game == NULL || sodium_init() < 0) {
        free(game);
        return err_set(err, ERR_NO_MEMORY, "", "out of memory");
    }
    json_object_seed(0);
    game->config = *config;
    (void)pthread_rwlock_init(&game->lock, NULL);
    (void)pthread_mutex_init(&game->timer_lock, NULL);
    (void)pthread_mutex_init(&game->spare_lock, NULL);
    (void)pthread_mutex_init(&game->atlas_lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&game->timer_wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    enum err_code code = open_book(game, err);
    struct store *store = config->store;
    code = code == ERR_OK ? store->ops->read(store, LINK_STREAM, 1, link_row, game, err) : code;
    code = code == ERR_OK ? store->ops->streams(store, table_row, game, err) : code;
    for (int k = 0; k < game->tables && code == ERR_OK; k++) {
        code = table_load(game->table[k], err);
    }
    if (code == ERR_OK && pthread_create(&game->timer, NULL, game_timer, game) == 0) {
        game->timer_on = true;
    }
    if (code != ERR_OK) {
        game_close(game);
        return code;
    }
    *ret_game = game;
    return ERR_OK;
}

void game_close(struct game *game)
{
    if (game == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&game->timer_lock);
    game->stopping = true;
    (void)pthread_cond_broadcast(&game->timer_wake);
    (void)pthread_mutex_unlock(&game->timer_lock);
    if (game->timer_on) {
        (void)pthread_join(game->timer, NULL);
    }
    for (int k = 0; k < game->tables; k++) {
        (void)pthread_mutex_lock(&game->table[k]->lock);
        table_wait_idle(game->table[k]);
        (void)pthread_mutex_unlock(&game->table[k]->lock);
        table_free(game->table[k]);
    }
    free(game->table);
    free(game->holder);
    push_spare_free(game);
    shelf_free(game->shelf);
    for (int lang = 0; lang < LANGS; lang++) {
        buf_done(&game->atlas[lang]);
    }
    (void)pthread_mutex_destroy(&game->atlas_lock);
    (void)pthread_mutex_destroy(&game->spare_lock);
    (void)pthread_rwlock_destroy(&game->lock);
    (void)pthread_mutex_destroy(&game->timer_lock);
    (void)pthread_cond_destroy(&game->timer_wake);
    free(game);
}

void game_figures(struct game *game, struct game_figures *ret_figures)
{
    struct game_figures figures = {.accepted = game->accepted,
                                   .refused = game->refused,
                                   .events = game->events,
                                   .pushed_bytes = game->pushed_bytes,
                                   .sinks = game->sinks};
    (void)pthread_rwlock_rdlock(&game->lock);
    figures.tables = game->tables;
    for (int k = 0; k < game->tables; k++) {
        figures.sessions += game->table[k]->sessions;
    }
    (void)pthread_rwlock_unlock(&game->lock);
    *ret_figures = figures;
}
