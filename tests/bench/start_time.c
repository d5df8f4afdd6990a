/* SPDX-License-Identifier: EUPL-1.2 */
/* start_time.c -- start_time PROGRAM [ROUNDS]: from exec to listening on an empty data file, and
 * the memory of the idle server. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "club.h"
#include "figures.h"

/* Of the whole process, also of threads that have ended. */
static int64_t process_ns(pid_t pid)
{
    clockid_t clock;
    struct timespec t;
    must(clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &t) == 0,
         "process %d has no clock", (int)pid);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 10;
    struct times start = {NULL, 0, 0}, cpu = {NULL, 0, 0};
    int64_t idle = 0;
    must(argc > 1 && rounds > 0, "start_time PROGRAM [ROUNDS]");
    for (int k = 0; k < rounds; k++) {
        struct server server;
        server_start(&server, argv[1], "/var/tmp");
        times_add(&start, (int64_t)(server.start_ms * 1e6));
        times_add(&cpu, process_ns(server.pid));
        idle = rss_bytes(server.pid);
        server_stop(&server);
        server_clean(&server);
    }
    figures_line("start", "rounds", (double)rounds, "listening_p50_ms", times_ms(&start, 0.5),
                 "listening_best_ms", times_ms(&start, 0), "cpu_p50_ms", times_ms(&cpu, 0.5),
                 "idle_mib", (double)idle / 1048576.0, (const char *)NULL);
    return 0;
}
