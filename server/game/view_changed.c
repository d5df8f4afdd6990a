/* SPDX-License-Identifier: EUPL-1.2 */
/* view_changed.c -- the numbers that the facilitator set otherwise than the book. Those of the
 * register are known to everybody at the table; a start value is shown to who may see the number
 * itself, and to all when everything is told. Never counts what it does not show. */
#include <stdio.h>
#include <string.h>

#include "game/view.h"

static void write_assumption(const struct view *view, const char *name, const char *dot)
{
    char id[52] = "", key[VIEW_KEY_MAX];
    (void)snprintf(id, sizeof id, "%.*s", (int)(dot - name), name);
    const int assumption = book_find(view->s->book, KIND_ASSUMPTION, id);
    if (assumption != NONE) {
        const json_t *param = json_object_get(
            json_object_get(book_json(view->s->book, KIND_ASSUMPTION, assumption), "params"),
            dot + 1);
        if (view_has(view, view_key(key, "assumption", id, dot + 1, NULL))) {
            view_named(view, "name", key); /* a recording may carry a book of before the names */
        }
        view_named(view, "why", view_key(key, "assumption", id, NULL, NULL));
        put_int(view->out, "was", json_integer_value(json_object_get(param, "value")));
    }
}

/* The start value of this name, of those set by hand; NONE when these eyes may not know of it. */
static int pin_seen(const struct view *view, const char *name)
{
    struct start place;
    struct misname why;
    const struct setup *setup = view->s->setup;
    const bool known = book_adjust_find(view->s->book, name, &place, &why);
    for (int k = 0; known && k < setup->pins; k++) {
        if (setup->pin[k].variable == place.variable && setup->pin[k].index[0] == place.index[0]) {
            const bool may = eyes_variable(view, place.variable, place.index[0], NONE);
            return may || view_disclosed(view) ? k : NONE;
        }
    }
    return NONE;
}

static void write_start(const struct view *view, int pin)
{
    const struct start *place = &view->s->setup->pin[pin];
    const struct variable *v = &view->p->variable[place->variable];
    const char *id = book_id(view->s->book, KIND_VARIABLE, place->variable);
    char key[VIEW_KEY_MAX];
    struct said said;
    said_init(&said, view);
    if (v->dims > 0) {
        said_entity(&said, v->set[0], place->index[0]);
        said_plain(&said, ": ");
    }
    said_key(&said, view_key(key, "variable", id, NULL, NULL), KIND_RULE, NONE, NULL);
    said_put(&said, "name");
    said_done(&said);
    view_named(view, "why", view_key(key, "variable", id, "help", NULL));
    put_int(view->out, "was", whole(v, view->s->pin_was[pin]));
}

void view_changed(const struct view *view)
{
    const char *name = NULL;
    json_t *value = NULL;
    int n = 0;
    json_object_foreach(json_object_get(view->s->created, "set"), name, value)
    {
        const char *dot = strrchr(name, '.'); /* names of the register have one */
        const int pin = dot == NULL ? pin_seen(view, name) : NONE;
        if (dot == NULL && pin == NONE) {
            continue;
        }
        if (n == 0) {
            put_object(view->out, "changed");
        }
        put_object(view->out, name);
        put_int(view->out, "n", n++);
        put_int(view->out, "value", json_integer_value(value));
        if (dot == NULL) {
            write_start(view, pin);
        } else {
            write_assumption(view, name, dot);
        }
        put_end(view->out);
    }
    if (n > 0) {
        put_end(view->out);
    }
}
