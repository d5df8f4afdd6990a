/* SPDX-License-Identifier: EUPL-1.2 */
/* view_said.c -- sentences made of several texts, in both languages at once. Never decides who may
 * read them. */
#include "game/view.h"

#include <stdio.h>
#include <string.h>

#include "game/act_json.h"

enum { SAID_MAX = 32 << 10 };

void said_init(struct said *said, const struct view *view)
{
    said->view = view;
    for (int lang = 0; lang < LANGS; lang++) {
        buf_init(&said->text[lang], SAID_MAX);
    }
}

void said_done(struct said *said)
{
    for (int lang = 0; lang < LANGS; lang++) {
        buf_done(&said->text[lang]);
    }
}

void said_plain(struct said *said, const char *text)
{
    for (int lang = 0; lang < LANGS; lang++) {
        buf_str(&said->text[lang], text);
    }
}

void said_int(struct said *said, int64_t value)
{
    for (int lang = 0; lang < LANGS; lang++) {
        buf_int(&said->text[lang], value);
    }
}

void said_word(struct said *said, enum view_word word)
{
    for (int lang = 0; lang < LANGS; lang++) {
        buf_str(&said->text[lang], view_word_text(word, lang));
    }
}

void said_key(struct said *said, const char *key, enum kind kind, int index, const int16_t *bind)
{
    for (int lang = 0; lang < LANGS; lang++) {
        session_fill(said->view->s, (enum lang)lang, key, kind, index, bind, &said->text[lang]);
    }
}

void said_entity(struct said *said, int set, int entity)
{
    const struct view *view = said->view;
    const struct book *book = view->s->book;
    char key[VIEW_KEY_MAX];
    if (entity == NONE || set == NONE) {
        said_word(said, WORD_NOBODY);
        return;
    }
    switch ((enum set_kind)view->p->set[set].kind) {
    case SET_ACTOR:
    case SET_MEMBER:
        for (int lang = 0; lang < LANGS; lang++) {
            buf_str(&said->text[lang], session_actor_name(view->s, (enum lang)lang, entity));
        }
        return;
    case SET_INCIDENT:
        for (int lang = 0; lang < LANGS; lang++) {
            session_incident_name(view->s, (enum lang)lang, entity, &said->text[lang]);
        }
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
    said_key(said, key, KIND_RULE, NONE, NULL);
}

void said_targets(struct said *said, const struct order *order)
{
    for (int k = 0; k < TARGET_MAX && order->target[k] != NONE; k++) {
        said_plain(said, k > 0 ? ", " : "");
        said_entity(said, action_target_set(said->view->s, order->action, k), order->target[k]);
    }
}

void said_put(struct said *said, const char *name)
{
    put_object(said->view->out, name);
    for (int lang = 0; lang < LANGS; lang++) {
        put_key(said->view->out, lang == LANG_NL ? "nl" : "en");
        json_strn(said->view->out, buf_text(&said->text[lang]), said->text[lang].size);
    }
    put_end(said->view->out);
}

static void say_actor(struct said *said, int actor)
{
    for (int lang = 0; lang < LANGS; lang++) {
        buf_str(&said->text[lang],
                actor == NONE ? "" : session_actor_name(said->view->s, (enum lang)lang, actor));
    }
    said_plain(said, actor == NONE ? "" : ": ");
}

/* A motion or incident of the world before a restart has lost its names: then its title stands
 * without them. */
static void say_incident(struct said *said, int incident, int template)
{
    const struct view *view = said->view;
    char key[VIEW_KEY_MAX];
    if (incident < view->w->incidents && view->w->incident[incident].template == template) {
        for (int lang = 0; lang < LANGS; lang++) {
            session_incident_name(view->s, (enum lang)lang, incident, &said->text[lang]);
        }
        return;
    }
    view_key(key, "incident", book_id(view->s->book, KIND_INCIDENT, template), NULL, NULL);
    said_key(said, key, KIND_RULE, NONE, NULL);
}

static void say_motion(struct said *said, int motion, int kind)
{
    const struct view *view = said->view;
    char key[VIEW_KEY_MAX];
    int16_t bind[BIND_MAX] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    if (motion < view->w->motions && view->w->motion[motion].kind == kind) {
        bind[0] = view->w->motion[motion].by;
        bind[1] = view->w->motion[motion].incident;
    }
    view_key(key, "motion", book_id(view->s->book, KIND_MOTION, kind), NULL, NULL);
    said_key(said, key, KIND_MOTION, kind, bind);
}

static void say_order(struct said *said, const struct order *order)
{
    char key[VIEW_KEY_MAX];
    const int16_t bind[BIND_MAX] = {
        order->actor, order->target[0], order->target[1], NONE, NONE, NONE, NONE, NONE};
    say_actor(said, order->actor);
    view_key(key, "action", book_id(said->view->s->book, KIND_ACTION, order->action), NULL, NULL);
    said_key(said, key, KIND_ACTION, order->action, bind);
}

static void say_variable(struct said *said, int variable)
{
    char key[VIEW_KEY_MAX];
    view_key(key, "variable", book_id(said->view->s->book, KIND_VARIABLE, variable), NULL, NULL);
    said_key(said, key, KIND_RULE, NONE, NULL);
}

bool said_note(struct said *said, const struct note *note)
{
    const struct session *s = said->view->s;
    char key[VIEW_KEY_MAX];
    switch ((enum note_kind)note->kind) {
    case NOTE_PHASE:
        said_word(said, (enum view_word)(WORD_LOBBY + note->a));
        return true;
    case NOTE_INCIDENT:
        say_incident(said, note->a, note->b);
        return true;
    case NOTE_ORDER:
        say_order(said, &note->order);
        return true;
    case NOTE_TABLED:
        say_actor(said, note->c);
        say_motion(said, note->a, note->b);
        return true;
    case NOTE_MOTION:
        say_motion(said, note->a, note->c);
        said_plain(said, ": ");
        said_word(said, (enum view_word)(WORD_MOTION_TABLED + note->b));
        return true;
    case NOTE_OVERRIDE:
        said_word(said, WORD_OVERRIDE);
        said_plain(said, ": ");
        say_variable(said, s->over[note->a].variable);
        return true;
    case NOTE_TRUTH:
        view_key(key, "draw",
                 json_string_value(json_object_get(
                     json_array_get(json_object_get(scenario_json(s->scenario), "draws"),
                                    (size_t)note->a),
                     "id")),
                 NULL, NULL);
        said_key(said, key, KIND_RULE, NONE, NULL);
        return true;
    case NOTE_ENDING:
        view_key(key, "ending", book_id(s->book, KIND_ENDING, note->a), NULL, NULL);
        said_key(said, key, KIND_RULE, NONE, NULL);
        return true;
    case NOTE_LATEST:
    case NOTE_KINDS:
        break;
    }
    return false;
}
