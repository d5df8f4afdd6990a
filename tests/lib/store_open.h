/* SPDX-License-Identifier: EUPL-1.2 */
/* store_open.h -- a SQLite store in a folder of its own, for unit tests: opening must succeed, the
 * folder goes at the end of its scope. */
#ifndef LIB_STORE_OPEN_H
#define LIB_STORE_OPEN_H

#include <criterion/criterion.h>

#include "store/store.h"
#include "store_help.h"

static inline void folder_removep(char **folder)
{
    temp_folder_remove(*folder);
}

static inline struct store *open_at(const char *path)
{
    struct store *store = NULL;
    struct err err = {0};
    cr_assert_eq(store_sqlite_open(&store, path, &err), ERR_OK, "%s: %s", err.where, err.text);
    return store;
}

#endif
