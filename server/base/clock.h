/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.h -- the time as something that is handed in, so that a test can own it. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdatomic.h>
#include <stdint.h>

enum {
    CLOCK_TEXT_SIZE = 25 /* 2026-11-22T13:40:05.123Z and the NUL */
};

struct clock {
    int64_t (*mono_ms)(void *cls); /* never goes back; decides deadlines */
    int64_t (*wall_ms)(void *cls); /* since 1970, UTC; is stored and shown, decides nothing */
    void *cls;
};

struct clock clock_system(void);

/* The clock of a test: stands still until it is moved. Safe to move while other threads read it. */
struct clock_fake {
    _Atomic int64_t mono_ms;
    _Atomic int64_t wall_ms;
};

struct clock clock_fake(struct clock_fake *fake);               /* borrows `fake` */
void clock_fake_step(struct clock_fake *fake, int64_t step_ms); /* both clocks */

static inline int64_t clock_mono_ms(const struct clock *clock)
{
    return clock->mono_ms(clock->cls);
}

static inline int64_t clock_wall_ms(const struct clock *clock)
{
    return clock->wall_ms(clock->cls);
}

/* RFC 3339 in UTC with milliseconds. Years 0 to 9999; outside them the nearest end is written. */
void clock_text(int64_t wall_ms, char ret_text[CLOCK_TEXT_SIZE]);

#endif
