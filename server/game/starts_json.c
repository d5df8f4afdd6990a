/* SPDX-License-Identifier: EUPL-1.2 */
/* starts_json.c -- the start values that a host may set otherwise, with what they are without. All
 * of it stands in the book: nothing of a game is in it, and no hidden truth is among them. */
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "game/film.h"

/* What a scenario begins with, worked out by the engine: its own rules of the start included. */
struct opening {
    const struct shelf *shelf;
    const struct book *book;
    const struct program *program;
    struct setup *setup;
    struct world *world, *than; /* only what differs is written; NULL: everything */
};

static void *need(void *pointer)
{
    if (pointer == NULL) {
        abort();
    }
    return pointer;
}

static void write_pair(const struct book *book, const char *key, const char *text_key,
                       const char *text, struct buf *json)
{
    json_key(json, key);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        const char *raw = text != NULL ? text : book_text(book, (enum lang)lang, text_key);
        AUTO_FREE char *filled = book_filled(book, raw, (enum lang)lang);
        json_key(json, lang == LANG_NL ? "nl" : "en");
        json_str(json, filled == NULL ? "" : filled);
    }
    json_close(json, '}');
}

static void write_variables(const struct book *book, struct buf *json)
{
    const struct program *p = book_program(book);
    json_key(json, "variables");
    json_open(json, '{');
    for (int k = 0; k < p->variables; k++) {
        char key[80];
        const struct variable *v = &p->variable[k];
        const char *id = book_id(book, KIND_VARIABLE, k);
        if (!book_adjustable(book, k)) {
            continue;
        }
        json_key(json, id);
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, k);
        (void)snprintf(key, sizeof key, "variable.%s", id);
        write_pair(book, "name", key, NULL, json);
        (void)snprintf(key, sizeof key, "variable.%s.help", id);
        write_pair(book, "help", key, NULL, json);
        json_key(json, "lo");
        json_int(json, v->lo / v->scale);
        json_key(json, "hi");
        json_int(json, v->hi / v->scale);
        json_key(json, "each");
        json_bool(json, v->dims > 0);
        json_key(json, "secret");
        json_bool(json, (v->see & SEE_PUBLIC) == 0);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_allies(const struct book *book, struct buf *json)
{
    json_key(json, "allies");
    json_open(json, '{');
    for (int k = 0; k < book_program(book)->members; k++) {
        char braced[60];
        (void)snprintf(braced, sizeof braced, "{%s}", book_id(book, KIND_ACTOR, k));
        json_key(json, book_id(book, KIND_ACTOR, k));
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, k);
        write_pair(book, "name", "", braced, json);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_value(const struct opening *o, struct start place, struct buf *json)
{
    char name[ADJUST_NAME_MAX];
    const struct variable *v = &o->program->variable[place.variable];
    const int32_t value = engine_value(o->program, o->world, place.variable, place.index[0], 0);
    if (o->than == NULL ||
        engine_value(o->program, o->than, place.variable, place.index[0], 0) != value) {
        book_adjust_name(o->book, &place, name);
        json_key(json, name);
        json_int(json, value / v->scale);
    }
}

/* "key":{name:int} */
static void write_values(const struct opening *o, const char *key, struct buf *json)
{
    json_key(json, key);
    json_open(json, '{');
    for (int k = 0; k < o->program->variables; k++) {
        const int each = o->program->variable[k].dims > 0 ? o->program->members : 1;
        for (int a = 0; book_adjustable(o->book, k) && a < each; a++) {
            write_value(o, (struct start){.variable = (uint16_t)k, .index = {(int16_t)a, 0}}, json);
        }
    }
    json_close(json, '}');
}

static void begin(struct opening *o, struct world *world)
{
    engine_start(o->program, o->setup, 1, NULL, world, NULL);
    o->world = world;
}

static void write_scenario(struct opening *o, const struct scenario *scenario,
                           struct world *world[3], struct buf *json)
{
    const json_t *variants = json_object_get(scenario_json(scenario), "variants");
    o->program = scenario_program(scenario);
    json_key(json, json_string_value(json_object_get(scenario_json(scenario), "id")));
    json_open(json, '{');
    *o->setup = *scenario_setup(scenario);
    begin(o, world[1]);
    o->than = world[0];
    write_values(o, "", json);
    o->than = world[1];
    for (size_t k = 0; k < json_array_size(variants); k++) {
        int count = 0;
        const struct start *start = scenario_variant(scenario, (int)k, &count);
        *o->setup = *scenario_setup(scenario);
        for (int n = 0; n < count && o->setup->starts < STARTS_MAX; n++) {
            o->setup->start[o->setup->starts++] = start[n];
        }
        begin(o, world[2]);
        write_values(o, json_string_value(json_object_get(json_array_get(variants, k), "id")),
                     json);
    }
    json_close(json, '}');
}

static void write_openings(struct opening *o, struct world *world[3], struct buf *json)
{
    o->program = book_program(o->book); /* the book alone: what no scenario touched */
    begin(o, world[0]);
    write_values(o, "values", json);
    json_key(json, "scenarios");
    json_open(json, '{');
    for (int k = 0; k < shelf_count(o->shelf); k++) {
        write_scenario(o, shelf_scenario(o->shelf, k), world, json);
    }
    json_close(json, '}');
}

void starts_json(const struct shelf *shelf, struct buf *json)
{
    struct opening o = {.shelf = shelf, .book = shelf_book(shelf)};
    struct world *world[3];
    for (int k = 0; k < 3; k++) {
        world[k] = need(malloc(sizeof *world[k]));
    }
    o.setup = need(calloc(1, sizeof *o.setup));
    json_open(json, '{');
    write_variables(o.book, json);
    write_allies(o.book, json);
    write_openings(&o, world, json);
    json_close(json, '}');
    for (int k = 0; k < 3; k++) {
        free(world[k]);
    }
    free(o.setup);
}
