/* SPDX-License-Identifier: EUPL-1.2 */
/* control.h -- a unix socket beside the data file, through which the owner of the file asks a
 * running server for something: one line in, one line out. Readable for the owner alone. */
#ifndef CLI_CONTROL_H
#define CLI_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { CONTROL_LINE_MAX = 1024 };

/* The server's side. ERR_STORE: it cannot be made, for example because the path is too long for a
 * socket. */
enum err_code control_open(int *ret_fd, const char *data_path, struct err *err);
void control_close(int fd, const char *data_path);
/* Takes one caller: `answer` writes a line (without the line end) for its line. Waits at most a
 * second for it. */
void control_serve(int fd, void (*answer)(void *cls, const char *line, char *ret_line, size_t room),
                   void *cls);

/* The asking side. ERR_NOT_FOUND: nobody listens there. */
enum err_code control_ask(const char *data_path, const char *line, char ret_line[CONTROL_LINE_MAX],
                          struct err *err);

#endif
