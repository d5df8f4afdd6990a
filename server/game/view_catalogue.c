/* SPDX-License-Identifier: EUPL-1.2 */
/* view_catalogue.c -- what a facilitator chooses from before there is a game. Nothing of any game
 * is in it. */
#include <string.h>

#include "game/game_private.h"

static void pair(struct buf *json, const struct session *blank, const char *key)
{
    struct buf text;
    buf_init(&text, 64 << 10);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_text(blank, (enum lang)lang, key, NONE, NULL, &text);
        json_key(json, lang == LANG_NL ? "nl" : "en");
        json_str(json, buf_text(&text));
    }
    json_close(json, '}');
    buf_done(&text);
}

static void named(struct buf *json, const struct session *blank, const char *prefix, const char *id,
                  int n)
{
    char key[160];
    (void)snprintf(key, sizeof key, "%s.%s", prefix, id);
    json_key(json, "n");
    json_int(json, n);
    json_key(json, "name");
    pair(json, blank, key);
}

static const char *id_of(const json_t *row)
{
    const char *id = json_string_value(json_object_get(row, "id"));
    return id == NULL ? "" : id;
}

static void write_presets(struct buf *json, const struct session *blank)
{
    size_t k = 0, t = 0;
    const json_t *preset = NULL, *team = NULL;
    json_key(json, "presets");
    json_open(json, '{');
    json_array_foreach(json_object_get(scenario_json(blank->scenario), "presets"), k, preset)
    {
        const json_t *players = json_object_get(preset, "players");
        json_key(json, id_of(preset));
        json_open(json, '{');
        named(json, blank, "preset", id_of(preset), (int)k);
        json_key(json, "lo");
        json_int(json, json_integer_value(json_array_get(players, 0)));
        json_key(json, "hi");
        json_int(json, json_integer_value(json_array_get(players, 1)));
        json_key(json, "teams");
        json_open(json, '{');
        json_array_foreach(json_object_get(preset, "teams"), t, team)
        {
            json_key(json, id_of(team));
            json_open(json, '{');
            named(json, blank, "team", id_of(team), (int)t);
            json_key(json, "seats");
            json_int(json, json_integer_value(json_object_get(team, "seats")));
            json_close(json, '}');
        }
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_draws(struct buf *json, const struct session *blank)
{
    size_t k = 0, o = 0;
    const json_t *draw = NULL, *option = NULL;
    json_key(json, "draws");
    json_open(json, '{');
    json_array_foreach(json_object_get(scenario_json(blank->scenario), "draws"), k, draw)
    {
        char prefix[80];
        (void)snprintf(prefix, sizeof prefix, "draw.%s", id_of(draw));
        json_key(json, id_of(draw));
        json_open(json, '{');
        named(json, blank, "draw", id_of(draw), (int)k);
        json_key(json, "options");
        json_open(json, '{');
        json_array_foreach(json_object_get(draw, "options"), o, option)
        {
            json_key(json, id_of(option));
            json_open(json, '{');
            named(json, blank, prefix, id_of(option), (int)o);
            json_close(json, '}');
        }
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_variants(struct buf *json, const struct session *blank)
{
    size_t k = 0;
    const json_t *variant = NULL;
    json_key(json, "variants");
    json_open(json, '{');
    json_array_foreach(json_object_get(scenario_json(blank->scenario), "variants"), k, variant)
    {
        json_key(json, id_of(variant));
        json_open(json, '{');
        named(json, blank, "variant", id_of(variant), (int)k);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_players(struct buf *json, const struct scenario *scenario)
{
    size_t k = 0;
    const json_t *preset = NULL;
    json_int_t lo = 0, hi = 0;
    json_array_foreach(json_object_get(scenario_json(scenario), "presets"), k, preset)
    {
        const json_t *players = json_object_get(preset, "players");
        json_int_t a = json_integer_value(json_array_get(players, 0)),
                   b = json_integer_value(json_array_get(players, 1));
        lo = k == 0 || a < lo ? a : lo;
        hi = b > hi ? b : hi;
    }
    json_key(json, "players");
    json_open(json, '{');
    json_key(json, "lo");
    json_int(json, lo);
    json_key(json, "hi");
    json_int(json, hi);
    json_close(json, '}');
}

void view_catalogue(const struct table *table, struct buf *json)
{
    const struct shelf *shelf = table->game->shelf;
    struct session *blank = session_new(""); /* no game: only names to fill into texts */
    if (blank == NULL) {
        return;
    }
    json_open(json, '{');
    json_key(json, "scenarios");
    json_open(json, '{');
    for (int k = 0; k < shelf_count(shelf); k++) {
        const struct scenario *scenario = shelf_scenario(shelf, k);
        blank->scenario = shelf_borrow(shelf, k);
        blank->book = scenario_book(scenario);
        blank->program = scenario_program(scenario);
        const json_t *root = scenario_json(scenario);
        json_key(json, id_of(root));
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, k);
        json_key(json, "title");
        pair(json, blank, "title");
        json_key(json, "summary");
        pair(json, blank, "summary");
        json_key(json, "minutes");
        json_int(json,
                 json_integer_value(json_object_get(json_object_get(root, "clock"), "limit")) / 60);
        if (json_is_true(json_object_get(root, "warning"))) {
            json_key(json, "warning");
            pair(json, blank, "warning");
        }
        write_players(json, scenario);
        write_presets(json, blank);
        write_variants(json, blank);
        write_draws(json, blank);
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
    session_free(blank);
}
