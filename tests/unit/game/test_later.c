/* SPDX-License-Identifier: EUPL-1.2 */
/* test_later.c -- three months later: counts that add up and come again, two lines on the same
 * dice, the other decision really taken, and a session that is left as it was. */
#include <criterion/criterion.h>
#include <string.h>

#include "game/later.h"
#include "played.h"

static json_t *play_later(const struct session *session, int games, int piece)
{
    struct later *later = later_new(session);
    cr_assert_not_null(later);
    cr_expect_eq(later_of(later), LATER_GAMES);
    for (int k = 0; k < games; k += piece) {
        cr_assert(later_step(later, piece));
    }
    cr_expect_eq(later_done(later), games);
    json_t *result = later_result(later);
    later_free(later);
    return result;
}

static json_int_t count(const json_t *result, const char *line, const char *fact)
{
    const json_t *row = json_object_get(json_object_get(result, "lines"), line);
    const json_t *number = json_object_get(json_object_get(row, "facts"), fact);
    cr_assert(json_is_integer(number), "%s/%s", line, fact);
    return json_integer_value(number);
}

/* The fact that asks for the main motion, by what it says: the scenario's text of its condition
 * names the motion's id. */
static const char *fact_about(const struct session *s, const char *motion)
{
    const json_t *facts =
        json_object_get(json_object_get(scenario_json(s->scenario), "later"), "facts");
    for (size_t k = 0; k < json_array_size(facts); k++) {
        if (strstr(json_string_value(json_object_get(json_array_get(facts, k), "when")), motion) !=
            NULL) {
            return json_string_value(json_object_get(json_array_get(facts, k), "id"));
        }
    }
    return NULL;
}

static bool was_adopted(const struct session *s, int kind)
{
    bool adopted = false;
    for (int m = 0; m < s->world.motions; m++) {
        uint8_t state = s->world.motion[m].state;
        adopted = adopted || (s->world.motion[m].kind == kind &&
                              (state == MOTION_ADOPTED || state == MOTION_EFFECTIVE));
    }
    return adopted;
}

static void check_result(const struct session *s, const json_t *result, int games)
{
    const char *motion = json_string_value(
        json_object_get(json_object_get(scenario_json(s->scenario), "later"), "motion"));
    const char *fact = fact_about(s, motion), *id = NULL;
    json_t *number = NULL;
    const json_t *other = json_object_get(json_object_get(result, "lines"), "other");
    json_object_foreach(
        json_object_get(json_object_get(json_object_get(result, "lines"), "chosen"), "facts"), id,
        number)
    {
        cr_expect(json_integer_value(number) >= 0 && json_integer_value(number) <= games, "%s", id);
    }
    cr_assert_not_null(other, "there is an alternative");
    bool adopted = was_adopted(s, book_find(s->book, KIND_MOTION, motion));
    cr_expect_eq(json_is_true(json_object_get(other, "adopts")), !adopted);
    cr_assert_not_null(fact);
    cr_expect(adopted ? count(result, "other", fact) < count(result, "chosen", fact)
                      : count(result, "other", fact) > count(result, "chosen", fact),
              "%s: %lld against %lld", fact, (long long)count(result, "other", fact),
              (long long)count(result, "chosen", fact));
}

Test(later, two_lines_on_the_same_dice, .timeout = 250)
{
    enum { GAMES = 12 };
    struct played played;
    char before[17], after[17];
    played_begin(&played, "het-pakket", 1, 4);
    cr_assert(played_until(&played, PHASE_LATER, 0));
    session_digest(played.session, before);
    json_t *once = play_later(played.session, GAMES, GAMES),
           *again = play_later(played.session, GAMES, 3);
    session_digest(played.session, after);
    cr_expect_str_eq(before, after, "the game itself is not touched");
    cr_expect(json_equal(once, again), "in whatever pieces it is played");
    check_result(played.session, once, GAMES);
    json_t *view = played_view(&played, EYES_PUBLIC, SECTION_LATER);
    cr_expect_null(view, "nothing before it was played");
    json_decref(again);
    (void)json_object_set_new(once, "of", json_integer(GAMES));
    played_input(&played, INPUT_LATER, "model", once);
    view = played_view(&played, EYES_PUBLIC, SECTION_LATER);
    cr_expect_str_eq(json_string_value(json_object_get(view, "state")), "done");
    cr_expect_eq(json_object_size(json_object_get(view, "lines")), 2);
    json_decref(view);
    played_done(&played);
}

Test(later, runs_to_its_end_and_stops)
{
    struct played played;
    played_begin(&played, "het-pakket", 1, 4);
    cr_assert(played_until(&played, PHASE_OUTCOME, 1));
    struct later *later = later_new(played.session); /* it may be asked of any state */
    int pieces = 0;
    while (later_step(later, LATER_GAMES / 2)) {
        pieces++;
    }
    cr_expect_eq(pieces, 1);
    cr_expect_eq(later_done(later), LATER_GAMES);
    cr_expect_not(later_step(later, 1));
    json_t *result = later_result(later);
    cr_expect_null(json_object_get(json_object_get(result, "lines"), "other"),
                   "no council has met yet");
    json_decref(result);
    later_free(later);
    later_free(NULL);
    played_done(&played);
}
