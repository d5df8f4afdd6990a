/* SPDX-License-Identifier: EUPL-1.2 */
/* conn.h -- every open connection with its deadline, so that a client that drips bytes is closed
 * all the same, and with the stream on it, so that a client that went away is noticed. A connection
 * is named by slot and generation, never by its file descriptor: numbers of descriptors are used
 * again. */
#ifndef HTTP_CONN_H
#define HTTP_CONN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/address.h"

struct conn_table;
struct stream;

struct conn {
    _Atomic int64_t deadline_ms; /* 0: none */
    struct address peer;
    int fd;
    uint32_t slot, generation;
    struct conn *next, *prev;
    struct stream *stream; /* guarded by the table */
};

struct conn_table *conn_table_create(size_t max);
void conn_table_free(struct conn_table *table); /* accepts NULL; all connections must be closed */
/* NULL: the table is full. The descriptor stays the library's. */
struct conn *conn_open(struct conn_table *table, int fd, const struct address *peer,
                       int64_t deadline_ms);
void conn_close(struct conn_table *table, struct conn *conn);
static inline void conn_deadline(struct conn *conn, int64_t deadline_ms)
{
    atomic_store_explicit(&conn->deadline_ms, deadline_ms, memory_order_relaxed);
}
/* Shuts down what is over its deadline, and counts it before the client can notice. */
void conn_reap(struct conn_table *table, int64_t now_ms, _Atomic int64_t *count);

/* Else the kernel keeps megabytes for a stream that is not read. */
void conn_small_buffer(struct conn *conn);
/* Ties a stream to a connection and watches for the client's going away through the epoll
 * descriptor. 0: failed. */
uint64_t conn_watch(struct conn_table *table, struct conn *conn, struct stream *stream, int epoll);
void conn_unwatch(struct conn_table *table, uint64_t watch, int epoll);
/* Calls `tell` with the stream if the watch is still the same one. */
void conn_tell(struct conn_table *table, uint64_t watch, void (*tell)(struct stream *stream));

#endif
