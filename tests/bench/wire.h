/* SPDX-License-Identifier: EUPL-1.2 */
/* wire.h -- HTTP/1.1 from the client's side: calls that wait, and connections and streams on one
 * epoll. */
#ifndef BENCH_WIRE_H
#define BENCH_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum wire_kind { WIRE_ANSWERS, WIRE_EVENTS };

struct wire;
typedef void (*wire_answer)(struct wire *wire, int status, const char *body, size_t size);
/* One event of a stream: kind "view", "patch", "hello", …; `json` is the text behind "view": or
 * "patch":. `n`: its number. */
typedef void (*wire_event)(struct wire *wire, const char *kind, long n, const char *json,
                           size_t size);

struct wire {
    int fd;
    enum wire_kind kind;
    void *owner;
    wire_answer answer;
    wire_event event;
    void (*closed)(struct wire *wire); /* the server closed a connection for commands */
    struct buf in, text;               /* bytes from the socket; of a stream: chunks put together */
    size_t chunk;                      /* bytes left of a chunk */
    bool headed;                       /* the head of the stream has been read */
};

int wire_connect(int port);
/* A request on an open connection; waits for the answer. `ret_body` may be NULL. Returns the
 * status. */
int wire_call(int fd, const char *method, const char *path, const char *token, const char *key,
              const char *body, struct buf *ret_body);
/* The text of a request. */
void wire_request(struct buf *ret, const char *method, const char *path, const char *token,
                  const char *key, const char *body, size_t size);

void wire_open(struct wire *wire, int epoll, int fd, enum wire_kind kind, void *owner);
void wire_send(struct wire *wire, const struct buf *request);
/* Reads what is there and calls back. */
void wire_ready(struct wire *wire);
void wire_close(struct wire *wire);

#endif
