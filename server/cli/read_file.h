/* SPDX-License-Identifier: EUPL-1.2 */
/* read_file.h -- whole files for subcommands, with a limit. */
#ifndef CLI_READ_FILE_H
#define CLI_READ_FILE_H

#include <stddef.h>

#include "base/err.h"

/* A file's bytes ("-": standard input), yours to free, NUL-terminated. ERR_NOT_FOUND or
 * ERR_TOO_LARGE. */
enum err_code read_file(const char *path, size_t max, char **ret_data, size_t *ret_size,
                        struct err *err);

#endif
