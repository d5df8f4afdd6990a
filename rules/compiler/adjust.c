/* SPDX-License-Identifier: EUPL-1.2 */
/* adjust.c -- start values that a host sets otherwise for one game: what the book offers for it,
 * their names, and the changes that came with the book. Never changes a hidden truth: a scenario
 * that draws one into such a number is refused. */
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"

bool book_adjustable(const struct book *book, int variable)
{
    return json_is_true(json_object_get(book_json(book, KIND_VARIABLE, variable), "adjust"));
}

void book_adjust_name(const struct book *book, const struct start *place,
                      char ret_name[ADJUST_NAME_MAX])
{
    const struct variable *v = &book->program.variable[place->variable];
    const char *id = book_id(book, KIND_VARIABLE, place->variable);
    if (v->dims == 0)
        (void)snprintf(ret_name, ADJUST_NAME_MAX, "%.48s", id);
    else
        (void)snprintf(ret_name, ADJUST_NAME_MAX, "%.48s[%.48s]", id,
                       book_id(book, KIND_ACTOR, place->index[0]));
}

/* All that is offered, as far as there is room: "COH, RES[ALLY]". */
static void offered(const struct book *book, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < book->program.variables && used < size; i++) {
        if (book_adjustable(book, i))
            used += (size_t)snprintf(text + used, size - used, "%s%s%s", used > 0 ? ", " : "",
                                     book_id(book, KIND_VARIABLE, i),
                                     book->program.variable[i].dims > 0 ? "[ALLY]" : "");
    }
}

static bool not_offered(const struct book *book, const char *id, int size, int variable,
                        struct misname *why)
{
    char list[160];
    offered(book, list, sizeof list);
    const char *near =
        variable == NONE ? nearest_item(book, 1u << KIND_VARIABLE, id, (size_t)size) : NULL;
    bool offers = near && book_adjustable(book, name_find(book, KIND_VARIABLE, near, strlen(near)));
    struct hint hint = hint_of(offers ? near : NULL);
    (void)snprintf(why->text, sizeof why->text,
                   variable == NONE ? "there is no start value %.*s%s; the book offers: %s"
                                    : "%.*s cannot be set before a game%s; the book offers: %s",
                   size, id, hint.text, list[0] ? list : "none");
    return false;
}

static bool ally_find(const struct book *book, const char *id, size_t size, struct start *place,
                      struct misname *why)
{
    int actor = name_find(book, KIND_ACTOR, id, size);
    if (actor != NONE && actor < book->program.members) {
        place->index[0] = (int16_t)actor;
        return true;
    }
    struct hint hint = {""};
    if (actor == NONE)
        hint = hint_of(nearest_item(book, 1u << KIND_ACTOR, id, size));
    (void)snprintf(why->text, sizeof why->text,
                   actor == NONE ? "there is no ally \"%.*s\"%s" : "\"%.*s\" is no ally%s",
                   (int)(size > ID_MAX ? ID_MAX : size), id, hint.text);
    return false;
}

bool book_adjust_find(const struct book *book, const char *name, struct start *ret_place,
                      struct misname *ret_why)
{
    size_t size = strcspn(name, "[");
    const char *ally = name[size] == '[' ? name + size + 1 : NULL;
    size_t length = ally ? strcspn(ally, "]") : 0;
    int variable = size > ID_MAX ? NONE : name_find(book, KIND_VARIABLE, name, size);
    if (variable == NONE || !book_adjustable(book, variable))
        return not_offered(book, name, (int)(size > ID_MAX ? ID_MAX : size), variable, ret_why);
    const struct variable *v = &book->program.variable[variable];
    struct start place = {.variable = (uint16_t)variable};
    if ((v->dims > 0) != (ally != NULL)) {
        (void)snprintf(ret_why->text, sizeof ret_why->text,
                       ally ? "%.48s is one number, not one of each ally: write %.48s"
                            : "%.48s is a number of each ally: write %.48s[ALLY]",
                       book_id(book, KIND_VARIABLE, variable),
                       book_id(book, KIND_VARIABLE, variable));
        return false;
    }
    if (ally && strcmp(ally + length, "]") != 0) {
        (void)snprintf(ret_why->text, sizeof ret_why->text,
                       "\"%.60s\" is not VARIABLE, nor VARIABLE[ALLY]", name);
        return false;
    }
    if (ally && !ally_find(book, ally, length, &place, ret_why))
        return false;
    *ret_place = place;
    return true;
}

static void change(struct compiler *c, const char *name, const json_t *value)
{
    struct misname why;
    struct start place = {0};
    if (!book_adjust_find(c->book, name, &place, &why)) {
        diag_add(c->diags, "", "", "%s", why.text);
        return;
    }
    const struct variable *v = &c->program->variable[place.variable];
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < v->lo / v->scale || n > v->hi / v->scale) {
        diag_add(c->diags, "", "", "the start value of %.100s must lie in %d..%d", name,
                 v->lo / v->scale, v->hi / v->scale);
        return;
    }
    if (c->book->pins == PINNED_MAX) {
        diag_add(c->diags, "", "", "too many start values for one game; at most %d", PINNED_MAX);
        return;
    }
    place.value = (int32_t)n * v->scale;
    c->book->pin[c->book->pins++] = place;
}

void adjust_compile(struct compiler *c)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)c->set, name, value)
    {
        if (!strchr(name, '.')) /* names of parameters have a dot */
            change(c, name, value);
    }
}
