/* SPDX-License-Identifier: EUPL-1.2 */
/* push.c -- from a change of the state to patches for each audience. Projects under the table's lock, delivers after the
 * commit. Never decides what a viewer may know: view_*.c does. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"
#include "game/patch.h"
#include "game/patching.h"

enum { VIEW_BYTES_MAX = 4 << 20 };

struct audience *push_audience(struct table *table, int eyes)
{
    for (int k = 0; k < table->audiences; k++) {
        if (table->audience[k].eyes == eyes) {
            return &table->audience[k];
        }
    }
    assert(table->audiences < TEAMS_MAX + 2);
    struct audience *audience = &table->audience[table->audiences++];
    *audience = (struct audience){.eyes = eyes};
    return audience;
}

static void audience_clear(struct audience *audience)
{
    for (int s = 0; s < SECTIONS; s++) {
        free(audience->section[s]);
    }
    for (int m = 0; m < MOTION_MAX; m++) {
        free(audience->motion[m]);
    }
    free(audience->sessions);
    free(audience->catalogue);
    *audience = (struct audience){.eyes = audience->eyes, .watchers = audience->watchers};
}

void push_forget(struct table *table)
{
    for (int k = 0; k < table->audiences; k++) {
        audience_clear(&table->audience[k]);
    }
}

/* Which part of the table's own writes a section, or NULL for the session's. */
void push_project(const struct table *table, int eyes, enum section section, struct buf *json)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    if (section == SECTION_VIEWER) {
        view_viewer(table, eyes, json);
    } else if (section == SECTION_CAN) {
        view_can(table, eyes, json);
    } else if (session != NULL && section == SECTION_TEAMS) {
        view_teams(table, eyes, json);
    } else if (session != NULL) {
        view_section(session, eyes, section, json);
    }
    if (section == SECTION_SESSION && json->size > 1 && json->data[json->size - 1] == '}') {
        json->size--; /* the code belongs to the table; everybody here came in by it */
        json_key(json, "code");
        json_str(json, table->code);
        json_close(json, '}');
    }
}

static char *keep_copy(const struct buf *json)
{
    char *copy = malloc(json->size + 1);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, json->data, json->size);
    copy[json->size] = '\0';
    return copy;
}

/* New text of one part against the last one sent; writes the difference and remembers the new text. */
static void differ(struct patching *p, const char *parent, const char *key, char **was, size_t *was_size, const struct buf *now)
{
    struct buf patch;
    if (now->size == 0) {
        if (*was != NULL) {
            patching_key(p, parent, key);
            json_nil(p->json);
            free(*was);
            *was = NULL;
            *was_size = 0;
        }
        return;
    }
    if (*was != NULL && *was_size == now->size && memcmp(*was, now->data, now->size) == 0) {
        return;
    }
    if (*was == NULL) {
        patching_key(p, parent, key);
        json_raw(p->json, now->data, now->size);
    } else {
        buf_init(&patch, VIEW_BYTES_MAX);
        if (patch_diff(*was, *was_size, now->data, now->size, &patch)) {
            patching_key(p, parent, key);
            json_raw(p->json, patch.data, patch.size);
        }
        buf_done(&patch);
    }
    free(*was);
    *was = keep_copy(now);
    *was_size = now->size;
}

/* The items of council.agenda; the caller has written council.menu just before, so that the parent may be open. */
static void differ_motions(struct table *table, struct audience *audience, uint64_t motions, struct patching *p, struct buf *scratch)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    for (int m = 0; session != NULL && m < MOTION_MAX; m++) {
        char name[16];
        if ((motions >> m & 1u) == 0 || (m >= session->world.motions && audience->motion[m] == NULL)) {
            continue;
        }
        buf_clear(scratch);
        if (m < session->world.motions) {
            view_motion(session, audience->eyes, m, scratch);
        }
        struct buf one;
        struct patching inner = {.json = &one};
        (void)snprintf(name, sizeof name, "m%d", m + 1);
        buf_init(&one, VIEW_BYTES_MAX);
        differ(&inner, "", name, &audience->motion[m], &audience->motion_size[m], scratch);
        if (inner.open) {
            if (!p->agenda) {
                patching_key(p, "council", "agenda");
                json_open(p->json, '{');
                p->agenda = true;
            }
            /* `one` is {"m1":…  : its inside is the member */
            json_key(p->json, name);
            size_t head = 1 + strlen(name) + 3;
            json_raw(p->json, one.data + head, one.size - head);
        }
        buf_done(&one);
    }
}

static void audience_patch(struct table *table, struct audience *audience, uint32_t sections, uint64_t motions, struct buf *json)
{
    struct patching p = {.json = json};
    struct buf now;
    buf_init(&now, VIEW_BYTES_MAX);
    for (int s = 0; s < SECTIONS; s++) {
        if ((sections >> s & 1u) != 0) {
            buf_clear(&now);
            push_project(table, audience->eyes, (enum section)s, &now);
            differ(&p, SECTION_PATHS[s].parent, SECTION_PATHS[s].key, &audience->section[s], &audience->section_size[s], &now);
        }
    }
    differ_motions(table, audience, motions, &p, &now);
    if (audience->eyes == EYES_ALL && (table->dirty_people & PEOPLE_EXTRA) != 0) {
        if (p.agenda) {
            json_close(p.json, '}');
            p.agenda = false;
        }
        buf_clear(&now);
        view_sessions(table, &now);
        differ(&p, "", "table", &audience->sessions, &audience->sessions_size, &now);
        buf_clear(&now);
        if (table->current == NONE) {
            view_catalogue(table, &now);
        }
        differ(&p, "", "catalogue", &audience->catalogue, &audience->catalogue_size, &now);
    }
    patching_end(&p);
    buf_done(&now);
}

static struct push *push_new(enum push_kind kind, int eyes, int64_t sink, const struct buf *json)
{
    struct push *push = calloc(1, sizeof *push);
    if (push == NULL) {
        abort();
    }
    *push = (struct push){.kind = kind, .eyes = eyes, .sink = sink, .json = keep_copy(json), .size = json->size};
    return push;
}

static uint32_t people_sections(const struct table *table)
{
    uint32_t sections = 0;
    sections |= (table->dirty_people & PEOPLE_TEAMS) != 0 ? SECTION_BIT(TEAMS) : 0;
    sections |= (table->dirty_people & PEOPLE_CAN) != 0 ? SECTION_BIT(CAN) : 0;
    sections |= (table->dirty_people & PEOPLE_VIEWER) != 0 ? SECTION_BIT(VIEWER) : 0;
    return sections;
}

static void me_patch(struct table *table, struct sink *sink, struct buf *json)
{
    struct patching p = {.json = json};
    struct buf now;
    buf_init(&now, VIEW_BYTES_MAX);
    view_me(table, sink->person, &now);
    differ(&p, "", "me", &sink->me, &sink->me_size, &now);
    patching_end(&p);
    buf_done(&now);
}

static struct push **collect_audiences(struct table *table, struct session *session, struct push **last, struct buf *json)
{
    for (int k = 0; k < table->audiences; k++) {
        struct audience *audience = &table->audience[k];
        uint32_t sections = people_sections(table);
        uint64_t motions = 0;
        if (session != NULL) {
            sections |= session->dirty;
            motions = session->dirty_motions;
            for (int t = 0; t < session->teams; t++) {
                sections |= audience->eyes == t || audience->eyes == EYES_ALL ? session->dirty_team[t] : 0;
            }
            sections |= sections & (SECTION_BIT(PHASES) | SECTION_BIT(SESSION)) ? SECTION_BIT(CAN) : 0;
        }
        if (audience->watchers == 0 || (sections == 0 && motions == 0 && table->dirty_people == 0)) {
            continue;
        }
        buf_clear(json);
        audience_patch(table, audience, sections, motions, json);
        if (json->size > 0) {
            *last = push_new(PUSH_PATCH, audience->eyes, 0, json);
            last = &(*last)->next;
        }
    }
    return last;
}

/* The private part tells the team's readiness and the own vote of this turn. */
static bool me_moved(const struct session *session, const struct person *person)
{
    int team = session == NULL ? NONE : session_team(session, person->team);
    bool phase = session != NULL && (session->dirty & SECTION_BIT(PHASES)) != 0;
    return phase || (team != NONE && (session->dirty_team[team] & SECTION_BIT(TEAMS)) != 0);
}

/* Private parts; and whole views for those who see with other eyes than before, after the patches. */
static struct push **collect_sinks(struct table *table, const struct session *session, bool fresh, struct push **last, struct buf *json)
{
    for (int k = 0; k < table->sinks; k++) {
        struct sink *sink = table->sink[k];
        const struct person *person = &table->person[sink->person];
        int eyes = table_eyes(table, person);
        if (sink->ended) {
            continue;
        }
        sink->ended = person->removed || memcmp(sink->token, person->token, sizeof sink->token) != 0;
        enum push_kind kind = sink->ended ? PUSH_END : eyes != sink->audience || fresh ? PUSH_VIEW : PUSH_PATCH;
        buf_clear(json);
        if (kind == PUSH_END) {
            buf_str(json, "{\"code\":\"token-expired\"}");
        } else if (kind == PUSH_VIEW) {
            push_audience(table, sink->audience)->watchers--;
            sink->audience = eyes;
            push_sync(table, sink->person);
            push_audience(table, eyes)->watchers++;
            me_patch(table, sink, json);
            buf_clear(json);
            push_view(table, sink->person, json);
        } else if ((table->dirty_people & PEOPLE_ME) != 0 || person->dirty || me_moved(session, person)) {
            me_patch(table, sink, json);
        }
        if (json->size > 0) {
            *last = push_new(kind, eyes, sink->id, json);
            last = &(*last)->next;
        }
    }
    return last;
}

struct push *push_collect(struct table *table)
{
    struct push *first = NULL, **last = &first;
    struct session *session = table->current == NONE ? NULL : table->session[table->current];
    struct buf json;
    bool fresh = table->fresh;
    buf_init(&json, VIEW_BYTES_MAX);
    if (fresh && session != NULL) {
        session->dirty = SECTIONS_ALL;
        session->dirty_motions = UINT64_MAX;
        table->dirty_people = PEOPLE_ALL;
    }
    if (session != NULL && (session->dirty & (SECTION_BIT(PHASES) | SECTION_BIT(SESSION))) != 0) {
        table->dirty_people |= PEOPLE_EXTRA; /* the host's list of games tells each one's phase and turn */
    }
    last = collect_audiences(table, session, last, &json);
    (void)collect_sinks(table, session, fresh, last, &json);
    if (session != NULL) {
        session->dirty = 0;
        session->dirty_motions = 0;
        memset(session->dirty_team, 0, sizeof session->dirty_team);
    }
    for (int k = 0; k < table->people; k++) {
        table->person[k].dirty = false;
    }
    table->dirty_people = 0;
    table->fresh = false;
    buf_done(&json);
    return first;
}

void push_free(struct push *push)
{
    while (push != NULL) {
        struct push *next = push->next;
        free(push->json);
        free(push);
        push = next;
    }
}

static const char *const KINDS_SENT[] = {"patch", "view", "end"};

void push_deliver(struct table *table, const struct push *push)
{
    (void)pthread_mutex_lock(&table->sink_lock);
    for (; push != NULL; push = push->next) {
        for (int k = 0; k < table->sinks; k++) {
            struct sink *sink = table->sink[k];
            bool his = push->sink == 0 ? sink->audience == push->eyes : sink->id == push->sink;
            if (his && !sink->over) {
                sink->over = push->kind == PUSH_END;
                sink->to.push(sink->to.cls, KINDS_SENT[push->kind], push->json, push->size);
                table->game->pushed_bytes += (int64_t)push->size;
            }
        }
    }
    (void)pthread_mutex_unlock(&table->sink_lock);
}

void push_sync(struct table *table, int person)
{
    struct buf scrap;
    struct audience *audience = push_audience(table, table_eyes(table, &table->person[person]));
    uint32_t before = table->dirty_people;
    buf_init(&scrap, VIEW_BYTES_MAX);
    if (audience->watchers == 0) { /* somebody else's last-sent texts are right already */
        table->dirty_people |= PEOPLE_EXTRA;
        audience_clear(audience);
        audience_patch(table, audience, SECTIONS_ALL, UINT64_MAX, &scrap);
        table->dirty_people = before;
    }
    buf_done(&scrap);
}
