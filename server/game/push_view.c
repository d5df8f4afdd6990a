/* SPDX-License-Identifier: EUPL-1.2 */
/* push_view.c -- a whole view, from scratch, and the places of its sections. Never decides what a
 * viewer may know. */
#include <string.h>

#include "game/game_private.h"
#include "game/push_diff.h"

const struct section_path SECTION_PATHS[SECTIONS] = {
#define SECTION_PATH(name, parent, key) {parent, key},
    SECTION_LIST(SECTION_PATH)
#undef SECTION_PATH
};

void patching_key(struct patching *p, const char *parent, const char *key)
{
    if (!p->open) {
        json_open(p->json, '{');
        p->open = true;
        p->parent = "";
    }
    if (strcmp(p->parent, parent) != 0) {
        if (p->parent[0] != '\0') {
            json_close(p->json, '}');
        }
        p->parent = parent;
        if (parent[0] != '\0') {
            json_key(p->json, parent);
            json_open(p->json, '{');
        }
    }
    json_key(p->json, key);
}

void patching_end(struct patching *p)
{
    if (p->agenda) {
        json_close(p->json, '}');
    }
    if (p->open && p->parent[0] != '\0') {
        json_close(p->json, '}');
    }
    if (p->open) {
        json_close(p->json, '}');
    }
}

static void view_part(struct patching *p, const char *parent, const char *key,
                      const struct buf *json)
{
    if (json->size > 0) {
        patching_key(p, parent, key);
        json_raw(p->json, json->data, json->size);
    }
}

void push_view(struct table *table, int person, struct buf *json)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    int eyes = table_eyes(table, &table->person[person]);
    struct patching p = {.json = json};
    struct buf now;
    buf_init(&now, VIEW_BYTES_MAX);
    patching_key(&p, "", "format");
    json_int(json, 1);
    view_me(table, person, &now);
    view_part(&p, "", "me", &now);
    if (eyes == EYES_ALL) {
        buf_clear(&now);
        view_sessions(table, &now);
        view_part(&p, "", "table", &now);
        buf_clear(&now);
        if (table_is_free(table)) {
            view_catalogue(table, &now);
        }
        view_part(&p, "", "catalogue", &now);
    }
    for (int s = 0; s < SECTIONS; s++) {
        buf_clear(&now);
        push_project(table, eyes, (enum section)s, &now);
        view_part(&p, SECTION_PATHS[s].parent, SECTION_PATHS[s].key, &now);
    }
    for (int m = 0; session != NULL && m < session->world.motions; m++) {
        char name[16];
        buf_clear(&now);
        view_motion(session, eyes, m, &now);
        if (now.size > 0) {
            if (!p.agenda) {
                patching_key(&p, "council", "agenda");
                json_open(json, '{');
                p.agenda = true;
            }
            (void)snprintf(name, sizeof name, "m%d", m + 1);
            json_key(json, name);
            json_raw(json, now.data, now.size);
        }
    }
    patching_end(&p);
    buf_done(&now);
}
