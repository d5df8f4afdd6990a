/* SPDX-License-Identifier: EUPL-1.2 */
/* play.c -- headless play. Time is the number of the step, so that equal games are equal bytes. */
#include "game/play.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "game/later.h"
#include "game/line.h"
#include "game/recording.h"

enum { STEP_MS = 1000, LINE_BYTES_MAX = 8 << 20, PHASES_WALKED_MAX = 400 };

struct playing {
    const struct library *library;
    struct session *session;
    struct buf *recording;
    play_seen seen;
    void *cls;
};

/* One input by the model; `data` is taken. */
static enum err_code step(struct playing *p, enum input type, json_t *data, struct err *err)
{
    struct buf out;
    struct session *s = p->session;
    buf_init(&out, LINE_BYTES_MAX);
    enum err_code code =
        session_apply(s, p->library, type, "model", s->t + STEP_MS, data, &out, err);
    if (code == ERR_OK && p->recording != NULL) {
        if (s->seq == 1) {
            recording_begin(s);
            recording_head(s, p->recording);
        }
        struct buf line;
        AUTO_FREE char *text = json_dumps(data, JSON_COMPACT | JSON_ENCODE_ANY);
        buf_init(&line, LINE_BYTES_MAX);
        line_write(s, type, "model", NULL, text, &out, &line);
        buf_add(p->recording, line.data, line.size);
        buf_char(p->recording, '\n');
        buf_done(&line);
    }
    if (code == ERR_OK && p->seen != NULL) {
        p->seen(p->cls, s, type);
    }
    buf_done(&out);
    json_decref(data);
    return code;
}

static json_t *create_data(const struct playing *p, const struct play *play, struct err *err)
{
    char seed[24];
    struct scenario *scenario =
        p->library->scenario(p->library->cls, play->scenario, play->set, err);
    if (scenario == NULL) {
        return NULL;
    }
    const json_t *first = json_array_get(json_object_get(scenario_json(scenario), "presets"), 0);
    const char *preset = json_string_value(json_object_get(first, "id"));
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)play->seed);
    json_t *data = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:i}", "table", "", "scenario",
                             play->scenario, "preset", preset == NULL ? "" : preset, "names",
                             "real", "variant", play->variant == NULL ? "" : play->variant, "clock",
                             0, "seed", seed, "course", SESSION_COURSE);
    if (play->set != NULL) {
        (void)json_object_set(data, "set", (json_t *)(uintptr_t)play->set);
    }
    return data;
}

static enum err_code months_after(struct playing *p, struct err *err)
{
    struct later *later = later_new(p->session);
    if (later == NULL) {
        return ERR_OK; /* the scenario has none */
    }
    while (later_step(later, 50)) {
    }
    json_t *result = later_result(later);
    later_free(later);
    return step(p, INPUT_LATER, result, err);
}

static enum err_code run(struct playing *p, const struct play *play, struct err *err)
{
    json_t *data = create_data(p, play, err);
    enum err_code code = data == NULL ? err->code : step(p, INPUT_CREATE, data, err);
    for (int k = 0; code == ERR_OK && p->session->phase < PHASE_DEBRIEF && k < PHASES_WALKED_MAX;
         k++) {
        enum phase next = session_next_phase(p->session);
        code = step(p, INPUT_PHASE,
                    json_pack("{s:s, s:s}", "to", phase_word(next), "cause", "model"), err);
        if (code == ERR_OK && next == PHASE_LATER && play->later) {
            code = months_after(p, err);
        }
        while (code == ERR_OK && next == PHASE_REVEAL && p->session->reveal_step < 4) {
            code = step(p, INPUT_REVEAL, json_object(), err);
        }
    }
    return code == ERR_OK ? step(p, INPUT_END, json_object(), err) : code;
}

enum err_code play_game(const struct library *library, const struct play *play, play_seen seen,
                        void *cls, struct buf *recording, struct session **ret_session,
                        struct err *err)
{
    char id[ID_UUID_SIZE];
    (void)snprintf(id, sizeof id, "play-%llu", (unsigned long long)play->seed);
    struct playing p = {.library = library,
                        .session = session_new(id),
                        .recording = recording,
                        .seen = seen,
                        .cls = cls};
    if (p.session == NULL) {
        return err_set(err, ERR_NO_MEMORY, "", "out of memory");
    }
    enum err_code code = run(&p, play, err);
    if (code != ERR_OK) {
        session_free(p.session);
        return code;
    }
    if (recording != NULL) {
        recording_tail(p.session, recording);
    }
    *ret_session = p.session;
    return ERR_OK;
}

static void line_of(const struct session *s, enum lang lang, const char *key, enum kind kind,
                    int index, const int16_t *bind, struct buf *text)
{
    session_fill(s, lang, key, kind, index, bind, text);
}

static void motion_words(const struct session *s, enum lang lang, const struct note *note,
                         struct buf *text)
{
    static const char *const STATES[LANGS][7] = {
        {"ligt voor", "stilte verbroken", "aangenomen", "van kracht", "geweigerd", "ingetrokken",
         "vervallen"},
        {"tabled", "silence broken", "adopted", "in force", "refused", "dropped", "lapsed"},
    };
    char key[80];
    int16_t bind[BIND_MAX] = {note->a, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    (void)snprintf(key, sizeof key, "motion.%s",
                   book_id(s->book, KIND_MOTION, s->world.motion[note->a].kind));
    buf_str(text, "  - ");
    line_of(s, lang, key, KIND_MOTION, s->world.motion[note->a].kind, bind, text);
    buf_fmt(text, ": %s\n", STATES[lang][note->b]);
}

static void order_words(const struct session *s, enum lang lang, const struct note *note,
                        struct buf *text)
{
    char key[80];
    int16_t bind[BIND_MAX] = {
        note->a, note->order.target[0], note->order.target[1], NONE, NONE, NONE, NONE, NONE};
    (void)snprintf(key, sizeof key, "action.%s", book_id(s->book, KIND_ACTION, note->b));
    buf_fmt(text, "  - %s: ", session_actor_name(s, lang, note->a));
    line_of(s, lang, key, KIND_ACTION, note->b, bind, text);
    buf_char(text, '\n');
}

static void gauge_words(const struct session *s, enum lang lang, struct buf *text)
{
    for (int g = 0; g < book_count(s->book, KIND_GAUGE); g++) {
        const json_t *row = book_json(s->book, KIND_GAUGE, g);
        const char *var = json_string_value(json_object_get(row, "var"));
        int variable = var == NULL ? NONE : book_find(s->book, KIND_VARIABLE, var);
        if (!json_is_true(json_object_get(row, "default")) || variable == NONE ||
            s->program->variable[variable].dims > 0) {
            continue;
        }
        char key[80];
        (void)snprintf(key, sizeof key, "gauge.%s", book_id(s->book, KIND_GAUGE, g));
        const char *name = book_text(s->book, lang, key);
        int32_t value = engine_value(s->program, &s->world, variable, NONE, NONE) /
                        s->program->variable[variable].scale;
        buf_fmt(text, "  %-40s %d\n", name == NULL ? var : name, value);
    }
}

void play_words(const struct session *s, enum lang lang, int turn, struct buf *text)
{
    buf_fmt(text, "%s %d (%s %d)\n", lang == LANG_NL ? "Beurt" : "Turn", turn,
            lang == LANG_NL ? "dag" : "day", s->world.day);
    for (int k = 0; k < s->notes; k++) {
        const struct note *note = &s->note[k];
        if (note->turn != turn) {
            continue;
        }
        if (note->kind == NOTE_INCIDENT) {
            buf_fmt(text, "  ! ");
            session_incident_name(s, lang, note->a, text);
            buf_str(text, "\n");
        } else if (note->kind == NOTE_MOTION) {
            motion_words(s, lang, note, text);
        } else if (note->kind == NOTE_ORDER) {
            order_words(s, lang, note, text);
        }
    }
    gauge_words(s, lang, text);
}
