/* SPDX-License-Identifier: EUPL-1.2 */
/* fixture.c -- see fixture.h. Waits for bytes, never for time. */
#include "fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"
#include "game/game.h"

enum { PATIENCE_S = 60 };

int check_failed, check_passed;

void must(bool condition, const char *what)
{
    if (!condition) {
        (void)fprintf(stderr, "cannot go on: %s (%s)\n", what, strerror(errno));
        abort();
    }
}

int check_end(const char *name)
{
    (void)printf("%s: %d checks passed, %d failed\n", name, check_passed, check_failed);
    return check_failed > 0;
}

void site_prepare(struct site *site)
{
    struct game_config game_config = {0};
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof(address);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    log_setup(STDERR_FILENO, LOG_ERROR, LOG_JSON); /* refusals are what is tested here */
    *site = (struct site){.clock = clock_system()};
    must(game_open(&site->game, &game_config, NULL) == ERR_OK, "game");
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
             listen(fd, 1024) == 0 && getsockname(fd, (struct sockaddr *)&address, &size) == 0,
         "socket");
    site->port = ntohs(address.sin_port);
    site->config = (struct http_config){.game = site->game,
                                        .clock = &site->clock,
                                        .listen_fd = fd,
                                        .version = "1.2.3",
                                        .limits = http_limits_default()};
}

void site_start(struct site *site)
{
    struct err err = {0};

    must(http_start(&site->http, &site->config, &err) == ERR_OK, err.text);
}

void site_stop(struct site *site)
{
    http_drain(site->http);
    game_close(site->game);
    http_stop(site->http);
}

int site_connect(const struct site *site)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)site->port)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == 0 &&
             setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) == 0 &&
             connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0,
         "connect");
    return fd;
}

void client_open(struct client *client, const struct site *site)
{
    *client = (struct client){.fd = site_connect(site)};
}

void client_close(struct client *client)
{
    (void)close(client->fd);
    free(client->data);
    *client = (struct client){.fd = -1};
}

void client_send(struct client *client, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(client->fd, data, size, MSG_NOSIGNAL);

        if (sent <= 0) {
            return; /* refused before all was sent: the answer tells */
        }
        data += sent;
        size -= (size_t)sent;
    }
}

void client_text(struct client *client, const char *text)
{
    client_send(client, text, strlen(text));
}

/* One more piece into the buffer; false: the end. */
static bool fill(struct client *client)
{
    ssize_t got;

    if (client->room - client->size < 65536) {
        client->room = client->room * 2 + 131072;
        client->data = realloc(client->data, client->room);
        must(client->data != NULL, "memory");
    }
    got = recv(client->fd, client->data + client->size, client->room - client->size - 1, 0);
    if (got < 0 && errno == EAGAIN) {
        CHECK(false, "the server neither answers nor closes");
    }
    if (got <= 0) {
        return false;
    }
    client->size += (size_t)got;
    client->data[client->size] = '\0';
    return true;
}

static void drop(struct client *client, size_t size)
{
    memmove(client->data, client->data + size, client->size - size + 1);
    client->size -= size;
}

const char *answer_header(const struct answer *answer, const char *name)
{
    static _Thread_local char value[1024];
    size_t size = strlen(name);

    for (const char *line = strstr(answer->head, "\r\n"); line != NULL;
         line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, name, size) == 0 && line[2 + size] == ':') {
            const char *start = line + 2 + size + 1;

            start += strspn(start, " ");
            (void)snprintf(value, sizeof(value), "%.*s", (int)strcspn(start, "\r"), start);
            return value;
        }
    }
    return "";
}

bool client_head(struct client *client, struct answer *answer)
{
    char *end;

    *answer = (struct answer){.status = 0};
    while (client->size == 0 || (end = strstr(client->data, "\r\n\r\n")) == NULL) {
        if (!fill(client)) {
            CHECK(client->size == 0, "half an answer: %s", client->data);
            return false;
        }
    }
    size_t size = (size_t)(end + 4 - client->data);
    must(size < sizeof(answer->head), "a head that is too large");
    memcpy(answer->head, client->data, size);
    drop(client, size);
    CHECK(strncmp(answer->head, "HTTP/1.1 ", 9) == 0 || strncmp(answer->head, "HTTP/1.0 ", 9) == 0,
          "no status line: %s", answer->head);
    answer->status = atoi(answer->head + 9);
    return true;
}

static bool take(struct client *client, struct answer *answer, size_t size)
{
    while (client->size < size) {
        if (!fill(client)) {
            return false;
        }
    }
    answer->body = realloc(answer->body, answer->size + size + 1);
    must(answer->body != NULL, "memory");
    memcpy(answer->body + answer->size, client->data, size);
    answer->size += size;
    answer->body[answer->size] = '\0';
    drop(client, size);
    return true;
}

static bool take_chunks(struct client *client, struct answer *answer)
{
    for (;;) {
        char *end;

        while (client->size == 0 || (end = strstr(client->data, "\r\n")) == NULL) {
            if (!fill(client)) {
                return false; /* broken off: the body holds what came */
            }
        }
        size_t size = strtoul(client->data, NULL, 16);
        drop(client, (size_t)(end + 2 - client->data));
        if (!take(client, answer, size)) {
            return false;
        }
        while (client->size < 2) {
            if (!fill(client)) {
                return false;
            }
        }
        CHECK(memcmp(client->data, "\r\n", 2) == 0, "a chunk without its end");
        drop(client, 2);
        if (size == 0) {
            return true;
        }
    }
}

bool client_answer(struct client *client, struct answer *answer, bool head)
{
    const char *length;

    do {
        if (!client_head(client, answer)) {
            return false;
        }
    } while (answer->status == 100);
    if (head || answer->status == 204 || answer->status == 304) {
        return true;
    }
    if (strcmp(answer_header(answer, "Transfer-Encoding"), "chunked") == 0) {
        (void)take_chunks(client, answer);
        return true;
    }
    length = answer_header(answer, "Content-Length");
    if (length[0] != '\0') {
        CHECK(take(client, answer, strtoul(length, NULL, 10)), "the body is too short");
        return true;
    }
    while (fill(client)) {
    }
    return take(client, answer, client->size);
}

bool client_closed(struct client *client)
{
    int failed = check_failed;

    while (fill(client)) {
        client->size = 0;
    }
    return check_failed == failed;
}

const char *client_rest(struct client *client)
{
    while (fill(client)) {
    }
    return client->size > 0 ? client->data : "";
}

void answer_done(struct answer *answer)
{
    free(answer->body);
    answer->body = NULL;
}

void ask(const struct site *site, const char *request, struct answer *answer)
{
    struct client client;

    client_open(&client, site);
    client_text(&client, request);
    must(client_answer(&client, answer, strncmp(request, "HEAD", 4) == 0), request);
    client_close(&client);
}
