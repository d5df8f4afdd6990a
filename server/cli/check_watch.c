/* SPDX-License-Identifier: EUPL-1.2 */
/* check_watch.c -- see check_watch.h. Signals come in as a file, so that none is missed between two
 * questions. */
#include "cli/check_watch.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEP = 8, PATH_LONG = 1024, QUIET_MS = 100, EVENTS_SIZE = 16384 };

/* A folder and those below it. */
static bool watch_folder(int fd, const char *folder, int depth)
{
    const uint32_t mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;
    bool good = inotify_add_watch(fd, folder, mask) >= 0;
    DIR *dir = good && depth < DEEP ? opendir(folder) : NULL;
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char path[PATH_LONG];
        struct stat status;
        const int size = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && size < PATH_LONG && stat(path, &status) == 0 &&
            S_ISDIR(status.st_mode)) {
            good = watch_folder(fd, path, depth + 1) && good;
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return good;
}

static void drain(int fd)
{
    char events[EVENTS_SIZE];
    struct pollfd quiet = {.fd = fd, .events = POLLIN};
    /* An editor writes, renames and deletes in one breath: wait until nothing more comes. */
    do {
        if (read(fd, events, sizeof events) < 0 && errno != EINTR) {
            return;
        }
    } while (poll(&quiet, 1, QUIET_MS) > 0);
}

/* True: something changed; false: the user has had enough. */
static bool wait_for_change(int changes, int signals)
{
    struct pollfd both[2] = {{.fd = changes, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    while (poll(both, 2, -1) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    if (both[1].revents != 0) {
        return false;
    }
    drain(changes);
    return true;
}

int check_watch(const struct cli_args *args, const char *const *folders,
                int (*check)(const struct cli_args *args))
{
    sigset_t stop;
    (void)sigemptyset(&stop);
    (void)sigaddset(&stop, SIGINT);
    (void)sigaddset(&stop, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &stop, NULL);
    const int signals = signalfd(-1, &stop, SFD_CLOEXEC), changes = inotify_init1(IN_CLOEXEC);
    bool good = signals >= 0 && changes >= 0;
    for (int k = 0; good && folders[k] != NULL; k++) {
        good = watch_folder(changes, folders[k], 0);
    }
    if (!good) {
        (void)fprintf(stderr, "hoeksteen check: %s\n", strerror(errno));
    }
    while (good) {
        (void)check(args);
        (void)printf("%s\n", cli_say((struct cli_text){"-- wacht op een wijziging (Ctrl-C stopt)",
                                                       "-- waiting for a change (Ctrl-C ends)"}));
        (void)fflush(stdout);
        if (!wait_for_change(changes, signals)) {
            break;
        }
        for (int k = 0; folders[k] != NULL; k++) { /* folders may be new */
            (void)watch_folder(changes, folders[k], 0);
        }
    }
    (void)close(signals);
    (void)close(changes);
    return good ? CLI_OK : CLI_INPUT;
}
