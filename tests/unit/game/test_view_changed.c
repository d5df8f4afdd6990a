/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view_changed.c -- a start value that the host set otherwise: who may see the number is told,
 * and to all others not one byte moves, until everything is told. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "played.h"

/* Who may see it, read from the book's own words and not from the masks that the view uses. */
static bool knows(const struct session *s, int eyes, const struct start *place)
{
    const json_t *see = json_object_get(book_json(s->book, KIND_VARIABLE, place->variable), "see");
    size_t k = 0;
    const json_t *word = NULL;
    bool known = eyes == EYES_ALL;
    json_array_foreach(see, k, word)
    {
        const char *who = json_string_value(word);
        const bool own = eyes >= 0 && s->program->variable[place->variable].dims > 0 &&
                         (s->team[eyes].actors >> place->index[0] & 1u) != 0;
        known = known || strcmp(who, "public") == 0 || (strcmp(who, "own") == 0 && own) ||
                (strcmp(who, "red") == 0 && eyes >= 0 && s->team[eyes].red);
    }
    return known;
}

static const json_t *entry(const json_t *section, const char *name)
{
    return json_object_get(json_object_get(section, "changed"), name);
}

static void check_eyes(const struct played *plain, const struct played *played, int eyes,
                       const struct start *place, const char *name)
{
    if (!knows(played->session, eyes, place)) {
        AUTO(buf_done) struct buf one = {0}, other = {0};
        buf_init(&one, 1 << 26);
        buf_init(&other, 1 << 26);
        played_all(plain, eyes, &one);
        played_all(played, eyes, &other);
        cr_expect(one.size == other.size && memcmp(one.data, other.data, one.size) == 0,
                  "%s is seen by eyes %d", name, eyes);
        return;
    }
    json_t *section = played_view(played, eyes, SECTION_SESSION);
    const json_t *told = entry(section, name);
    const struct session *s = played->session;
    const int scale = s->program->variable[place->variable].scale;
    cr_expect_eq(json_integer_value(json_object_get(told, "value")),
                 s->program->variable[place->variable].hi / scale, "%s, eyes %d", name, eyes);
    cr_expect_eq(json_integer_value(json_object_get(told, "was")),
                 engine_value(plain->session->program, &plain->session->world, place->variable,
                              place->index[0], 0) /
                     scale,
                 "%s, eyes %d", name, eyes);
    cr_expect(json_is_object(json_object_get(told, "name")) &&
              json_is_object(json_object_get(told, "why")));
    cr_expect_eq(json_object_size(json_object_get(section, "changed")), 1);
    json_decref(section);
}

/* The highest value of a number, of an ally that somebody plays. */
static json_t *highest(const struct session *s, struct start *place, int variable,
                       char name[ADJUST_NAME_MAX])
{
    const struct variable *v = &s->program->variable[variable];
    *place = (struct start){.variable = (uint16_t)variable};
    for (int t = 0; v->dims > 0 && t < s->teams; t++) {
        for (int a = 0; a < s->program->members; a++) {
            if ((s->team[t].actors >> a & 1u) != 0) {
                place->index[0] = (int16_t)a;
            }
        }
    }
    book_adjust_name(s->book, place, name);
    return json_pack("{s:i}", name, v->hi / v->scale);
}

Test(view_changed, who_may_not_know_is_not_told, .timeout = 250)
{
    struct played plain;
    int secret = 0, open = 0;
    played_begin(&plain, "het-pakket", 1, 3);
    cr_assert(played_until(&plain, PHASE_BRIEF, 0));
    for (int v = 0; v < plain.session->program->variables; v++) {
        char name[ADJUST_NAME_MAX];
        struct start place;
        struct played played;
        if (!book_adjustable(plain.session->book, v)) {
            continue;
        }
        json_t *set = highest(plain.session, &place, v, name);
        played_beside(&played, &plain, "het-pakket", 1, 3, set);
        json_decref(set);
        cr_assert(played_until(&played, PHASE_BRIEF, 0));
        for (int eyes = EYES_ROOM; eyes < plain.session->teams; eyes++) {
            check_eyes(&plain, &played, eyes, &place, name);
            secret += !knows(played.session, eyes, &place);
            open += knows(played.session, eyes, &place);
        }
        session_free(played.session);
    }
    cr_expect_gt(secret, 10);
    cr_expect_gt(open, 10);
    played_done(&plain);
}

Test(view_changed, in_the_debriefing_everything_is_told, .timeout = 250)
{
    struct played plain, played;
    played_begin(&plain, "cyberrel", 0, 3);
    json_t *set = json_pack("{s:i,s:i,s:i}", "MA-14.base", 9, "RISK", 90, "PC[EE]", 9);
    played_beside(&played, &plain, "cyberrel", 0, 3, set);
    for (int told = 0; told < 2; told++) {
        json_t *section = played_view(&played, EYES_PUBLIC, SECTION_SESSION);
        const json_t *changed = json_object_get(section, "changed");
        cr_expect_eq(json_object_size(changed), told != 0 ? 3 : 1);
        cr_expect_eq(
            json_integer_value(json_object_get(json_object_get(changed, "MA-14.base"), "n")), 0,
            "what is not shown is not counted either");
        const json_t *name = json_object_get(json_object_get(changed, "MA-14.base"), "name");
        cr_expect_str_eq(json_string_value(json_object_get(name, "nl")),
                         book_text(played.session->book, LANG_NL, "assumption.MA-14.base"));
        json_decref(section);
        cr_assert(played_until(&played, PHASE_DEBRIEF, 0));
    }
    json_decref(set);
    session_free(played.session);
    played_done(&plain);
}
