/* SPDX-License-Identifier: EUPL-1.2 */
/* fake_game.c -- a double of the game for tests of the transport: answers commands from a thread of
 * its own, as after a commit, and pushes what it is told to. It knows no rule. */
#include "fake_game.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/hash.h"
#include "game/game.h"
#include "game/library.h"

struct work {
    struct work *next;
    game_done done;
    void *cls;
    char *body; /* what to echo; NULL: refuse */
    size_t size;
    struct err err;
};

struct sink {
    struct sink *next;
    int64_t id;
    struct game_sink sink;
    pthread_mutex_t pushing; /* held during a push, so that detaching can wait for it */
    int users;               /* guarded by the game */
};

struct game {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    struct work *first, *last, *held;
    struct sink *sinks;
    int64_t last_id;
    int64_t accepted, refused;
    bool stop;
};

static void answer_body(game_done done, void *cls, int status, const char *body, size_t size)
{
    struct game_answer answer = {status, body, size, 0};

    done(cls, &answer);
}

static void answer_err(game_done done, void *cls, const struct err *err)
{
    AUTO(buf_done) struct buf body;

    buf_init(&body, 4096);
    game_problem(&body, err, "urn:test");
    answer_body(done, cls, err_status(err->code), buf_text(&body), body.size);
}

static void answer_code(game_done done, void *cls, enum err_code code, const char *text)
{
    struct err err = {0};

    (void)err_set(&err, code, "", "%s", text);
    answer_err(done, cls, &err);
}

void game_problem(struct buf *ret_body, const struct err *err, const char *instance)
{
    json_open(ret_body, '{');
    json_key(ret_body, "title");
    json_str(ret_body, err_title(err->code));
    json_key(ret_body, "status");
    json_int(ret_body, err_status(err->code));
    json_key(ret_body, "detail");
    json_str(ret_body, err->text);
    json_key(ret_body, "code");
    json_str(ret_body, err_slug(err->code));
    json_key(ret_body, "instance");
    json_str(ret_body, instance);
    json_close(ret_body, '}');
}

static void finish(struct work *work)
{
    if (work->err.code != ERR_OK) {
        answer_err(work->done, work->cls, &work->err);
    } else {
        AUTO(buf_done) struct buf body;

        buf_init(&body, GAME_BODY_MAX + 100);
        json_open(&body, '{');
        json_key(&body, "echo");
        json_raw(&body, work->body, work->size);
        json_close(&body, '}');
        answer_body(work->done, work->cls, 200, buf_text(&body), body.size);
    }
    free(work->body);
    free(work);
}

static void *run(void *cls)
{
    struct game *game = cls;

    (void)pthread_mutex_lock(&game->lock);
    while (!game->stop || game->first != NULL) {
        struct work *work = game->first;

        if (work == NULL) {
            (void)pthread_cond_wait(&game->changed, &game->lock);
            continue;
        }
        game->first = work->next;
        (void)pthread_mutex_unlock(&game->lock);
        finish(work);
        (void)pthread_mutex_lock(&game->lock);
    }
    (void)pthread_mutex_unlock(&game->lock);
    return NULL;
}

enum err_code game_open(struct game **ret_game, const struct game_config *config, struct err *err)
{
    struct game *game = calloc(1, sizeof(*game));

    if (config->shelf != NULL) { /* the game takes it, and this one knows no rules */
        struct diags unread;

        shelf_free(shelf_end(config->shelf, &unread));
    }
    if (game == NULL || pthread_mutex_init(&game->lock, NULL) != 0 ||
        pthread_cond_init(&game->changed, NULL) != 0 ||
        pthread_create(&game->thread, NULL, run, game) != 0) {
        free(game);
        return err_set(err, ERR_NO_MEMORY, "", "no memory");
    }
    *ret_game = game;
    return ERR_OK;
}

void game_close(struct game *game)
{
    if (game == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&game->lock);
    while (game->held != NULL) {
        struct work *work = game->held;

        game->held = work->next;
        (void)err_set(&work->err, ERR_STOPPING, "", "the game was closed");
        work->next = game->first;
        game->first = work;
    }
    game->stop = true;
    (void)pthread_cond_broadcast(&game->changed);
    (void)pthread_mutex_unlock(&game->lock);
    (void)pthread_join(game->thread, NULL);
    if (game->sinks != NULL) {
        (void)fprintf(stderr, "fake game: closed with a sink attached\n");
        abort();
    }
    (void)pthread_cond_destroy(&game->changed);
    (void)pthread_mutex_destroy(&game->lock);
    free(game);
}

enum err_code game_host_link(struct game *game, char ret_secret[64], struct err *err)
{
    (void)game;
    (void)err;
    memcpy(ret_secret, FAKE_TOKEN, sizeof(FAKE_TOKEN));
    return ERR_OK;
}

enum err_code game_desk_link(struct game *game, const char *code, char ret_secret[64],
                             struct err *err)
{
    (void)code;
    return game_host_link(game, ret_secret, err);
}

static bool is_expired(const struct game_caller *caller)
{
    uint8_t hash[HASH_SIZE];

    hash_once(hash, FAKE_TOKEN_EXPIRED, strlen(FAKE_TOKEN_EXPIRED));
    return caller->token_hash != NULL && hash_equal(hash, caller->token_hash);
}

/* Why this command is refused, as the game would say it. */
static enum err_code check(const struct game_caller *caller, const json_t *root, struct err *err)
{
    const char *code = json_string_value(json_object_get(root, "code"));

    if (!json_is_object(root)) {
        return err_set(err, ERR_BAD_JSON, "", "an object");
    }
    if (caller->key == NULL) {
        return err_set(err, ERR_KEY_MISSING, "Idempotency-Key", "missing");
    }
    if (is_expired(caller)) {
        return err_set(err, ERR_TOKEN_EXPIRED, "", "expired");
    }
    if (code != NULL && strcmp(code, FAKE_CODE) != 0) {
        return err_set(err, ERR_WRONG_CODE, "code", "no such code");
    }
    return ERR_OK;
}

void game_command(struct game *game, const struct game_caller *caller, const char *body,
                  size_t size, game_done done, void *cls)
{
    struct work *work = calloc(1, sizeof(*work));
    json_t *root = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    const char *command = json_string_value(json_object_get(root, "command"));
    bool sync = command != NULL && strcmp(command, "sync") == 0;
    bool hold = command != NULL && strcmp(command, "hold") == 0;

    work->done = done;
    work->cls = cls;
    work->body = malloc(size + 1);
    memcpy(work->body, body, size);
    work->size = size;
    (void)check(caller, root, &work->err);
    json_decref(root);
    (void)pthread_mutex_lock(&game->lock);
    game->accepted += work->err.code == ERR_OK;
    game->refused += work->err.code != ERR_OK;
    if (hold) {
        work->next = game->held;
        game->held = work;
    } else if (!sync) {
        if (game->first != NULL) {
            game->last->next = work;
        } else {
            game->first = work;
        }
        game->last = work;
    }
    (void)pthread_cond_broadcast(&game->changed);
    (void)pthread_mutex_unlock(&game->lock);
    if (sync) {
        finish(work);
    }
}

static const char commands[] =
    "{\"commands\":{\"join\":{\"roles\":[\"anyone\"],\"phases\":[\"lobby\"],"
    "\"title\":{\"nl\":\"Meedoen\",\"en\":\"Join\"},\"fields\":{"
    "\"code\":{\"type\":\"string\",\"min\":6,\"max\":6,\"required\":true},"
    "\"size\":{\"type\":\"integer\",\"min\":1,\"max\":9,\"required\":false},"
    "\"kind\":{\"type\":\"string\",\"values\":[\"a\",\"b\"],\"required\":true}}},"
    "\"echo\":{\"roles\":[\"player\"],\"phases\":[],\"title\":{\"nl\":\"x\",\"en\":\"x\"},"
    "\"fields\":{}}}}";

void game_read(struct game *game, const struct game_caller *caller, enum game_read what,
               const char *argument, game_done done, void *cls)
{
    static const char *const bodies[] = {
        [GAME_READ_VIEW] = "{\"view\":1}",
        [GAME_READ_LOBBY] = "{\"lobby\":1}",
        [GAME_READ_RECORDING] = "{\"line\":1}\n{\"line\":2}\n",
        [GAME_READ_COMMANDS] = commands,
        [GAME_READ_RULES] = "{\"rules\":1}",
        [GAME_READ_BOOK] = "{\"book\":1}",
        [GAME_READ_HEALTH] = "{\"ready\":true}",
    };

    (void)game;
    if (what == GAME_READ_LOBBY && strcmp(argument, FAKE_CODE) != 0) {
        answer_code(done, cls, ERR_WRONG_CODE, "no such code");
        return;
    }
    if (is_expired(caller)) {
        answer_code(done, cls, ERR_TOKEN_EXPIRED, "expired");
        return;
    }
    if (what == GAME_READ_RECORDING && strcmp(argument, "large") == 0) {
        char *large = malloc(8 << 20);

        memset(large, 'x', 8 << 20);
        answer_body(done, cls, 200, large, 8 << 20);
        free(large);
        return;
    }
    answer_body(done, cls, 200, bodies[what], strlen(bodies[what]));
}

void game_film(struct game *game, const char *recording, size_t size, const char *eyes,
               game_done done, void *cls)
{
    char body[128];
    uint8_t hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];

    (void)game;
    hash_once(hash, recording, size);
    hash_hex(hex, hash);
    int length = snprintf(body, sizeof(body), "{\"size\":%zu,\"hash\":\"%.8s\",\"eyes\":\"%.8s\"}",
                          size, hex, eyes);
    answer_body(done, cls, 200, body, (size_t)length);
}

enum err_code game_attach(struct game *game, const struct game_caller *caller,
                          const struct game_sink *sink, int64_t *ret_id, struct err *err)
{
    struct sink *added;

    if (is_expired(caller)) {
        return err_set(err, ERR_TOKEN_EXPIRED, "", "expired");
    }
    added = calloc(1, sizeof(*added));
    (void)pthread_mutex_init(&added->pushing, NULL);
    added->sink = *sink;
    sink->push(sink->cls, "view", "{\"whole\":\n1}", 12);
    (void)pthread_mutex_lock(&game->lock);
    added->id = ++game->last_id;
    added->next = game->sinks;
    game->sinks = added;
    *ret_id = added->id;
    (void)pthread_mutex_unlock(&game->lock);
    return ERR_OK;
}

void game_detach(struct game *game, int64_t id)
{
    struct sink **at, *found;

    (void)pthread_mutex_lock(&game->lock);
    for (at = &game->sinks; *at != NULL && (*at)->id != id; at = &(*at)->next) {
    }
    found = *at;
    if (found != NULL) {
        *at = found->next;
        while (found->users > 0) {
            (void)pthread_cond_wait(&game->changed, &game->lock);
        }
    }
    (void)pthread_mutex_unlock(&game->lock);
    if (found != NULL) {
        (void)pthread_mutex_destroy(&found->pushing);
        free(found);
    }
}

/* The n-th sink at this moment, kept from being freed; NULL: there are fewer. */
static struct sink *borrow(struct game *game, int64_t after)
{
    struct sink *best = NULL;

    (void)pthread_mutex_lock(&game->lock);
    for (struct sink *sink = game->sinks; sink != NULL; sink = sink->next) {
        if (sink->id > after && (best == NULL || sink->id < best->id)) {
            best = sink;
        }
    }
    if (best != NULL) {
        best->users++;
    }
    (void)pthread_mutex_unlock(&game->lock);
    return best;
}

int fake_game_push(struct game *game, const char *kind, const char *json, size_t size)
{
    struct sink *sink;
    int64_t after = 0;
    int count = 0;

    while ((sink = borrow(game, after)) != NULL) {
        after = sink->id;
        (void)pthread_mutex_lock(&sink->pushing);
        sink->sink.push(sink->sink.cls, kind, json, size);
        (void)pthread_mutex_unlock(&sink->pushing);
        (void)pthread_mutex_lock(&game->lock);
        sink->users--;
        (void)pthread_cond_broadcast(&game->changed);
        (void)pthread_mutex_unlock(&game->lock);
        count++;
    }
    return count;
}

int fake_game_sinks(struct game *game)
{
    int count = 0;

    (void)pthread_mutex_lock(&game->lock);
    for (struct sink *sink = game->sinks; sink != NULL; sink = sink->next) {
        count++;
    }
    (void)pthread_mutex_unlock(&game->lock);
    return count;
}

int fake_game_held(struct game *game)
{
    int count = 0;

    (void)pthread_mutex_lock(&game->lock);
    for (struct work *work = game->held; work != NULL; work = work->next) {
        count++;
    }
    (void)pthread_mutex_unlock(&game->lock);
    return count;
}

void game_figures(struct game *game, struct game_figures *ret_figures)
{
    (void)pthread_mutex_lock(&game->lock);
    *ret_figures = (struct game_figures){.accepted = game->accepted, .refused = game->refused};
    (void)pthread_mutex_unlock(&game->lock);
}
