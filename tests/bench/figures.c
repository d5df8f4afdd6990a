/* SPDX-License-Identifier: EUPL-1.2 */
/* figures.c -- clocks, percentiles and /proc. Never guesses: what cannot be read ends the program.
 */
#include "figures.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void must(int condition, const char *what, ...)
{
    va_list list;
    if (condition) {
        return;
    }
    va_start(list, what);
    (void)fputs("bench: ", stderr);
    (void)vfprintf(stderr, what, list);
    (void)fputc('\n', stderr);
    va_end(list);
    exit(1);
}

int64_t now_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void times_add(struct times *times, int64_t ns)
{
    if (times->count == times->room) {
        times->room = times->room == 0 ? 1024 : times->room * 2;
        times->ns = realloc(times->ns, times->room * sizeof *times->ns);
        must(times->ns != NULL, "no memory for the times");
    }
    times->ns[times->count++] = ns;
}

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

double times_ms(struct times *times, double part)
{
    if (times->count == 0) {
        return 0;
    }
    qsort(times->ns, times->count, sizeof *times->ns, by_size);
    size_t at = (size_t)((double)times->count * part);
    return (double)times->ns[at < times->count ? at : times->count - 1] / 1e6;
}

void times_done(struct times *times)
{
    free(times->ns);
    *times = (struct times){NULL, 0, 0};
}

static int64_t read_number(const char *path)
{
    char text[128] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        (void)close(fd);
    }
    return got <= 0 ? 0 : strtoll(text, NULL, 10);
}

int64_t cpu_ns(pid_t pid)
{
    char path[300];
    int64_t sum = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *folder = opendir(path);
    must(folder != NULL, "process %d has gone", (int)pid);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            (void)snprintf(path, sizeof path, "/proc/%d/task/%.200s/schedstat", (int)pid,
                           entry->d_name);
            sum += read_number(path);
        }
    }
    (void)closedir(folder);
    return sum;
}

int64_t rss_bytes(pid_t pid)
{
    char path[64], line[256];
    long long kib = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "re");
    must(file != NULL, "process %d has gone", (int)pid);
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0) {
            kib = strtoll(line + 6, NULL, 10);
        }
    }
    (void)fclose(file);
    return kib * 1024;
}

void flush_times(const char *folder, int rounds, struct times *times)
{
    static const char block[4096] = "x";
    char path[300];
    (void)snprintf(path, sizeof path, "%s/flush-XXXXXX", folder);
    int fd = mkstemp(path);
    must(fd >= 0, "no file in %s", folder);
    for (int k = 0; k < rounds; k++) {
        int64_t start = now_ns();
        must(write(fd, block, sizeof block) == (ssize_t)sizeof block && fdatasync(fd) == 0,
             "the disk does not take this");
        times_add(times, now_ns() - start);
    }
    (void)close(fd);
    (void)unlink(path);
}

void figures_line(const char *bench, ...)
{
    char line[4096];
    size_t size = (size_t)snprintf(line, sizeof line, "{\"bench\":\"%s\"", bench);
    const char *out = getenv("HS_BENCH_OUT"), *key = NULL;
    va_list list;
    va_start(list, bench);
    while ((key = va_arg(list, const char *)) != NULL && size < sizeof line - 100) {
        size += (size_t)snprintf(line + size, sizeof line - size, ",\"%s\":%.6g", key,
                                 va_arg(list, double));
    }
    va_end(list);
    (void)snprintf(line + size, sizeof line - size, "}\n");
    FILE *file = out == NULL ? NULL : fopen(out, "ae");
    if (file != NULL) {
        (void)fputs(line, file);
        (void)fclose(file);
    }
    (void)fputs(line, stdout);
    (void)fflush(stdout);
}
