/* SPDX-License-Identifier: EUPL-1.2 */
/* sqlite_backup.c -- a copy of the data file while it is in use, made by its own connection (a
 * second one is never opened). The copy has another name until it is complete and durable, and
 * never takes the place of a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "store/sqlite_store.h"

static enum err_code fail(struct err *err, const char *path, const char *what)
{
    int number = errno;
    return err_set(err, number == ENOSPC ? ERR_STORE_FULL : ERR_STORE, path, "%s: %s", what,
                   strerror(number));
}

/* SQLite fills an empty file that is there; so the copy is never readable by others, not even for a
 * moment. */
static enum err_code make_private(const char *part, struct err *err)
{
    if (unlink(part) != 0 && errno != ENOENT)
        return fail(err, part, "cannot remove an unfinished copy");
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(err, part, "cannot make the copy");
    (void)close(fd);
    return ERR_OK;
}

static enum err_code copy_to(struct sqlite_store *store, const char *part, struct err *err)
{
    GATE(&store->gate);
    (void)sqlite3_bind_text(store->statements[SQL_BACKUP], 1, part, -1, SQLITE_STATIC);
    int result = sqlite_run(store, SQL_BACKUP);
    return result == SQLITE_OK ? ERR_OK
                               : sqlite_error(store->db, result, "cannot copy the data file", err);
}

static enum err_code flush(const char *part, struct err *err)
{
    int fd = open(part, O_RDONLY | O_CLOEXEC);
    int failed = fd < 0 || fsync(fd) != 0;
    enum err_code code = failed ? fail(err, part, "cannot flush the copy") : ERR_OK;
    if (fd >= 0)
        (void)close(fd);
    return code;
}

/* link() refuses an existing name. A memory stick has no links; there the check and the renaming
 * are two steps. */
static enum err_code give_name(const char *part, const char *path, struct err *err)
{
    if (link(part, path) == 0)
        return unlink(part) == 0 ? ERR_OK : fail(err, part, "cannot remove");
    if (errno == EEXIST || access(path, F_OK) == 0)
        return err_set(err, ERR_STORE, path, "there is a file of this name already");
    return rename(part, path) == 0 ? ERR_OK : fail(err, path, "cannot name the copy");
}

enum err_code sqlite_backup(struct store *base, const char *path, struct err *err)
{
    size_t size = strlen(path) + sizeof ".part";
    AUTO_FREE char *part = malloc(size);
    if (!part)
        return err_set(err, ERR_NO_MEMORY, path, "no memory");
    (void)snprintf(part, size, "%s.part", path);
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_STORE, path, "there is a file of this name already");
    enum err_code code = make_private(part, err);
    if (code != ERR_OK)
        return code;
    code = copy_to((struct sqlite_store *)base, part, err);
    if (code == ERR_OK)
        code = flush(part, err);
    if (code == ERR_OK)
        code = give_name(part, path, err);
    if (code == ERR_OK)
        code = place_sync_folder(path, err);
    if (code != ERR_OK)
        (void)unlink(part);
    return code;
}
