/* SPDX-License-Identifier: EUPL-1.2 */
/* test_games.c -- a game of the laboratory is the game that `hoeksteen play` plays; it depends on
 * its number alone; what is switched off does nothing; a set number is the number of that book. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "game/play.h"
#include "lab/lab.h"

static struct diags diags;
static struct shelf *shelf;

static void open_all(void)
{
    shelf = shelf_open(NULL, NULL, &diags);
    cr_assert_not_null(shelf);
}

static void close_all(void)
{
    shelf_free(shelf);
}

TestSuite(games, .init = open_all, .fini = close_all);

static size_t encoded(const struct program *p, const struct world *w, uint8_t *bytes)
{
    return world_encode(p, w, bytes);
}

static const struct scenario *find(const char *id)
{
    for (int k = 0; k < shelf_count(shelf); k++) {
        const json_t *json = scenario_json(shelf_scenario(shelf, k));
        if (strcmp(json_string_value(json_object_get(json, "id")), id) == 0) {
            return shelf_scenario(shelf, k);
        }
    }
    cr_assert_fail("no scenario %s", id);
    return NULL;
}

/* The worlds in which a scenario ends in the laboratory and in a session, for some seeds. */
static void both_play(struct shelf *from, int index, long games)
{
    static uint8_t one[ENCODE_MAX], other[ENCODE_MAX];
    const struct rows nowhere = {NULL, NULL, NULL};
    const struct scenario *scenario = shelf_scenario(from, index);
    const char *id = json_string_value(json_object_get(scenario_json(scenario), "id"));
    struct tally *tally = calloc(1, sizeof *tally);
    struct lab lab;
    struct why why;
    cr_assert(lab_init(&lab, scenario, &why));
    lab.games = games;
    lab.design.points = 1;
    lab.seed = 11;
    struct player *player = player_new(&lab);
    for (long g = lab.games; g-- > 0;) { /* backwards: no game knows of another */
        const struct library library = shelf_library(from);
        const struct play play = {.scenario = id, .seed = 11 + (uint64_t)g, .variant = ""};
        struct session *session = NULL;
        struct err err = {.code = ERR_OK};
        cr_assert_eq(play_game(&library, &play, NULL, NULL, NULL, &session, &err), ERR_OK, "%s",
                     err.text);
        cr_assert(player_play(player, g, &nowhere, tally));
        const size_t size = encoded(session->program, &session->world, one);
        const size_t own = encoded(lab.program, player_world(player), other);
        cr_expect(size == own && memcmp(one, other, size) == 0, "%s, seed %d", id, (int)(11 + g));
        session_free(session);
    }
    player_free(player);
    lab_done(&lab);
    free(tally);
}

Test(games, as_a_session_plays)
{
    for (int k = 0; k < shelf_count(shelf); k++) {
        both_play(shelf, k, 3);
    }
}

/* Scripted lines come in every phase, also in one without time, in which nobody acts. */
Test(games, lines_of_every_phase)
{
    static const char *const phases[] = {"assess", "deliberate", "council", "adjudicate",
                                         "outcome"};
    struct scenario *whole = (struct scenario *)(uintptr_t)find("stresstest");
    json_t *files = json_deep_copy(scenario_files(whole)), *scenarios = json_object();
    json_t *json = json_object_get(files, "scenario.json"),
           *events = json_object_get(json, "events");
    json_t *text[2] = {json_object_get(files, "texts.nl.json"),
                       json_object_get(files, "texts.en.json")};
    for (size_t k = 0; k < sizeof phases / sizeof phases[0]; k++) {
        json_t *event = json_pack("{s:s, s:i, s:s, s:[{s:s, s:s}], s:{s:[], s:[], s:[]}}", "id",
                                  phases[k], "turn", 2, "phase", phases[k], "do", "add", "COH",
                                  "by", "-2", "ground", "claims", "sources", "assumptions");
        cr_assert_not_null(event);
        char key[40];
        (void)snprintf(key, sizeof key, "event.%s", phases[k]);
        (void)json_array_append_new(events, event);
        for (int lang = 0; lang < 2; lang++) {
            json_t *texts = json_object_get(text[lang], "texts");
            (void)json_object_set_new(texts == NULL ? text[lang] : texts, key, json_string("x"));
        }
        json_t *turn = json_array_get(json_object_get(json, "turns"), 1);
        if (k < 3) { /* nobody acts in the second turn */
            (void)json_object_set_new(json_object_get(turn, "phases"), phases[k], json_integer(0));
        }
    }
    (void)json_object_set_new(scenarios, "stresstest", files);
    struct shelf *changed = shelf_of(book_files(scenario_book(whole)), scenarios, &diags);
    cr_assert_not_null(changed, "%s", diags.count > 0 ? diags.item[0].text : "");
    both_play(changed, 0, 2);
    shelf_free(changed);
    json_decref(scenarios);
}

Test(games, what_is_switched_off_is_silent)
{
    const struct rows nowhere = {NULL, NULL, NULL};
    struct tally *tally = calloc(1, sizeof *tally);
    struct lab lab;
    struct why why;
    cr_assert(lab_init(&lab, find("het-pakket"), &why));
    lab.design.points = 1;
    struct player *player = player_new(&lab);
    cr_assert(player_play(player, 0, &nowhere, tally));
    cr_expect_gt(player_world(player)->motions, 0);
    player_free(player);
    cr_assert(lab_policy(&lab, "*=off", &why), "%s", why.text);
    player = player_new(&lab);
    cr_assert(player_play(player, 0, &nowhere, tally));
    cr_expect_eq(player_world(player)->motions, 0);
    player_free(player);
    lab_done(&lab);
    free(tally);
}

/* Setting a number afterwards is the same as compiling the book with it. */
Test(games, a_number_that_is_set)
{
    static uint8_t one[ENCODE_MAX], other[ENCODE_MAX];
    const struct rows nowhere = {NULL, NULL, NULL};
    struct tally *tally = calloc(1, sizeof *tally);
    struct why why;
    struct err err = {.code = ERR_OK};
    json_t *set = json_pack("{s:i}", "MA-42.noise", 12);
    const struct library library = shelf_library(shelf);
    struct scenario *compiled = library.scenario(library.cls, "het-pakket", set, &err);
    cr_assert_not_null(compiled, "%s", err.text);
    struct lab late, early;
    cr_assert(lab_init(&late, find("het-pakket"), &why) && lab_init(&early, compiled, &why));
    cr_assert(lab_set(&late, "MA-42.noise=12", &why), "%s", why.text);
    late.design.points = early.design.points = 1;
    late.games = early.games = 2;
    struct player *a = player_new(&late), *b = player_new(&early);
    for (long g = 0; g < 2; g++) {
        cr_assert(player_play(a, g, &nowhere, tally) && player_play(b, g, &nowhere, tally));
        const size_t size = encoded(late.program, player_world(a), one);
        const size_t own = encoded(early.program, player_world(b), other);
        cr_expect(size == own && memcmp(one, other, size) == 0);
    }
    player_free(a);
    player_free(b);
    lab_done(&late);
    lab_done(&early);
    json_decref(set);
    free(tally);
}
