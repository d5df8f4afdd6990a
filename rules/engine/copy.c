/* SPDX-License-Identifier: EUPL-1.2 */
/* copy.c -- copies what is in use of a world or a program; the rest of the target keeps what it had
 * and is never read. */
#include <string.h>

#include "engine/engine.h"

#include "engine/integer_only.h"

void world_copy(const struct program *p, struct world *to, const struct world *from)
{
    memcpy(to, from, offsetof(struct world, uses));
    memcpy(to->uses, from->uses, p->actions * sizeof from->uses[0]);
    memcpy(to->incident, from->incident, from->incidents * sizeof from->incident[0]);
    memcpy(to->motion, from->motion, from->motions * sizeof from->motion[0]);
    memcpy(to->order, from->order, from->orders * sizeof from->order[0]);
    memcpy(to->pending, from->pending, from->pendings * sizeof from->pending[0]);
    memcpy(to->override, from->override, from->overrides * sizeof from->override[0]);
    memcpy(to->value, from->value, p->slots * sizeof from->value[0]);
}

void program_copy(struct program *to, const struct program *from)
{
    const size_t after = offsetof(struct program, sets); /* what follows the text */
    memcpy(to, from, offsetof(struct program, code));
    memcpy(to->code, from->code, from->codes * sizeof from->code[0]);
    memcpy((char *)to + after, (const char *)from + after,
           offsetof(struct program, readers) - after); /* the rest is program_link()'s */
    to->linked = false;
}
