/* SPDX-License-Identifier: EUPL-1.2 */
/* patching.h -- a view or a patch being written section by section: opens and closes the parents of
 * the sections. */
#ifndef GAME_PATCHING_H
#define GAME_PATCHING_H

#include <stdbool.h>

#include "base/buf.h"

/* Where a section stands in a view: "orders", "menu"; a parent of "" is the view itself. */
struct section_path {
    const char *parent, *key;
};
extern const struct section_path SECTION_PATHS[];

/* A patch under way: opens {"parent":{ as needed; nothing is written while nothing changed. */
struct patching {
    struct buf *json;
    const char *parent; /* open parent object, "" none */
    bool open, agenda;
};

void patching_key(struct patching *p, const char *parent, const char *key);
void patching_end(struct patching *p);

#endif
