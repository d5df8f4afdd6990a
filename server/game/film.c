/* SPDX-License-Identifier: EUPL-1.2 */
/* film.c -- projects a recording step by step. Uses the same views as live play; nothing else
 * decides what eyes see. */
#include "game/film.h"

#include <stdlib.h>
#include <string.h>

#include "game/patch.h"
#include "game/recording.h"

enum { VIEW_BYTES_MAX = 4 << 20 };

struct filming {
    const char *eyes_id;
    int eyes;
    int64_t at;
    struct buf *json;
    struct buf last, now, patch;
    int steps;
    bool bad_eyes;
    int shown_phase, shown_turn;
};

static void write_pair(const struct session *session, const char *key, struct buf *json)
{
    struct buf text;
    buf_init(&text, 64 << 10);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_text(session, (enum lang)lang, key, NONE, NULL, &text);
        json_key(json, lang == LANG_NL ? "nl" : "en");
        json_strn(json, text.data == NULL ? "" : text.data, text.size);
    }
    json_close(json, '}');
    buf_done(&text);
}

static void write_eyes(const struct session *session, struct buf *json)
{
    json_key(json, "title");
    write_pair(session, "title", json);
    json_key(json, "eyes");
    json_open(json, '{');
    for (int t = 0; t < session->teams; t++) {
        char key[80];
        (void)snprintf(key, sizeof key, "team.%s", session->team[t].id);
        json_key(json, session->team[t].id);
        write_pair(session, key, json);
    }
    json_close(json, '}');
}

/* Everything these eyes see of the session, as one view. */
static void whole_view(const struct session *session, int eyes, struct buf *json)
{
    static const struct {
        const char *parent, *key;
    } PATHS[SECTIONS] = {
#define SECTION_PATH(name, parent, key) {parent, key},
        SECTION_LIST(SECTION_PATH)
#undef SECTION_PATH
    };
    const char *open = "";
    struct buf part;
    buf_init(&part, VIEW_BYTES_MAX);
    json_open(json, '{');
    json_key(json, "format");
    json_int(json, 1);
    for (int s = 0; s < SECTIONS; s++) {
        buf_clear(&part);
        view_section(session, eyes, (enum section)s, &part);
        if (part.size == 0) {
            continue;
        }
        if (strcmp(open, PATHS[s].parent) != 0) {
            if (open[0] != '\0') {
                json_close(json, '}');
            }
            open = PATHS[s].parent;
            if (open[0] != '\0') {
                json_key(json, open);
                json_open(json, '{');
            }
        }
        json_key(json, PATHS[s].key);
        json_raw(json, part.data, part.size);
    }
    if (open[0] != '\0' && strcmp(open, "council") != 0) {
        json_close(json, '}');
    }
    bool council = strcmp(open, "council") == 0;
    bool agenda = false;
    for (int m = 0; m < session->world.motions; m++) {
        char name[16];
        buf_clear(&part);
        view_motion(session, eyes, m, &part);
        if (part.size == 0) {
            continue;
        }
        if (!agenda) {
            if (!council) {
                json_key(json, "council");
                json_open(json, '{');
                council = true;
            }
            json_key(json, "agenda");
            json_open(json, '{');
            agenda = true;
        }
        (void)snprintf(name, sizeof name, "m%d", m + 1);
        json_key(json, name);
        json_raw(json, part.data, part.size);
    }
    if (agenda) {
        json_close(json, '}');
    }
    if (council) {
        json_close(json, '}');
    }
    json_close(json, '}');
    buf_done(&part);
}

static bool find_eyes(struct filming *f, const struct session *session)
{
    int team = session_team(session, f->eyes_id);
    f->eyes = strcmp(f->eyes_id, "all") == 0      ? EYES_ALL
              : strcmp(f->eyes_id, "public") == 0 ? EYES_PUBLIC
                                                  : team;
    f->bad_eyes =
        team == NONE && strcmp(f->eyes_id, "all") != 0 && strcmp(f->eyes_id, "public") != 0;
    return !f->bad_eyes;
}

static bool seen(void *cls, struct session *session, int64_t seq, enum input type)
{
    struct filming *f = cls;
    char name[24];
    (void)type;
    if (seq == 1) {
        if (!find_eyes(f, session)) {
            return false;
        }
        write_eyes(session, f->json);
        json_key(f->json, "steps");
        json_open(f->json, '{');
    }
    if (f->at >= 0 && seq < f->at) {
        return true;
    }
    buf_clear(&f->now);
    whole_view(session, f->eyes, &f->now);
    buf_clear(&f->patch);
    const struct json_text was = json_text(f->last.data, f->last.size),
                           now = json_text(f->now.data, f->now.size);
    bool first = f->steps == 0;
    bool phase = session->phase != f->shown_phase || session->turn != f->shown_turn;
    if (!first && !patch_diff(&was, &now, &f->patch) && !phase) {
        return true; /* nothing these eyes could see */
    }
    (void)snprintf(name, sizeof name, "%d", f->steps++);
    json_key(f->json, name);
    json_open(f->json, '{');
    if (f->eyes == EYES_ALL) { /* the log's own numbers would tell others that something happened */
        json_key(f->json, "seq");
        json_int(f->json, seq);
    }
    json_key(f->json, "turn");
    json_int(f->json, session->turn);
    json_key(f->json, "phase");
    json_str(f->json, phase_word((enum phase)session->phase));
    json_key(f->json, first ? "view" : "patch");
    if (first) {
        json_raw(f->json, f->now.data, f->now.size);
    } else if (f->patch.size > 0) {
        json_raw(f->json, f->patch.data, f->patch.size);
    } else {
        buf_str(f->json, "{}");
    }
    json_close(f->json, '}');
    buf_clear(&f->last);
    buf_add(&f->last, f->now.data, f->now.size);
    f->shown_phase = session->phase;
    f->shown_turn = session->turn;
    return f->at < 0;
}

enum err_code film_make(const char *recording, size_t size, const char *eyes, int64_t at,
                        struct buf *json, struct err *err)
{
    struct filming f = {.eyes_id = eyes, .at = at, .json = json, .shown_phase = -1};
    int64_t line = 0;
    struct err why = {.code = ERR_OK};
    buf_init(&f.last, VIEW_BYTES_MAX);
    buf_init(&f.now, VIEW_BYTES_MAX);
    buf_init(&f.patch, VIEW_BYTES_MAX);
    json_open(json, '{');
    json_key(json, "verified");
    json_bool(json, true);
    enum err_code code = recording_verify(recording, size, seen, &f, &line, &why);
    if (code != ERR_OK) {
        char where[32];
        (void)snprintf(where, sizeof where, "line %lld", (long long)line);
        code = err_set(err, ERR_DAMAGED, where, "line %lld: %.300s", (long long)line, why.text);
    } else if (f.bad_eyes) {
        code = err_set(err, ERR_FIELD_VALUE, "eyes",
                       "'%.40s' is no team of this game; 'all' and 'public' always are", eyes);
    } else if (f.steps == 0) {
        code = err_set(err, ERR_FIELD_RANGE, "at", "the recording has no such event");
    } else {
        json_close(json, '}');
        json_close(json, '}');
    }
    buf_done(&f.last);
    buf_done(&f.now);
    buf_done(&f.patch);
    return code;
}
