/* SPDX-License-Identifier: EUPL-1.2 */
/* timer.c -- the clock's own work: phases and silences that end, and the months after, played in
 * small pieces. One thread; deadlines are decided here once, by the monotonic clock. */
#include <errno.h>
#include <stdatomic.h>
#include <time.h>

#include "game/game_private.h"
#include "game/later.h"

enum { LATER_PIECE = 20, IDLE_MS = 3600000, MEND_MS = 3000 };

static void phase_ends(struct table *table, struct session *session)
{
    struct err err = {.code = ERR_OK};
    const struct writing clock = {.table = table, .by = "clock"};
    table->dirty_people |= PEOPLE_ALL;
    const char *to = phase_word(session_next_phase(session));
    session->ends = -1; /* fires once, also if the step should be refused */
    (void)table_input(&clock, INPUT_PHASE, json_pack("{s:s, s:s}", "to", to, "cause", "clock"),
                      NULL, &err);
}

static void motion_ends(struct table *table, struct session *session, int64_t now)
{
    struct err err = {.code = ERR_OK};
    const struct writing clock = {.table = table, .by = "clock"};
    for (int m = 0; m < session->world.motions; m++) {
        if (session->motion_ends[m] >= 0 && session->motion_ends[m] <= now) {
            session->motion_ends[m] = -1;
            session->dirty_motions |= UINT64_C(1) << m;
            (void)table_input(&clock, INPUT_DEADLINE, json_pack("{s:i}", "motion", m + 1), NULL,
                              &err);
        }
    }
}

/* A piece of the months after; progress is shown, the result is an input like any other. */
static bool later_piece(struct table *table, struct session *session)
{
    struct err err = {.code = ERR_OK};
    const struct writing model = {.table = table, .by = "model"};
    if (session->phase < PHASE_LATER || session->phase >= PHASE_CLOSED || session->later != NULL) {
        return false;
    }
    if (table->later == NULL) {
        table->later = later_new(session);
    }
    bool more = table->later != NULL && later_step(table->later, LATER_PIECE);
    session->later_done = table->later == NULL ? 0 : later_done(table->later);
    session->later_of = table->later == NULL ? 0 : later_of(table->later);
    session->dirty |= SECTION_BIT(LATER);
    if (more) {
        struct push *push = push_collect(
            table); /* progress is nobody's decision: it is shown without being stored */
        table_wait_idle(table);
        push_deliver(table, push);
        push_free(push);
        return true;
    }
    if (table->later != NULL) {
        (void)table_input(&model, INPUT_LATER, later_result(table->later), NULL, &err);
        later_free(table->later);
        table->later = NULL;
    }
    return false;
}

static int64_t tick(struct table *table, struct session *session)
{
    int64_t now = table_time(table, table->current);
    if (!session->paused) {
        motion_ends(table, session, now);
        if (session->ends >= 0 && session->ends <= now) {
            phase_ends(table, session);
        }
    }
    if (later_piece(table, session)) {
        return 0;
    }
    int64_t next = session_next(session);
    return next < 0 ? -1 : next > now ? next - now : 0;
}

/* After a failed append the table is read again here too: where the clock leads, nobody may click.
 * A while later it goes on, so that a full disk is not tried without a pause. */
int64_t table_tick(struct table *table)
{
    struct err err = {.code = ERR_OK};
    int64_t wait = MEND_MS;
    (void)pthread_mutex_lock(&table->lock);
    if (table_failed(table)) {
        (void)table_mend(table, &err);
    } else {
        struct session *session = table_session(table);
        wait = session == NULL ? -1 : tick(table, session);
    }
    (void)pthread_mutex_unlock(&table->lock);
    return wait;
}

void game_wake_timer(struct game *game)
{
    (void)pthread_mutex_lock(&game->timer_lock);
    game->timer_asked = true;
    (void)pthread_cond_signal(&game->timer_wake);
    (void)pthread_mutex_unlock(&game->timer_lock);
}

void game_wake_timer_for(struct game *game, const struct table *table)
{
    const struct session *session = table->session[table->current];
    int64_t next = session_next(session);
    bool later =
        session->phase >= PHASE_LATER && session->phase < PHASE_CLOSED && session->later == NULL;
    if (later ||
        (next >= 0 && next + table->mono_base[table->current] < atomic_load(&game->timer_until))) {
        game_wake_timer(game);
    }
}

static int64_t tick_all(struct game *game)
{
    int64_t wait = IDLE_MS;
    for (int k = 0;; k++) {
        (void)pthread_rwlock_rdlock(&game->lock);
        struct table *table = k < game->tables ? game->table[k] : NULL;
        (void)pthread_rwlock_unlock(&game->lock);
        if (table == NULL) {
            return wait;
        }
        int64_t mine = table_tick(table);
        wait = mine >= 0 && mine < wait ? mine : wait;
    }
}

void *game_timer(void *cls)
{
    struct game *game = cls;
    int64_t wait = 0;
    for (;;) {
        struct timespec until;
        (void)pthread_mutex_lock(&game->timer_lock);
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        atomic_store(&game->timer_until, clock_mono_ms(game->config.clock) + wait);
        until.tv_sec += wait / 1000;
        until.tv_nsec += (wait % 1000) * 1000000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        int late = 0;
        while (!game->stopping && !game->timer_asked && late != ETIMEDOUT && wait > 0) {
            late = pthread_cond_timedwait(&game->timer_wake, &game->timer_lock, &until);
        }
        bool stop = game->stopping;
        game->timer_asked = false;
        atomic_store(&game->timer_until,
                     INT64_MAX); /* tables that were looked at may get a deadline meanwhile */
        (void)pthread_mutex_unlock(&game->timer_lock);
        if (stop) {
            return NULL;
        }
        wait = tick_all(game);
    }
}
