/* SPDX-License-Identifier: EUPL-1.2 */
/* push_menu.c -- the menu as a list of which an order changes one item or two: the engine is asked
 * for those that read a number which moved, written and compared is what came out otherwise. Never
 * decides what may be ordered. */
#include <stdlib.h>

#include "game/game_private.h"
#include "game/push_diff.h"
#include "game/view.h"

void kept_menu_done(struct audience *audience)
{
    for (int a = 0; a < audience->menu_items; a++) {
        kept_done(&audience->menu[a].kept);
    }
    free(audience->menu);
    audience->menu = NULL;
    audience->menu_items = 0;
}

static void menu_begin(struct audience *audience, int actions)
{
    audience->menu = calloc((size_t)actions, sizeof *audience->menu);
    if (audience->menu == NULL) {
        abort();
    }
    audience->menu_items = actions;
}

/* Is there a change? Then it stands in diffing->patch. */
static bool item_moved(struct diffing *diffing, const struct view *view, int action, int n,
                       struct kept_item *item)
{
    uint64_t sum = item->n == n ? item->sum : 0;
    buf_clear(&diffing->now);
    const enum offered offered = view_menu_item(view, action, n, &sum);
    item->sum = sum;
    item->n = n;
    return offered != OFFERED_AS_BEFORE && differ(&diffing->now, &item->kept, &diffing->patch);
}

/* Writes "menu":{ when the first change comes. */
static void open_menu(struct patching *p, bool *open)
{
    if (!*open) {
        patching_key(p, SECTION_PATHS[SECTION_MENU].parent, SECTION_PATHS[SECTION_MENU].key);
        json_open(p->json, '{');
        *open = true;
    }
}

static bool may_have_moved(const struct session *session, int team, int action)
{
    const uint64_t bits =
        session->dirty_offers[action / 64] | session->dirty_offers_team[team][action / 64];
    return (bits >> (action % 64) & 1u) != 0;
}

void diffing_menu(struct diffing *diffing, struct audience *audience, bool anew, struct patching *p)
{
    const struct table *table = diffing->table;
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    struct view view;
    bool open = false;
    int n = 0;
    if (session != NULL) {
        view_open(&view, session, audience->eyes, &diffing->now);
    }
    if (session == NULL || !view_has_menu(&view)) {
        if (audience->menu != NULL) {
            kept_menu_done(audience);
            patching_key(p, SECTION_PATHS[SECTION_MENU].parent, SECTION_PATHS[SECTION_MENU].key);
            json_nil(p->json);
        }
        return;
    }
    if (audience->menu == NULL) {
        menu_begin(audience, view.p->actions);
        anew = true;
        open_menu(p, &open); /* also when there is nothing to order */
    }
    for (int a = 0; a < view.p->actions; a++) {
        struct kept_item *item = &audience->menu[a];
        item->sum = anew ? 0 : item->sum;
        if (!anew && !may_have_moved(session, audience->eyes, a) && item->n == n) {
            n += item->kept.block != NULL;
            continue;
        }
        if (item_moved(diffing, &view, a, n, item)) {
            open_menu(p, &open);
            json_key(p->json, book_id(session->book, KIND_ACTION, a));
            json_raw(p->json, diffing->patch.data, diffing->patch.size);
        }
        n += item->kept.block != NULL;
    }
    if (open) {
        json_close(p->json, '}');
    }
}
