/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_all.c -- see hunt_all.h. */
#include "lab/hunt_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/hunt.h"

static const struct {
    const char *word;
    enum kind kind;
} kinds[] = {{"rule", KIND_RULE},         {"action", KIND_ACTION},   {"motion", KIND_MOTION},
             {"incident", KIND_INCIDENT}, {"formula", KIND_FORMULA}, {"ending", KIND_ENDING}};

/* Whose mutant it is: a removed "action.N05" is the action's. */
static bool owner_of(const struct book *book, const struct mutant *m, struct mutant *ret_m,
                     struct hunt *h)
{
    *ret_m = *m;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const size_t size = strlen(kinds[k].word);
        const bool named = strncmp(m->name, kinds[k].word, size) == 0 && m->name[size] == ' ';
        const bool list = m->kind == MUTANT_RULE && kinds[k].kind != KIND_RULE &&
                          strncmp(m->rule, kinds[k].word, size) == 0 && m->rule[size] == '.';
        char id[64];
        if (!named && !list) {
            continue;
        }
        (void)snprintf(id, sizeof id, "%.60s", list ? m->rule + size + 1 : m->object);
        if (list && kinds[k].kind == KIND_MOTION) {
            id[strcspn(id, ".")] = '\0';
        }
        const int found = book_find(book, kinds[k].kind, id);
        const json_t *json = found == NONE ? NULL : book_json(book, kinds[k].kind, found);
        if (json_object_get(json, "id") == NULL ||
            strcmp(json_string_value(json_object_get(json, "id")), id) != 0) {
            continue;
        }
        (void)snprintf(ret_m->object, sizeof ret_m->object, "%s", id);
        h->kind = kinds[k].kind;
        h->object = found;
        h->json = json;
        return true;
    }
    return false;
}

/* The bench of the mutant; the book behind it goes to `ret_book`. */
static bool bench_of(struct mutants *mutants, int which, const struct bench *bench,
                     struct bench *after, struct book **ret_book)
{
    const struct mutant *m = &mutants->mutant[which];
    if (m->kind == MUTANT_RULE) {
        const int rule = book_find(bench->book, KIND_RULE, m->rule);
        if (!bench_init(after, bench->book)) {
            return false;
        }
        after->program->rule[rule].effects.count = 0;
        return true;
    }
    *ret_book = mutant_book(mutants, which);
    return *ret_book != NULL && bench_init(after, *ret_book);
}

static bool noticed(const json_t *list, struct bench *after)
{
    for (size_t k = json_array_size(list); k-- > 0;) {
        if (!bench_case(after, json_array_get(list, k))) {
            return true;
        }
    }
    return false;
}

static const char *word_of(enum kind kind)
{
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (kinds[k].kind == kind) {
            return kinds[k].word;
        }
    }
    return "";
}

json_t *hunt_all(struct mutants *mutants, const struct bench *bench, bool *wanted, uint32_t seed)
{
    json_t *found = json_object(), *numbers = json_object();
    struct hunt *h = calloc(1, sizeof *h);
    for (int i = 0; h != NULL && i < mutants->count; i++) {
        struct mutant own;
        struct bench before = *bench, after = {0};
        struct book *book = NULL;
        memset(h, 0, sizeof *h);
        if (!wanted[i] || !owner_of(bench->book, &mutants->mutant[i], &own, h)) {
            continue;
        }
        h->m = &own;
        h->book = bench->book;
        h->before = &before;
        h->after = &after;
        h->state = seed * 2654435761u + (uint32_t)i * 40503u + 1u;
        json_t *list = json_object_get(found, word_of(h->kind));
        if (list == NULL) {
            list = json_array();
            (void)json_object_set_new(found, word_of(h->kind), list);
        }
        if (bench_of(mutants, i, bench, &after, &book)) {
            json_t *one = noticed(list, &after) ? NULL : hunt_find(h);
            wanted[i] = one == NULL && !noticed(list, &after);
            if (one != NULL) {
                const int number =
                    (int)json_integer_value(json_object_get(numbers, own.object)) + 1;
                (void)json_object_set_new(numbers, own.object, json_integer(number));
                hunt_name(h, one, number);
                (void)json_array_append_new(list, one);
            }
            bench_done(&after);
        }
        book_free(book);
    }
    free(h);
    json_decref(numbers);
    return found;
}

static bool taken(const json_t *list, const char *id)
{
    size_t k;
    json_t *one;
    json_array_foreach(list, k, one)
    {
        const char *own = json_string_value(json_object_get(one, "id"));
        if (own != NULL && strcmp(own, id) == 0) {
            return true;
        }
    }
    return false;
}

/* "line.joined.s2" becomes the first of its kind that is free. */
static void number_anew(const json_t *list, json_t *one)
{
    char base[160], id[180];
    (void)snprintf(base, sizeof base, "%s", json_string_value(json_object_get(one, "id")));
    char *last = strrchr(base, '.');
    if (last == NULL) {
        return;
    }
    *last = '\0';
    int number = 0;
    do {
        (void)snprintf(id, sizeof id, "%s.s%d", base, ++number);
    } while (taken(list, id));
    (void)json_object_set_new(one, "id", json_string(id));
}

static bool write_kind(const char *path, const json_t *found)
{
    json_error_t error;
    json_t *file = json_load_file(path, 0, &error);
    json_t *list = json_copy(json_object_get(file, "cases"));
    size_t k;
    json_t *one;
    list = list != NULL ? list : json_array();
    json_array_foreach(found, k, one)
    {
        if (taken(list, json_string_value(json_object_get(one, "id")))) {
            number_anew(list, one);
        }
        (void)json_array_append(list, one);
    }
    FILE *out = fopen(path, "w");
    if (out != NULL) {
        (void)fputs("{\"cases\":[\n", out);
        json_array_foreach(list, k, one)
        {
            (void)json_dumpf(one, out, 0);
            (void)fputs(k + 1 < json_array_size(list) ? ",\n" : "\n", out);
        }
        (void)fputs("]}\n", out);
    }
    json_decref(list);
    json_decref(file);
    return out != NULL && fclose(out) == 0;
}

bool hunt_write(const json_t *found, const char *folder)
{
    const char *word;
    json_t *list;
    bool good = true;
    json_object_foreach((json_t *)(uintptr_t)found, word, list)
    {
        char path[1024];
        const int size = snprintf(path, sizeof path, "%s/more-%ss.json", folder, word);
        if (json_array_size(list) > 0) {
            good = size < (int)sizeof path && write_kind(path, list) && good;
        }
    }
    return good;
}
