/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view_shape.c -- every view of whole automated games: valid JSON that merge patches can
 * change, texts complete in both languages, the same bytes when asked twice; and patches from one
 * phase to the next against an oracle. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/auto.h"
#include "game/patch.h"
#include "game/view_words.h"
#include "merge_apply.h"
#include "played.h"

static void check_text(const json_t *text, const char *where)
{
    const char *value = json_string_value(text);
    cr_assert(value != NULL && value[0] != '\0', "empty text at %s", where);
    cr_assert_null(strchr(value, '{'), "an unfilled name at %s: %s", where, value);
    cr_assert_null(strstr(value, "(null)"), "%s", where);
}

/* A pair has both languages and nothing else; no view holds a list, a null or a real number. */
static void check_value(const json_t *value, const char *where)
{
    const char *key = NULL;
    json_t *child = NULL;
    cr_assert_not(json_is_array(value) || json_is_null(value) || json_is_real(value), "%s", where);
    if (!json_is_object(value)) {
        return;
    }
    if (json_object_get(value, "nl") != NULL) {
        cr_assert_eq(json_object_size(value), 2, "%s", where);
        check_text(json_object_get(value, "nl"), where);
        check_text(json_object_get(value, "en"), where);
        return;
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, child)
    {
        char below[300];
        (void)snprintf(below, sizeof below, "%.200s/%.60s", where, key);
        check_value(child, below);
    }
}

/* The order numbers of a list of items are all there and all different: 0.. or 1.. in any order. */
static void check_numbers(const json_t *list, const char *where)
{
    const char *key = NULL;
    json_t *item = NULL;
    json_int_t last = -1;
    json_object_foreach((json_t *)(uintptr_t)list, key, item)
    {
        json_int_t n = json_integer_value(json_object_get(item, "n"));
        cr_assert_gt(n, last, "%s/%s", where, key);
        last = n;
    }
}

static void check_lists(const json_t *section)
{
    static const char *const LISTS[] = {"packets",  "gauges", "fields",  "log",    "questions",
                                        "timeline", "events", "changes", "preview"};
    for (size_t k = 0; k < sizeof LISTS / sizeof LISTS[0]; k++) {
        check_numbers(json_object_get(section, LISTS[k]), LISTS[k]);
    }
}

static void check_eyes(const struct played *played, int eyes)
{
    AUTO(buf_done) struct buf once = {0};
    AUTO(buf_done) struct buf twice = {0};
    buf_init(&once, 1 << 27);
    buf_init(&twice, 1 << 27);
    for (int section = 0; section < SECTIONS + played->session->world.motions; section++) {
        char where[80];
        json_t *view = played_view(played, eyes, section);
        (void)snprintf(where, sizeof where, "eyes %d, turn %d, %s, section %d", eyes,
                       played->session->turn, phase_word((enum phase)played->session->phase),
                       section);
        if (view != NULL) {
            check_value(view, where);
            check_lists(view);
        }
        json_decref(view);
    }
    played_all(played, eyes, &once);
    played_all(played, eyes, &twice);
    cr_assert(once.size == twice.size && memcmp(once.data, twice.data, once.size) == 0,
              "a view is a function");
}

static void play_all(const char *scenario, size_t preset)
{
    struct played played;
    played_begin(&played, scenario, preset, 11);
    do {
        const struct session *s = played.session;
        if (s->phase == PHASE_REVEAL) {
            played_input(&played, INPUT_REVEAL, "host", NULL);
            played_input(&played, INPUT_REVEAL, "host", NULL);
            played_input(&played, INPUT_REVEAL, "host", NULL);
            played_input(&played, INPUT_REVEAL, "host", NULL);
        }
        for (int eyes = EYES_PUBLIC; eyes < s->teams; eyes++) {
            check_eyes(&played, eyes);
        }
    } while (played_next(&played));
    cr_assert_eq(played.session->phase, PHASE_DEBRIEF);
    played_done(&played);
}

Test(view_shape, first_scenario, .timeout = 200)
{
    play_all("cyberrel", 0);
}

Test(view_shape, second_scenario, .timeout = 200)
{
    play_all("het-pakket", 1);
}

Test(view_shape, patches_between_phases, .timeout = 200)
{
    struct played played;
    AUTO(buf_done) struct buf now = {0};
    AUTO(buf_done) struct buf patch = {0};
    struct buf was[SECTIONS];
    int changed = 0;
    played_begin(&played, "het-pakket", 1, 5);
    for (int k = 0; k < SECTIONS; k++) {
        buf_init(&was[k], 1 << 26);
    }
    buf_init(&now, 1 << 26);
    buf_init(&patch, 1 << 26);
    do {
        for (int k = 0; k < SECTIONS; k++) {
            buf_clear(&now);
            buf_clear(&patch);
            view_section(played.session, EYES_ALL, (enum section)k, &now);
            if (was[k].size > 0 && now.size > 0) {
                const struct json_text last = json_text(was[k].data, was[k].size),
                                       next = json_text(now.data, now.size);
                bool differs = patch_diff(&last, &next, &patch);
                json_t *from = json_loadb(was[k].data, was[k].size, 0, NULL),
                       *to = json_loadb(now.data, now.size, 0, NULL);
                json_t *by = differs ? json_loadb(patch.data, patch.size, 0, NULL) : json_object();
                json_t *made = merge_apply(from, by);
                cr_expect(json_equal(made, to), "section %d", k);
                cr_expect_eq(differs, !json_equal(from, to), "section %d", k);
                changed += differs;
                json_decref(from);
                json_decref(to);
                json_decref(by);
                json_decref(made);
            }
            buf_clear(&was[k]);
            buf_add(&was[k], buf_text(&now), now.size);
        }
    } while (played_next(&played));
    cr_expect_gt(changed, 20);
    for (int k = 0; k < SECTIONS; k++) {
        buf_done(&was[k]);
    }
    played_done(&played);
}

Test(view_shape, built_in_words)
{
    for (int k = 0; k < VIEW_WORDS; k++) {
        json_t *word = json_loads(view_word_json((enum view_word)k), JSON_REJECT_DUPLICATES, NULL);
        cr_assert_not_null(word, "%s", view_word_json((enum view_word)k));
        cr_expect_str_eq(json_string_value(json_object_get(word, "nl")),
                         view_word_text((enum view_word)k, LANG_NL));
        cr_expect_str_eq(json_string_value(json_object_get(word, "en")),
                         view_word_text((enum view_word)k, LANG_EN));
        json_decref(word);
    }
}
