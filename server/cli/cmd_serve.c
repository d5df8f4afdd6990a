/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_serve.c -- the server: reads the options, says where it is to be found, waits for the end. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/serve.h"
#include "cli/version.h"
#include "http/qr.h"

enum { DEFAULT_PORT = 8180, TOKEN_MAX = 256 };

static bool read_log(const struct cli_args *args)
{
    const char *form = cli_value(args, "log", "");
    const char *name = cli_value(args, "log-level", "info");
    enum log_level level;

    if (!log_level_parse(&level, name) ||
        (form[0] != '\0' && strcmp(form, "json") != 0 && strcmp(form, "text") != 0)) {
        return false;
    }
    log_setup(STDERR_FILENO, level,
              form[0] == '\0'             ? LOG_AUTO
              : strcmp(form, "json") == 0 ? LOG_JSON
                                          : LOG_HUMAN);
    return true;
}

/* The first line of a file, without its end: secrets do not belong on a command line. */
static bool read_token(const char *path, char token[TOKEN_MAX])
{
    FILE *file = fopen(path, "re");
    bool good = file != NULL && fgets(token, TOKEN_MAX, file) != NULL;

    if (file != NULL) {
        (void)fclose(file);
    }
    if (good) {
        token[strcspn(token, "\r\n")] = '\0';
    }
    return good && strlen(token) >= 16;
}

static bool read_numbers(const struct cli_args *args, struct serve_options *options, int64_t *ready)
{
    int64_t port = DEFAULT_PORT, rate = options->limits.command_rate,
            threads = options->limits.threads;

    if (!cli_number(args, "port", 0, 65535, &port) ||
        !cli_number(args, "command-rate", 0, 1000000, &rate) ||
        !cli_number(args, "threads", 2, 64, &threads) ||
        !cli_number(args, "ready-fd", 3, 1023, ready)) {
        return false;
    }
    options->port = (int)port;
    options->limits.command_rate = (int)rate;
    options->limits.command_burst = rate > 0 ? (int)rate * 4 : 1;
    options->limits.threads = (int)threads;
    return true;
}

static int read_options(const struct cli_args *args, struct serve_options *options, char *token,
                        int64_t *ready)
{
    const char *url = cli_value(args, "public-url", NULL);
    const char *token_file = cli_value(args, "metrics-token-file", NULL), *proxy;

    *options = (struct serve_options){.data = cli_value(args, "data", NULL),
                                      .listen = cli_value(args, "listen", NULL),
                                      .lan = cli_has(args, "lan"),
                                      .public_url = url,
                                      .book = cli_value(args, "book", NULL),
                                      .scenarios = cli_value(args, "scenarios", NULL),
                                      .limits = http_limits_default()};
    if (!read_numbers(args, options, ready)) {
        return CLI_USAGE;
    }
    if (!read_log(args)) {
        return cli_misuse(args, "--log json|text, --log-level debug|info|warn|error");
    }
    size_t size = url != NULL ? strlen(url) : 1;
    if (url != NULL && ((strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0) ||
                        size > 150 || strpbrk(url + 8, "/?# \"<>\\") != NULL)) {
        return cli_misuse(args, "--public-url https://%s",
                          cli_say((struct cli_text){"naam, zonder schuine streep of pad erachter",
                                                    "name, without a slash or a path behind it"}));
    }
    if (token_file != NULL && !read_token(token_file, token)) {
        return cli_misuse(args, "--metrics-token-file %s: %s", token_file,
                          cli_say((struct cli_text){"een regel van 16 tekens of meer",
                                                    "one line of 16 characters or more"}));
    }
    options->metrics_token = token_file != NULL ? token : NULL;
    for (int i = 0; (proxy = cli_nth(args, "trusted-proxy", i)) != NULL; i++) {
        if (options->trusted_count == ADDRESS_TRUSTED_MAX ||
            !address_net_parse(&options->trusted[options->trusted_count++], proxy)) {
            return cli_misuse(
                args, "--trusted-proxy %s: %s", proxy,
                cli_say((struct cli_text){"een adres zoals 10.0.0.1 of 10.0.0.0/24",
                                          "an address like 10.0.0.1 or 10.0.0.0/24"}));
        }
    }
    return CLI_OK;
}

/* The class scans this code: the page tells whether a phone reaches the server. */
static void print_class(const struct serve *serve)
{
    AUTO(buf_done) struct buf picture = {.data = NULL};
    char page[200];

    if (serve->lan_url[0] == '\0') {
        (void)printf("%s\n",
                     cli_say((struct cli_text){
                         "Geen netwerkadres gevonden: is deze computer met een netwerk verbonden?",
                         "No network address found: is this computer on a network?"}));
        return;
    }
    (void)snprintf(page, sizeof(page), "%s/reach", serve->lan_url);
    buf_init(&picture, 64 << 10);
    (void)printf("%s\n  %s\n",
                 cli_say((struct cli_text){
                     "Voor de klas (scan om te testen of een toestel de server bereikt):",
                     "For the class (scan to test whether a device reaches the server):"}),
                 page);
    if (qr_terminal(&picture, page)) {
        (void)printf("%s", buf_text(&picture));
    }
}

static int print_welcome(struct serve *serve, int64_t ready_fd)
{
    char link[256], line[200];
    struct err err = {0};

    if (serve_link(serve, "", link, sizeof(link), &err) != ERR_OK) {
        return cli_fail(&err);
    }
    (void)printf(
        "Hoeksteen %s  OEFENING / EXERCISE\n%s\n  %s\n  (%s)\n", cli_version(),
        cli_say((struct cli_text){"Link voor de spelleider:", "Link for the facilitator:"}), link,
        cli_say((struct cli_text){
            "eenmalig, 30 minuten geldig; een nieuwe geeft: hoeksteen host-link",
            "for one use, valid for 30 minutes; for a new one: hoeksteen host-link"}));
    if (serve->options.lan) {
        print_class(serve);
    }
    (void)snprintf(line, sizeof(line), "listening on http://%s:%d\n",
                   serve->options.listen != NULL ? serve->options.listen : "127.0.0.1",
                   serve->port);
    (void)printf("%s", line);
    (void)fflush(stdout);
    if (ready_fd > 0) {
        ssize_t written = write((int)ready_fd, line, strlen(line));

        (void)written; /* who asked for it may have gone */
        (void)close((int)ready_fd);
    }
    log_event(LOG_INFO, "listening",
              LOG_FIELDS(log_int("port", serve->port), log_text("data", serve->data_path)));
    return CLI_OK;
}

/* Threads that are made later must not get what serve_wait() waits for. */
static void block_signals(void)
{
    sigset_t signals;

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

static int run(const struct cli_args *args)
{
    struct serve_options options;
    struct serve serve;
    struct err err = {0};
    char token[TOKEN_MAX];
    int64_t ready_fd = -1;
    int result = read_options(args, &options, token, &ready_fd);

    if (result != CLI_OK) {
        return result;
    }
    block_signals();
    result = serve_start(&serve, &options, &err) == ERR_OK ? print_welcome(&serve, ready_fd)
                                                           : cli_fail(&err);
    if (result == CLI_OK) {
        serve_wait(&serve);
        log_event(LOG_INFO, "stopping", NULL);
    }
    serve_stop(&serve);
    if (result == CLI_OK) {
        log_event(LOG_INFO, "stopped", NULL);
    }
    return result;
}

static const struct cli_option options_table[] = {
    {"listen",
     'l',
     "ADDR",
     {"Adres om op te luisteren (127.0.0.1).", "Address to listen on (127.0.0.1)."},
     true},
    {"port", 'p', "N", {"Poort (8180); 0: een vrije.", "Port (8180); 0: any free one."}, true},
    {"lan",
     0,
     NULL,
     {"Luistert op alle adressen en toont het adres en een QR-code voor de klas.",
      "Listens on all addresses and shows the address and a QR code for the class."},
     true},
    {"data",
     'd',
     "FILE",
     {"Databestand (~/.local/share/hoeksteen/hoeksteen.db).",
      "Data file (~/.local/share/hoeksteen/hoeksteen.db)."},
     true},
    {"public-url",
     0,
     "URL",
     {"Het adres achter een proxy, voor links.", "The address behind a proxy, for links."},
     true},
    {"trusted-proxy",
     0,
     "ADDR",
     {"Proxy van wie X-Forwarded-For telt; mag vaker.",
      "Proxy whose X-Forwarded-For counts; may be repeated."},
     false},
    {"log", 0, "FORM", {"json of text.", "json or text."}, true},
    {"log-level", 0, "LEVEL", {"debug, info, warn of error.", "debug, info, warn or error."}, true},
    {"book", 0, "DIR", {"Een ander regelboek.", "Another rule book."}, true},
    {"scenarios", 0, "DIR", {"Andere scenario's.", "Other scenarios."}, true},
    {"metrics-token-file",
     0,
     "FILE",
     {"Wie dit geheim stuurt, mag /metrics lezen; anders alleen deze computer.",
      "Who sends this secret may read /metrics; else only this machine."},
     true},
    {"command-rate",
     0,
     "N",
     {"Opdrachten per seconde per deelnemer (50); 0: geen grens.",
      "Commands a second of one participant (50); 0: no limit."},
     true},
    {"threads",
     0,
     "N",
     {"Werkdraden van de webserver (2).", "Threads of the web server (2)."},
     true},
    {"ready-fd",
     0,
     "N",
     {"Schrijft hier de regel 'listening on ...' zodra de server klaar is.",
      "Writes the line 'listening on ...' here as soon as the server is ready."},
     false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {
    "serve",
    "serve --lan",
    "serve --port 0 --data /tmp/probeer.db",
    "serve --public-url https://spel.example --trusted-proxy 127.0.0.1 --log json",
    NULL,
};

const struct cli_command cmd_serve = {
    "serve",       "",       0,   0, {"Start de spelserver.", "Starts the game server."},
    options_table, examples, run,
};
