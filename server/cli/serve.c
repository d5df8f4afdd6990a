/* SPDX-License-Identifier: EUPL-1.2 */
/* serve.c -- see serve.h. The port is bound first, so that a taken one is told before a data file
 * is made; it is opened last, so that nobody is answered before the games are there. */
#include "cli/serve.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/control.h"
#include "cli/listen.h"
#include "cli/notify.h"
#include "cli/version.h"
#include "game/game.h"
#include "game/library.h"
#include "store/store.h"

static void make_urls(struct serve *serve)
{
    char addresses[LISTEN_ADDRESSES_MAX][LISTEN_ADDRESS_SIZE];
    const char *listen = serve->options.listen;
    bool six = listen != NULL && strchr(listen, ':') != NULL;

    if (serve->options.public_url != NULL) {
        (void)snprintf(serve->url, sizeof(serve->url), "%.150s", serve->options.public_url);
    } else if (listen == NULL || strcmp(listen, "0.0.0.0") == 0 || strcmp(listen, "::") == 0) {
        (void)snprintf(serve->url, sizeof(serve->url), "http://127.0.0.1:%d", serve->port);
    } else {
        (void)snprintf(serve->url, sizeof(serve->url),
                       six ? "http://[%.60s]:%d" : "http://%.60s:%d", listen, serve->port);
    }
    if (serve->options.lan && listen_addresses(addresses) > 0) {
        (void)snprintf(serve->lan_url, sizeof(serve->lan_url), "http://%.60s:%d", addresses[0],
                       serve->port);
    }
}

static enum err_code start_game(struct serve *serve, struct err *err)
{
    /* The rules are read while the disk makes the data file ready. */
    struct shelf_task *shelf = shelf_begin(serve->options.book, serve->options.scenarios);
    enum err_code code = datafile_path(serve->options.data, serve->data_path, err);

    if (code == ERR_OK) {
        code = store_sqlite_open(&serve->store, serve->data_path, err);
    }
    if (code == ERR_OK) {
        struct game_config config = {.store = serve->store,
                                     .clock = &serve->clock,
                                     .book_path = serve->options.book,
                                     .scenario_path = serve->options.scenarios,
                                     .shelf = shelf};
        code = game_open(&serve->game, &config, err);
    } else if (shelf != NULL) {
        struct diags unread;

        shelf_free(shelf_end(shelf, &unread));
    }
    return code;
}

static enum err_code start_http(struct serve *serve, int fd, struct err *err)
{
    struct http_config config = {.game = serve->game,
                                 .clock = &serve->clock,
                                 .listen_fd = fd,
                                 .version = cli_version(),
                                 .public_url = serve->options.public_url,
                                 .lan_url = serve->lan_url[0] != '\0' ? serve->lan_url : NULL,
                                 .metrics_token = serve->options.metrics_token,
                                 .trusted_count = serve->options.trusted_count,
                                 .limits = serve->options.limits};

    memcpy(config.trusted, serve->options.trusted, sizeof(config.trusted));
    return http_start(&serve->http, &config, err);
}

enum err_code serve_start(struct serve *serve, const struct serve_options *options, struct err *err)
{
    const char *address = options->listen;
    struct err minor = {0};
    int fd = -1;
    enum err_code code;

    *serve = (struct serve){.options = *options, .clock = clock_system(), .control_fd = -1};
    serve->port = options->port;
    if (address == NULL && !options->lan) {
        address = "127.0.0.1";
    }
    code = listen_bind(&fd, &serve->port, address, err);
    if (code != ERR_OK) {
        return code;
    }
    make_urls(serve);
    code = start_game(serve, err);
    if (code == ERR_OK) {
        code = listen_begin(fd, err);
    }
    if (code != ERR_OK) {
        (void)close(fd);
        return code;
    }
    code = start_http(serve, fd, err);
    if (code == ERR_OK && control_open(&serve->control_fd, serve->data_path, &minor) != ERR_OK) {
        /* A comfort: without it a new host link needs a stop. */
        log_event(LOG_WARN, "no-control-socket", LOG_FIELDS(log_text("reason", minor.text)));
    }
    return code;
}

enum err_code serve_link(struct serve *serve, const char *code, char *ret_link, size_t room,
                         struct err *err)
{
    char secret[64];
    enum err_code result = game_desk_link(serve->game, code, secret, err);

    if (result == ERR_OK) {
        /* Behind the hash sign, so that the secret is in no log and in no Referer. */
        (void)snprintf(ret_link, room, "%s/host#%s", serve->url, secret);
    }
    return result;
}

static void answer_control(void *cls, const char *line, char *ret_line, size_t room)
{
    char link[256];
    struct err err = {0};

    if (strncmp(line, "host-link ", 10) != 0) {
        (void)snprintf(ret_line, room, "error this server does not know this question");
    } else if (serve_link(cls, line + 10, link, sizeof(link), &err) != ERR_OK) {
        (void)snprintf(ret_line, room, "error %s", err.text);
    } else {
        (void)snprintf(ret_line, room, "ok %s", link);
    }
}

static void take_health(void *cls, const struct game_answer *answer)
{
    *(bool *)cls = answer->status == 200;
}

/* A sign of life only if the game itself answers that it can be played. */
static void feed_watchdog(struct serve *serve)
{
    struct game_caller nobody = {.token_hash = NULL};
    bool healthy = false;

    game_read(serve->game, &nobody, GAME_READ_HEALTH, "", take_health, &healthy);
    if (healthy) {
        notify_send("WATCHDOG=1");
    }
}

void serve_wait(struct serve *serve)
{
    sigset_t signals;
    int watchdog_ms = notify_watchdog_ms();

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGHUP);
    struct pollfd polls[] = {
        {.fd = signalfd(-1, &signals, SFD_CLOEXEC), .events = POLLIN},
        {.fd = serve->control_fd, .events = POLLIN},
    };
    notify_send("READY=1");
    while ((polls[0].revents & POLLIN) == 0) {
        int count = poll(polls, 2, watchdog_ms > 0 ? watchdog_ms : -1);

        if (count > 0 && (polls[1].revents & POLLIN) != 0) {
            control_serve(serve->control_fd, answer_control, serve);
        }
        if (watchdog_ms > 0) {
            feed_watchdog(serve);
        }
    }
    struct signalfd_siginfo taken;
    ssize_t got = read(polls[0].fd, &taken, sizeof(taken));

    (void)got; /* it is there: else this line is not reached */
    (void)close(polls[0].fd);
    /* Whoever is in a hurry presses again: then the process dies at once, which loses nothing that
     * was answered. */
    (void)pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    for (const int *signal_number = (const int[]){SIGTERM, SIGINT, SIGHUP, 0}; *signal_number != 0;
         signal_number++) {
        (void)signal(*signal_number, SIG_DFL);
    }
    notify_send("STOPPING=1");
}

void serve_stop(struct serve *serve)
{
    control_close(serve->control_fd, serve->data_path);
    serve->control_fd = -1;
    if (serve->http != NULL) {
        http_drain(serve->http);
    }
    game_close(serve->game);
    http_stop(serve->http);
    if (serve->store != NULL) {
        serve->store->ops->close(serve->store);
    }
    serve->http = NULL;
    serve->game = NULL;
    serve->store = NULL;
}
