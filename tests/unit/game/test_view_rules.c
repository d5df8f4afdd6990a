/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view_rules.c -- what a view promises: explanations add up, votes are counts of fives,
 * silence is not shown, motions are published with the outcome, the reveal goes step by step, and
 * what the menu offers the engine takes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "game/act_json.h"
#include "game/view.h"
#include "played.h"

static json_int_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static int team_of(const struct session *s, enum actor_kind kind)
{
    for (int k = s->teams - 1; k >= 0; k--) {
        for (int a = 0; a < s->program->actors; a++) {
            if ((s->team[k].actors >> a & 1u) != 0 && s->program->actor[a].kind == (uint8_t)kind) {
                return k;
            }
        }
    }
    return NONE;
}

/* The terms of each change add up to after minus before, in what is shown as well. */
static int check_sums(const json_t *changes)
{
    const char *id = NULL, *term_id = NULL;
    json_t *change = NULL, *term = NULL;
    int checked = 0;
    json_object_foreach((json_t *)(uintptr_t)changes, id, change)
    {
        json_int_t sum = 0;
        const json_t *why = json_object_get(change, "why");
        if (why == NULL || json_object_size(why) >= WHY_ROWS_MAX) {
            continue;
        }
        json_object_foreach((json_t *)(uintptr_t)why, term_id, term)
        {
            cr_assert_not_null(json_object_get(term, "by"), "the facilitator sees every number: %s",
                               id);
            sum += number(term, "by");
        }
        cr_expect_eq(sum, number(change, "after") - number(change, "before"), "%s", id);
        checked++;
    }
    return checked;
}

Test(view_rules, explanations_add_up, .timeout = 200)
{
    int outcomes = 0, proposals = 0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct played played;
        played_begin(&played, "het-pakket", 1, seed);
        while (played_next(&played) && played.session->phase < PHASE_LATER) {
            json_t *outcome = played_view(&played, EYES_ALL, SECTION_OUTCOME),
                   *desk = played_view(&played, EYES_ALL, SECTION_DESK);
            outcomes += check_sums(json_object_get(outcome, "changes"));
            proposals += check_sums(json_object_get(desk, "preview"));
            json_decref(outcome);
            json_decref(desk);
        }
        played_done(&played);
    }
    cr_expect_gt(outcomes, 50);
    cr_expect_gt(proposals, 200);
}

/* Numbers stand beside all terms of a why or beside none, and never a total without them. */
static void check_why(const json_t *value, int *ret_open, int *ret_closed)
{
    const char *key = NULL;
    json_t *child = NULL;
    json_object_foreach((json_t *)(uintptr_t)value, key, child)
    {
        if (strcmp(key, "why") != 0) {
            check_why(child, ret_open, ret_closed);
            continue;
        }
        const char *id = NULL;
        json_t *term = NULL;
        int with = 0, without = 0;
        json_object_foreach(child, id, term)
        {
            bool shown =
                json_object_get(term, "by") != NULL || json_object_get(term, "total") != NULL;
            with += shown;
            without += !shown;
            cr_expect_not_null(json_object_get(term, "text"));
        }
        cr_expect(with == 0 || without == 0, "all numbers or none");
        *ret_open += with > 0;
        *ret_closed += without > 0;
    }
}

Test(view_rules, all_numbers_or_none, .timeout = 200)
{
    struct played played;
    int open = 0, closed = 0, shut = 0;
    played_begin(&played, "het-pakket", 1, 2);
    cr_assert(played_until(&played, PHASE_OUTCOME, 3));
    json_t *own = played_view(&played, team_of(played.session, ACTOR_MEMBER), SECTION_BOARD);
    json_t *all = played_view(&played, EYES_ALL, SECTION_BOARD);
    check_why(own, &open, &closed);
    cr_expect_gt(open, 3);
    cr_expect_gt(closed, 0);
    check_why(all, &open, &shut);
    cr_expect_eq(shut, 0, "nothing is hidden from the facilitator");
    json_decref(own);
    json_decref(all);
    played_done(&played);
}

static json_int_t votes_shown(const struct played *played, int team, const char *card)
{
    const char *option = NULL;
    json_t *count = NULL, *view = played_view(played, team, SECTION_CARD);
    json_int_t sum = 0;
    json_object_foreach(json_object_get(json_object_get(view, "votes"), card), option, count)
    {
        sum += json_integer_value(count);
    }
    json_decref(view);
    return sum;
}

Test(view_rules, votes_come_by_fives)
{
    struct played played;
    played_begin(&played, "het-pakket", 1, 2);
    cr_assert(played_until(&played, PHASE_ASSESS, 1));
    const struct session *s = played.session;
    int team = team_of(s, ACTOR_MEMBER), card = 0;
    while (s->program->card[card].per_incident) {
        card++;
    }
    const char *id = book_id(s->book, KIND_CARD, card);
    const json_t *options = json_object_get(book_json(s->book, KIND_CARD, card), "options");
    for (int k = 1; k <= 11; k++) {
        char by[16];
        json_int_t value = json_is_array(options) ? json_integer_value(json_array_get(options, 0))
                                                  : s->program->card[card].lo;
        (void)snprintf(by, sizeof by, "p%d", k);
        played_input(&played, INPUT_VOTE, by,
                     json_pack("{s:s,s:{s:I}}", "team", s->team[team].id, "values", id, value));
        cr_expect_eq(votes_shown(&played, team, id), k - k % 5, "after %d votes", k);
        cr_expect_eq(votes_shown(&played, team == 0 ? 1 : 0, id), 0,
                     "another team sees none of them");
        cr_expect_eq(votes_shown(&played, EYES_PUBLIC, id), 0);
    }
    played_done(&played);
}

Test(view_rules, silence_is_not_shown_and_motions_are_published)
{
    struct played played;
    played_begin(&played, "het-pakket", 1, 3);
    cr_assert(played_until(&played, PHASE_COUNCIL, 3));
    struct session *s = played.session;
    int team = team_of(s, ACTOR_MEMBER), red = team_of(s, ACTOR_RED), silent = NONE;
    for (int m = 0; m < s->world.motions; m++) {
        silent = s->program->motion[s->world.motion[m].kind].procedure == PROC_SILENCE &&
                         s->world.motion[m].turn == s->world.turn
                     ? m
                     : silent;
    }
    cr_assert_neq(silent, NONE, "this seed tables something under silence");
    struct motion *motion = &s->world.motion[silent];
    motion->state = MOTION_TABLED;
    motion->decided = 0;
    for (int a = 0; a < s->program->members; a++) {
        motion->position[a] = ANSWER_SILENT;
    }
    motion->position[0] = ANSWER_STATEMENT;
    json_t *view = played_view(&played, team, SECTIONS + silent),
           *all = played_view(&played, EYES_ALL, SECTIONS + silent);
    size_t own = 0;
    for (int a = 1; a < s->program->members; a++) {
        own += s->team[team].actors >> a & 1u;
    }
    cr_expect_eq(json_object_size(json_object_get(view, "positions")), own + 1,
                 "the statement and the own silence");
    cr_expect_gt(json_object_size(json_object_get(all, "positions")), 20);
    cr_expect_null(played_view(&played, red, SECTIONS + silent));
    cr_expect_null(played_view(&played, EYES_PUBLIC, SECTIONS + silent));
    json_decref(view);
    json_decref(all);
    cr_assert(played_until(&played, PHASE_OUTCOME, 3));
    view = played_view(&played, EYES_PUBLIC, SECTIONS + silent);
    cr_assert_not_null(view, "published with the outcome");
    cr_expect_null(json_object_get(view, "positions"));
    cr_expect_null(json_object_get(view, "may"));
    json_decref(view);
    played_done(&played);
}

/* Every rule that is said to have been at work is one of the book, in a turn that was played. */
static void check_fired(const struct session *s, const json_t *fired)
{
    const char *of = NULL, *turn = NULL;
    json_t *turns = NULL, *one = NULL;
    cr_expect_gt(json_object_size(fired), 10);
    json_object_foreach((json_t *)(uintptr_t)fired, of, turns)
    {
        cr_expect(strncmp(of, "rule.", 5) == 0 && book_find(s->book, KIND_RULE, of + 5) != NONE,
                  "%s", of);
        cr_expect_gt(json_object_size(turns), 0, "%s", of);
        json_object_foreach(turns, turn, one)
        {
            cr_expect(atoi(turn) >= 0 && atoi(turn) <= s->turn, "%s in turn %s", of, turn);
        }
    }
}

Test(view_rules, the_reveal_goes_step_by_step, .timeout = 200)
{
    static const char *const PARTS[] = {"truth", "gauges", "votes", "red"};
    struct played played;
    played_begin(&played, "het-pakket", 1, 2);
    cr_assert_null(played_view(&played, EYES_ALL, SECTION_REVEAL));
    cr_assert(played_until(&played, PHASE_REVEAL, 0));
    for (size_t step = 0; step <= 4; step++) {
        json_t *view = played_view(&played, EYES_PUBLIC, SECTION_REVEAL),
               *profile = played_view(&played, EYES_PUBLIC, SECTION_PROFILE);
        cr_expect_eq(number(view, "step"), (json_int_t)step);
        for (size_t k = 0; k < 4; k++) {
            cr_expect_eq(json_object_get(view, PARTS[k]) != NULL, k < step, "%s after %zu steps",
                         PARTS[k], step);
        }
        cr_expect_eq(profile != NULL, step == 4);
        cr_expect_null(played_view(&played, EYES_PUBLIC, SECTION_DEBRIEF));
        json_decref(view);
        json_decref(profile);
        if (step < 4) {
            played_input(&played, INPUT_REVEAL, "host", NULL);
        }
    }
    cr_assert(played_next(&played));
    json_t *view = played_view(&played, EYES_PUBLIC, SECTION_DEBRIEF);
    cr_expect_gt(json_object_size(json_object_get(view, "timeline")), 10);
    cr_expect_gt(json_object_size(json_object_get(view, "questions")), 3);
    check_fired(played.session, json_object_get(view, "fired"));
    json_decref(view);
    played_done(&played);
}

Test(view_rules, a_game_that_is_closed_early_keeps_its_secrets)
{
    struct played played;
    played_begin(&played, "het-pakket", 1, 2);
    cr_assert(played_until(&played, PHASE_COUNCIL, 2));
    played_input(&played, INPUT_END, "host", json_object());
    cr_expect_null(played_view(&played, 0, SECTION_PROFILE));
    cr_expect_null(played_view(&played, 0, SECTION_DEBRIEF));
    json_t *view = played_view(&played, 0, SECTION_REVEAL);
    cr_expect_null(json_object_get(view, "truth"));
    json_decref(view);
    played_done(&played);
}

/* What the menu calls able is taken as it stands there, and the order is found again by the name it
 * gets. */
static int try_menu(const struct played *played, int team)
{
    struct session *s = played->session;
    const char *id = NULL, *name = NULL;
    json_t *item = NULL, *option = NULL, *menu = played_view(played, team, SECTION_MENU);
    int tried = 0;
    json_object_foreach(menu, id, item)
    {
        const json_t *first =
            json_object_get(json_object_get(json_object_get(item, "targets"), "0"), "options");
        struct act act = {.verb = ACT_ORDER,
                          .object = (int16_t)book_find(s->book, KIND_ACTION, id),
                          .arg = {NONE, NONE}};
        struct refusal refusal;
        act.actor = (int16_t)view_actor_for(s, team, ACT_ORDER, act.object);
        act.value = (int32_t)number(json_object_get(item, "level"), "lo");
        if (s->program->action[act.object].targets.count > 1) {
            continue;
        }
        bool any = first == NULL && json_is_true(json_object_get(item, "able"));
        json_object_foreach((json_t *)(uintptr_t)first, name, option)
        {
            cr_assert(entity_read(s, action_target_set(s, act.object, 0), name, &act.arg[0]));
            bool able = json_is_true(json_object_get(option, "able"));
            cr_expect_eq(engine_may(s->program, s->setup, &s->world, &act, &refusal), able,
                         "%s on %s", id, name);
            cr_expect(able || !json_is_true(json_object_get(item, "able")) ||
                          json_object_get(option, "why_not") != NULL,
                      "%s on %s", id, name);
            any = any || able;
            tried++;
        }
        cr_expect_eq(any, json_is_true(json_object_get(item, "able")), "%s", id);
        cr_expect_eq(json_object_get(item, "why_not") != NULL, !any, "%s says why not", id);
    }
    json_decref(menu);
    return tried;
}

Test(view_rules, menus_agree_with_the_engine, .timeout = 200)
{
    struct played played;
    int tried = 0, names = 0;
    played_begin(&played, "het-pakket", 1, 2);
    for (int turn = 1; turn <= 3; turn++) {
        cr_assert(played_until(&played, PHASE_DELIBERATE, turn));
        struct session *s = played.session;
        for (int team = 0; team < s->teams; team++) {
            const char *name = NULL;
            json_t *item = NULL, *queue = played_view(&played, team, SECTION_QUEUE);
            tried += try_menu(&played, team);
            json_object_foreach(queue, name, item)
            {
                int order = view_order_find(s, team, name);
                cr_assert_neq(order, NONE, "%s", name);
                cr_expect_eq(session_team_of(s, s->world.order[order].actor), team);
                cr_expect_eq(view_order_find(s, team == 0 ? 1 : 0, name), NONE,
                             "another team has no such order");
                names++;
            }
            json_decref(queue);
        }
    }
    cr_expect_gt(tried, 100);
    cr_expect_gt(names, 5);
    played_done(&played);
}
