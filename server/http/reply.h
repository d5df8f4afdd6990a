/* SPDX-License-Identifier: EUPL-1.2 */
/* reply.h -- one answer before it is handed to the library: status, body, and the headers that
 * every answer carries. Whatever is refused by this layer is problem+json of the game's making, so
 * that all refusals look alike. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct MHD_Connection;
struct MHD_Response;

enum { REPLY_BODY_MAX = 64 << 20 }; /* a recording of a long game is a few MiB */

struct reply {
    int status; /* 0: nothing yet */
    const char *type;
    char *body;        /* owned */
    const void *fixed; /* borrowed for ever, instead of `body` */
    size_t size;
    struct MHD_Response *response; /* owned; a stream, instead of a body */
    const char *cache;             /* NULL: no-store */
    const char *etag, *encoding, *vary;
    char allow[40];
    char file[96]; /* name under which a browser keeps it */
    int retry_after_s;
    bool close, challenge, hsts;
    bool stream; /* tell proxies not to keep it back */
};

void reply_done(struct reply *reply);
/* Takes what `body` holds; answers 503 if it is failed. */
void reply_take(struct reply *reply, int status, const char *type, struct buf *body);
void reply_copy(struct reply *reply, int status, const char *type, const char *data, size_t size);
/* Problem+json, with Retry-After where coming back later helps. */
void reply_refuse(struct reply *reply, const struct err *err);
/* What most commands are answered with, made once: an empty object without and with HSTS. */
struct reply_stock {
    struct MHD_Response *empty[2];
};
bool reply_stock_init(struct reply_stock *stock); /* false: no memory */
void reply_stock_done(struct reply_stock *stock); /* accepts a zeroed struct */
/* Hands it to the library. The body is gone afterwards. */
bool reply_queue(struct reply *reply, const struct reply_stock *stock,
                 struct MHD_Connection *connection);

#endif
