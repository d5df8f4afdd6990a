/* SPDX-License-Identifier: EUPL-1.2 */
/* wire.c -- see wire.h. Understands what this server sends: Content-Length on answers, chunks on
 * streams. */
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "figures.h"

enum { READ_SIZE = 64 << 10, WIRE_MAX = 64 << 20 };

int wire_connect(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    must(fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) == 0,
         "no connection to port %d", port);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

void wire_request(struct buf *ret, const char *method, const char *path, const char *token,
                  const char *key, const char *body, size_t size)
{
    buf_fmt(ret, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n", method, path);
    if (token != NULL) {
        buf_str(ret, "Authorization: Bearer ");
        buf_str(ret, token);
        buf_str(ret, "\r\n");
    }
    if (key != NULL) {
        buf_fmt(ret, "Idempotency-Key: %s\r\n", key);
    }
    if (body != NULL) {
        buf_fmt(ret, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n", size);
        buf_add(ret, body, size);
    } else {
        buf_str(ret, "\r\n");
    }
}

static void send_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(fd, data, size, MSG_NOSIGNAL);
        must(sent > 0, "the server does not take a request: %s", strerror(errno));
        data += sent;
        size -= (size_t)sent;
    }
}

/* A whole answer at the start of `in`: its size, 0 when more must come. */
static size_t answer_size(const struct buf *in, int *ret_status, const char **ret_body,
                          size_t *ret_size)
{
    const char *end = in->size == 0 ? NULL : strstr(in->data, "\r\n\r\n");
    if (end == NULL) {
        return 0;
    }
    size_t length = 0;
    for (const char *line = in->data; line < end; line = strstr(line, "\r\n") + 2) {
        if (strncasecmp(line, "Content-Length:", 15) == 0) {
            length = strtoul(line + 15, NULL, 10);
        }
    }
    size_t head = (size_t)(end - in->data) + 4;
    if (in->size < head + length) {
        return 0;
    }
    *ret_status = (int)strtol(in->data + 9, NULL, 10);
    *ret_body = in->data + head;
    *ret_size = length;
    return head + length;
}

int wire_call(int fd, const char *method, const char *path, const char *token, const char *key,
              const char *body, struct buf *ret_body)
{
    char bytes[READ_SIZE];
    struct buf request, in;
    int status = 0;
    const char *text = NULL;
    size_t size = 0;
    buf_init(&request, WIRE_MAX);
    buf_init(&in, WIRE_MAX);
    wire_request(&request, method, path, token, key, body, body == NULL ? 0 : strlen(body));
    send_all(fd, request.data, request.size);
    while (answer_size(&in, &status, &text, &size) == 0) {
        ssize_t got = recv(fd, bytes, sizeof bytes, 0);
        must(got > 0, "no answer to %s %s", method, path);
        buf_add(&in, bytes, (size_t)got);
    }
    if (ret_body != NULL) {
        buf_add(ret_body, text, size);
    }
    buf_done(&in);
    buf_done(&request);
    return status;
}

void wire_open(struct wire *wire, int epoll, int fd, enum wire_kind kind, void *owner)
{
    *wire = (struct wire){.fd = fd, .kind = kind, .owner = owner};
    buf_init(&wire->in, WIRE_MAX);
    buf_init(&wire->text, WIRE_MAX);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = wire};
    must(fcntl(fd, F_SETFL, O_NONBLOCK) == 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0,
         "epoll");
}

void wire_close(struct wire *wire)
{
    (void)close(wire->fd);
    buf_done(&wire->in);
    buf_done(&wire->text);
}

void wire_send(struct wire *wire, const struct buf *request)
{
    send_all(wire->fd, request->data, request->size);
}

static void drop(struct buf *buf, size_t size)
{
    memmove(buf->data, buf->data + size, buf->size - size);
    buf->size -= size;
    buf->data[buf->size] = '\0';
}

/* Chunks to text; returns how many bytes of `in` were used. */
static size_t unchunk(struct wire *wire)
{
    size_t at = 0;
    while (at < wire->in.size) {
        if (wire->chunk > 0) { /* the chunk's bytes and the line end behind them */
            size_t have = wire->in.size - at, data = wire->chunk > 2 ? wire->chunk - 2 : 0;
            size_t take = have < data ? have : data;
            buf_add(&wire->text, wire->in.data + at, take);
            size_t used = have < wire->chunk ? have : wire->chunk;
            wire->chunk -= used;
            at += used;
            continue;
        }
        char *end = memchr(wire->in.data + at, '\n', wire->in.size - at);
        if (end == NULL) {
            break;
        }
        size_t size = strtoul(wire->in.data + at, NULL, 16);
        must(size > 0, "a stream has ended");
        wire->chunk = size + 2;
        at = (size_t)(end - wire->in.data) + 1;
    }
    return at;
}

static void tell_event(struct wire *wire, const char *event, size_t size)
{
    char kind[16] = "";
    const char *line = strstr(event, "event: "), *data = strstr(event, "data: ");
    if (line == NULL || data == NULL || wire->event == NULL) {
        return; /* a heartbeat */
    }
    (void)sscanf(line + 7, "%15[a-z]", kind);
    data += 6;
    size_t left = size - (size_t)(data - event);
    const char *number = strstr(data, "\"n\":"), *from = NULL;
    char key[24];
    (void)snprintf(key, sizeof key, "\"%s\":", kind);
    from = number == NULL ? NULL : strstr(number, key);
    if (from == NULL) {
        wire->event(wire, kind, 0, data, left);
        return;
    }
    from += strlen(key);
    wire->event(wire, kind, strtol(number + 4, NULL, 10), from, left - (size_t)(from - data) - 1);
}

static void read_events(struct wire *wire)
{
    if (!wire->headed) {
        const char *end = strstr(wire->in.data, "\r\n\r\n");
        if (end == NULL) {
            return;
        }
        must(strncmp(wire->in.data, "HTTP/1.1 200", 12) == 0, "no stream: %.200s", wire->in.data);
        wire->headed = true;
        drop(&wire->in, (size_t)(end - wire->in.data) + 4);
    }
    if (wire->in.size > 0) {
        drop(&wire->in, unchunk(wire));
    }
    size_t at = 0;
    while (at < wire->text.size) {
        char *end = strstr(wire->text.data + at, "\n\n");
        if (end == NULL) {
            break;
        }
        *end = '\0';
        tell_event(wire, wire->text.data + at, (size_t)(end - wire->text.data) - at);
        at = (size_t)(end - wire->text.data) + 2;
    }
    if (at > 0) {
        drop(&wire->text, at);
    }
}

static void read_answers(struct wire *wire)
{
    int status = 0;
    const char *body = NULL;
    size_t size = 0, used;
    while ((used = answer_size(&wire->in, &status, &body, &size)) > 0) {
        char *copy = strndup(body, size);
        must(copy != NULL, "no memory for an answer");
        drop(&wire->in, used);
        wire->answer(wire, status, copy, size);
        free(copy);
    }
}

void wire_ready(struct wire *wire)
{
    char bytes[READ_SIZE];
    ssize_t got = recv(wire->fd, bytes, sizeof bytes, 0);
    if (got < 0 && errno == EAGAIN) {
        return;
    }
    if (got <= 0 && wire->kind == WIRE_ANSWERS &&
        wire->closed != NULL) { /* it may: nothing was asked on it for long */
        wire->closed(wire);
        return;
    }
    must(got > 0, "the server closed a connection");
    buf_add(&wire->in, bytes, (size_t)got);
    if (wire->kind == WIRE_EVENTS) {
        read_events(wire);
    } else {
        read_answers(wire);
    }
}
