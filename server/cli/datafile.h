/* SPDX-License-Identifier: EUPL-1.2 */
/* datafile.h -- where the data file is when nobody says it. */
#ifndef CLI_DATAFILE_H
#define CLI_DATAFILE_H

#include <stddef.h>

#include "base/err.h"

enum { DATAFILE_PATH_MAX = 1024 };

/* `given` (NULL: the place of the XDG rules, whose folders are created). */
enum err_code datafile_path(const char *given, char ret_path[DATAFILE_PATH_MAX], struct err *err);

#endif
