/* SPDX-License-Identifier: EUPL-1.2 */
/* fault_vfs.h -- a disk for SQLite whose n-th operation fails. Lies under a store without the store
 * knowing. */
#ifndef LIB_FAULT_VFS_H
#define LIB_FAULT_VFS_H

#include <stdbool.h>

enum fault_kind {
    FAULT_READ = 1,
    FAULT_WRITE = 2,
    FAULT_SYNC = 4,
    FAULT_TRUNCATE = 8,
    FAULT_OPEN = 16,
    FAULT_ALL = 31
};

/* Makes it the disk of every database that is opened from now on. */
void fault_install(void);
/* The n-th operation of these kinds from now on gives `result`, and with `is_lasting` all after it
 * as well. */
void fault_plan(int kinds, int n, int result, bool is_lasting);
void fault_off(void);
int fault_hits(void); /* operations that failed since the last plan */

#endif
