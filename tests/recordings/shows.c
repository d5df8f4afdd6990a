/* SPDX-License-Identifier: EUPL-1.2 */
/* shows.c -- see shows.h. Looks only: it plays with the same call as the command line. */
#include "shows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "game/line.h"

enum { RECORDING_BYTES_MAX = 64 << 20 };

struct watching {
    struct shows *shows;
    int notes; /* of the session that were seen */
};

static void add(struct shows *shows, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(struct shows *shows, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    if (shows->facts < FACTS_ROOM) {
        (void)vsnprintf(shows->fact[shows->facts++], FACT_SIZE, format, list);
    }
    va_end(list);
}

/* The word that the board has for an incident now: the gauge with the role "band"; "" for no
 * incident. */
static const char *band_of(const struct session *s, int incident)
{
    const char *word = "";
    for (int g = 0; incident != NONE && g < book_count(s->book, KIND_GAUGE); g++) {
        const json_t *row = book_json(s->book, KIND_GAUGE, g),
                     *bands = json_object_get(row, "bands");
        const char *role = json_string_value(json_object_get(row, "role")),
                   *formula = json_string_value(json_object_get(row, "formula"));
        const int16_t arguments[BIND_MAX] = {(int16_t)incident};
        int32_t value = 0;
        if (role == NULL || strcmp(role, "band") != 0 || formula == NULL) {
            continue;
        }
        (void)engine_formula(s->program, &s->world, book_find(s->book, KIND_FORMULA, formula),
                             arguments, &value, NULL);
        for (size_t k = 0; k < json_array_size(bands); k++) {
            const json_t *band = json_array_get(bands, k);
            word = value >= json_integer_value(json_array_get(band, 0))
                       ? json_string_value(json_array_get(band, 1))
                       : word;
        }
    }
    return word;
}

static void motion_fact(struct shows *shows, const struct session *s, int m, const char *state)
{
    const struct motion *motion = &s->world.motion[m];
    const char *band = band_of(s, motion->incident);
    add(shows, "%s:%s%s%s", state, book_id(s->book, KIND_MOTION, motion->kind),
        band[0] == '\0' ? "" : ":", band);
}

static void seen(void *cls, const struct session *s, enum input type)
{
    static const char *const STATES[] = {"tabled",  "broken",  "adopted", "effective",
                                         "refused", "dropped", "lapsed"};
    struct watching *watching = cls;
    struct shows *shows = watching->shows;
    (void)type;
    for (; watching->notes < s->notes; watching->notes++) {
        const struct note *note = &s->note[watching->notes];
        if (note->kind == NOTE_INCIDENT) {
            add(shows, "incident:%s", book_id(s->book, KIND_INCIDENT, note->b));
        } else if (note->kind == NOTE_ORDER) {
            add(shows, "order:%s", book_id(s->book, KIND_ACTION, note->b));
        } else if (note->kind == NOTE_TABLED || note->kind == NOTE_MOTION) {
            motion_fact(shows, s, note->a, note->kind == NOTE_TABLED ? STATES[0] : STATES[note->b]);
        } else if (note->kind == NOTE_ENDING) {
            add(shows, "end:%s", book_id(s->book, KIND_ENDING, note->a));
        }
    }
}

static void truths(struct shows *shows, const struct session *s)
{
    size_t d = 0, o = 0;
    json_t *draw = NULL, *option = NULL;
    json_array_foreach(json_object_get(scenario_json(s->scenario), "draws"), d, draw)
    {
        int variable =
            book_find(s->book, KIND_VARIABLE, json_string_value(json_object_get(draw, "var")));
        int32_t value = engine_value(s->program, &s->world, variable, NONE, NONE) /
                        s->program->variable[variable].scale;
        json_array_foreach(json_object_get(draw, "options"), o, option)
        {
            if (json_integer_value(json_object_get(option, "value")) == value) {
                add(shows, "truth:%s=%s", json_string_value(json_object_get(draw, "id")),
                    json_string_value(json_object_get(option, "id")));
            }
        }
    }
}

/* Who broke a silence stands in the acts of a line; the motion itself may have been mended since.
 */
static void breaks(struct shows *shows, const struct session *s, const json_t *line)
{
    size_t a = 0;
    json_t *row = NULL;
    json_array_foreach(json_object_get(json_object_get(line, "out"), "acts"), a, row)
    {
        const json_t *act = json_object_get(row, "act");
        const char *answer = json_string_value(json_object_get(act, "answer")),
                   *object = json_string_value(json_object_get(act, "object"));
        if (answer != NULL && strcmp(answer, "break") == 0 && object != NULL) {
            add(shows, "broken:%s",
                book_id(s->book, KIND_MOTION, s->world.motion[atoi(object + 1) - 1].kind));
        }
    }
}

/* One event line: what was put in and what came out count, the chain does not: it hangs on every
 * text of the book. */
static void take_line(struct shows *shows, const struct session *s, const char *text, size_t size,
                      struct hash *hash)
{
    struct line line = {0};
    const char *out = NULL;
    size_t out_size = 0;
    if (line_read(text, size, &line, NULL) != ERR_OK) {
        return; /* the closing line */
    }
    if (line_out(text, size, &out, &out_size)) {
        hash_add(hash, text, (size_t)(out - text) + out_size);
        breaks(shows, s, line.root);
    }
    line_done(&line);
}

bool shows_play(const struct library *library, const char *scenario, uint64_t seed,
                struct shows *shows)
{
    struct watching watching = {.shows = shows};
    struct session *session = NULL;
    struct err err = {.code = ERR_OK};
    struct buf recording;
    struct hash hash;
    uint8_t sum[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    const struct play play = {.scenario = scenario, .seed = seed, .variant = ""};
    memset(shows, 0, sizeof *shows);
    buf_init(&recording, RECORDING_BYTES_MAX);
    if (play_game(library, &play, seen, &watching, &recording, &session, &err) != ERR_OK) {
        (void)fprintf(stderr, "%s, seed %llu: %s\n", scenario, (unsigned long long)seed, err.text);
        buf_done(&recording);
        return false;
    }
    if (session->world.ended == 0) {
        add(shows, "end:planned");
    }
    truths(shows, session);
    hash_init(&hash);
    const char *at = strstr(buf_text(&recording), "{\"seq\":"),
               *end = recording.data + recording.size;
    while (at != NULL && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        take_line(shows, session, at, (size_t)(stop - at), &hash);
        at = stop + 1;
    }
    hash_end(&hash, sum);
    hash_hex(hex, sum);
    (void)snprintf(shows->digest, sizeof shows->digest, "%.16s", hex);
    session_free(session);
    buf_done(&recording);
    return true;
}

static int place_of(const struct shows *shows, const char *fact, size_t size)
{
    for (int k = 0; k < shows->facts; k++) {
        if (strlen(shows->fact[k]) == size && memcmp(shows->fact[k], fact, size) == 0) {
            return k;
        }
    }
    return NONE;
}

bool shows_all(const struct shows *shows, const char *wanted)
{
    for (const char *at = wanted + strspn(wanted, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " "), first = strcspn(at, "<");
        bool good = false;
        if (*at == '!') {
            good = place_of(shows, at + 1, size - 1) == NONE;
        } else if (first < size) {
            int a = place_of(shows, at, first),
                b = place_of(shows, at + first + 1, size - first - 1);
            good = a != NONE && b != NONE && a < b;
        } else {
            good = place_of(shows, at, size) != NONE;
        }
        if (!good) {
            return false;
        }
        at += size;
    }
    return true;
}
