/* SPDX-License-Identifier: EUPL-1.2 */
/* churn.c -- hundreds of streams that must get every byte, while others come and go and commands
 * run. What each steady stream receives is compared with what was pushed, byte for byte. churn
 * [streams] [pushes]: the long form takes bigger numbers. */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

#define HOST   "Host: a\r\n"
#define BEARER "Authorization: Bearer " FAKE_TOKEN "\r\n"

enum { CHURNERS = 6, PATCH_MAX = 700 };

static struct site site;
static atomic_bool over;
static atomic_int churned, commands;

/* Patch number n: its text depends on n alone. */
static size_t make_patch(char *patch, int n)
{
    size_t size = (size_t)snprintf(patch, PATCH_MAX, "{\"n\":%d,\"x\":\"", n);
    size_t fill = (size_t)(n * 37) % 500;

    memset(patch + size, 'a' + n % 26, fill);
    memcpy(patch + size + fill, "\"}", 3);
    return size + fill + 2;
}

/* One steady stream: takes chunks apart and follows the messages. */
struct steady {
    int fd;
    char raw[1 << 16], text[1 << 16];
    size_t raw_size, text_size;
    size_t chunk; /* bytes of the present chunk that are still to come */
    bool head_done, view_seen;
    int n; /* of the last patch */
};

static bool eat_message(struct steady *steady, const char *text, size_t size)
{
    char patch[PATCH_MAX], want[PATCH_MAX + 200];
    const char *data = memmem(text, size, "\ndata: ", 7);

    if (text[0] == ':' || memmem(text, size, "\nevent: hello\n", 14) != NULL) {
        return true;
    }
    if (memmem(text, size, "\nevent: view\n", 13) != NULL) {
        steady->view_seen = true;
        return data != NULL && steady->n == 0;
    }
    int n = steady->n + 1;
    size_t patch_size = make_patch(patch, n);
    int head = snprintf(want, sizeof(want),
                        "id: %d\nevent: patch\ndata: {\"seat\":0,\"n\":%d,\"now\":", n + 2, n + 1);
    const char *tail = memmem(text, size, ",\"patch\":", 9);
    if (!steady->view_seen || tail == NULL || memcmp(text, want, (size_t)head) != 0 ||
        (size_t)(text + size - tail) != 9 + patch_size + 1 ||
        memcmp(tail + 9, patch, patch_size) != 0) {
        return false;
    }
    steady->n = n;
    return true;
}

static bool eat_text(struct steady *steady, const char *text, size_t size)
{
    char *end;
    size_t start = 0;

    must(steady->text_size + size < sizeof(steady->text), "room for a message");
    memcpy(steady->text + steady->text_size, text, size);
    steady->text_size += size;
    while ((end = memmem(steady->text + start, steady->text_size - start, "\n\n", 2)) != NULL) {
        size_t message = (size_t)(end - steady->text) - start;
        const char *at = steady->text + start;

        if (strncmp(at, "retry: ", 7) == 0) {
            size_t line = strcspn(at, "\n") + 1;
            at += line;
            message -= line;
        }
        if (!eat_message(steady, at, message)) {
            (void)fprintf(stderr, "after patch %d: %.*s\n", steady->n, (int)message, at);
            return false;
        }
        start = (size_t)(end - steady->text) + 2;
    }
    memmove(steady->text, steady->text + start, steady->text_size - start);
    steady->text_size -= start;
    return true;
}

/* Chunk sizes and chunks out of what has come; false: broken. */
static bool eat_raw(struct steady *steady)
{
    size_t at = 0;

    while (at < steady->raw_size) {
        char *here = steady->raw + at;
        size_t left = steady->raw_size - at;

        if (!steady->head_done) {
            char *end = memmem(here, left, "\r\n\r\n", 4);
            if (end == NULL) {
                break;
            }
            at += (size_t)(end + 4 - here);
            steady->head_done = true;
        } else if (steady->chunk == 0) {
            char *end = memmem(here, left, "\r\n", 2);
            if (end == NULL) {
                break;
            }
            steady->chunk = strtoul(here, NULL, 16) + 2; /* with the line end behind it */
            at += (size_t)(end + 2 - here);
        } else {
            size_t size = steady->chunk < left ? steady->chunk : left;
            size_t text = size + 2 <= steady->chunk ? size
                          : steady->chunk > 2       ? steady->chunk - 2
                                                    : 0;
            if (!eat_text(steady, here, text < size ? text : size)) {
                return false;
            }
            steady->chunk -= size;
            at += size;
        }
    }
    memmove(steady->raw, steady->raw + at, steady->raw_size - at);
    steady->raw_size -= at;
    return true;
}

/* Comes, reads a little, goes: in an orderly way, or with a reset. */
static void *churn(void *cls)
{
    unsigned random = (unsigned)(size_t)cls;

    while (!atomic_load(&over)) {
        struct client client;
        struct answer answer;
        struct linger reset = {1, 0};
        char some[600];

        client_open(&client, &site);
        client_text(&client, "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "\r\n");
        if (!client_head(&client, &answer) || answer.status != 200) {
            CHECK(false, "%d", answer.status);
        }
        random = random * 1664525u + 1013904223u;
        for (unsigned i = (random >> 10) % 3; i > 0; i--) {
            CHECK(recv(client.fd, some, sizeof(some), 0) > 0,
                  "a stream was closed that was not its own");
        }
        if ((random >> 20) % 2 == 0) {
            (void)setsockopt(client.fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
        }
        client_close(&client);
        atomic_fetch_add(&churned, 1);
    }
    return NULL;
}

static void *command(void *cls)
{
    struct client client;

    (void)cls;
    client_open(&client, &site);
    while (!atomic_load(&over)) {
        struct answer answer;

        client_text(&client, "POST /api/v1/commands HTTP/1.1\r\n" HOST BEARER
                             "Content-Type: application/json\r\nIdempotency-Key: 12345678\r\n"
                             "Content-Length: 7\r\n\r\n{\"a\":1}");
        must(client_answer(&client, &answer, false), "an answer");
        CHECK(answer.status == 200 && strcmp(answer.body, "{\"echo\":{\"a\":1}}") == 0, "%d",
              answer.status);
        answer_done(&answer);
        atomic_fetch_add(&commands, 1);
    }
    client_close(&client);
    return NULL;
}

struct pushing {
    int pushes;
};

static void *push_all(void *cls)
{
    const struct pushing *pushing = cls;
    char patch[PATCH_MAX];

    for (int n = 1; n <= pushing->pushes; n++) {
        size_t size = make_patch(patch, n);
        (void)fake_game_push(site.game, "patch", patch, size);
    }
    return NULL;
}

/* Until every stream has every patch. */
static void read_all(struct steady *all, int streams, int pushes, int epoll)
{
    int done = 0;

    while (done < streams) {
        struct epoll_event events[64];
        int count = epoll_wait(epoll, events, 64, 60000);

        must(count > 0, "streams that stand still");
        for (int i = 0; i < count; i++) {
            struct steady *steady = &all[events[i].data.u32];
            ssize_t got = recv(steady->fd, steady->raw + steady->raw_size,
                               sizeof(steady->raw) - steady->raw_size, MSG_DONTWAIT);

            bool was_done = steady->n == pushes;
            must(got > 0, "a steady stream was closed");
            steady->raw_size += (size_t)got;
            must(eat_raw(steady), "a message that was not pushed like this");
            done += !was_done && steady->n == pushes;
        }
    }
}

int main(int argc, char **argv)
{
    int streams = argc > 1 ? atoi(argv[1]) : 300;
    struct pushing pushing = {argc > 2 ? atoi(argv[2]) : 400};
    struct steady *all = calloc((size_t)streams, sizeof(*all));
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    pthread_t churners[CHURNERS], commander, pusher;

    must(all != NULL && epoll >= 0, "memory");
    site_prepare(&site);
    site.config.limits.command_rate = 0;
    site.config.limits.heartbeat_ms =
        200; /* so that none of the short ones waits long for its bytes */
    site_start(&site);
    for (int i = 0; i < streams; i++) {
        static const char request[] = "GET /api/v1/stream HTTP/1.1\r\n" HOST BEARER "\r\n";
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};

        all[i].fd = site_connect(&site);
        must(send(all[i].fd, request, sizeof(request) - 1, 0) == sizeof(request) - 1, "send");
        must(epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &event) == 0, "epoll");
    }
    while (fake_game_sinks(site.game) < streams) {
        (void)usleep(100); /* polls a condition; nothing is assumed about time */
    }
    for (size_t i = 0; i < CHURNERS; i++) {
        must(pthread_create(&churners[i], NULL, churn, (void *)(i + 1)) == 0, "thread");
    }
    must(pthread_create(&commander, NULL, command, NULL) == 0, "thread");
    must(pthread_create(&pusher, NULL, push_all, &pushing) == 0, "thread");
    read_all(all, streams, pushing.pushes, epoll);
    atomic_store(&over, true);
    (void)pthread_join(pusher, NULL);
    (void)pthread_join(commander, NULL);
    for (int i = 0; i < CHURNERS; i++) {
        (void)pthread_join(churners[i], NULL);
    }
    for (int i = 0; i < streams; i++) {
        CHECK(all[i].n == pushing.pushes, "stream %d: %d", i, all[i].n);
        (void)close(all[i].fd);
    }
    /* Who left is noticed without a push. */
    while (fake_game_sinks(site.game) > 0) {
        (void)usleep(1000);
    }
    (void)printf("%d streams x %d patches exact, %d streams came and went, %d commands\n", streams,
                 pushing.pushes, atomic_load(&churned), atomic_load(&commands));
    site_stop(&site);
    (void)close(epoll);
    free(all);
    return check_end("churn");
}
