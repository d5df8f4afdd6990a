/* SPDX-License-Identifier: EUPL-1.2 */
/* lab_run.c -- see lab_run.h. Each process plays a run of games and writes parts, which are put
 * together in their order; counts of rules lie in memory that all share. */
#include "cli/lab_run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli/crew.h"

enum { NAME_SIZE = 64, TABLES = 3 };

static const char *const tables[TABLES] = {"games.csv", "turns.csv", "motions.csv"};

struct playing {
    const struct lab *lab;
    const char *folder;
    long lo, hi;
    struct tally *tally; /* one for each process */
};

static const char *part_name(char name[NAME_SIZE], int table, int member)
{
    (void)snprintf(name, NAME_SIZE, ".%s.%d", tables[table], member);
    return name;
}

static void work(void *cls, const struct crew_member *member)
{
    const struct playing *p = cls;
    const long count = p->hi - p->lo;
    const long lo = p->lo + count * member->number / member->of,
               hi = p->lo + count * (member->number + 1) / member->of;
    char name[NAME_SIZE];
    struct why why;
    FILE *out[TABLES];
    struct player *player = player_new(p->lab);
    for (int k = 0; k < TABLES; k++) {
        out[k] = folder_open(p->folder, part_name(name, k, member->number), "w", &why);
        if (out[k] == NULL || player == NULL) {
            _exit(EXIT_FAILURE);
        }
    }
    const struct rows rows = {out[0], out[1], out[2]};
    for (long g = lo; g < hi; g++) {
        if (!player_play(player, g, &rows, &p->tally[member->number])) {
            _exit(EXIT_FAILURE);
        }
        crew_tell(member, "", 1);
    }
    for (int k = 0; k < TABLES; k++) {
        if (fclose(out[k]) != 0) {
            _exit(EXIT_FAILURE);
        }
    }
    player_free(player);
}

/* Heads, then the parts in their order; the parts are removed. */
static bool gather(const struct playing *p, int jobs, struct why *why)
{
    FILE *out[TABLES] = {NULL};
    char name[NAME_SIZE], path[PATH_SIZE];
    bool good = true;
    for (int k = 0; k < TABLES; k++) {
        out[k] = folder_open(p->folder, tables[k], "w", why);
        good = good && out[k] != NULL;
    }
    if (good) {
        const struct rows rows = {out[0], out[1], out[2]};
        rows_head(p->lab, &rows);
    }
    for (int k = 0; k < TABLES; k++) {
        for (int j = 0; j < jobs; j++) {
            (void)part_name(name, k, j);
            good = good && folder_append(out[k], p->folder, name, true, why);
            if (snprintf(path, sizeof path, "%s/%s", p->folder, name) < PATH_SIZE) {
                (void)unlink(path);
            }
        }
        good = out[k] != NULL && fclose(out[k]) == 0 && good;
    }
    return good;
}

static bool write_rules(const struct playing *p, int jobs, struct why *why)
{
    FILE *out = folder_open(p->folder, "rules.csv", "w", why);
    for (int j = 1; j < jobs; j++) {
        for (int r = 0; r < RULES_MAX; r++) {
            p->tally[0].fired[r] += p->tally[j].fired[r];
            p->tally[0].games[r] += p->tally[j].games[r];
        }
    }
    const bool good = out != NULL && rows_rules(p->lab, &p->tally[0], out);
    return out != NULL && fclose(out) == 0 && good;
}

static double seconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What the processes took of all cores, those that have ended. */
static double seconds_used(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_CHILDREN, &usage) != 0) {
        return 0;
    }
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static bool write_speed(const struct playing *p, int jobs, const double spent[2], struct why *why)
{
    FILE *out = folder_open(p->folder, "speed.csv", "w", why);
    if (out == NULL) {
        return false;
    }
    (void)fprintf(out, "games,processes,milliseconds,core_milliseconds\n%ld,%d,%.0f,%.0f\n",
                  p->hi - p->lo, jobs, 1000.0 * spent[0], 1000.0 * spent[1]);
    return fclose(out) == 0;
}

bool lab_run(const struct lab *lab, const json_t *run, const char *folder, int jobs,
             struct why *why)
{
    struct playing p = {.lab = lab, .folder = folder};
    const size_t size = (size_t)jobs * sizeof *p.tally;
    shard_range(lab, run, &p.lo, &p.hi);
    p.tally = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p.tally == MAP_FAILED) {
        (void)snprintf(why->text, sizeof why->text, "no memory");
        return false;
    }
    const struct crew crew = {
        .size = jobs, .work = work, .cls = &p, .total = p.hi - p.lo, .message = 1};
    const double begin[2] = {seconds_now(), seconds_used()};
    (void)snprintf(why->text, sizeof why->text, "a process ended before its games were played");
    bool good = crew_run(&crew);
    const double spent[2] = {seconds_now() - begin[0], seconds_used() - begin[1]};
    good = gather(&p, jobs, why) && good;
    good = good && write_rules(&p, jobs, why) && write_speed(&p, jobs, spent, why) &&
           folder_describe(lab, run, folder, why);
    (void)munmap(p.tally, size);
    return good;
}
