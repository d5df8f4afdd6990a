/* SPDX-License-Identifier: EUPL-1.2 */
/* mutant_list.c -- finds what can be changed in a book: its rules, and the expressions of rules,
 * actions, motions, incidents, formulas and endings. Policies are left alone: what automated seats
 * choose is held by bands over many games, not by cases. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/mutant.h"

enum { POINTER_SIZE = 96 };

struct finding {
    struct mutants *into;
    unsigned kinds;
    const char *only, *word, *id;
    char rule[80];
    bool full;
};

static struct mutant *add(struct finding *f, enum mutant_kind kind, const char *pointer,
                          const char *what)
{
    if ((f->kinds >> kind & 1u) == 0 || (f->only != NULL && strcmp(f->only, f->id) != 0)) {
        return NULL;
    }
    if (f->into->count == MUTANTS_MAX) {
        f->full = true;
        return NULL;
    }
    struct mutant *m = &f->into->mutant[f->into->count++];
    *m = (struct mutant){.kind = (uint8_t)kind, .place = NONE};
    (void)snprintf(m->name, sizeof m->name, "%s %.48s%s%.72s%s%.16s", f->word, f->id,
                   *pointer != '\0' ? " " : "", pointer, *what != '\0' ? " " : "", what);
    (void)snprintf(m->object, sizeof m->object, "%.60s", f->id);
    (void)snprintf(m->rule, sizeof m->rule, "%s", f->rule);
    return m;
}

static void place(struct mutant *m, json_t *parent, const char *key, int at, char *text)
{
    if (m == NULL) {
        free(text);
        return;
    }
    m->parent = parent;
    m->place = at;
    (void)snprintf(m->key, sizeof m->key, "%s", key);
    m->text = text;
}

static void add_sign(struct finding *f, json_t *parent, const char *key, const char *pointer)
{
    const json_t *value = json_object_get(parent, key);
    char number[24];
    (void)snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
    const char *text = json_is_integer(value) ? number : json_string_value(value);
    char *changed = text != NULL ? mutant_sign(text) : NULL;
    if (changed != NULL) {
        place(add(f, MUTANT_SIGN, pointer, "sign"), parent, key, NONE, changed);
    }
}

/* One mutant for each part of a condition that stands at parent[key] or parent[at]. */
static void add_parts(struct finding *f, json_t *parent, const char *key, int at,
                      const char *pointer)
{
    const json_t *value =
        at == NONE ? json_object_get(parent, key) : json_array_get(parent, (size_t)at);
    const char *text = json_string_value(value);
    int count = 0;
    for (int k = 0; text != NULL && (k == 0 || k < count); k++) {
        char what[24];
        char *changed = mutant_without(text, k, &count);
        if (changed == NULL) {
            return;
        }
        (void)snprintf(what, sizeof what, "without %d", k);
        place(add(f, MUTANT_CONDITION, pointer, what), parent, key, at, changed);
    }
}

/* What a key holds, by its name. */
static bool among(const char *key, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strcmp(key, *names) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_binding(const json_t *value)
{
    const char *text = json_string_value(value);
    const char *in = text != NULL ? strstr(text, " in ") : NULL;
    return in != NULL && strcspn(text, " ") == (size_t)(in - text);
}

static void add_chance(struct finding *f, json_t *chance, const char *pointer)
{
    const char *text = json_string_value(json_object_get(chance, "percent"));
    const size_t size = text != NULL ? strlen(text) + sizeof "max(100, )" : 0;
    char *changed = text != NULL ? malloc(size) : NULL;
    if (changed != NULL) {
        (void)snprintf(changed, size, "max(100, %s)", text);
        place(add(f, MUTANT_CONDITION, pointer, "always"), chance, "percent", NONE, changed);
    }
}

static void walk(struct finding *f, json_t *object, const char *pointer);

static void walk_list(struct finding *f, json_t *list, const char *pointer)
{
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
    {
        char below[POINTER_SIZE];
        (void)snprintf(below, sizeof below, "%.60s/%zu", pointer, i);
        if (json_is_object(row)) {
            walk(f, row, below);
        } else if (json_is_string(row)) {
            add_parts(f, list, "", (int)i, below);
        }
    }
}

/* Lists of a motion run as rules of their own. */
static void name_rule(struct finding *f, const char *key)
{
    const size_t size = strlen(f->word) + 1 + strlen(f->id);
    if (strcmp(f->word, "motion") == 0 && size < sizeof f->rule) {
        const bool on = strncmp(key, "on_", 3) == 0;
        (void)snprintf(f->rule, sizeof f->rule, "motion.%.50s%s%.16s", f->id, on ? "." : "",
                       on ? key + 3 : "");
    }
}

static void walk_key(struct finding *f, json_t *object, const char *key, const char *pointer)
{
    static const char *const left[] = {"params", "attrs", "ground", "after_days",   "clamp",
                                       "id",     "note",  "level",  "declassifies", NULL};
    static const char *const values[] = {"by", "to", "lo", "hi", "dose", "expr", NULL};
    static const char *const conditions[] = {"when",    "effective_when", "met",    "by",
                                             "council", "table",          "target", NULL};
    static const char *const lists[] = {"for",        "needs",      "targets",   "do",
                                        "on_refused", "on_dropped", "on_tabled", "costs",
                                        "conditions", "terms",      NULL};
    json_t *value = json_object_get(object, key);
    /* an action's "when" is a moment, not a condition */
    if (among(key, left) || (strcmp(f->word, "action") == 0 && strcmp(pointer, "/when") == 0)) {
        return;
    }
    if (json_is_array(value) && among(key, lists)) {
        name_rule(f, key);
        walk_list(f, value, pointer);
    } else if (strcmp(key, "chance") == 0) {
        add_chance(f, value, pointer);
    } else if (strcmp(key, "slips") == 0) {
        add_parts(f, value, "by", NONE, pointer);
        add_sign(f, value, "hi", pointer);
    } else if (among(key, conditions) && (strcmp(key, "by") != 0 || is_binding(value))) {
        add_parts(f, object, key, NONE, pointer);
    } else if (among(key, values)) {
        add_sign(f, object, key, pointer);
    }
}

static void walk(struct finding *f, json_t *object, const char *pointer)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        char below[POINTER_SIZE];
        (void)snprintf(below, sizeof below, "%.50s/%.20s", pointer, key);
        walk_key(f, object, key, below);
    }
}

/* ---- the book ---- */

static void find_rules(struct finding *f, const struct book *book)
{
    const struct program *p = book_program(book);
    for (int r = 1; r < p->rules; r++) {
        if (p->rule[r].effects.count > 0) {
            f->word = "rule";
            f->id = book_id(book, KIND_RULE, r);
            (void)snprintf(f->rule, sizeof f->rule, "%s", f->id);
            (void)add(f, MUTANT_RULE, "", "");
        }
    }
}

static void find_expressions(struct finding *f, json_t *file)
{
    static const struct {
        const char *key, *word, *before;
    } kinds[] = {{"rules", "rule", ""},
                 {"actions", "action", "action."},
                 {"motions", "motion", "motion."},
                 {"incidents", "incident", "incident."},
                 {"formulas", "formula", NULL},
                 {"endings", "ending", NULL}};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(file, kinds[k].key), i, row)
        {
            f->word = kinds[k].word;
            f->id = json_string_value(json_object_get(row, "id"));
            f->rule[0] = '\0';
            if (kinds[k].before != NULL) {
                (void)snprintf(f->rule, sizeof f->rule, "%s%.60s", kinds[k].before, f->id);
            }
            walk(f, row, "");
        }
    }
}

bool mutants_list(struct mutants *mutants, const struct book *book, unsigned kinds,
                  const char *only)
{
    *mutants = (struct mutants){.files = json_deep_copy(book_files(book)),
                                .mutant = calloc(MUTANTS_MAX, sizeof *mutants->mutant)};
    struct finding f = {.into = mutants, .kinds = kinds, .only = only};
    const char *name;
    json_t *file;
    if (mutants->files == NULL || mutants->mutant == NULL) {
        mutants_done(mutants);
        return false;
    }
    find_rules(&f, book);
    json_object_foreach(mutants->files, name, file)
    {
        find_expressions(&f, file);
    }
    return !f.full;
}

void mutants_done(struct mutants *mutants)
{
    for (int i = 0; mutants->mutant != NULL && i < mutants->count; i++) {
        free(mutants->mutant[i].text);
    }
    free(mutants->mutant);
    json_decref(mutants->files);
    *mutants = (struct mutants){0};
}
