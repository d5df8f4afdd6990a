/* SPDX-License-Identifier: EUPL-1.2 */
/* cards.c -- the fields of the assessment card: which variable they write, and which values may be
 * chosen. */
#include <string.h>

#include "compiler/compile.h"

static void values_of(struct compiler *c, const json_t *json, struct card *card)
{
    const json_t *options = json_object_get(json, "options"),
                 *range = json_object_get(json, "range");
    if ((options != NULL) == (range != NULL)) {
        complain(c, "a card has \"options\", or a \"range\"");
        return;
    }
    card->lo = (int32_t)json_integer_value(json_array_get(range, 0));
    card->hi = (int32_t)json_integer_value(json_array_get(range, 1));
    for (size_t i = 0; i < json_array_size(options); i++) {
        int32_t value = (int32_t)json_integer_value(json_array_get(options, i));
        if (i > 0 && value != card->hi + 1)
            complain(c,
                     "the options of a card are numbers that follow one another, as in [0,1,2,3]");
        card->lo = i == 0 ? value : card->lo;
        card->hi = value;
    }
}

static void card_one(struct compiler *c, int index)
{
    const json_t *json = c->book->kind[KIND_CARD].item[index].json;
    struct card *card = &c->program->card[index];
    struct scope scope = {0};
    struct mark mark = at_key(c, "by");
    if (bind_compile(c, json_string_value(json_object_get(json, "by")), &scope, &card->by, NULL) &&
        scope.name[0].type.kind != TYPE_ACTOR)
        complain(c, "who fills a card is an actor");
    at_back(c, mark);
    c->book->kind[KIND_CARD].item[index].names = names_keep(c, &scope);
    values_of(c, json, card);
    const char *id = json_string_value(json_object_get(json, "var"));
    int variable = name_find(c->book, KIND_VARIABLE, id, strlen(id));
    if (variable == NONE || c->book->kind[KIND_VARIABLE].item[variable].bad)
        return;
    const struct variable *v = &c->program->variable[variable];
    bool actor = v->dims >= 1 && type_of_set(c->program, v->set[0]).kind == TYPE_ACTOR;
    bool incident = v->dims == 2 && type_of_set(c->program, v->set[1]).kind == TYPE_INCIDENT;
    if (!actor || (v->dims == 2 && !incident))
        complain(c, "the variable of a card has an index over actors, and if it has a second, that "
                    "is over incidents");
    if (card->lo * v->scale < v->lo || card->hi * v->scale > v->hi)
        complain(c, "the values of the card must lie in the range %d..%d of %s", v->lo / v->scale,
                 v->hi / v->scale, id);
    if (v->life == LIFE_DERIVED)
        complain(c, "a card cannot write a derived variable");
    card->variable = (uint16_t)variable;
    card->per_incident = incident;
    c->book->kind[KIND_VARIABLE].item[variable].used = true; /* shown on the card */
    c->book->kind[KIND_VARIABLE].item[variable].written = true;
}

void cards_compile(struct compiler *c)
{
    const struct items *items = &c->book->kind[KIND_CARD];
    for (int i = 0; i < items->count; i++) {
        c->program->cards++;
        if (items->item[i].bad)
            continue;
        owner_begin(c, KIND_CARD, i);
        card_one(c, i);
        owner_end(c);
    }
}
