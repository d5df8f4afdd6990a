/* SPDX-License-Identifier: EUPL-1.2 */
/* hunt_read.c -- which variables, formulas, templates and numbers the text of an object names. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/hunt.h"

static void gather(struct hunt *h, const char *owner, const char *text, int depth);

static void gather_json(struct hunt *h, const char *owner, const json_t *json, int depth)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    if (text != NULL) {
        gather(h, owner, text, depth);
    }
    free(text);
}

static void keep(int list[POOL_MAX], int *count, int value)
{
    for (int k = 0; k < *count; k++) {
        if (list[k] == value) {
            return;
        }
    }
    if (*count < POOL_MAX) {
        list[(*count)++] = value;
    }
}

static void keep_number(struct hunt *h, const char *owner, const char *name)
{
    char full[160];
    (void)snprintf(full, sizeof full, "%s%s%s", strchr(name, '.') == NULL ? owner : "",
                   strchr(name, '.') == NULL ? "." : "", name);
    for (int k = 0; k < book_params(h->book); k++) {
        if (strcmp(book_param_name(h->book, k), full) == 0) {
            keep(h->param, &h->params, k);
        }
    }
}

static void gather_word(struct hunt *h, const char *word, int depth)
{
    const int variable = book_find(h->book, KIND_VARIABLE, word);
    const int formula = book_find(h->book, KIND_FORMULA, word);
    const int template = book_find(h->book, KIND_INCIDENT, word);
    const int kind = book_find(h->book, KIND_MOTION, word);
    const int action = book_find(h->book, KIND_ACTION, word);
    if (variable != NONE) {
        h->variable[variable] = true;
    }
    if (formula != NONE && !h->formula[formula]) {
        h->formula[formula] = true;
        const json_t *json = book_json(h->book, KIND_FORMULA, formula);
        gather_json(h, word, json_object_get(json, "terms"), depth + 1);
        gather_json(h, word, json_object_get(json, "expr"), depth + 1);
    }
    if (template != NONE) {
        keep(h->template, &h->templates, template);
    }
    if (kind != NONE) {
        keep(h->kinds, &h->kindss, kind);
    }
    if (action != NONE) {
        keep(h->action, &h->actions, action);
    }
    h->incidents = h->incidents || strcmp(word, "INCIDENT") == 0 || strcmp(word, "i") == 0;
    h->motions = h->motions || strcmp(word, "MOTION") == 0 || strcmp(word, "m") == 0;
    h->orders = h->orders || strcmp(word, "ORDER") == 0 || strcmp(word, "o") == 0;
}

static void gather(struct hunt *h, const char *owner, const char *text, int depth)
{
    while (*text != '\0' && depth < CALL_MAX) {
        char word[96];
        const bool number = *text == '@';
        size_t size = 0;
        text += number;
        while (isalnum((unsigned char)text[size]) || text[size] == '_' ||
               (number && (text[size] == '.' || text[size] == '-'))) {
            size++;
        }
        if (size > 0 && size < sizeof word) {
            memcpy(word, text, size);
            word[size] = '\0';
            if (number) {
                keep_number(h, owner, word);
            } else {
                gather_word(h, word, depth);
            }
        }
        text += size > 0 ? size : *text != '\0';
    }
}

void hunt_reads(struct hunt *h)
{
    const struct program *p = book_program(h->book);
    json_t *bare = json_copy((json_t *)(uintptr_t)h->json);
    (void)json_object_del(bare, "ground");
    (void)json_object_del(bare, "declassifies");
    gather_json(h, h->m->object, bare, 0);
    json_decref(bare);
    for (int pass = 0; pass < 2; pass++) { /* what derived numbers are made of */
        for (int k = 0; k < p->variables; k++) {
            if (h->variable[k] && p->variable[k].life == LIFE_DERIVED) {
                gather_word(h, book_id(h->book, KIND_FORMULA, p->variable[k].formula), 0);
            }
        }
    }
}
