/* SPDX-License-Identifier: EUPL-1.2 */
/* stream_out.c -- the bytes of one stream on their way to its socket, in chunks where the client
 * speaks HTTP/1.1. Everything here is called with the stream's lock. Never waits: a full socket is
 * watched until it takes bytes again. */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "base/clock.h"
#include "http/stream_private.h"

enum { CHUNK_HEAD_MAX = 2 * sizeof(size_t) + 2, PARTS = 3 };

static size_t chunk_head(char *ret_head, size_t size)
{
    char digits[CHUNK_HEAD_MAX];
    size_t count = 0, used = 0;

    for (size_t rest = size; rest > 0; rest >>= 4) {
        digits[count++] = "0123456789abcdef"[rest & 15];
    }
    while (count > 0) {
        ret_head[used++] = digits[--count];
    }
    ret_head[used++] = '\r';
    ret_head[used++] = '\n';
    return used;
}

/* Leaves out the first `sent` bytes of the parts. */
static void skip_sent(struct iovec *parts, size_t sent)
{
    for (int i = 0; i < PARTS && sent > 0; i++) {
        size_t part = sent < parts[i].iov_len ? sent : parts[i].iov_len;

        parts[i].iov_base = (char *)parts[i].iov_base + part;
        parts[i].iov_len -= part;
        sent -= part;
    }
}

/* One attempt for what is left of the chunk under way. False: no more can go now. */
static bool send_chunk(struct stream *stream)
{
    static char line_end[] = "\r\n";
    char head[CHUNK_HEAD_MAX];
    size_t head_size = stream->chunked ? chunk_head(head, stream->chunk) : 0;
    size_t tail_size = stream->chunked ? 2 : 0;
    struct iovec parts[PARTS] = {
        {head, head_size},
        {stream->queue.data + stream->queue.head, stream->chunk},
        {line_end, tail_size},
    };
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = PARTS};
    ssize_t size;

    skip_sent(parts, stream->sent);
    do {
        size = sendmsg(stream->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (size < 0 && errno == EINTR);
    if (size < 0) {
        stream->blocked = errno == EAGAIN;
        stream->dead = !stream->blocked; /* the client has gone */
        return false;
    }
    stream->sent += (size_t)size;
    stream->moved_ms = 0;
    if (stream->sent == head_size + stream->chunk + tail_size) {
        frame_drop(&stream->queue, stream->chunk);
        stream->chunk = stream->sent = 0;
    }
    return true;
}

static void watch_for(const struct stream *stream, uint32_t events)
{
    struct epoll_event event = {.events = events | EPOLLRDHUP | EPOLLONESHOT,
                                .data.u64 = stream->watch};

    if (stream->watch != 0) { /* without a watch the next tick tries again */
        (void)epoll_ctl(stream->hub->epoll, EPOLL_CTL_MOD, stream->fd, &event);
    }
}

void stream_flush(struct stream *stream)
{
    bool goes = true;

    stream->blocked = false;
    while (goes && !stream->dead && stream->queue.size > 0) {
        if (stream->chunk == 0) {
            stream->chunk = stream->queue.size;
        }
        goes = send_chunk(stream);
    }
    if (stream->blocked) {
        if (stream->moved_ms == 0) {
            stream->moved_ms = clock_mono_ms(stream->hub->clock);
        }
        watch_for(stream, EPOLLOUT);
    }
}

void stream_room(struct stream *stream)
{
    (void)pthread_mutex_lock(&stream->lock);
    if (stream->suspended && stream->blocked) {
        stream->blocked = false;
        stream_go(stream);
        if (!stream->blocked) {
            watch_for(stream, 0);
        }
    }
    (void)pthread_mutex_unlock(&stream->lock);
}
