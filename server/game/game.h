/* SPDX-License-Identifier: EUPL-1.2 */
/* game.h -- everything the transport may ask of the game: commands in, views out.
 * The game knows tokens only by their hash, and never writes to a client: it pushes projected JSON
 * into sinks. Every function may be called from any thread. No callback is made while a lock of the
 * game is held. */
#ifndef GAME_GAME_H
#define GAME_GAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct clock;
struct store;
struct game;

enum {
    GAME_BODY_MAX = 32 << 10,      /* bytes of a command's body */
    GAME_FILM_BODY_MAX = 16 << 20, /* bytes of an uploaded recording */
    GAME_KEY_MAX = 64,             /* characters of an Idempotency-Key: [A-Za-z0-9_-]{8,64} */
    GAME_HASH_SIZE = 32
};

struct game_config {
    struct store *store;       /* borrowed, outlives the game */
    const struct clock *clock; /* borrowed */
    const char *book_path;     /* folder of a rule book; NULL: the one built into the binary */
    const char *scenario_path; /* folder of scenarios; NULL: built in */
    struct shelf_task *shelf;  /* both are being read already (shelf_begin()); taken. NULL:
                                  game_open() reads them */
};

/* Opens the rule book (every error of it is printed through `err` and the log by the caller), then
 * every table and session in the store by replay. ERR_FIELD_VALUE: broken book; ERR_DAMAGED: a
 * stored log does not replay. */
enum err_code game_open(struct game **ret_game, const struct game_config *config, struct err *err);
/* Ends timers and pushes; outstanding commands are answered ERR_STOPPING. Accepts NULL. */
void game_close(struct game *game);

/* A one-use secret for a new host link, valid 30 minutes; 43 characters of base64url and a NUL.
 * Stored as a hash. */
enum err_code game_host_link(struct game *game, char ret_secret[64], struct err *err);
/* The same, for the desk of the game that has this join code: who had that desk loses it. */
enum err_code game_desk_link(struct game *game, const char *code, char ret_secret[64],
                             struct err *err);

/* One answer: `body` is JSON (problem+json when status >= 400). Valid during the callback only. */
struct game_answer {
    int status;
    const char *body;
    size_t size;
    int retry_after_s; /* 0: none */
};
typedef void (*game_done)(void *cls, const struct game_answer *answer);

/* Who asks. `token_hash` is the BLAKE2b-256 of the bearer token, NULL when there is none. */
struct game_caller {
    const uint8_t *token_hash;
    const char *key; /* Idempotency-Key, NULL when missing */
};

/* One command: {"command": "...", field: value, ...}. `done` is called exactly once: after the
 * commit that made it durable, or at once when it is refused; perhaps before this function returns.
 */
void game_command(struct game *game, const struct game_caller *caller, const char *body,
                  size_t size, game_done done, void *cls);

/* Reads, answered before they return. */
enum game_read {
    GAME_READ_VIEW,      /* the caller's whole view; token needed */
    GAME_READ_LOBBY,     /* `argument` is a join code: what a newcomer may see; no token */
    GAME_READ_RECORDING, /* JSON Lines of the caller's session, as far as the caller may have it;
                            argument: "" or a session id */
    GAME_READ_COMMANDS,  /* the table of commands as JSON: the openapi document and the client's
                            types are made from it */
    GAME_READ_RULES,     /* what a ground names, in both languages: claims, sources, assumptions,
                            explaining cards */
    GAME_READ_BOOK,  /* the whole rule book in one language, from source to rule; argument: "nl" or
                        "en" */
    GAME_READ_HEALTH /* {"ready": bool, ...} status 200 or 503 */
};
void game_read(struct game *game, const struct game_caller *caller, enum game_read what,
               const char *argument, game_done done, void *cls);

/* A film of an uploaded recording: verified, then projected step by step. `eyes` is a team's id,
 * "all" or "public". */
void game_film(struct game *game, const char *recording, size_t size, const char *eyes,
               game_done done, void *cls);

/* A stream's end in the transport. `push` copies what it needs and returns at once; messages of one
 * sink come one at a time and in order. kind "view": json is the whole view; "patch": an RFC 7396
 * merge patch for it; "end": the token is no longer valid or the server stops, json is {"code":
 * slug}. The sink numbers its own messages. */
struct game_sink {
    void (*push)(void *cls, const char *kind, const char *json, size_t size);
    void *cls;
};
/* Attaches a sink to the caller's view; the whole view is pushed before it returns, patches follow.
 * ret_id > 0. */
enum err_code game_attach(struct game *game, const struct game_caller *caller,
                          const struct game_sink *sink, int64_t *ret_id, struct err *err);
/* After it returns the sink is not pushed to any more. Unknown ids are ignored. */
void game_detach(struct game *game, int64_t id);

/* Writes a problem+json body (RFC 9457) for a code: type, title, status, detail, code, instance
 * and, if `where` is not empty, errors:[{pointer}]. For refusals that the transport makes itself.
 */
struct buf;
void game_problem(struct buf *ret_body, const struct err *err, const char *instance);

/* Figures for /metrics: counts of tables, sessions, sinks, commands accepted and refused, events.
 */
struct game_figures {
    int64_t tables, sessions, sinks, accepted, refused, events, pushed_bytes;
};
void game_figures(struct game *game, struct game_figures *ret_figures);

#endif
