/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.c -- the system's clocks, the clock of a test, and a time as text. Never sleeps, never uses
 * a time zone. */
#include "base/clock.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

enum { MS_PER_SECOND = 1000, NS_PER_MS = 1000000 };

static const int64_t WALL_FIRST_MS = -62167219200000; /* 0000-01-01T00:00:00.000Z */
static const int64_t WALL_LAST_MS = 253402300799999;  /* 9999-12-31T23:59:59.999Z */

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    int failed = clock_gettime(id, &now);
    assert(!failed);
    (void)failed;
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / NS_PER_MS;
}

static int64_t system_mono_ms(void *cls)
{
    (void)cls;
    return read_ms(CLOCK_MONOTONIC);
}

static int64_t system_wall_ms(void *cls)
{
    (void)cls;
    return read_ms(CLOCK_REALTIME);
}

struct clock clock_system(void)
{
    return (struct clock){.mono_ms = system_mono_ms, .wall_ms = system_wall_ms};
}

static int64_t fake_mono_ms(void *cls)
{
    return atomic_load(&((struct clock_fake *)cls)->mono_ms);
}

static int64_t fake_wall_ms(void *cls)
{
    return atomic_load(&((struct clock_fake *)cls)->wall_ms);
}

struct clock clock_fake(struct clock_fake *fake)
{
    return (struct clock){.mono_ms = fake_mono_ms, .wall_ms = fake_wall_ms, .cls = fake};
}

void clock_fake_step(struct clock_fake *fake, int64_t step_ms)
{
    atomic_fetch_add(&fake->mono_ms, step_ms);
    atomic_fetch_add(&fake->wall_ms, step_ms);
}

void clock_text(int64_t wall_ms, char ret_text[CLOCK_TEXT_SIZE])
{
    if (wall_ms < WALL_FIRST_MS)
        wall_ms = WALL_FIRST_MS;
    if (wall_ms > WALL_LAST_MS)
        wall_ms = WALL_LAST_MS;
    int64_t ms = wall_ms % MS_PER_SECOND;
    ms += ms < 0 ? MS_PER_SECOND : 0;
    time_t seconds = (time_t)((wall_ms - ms) / MS_PER_SECOND);
    struct tm tm;
    struct tm *found = gmtime_r(&seconds, &tm);
    assert(found);
    (void)found;
    /* The remainders change nothing; they let the compiler see that the text fits. */
    (void)snprintf(ret_text, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
                   (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
                   (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100,
                   (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100, (unsigned)ms % 1000);
}
