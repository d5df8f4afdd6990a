/* SPDX-License-Identifier: EUPL-1.2 */
/* scenario.c -- reads a scenario for a book: its own rules join a copy of the book's program,
 * behind the book's own. The book itself is not changed by it. */
#include "compiler/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/schema.h"

void scenario_free(struct scenario *s)
{
    if (!s)
        return;
    for (int i = 0; i < EVENTS_MAX; i++) {
        free(s->event_id[i]);
        free(s->event_rule_id[i]);
    }
    for (int lang = 0; lang < LANGS; lang++)
        json_decref(s->texts[lang]);
    params_done(&s->params);
    json_decref(s->tells);
    json_decref(s->dice);
    json_decref(s->files);
    free(s);
}

static struct scenario *scenario_new(const struct book *book, const json_t *files)
{
    struct scenario *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->book = book;
    s->files = json_incref((json_t *)(uintptr_t)files);
    program_copy(&s->program, &book->program);
    s->tells = json_copy(book->tells);
    s->dice = json_copy(book->dice);
    params_copy(&s->params, &book->params);
    memcpy(s->setup.pin, book->pin, sizeof s->setup.pin);
    s->setup.pins = (uint16_t)book->pins;
    for (int lang = 0; lang < LANGS; lang++)
        s->texts[lang] = json_object();
    return s;
}

/* Phases without time: nobody does anything in them, an automated game neither. */
static uint8_t skipped(const json_t *phases)
{
    static const char *const words[EVENT_PHASES] = {
        [EVENT_INTEL] = "intel",           [EVENT_ASSESS] = "assess",
        [EVENT_DELIBERATE] = "deliberate", [EVENT_COUNCIL] = "council",
        [EVENT_ADJUDICATE] = "adjudicate", [EVENT_OUTCOME] = "outcome"};
    unsigned bits = 0;
    for (int i = 0; i < EVENT_PHASES; i++) {
        if (words[i] && json_integer_value(json_object_get(phases, words[i])) == 0)
            bits |= 1u << i;
    }
    return (uint8_t)bits;
}

static void turns_compile(struct scenario *s)
{
    const json_t *turns = json_object_get(s->json, "turns");
    for (size_t i = 0; i < json_array_size(turns) && i < TURNS_MAX; i++) {
        const json_t *row = json_array_get(turns, i);
        struct turn *turn = &s->setup.turn[++s->setup.turns];
        turn->days = (int16_t)json_integer_value(json_object_get(row, "days"));
        turn->skipped = skipped(json_object_get(row, "phases"));
        turn->restart = i > 0 && json_is_true(json_object_get(row, "restart"));
    }
}

static void allow(const struct book *book, enum kind kind, const json_t *list, uint64_t *mask)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *id = json_array_get(list, i);
        int found = name_find(book, kind, json_string_value(id), json_string_length(id));
        if (found != NONE)
            mask[found / 64] |= UINT64_C(1) << (found % 64);
    }
}

/* The clock of the lesson: what the phases and the rest take together. */
static void check_clock(struct compiler *c, const struct scenario *s)
{
    const json_t *clock = json_object_get(s->json, "clock");
    static const char *const parts[] = {"brief", "later", "reveal", "debrief"};
    json_int_t sum = 0, limit = json_integer_value(json_object_get(clock, "limit"));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        sum += json_integer_value(json_object_get(clock, parts[i]));
    EACH_ROW(c, json_object_get(s->json, "turns"), i, turn)
    {
        const char *phase;
        json_t *seconds;
        json_object_foreach(json_object_get(turn, "phases"), phase, seconds) sum +=
            json_integer_value(seconds);
        (void)i;
    }
    if (sum > limit)
        complain(c, "all phases together take %lld seconds, and the clock's limit is %lld",
                 (long long)sum, (long long)limit);
}

/* A text of the scenario or of the book. */
static void need(struct compiler *c, const struct scenario *s, const char *format, const char *a,
                 const char *b)
{
    char key[3 * ID_MAX];
    (void)snprintf(key, sizeof key, "%.16s%.48s%.48s", format, a ? a : "", b ? b : "");
    for (int lang = 0; lang < LANGS; lang++) {
        if (!scenario_text(s, (enum lang)lang, key))
            complain(c, "the %s text \"%s\" is missing", lang == LANG_NL ? "Dutch" : "English",
                     key);
    }
}

static void texts_of_rows(struct compiler *c, const struct scenario *s, const char *list,
                          const char *prefix, const char *more)
{
    struct mark mark = at_key(c, list);
    EACH_ROW(c, json_object_get(s->json, list), i, row)
    {
        struct mark inner = at_index(c, (int)i);
        need(c, s, prefix, json_string_value(json_object_get(row, "id")), more);
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void texts_of_presets(struct compiler *c, const struct scenario *s)
{
    struct mark mark = at_key(c, "presets");
    EACH_ROW(c, json_object_get(s->json, "presets"), i, preset)
    {
        struct mark inner = at_index(c, (int)i);
        EACH_ROW(c, json_object_get(preset, "teams"), k, team)
        {
            struct mark place = at_key(c, "teams");
            (void)at_index(c, (int)k);
            need(c, s, "team.", json_string_value(json_object_get(team, "id")), NULL);
            need(c, s, "team.", json_string_value(json_object_get(team, "id")), ".card");
            EACH_ROW(c, json_object_get(team, "jobs"), j, job)
            {
                need(c, s, "job.", json_string_value(job), NULL);
                (void)j;
            }
            at_back(c, place);
        }
        at_back(c, inner);
    }
    at_back(c, mark);
}

static void texts_of(struct compiler *c, const struct scenario *s)
{
    static const char *const plain[] = {"title", "summary", "brief"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        need(c, s, plain[i], NULL, NULL);
    if (json_is_true(json_object_get(s->json, "warning")))
        need(c, s, "warning", NULL, NULL);
    texts_of_rows(c, s, "events", "event.", NULL);
    texts_of_rows(c, s, "packets", "packet.", ".title");
    texts_of_rows(c, s, "packets", "packet.", ".text");
    texts_of_rows(c, s, "draws", "draw.", NULL);
    texts_of_rows(c, s, "debrief", "question.", NULL);
    EACH_ROW(c, json_object_get(s->json, "draws"), i, draw)
    {
        EACH_ROW(c, json_object_get(draw, "options"), k, option)
        {
            char name[2 * ID_MAX + 2];
            (void)snprintf(name, sizeof name, ".%.48s",
                           json_string_value(json_object_get(option, "id")));
            need(c, s, "draw.", json_string_value(json_object_get(draw, "id")), name);
            (void)k;
        }
        (void)i;
    }
    texts_of_presets(c, s);
    EACH_ROW(c, json_object_get(json_object_get(s->json, "later"), "facts"), i, fact)
    {
        need(c, s, "later.", json_string_value(json_object_get(fact, "id")), NULL);
        (void)i;
    }
    texts_pairs(c, s->texts);
}

static bool find_root(struct compiler *c, struct scenario *s)
{
    const char *name;
    json_t *file;
    json_object_foreach(s->files, name, file)
    {
        const char *slash = strrchr(name, '/');
        if (strcmp(slash ? slash + 1 : name, "scenario.json") == 0) {
            s->json = file;
            s->file = name;
        }
    }
    c->file = s->file ? s->file : "scenario.json";
    c->text_files = s->files;
    if (!s->json)
        complain(c, "a scenario needs the file scenario.json");
    return s->json != NULL;
}

static void compile_all(struct compiler *c, struct scenario *s)
{
    if (!find_root(c, s) || !schema_check_shape(c, SHAPE_SCENARIO, s->json))
        return;
    turns_compile(s);
    check_clock(c, s);
    starts_compile(c, s);
    texts_collect(c, s->files, s->texts);
    c->file = s->file;
    c->pointer_len = 0;
    c->pointer[0] = '\0';
    draws_compile(c, s);
    events_compile(c, s);
    packets_compile(c, s);
    later_compile(c, s);
    allow(s->book, KIND_ACTION, json_object_get(s->json, "actions"), s->setup.action_allowed);
    allow(s->book, KIND_MOTION, json_object_get(s->json, "motions"), s->setup.motion_allowed);
    texts_of(c, s);
}

struct scenario *scenario_compile(struct book *book, const json_t *files, struct diags *diags)
{
    if (!json_is_object(files)) {
        diag_add(diags, "", "", "a scenario is an object of files by name");
        return NULL;
    }
    struct scenario *s = scenario_new(book, files);
    struct compiler *c = calloc(1, sizeof *c);
    bool good = s && c;
    if (!good)
        diag_add(diags, "", "", "no memory");
    if (good) {
        c->book = book; /* field by field: the struct is large */
        c->program = &s->program;
        c->params = &s->params;
        c->diags = diags;
        c->tells = s->tells;
        c->texts = s->texts;
        c->dice = s->dice;
        c->in_scenario = true;
        compile_all(c, s);
        good = c->faults == 0 && diags->count == 0;
    }
    if (good) {
        program_link(&s->program);
        int fault = program_verify(&s->program, &s->setup);
        if (fault)
            diag_add(diags, "", "",
                     "internal: the program does not pass its verifier (%d); please report this "
                     "scenario",
                     fault);
        good = fault == 0;
    }
    free(c);
    if (!good) {
        scenario_free(s);
        return NULL;
    }
    return s;
}
