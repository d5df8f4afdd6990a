/* SPDX-License-Identifier: EUPL-1.2 */
/* figures.h -- what every program that measures needs: clocks, percentiles, what a process used,
 * what a flush costs. */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Ends the program with the message: a measurement that is not sure is worth nothing. */
void must(int condition, const char *what, ...) __attribute__((format(printf, 2, 3)));

int64_t now_ns(void);

/* Times of many operations, for percentiles. */
struct times {
    int64_t *ns;
    size_t count, room;
};
void times_add(struct times *times, int64_t ns);
double times_ms(struct times *times, double part); /* 0.5: the median; sorts; 0 without any */
void times_done(struct times *times);

/* User and system time of all threads of a process so far; its resident memory. */
int64_t cpu_ns(pid_t pid);
int64_t rss_bytes(pid_t pid);

/* 4 KiB appended and fdatasync'ed, `rounds` times, in a file of its own in `folder`. */
void flush_times(const char *folder, int rounds, struct times *times);

/* A line of figures: {"bench":"name", "key":value, …} into the file of HS_BENCH_OUT (one line is
 * appended) and for people on stdout. NULL ends the list of pairs (const char *key, double value).
 */
void figures_line(const char *bench, ...);

#endif
