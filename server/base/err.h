/* SPDX-License-Identifier: EUPL-1.2 */
/* err.h -- the registry of everything that can be refused or go wrong above the rules.
 * One list gives the code, the HTTP status and the stable slug that the client translates by. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stddef.h>

/* ERR(name, http status, slug, English title). Append only: slugs are part of the API. */
#define ERROR_LIST(ERR)                                                                            \
    ERR(OK, 200, "ok", "OK")                                                                       \
    ERR(BAD_REQUEST, 400, "bad-request", "The request is not well formed")                         \
    ERR(BAD_JSON, 400, "bad-json", "The body is not the JSON that is asked for")                   \
    ERR(KEY_MISSING, 400, "key-missing", "A command needs an Idempotency-Key")                     \
    ERR(FIELD_MISSING, 422, "field-missing", "A field is missing")                                 \
    ERR(FIELD_UNKNOWN, 422, "field-unknown", "A field is not known")                               \
    ERR(FIELD_TYPE, 422, "field-type", "A field has the wrong type")                               \
    ERR(FIELD_RANGE, 422, "field-range", "A number is out of range")                               \
    ERR(FIELD_LENGTH, 422, "field-length", "A text is too long or too short")                      \
    ERR(FIELD_VALUE, 422, "field-value", "A field has a value that is not allowed")                \
    ERR(KEY_REUSED, 422, "key-reused", "This Idempotency-Key was used with another body")          \
    ERR(UNAUTHORIZED, 401, "unauthorized", "No valid token")                                       \
    ERR(TOKEN_EXPIRED, 401, "token-expired", "The token is no longer valid")                       \
    ERR(WRONG_CODE, 404, "wrong-code", "No open game has this join code")                          \
    ERR(WRONG_ROLE, 403, "wrong-role", "This role may not give this command")                      \
    ERR(NOT_FOUND, 404, "not-found", "There is nothing here")                                      \
    ERR(METHOD, 405, "method-not-allowed", "This method is not allowed here")                      \
    ERR(COMMAND_UNKNOWN, 422, "command-unknown", "There is no such command")                       \
    ERR(WRONG_PHASE, 409, "wrong-phase", "Not in this phase")                                      \
    ERR(STALE, 409, "stale", "It has changed since it was last seen")                              \
    ERR(CLOSED, 409, "session-closed", "The session is closed")                                    \
    ERR(FULL, 409, "session-full", "There is no free place")                                       \
    ERR(REFUSED, 409, "refused", "The rules do not allow this now")                                \
    ERR(IN_FLIGHT, 409, "in-flight", "The same command is still being handled")                    \
    ERR(TOO_LARGE, 413, "too-large", "The body is too large")                                      \
    ERR(MEDIA_TYPE, 415, "media-type", "Only application/json is taken")                           \
    ERR(TOO_MANY, 429, "too-many", "Too many requests")                                            \
    ERR(CROSS_SITE, 403, "cross-site", "Requests from other sites are not taken")                  \
    ERR(DAMAGED, 422, "recording-damaged", "The recording is damaged")                             \
    ERR(INTERNAL, 500, "internal", "An internal fault")                                            \
    ERR(STORE, 503, "store-unavailable", "The store did not take the change")                      \
    ERR(STORE_FULL, 507, "store-full", "The disk is full")                                         \
    ERR(STORE_LOCKED, 503, "store-locked", "Another process holds the data file")                  \
    ERR(STOPPING, 503, "stopping", "The server is stopping")                                       \
    ERR(NO_MEMORY, 503, "no-memory", "Out of memory")

enum err_code {
#define ERR_ENUM(name, status, slug, title) ERR_##name,
    ERROR_LIST(ERR_ENUM)
#undef ERR_ENUM
        ERR_COUNT
};

/* What was refused: `where` names the field, file or object ("" if none), `text` says in English
 * what is wrong and what is allowed. The first error wins; a NULL struct err is always allowed. */
struct err {
    enum err_code code;
    char where[160];
    char text[400];
};

/* HTTP status, slug and title of a code. Borrowed, static. */
int err_status(enum err_code code);
const char *err_slug(enum err_code code);
const char *err_title(enum err_code code);

/* Fills `err` if it is not NULL and still ERR_OK; returns `code`, so that `return err_set(...)`
 * reads well. */
enum err_code err_set(struct err *err, enum err_code code, const char *where, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));

#endif
