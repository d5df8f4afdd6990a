/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_health.c -- `hoeksteen health`: asks the server on this machine whether it is ready; for
 * containers and monitors. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/cli.h"

enum { PORT_DEFAULT = 8180, WAIT_S = 5 };

static const struct cli_option OPTIONS[] = {
    {"port", 'p', "N", {"poort van de server", "port of the server"}, true},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const EXAMPLES[] = {"health --port 8080", NULL};

static bool ask(int port, char *ret_status, size_t room)
{
    static const char REQUEST[] =
        "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    const struct timeval wait = {.tv_sec = WAIT_S};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) {
        return false;
    }
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    bool good =
        connect(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
        send(fd, REQUEST, sizeof REQUEST - 1, MSG_NOSIGNAL) == (ssize_t)(sizeof REQUEST - 1);
    ssize_t got = good ? recv(fd, ret_status, room - 1, 0) : 0;
    (void)close(fd);
    ret_status[got > 0 ? got : 0] = '\0';
    return got > 0;
}

static int run(const struct cli_args *args)
{
    char status[64];
    int64_t port = PORT_DEFAULT;
    if (cli_value(args, "port", NULL) != NULL && !cli_number(args, "port", 1, 65535, &port)) {
        return CLI_USAGE;
    }
    if (!ask((int)port, status, sizeof status)) {
        (void)fprintf(stderr, "hoeksteen health: nothing answers on port %d\n", (int)port);
        return CLI_FAILURE;
    }
    bool ready = strncmp(status, "HTTP/1.1 200", 12) == 0;
    (void)puts(ready ? "ready" : "not ready");
    return ready ? CLI_OK : CLI_FAILURE;
}

const struct cli_command cmd_health = {
    .name = "health",
    .operands = "",
    .operands_min = 0,
    .operands_max = 0,
    .summary = {"vragen of de server op deze machine klaarstaat",
                "ask whether the server on this machine is ready"},
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run,
};
