/* SPDX-License-Identifier: EUPL-1.2 */
/* read_file.c -- reads in pieces, so that a pipe works like a file. */
#include "cli/read_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum err_code read_file(const char *path, size_t max, char **ret_data, size_t *ret_size,
                        struct err *err)
{
    char piece[65536];
    size_t got = 0;
    struct buf data;
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (file == NULL) {
        return err_set(err, ERR_NOT_FOUND, path, "%s: %s", path, strerror(errno));
    }
    buf_init(&data, max);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
        buf_add(&data, piece, got);
    }
    if (file != stdin) {
        (void)fclose(file);
    }
    if (data.failed) {
        buf_done(&data);
        return err_set(err, ERR_TOO_LARGE, path, "%s: more than %zu bytes", path, max);
    }
    *ret_size = data.size;
    (void)buf_text(&data);
    *ret_data = buf_take(&data);
    if (*ret_data == NULL) {
        *ret_data = strdup("");
    }
    return ERR_OK;
}
