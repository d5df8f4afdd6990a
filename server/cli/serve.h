/* SPDX-License-Identifier: EUPL-1.2 */
/* serve.h -- a whole server as one object: data file, game, transport, control socket. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "cli/datafile.h"
#include "http/http.h"

struct game;
struct store;

struct serve_options {
    const char *data;   /* NULL: the default place */
    const char *listen; /* NULL: 127.0.0.1, or everything with `lan` */
    int port;
    bool lan;
    const char *public_url;
    const char *book, *scenarios;
    const char *metrics_token; /* NULL: none */
    struct http_limits limits;
    struct address_net trusted[ADDRESS_TRUSTED_MAX];
    size_t trusted_count;
};

struct serve {
    struct serve_options options;
    char data_path[DATAFILE_PATH_MAX];
    struct clock clock;
    struct store *store;
    struct game *game;
    struct http *http;
    int control_fd; /* -1: none */
    int port;
    char url[160];     /* for this machine, or the public one */
    char lan_url[160]; /* for the class, "" without --lan */
};

/* Serves when it returns. */
enum err_code serve_start(struct serve *serve, const struct serve_options *options,
                          struct err *err);
/* Until SIGTERM, SIGINT or SIGHUP. The signals must be blocked in every thread. */
void serve_wait(struct serve *serve);
/* Everything that was started, in the order that loses nothing; also after a start that failed
 * half-way. */
void serve_stop(struct serve *serve);
/* A new link for a facilitator; `code`: of the game whose desk it opens, "" for a new desk. */
enum err_code serve_link(struct serve *serve, const char *code, char *ret_link, size_t room,
                         struct err *err);

#endif
