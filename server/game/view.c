/* SPDX-License-Identifier: EUPL-1.2 */
/* view.c -- the door of the projection: opens a pair of eyes, decides by the book's masks what they
 * may see, and calls the section's writer. Nothing but the files view_*.c writes what a viewer
 * gets. */
#include "game/view.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "game/act_json.h"

void eyes_open(const struct session *session, int eyes, struct eyes *ret_eyes)
{
    *ret_eyes = (struct eyes){.team = NONE, .see = SEE_PUBLIC};
    if (eyes == EYES_ALL) {
        ret_eyes->see = SEE_ALL;
        ret_eyes->all = true;
        ret_eyes->ally = true;
        return;
    }
    if (eyes < 0 || eyes >= session->teams) {
        return;
    }
    const struct team *team = &session->team[eyes];
    ret_eyes->team = eyes;
    ret_eyes->actors = team->actors;
    ret_eyes->red = team->red;
    ret_eyes->ally = !team->red;
    ret_eyes->see |= team->red ? SEE_RED : SEE_ALLIES;
    for (int a = 0; a < session->program->actors; a++) {
        if (eyes_own(ret_eyes, a)) {
            ret_eyes->see |= session->program->actor[a].kind == ACTOR_CHAIR ? SEE_CHAIR : 0;
            ret_eyes->see |= session->program->actor[a].kind == ACTOR_COMMAND ? SEE_COMMAND : 0;
        }
    }
}

bool eyes_may(const struct eyes *eyes, uint8_t mask, int actor)
{
    return eyes->all || (mask & eyes->see & (SEE_ALL & ~SEE_OWN)) != 0 ||
           ((mask & SEE_OWN) != 0 && eyes_own(eyes, actor));
}

int variable_owner(const struct program *program, int variable, int x, int y)
{
    const struct variable *row = &program->variable[variable];
    for (int d = 0; d < row->dims; d++) {
        uint8_t kind = program->set[row->set[d]].kind;
        if (kind == SET_ACTOR || kind == SET_MEMBER) {
            return d == 0 ? x : y;
        }
    }
    return NONE;
}

bool eyes_variable(const struct view *view, int variable, int x, int y)
{
    return eyes_may(&view->eyes, view->p->variable[variable].see,
                    variable_owner(view->p, variable, x, y));
}

static const struct {
    const char *word;
    uint8_t see;
} SEE_WORDS[] = {
    {"public", SEE_ALL},  {"allies", SEE_ALLIES | SEE_CHAIR | SEE_COMMAND},
    {"own", SEE_OWN},     {"red", SEE_RED},
    {"white", 0},         {"command", SEE_COMMAND},
    {"chair", SEE_CHAIR},
};
enum { SEE_WORDS_COUNT = sizeof SEE_WORDS / sizeof SEE_WORDS[0] };

static int see_word(const char *word)
{
    for (int k = 0; word != NULL && k < SEE_WORDS_COUNT; k++) {
        if (strcmp(SEE_WORDS[k].word, word) == 0) {
            return k;
        }
    }
    return NONE;
}

uint8_t see_words(const json_t *list)
{
    uint8_t see = SEE_WHITE;
    for (size_t k = 0; k < json_array_size(list); k++) {
        int word = see_word(json_string_value(json_array_get(list, k)));
        see |= word == NONE ? 0 : SEE_WORDS[word].see;
    }
    return see;
}

bool eyes_addressed(const struct view *view, const char *to)
{
    int word = see_word(to);
    if (word != NONE) {
        return eyes_may(&view->eyes, SEE_WORDS[word].see, NONE);
    }
    return view->eyes.all ||
           (to != NULL && eyes_own(&view->eyes, book_find(view->s->book, KIND_ACTOR, to)));
}

int view_actor_for(const struct session *session, int team, enum act_verb verb, int object)
{
    const struct program *p = session->program;
    const struct binding *by = verb == ACT_ORDER ? &p->action[object].by : &p->motion[object].table;
    assert(verb == ACT_ORDER || verb == ACT_TABLE);
    for (int a = 0; team >= 0 && a < p->actors; a++) {
        if ((session->team[team].actors >> a & 1u) != 0 &&
            engine_fits(p, &session->world, by, a, NULL, 0)) {
            return a;
        }
    }
    return NONE;
}

void view_order_name(const struct session *session, int order, char ret_name[ORDER_NAME_MAX])
{
    const struct order *o = &session->world.order[order];
    int size = snprintf(ret_name, ORDER_NAME_MAX, "%.30s-%d-%.40s",
                        book_id(session->book, KIND_ACTOR, o->actor), o->turn,
                        book_id(session->book, KIND_ACTION, o->action));
    for (int k = 0; k < TARGET_MAX && o->target[k] != NONE; k++) {
        char name[52];
        entity_write(session, action_target_set(session, o->action, k), o->target[k], name);
        size += snprintf(ret_name + size, ORDER_NAME_MAX - (size_t)size, "-%.40s", name);
    }
    (void)snprintf(ret_name + size, ORDER_NAME_MAX - (size_t)size, "-%d", o->ordinal);
}

int view_order_find(const struct session *session, int team, const char *name)
{
    const struct program *p = session->program;
    for (int k = 0; name != NULL && team >= 0 && k < session->world.orders; k++) {
        const struct order *o = &session->world.order[k];
        char own[ORDER_NAME_MAX];
        if (o->state == ORDER_FREE) {
            continue;
        }
        int slot = p->action[o->action].consent;
        uint64_t concerned = UINT64_C(1) << o->actor;
        concerned |= slot > 0 && o->target[slot - 1] >= 0 ? UINT64_C(1) << o->target[slot - 1] : 0;
        if ((session->team[team].actors & concerned) == 0) {
            continue;
        }
        view_order_name(session, k, own);
        if (strcmp(own, name) == 0) {
            return k;
        }
    }
    return NONE;
}

void put_key(struct buf *out, const char *key)
{
    const size_t size = strlen(key);
    if (out->failed || out->size == 0 || out->room - out->size < size + sizeof ",\"\":") {
        json_key(out, key);
        return;
    }
    /* There is room, and names need no escape: two thirds of a view's writes are keys. */
    char *at = out->data + out->size;
    if (at[-1] != '{') {
        *at++ = ',';
    }
    *at++ = '"';
    memcpy(at, key, size);
    at += size;
    memcpy(at, "\":", sizeof "\":");
    out->size = (size_t)(at + 2 - out->data);
}

void put_int(struct buf *out, const char *key, int64_t value)
{
    put_key(out, key);
    buf_int(out, value);
}

const char *numbered(char ret_name[NUMBERED_MAX], const char *letter, int number)
{
    char digits[NUMBERED_MAX];
    size_t count = 0, size = strlen(letter);
    uint32_t rest = number < 0 ? 0 : (uint32_t)number;
    assert(size < 4);
    do {
        digits[count++] = (char)('0' + (char)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    memcpy(ret_name, letter, size);
    while (count > 0) {
        ret_name[size++] = digits[--count];
    }
    ret_name[size] = '\0';
    return ret_name;
}

void put_bool(struct buf *out, const char *key, bool value)
{
    put_key(out, key);
    json_bool(out, value);
}

void put_str(struct buf *out, const char *key, const char *text)
{
    put_key(out, key);
    json_str(out, text);
}

void put_object(struct buf *out, const char *key)
{
    put_key(out, key);
    json_open(out, '{');
}

void put_end(struct buf *out)
{
    json_close(out, '}');
}

void put_ready(struct buf *out, struct ready text)
{
    json_raw(out, text.json, text.size);
}

int32_t whole(const struct variable *variable, int32_t value)
{
    return variable->scale > 1 ? value / variable->scale : value;
}

void view_section(const struct session *session, int eyes, enum section section,
                  struct buf *ret_json)
{
    static void (*const WRITERS[SECTIONS])(const struct view *view) = {
        [SECTION_SESSION] = view_session_part,
        [SECTION_CLOCK] = view_clock,
        [SECTION_PHASES] = view_phases,
        [SECTION_BRIEF] = view_brief,
        [SECTION_NEWS] = view_news,
        [SECTION_BOARD] = view_board,
        [SECTION_INCIDENTS] = view_incidents,
        [SECTION_CARD] = view_card,
        [SECTION_MENU] = view_menu,
        [SECTION_QUEUE] = view_queue,
        [SECTION_ASKS] = view_asks,
        [SECTION_OUTCOME] = view_outcome,
        [SECTION_DESK] = view_desk,
        [SECTION_LATER] = view_later,
        [SECTION_REVEAL] = view_reveal,
        [SECTION_PROFILE] = view_profile,
        [SECTION_DEBRIEF] = view_debrief,
        [SECTION_MOTIONS] = view_motions,
    };
    if (session->scenario == NULL || WRITERS[section] == NULL) {
        return;
    }
    struct view view;
    view_open(&view, session, eyes, ret_json);
    WRITERS[section](&view);
}
