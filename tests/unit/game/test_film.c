/* SPDX-License-Identifier: EUPL-1.2 */
/* test_film.c -- films of a recording: for every pair of eyes the patches lead from the first view
 * to the last; the public's film tells less than everything; whoever is no team, an event that is
 * not there and a damaged recording are refused. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "game/film.h"
#include "game/play.h"
#include "game/recording.h"
#include "merge_apply.h"

enum { RECORDING_ROOM = 16 << 20, FILM_ROOM = 64 << 20 };

static void make_recording(struct buf *recording)
{
    static struct diags diags;
    struct shelf *shelf = shelf_open(NULL, NULL, &diags);
    cr_assert_not_null(shelf, "%s", diags.item[0].text);
    const struct library library = shelf_library(shelf);
    const struct play play = {.scenario = "cyberrel", .seed = 4, .variant = ""};
    struct session *session = NULL;
    struct err err = {.code = ERR_OK};
    buf_init(recording, RECORDING_ROOM);
    cr_assert_eq(play_game(&library, &play, NULL, NULL, recording, &session, &err), ERR_OK, "%s",
                 err.text);
    session_free(session);
    shelf_free(shelf);
}

/* The film as JSON, yours; NULL when it is refused. */
static json_t *film(const struct buf *recording, const char *eyes, int64_t at, struct err *ret_err)
{
    struct buf json;
    *ret_err = (struct err){.code = ERR_OK};
    buf_init(&json, FILM_ROOM);
    enum err_code code = film_make(recording->data, recording->size, eyes, at, &json, ret_err);
    json_t *root = NULL;
    if (code == ERR_OK) {
        root = json_loadb(json.data, json.size, JSON_REJECT_DUPLICATES, NULL);
        cr_assert_not_null(root, "the film for %s is no JSON", eyes);
    }
    buf_done(&json);
    return root;
}

/* The view after the last step; `ret_seq` is that step's event (0: not told). */
static json_t *last_view(const json_t *root, json_int_t *ret_seq)
{
    const json_t *steps = json_object_get(root, "steps");
    json_t *view = NULL;
    for (size_t k = 0; k < json_object_size(steps); k++) {
        char name[24];
        (void)snprintf(name, sizeof name, "%zu", k);
        const json_t *step = json_object_get(steps, name);
        *ret_seq = json_integer_value(json_object_get(step, "seq"));
        if (k == 0) {
            view = json_deep_copy(json_object_get(step, "view"));
        } else {
            json_t *next = merge_apply(view, json_object_get(step, "patch"));
            json_decref(view);
            view = next;
        }
    }
    cr_assert_not_null(view);
    return view;
}

Test(film, patches_lead_from_the_first_view_to_the_last_for_all_eyes)
{
    struct buf recording;
    struct err err;
    json_int_t end = 0, none = 0;
    make_recording(&recording);
    json_t *whole = film(&recording, "all", -1, &err);
    cr_assert_not_null(whole, "%s", err.text);
    json_t *everything = last_view(whole, &end);
    cr_assert_gt(end, 10);
    const char *team = NULL;
    json_t *name = NULL, *eyes = json_deep_copy(json_object_get(whole, "eyes"));
    (void)json_object_set_new(eyes, "all", json_null());
    (void)json_object_set_new(eyes, "public", json_null());
    json_object_foreach(eyes, team, name)
    {
        json_t *many = film(&recording, team, -1, &err), *one = film(&recording, team, end, &err);
        cr_assert(many != NULL && one != NULL, "%s: %s", team, err.text);
        cr_expect_eq(json_object_size(json_object_get(one, "steps")), 1);
        json_t *patched = last_view(many, &none), *fresh = last_view(one, &none);
        cr_expect(json_equal(patched, fresh), "the film for %s ends in another view", team);
        cr_expect_eq(strcmp(team, "all") == 0, json_equal(patched, everything),
                     "%s sees all, or all is kept from all", team);
        cr_expect_eq(none != 0, strcmp(team, "all") == 0, "numbers of the log shown to %s", team);
        json_decref(patched);
        json_decref(fresh);
        json_decref(many);
        json_decref(one);
    }
    json_decref(eyes);
    json_decref(everything);
    json_decref(whole);
    buf_done(&recording);
}

Test(film, what_cannot_be_shown_is_refused)
{
    struct buf recording;
    struct err err;
    make_recording(&recording);
    static const char *const nobody[] = {"", "nobody", "ALL", "all ", "../pl"};
    for (size_t k = 0; k < sizeof nobody / sizeof nobody[0]; k++) {
        cr_expect_null(film(&recording, nobody[k], -1, &err), "a film for '%s'", nobody[k]);
        cr_expect(err.code == ERR_FIELD_VALUE && strcmp(err.where, "eyes") == 0, "'%s': %s",
                  nobody[k], err.text);
    }
    cr_expect_null(film(&recording, "all", 1000000, &err));
    cr_expect(err.code == ERR_FIELD_RANGE && strcmp(err.where, "at") == 0, "%s", err.text);
    const size_t size = recording.size;
    for (size_t part = 0; part < 8; part++) { /* cut off, from nothing at all to almost whole */
        recording.size = size * part / 8;
        cr_expect_null(film(&recording, "all", -1, &err), "%zu of 8 parts", part);
        cr_expect(err.code == ERR_DAMAGED && strncmp(err.where, "line ", 5) == 0 &&
                      err.where[5] > '0' && err.where[5] <= '9',
                  "%zu of 8 parts: %s, %s", part, err.where, err.text);
    }
    recording.size = size;
    recording.data[size / 2] ^= 1;
    cr_expect_null(film(&recording, "public", -1, &err));
    cr_expect_eq(err.code, ERR_DAMAGED, "%s", err.text);
    buf_done(&recording);
}
