/* SPDX-License-Identifier: EUPL-1.2 */
/* crew.c -- see crew.h. One pipe for all: messages are shorter than PIPE_BUF, so they stay whole.
 */
#include "cli/crew.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BAR = 40, PER_CENT = 100 };

int crew_usual(void)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > CREW_MAX ? CREW_MAX : (int)cores;
}

void crew_tell(const struct crew_member *member, const void *message, size_t size)
{
    ssize_t written;
    do {
        written = write(member->fd, message, size);
    } while (written < 0 && errno == EINTR);
    if (written != (ssize_t)size) {
        _exit(EXIT_FAILURE);
    }
}

static void progress(long done, long total, int *shown)
{
    const int percent = total > 0 ? (int)(PER_CENT * done / total) : PER_CENT;
    if (*shown == percent || isatty(STDERR_FILENO) == 0) {
        return;
    }
    *shown = percent;
    char bar[BAR + 1];
    memset(bar, ' ', BAR);
    memset(bar, '#', (size_t)(BAR * percent / PER_CENT));
    bar[BAR] = '\0';
    (void)fprintf(stderr, "\r[%s] %3d %% %ld/%ld%s", bar, percent, done, total,
                  done == total ? "\n" : "");
}

/* Reads until the last member has closed its end. */
static long listen_to(const struct crew *crew, int fd)
{
    char message[CREW_MESSAGE_MAX];
    size_t have = 0;
    long done = 0;
    int shown = -1;
    for (;;) {
        const ssize_t got = read(fd, message + have, crew->message - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return done;
        }
        have += (size_t)got;
        if (have == crew->message) {
            have = 0;
            if (crew->heard != NULL) {
                crew->heard(crew->cls, message);
            }
            progress(++done, crew->total, &shown);
        }
    }
}

bool crew_run(const struct crew *crew)
{
    int ends[2];
    pid_t pid[CREW_MAX];
    int started = 0;
    bool good = crew->size <= CREW_MAX && pipe(ends) == 0;
    if (!good) {
        return false;
    }
    (void)fflush(NULL);
    for (; started < crew->size; started++) {
        pid[started] = fork();
        if (pid[started] < 0) {
            good = false;
            break;
        }
        if (pid[started] == 0) {
            const struct crew_member member = {started, crew->size, ends[1]};
            (void)close(ends[0]);
            crew->work(crew->cls, &member);
            _exit(EXIT_SUCCESS);
        }
    }
    (void)close(ends[1]);
    const long done = listen_to(crew, ends[0]);
    (void)close(ends[0]);
    for (int k = 0; k < started; k++) {
        int status = 0;
        pid_t ended;
        do {
            ended = waitpid(pid[k], &status, 0);
        } while (ended < 0 && errno == EINTR);
        good = good && ended == pid[k] && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
    }
    return good && done == crew->total;
}
