/* SPDX-License-Identifier: EUPL-1.2 */
/* played.c -- steps a session through its phases with inputs alone, as the server does. */
#include "played.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

enum { BYTES_MAX = 1 << 26 };

static const json_t *scenario_row(const struct shelf *shelf, const char *id)
{
    for (int k = 0; k < shelf_count(shelf); k++) {
        const json_t *row = scenario_json(shelf_scenario(shelf, k));
        if (strcmp(json_string_value(json_object_get(row, "id")), id) == 0) {
            return row;
        }
    }
    return NULL;
}

void played_beside(struct played *played, const struct played *other, const char *id, size_t preset,
                   uint64_t seed, json_t *set)
{
    char number[24];
    *played = (struct played){.shelf = other->shelf};
    const json_t *scenario = scenario_row(played->shelf, id);
    const json_t *row = json_array_get(json_object_get(scenario, "presets"), preset);
    cr_assert_not_null(row);
    (void)snprintf(number, sizeof number, "%llu", (unsigned long long)seed);
    played->session = session_new("11111111-2222-4333-8444-555555555555");
    json_t *data =
        json_pack("{s:s,s:s,s:s,s:b,s:s,s:s,s:s,s:i}", "scenario",
                  json_string_value(json_object_get(scenario, "id")), "preset",
                  json_string_value(json_object_get(row, "id")), "names", "real", "clock", 1,
                  "seed", number, "table", "t", "variant", "", "course", SESSION_COURSE);
    if (set != NULL) {
        (void)json_object_set(data, "set", set);
    }
    played_input(played, INPUT_CREATE, "host", data);
}

void played_begin(struct played *played, const char *id, size_t preset, uint64_t seed)
{
    AUTO_FREE struct diags *diags = calloc(1, sizeof *diags);
    const struct played shelf = {.shelf = shelf_open("rules/book", "rules/scenarios", diags)};
    cr_assert_not_null(shelf.shelf, "%s %s: %s", diags->item[0].file, diags->item[0].pointer,
                       diags->item[0].text);
    played_beside(played, &shelf, id, preset, seed, NULL);
}

void played_done(struct played *played)
{
    session_free(played->session);
    shelf_free(played->shelf);
}

static enum err_code input(struct played *played, enum input type, const char *by, json_t *data,
                           struct err *err)
{
    AUTO(buf_done) struct buf out = {0};
    struct library library = shelf_library(played->shelf);
    buf_init(&out, BYTES_MAX);
    played->t += 1000;
    enum err_code code =
        session_apply(played->session, &library, type, by, played->t, data, &out, err);
    json_decref(data);
    return code;
}

void played_input(struct played *played, enum input type, const char *by, json_t *data)
{
    struct err err = {.code = ERR_OK};
    enum err_code code = input(played, type, by, data, &err);
    cr_assert_eq(code, ERR_OK, "%s: %s", err.where, err.text);
}

bool played_next(struct played *played)
{
    for (int phase = PHASE_BRIEF; phase <= PHASE_DEBRIEF; phase++) {
        if (input(played, INPUT_PHASE, "host",
                  json_pack("{s:s}", "to", phase_word((enum phase)phase)), NULL) == ERR_OK) {
            return true;
        }
    }
    return false;
}

bool played_until(struct played *played, enum phase phase, int turn)
{
    while (played->session->phase != phase || (turn != 0 && played->session->turn != turn)) {
        if (!played_next(played)) {
            return false;
        }
    }
    return true;
}

static void project(const struct played *played, int eyes, int section, struct buf *json)
{
    if (section < SECTIONS) {
        view_section(played->session, eyes, (enum section)section, json);
    } else {
        view_motion(played->session, eyes, section - SECTIONS, json);
    }
    cr_assert_not(json->failed);
}

json_t *played_view(const struct played *played, int eyes, int section)
{
    AUTO(buf_done) struct buf json = {0};
    json_error_t error;
    buf_init(&json, BYTES_MAX);
    project(played, eyes, section, &json);
    if (json.size == 0) {
        return NULL;
    }
    json_t *read = json_loadb(json.data, json.size, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(read, "section %d of eyes %d: %s\n%.300s", section, eyes, error.text,
                       buf_text(&json));
    return read;
}

void played_all(const struct played *played, int eyes, struct buf *bytes)
{
    AUTO(buf_done) struct buf one = {0};
    buf_init(&one, BYTES_MAX);
    for (int section = 0; section < SECTIONS + played->session->world.motions; section++) {
        buf_clear(&one);
        project(played, eyes, section, &one);
        buf_fmt(bytes, "%d ", section);
        buf_add(bytes, buf_text(&one), one.size);
        buf_char(bytes, '\n');
    }
}
