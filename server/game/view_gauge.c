/* SPDX-License-Identifier: EUPL-1.2 */
/* view_gauge.c -- reads the book's gauges and tells which of them a viewer may see, for whom, and
 * what they say. */
#include "game/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TREND_LEVELS = 5 };

static const char *text_of(const json_t *row, const char *key)
{
    const char *text = json_string_value(json_object_get(row, key));
    return text == NULL ? "" : text;
}

static void gauge_read(const struct session *session, int index, struct gauge *gauge)
{
    const json_t *row = book_json(session->book, KIND_GAUGE, index);
    const json_t *bands = json_object_get(row, "bands");
    const char *variable = text_of(row, "var"), *per = text_of(row, "per");
    *gauge = (struct gauge){.id = book_id(session->book, KIND_GAUGE, index),
                            .good = text_of(row, "good"),
                            .role = text_of(row, "role")};
    gauge->variable = (int16_t)book_find(session->book, KIND_VARIABLE, variable);
    gauge->formula = (int16_t)(variable[0] != '\0' ? NONE
                                                   : book_find(session->book, KIND_FORMULA,
                                                               text_of(row, "formula")));
    gauge->see = see_words(json_object_get(row, "see"));
    gauge->own = strcmp(per, "own") == 0;
    gauge->incident = strcmp(per, "incident") == 0;
    gauge->first = json_is_true(json_object_get(row, "default"));
    gauge->when = book_gauge_when(session->book, index);
    for (size_t k = 0; k < json_array_size(bands) && k < BANDS_MAX; k++) {
        const json_t *band = json_array_get(bands, k);
        const char *word = json_string_value(json_array_get(band, 1));
        gauge->lo[k] = (int32_t)json_integer_value(json_array_get(band, 0));
        gauge->band[k] = word == NULL ? "" : word;
        gauge->bands++;
    }
}

const struct gauge_table *gauge_table(const struct session *session)
{
    struct gauge_table **place = gauge_table_place(session);
    if (*place != NULL) {
        return *place;
    }
    struct gauge_table *table = calloc(1, sizeof *table);
    if (table == NULL) {
        abort();
    }
    for (int k = 0; k < book_count(session->book, KIND_GAUGE) && table->count < GAUGES_MAX; k++) {
        struct gauge *gauge = &table->gauge[table->count];
        gauge_read(session, k, gauge);
        table->count += (gauge->variable != NONE || gauge->formula != NONE) && gauge->bands > 0;
    }
    *place = table;
    return table;
}

const struct gauge *gauge_role(const struct session *session, const char *role)
{
    const struct gauge_table *table = gauge_table(session);
    for (int k = 0; k < table->count; k++) {
        if (strcmp(table->gauge[k].role, role) == 0) {
            return &table->gauge[k];
        }
    }
    return NULL;
}

bool reading_may(const struct view *view, const struct gauge *gauge, int subject)
{
    const int16_t bind[1] = {(int16_t)subject};
    int owner = gauge->own ? subject : NONE;
    if (gauge->incident && !view_incident_known(view, subject)) {
        return false;
    }
    if (!eyes_may(&view->eyes, gauge->see, owner)) {
        return false;
    }
    /* The gauge cannot open what the book keeps hidden. */
    uint8_t below = gauge->variable != NONE ? view->p->variable[gauge->variable].see
                                            : view->p->formula[gauge->formula].see;
    if (!eyes_may(&view->eyes, below, owner)) {
        return false;
    }
    return !gauge->own || gauge->when == 0 ||
           engine_eval(view->p, view->w, gauge->when, bind, 1) != 0;
}

static void tell(const struct view *view, const struct gauge *gauge, int subject, reading_seen seen,
                 void *cls)
{
    struct reading reading = {.gauge = gauge, .subject = (int16_t)subject};
    char number[16];
    if (!reading_may(view, gauge, subject)) {
        return;
    }
    (void)numbered(number, "i", subject + 1);
    view_key(reading.id, gauge->id,
             subject == NONE ? NULL
             : gauge->own    ? book_id(view->s->book, KIND_ACTOR, subject)
                             : number,
             NULL, NULL);
    seen(view, &reading, cls);
}

static uint64_t actors_of(const struct view *view)
{
    uint64_t actors = view->eyes.actors;
    for (int k = 0; view->eyes.all && k < view->s->teams; k++) {
        actors |= view->s->team[k].actors;
    }
    return actors;
}

bool reading_in_case(const struct gauge *gauge)
{
    return gauge->incident && gauge->role[0] != '\0';
}

void readings_of(const struct view *view, const struct gauge *gauge, reading_seen seen, void *cls)
{
    const uint64_t actors = gauge->own ? actors_of(view) : 0;
    for (int a = 0; gauge->own && a < view->p->actors; a++) {
        if ((actors >> a & 1u) != 0) {
            tell(view, gauge, a, seen, cls);
        }
    }
    for (int i = 0; gauge->incident && i < view->w->incidents; i++) {
        if (view->w->incident[i].open != 0) {
            tell(view, gauge, i, seen, cls);
        }
    }
    if (!gauge->own && !gauge->incident) {
        tell(view, gauge, NONE, seen, cls);
    }
}

void readings_walk(const struct view *view, reading_seen seen, void *cls)
{
    const struct gauge_table *table = gauge_table(view->s);
    for (int k = 0; k < table->count; k++) {
        readings_of(view, &table->gauge[k], seen, cls);
    }
}

int32_t reading_value(const struct view *view, const struct reading *reading,
                      const struct world *world)
{
    const struct gauge *gauge = reading->gauge;
    int16_t subject = reading->subject == NONE ? 0 : reading->subject;
    int32_t value = 0;
    if (gauge->variable != NONE) {
        value = engine_value(view->p, world, gauge->variable, subject, 0);
        return whole(&view->p->variable[gauge->variable], value);
    }
    const int16_t arguments[BIND_MAX] = {subject, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    (void)engine_formula(view->p, world, gauge->formula, arguments, &value, NULL);
    return value;
}

int gauge_band(const struct gauge *gauge, int32_t value)
{
    int band = 0;
    for (int k = 0; k < gauge->bands; k++) {
        band = value >= gauge->lo[k] ? k : band;
    }
    return band;
}

void gauge_word(const struct view *view, const struct gauge *gauge, int32_t value)
{
    char key[VIEW_KEY_MAX];
    view_pair(view, view_key(key, "gauge", gauge->id, gauge->band[gauge_band(gauge, value)], NULL));
}

static void reading_of(const struct view *view, const struct reading *reading)
{
    if (reading->subject == NONE) {
        return;
    }
    put_key(view->out, "of");
    if (reading->gauge->own) {
        view_pair_actor(view, reading->subject);
    } else {
        view_title_incident(view, reading->subject);
    }
}

void reading_names(const struct view *view, const struct reading *reading)
{
    char key[VIEW_KEY_MAX];
    view_named(view, "name", view_key(key, "gauge", reading->gauge->id, NULL, NULL));
    reading_of(view, reading);
}

const struct world *view_turn_world(const struct session *session)
{
    const struct world *world = session->turn >= 1 && session->turn <= TURNS_MAX
                                    ? session->turn_world[session->turn]
                                    : NULL;
    return world == NULL ? session->start_world : world;
}

/* Trends tell what moved since the turn before opened; once the outcome is known, since this one
 * did. A turn that starts the world again looks back on itself. */
static const struct world *trend_world(const struct session *session)
{
    bool back = session->phase < PHASE_OUTCOME && session->turn >= 1 &&
                !session->setup->turn[session->turn].restart;
    if (!back) {
        return view_turn_world(session);
    }
    const struct world *world = session->turn > 1 ? session->turn_world[session->turn - 1] : NULL;
    return world == NULL ? session->start_world : world;
}

void reading_why(const struct view *view, const struct reading *reading)
{
    const struct gauge *gauge = reading->gauge;
    int16_t subject = reading->subject == NONE ? 0 : reading->subject;
    const int16_t arguments[BIND_MAX] = {subject, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    const struct variable *row =
        gauge->variable == NONE ? NULL : &view->p->variable[gauge->variable];
    if (row == NULL || row->life == LIFE_DERIVED) {
        why_formula(view, row == NULL ? gauge->formula : row->formula, arguments, NULL);
        return;
    }
    struct why why;
    const struct change number = {.variable = (uint16_t)gauge->variable, .index = {subject, 0}};
    why_begin(&why, view);
    why_add_kept(&why, &number, view->s->turn - 1, PHASE_LOBBY);
    why_write(&why);
}

static void range_of(const struct view *view, const struct gauge *gauge, struct buf *out)
{
    if (gauge->variable != NONE) {
        const struct variable *row = &view->p->variable[gauge->variable];
        put_int(out, "lo", whole(row, row->lo));
        put_int(out, "hi", whole(row, row->hi));
        return;
    }
    const struct formula *row = &view->p->formula[gauge->formula];
    put_int(out, "lo", row->clamped ? row->lo : gauge->lo[0]);
    put_int(out, "hi", row->clamped ? row->hi : gauge->lo[gauge->bands - 1]);
}

/* What never changes of a gauge: written once. */
static void make_head(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    char key[VIEW_KEY_MAX];
    const struct gauge *gauge = &gauge_table(session)->gauge[wanted->index];
    const struct view view = {
        .s = session, .p = session->program, .w = &session->world, .out = json};
    view_named(&view, "name", view_key(key, "gauge", gauge->id, NULL, NULL));
    view_key(key, "gauge", gauge->id, "help", NULL);
    if (view_has(&view, key)) {
        view_named(&view, "help", key);
    }
    range_of(&view, gauge, json);
    put_str(json, "good", gauge->good[0] == '\0' ? "none" : gauge->good);
    put_bool(json, "default", gauge->first);
}

void view_reading(const struct view *view, const struct reading *reading, int n, bool explain)
{
    const struct gauge *gauge = reading->gauge;
    const struct world *then = trend_world(view->s);
    int32_t value = reading_value(view, reading, view->w), before = value;
    int band = gauge_band(gauge, value);
    if (then != NULL && !(gauge->incident && reading->subject >= then->incidents)) {
        before = reading_value(view, reading, then);
    }
    put_object(view->out, reading->id);
    put_int(view->out, "n", n);
    const struct wanted head = {.key = "gauge head",
                                .kind = KIND_GAUGE,
                                .index = (int16_t)(gauge - gauge_table(view->s)->gauge)};
    put_ready(view->out, cache_get(view->s, &head, make_head));
    reading_of(view, reading);
    put_key(view->out, "word");
    gauge_word(view, gauge, value);
    put_int(view->out, "level",
            gauge->bands > TREND_LEVELS ? band * (TREND_LEVELS - 1) / (gauge->bands - 1) : band);
    put_int(view->out, "value", value);
    put_int(view->out, "trend", (value > before) - (value < before));
    if (explain) {
        reading_why(view, reading);
    }
    put_end(view->out);
}
