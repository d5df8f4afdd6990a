/* SPDX-License-Identifier: EUPL-1.2 */
/* http.h -- the server as seen by the command line: start, drain, stop.
 * Owns sockets, limits and streams; knows of the game only what game/game.h says. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "http/address.h"

struct clock;
struct game;
struct http;

/* Every limit of the transport, in one place. http_limits_default() gives those of a normal server.
 */
struct http_limits {
    int threads;
    int connections_max; /* 0: what the limit on file descriptors allows, at most 10 000 */
    int streams_max;     /* 0: nine tenths of the connections, so that commands find a place */
    int header_ms;       /* from the first byte that may come until the head is complete */
    int body_ms;         /* until a command's body is complete */
    int send_ms;         /* until an answer is taken; streams have none */
    int idle_s;          /* silence on a connection */
    int heartbeat_ms;    /* silence on a stream */
    int command_rate, command_burst; /* commands of one token; rate 0: unlimited */
    int wrong_rate, wrong_burst;     /* wrong join codes of one address */
    int films_max;                   /* uploads at the same time */
    size_t queue_max;                /* bytes that wait for one stream */
};
struct http_limits http_limits_default(void);

struct http_config {
    struct game *game;         /* borrowed */
    const struct clock *clock; /* borrowed */
    int listen_fd; /* bound, listening and non-blocking; taken over, also when the start fails */
    const char *version;
    const char
        *public_url;     /* "https://host" without a slash behind; NULL: as the browser wrote it */
    const char *lan_url; /* what replaces a loopback address in a join code; NULL: nothing */
    const char *metrics_token;                       /* NULL: /metrics only from this machine */
    struct address_net trusted[ADDRESS_TRUSTED_MAX]; /* proxies whose X-Forwarded-For counts */
    size_t trusted_count;
    struct http_limits limits;
};

/* Serves when it returns. Strings of `config` are borrowed until http_stop(). */
enum err_code http_start(struct http **ret_http, const struct http_config *config, struct err *err);
/* Takes no new request, tells every stream `end`, leaves the game. When it returns the game may be
 * closed (which answers the commands that still wait); nothing of this layer calls it any more. */
void http_drain(struct http *http);
/* After http_drain() and after the game was closed. Accepts NULL. */
void http_stop(struct http *http);

/* Writes the OpenAPI document of all routes and commands; yours to free, NULL when there is no
 * memory. */
char *http_openapi(struct http *http);

#endif
