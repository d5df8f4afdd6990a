/* SPDX-License-Identifier: EUPL-1.2 */
/* control.c -- see control.h. Never lets another user in. */
#include "cli/control.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static bool make_address(struct sockaddr_un *ret_address, const char *data_path)
{
    int size;

    *ret_address = (struct sockaddr_un){.sun_family = AF_UNIX};
    size = snprintf(ret_address->sun_path, sizeof(ret_address->sun_path), "%s.sock", data_path);
    return size > 0 && (size_t)size < sizeof(ret_address->sun_path);
}

static void set_patience(int fd)
{
    struct timeval second = {.tv_sec = 1};

    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second));
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second));
}

enum err_code control_open(int *ret_fd, const char *data_path, struct err *err)
{
    struct sockaddr_un address;
    mode_t mask;
    int fd, failed;

    if (!make_address(&address, data_path)) {
        return err_set(err, ERR_STORE, data_path, "the name is too long for a socket beside it");
    }
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return err_set(err, ERR_STORE, "", "no socket: %s", strerror(errno));
    }
    (void)unlink(address.sun_path); /* of a server that was killed: the data file is ours by now */
    mask = umask(0177);
    failed = bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(fd, 8) != 0;
    (void)umask(mask);
    if (failed) {
        (void)err_set(err, ERR_STORE, address.sun_path, "no socket: %s", strerror(errno));
        (void)close(fd);
        return ERR_STORE;
    }
    *ret_fd = fd;
    return ERR_OK;
}

void control_close(int fd, const char *data_path)
{
    struct sockaddr_un address;

    if (fd < 0) {
        return;
    }
    if (make_address(&address, data_path)) {
        (void)unlink(address.sun_path);
    }
    (void)close(fd);
}

/* Up to the line end, which is dropped; false: no whole line came. */
static bool read_line(int fd, char line[CONTROL_LINE_MAX])
{
    size_t used = 0;

    while (used < CONTROL_LINE_MAX) {
        ssize_t got = recv(fd, line + used, CONTROL_LINE_MAX - used, 0);
        char *end;

        if (got <= 0) {
            return false;
        }
        end = memchr(line + used, '\n', (size_t)got);
        if (end != NULL) {
            *end = '\0';
            return true;
        }
        used += (size_t)got;
    }
    return false;
}

static void write_line(int fd, const char *line)
{
    char text[CONTROL_LINE_MAX + 1];
    int size = snprintf(text, sizeof(text), "%s\n", line);

    (void)send(fd, text, (size_t)size < sizeof(text) ? (size_t)size : sizeof(text) - 1,
               MSG_NOSIGNAL);
}

void control_serve(int fd, void (*answer)(void *cls, const char *line, char *ret_line, size_t room),
                   void *cls)
{
    int caller = accept(fd, NULL, NULL);
    char line[CONTROL_LINE_MAX], reply[CONTROL_LINE_MAX] = "";

    if (caller < 0) {
        return;
    }
    set_patience(caller);
    if (read_line(caller, line)) {
        answer(cls, line, reply, sizeof(reply));
        write_line(caller, reply);
    }
    (void)close(caller);
}

enum err_code control_ask(const char *data_path, const char *line, char ret_line[CONTROL_LINE_MAX],
                          struct err *err)
{
    struct sockaddr_un address;
    char reply[CONTROL_LINE_MAX];
    int fd =
        make_address(&address, data_path) ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    bool answered;

    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return err_set(err, ERR_NOT_FOUND, data_path, "no server runs with this data file");
    }
    set_patience(fd);
    write_line(fd, line);
    answered = read_line(fd, reply);
    (void)close(fd);
    if (!answered) {
        return err_set(err, ERR_INTERNAL, data_path,
                       "the server with this data file does not answer");
    }
    memcpy(ret_line, reply, sizeof(reply));
    return ERR_OK;
}
