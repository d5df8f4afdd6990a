/* SPDX-License-Identifier: EUPL-1.2 */
/* push.c -- from a change of the state to patches for each audience. Projects under the table's
 * lock, delivers after the commit. Never decides what a viewer may know: view_*.c does. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "game/game_private.h"
#include "game/push_diff.h"

struct audience *push_audience(struct table *table, int eyes)
{
    for (int k = 0; k < table->audiences; k++) {
        if (table->audience[k].eyes == eyes) {
            return &table->audience[k];
        }
    }
    assert(table->audiences < AUDIENCES_MAX);
    struct audience *audience = &table->audience[table->audiences++];
    *audience = (struct audience){.eyes = eyes};
    return audience;
}

static void audience_clear(struct audience *audience)
{
    for (int s = 0; s < SECTIONS; s++) {
        kept_done(&audience->section[s]);
    }
    for (int m = 0; m < MOTION_MAX; m++) {
        kept_done(&audience->motion[m]);
        kept_done(&audience->motion_own[m]);
    }
    kept_done(&audience->sessions);
    kept_done(&audience->catalogue);
    kept_menu_done(audience);
    kept_board_done(audience);
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

/* One block: the message stands behind its head. */
static struct push *push_new(enum push_kind kind, int eyes, int64_t sink, const struct buf *json)
{
    struct push *push = malloc(sizeof *push + json->size);
    if (push == NULL) {
        abort();
    }
    *push = (struct push){
        .kind = kind, .eyes = eyes, .sink = sink, .json = (char *)(push + 1), .size = json->size};
    memcpy(push->json, json->data, json->size);
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

static struct push **collect_audiences(struct diffing *diffing, struct session *session,
                                       struct push **last)
{
    struct buf *json = &diffing->json;
    struct table *table = diffing->table;
    const uint64_t motions = session == NULL ? 0 : session->dirty_motions;
    diffing_agenda(diffing, motions, NULL);
    for (int k = 0; k < table->audiences; k++) {
        struct audience *audience = &table->audience[k];
        uint32_t sections = people_sections(table);
        if (session != NULL) {
            sections |= session->dirty;
            for (int t = 0; t < session->teams; t++) {
                sections |=
                    audience->eyes == t || audience->eyes == EYES_ALL ? session->dirty_team[t] : 0;
            }
            sections |=
                sections & (SECTION_BIT(PHASES) | SECTION_BIT(SESSION) | SECTION_BIT(REVEAL))
                    ? SECTION_BIT(CAN)
                    : 0;
        }
        if (audience->watchers == 0 ||
            (sections == 0 && motions == 0 && table->dirty_people == 0)) {
            continue;
        }
        buf_clear(json);
        diffing_audience(diffing, audience, sections, json);
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

/* Private parts; and whole views for those who see with other eyes than before, after the patches.
 */
static struct push **collect_sinks(struct diffing *diffing, const struct session *session,
                                   bool fresh, struct push **last)
{
    struct buf *json = &diffing->json;
    struct table *table = diffing->table;
    for (int k = 0; k < table->sinks; k++) {
        struct sink *sink = table->sink[k];
        const struct person *person = &table->person[sink->person];
        int eyes = table_eyes(table, person);
        if (sink->ended) {
            continue;
        }
        sink->ended =
            person->removed || memcmp(sink->token, person->token, sizeof sink->token) != 0;
        enum push_kind kind = sink->ended                       ? PUSH_END
                              : eyes != sink->audience || fresh ? PUSH_VIEW
                                                                : PUSH_PATCH;
        buf_clear(json);
        if (kind == PUSH_END) {
            buf_str(json, "{\"code\":\"token-expired\"}");
        } else if (kind == PUSH_VIEW) {
            push_audience(table, sink->audience)->watchers--;
            sink->audience = eyes;
            push_sync(table, sink->person);
            push_audience(table, eyes)->watchers++;
            diffing_me(diffing, sink, json);
            buf_clear(json);
            push_view(table, sink->person, json);
        } else if ((table->dirty_people & PEOPLE_ME) != 0 || person->dirty ||
                   me_moved(session, person)) {
            diffing_me(diffing, sink, json);
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
    bool fresh = table->fresh;
    if (fresh && session != NULL) {
        session->dirty = SECTIONS_ALL;
        session->dirty_motions = UINT64_MAX;
        table->dirty_people = PEOPLE_ALL;
    }
    if (session != NULL && (session->dirty & (SECTION_BIT(PHASES) | SECTION_BIT(SESSION))) != 0) {
        table->dirty_people |=
            PEOPLE_EXTRA; /* the host's list of games tells each one's phase and turn */
    }
    struct diffing *diffing = diffing_begin(table);
    last = collect_audiences(diffing, session, last);
    (void)collect_sinks(diffing, session, fresh, last);
    diffing_done(diffing);
    if (session != NULL) {
        session->dirty = 0;
        session->dirty_motions = 0;
        session->dirty_gauges = 0;
        memset(session->dirty_gauges_team, 0, sizeof session->dirty_gauges_team);
        memset(session->dirty_offers, 0, sizeof session->dirty_offers);
        memset(session->dirty_offers_team, 0, sizeof session->dirty_offers_team);
        memset(session->dirty_team, 0, sizeof session->dirty_team);
    }
    for (int k = 0; k < table->people; k++) {
        table->person[k].dirty = false;
    }
    table->dirty_people = 0;
    table->fresh = false;
    return first;
}

void push_free(struct push *push)
{
    while (push != NULL) {
        struct push *next = push->next;
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
    struct audience *audience = push_audience(table, table_eyes(table, &table->person[person]));
    uint32_t before = table->dirty_people;
    if (audience->watchers > 0) {
        return; /* somebody else's last-sent texts are right already */
    }
    table->dirty_people |= PEOPLE_EXTRA;
    audience_clear(audience);
    struct diffing *diffing = diffing_begin(table);
    diffing_agenda(diffing, UINT64_MAX, audience);
    diffing_audience(diffing, audience, SECTIONS_ALL, &diffing->json);
    diffing_done(diffing);
    table->dirty_people = before;
}
