/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_host_link.c -- a new one-use link for the facilitator: from the running server, or out of the
 * data file when none runs. Prints the link and nothing else on stdout. */
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/control.h"
#include "cli/datafile.h"
#include "game/game.h"
#include "store/store.h"

enum { DEFAULT_PORT = 8180 };

static void close_game(struct game **game)
{
    game_close(*game);
}

static void close_store(struct store **store)
{
    if (*store != NULL) {
        (*store)->ops->close(*store);
    }
}

/* Nobody serves this file, so it can be opened here. */
static int make_link(const struct cli_args *args, const char *path)
{
    struct clock clock = clock_system();
    AUTO(close_store) struct store *store = NULL;
    AUTO(close_game) struct game *game = NULL;
    struct err err = {0};
    char secret[64];
    int64_t port = DEFAULT_PORT;

    if (!cli_number(args, "port", 1, 65535, &port)) {
        return CLI_USAGE;
    }
    if (store_sqlite_open(&store, path, &err) != ERR_OK) {
        return cli_fail(&err);
    }
    struct game_config config = {.store = store, .clock = &clock};
    if (game_open(&game, &config, &err) != ERR_OK ||
        game_desk_link(game, cli_value(args, "game", ""), secret, &err) != ERR_OK) {
        return cli_fail(&err);
    }
    (void)printf("http://127.0.0.1:%d/host#%s\n", (int)port, secret);
    (void)fprintf(stderr, "%s\n",
                  cli_say((struct cli_text){
                      "Er draait geen server met dit bestand; de link werkt zodra hij draait.",
                      "No server runs with this file; the link works as soon as one does."}));
    return CLI_OK;
}

static int run(const struct cli_args *args)
{
    char path[DATAFILE_PATH_MAX], line[CONTROL_LINE_MAX], question[64];
    struct err err = {0};

    if (datafile_path(cli_value(args, "data", NULL), path, &err) != ERR_OK) {
        return cli_fail(&err);
    }
    (void)snprintf(question, sizeof(question), "host-link %.40s", cli_value(args, "game", ""));
    enum err_code code = control_ask(path, question, line, &err);
    if (code == ERR_NOT_FOUND) {
        return make_link(args, path);
    }
    if (code != ERR_OK) {
        return cli_fail(&err);
    }
    if (strncmp(line, "ok ", 3) != 0) {
        (void)fprintf(stderr, "hoeksteen: %s\n", line);
        return CLI_FAILURE;
    }
    (void)printf("%s\n", line + 3);
    return CLI_OK;
}

static const struct cli_option options[] = {
    {"data", 'd', "FILE", {"Het databestand van de server.", "The server's data file."}, true},
    {"game",
     'g',
     "CODE",
     {"Voor de spelleiding van het spel met deze code: wie haar had, is haar kwijt.",
      "For the desk of the game with this code: who had it loses it."},
     true},
    {"port",
     'p',
     "N",
     {"De poort voor de link als er geen server draait (8180).",
      "The port for the link when no server runs (8180)."},
     true},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {"host-link", "host-link --game K7PM2X",
                                       "host-link --data /var/lib/hoeksteen/hoeksteen.db", NULL};

const struct cli_command cmd_host_link = {
    "host-link",
    "",
    0,
    0,
    {"Maakt een nieuwe link voor de spelleider: eenmalig, 30 minuten geldig.",
     "Makes a new link for the facilitator: for one use, valid for 30 minutes."},
    options,
    examples,
    run,
};
