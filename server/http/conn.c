/* SPDX-License-Identifier: EUPL-1.2 */
/* conn.c -- see conn.h. Never closes a descriptor: it only shuts it down, the library closes. */
#include "http/conn.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

enum { SEND_BUFFER = 32 << 10 };

struct conn_table {
    pthread_mutex_t lock;
    struct conn *active, *free;
    size_t max;
    struct conn conns[];
};

struct conn_table *conn_table_create(size_t max)
{
    struct conn_table *table = calloc(1, sizeof(*table) + max * sizeof(struct conn));

    if (table == NULL) {
        return NULL;
    }
    if (pthread_mutex_init(&table->lock, NULL) != 0) {
        free(table);
        return NULL;
    }
    table->max = max;
    for (size_t i = max; i-- > 0;) {
        table->conns[i].slot = (uint32_t)i;
        table->conns[i].next = table->free;
        table->free = &table->conns[i];
    }
    return table;
}

void conn_table_free(struct conn_table *table)
{
    if (table == NULL) {
        return;
    }
    assert(table->active == NULL);
    (void)pthread_mutex_destroy(&table->lock);
    free(table);
}

struct conn *conn_open(struct conn_table *table, int fd, const struct address *peer,
                       int64_t deadline_ms)
{
    struct conn *conn;

    (void)pthread_mutex_lock(&table->lock);
    conn = table->free;
    if (conn != NULL) {
        table->free = conn->next;
        conn->fd = fd;
        conn->peer = *peer;
        conn->stream = NULL;
        conn->generation++;
        conn_deadline(conn, deadline_ms);
        conn->prev = NULL;
        conn->next = table->active;
        if (conn->next != NULL) {
            conn->next->prev = conn;
        }
        table->active = conn;
    }
    (void)pthread_mutex_unlock(&table->lock);
    return conn;
}

void conn_close(struct conn_table *table, struct conn *conn)
{
    (void)pthread_mutex_lock(&table->lock);
    if (conn->prev != NULL) {
        conn->prev->next = conn->next;
    } else {
        table->active = conn->next;
    }
    if (conn->next != NULL) {
        conn->next->prev = conn->prev;
    }
    conn->generation++; /* an event that is still on its way finds nobody */
    conn->stream = NULL;
    conn->fd = -1;
    conn->next = table->free;
    table->free = conn;
    (void)pthread_mutex_unlock(&table->lock);
}

void conn_reap(struct conn_table *table, int64_t now_ms, _Atomic int64_t *count)
{
    (void)pthread_mutex_lock(&table->lock);
    for (struct conn *conn = table->active; conn != NULL; conn = conn->next) {
        int64_t deadline_ms = atomic_load_explicit(&conn->deadline_ms, memory_order_relaxed);

        if (deadline_ms != 0 && now_ms > deadline_ms) {
            conn_deadline(conn, 0);
            atomic_fetch_add(count, 1);
            (void)shutdown(conn->fd, SHUT_RDWR);
        }
    }
    (void)pthread_mutex_unlock(&table->lock);
}

void conn_small_buffer(struct conn *conn)
{
    int size = SEND_BUFFER;

    (void)setsockopt(conn->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
}

uint64_t conn_watch(struct conn_table *table, struct conn *conn, struct stream *stream, int epoll)
{
    uint64_t watch;

    (void)pthread_mutex_lock(&table->lock);
    conn->generation++; /* a new watch for each stream on this connection */
    watch = (uint64_t)conn->slot << 32 | conn->generation;
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data.u64 = watch};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, conn->fd, &event) != 0) {
        watch = 0;
    } else {
        conn->stream = stream;
    }
    (void)pthread_mutex_unlock(&table->lock);
    return watch;
}

static struct conn *find(struct conn_table *table, uint64_t watch)
{
    struct conn *conn;

    if (watch >> 32 >= table->max) {
        return NULL;
    }
    conn = &table->conns[watch >> 32];
    return conn->generation == (uint32_t)watch && conn->stream != NULL ? conn : NULL;
}

void conn_unwatch(struct conn_table *table, uint64_t watch, int epoll)
{
    struct conn *conn;

    (void)pthread_mutex_lock(&table->lock);
    conn = find(table, watch);
    if (conn != NULL) {
        struct epoll_event event = {0};

        (void)epoll_ctl(epoll, EPOLL_CTL_DEL, conn->fd, &event);
        conn->stream = NULL;
        conn->generation++;
    }
    (void)pthread_mutex_unlock(&table->lock);
}

void conn_tell(struct conn_table *table, uint64_t watch, void (*tell)(struct stream *stream))
{
    struct conn *conn;

    (void)pthread_mutex_lock(&table->lock);
    conn = find(table, watch);
    if (conn != NULL) {
        tell(conn->stream);
    }
    (void)pthread_mutex_unlock(&table->lock);
}
