/* SPDX-License-Identifier: EUPL-1.2 */
/* copy.c -- copies what is in use of a world; the rest of the target keeps what it had and is never
 * read. */
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
