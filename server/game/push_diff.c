/* SPDX-License-Identifier: EUPL-1.2 */
/* push_diff.c -- see push_diff.h. Never decides what a viewer may know: view_*.c does. */
#include "game/push_diff.h"

#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"
#include "game/patch.h"
#include "game/view.h"

static void *need(void *pointer)
{
    if (pointer == NULL) {
        abort();
    }
    return pointer;
}

static struct diffing *diffing_new(void)
{
    struct diffing *diffing = need(calloc(1, sizeof *diffing));
    buf_init(&diffing->now, VIEW_BYTES_MAX);
    buf_init(&diffing->patch, VIEW_BYTES_MAX);
    buf_init(&diffing->json, VIEW_BYTES_MAX);
    buf_init(&diffing->own, VIEW_BYTES_MAX);
    buf_init(&diffing->own_patch, VIEW_BYTES_MAX);
    diffing->now.spans = &diffing->spans;
    diffing->own.spans = &diffing->own_spans;
    for (int k = 0; k < AUDIENCES_MAX; k++) {
        buf_init(&diffing->agenda[k], VIEW_BYTES_MAX);
    }
    return diffing;
}

static void diffing_free(struct diffing *diffing)
{
    for (int k = 0; k < AUDIENCES_MAX; k++) {
        buf_done(&diffing->agenda[k]);
    }
    json_spans_done(&diffing->spans);
    json_spans_done(&diffing->own_spans);
    buf_done(&diffing->own_patch);
    buf_done(&diffing->own);
    buf_done(&diffing->json);
    buf_done(&diffing->patch);
    buf_done(&diffing->now);
    free(diffing);
}

struct diffing *diffing_begin(struct table *table)
{
    struct game *game = table->game;
    (void)pthread_mutex_lock(&game->spare_lock);
    struct diffing *diffing = game->spare;
    game->spare = diffing == NULL ? NULL : diffing->next;
    (void)pthread_mutex_unlock(&game->spare_lock);
    if (diffing == NULL) {
        diffing = diffing_new();
    }
    diffing->table = table;
    diffing->audiences = table->audiences;
    buf_clear(&diffing->json);
    for (int k = 0; k < diffing->audiences; k++) {
        buf_clear(&diffing->agenda[k]);
    }
    return diffing;
}

/* As many stay as there were rounds at one time: the workers and the timer. */
void diffing_done(struct diffing *diffing)
{
    struct game *game = diffing->table->game;
    kept_done(&diffing->was); /* another table's lock holds for what comes next */
    kept_done(&diffing->is);
    (void)pthread_mutex_lock(&game->spare_lock);
    diffing->next = game->spare;
    game->spare = diffing;
    (void)pthread_mutex_unlock(&game->spare_lock);
}

void push_spare_free(struct game *game)
{
    while (game->spare != NULL) {
        struct diffing *next = game->spare->next;
        diffing_free(game->spare);
        game->spare = next;
    }
}

bool differ(const struct buf *now, struct kept *was, struct buf *ret_patch)
{
    const struct json_text last = kept_text(was);
    const struct json_text next = {now->data, now->size, now->spans->at,
                                   now->spans->open == 0 ? now->spans->count : 0};
    bool differs = true;
    buf_clear(ret_patch);
    if (last.size == now->size &&
        (now->size == 0 || memcmp(last.data, now->data, now->size) == 0)) {
        return false;
    }
    if (now->size == 0) {
        json_nil(ret_patch);
    } else if (last.size == 0) {
        json_raw(ret_patch, now->data, now->size);
    } else {
        differs = patch_diff(&last, &next, ret_patch);
    }
    kept_set(was, now);
    return differs;
}

static bool is_same(struct json_text a, struct json_text b)
{
    return a.size == b.size &&
           (a.data == b.data || a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* The same of a text that is not written anew for each audience: `same`, it is the last one's. */
static bool differ_again(struct diffing *diffing, bool same, struct kept *was)
{
    if (same && is_same(kept_text(was), kept_text(&diffing->was))) {
        kept_share(was, &diffing->is);
        return diffing->was_differs;
    }
    kept_share(&diffing->was, was);
    diffing->was_differs = differ(&diffing->now, was, &diffing->patch);
    kept_share(&diffing->is, was);
    return diffing->was_differs;
}

static void differ_section(struct diffing *diffing, struct patching *p, const char *parent,
                           const char *key, struct kept *was)
{
    if (differ(&diffing->now, was, &diffing->patch)) {
        patching_key(p, parent, key);
        json_raw(p->json, diffing->patch.data, diffing->patch.size);
    }
}

static void agenda_patch(struct diffing *diffing, struct buf *agenda, int motion, bool shared,
                         bool own)
{
    char name[NUMBERED_MAX];
    (void)numbered(name, "m", motion + 1);
    if (agenda->size == 0) {
        json_open(agenda, '{');
    }
    json_key(agenda, name);
    if (diffing->now.size == 0) {
        json_nil(agenda);
        return;
    }
    json_open(agenda, '{');
    if (shared) {
        json_inner(agenda, diffing->patch.data, diffing->patch.size);
    }
    if (own) {
        json_inner(agenda, diffing->own_patch.data, diffing->own_patch.size);
    }
    json_close(agenda, '}');
}

static void agenda_item(struct diffing *diffing, int k, int motion, struct motion_mark *mark)
{
    struct table *table = diffing->table;
    const struct session *session = table->session[table->current];
    struct audience *audience = &table->audience[k];
    if (motion >= session->world.motions && audience->motion[motion].block == NULL) {
        return;
    }
    buf_clear(&diffing->own);
    if (motion < session->world.motions) {
        view_motion_shared(session, audience->eyes, motion, mark, &diffing->now);
        view_motion_own(session, audience->eyes, motion, &diffing->own);
    } else {
        buf_clear(&diffing->now);
    }
    const bool shared = differ_again(diffing, mark->same, &audience->motion[motion]),
               own = differ(&diffing->own, &audience->motion_own[motion], &diffing->own_patch);
    if (shared || own) {
        agenda_patch(diffing, &diffing->agenda[k], motion, shared, own);
    }
}

void diffing_agenda(struct diffing *diffing, uint64_t motions, const struct audience *only)
{
    struct table *table = diffing->table;
    for (int m = 0; table->current != NONE && m < MOTION_MAX; m++) {
        struct motion_mark mark = {.set = false};
        if ((motions >> m & 1u) == 0) {
            continue;
        }
        for (int k = 0; k < diffing->audiences; k++) {
            const struct audience *audience = &table->audience[k];
            if (only == NULL ? audience->watchers > 0 : audience == only) {
                agenda_item(diffing, k, m, &mark);
            }
        }
    }
    for (int k = 0; k < diffing->audiences; k++) {
        if (diffing->agenda[k].size > 0) {
            json_close(&diffing->agenda[k], '}');
        }
    }
}

/* What only the host has: the table's games, and what may be set up next. */
static void differ_extra(struct diffing *diffing, struct audience *audience, struct patching *p)
{
    buf_clear(&diffing->now);
    view_sessions(diffing->table, &diffing->now);
    differ_section(diffing, p, "", "table", &audience->sessions);
    buf_clear(&diffing->now);
    if (table_is_free(diffing->table)) {
        view_catalogue(diffing->table, &diffing->now);
    }
    differ_section(diffing, p, "", "catalogue", &audience->catalogue);
}

/* Would the motions that may be tabled be the text that was sent? Asked without writing it. */
static bool motions_stay(const struct diffing *diffing, struct audience *audience, bool anew)
{
    const struct table *table = diffing->table;
    const uint64_t was = anew ? 0 : audience->motions_sum;
    struct view view;
    if (table->current == NONE || table->session[table->current]->scenario == NULL) {
        audience->motions_sum = 0;
        return false;
    }
    view_open(&view, table->session[table->current], audience->eyes, NULL);
    audience->motions_sum = view_motions_sign(&view);
    return was != 0 && was == audience->motions_sum;
}

static void differ_written(struct diffing *diffing, struct audience *audience, enum section section,
                           bool anew, struct patching *p)
{
    if (section == SECTION_MOTIONS && motions_stay(diffing, audience, anew)) {
        return;
    }
    buf_clear(&diffing->now);
    push_project(diffing->table, audience->eyes, section, &diffing->now);
    differ_section(diffing, p, SECTION_PATHS[section].parent, SECTION_PATHS[section].key,
                   &audience->section[section]);
}

void diffing_audience(struct diffing *diffing, struct audience *audience, uint32_t sections,
                      struct buf *json)
{
    const struct buf *agenda = &diffing->agenda[audience - diffing->table->audience];
    struct patching p = {.json = json};
    const bool anew = sections == SECTIONS_ALL;
    for (int s = 0; s < SECTIONS; s++) {
        if ((sections >> s & 1u) == 0) {
            continue;
        }
        if (s == SECTION_MENU) {
            diffing_menu(diffing, audience, anew, &p);
        } else if (s == SECTION_BOARD) {
            diffing_board(diffing, audience, anew, &p);
        } else {
            differ_written(diffing, audience, (enum section)s, anew, &p);
        }
    }
    if (agenda->size > 0) {
        patching_key(&p, "council", "agenda");
        json_raw(json, agenda->data, agenda->size);
    }
    if (audience->eyes == EYES_ALL && (diffing->table->dirty_people & PEOPLE_EXTRA) != 0) {
        differ_extra(diffing, audience, &p);
    }
    patching_end(&p);
}

void diffing_me(struct diffing *diffing, struct sink *sink, struct buf *json)
{
    struct patching p = {.json = json};
    buf_clear(&diffing->now);
    view_me(diffing->table, sink->person, &diffing->now);
    differ_section(diffing, &p, "", "me", &sink->me);
    patching_end(&p);
}
