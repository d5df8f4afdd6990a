/* SPDX-License-Identifier: EUPL-1.2 */
/* place.h -- where a data file lives and who holds it: the real path, the kind of disk, the lock
 * file with the pid. */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

struct place {
    char *path;  /* absolute, without links; the file exists */
    int lock_fd; /* of `path`.lock, or -1 */
    bool is_locked;
};

#define PLACE_NONE ((struct place){.lock_fd = -1})

/* Makes the file (0600) if it is not there, and takes its lock. Without success `place` is
 * PLACE_NONE. ERR_STORE_LOCKED names the pid of the holder. */
enum err_code place_take(struct place *place, const char *path, struct err *err);
void place_done(struct place *place); /* accepts PLACE_NONE */
/* ERR_STORE_LOCKED, in words; pid 0 is a holder without a name. */
enum err_code place_locked(const char *path, pid_t pid, struct err *err);

/* The process that holds a POSIX lock on the file, or 0. Only for a file that this process does not
 * have open. */
pid_t place_holder(const char *path);
/* "NFS" and the like when a file system with this magic number cannot be trusted with locks and
 * flushes; else NULL. */
const char *place_remote_name(uint64_t magic);
/* Makes names in the folder of `path` durable. */
enum err_code place_sync_folder(const char *path, struct err *err);

#endif
