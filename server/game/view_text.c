/* SPDX-License-Identifier: EUPL-1.2 */
/* view_text.c -- texts of the book, names and refusals as pairs in two languages. Never decides who
 * may read a text. */
#include "game/view.h"

#include <string.h>

#include "base/auto.h"
#include "game/act_json.h"

enum { TEXT_BYTES_MAX = 64 << 10 };

static const char *const LANG_KEYS[LANGS] = {[LANG_NL] = "nl", [LANG_EN] = "en"};

static void make_pair(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    AUTO(buf_done) struct buf text = {0};
    buf_init(&text, TEXT_BYTES_MAX);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_fill(session, (enum lang)lang, wanted->key, (enum kind)wanted->kind, wanted->index,
                     wanted->bind, &text);
        put_key(json, LANG_KEYS[lang]);
        json_strn(json, buf_text(&text), text.size);
    }
    json_close(json, '}');
}

static void make_actor(const struct session *session, const struct wanted *wanted, struct buf *json)
{
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        put_str(json, LANG_KEYS[lang], session_actor_name(session, (enum lang)lang, wanted->index));
    }
    json_close(json, '}');
}

/* {"claims":{"B1":1},…} of a rule or formula; empty when nothing is named. */
static void make_ground(const struct session *session, const struct wanted *wanted,
                        struct buf *json)
{
    const json_t *ground = book_ground(session->book, (enum kind)wanted->kind, wanted->index);
    static const char *const KINDS_OF[] = {"claims", "sources", "assumptions"};
    for (size_t k = 0; k < sizeof KINDS_OF / sizeof KINDS_OF[0]; k++) {
        const json_t *list = json_object_get(ground, KINDS_OF[k]);
        if (json_array_size(list) == 0) {
            continue;
        }
        if (json->size == 0) {
            json_open(json, '{');
        }
        put_object(json, KINDS_OF[k]);
        for (size_t i = 0; i < json_array_size(list); i++) {
            put_int(json, json_string_value(json_array_get(list, i)), 1);
        }
        put_end(json);
    }
    if (json->size > 0) {
        json_close(json, '}');
    }
}

/* An order's place is used again by later orders: its action stands for it. */
static void steady(const struct session *session, enum kind kind, int index, const int16_t *bind,
                   int16_t ret_bind[BIND_MAX])
{
    for (int k = 0; k < BIND_MAX; k++) {
        int set = NONE;
        ret_bind[k] = bind[k];
        if (bind[k] >= 0 && scenario_bound(session->scenario, kind, index, k, &set) != NULL &&
            set != NONE && session->program->set[set].kind == SET_ORDER) {
            ret_bind[k] = NONE;
        }
    }
}

struct ready view_ready(const struct view *view, const char *key, enum kind kind, int index,
                        const int16_t *bind)
{
    int16_t steady_bind[BIND_MAX];
    struct wanted wanted = {.key = key, .kind = KIND_RULE, .index = NONE};
    struct ready ready = cache_get(view->s, &wanted, make_pair);
    if (bind != NULL && index != NONE && ready.gap) {
        steady(view->s, kind, index, bind, steady_bind);
        wanted = (struct wanted){
            .key = key, .kind = (int16_t)kind, .index = (int16_t)index, .bind = steady_bind};
        ready = cache_get(view->s, &wanted, make_pair);
    }
    return ready;
}

struct ready view_ready_word(enum view_word word)
{
    const char *json = view_word_json(word);
    return (struct ready){json, strlen(json), true, false};
}

void view_pair_of(const struct view *view, const char *key, enum kind kind, int index,
                  const int16_t *bind)
{
    put_ready(view->out, view_ready(view, key, kind, index, bind));
}

bool view_pair_there(const struct view *view, const char *name, const char *key, enum kind kind,
                     int index, const int16_t *bind)
{
    const struct ready ready = view_ready(view, key, kind, index, bind);
    if (ready.there) {
        put_key(view->out, name);
        put_ready(view->out, ready);
    }
    return ready.there;
}

void view_pair(const struct view *view, const char *key)
{
    view_pair_of(view, key, KIND_RULE, NONE, NULL);
}

void view_pair_actor(const struct view *view, int actor)
{
    if (actor == NONE) {
        view_pair_word(view, WORD_NOBODY);
        return;
    }
    const struct wanted wanted = {.key = "", .kind = KIND_ACTOR, .index = (int16_t)actor};
    put_ready(view->out, cache_get(view->s, &wanted, make_actor));
}

static void make_incident(const struct session *session, const struct wanted *wanted,
                          struct buf *json)
{
    AUTO(buf_done) struct buf text = {0};
    buf_init(&text, TEXT_BYTES_MAX);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_incident_name(session, (enum lang)lang, wanted->index, &text);
        put_str(json, LANG_KEYS[lang], buf_text(&text));
    }
    json_close(json, '}');
}

/* An index of a proposed world may be used again by another incident: its place stands in what the
 * text is kept by. */
void view_title_incident(const struct view *view, int incident)
{
    const struct place place = session_incident_place(view->s, incident);
    const int16_t numbers[BIND_MAX] = {place.template, place.victim, place.day, place.nth};
    const struct wanted wanted = {
        .key = "incident", .kind = KINDS, .index = (int16_t)incident, .bind = numbers};
    put_ready(view->out, cache_get(view->s, &wanted, make_incident));
}

void view_pair_entity(const struct view *view, int set, int entity)
{
    char key[VIEW_KEY_MAX];
    const struct book *book = view->s->book;
    if (entity == NONE || set == NONE) {
        view_pair_word(view, WORD_NOBODY);
        return;
    }
    switch ((enum set_kind)view->p->set[set].kind) {
    case SET_ACTOR:
    case SET_MEMBER:
        view_pair_actor(view, entity);
        return;
    case SET_INCIDENT:
        view_title_incident(view, entity);
        return;
    case SET_MOTION:
        view_key(key, "motion", book_id(book, KIND_MOTION, view->w->motion[entity].kind), NULL,
                 NULL);
        break;
    case SET_ORDER:
        view_key(key, "action", book_id(book, KIND_ACTION, view->w->order[entity].action), NULL,
                 NULL);
        break;
    case SET_FIXED:
    case SET_KINDS:
        view_key(key, "set", book_id(book, KIND_SET, set), book_member(book, set, entity), NULL);
        break;
    }
    view_pair(view, key);
}

void view_pair_word(const struct view *view, enum view_word word)
{
    put_ready(view->out, view_ready_word(word));
}

void view_pair_plain(const struct view *view, const char *text)
{
    json_open(view->out, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        put_str(view->out, LANG_KEYS[lang], text);
    }
    json_close(view->out, '}');
}

bool view_has(const struct view *view, const char *key)
{
    return view_ready(view, key, KIND_RULE, NONE, NULL).there;
}

const char *view_key(char ret[VIEW_KEY_MAX], const char *a, const char *b, const char *c,
                     const char *d)
{
    const char *const parts[] = {a, b, c, d};
    size_t size = 0;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && parts[k] != NULL; k++) {
        size_t more = strlen(parts[k]);
        if (size + more + 2 > VIEW_KEY_MAX) {
            break;
        }
        if (k > 0) {
            ret[size++] = '.';
        }
        memcpy(ret + size, parts[k], more);
        size += more;
    }
    ret[size] = '\0';
    return ret;
}

void view_named(const struct view *view, const char *name, const char *key)
{
    put_key(view->out, name);
    view_pair(view, key);
}

void view_ground(const struct view *view, enum kind kind, int index)
{
    const struct wanted wanted = {.key = "ground", .kind = (int16_t)kind, .index = (int16_t)index};
    const struct ready ready = cache_get(view->s, &wanted, make_ground);
    if (ready.size > 0) {
        put_key(view->out, "ground");
        put_ready(view->out, ready);
    }
    if (kind == KIND_RULE || kind == KIND_FORMULA) { /* whose ground it is: an address in the book,
                                                        for who wants to read on */
        char of[VIEW_KEY_MAX];
        put_str(view->out, "of",
                view_key(of, kind == KIND_RULE ? "rule" : "formula",
                         book_id(view->s->book, kind, index), NULL, NULL));
    }
}

/* A refusal and its act, laid down in the numbers that a kept text is a function of. */
enum { AT_CODE, AT_NEED, AT_HAVE, AT_WANT, AT_ACTOR, AT_ARG, AT_VERB = AT_ARG + TARGET_MAX };

static void make_refusal(const struct session *session, const struct wanted *wanted,
                         struct buf *json)
{
    AUTO(buf_done) struct buf text = {0};
    const int16_t *n = wanted->bind;
    struct act act = {.verb = (uint8_t)n[AT_VERB],
                      .actor = n[AT_ACTOR],
                      .object = wanted->index,
                      .arg = {n[AT_ARG], n[AT_ARG + 1]}};
    const struct refusal refusal = {
        .code = (uint8_t)n[AT_CODE], .need = n[AT_NEED], .have = n[AT_HAVE], .want = n[AT_WANT]};
    buf_init(&text, TEXT_BYTES_MAX);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        refusal_text(session, (enum lang)lang, &act, &refusal, &text);
        put_str(json, LANG_KEYS[lang], buf_text(&text));
    }
    json_close(json, '}');
}

static int16_t short_of(int32_t value)
{
    return (int16_t)(value > INT16_MAX ? INT16_MAX : value < INT16_MIN ? INT16_MIN : value);
}

void view_why_not(const struct view *view, const struct act *act, const struct refusal *refusal)
{
    const int16_t numbers[BIND_MAX] = {
        [AT_CODE] = refusal->code,
        [AT_NEED] = refusal->need,
        [AT_HAVE] = short_of(refusal->have),
        [AT_WANT] = short_of(refusal->want),
        [AT_ACTOR] = act->actor,
        [AT_ARG] = act->arg[0],
        [AT_ARG + 1] = act->arg[1],
        [AT_VERB] = act->verb,
    };
    const struct wanted wanted = {
        .key = "refusal", .kind = KINDS, .index = act->object, .bind = numbers};
    put_key(view->out, "why_not");
    put_ready(view->out, cache_get(view->s, &wanted, make_refusal));
}
