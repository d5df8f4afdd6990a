/* SPDX-License-Identifier: EUPL-1.2 */
/* act_json.c -- acts to and from JSON. Never decides whether an act is allowed: the engine does. */
#include "game/act_json.h"

#include <stdlib.h>
#include <string.h>

#include "game/view.h"

static const char *const VERBS[] = {
#define ACT_WORD(name, word) word,
    ACT_LIST(ACT_WORD)
#undef ACT_WORD
};

static const char *const ANSWER_WORDS[] = {
#define ANSWER_WORD(name, word) word,
    ANSWER_LIST(ANSWER_WORD)
#undef ANSWER_WORD
};

static int word_find(const char *const *words, int count, const char *word)
{
    for (int i = 0; word != NULL && i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return NONE;
}

int answer_find(const char *word)
{
    return word_find(ANSWER_WORDS, ANSWERS, word);
}

const char *answer_word(int answer)
{
    return answer >= 0 && answer < ANSWERS ? ANSWER_WORDS[answer] : "none";
}

const char *verb_word(int verb)
{
    return verb >= 0 && verb < ACTS ? VERBS[verb] : "";
}

/* Which kind of thing the object of a verb is; NONE: a plain number or nothing. */
static int object_kind(int verb)
{
    switch ((enum act_verb)verb) {
    case ACT_ORDER:
        return KIND_ACTION;
    case ACT_CARD:
        return KIND_CARD;
    case ACT_TABLE:
        return KIND_MOTION;
    case ACT_OVERRIDE:
    case ACT_CORRECT:
        return KIND_VARIABLE;
    case ACT_CANCEL:
    case ACT_CONSENT:
    case ACT_ANSWER:
    case ACT_AGREE:
    case ACT_AMEND:
    case ACT_CLARIFY:
    case ACT_EXTEND:
    case ACT_WITHDRAW:
    case ACT_SLIP:
    case ACT_MANDATE:
    case ACT_TURN:
    case ACT_EVENTS:
    case ACT_LOCK:
    case ACT_COUNCIL:
    case ACT_DEADLINE:
    case ACT_CLOSE:
    case ACT_ADJUDICATE:
    case ACT_REVEAL:
    case ACT_TRUTH:
    case ACT_INJECT:
    case ACTS:
        break;
    }
    return NONE;
}

/* 'm' or 'o' when the object is a motion or an order, else 0. */
static char object_letter(int verb)
{
    if (verb == ACT_CANCEL || verb == ACT_CONSENT) {
        return 'o';
    }
    bool motion = (verb >= ACT_ANSWER && verb <= ACT_MANDATE) || verb == ACT_DEADLINE;
    return motion ? 'm' : '\0';
}

static bool numbered_read(const char *name, char letter, int count, int16_t *ret)
{
    char *end = NULL;
    if (name == NULL || name[0] != letter || name[1] < '1' || name[1] > '9') {
        return false;
    }
    long number = strtol(name + 1, &end, 10);
    if (*end != '\0' || number < 1 || number > count) {
        return false;
    }
    *ret = (int16_t)(number - 1);
    return true;
}

bool entity_read(const struct session *session, int set, const char *name, int16_t *ret_entity)
{
    const struct program *p = session->program;
    if (name == NULL || set < 0 || set >= p->sets) {
        return false;
    }
    switch ((enum set_kind)p->set[set].kind) {
    case SET_INCIDENT:
        return numbered_read(name, 'i', session->world.incidents, ret_entity);
    case SET_MOTION:
        return numbered_read(name, 'm', session->world.motions, ret_entity);
    case SET_ORDER:
        return numbered_read(name, 'o', session->world.orders, ret_entity);
    case SET_ACTOR:
    case SET_MEMBER:
    case SET_FIXED:
    case SET_KINDS:
        break;
    }
    for (int k = 0; k < p->set[set].count; k++) {
        if (strcmp(book_member(session->book, set, k), name) == 0) {
            *ret_entity = (int16_t)k;
            return true;
        }
    }
    return false;
}

void entity_write(const struct session *session, int set, int entity, char ret_name[52])
{
    const struct program *p = session->program;
    const char *letter = "";
    ret_name[0] = '\0';
    if (entity == NONE || set < 0) {
        return;
    }
    switch ((enum set_kind)p->set[set].kind) {
    case SET_INCIDENT:
        letter = "i";
        break;
    case SET_MOTION:
        letter = "m";
        break;
    case SET_ORDER:
        letter = "o";
        break;
    case SET_ACTOR:
    case SET_MEMBER:
    case SET_FIXED:
    case SET_KINDS:
        strncpy(ret_name, book_member(session->book, set, entity), 51);
        ret_name[51] = '\0';
        return;
    }
    (void)numbered(ret_name, letter, entity + 1);
}

int action_target_set(const struct session *session, int action, int k)
{
    const struct program *p = session->program;
    const struct span *targets = &p->action[action].targets;
    return k < targets->count ? p->binding[targets->first + k].set : NONE;
}

static int motion_target_set(const struct session *session, int kind)
{
    const struct span *targets = &session->program->motion[kind].targets;
    return targets->count > 0 ? session->program->binding[targets->first].set : NONE;
}

static enum err_code bad(struct err *err, const char *field, const char *value)
{
    return err_set(err, ERR_FIELD_VALUE, field, "'%.60s' names nothing here",
                   value == NULL ? "" : value);
}

static int set_of_kind(const struct session *session, enum set_kind kind)
{
    for (int k = 0; k < session->program->sets; k++) {
        if (session->program->set[k].kind == kind) {
            return k;
        }
    }
    return NONE;
}

static enum err_code targets_read(const struct session *session, const json_t *data,
                                  struct act *act, struct err *err)
{
    const json_t *targets = json_object_get(data, "targets");
    for (int k = 0; k < TARGET_MAX; k++) {
        char key[2] = {(char)('0' + k), '\0'};
        const char *name = json_string_value(json_object_get(targets, key));
        int set = NONE;
        if (act->verb == ACT_ORDER) {
            set = action_target_set(session, act->object, k);
        } else if (act->verb == ACT_TABLE && k == 0) {
            set = motion_target_set(session, act->object);
        } else if (act->verb == ACT_CARD && k == 0) {
            set = set_of_kind(session, SET_INCIDENT);
        } else if ((act->verb == ACT_OVERRIDE || act->verb == ACT_CORRECT) &&
                   k < session->program->variable[act->object].dims) {
            set = session->program->variable[act->object].set[k];
        }
        if (name != NULL && !entity_read(session, set, name, &act->arg[k])) {
            return bad(err, "targets", name);
        }
    }
    return ERR_OK;
}

static enum err_code object_read(const struct session *session, const json_t *data, struct act *act,
                                 struct err *err)
{
    const json_t *object = json_object_get(data, "object");
    const char *name = json_string_value(object);
    int kind = object_kind(act->verb);
    char letter = object_letter(act->verb);
    if (kind != NONE) {
        int found = name == NULL ? NONE : book_find(session->book, (enum kind)kind, name);
        act->object = (int16_t)found;
        return found == NONE ? bad(err, "object", name) : ERR_OK;
    }
    if (letter != '\0') {
        int count = letter == 'o' ? session->world.orders : session->world.motions;
        return numbered_read(name, letter, count, &act->object) ? ERR_OK : bad(err, "object", name);
    }
    act->object = (int16_t)json_integer_value(object);
    return ERR_OK;
}

enum err_code act_read(const struct session *session, const json_t *data, struct act *ret_act,
                       struct err *err)
{
    struct act act = {.actor = NONE, .object = NONE, .arg = {NONE, NONE}};
    const char *verb = json_string_value(json_object_get(data, "verb"));
    const char *actor = json_string_value(json_object_get(data, "actor"));
    int found = word_find(VERBS, ACTS, verb);
    if (found == NONE) {
        return bad(err, "verb", verb);
    }
    act.verb = (uint8_t)found;
    if (actor != NULL) {
        int index = book_find(session->book, KIND_ACTOR, actor);
        if (index == NONE) {
            return bad(err, "actor", actor);
        }
        act.actor = (int16_t)index;
    }
    enum err_code code =
        json_object_get(data, "object") == NULL ? ERR_OK : object_read(session, data, &act, err);
    if (code == ERR_OK) {
        code = targets_read(session, data, &act, err);
    }
    if (code != ERR_OK) {
        return code;
    }
    if (act.verb == ACT_ANSWER) {
        const char *word = json_string_value(json_object_get(data, "answer"));
        int answer = answer_find(word);
        if (answer <= ANSWER_NONE) {
            return bad(err, "answer", word);
        }
        act.arg[0] = (int16_t)answer;
        act.arg[1] = (int16_t)json_integer_value(json_object_get(data, "condition"));
    }
    act.value = (int32_t)json_integer_value(json_object_get(data, "value"));
    *ret_act = act;
    return ERR_OK;
}

void act_write(const struct session *session, const struct act *act, struct buf *json)
{
    int kind = object_kind(act->verb);
    char letter = object_letter(act->verb);
    json_open(json, '{');
    json_key(json, "verb");
    json_str(json, verb_word(act->verb));
    if (act->actor != NONE) {
        json_key(json, "actor");
        json_str(json, book_id(session->book, KIND_ACTOR, act->actor));
    }
    if (act->object != NONE) {
        char name[16];
        json_key(json, "object");
        if (kind != NONE) {
            json_str(json, book_id(session->book, (enum kind)kind, act->object));
        } else if (letter != '\0') {
            (void)snprintf(name, sizeof name, "%c%d", letter, act->object + 1);
            json_str(json, name);
        } else {
            json_int(json, act->object);
        }
    }
    if (act->verb == ACT_ANSWER) {
        json_key(json, "answer");
        json_str(json, answer_word(act->arg[0]));
        json_key(json, "condition");
        json_int(json, act->arg[1]);
    } else if (act->arg[0] != NONE) {
        json_key(json, "targets");
        json_open(json, '{');
        for (int k = 0; k < TARGET_MAX && act->arg[k] != NONE; k++) {
            char key[2] = {(char)('0' + k), '\0'}, name[52];
            int set = act->verb == ACT_ORDER   ? action_target_set(session, act->object, k)
                      : act->verb == ACT_TABLE ? motion_target_set(session, act->object)
                      : act->verb == ACT_CARD  ? set_of_kind(session, SET_INCIDENT)
                                               : session->program->variable[act->object].set[k];
            entity_write(session, set, act->arg[k], name);
            json_key(json, key);
            json_str(json, name);
        }
        json_close(json, '}');
    }
    json_key(json, "value");
    json_int(json, act->value);
    json_close(json, '}');
}
