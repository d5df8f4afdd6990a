/* SPDX-License-Identifier: EUPL-1.2 */
/* test_view_names.c -- names within names: a member of a set that is called after a country has the
 * country's name wherever it is said, and the fictional one under the fictional skin. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/builtin.h"
#include "played.h"

struct spot {
    int rule, slot, set;
    const char *name; /* that the rule binds */
};

/* A rule that binds a member of a set. */
static struct spot find(const struct scenario *scenario)
{
    const struct program *p = scenario_program(scenario);
    for (int rule = 1; rule < p->rules; rule++) {
        for (int slot = 0; slot < BIND_MAX; slot++) {
            int set = NONE;
            const char *name = scenario_bound(scenario, KIND_RULE, rule, slot, &set);
            if (name != NULL && p->set[set].kind == SET_FIXED) {
                return (struct spot){rule, slot, set, name};
            }
        }
    }
    return (struct spot){.rule = NONE};
}

static void retell(json_t *files, const char *key, const char *name)
{
    char text[80];
    const char *file = NULL;
    json_t *document = NULL;
    (void)snprintf(text, sizeof text, "<{%s}>", name);
    json_object_foreach(files, file, document)
    {
        json_t *texts = json_object_get(document, "texts");
        if (json_object_get(texts, key) != NULL) {
            (void)json_object_set_new(texts, key, json_string(text));
        }
    }
}

Test(view_names, names_of_members_hold_names_of_countries, .timeout = 100)
{
    struct played first, second;
    char key[160], member[160];
    played_begin(&first, "het-pakket", 1, 1);
    const struct spot spot = find(first.session->scenario);
    cr_assert_neq(spot.rule, NONE);
    (void)snprintf(key, sizeof key, "rule.%s",
                   scenario_rule_id(first.session->scenario, spot.rule));
    struct diags *diags = calloc(1, sizeof *diags);
    const struct book *book = first.session->book;
    (void)snprintf(member, sizeof member, "set.%s.%s", book_id(book, KIND_SET, spot.set),
                   book_member(book, spot.set, 0));
    json_t *files = json_deep_copy(builtin_book_files());
    retell(files, key, spot.name);
    retell(files, member, book_id(book, KIND_ACTOR, 0));
    const struct played shelf = {.shelf = shelf_of(files, builtin_scenarios(), diags)};
    cr_assert_not_null(shelf.shelf, "%s: %s", diags->item[0].pointer, diags->item[0].text);
    played_beside(&second, &shelf, "het-pakket", 1, 1, NULL);
    char said[2][LANGS][256];
    for (int skin = 0; skin < 2; skin++) {
        (void)snprintf(second.session->names, sizeof second.session->names, "%s",
                       skin == 0 ? "real" : "fictional");
        for (int lang = 0; lang < LANGS; lang++) {
            int16_t bind[BIND_MAX];
            struct buf text = {0};
            for (int k = 0; k < BIND_MAX; k++) {
                bind[k] = NONE;
            }
            bind[spot.slot] = 0;
            buf_init(&text, 1 << 12);
            session_text(second.session, (enum lang)lang, key, spot.rule, bind, &text);
            (void)snprintf(said[skin][lang], sizeof said[skin][lang], "%s", buf_text(&text));
            cr_expect_null(strchr(buf_text(&text), '{'), "%s", buf_text(&text));
            cr_expect_gt(text.size, 4);
            buf_done(&text);
        }
    }
    for (int lang = 0; lang < LANGS; lang++) {
        cr_expect_str_neq(said[0][lang], said[1][lang]);
    }
    played_done(&second);
    played_done(&first);
    json_decref(files);
    free(diags);
}
