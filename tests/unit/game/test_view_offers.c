/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view_offers.c -- what a view offers: things of one kind have names of their own, scripted
 * lines that cannot come say why, a card is asked of who has one, and numbers that were changed
 * stand where everybody sees them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "game/view.h"
#include "played.h"

/* Is there another entry with the same name, in one of the languages? */
static bool twice(const json_t *object, const char *field)
{
    const char *id = NULL, *other_id = NULL;
    json_t *item = NULL, *other = NULL;
    json_object_foreach((json_t *)(uintptr_t)object, id, item)
    {
        json_object_foreach((json_t *)(uintptr_t)object, other_id, other)
        {
            const json_t *a = json_object_get(item, field), *b = json_object_get(other, field);
            if (strcmp(id, other_id) != 0 &&
                (json_equal(json_object_get(a, "nl"), json_object_get(b, "nl")) ||
                 json_equal(json_object_get(a, "en"), json_object_get(b, "en")))) {
                return true;
            }
        }
    }
    return false;
}

/* The options of every menu of these eyes; how many had more than one. */
static int check_menus(const struct played *played, int eyes)
{
    const char *id = NULL, *name = NULL;
    json_t *item = NULL, *target = NULL;
    int checked = 0;
    json_t *orders = played_view(played, eyes, SECTION_MENU),
           *motions = played_view(played, eyes, SECTION_MOTIONS);
    json_object_foreach(orders, id, item)
    {
        json_object_foreach(json_object_get(item, "targets"), name, target)
        {
            cr_expect_not(twice(json_object_get(target, "options"), "name"),
                          "action %s offers one name twice", id);
            checked += json_object_size(json_object_get(target, "options")) > 1;
        }
    }
    json_object_foreach(motions, id, item)
    {
        cr_expect_not(twice(json_object_get(item, "target"), "name"),
                      "motion %s offers one name twice", id);
        checked += json_object_size(json_object_get(item, "target")) > 1;
    }
    json_decref(orders);
    json_decref(motions);
    return checked;
}

/* Two of the same kind at the same place, on another day and on the same. */
static void add_likes(struct session *s)
{
    struct world *w = &s->world;
    const struct incident first = w->incident[0];
    for (int k = 1; k <= 2; k++) {
        w->incident[w->incidents] = first;
        w->incident[w->incidents].day = (int16_t)(first.day + (k == 1 ? 0 : 3));
        w->incidents++;
    }
}

Test(view_offers, things_of_a_kind_are_told_apart, .timeout = 200)
{
    struct played played;
    int checked = 0;
    played_begin(&played, "het-pakket", 1, 3);
    while (played_next(&played) && played.session->phase < PHASE_LATER) {
        for (int eyes = EYES_ALL; eyes < played.session->teams; eyes++) {
            json_t *incidents = played_view(&played, eyes, SECTION_INCIDENTS);
            cr_expect_not(twice(incidents, "title"));
            json_decref(incidents);
            checked += check_menus(&played, eyes);
        }
        if (played.session->phase == PHASE_OUTCOME && played.session->turn == 1) {
            add_likes(played.session);
            json_t *incidents = played_view(&played, 0, SECTION_INCIDENTS);
            cr_expect_not(twice(incidents, "title"), "like incidents have one name");
            json_decref(incidents);
            played.session->world.incidents = (uint16_t)(played.session->world.incidents - 2);
        }
    }
    cr_expect_gt(checked, 20);
    played_done(&played);
}

Test(view_offers, scripted_lines_that_cannot_come_say_why, .timeout = 200)
{
    struct played played;
    const char *id = NULL;
    json_t *event = NULL;
    int able = 0, unable = 0;
    played_begin(&played, "het-pakket", 1, 3);
    cr_assert(played_until(&played, PHASE_DELIBERATE, 1));
    json_t *desk = played_view(&played, EYES_ALL, SECTION_DESK);
    json_object_foreach(json_object_get(desk, "events"), id, event)
    {
        bool may = json_is_true(json_object_get(event, "able"));
        const json_t *why = json_object_get(event, "why_not");
        able += may;
        unable += !may;
        cr_expect_eq(why == NULL, may,
                     "%s: a reason stands with those that cannot come, and only there", id);
        cr_expect(!json_is_true(json_object_get(event, "done")) || !may, "%s came already", id);
    }
    cr_expect_gt(able, 0);
    cr_expect_gt(unable, 1);
    json_decref(desk);
    played_done(&played);
}

Test(view_offers, a_card_is_asked_of_who_has_one)
{
    struct played played;
    int without = 0, with = 0;
    played_begin(&played, "het-pakket", 1, 3);
    cr_assert(played_until(&played, PHASE_ASSESS, 1));
    struct session *s = played.session;
    for (int team = 0; team < s->teams; team++) {
        struct err err = {.code = ERR_OK};
        struct buf out;
        json_t *data = json_pack("{s:s, s:{}}", "team", s->team[team].id, "values"),
               *card = played_view(&played, team, SECTION_CARD);
        buf_init(&out, 1 << 20);
        enum err_code code =
            session_apply(s, &(struct library){0}, INPUT_VOTE, "p1", played.t, data, &out, &err);
        bool has = json_object_size(json_object_get(card, "fields")) > 0;
        cr_expect_eq(view_has_card(s, team), has, "%s", s->team[team].id);
        cr_expect_eq(code, has ? ERR_OK : ERR_REFUSED, "%s: %s", s->team[team].id, err.text);
        without += !has;
        with += has;
        json_decref(data);
        json_decref(card);
        buf_done(&out);
    }
    cr_expect_gt(without, 0);
    cr_expect_gt(with, 0);
    played_done(&played);
}

Test(view_offers, what_the_facilitator_changed_is_told_to_all)
{
    struct diags *diags = calloc(1, sizeof *diags);
    struct shelf *shelf = shelf_open(NULL, NULL, diags);
    cr_assert_not_null(shelf);
    const struct library library = shelf_library(shelf);
    struct session *s = session_new("0198-offers");
    struct err err = {.code = ERR_OK};
    struct buf out, json;
    const struct book *book = shelf_book(shelf);
    const json_t *params = NULL;
    const char *name = NULL;
    json_t *param = NULL;
    char key[80] = "";
    for (int k = 0; key[0] == '\0' && k < book_count(book, KIND_ASSUMPTION); k++) {
        params = json_object_get(book_json(book, KIND_ASSUMPTION, k), "params");
        json_object_foreach((json_t *)(uintptr_t)params, name, param)
        {
            if (json_integer_value(json_object_get(param, "hi")) >
                json_integer_value(json_object_get(param, "value"))) {
                (void)snprintf(key, sizeof key, "%s.%s", book_id(book, KIND_ASSUMPTION, k), name);
                break;
            }
        }
    }
    json_int_t was = json_integer_value(json_object_get(param, "value"));
    json_t *data = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:{s:I}}", "table", "t",
                             "scenario", "het-pakket", "preset", "small", "names", "real",
                             "variant", "", "clock", 0, "seed", "1", "set", key, was + 1);
    buf_init(&out, 1 << 20);
    buf_init(&json, 1 << 20);
    cr_assert_eq(session_apply(s, &library, INPUT_CREATE, "p1", 0, data, &out, &err), ERR_OK, "%s",
                 err.text);
    for (int eyes = EYES_ROOM; eyes < s->teams; eyes++) {
        json_error_t at;
        buf_clear(&json);
        view_section(s, eyes, SECTION_SESSION, &json);
        json_t *view = json_loads(buf_text(&json), 0, &at);
        const json_t *changed = json_object_get(json_object_get(view, "changed"), key);
        cr_expect_eq(json_integer_value(json_object_get(changed, "value")), was + 1, "eyes %d",
                     eyes);
        cr_expect_eq(json_integer_value(json_object_get(changed, "was")), was);
        cr_expect_not_null(json_object_get(json_object_get(changed, "why"), "nl"));
        json_decref(view);
    }
    json_decref(data);
    buf_done(&out);
    buf_done(&json);
    session_free(s);
    shelf_free(shelf);
    free(diags);
}
