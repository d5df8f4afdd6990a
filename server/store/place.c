/* SPDX-License-Identifier: EUPL-1.2 */
/* place.c -- finds, makes and locks the data file. Never reads or writes what is in it. */
#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/auto.h"

enum {
    SQLITE_LOCK_BYTE = 0x40000000, /* where SQLite's locks begin (its file format, 1.2) */
    SQLITE_LOCK_COUNT = 512,
    FILE_MODE = 0600 /* the file holds what teams may not know of each other */
};

struct remote {
    uint64_t magic;
    const char *name;
};

/* statfs(2). */
static const struct remote REMOTES[] = {
    {0x6969, "NFS"},      {0x517B, "SMB"},     {0xFE534D42, "SMB"},  {0xFF534D42, "CIFS"},
    {0x564C, "NCP"},      {0x5346414F, "AFS"}, {0x6B414653, "AFS"},  {0x73757245, "Coda"},
    {0x00C36400, "Ceph"}, {0x01021997, "9P"},  {0x47504653, "GPFS"}, {0x0BD00BD0, "Lustre"},
};

const char *place_remote_name(uint64_t magic)
{
    /* Some kernels give the number as a negative 32-bit one. */
    for (size_t i = 0; i < sizeof REMOTES / sizeof *REMOTES; i++) {
        if (REMOTES[i].magic == (magic & 0xFFFFFFFF))
            return REMOTES[i].name;
    }
    return NULL;
}

static void fd_closep(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

static enum err_code fail(struct err *err, const char *path, const char *what)
{
    int number = errno;
    return err_set(err, number == ENOSPC ? ERR_STORE_FULL : ERR_STORE, path, "%s: %s", what,
                   strerror(number));
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

struct folder {
    char text[PATH_MAX];
};

/* The folder that `path` is in. A path that is too long gives "", which no call finds. */
static struct folder folder_of(const char *path)
{
    struct folder folder = {"."};
    size_t size = (size_t)(name_of(path) - path);
    if (size >= sizeof folder.text)
        folder.text[0] = '\0';
    else if (size > 0)
        memcpy(folder.text, path, size); /* the slash at the end does no harm */
    return folder;
}

static enum err_code no_memory(struct err *err, const char *path)
{
    return err_set(err, ERR_NO_MEMORY, path, "no memory");
}

/* Of a file that is not there yet: the real path of its folder, and its name. NULL with errno. */
static char *real_new_path(const char *path)
{
    struct folder folder = folder_of(path);
    char real_folder[PATH_MAX];
    if (!realpath(folder.text, real_folder))
        return NULL;
    size_t size = strlen(real_folder) + strlen(name_of(path)) + 2;
    char *real = malloc(size);
    if (!real)
        return NULL;
    bool is_root = strcmp(real_folder, "/") == 0;
    (void)snprintf(real, size, "%s/%s", is_root ? "" : real_folder, name_of(path));
    return real;
}

static enum err_code find_real_path(struct place *place, const char *path, struct err *err)
{
    if (*name_of(path) == '\0')
        return err_set(err, ERR_STORE, path, "this is no name of a file");
    place->path = realpath(path, NULL);
    if (!place->path && errno == ENOENT)
        place->path = real_new_path(path);
    return place->path ? ERR_OK : fail(err, path, "cannot use this folder");
}

/* Who wrote the lock file. A dead process does not hold a lock, so its number is an old one. */
static pid_t written_pid(int fd)
{
    char text[24] = "";
    ssize_t size = pread(fd, text, sizeof text - 1, 0);
    long pid = size > 0 ? strtol(text, NULL, 10) : 0;
    return pid > 0 && (kill((pid_t)pid, 0) == 0 || errno == EPERM) ? (pid_t)pid : 0;
}

static enum err_code take_lock(struct place *place, struct err *err)
{
    size_t size = strlen(place->path) + sizeof ".lock";
    AUTO_FREE char *name = malloc(size);
    if (!name)
        return no_memory(err, place->path);
    (void)snprintf(name, size, "%s.lock", place->path);
    place->lock_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (place->lock_fd < 0)
        return fail(err, name, "cannot make the lock file");
    if (flock(place->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return fail(err, name, "cannot lock");
        return place_locked(place->path, written_pid(place->lock_fd), err);
    }
    place->is_locked = true;
    char text[24];
    int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(place->lock_fd, 0) != 0 ||
        pwrite(place->lock_fd, text, (size_t)length, 0) != length)
        return fail(err, name, "cannot write the lock file");
    return ERR_OK;
}

/* Before anything is made there. The file may be a mount of its own, so it is asked first. */
static enum err_code check_disk(const char *path, struct err *err)
{
    struct statfs disk;
    struct stat file;
    if (stat(path, &file) == 0 && !S_ISREG(file.st_mode))
        return err_set(err, ERR_STORE, path, "this is no plain file");
    int failed = statfs(path, &disk);
    if (failed && errno == ENOENT)
        failed = statfs(folder_of(path).text, &disk);
    if (failed)
        return fail(err, path, "cannot look at this disk");
    const char *remote = place_remote_name((uint64_t)disk.f_type);
    if (!remote)
        return ERR_OK;
    return err_set(err, ERR_STORE, path,
                   "a data file is not safe on a network disk (%s); choose a disk of this machine",
                   remote);
}

static enum err_code make_file(const char *path, struct err *err)
{
    AUTO(fd_closep) int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
    if (fd < 0)
        return fail(err, path, "cannot use this file");
    return place_sync_folder(path, err);
}

enum err_code place_take(struct place *place, const char *path, struct err *err)
{
    *place = PLACE_NONE;
    enum err_code code = find_real_path(place, path, err);
    if (code == ERR_OK)
        code = check_disk(place->path, err);
    if (code == ERR_OK)
        code = take_lock(place, err);
    if (code == ERR_OK)
        code = make_file(place->path, err);
    if (code != ERR_OK)
        place_done(place);
    return code;
}

enum err_code place_locked(const char *path, pid_t pid, struct err *err)
{
    if (pid > 0)
        return err_set(err, ERR_STORE_LOCKED, path, "process %ld holds this data file", (long)pid);
    return err_set(err, ERR_STORE_LOCKED, path, "another process holds this data file");
}

/* The lock file stays: removing it would let two processes lock two files of the same name. */
void place_done(struct place *place)
{
    if (place->is_locked) {
        int ignored = ftruncate(place->lock_fd, 0);
        (void)ignored;
    }
    if (place->lock_fd >= 0)
        (void)close(place->lock_fd);
    free(place->path);
    *place = PLACE_NONE;
}

pid_t place_holder(const char *path)
{
    AUTO(fd_closep) int fd = open(path, O_RDWR | O_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK,
                         .l_whence = SEEK_SET,
                         .l_start = SQLITE_LOCK_BYTE,
                         .l_len = SQLITE_LOCK_COUNT};
    if (fd < 0 || fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return 0;
    return lock.l_pid;
}

enum err_code place_sync_folder(const char *path, struct err *err)
{
    struct folder folder = folder_of(path);
    AUTO(fd_closep) int fd = open(folder.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0)
        return fail(err, folder.text, "cannot flush this folder");
    return ERR_OK;
}
