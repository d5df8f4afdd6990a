/* SPDX-License-Identifier: EUPL-1.2 */
/* incidents.c -- templates of incidents: whom they can hit, and what happens when one opens. */
#include <string.h>

#include "compiler/compile.h"

/* Victims first: expressions ask for them (fits) and for their roles. */
void incidents_declare(struct compiler *c)
{
    enum { VICTIMS = sizeof c->program->victim_list };
    struct program *p = c->program;
    const struct items *items = &c->book->kind[KIND_INCIDENT];
    uint16_t next = 0;
    for (int i = 0; i < items->count; i++) {
        at_item(c, KIND_INCIDENT, i);
        p->templates++;
        const json_t *victims = json_object_get(items->item[i].json, "victims");
        p->template[i].victims = (struct span){next, 0};
        for (size_t k = 0; k < json_array_size(victims) && !items->item[i].bad; k++) {
            const json_t *id = json_array_get(victims, k);
            int actor =
                name_find(c->book, KIND_ACTOR, json_string_value(id), json_string_length(id));
            if (next >= VICTIMS) {
                complain(c, "too many victims in the book; at most %d", VICTIMS);
                return;
            }
            if (actor == NONE || actor >= p->actors)
                continue;
            p->victim_list[next++] = (uint8_t)actor;
            p->template[i].victims.count++;
            c->book->victim_roles |= (uint8_t)(1u << p->actor[actor].kind);
        }
    }
    if (c->book->victim_roles == 0)
        c->book->victim_roles = 1u << ACTOR_MEMBER;
}

void incidents_compile(struct compiler *c)
{
    const struct items *items = &c->book->kind[KIND_INCIDENT];
    for (int i = 0; i < c->program->templates; i++) {
        if (items->item[i].bad)
            continue;
        struct scope scope = {0};
        owner_begin(c, KIND_INCIDENT, i);
        if (give_name(c, &scope, "i", SET_INCIDENT))
            c->program->template[i].rule =
                (uint16_t)do_compile(c, items->item[i].json, "do", &scope, NULL);
        owner_end(c);
    }
}
