/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view_secret.c -- a view is a function of what its viewer may know: everything that is hidden
 * from a pair of eyes is changed at random under their feet, and not one byte may move. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "game/grow.h"
#include "played.h"

static uint32_t state = 88172645u;
static uint32_t dice(uint32_t sides)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % sides;
}

/* Who sees what, written here a second time and in another way than in the view. */
static bool knows(const struct session *s, int eyes, uint8_t see, int owner)
{
    const struct team *team = eyes >= 0 ? &s->team[eyes] : NULL;
    bool chair = false, command = false;
    for (int a = 0; team != NULL && a < s->program->actors; a++) {
        bool mine = (team->actors >> a & 1u) != 0;
        chair = chair || (mine && s->program->actor[a].kind == ACTOR_CHAIR);
        command = command || (mine && s->program->actor[a].kind == ACTOR_COMMAND);
    }
    if ((see & SEE_PUBLIC) != 0) {
        return true;
    }
    if (team == NULL) {
        return false;
    }
    return ((see & SEE_ALLIES) != 0 && !team->red) || ((see & SEE_RED) != 0 && team->red) ||
           ((see & SEE_CHAIR) != 0 && chair) || ((see & SEE_COMMAND) != 0 && command) ||
           ((see & SEE_OWN) != 0 && owner >= 0 && (team->actors >> owner & 1u) != 0);
}

static bool is_actor_set(const struct program *p, uint8_t set)
{
    return p->set[set].kind == SET_ACTOR || p->set[set].kind == SET_MEMBER;
}

static int owner_of(const struct program *p, const struct variable *row, int x, int y)
{
    return row->dims > 0 && is_actor_set(p, row->set[0])   ? x
           : row->dims > 1 && is_actor_set(p, row->set[1]) ? y
                                                           : NONE;
}

static int hide_numbers(const struct session *s, int eyes, struct world *world)
{
    const struct program *p = s->program;
    int changed = 0;
    for (int v = 0; v < p->variables; v++) {
        const struct variable *row = &p->variable[v];
        int rows = row->dims > 0 ? p->set[row->set[0]].count : 1,
            columns = row->dims > 1 ? p->set[row->set[1]].count : 1;
        for (int x = 0; x < rows; x++) {
            for (int y = 0; y < columns; y++) {
                if (!knows(s, eyes, row->see, owner_of(p, row, x, y))) {
                    int slot = row->slot + (row->dims > 0 ? x * row->stride : 0) + y;
                    world->value[slot] = row->lo + (int32_t)dice((uint32_t)(row->hi - row->lo) + 1);
                    changed++;
                }
            }
        }
    }
    return changed;
}

/* Does some term of this change rest on a number that these eyes may not see? */
static bool is_closed(const struct session *s, int eyes, const struct kept_change *kept)
{
    for (int k = 0; k < kept->terms; k++) {
        const struct cause_term *term = &s->term[kept->first_term + (uint32_t)k];
        if (term->rule != NONE && term->effect != NONE &&
            !knows(s, eyes, s->program->rule[term->rule].reads & (SEE_ALL & ~SEE_OWN), NONE) &&
            (s->program->rule[term->rule].reads & SEE_OWN) == 0) {
            return true;
        }
    }
    return false;
}

static int hide_changes(struct session *s, int eyes)
{
    int changed = 0;
    for (int k = 0; k < s->changes; k++) {
        struct kept_change *kept = &s->change[k];
        const struct variable *row = &s->program->variable[kept->c.variable];
        bool seen =
            knows(s, eyes, row->see, owner_of(s->program, row, kept->c.index[0], kept->c.index[1]));
        if (!seen) {
            kept->c.before = (int32_t)dice(1000);
            kept->c.after = (int32_t)dice(1000);
        }
        for (int t = 0; t < kept->terms && (!seen || is_closed(s, eyes, kept)); t++) {
            s->term[kept->first_term + (uint32_t)t].by = (int32_t)dice(1000) - 500;
            changed++;
        }
    }
    return changed;
}

/* Motions: whole for those who do not know them yet, silence and slips for the others. */
static int hide_motions(struct session *s, int eyes)
{
    struct world *w = &s->world;
    bool ally = eyes >= 0 && !s->team[eyes].red;
    uint64_t own = eyes >= 0 ? s->team[eyes].actors : 0;
    int changed = 0;
    for (int m = 0; m < w->motions; m++) {
        struct motion *motion = &w->motion[m];
        const struct motion_kind *kind = &s->program->motion[motion->kind];
        bool over =
            motion->decided != 0 && (motion->decided < w->turn || s->phase >= PHASE_OUTCOME);
        for (int a = 0; a < s->program->actors; a++) {
            bool merely =
                motion->position[a] == ANSWER_NONE || motion->position[a] == ANSWER_SILENT;
            if (((own >> a & 1u) == 0 && kind->procedure == PROC_SILENCE && merely) ||
                (!ally && !over)) {
                motion->position[a] = dice(2) == 0 ? ANSWER_NONE : ANSWER_SILENT;
                changed++;
            }
            if ((own >> a & 1u) == 0 && !over) {
                motion->slip[a] = (int8_t)((int)dice(7) - 1);
                changed++;
            }
        }
        if (!ally && !over) {
            motion->options = (uint8_t)dice(4);
            motion->rev = (uint16_t)dice(100);
            motion->round = (uint8_t)dice(3);
        }
    }
    return changed;
}

static bool concerns(const struct session *s, int eyes, const struct order *order)
{
    uint64_t own = eyes >= 0 ? s->team[eyes].actors : 0;
    int slot = s->program->action[order->action].consent;
    return (own >> order->actor & 1u) != 0 ||
           (slot > 0 && order->target[slot - 1] >= 0 && (own >> order->target[slot - 1] & 1u) != 0);
}

static int hide_orders(struct session *s, int eyes)
{
    int changed = 0;
    for (int k = 0; k < s->world.orders; k++) {
        struct order *order = &s->world.order[k];
        if (order->state != ORDER_FREE && !concerns(s, eyes, order)) {
            order->state = (uint8_t)(1 + dice(3));
            order->level = (int16_t)dice(5);
            order->ordinal = (int16_t)dice(5);
            order->target[0] = NONE;
            changed++;
        }
    }
    return changed;
}

static void hide_people(struct session *s, int eyes)
{
    for (int k = 0; k < 7;
         k++) { /* six others vote in another team, one more and later than anybody here */
        struct vote *vote = grow((void **)&s->vote, &s->votes, sizeof *vote);
        (void)snprintf(vote->participant, sizeof vote->participant, "x%d", k);
        vote->team = (int16_t)(eyes == 0 ? 1 : 0);
        vote->turn = s->turn;
        for (int c = 0; c < s->program->cards; c++) {
            vote->given[c] = true;
            vote->value[c] = s->program->card[c].lo;
        }
    }
    struct news *news = grow((void **)&s->news, &s->newses, sizeof *news);
    *news = (struct news){.kind = NEWS_WHISPER,
                          .see = SEE_WHITE,
                          .event = NONE,
                          .rule = NONE,
                          .turn = s->turn,
                          .words = strdup("secret")};
    news->actors = s->team[eyes == 0 ? 1 : 0].actors;
    for (int k = s->newses - 1; k > 0; k--) { /* and it came first of all */
        struct news moved = s->news[k];
        s->news[k] = s->news[k - 1];
        s->news[k - 1] = moved;
    }
    for (int k = 0; k < s->teams; k++) {
        s->team[k].carded = k == eyes ? s->team[k].carded : !s->team[k].carded;
    }
}

static void compare(const struct buf *before, const struct buf *after, const struct session *s,
                    int eyes)
{
    size_t at = 0;
    while (at < before->size && at < after->size && before->data[at] == after->data[at]) {
        at++;
    }
    size_t from = at > 150 ? at - 150 : 0;
    cr_assert(before->size == after->size && at == before->size,
              "eyes %d, turn %d, %s:\n%.200s\n%.200s", eyes, s->turn,
              phase_word((enum phase)s->phase), before->data + from, after->data + from);
}

static void check(const struct played *played, int eyes)
{
    AUTO(buf_done) struct buf before = {0};
    AUTO(buf_done) struct buf after = {0};
    struct session *s = played->session;
    buf_init(&before, 1 << 27);
    buf_init(&after, 1 << 27);
    played_all(played, eyes, &before);
    cr_assert_gt(hide_numbers(s, eyes, &s->world), 100);
    hide_numbers(s, eyes, s->start_world);
    for (int k = 0; k <= TURNS_MAX; k++) {
        if (s->turn_world[k] != NULL) {
            hide_numbers(s, eyes, s->turn_world[k]);
        }
    }
    (void)hide_changes(s, eyes);
    (void)hide_motions(s, eyes);
    (void)hide_orders(s, eyes);
    hide_people(s, eyes);
    played_all(played, eyes, &after);
    compare(&before, &after, s, eyes);
}

/* The hardest cases: every silence runs again, and one motion has just been adopted whose slips are
 * being filled. */
static void hard_council(struct session *s)
{
    const struct program *p = s->program;
    int slips = 0;
    while (slips < p->motions && !p->motion[slips].slips) {
        slips++;
    }
    cr_assert(slips < p->motions && s->world.motions > 1);
    for (int m = 0; m < s->world.motions; m++) {
        struct motion *motion = &s->world.motion[m];
        if (p->motion[motion->kind].procedure == PROC_SILENCE) {
            motion->state = MOTION_TABLED;
            motion->decided = 0;
        }
    }
    s->world.motion[0].kind = (int16_t)slips;
    s->world.motion[0].state = MOTION_ADOPTED;
    s->world.motion[0].decided = s->world.turn;
}

/* One session a phase and pair of eyes: what was hidden cannot be played on. */
static void check_phase(enum phase phase, int turn, int eyes)
{
    struct played played;
    played_begin(&played, "het-pakket", 1, 3);
    cr_assert(played_until(&played, phase, turn));
    if (phase == PHASE_COUNCIL) {
        hard_council(played.session);
    }
    check(&played, eyes);
    played_done(&played);
}

static const struct {
    enum phase phase;
    int turn;
} PLACES[] = {
    {PHASE_BRIEF, 0},   {PHASE_INTEL, 2},      {PHASE_ASSESS, 2},  {PHASE_DELIBERATE, 3},
    {PHASE_COUNCIL, 3}, {PHASE_ADJUDICATE, 3}, {PHASE_OUTCOME, 3}, {PHASE_INTEL, 4},
};
enum { PLACES_COUNT = sizeof PLACES / sizeof PLACES[0] };

static void check_all(int eyes)
{
    for (int k = 0; k < PLACES_COUNT; k++) {
        check_phase(PLACES[k].phase, PLACES[k].turn, eyes);
    }
}

static int find_team(enum actor_kind kind)
{
    struct played played;
    int found = NONE;
    played_begin(&played, "het-pakket", 1, 3);
    for (int k = 0; k < played.session->teams; k++) {
        for (int a = 0; a < played.session->program->actors; a++) {
            bool fits = (played.session->team[k].actors >> a & 1u) != 0 &&
                        played.session->program->actor[a].kind == (uint8_t)kind;
            found = fits ? k : found;
        }
    }
    played_done(&played);
    cr_assert_neq(found, NONE);
    return found;
}

Test(view_secret, of_the_room, .timeout = 250)
{
    check_all(EYES_PUBLIC);
}

Test(view_secret, of_the_chair, .timeout = 250)
{
    check_all(find_team(ACTOR_CHAIR));
}

Test(view_secret, of_an_ally, .timeout = 250)
{
    check_all(find_team(ACTOR_MEMBER));
}

Test(view_secret, of_moscow, .timeout = 250)
{
    check_all(find_team(ACTOR_RED));
}
