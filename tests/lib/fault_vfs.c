/* SPDX-License-Identifier: EUPL-1.2 */
/* fault_vfs.c -- a shim over SQLite's own disk. Never changes data: an operation happens whole or
 * fails whole. */
#include "fault_vfs.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

/* SQLite allocates szOsFile bytes: ours, and behind them the real file. */
struct fault_file {
    sqlite3_file base;
    sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;
static sqlite3_vfs shim;
static _Atomic int planned_kinds;
static _Atomic int countdown;
static _Atomic int planned_result;
static _Atomic bool lasting;
static _Atomic int hits;

void fault_plan(int kinds, int n, int result, bool is_lasting)
{
    fault_off();
    atomic_store(&hits, 0);
    atomic_store(&countdown, n);
    atomic_store(&planned_result, result);
    atomic_store(&lasting, is_lasting);
    atomic_store(&planned_kinds, kinds);
}

void fault_off(void)
{
    atomic_store(&planned_kinds, 0);
}

int fault_hits(void)
{
    return atomic_load(&hits);
}

/* SQLITE_OK, or what the operation shall give. */
static int fault_of(enum fault_kind kind)
{
    if (!(atomic_load(&planned_kinds) & (int)kind))
        return SQLITE_OK;
    int left = atomic_fetch_sub(&countdown, 1) - 1;
    if (left > 0 || (left < 0 && !atomic_load(&lasting)))
        return SQLITE_OK;
    atomic_fetch_add(&hits, 1);
    return atomic_load(&planned_result);
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

static int shim_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int shim_read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    int result = fault_of(FAULT_READ);
    return result ? result : real_of(file)->pMethods->xRead(real_of(file), data, size, offset);
}

static int shim_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    int result = fault_of(FAULT_WRITE);
    return result ? result : real_of(file)->pMethods->xWrite(real_of(file), data, size, offset);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int result = fault_of(FAULT_TRUNCATE);
    return result ? result : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int shim_sync(sqlite3_file *file, int flags)
{
    int result = fault_of(FAULT_SYNC);
    return result ? result : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), ret_size);
}

static int shim_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int shim_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int shim_reserved(sqlite3_file *file, int *ret_is_reserved)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), ret_is_reserved);
}

static int shim_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int shim_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int shim_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

/* Version 1: without shared memory, which an exclusive connection does not need. */
static const sqlite3_io_methods METHODS = {
    .iVersion = 1,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_device,
};

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *ret_flags)
{
    struct fault_file *shimmed = (struct fault_file *)file;
    (void)vfs;
    shimmed->base.pMethods = NULL;
    shimmed->real = (sqlite3_file *)(shimmed + 1);
    int result = fault_of(FAULT_OPEN) ? SQLITE_CANTOPEN : SQLITE_OK;
    if (result == SQLITE_OK)
        result = real_vfs->xOpen(real_vfs, name, shimmed->real, flags, ret_flags);
    if (result == SQLITE_OK)
        shimmed->base.pMethods = &METHODS;
    return result;
}

void fault_install(void)
{
    real_vfs = sqlite3_vfs_find(NULL);
    if (!real_vfs)
        abort();
    shim = *real_vfs;
    shim.zName = "fault";
    shim.pNext = NULL;
    shim.szOsFile = (int)sizeof(struct fault_file) + real_vfs->szOsFile;
    shim.xOpen = shim_open;
    if (sqlite3_vfs_register(&shim, 1) != SQLITE_OK)
        abort();
}
