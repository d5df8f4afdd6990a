/* SPDX-License-Identifier: EUPL-1.2 */
/* session_text.c -- fills {placeholders} of the book's texts: {a} what a rule bound, {PL} and
 * {PL.adj} names of actors, which a skin replaces everywhere. Never decides who may read a text. */
#include "game/session.h"

#include <string.h>

/* A form of an actor's name: "nl", "en", "nl_adj", "en_adj"; fictional names when the session has
 * them. */
static const char *name_form(const struct session *session, const char *id, const char *form)
{
    const json_t *names =
        json_object_get(json_object_get(book_files(session->book), "names.json"), "names");
    const json_t *row = json_object_get(names, id);
    if (strcmp(session->names, "fictional") == 0 &&
        json_is_object(json_object_get(row, "fictional"))) {
        row = json_object_get(row, "fictional");
    }
    return json_string_value(json_object_get(row, form));
}

const char *session_actor_name(const struct session *session, enum lang lang, int actor)
{
    const char *id = book_id(session->book, KIND_ACTOR, actor);
    const char *name = name_form(session, id, lang == LANG_NL ? "nl" : "en");
    return name == NULL ? id : name;
}

/* What the proposed adjudication would open is not in the world yet: it has its name from the
 * proposal. */
static const struct incident *incident_of(const struct session *session, int incident)
{
    bool there = incident < session->world.incidents || session->preview_world == NULL;
    return there ? &session->world.incident[incident] : &session->preview_world->incident[incident];
}

/* What the names of a text belong to. */
struct binder {
    enum kind kind;
    int index;
    const int16_t *bind;
};
static void fill_all(const struct session *session, enum lang lang, const char *key,
                     const struct binder *binder, struct buf *text);

static void begin_sentence(struct buf *text, size_t start)
{
    if (text->size > start && text->data[start] >= 'a' &&
        text->data[start] <= 'z') { /* a name may open the sentence */
        text->data[start] = (char)(text->data[start] - 'a' + 'A');
    }
}

struct place session_incident_place(const struct session *session, int incident)
{
    const struct incident *row = incident_of(session, incident);
    struct place place = {
        .template = row->template, .victim = row->victim, .day = row->day, .nth = 1};
    for (int k = 0; k < incident; k++) {
        const struct incident *other = incident_of(session, k);
        if (other->template == row->template && other->victim == row->victim &&
            other->day == row->day) {
            place.nth++;
        }
    }
    return place;
}

/* What happened, where and when: two of one kind are told apart wherever they are named. */
static void incident_words(const struct session *session, enum lang lang, int incident,
                           struct buf *text)
{
    char key[80];
    const struct place place = session_incident_place(session, incident);
    const int16_t bind[BIND_MAX] = {(int16_t)incident, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    const struct binder binder = {
        .kind = KIND_RULE, .index = session->program->template[place.template].rule, .bind = bind};
    (void)snprintf(key, sizeof key, "incident.%s",
                   book_id(session->book, KIND_INCIDENT, place.template));
    fill_all(session, lang, key, &binder, text);
    buf_str(text, " (");
    if (place.victim != NONE) {
        buf_fmt(text, "%s, ", session_actor_name(session, lang, place.victim));
    }
    buf_fmt(text, lang == LANG_NL ? "dag %d" : "day %d", place.day);
    if (place.nth > 1) {
        buf_fmt(text, lang == LANG_NL ? ", nr. %d" : ", no. %d", place.nth);
    }
    buf_str(text, ")");
}

void session_incident_name(const struct session *session, enum lang lang, int incident,
                           struct buf *text)
{
    size_t start = text->size;
    incident_words(session, lang, incident, text);
    begin_sentence(text, start);
}

static void entity_name(const struct session *session, enum lang lang, int set, int entity,
                        struct buf *text)
{
    char key[120];
    const struct program *p = session->program;
    if (entity == NONE) {
        buf_str(text, lang == LANG_NL ? "niemand" : "nobody");
        return;
    }
    switch ((enum set_kind)p->set[set].kind) {
    case SET_ACTOR:
    case SET_MEMBER:
        buf_str(text, session_actor_name(session, lang, entity));
        return;
    case SET_INCIDENT:
        incident_words(session, lang, entity, text);
        return;
    case SET_MOTION:
        (void)snprintf(key, sizeof key, "motion.%s",
                       book_id(session->book, KIND_MOTION, session->world.motion[entity].kind));
        break;
    case SET_ORDER:
        (void)snprintf(key, sizeof key, "action.%s",
                       book_id(session->book, KIND_ACTION, session->world.order[entity].action));
        break;
    case SET_FIXED:
    case SET_KINDS:
        (void)snprintf(key, sizeof key, "set.%s.%s", book_id(session->book, KIND_SET, set),
                       book_member(session->book, set, entity));
        break;
    }
    if (scenario_text(session->scenario, lang, key) == NULL) {
        buf_str(text, book_member(session->book, set, entity));
        return;
    }
    const struct binder nobody = {.kind = KIND_RULE, .index = NONE, .bind = NULL};
    fill_all(session, lang, key, &nobody, text); /* its name may hold that of a country */
}

/* One placeholder without its braces. */
static void fill(const struct session *session, enum lang lang, const char *word,
                 const struct binder *binder, struct buf *text)
{
    char id[50];
    const char *dot = strchr(word, '.');
    size_t size = dot == NULL ? strlen(word) : (size_t)(dot - word);
    const int16_t *bind = binder->bind;
    for (int slot = 0; binder->index != NONE && bind != NULL && slot < BIND_MAX; slot++) {
        int set = NONE;
        const char *name =
            scenario_bound(session->scenario, binder->kind, binder->index, slot, &set);
        if (name != NULL && strlen(name) == size && strncmp(name, word, size) == 0) {
            int entity = bind[slot];
            if (dot != NULL && strcmp(dot, ".victim") == 0 && entity != NONE) {
                buf_str(text,
                        session_actor_name(session, lang, incident_of(session, entity)->victim));
            } else {
                entity_name(session, lang, set, entity, text);
            }
            return;
        }
    }
    if (strcmp(word, "victim") == 0 && bind != NULL && bind[0] != NONE) {
        buf_str(text, session_actor_name(session, lang, incident_of(session, bind[0])->victim));
        return;
    }
    (void)snprintf(id, sizeof id, "%.*s", (int)(size < 49 ? size : 49), word);
    bool adjective = dot != NULL && strcmp(dot, ".adj") == 0;
    const char *form =
        lang == LANG_NL ? (adjective ? "nl_adj" : "nl") : (adjective ? "en_adj" : "en");
    const char *name = name_form(session, id, form);
    buf_str(text, name == NULL ? id : name);
}

static void fill_all(const struct session *session, enum lang lang, const char *key,
                     const struct binder *binder, struct buf *text)
{
    char variant[200];
    const char *at = NULL;
    if (session->variant_texts[0] != '\0') {
        (void)snprintf(variant, sizeof variant, "%s.%s", key, session->variant_texts);
        at = scenario_text(session->scenario, lang, variant);
    }
    at = at == NULL ? scenario_text(session->scenario, lang, key) : at;
    if (at == NULL) {
        buf_str(text, key);
        return;
    }
    while (*at != '\0') {
        const char *open = strchr(at, '{');
        const char *close = open == NULL ? NULL : strchr(open, '}');
        char word[64];
        if (close == NULL || close - open - 1 >= (long)sizeof word) {
            buf_str(text, at);
            return;
        }
        buf_add(text, at, (size_t)(open - at));
        (void)snprintf(word, sizeof word, "%.*s", (int)(close - open - 1), open + 1);
        fill(session, lang, word, binder, text);
        at = close + 1;
    }
}

void session_text(const struct session *session, enum lang lang, const char *key, int rule,
                  const int16_t *bind, struct buf *ret_text)
{
    session_fill(session, lang, key, KIND_RULE, rule, bind, ret_text);
}

void session_fill(const struct session *session, enum lang lang, const char *key, enum kind kind,
                  int index, const int16_t *bind, struct buf *ret_text)
{
    const struct binder binder = {.kind = kind, .index = index, .bind = bind};
    size_t start = ret_text->size;
    fill_all(session, lang, key, &binder, ret_text);
    begin_sentence(ret_text, start);
}
