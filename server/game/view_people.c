/* SPDX-License-Identifier: EUPL-1.2 */
/* view_people.c -- the parts of a view that hold people: who I am, who sits where, which commands I
 * may give. */
#include <string.h>

#include "game/game_private.h"

static void pair(struct buf *json, const struct session *session, const char *key)
{
    struct buf text;
    buf_init(&text, 64 << 10);
    json_open(json, '{');
    for (int lang = 0; lang < LANGS; lang++) {
        buf_clear(&text);
        session_text(session, (enum lang)lang, key, NONE, NULL, &text);
        json_key(json, lang == LANG_NL ? "nl" : "en");
        json_strn(json, text.data == NULL ? "" : text.data, text.size);
    }
    json_close(json, '}');
    buf_done(&text);
}

static void pair_of(struct buf *json, const struct session *session, const char *prefix,
                    const char *id)
{
    char key[120];
    (void)snprintf(key, sizeof key, "%s.%s", prefix, id);
    pair(json, session, key);
}

static const char *role_word(int eyes)
{
    return eyes == EYES_ALL      ? "host"
           : eyes == EYES_ROOM   ? "room"
           : eyes == EYES_PUBLIC ? "observer"
                                 : "player";
}

void view_viewer(const struct table *table, int eyes, struct buf *json)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    json_open(json, '{');
    json_key(json, "role");
    json_str(json, role_word(eyes));
    if (session != NULL && eyes >= 0) {
        const struct team *team = &session->team[eyes];
        json_key(json, "team");
        json_str(json, team->id);
        json_key(json, "red");
        json_bool(json, team->red);
        json_key(json, "actors");
        json_open(json, '{');
        for (int a = 0; a < session->program->actors; a++) {
            if ((team->actors >> a & 1u) != 0) {
                json_key(json, book_id(session->book, KIND_ACTOR, a));
                json_open(json, '{');
                json_key(json, "nl");
                json_str(json, session_actor_name(session, LANG_NL, a));
                json_key(json, "en");
                json_str(json, session_actor_name(session, LANG_EN, a));
                json_close(json, '}');
            }
        }
        json_close(json, '}');
    }
    json_close(json, '}');
}

static bool is_lead(const struct table *table, const struct person *person)
{
    /* Who took the job of lead; without one, whoever came first. */
    const struct person *first = NULL;
    for (int k = 0; k < table->people; k++) {
        const struct person *other = &table->person[k];
        if (other->removed || other->role != ROLE_PLAYER ||
            strcmp(other->team, person->team) != 0 || other->team[0] == '\0') {
            continue;
        }
        if (strcmp(other->job, "lead") == 0) {
            return other == person || strcmp(person->job, "lead") == 0;
        }
        first = first == NULL ? other : first;
    }
    return first == person;
}

static void write_vote(const struct session *session, const struct person *person, struct buf *json)
{
    const struct vote *vote = NULL;
    for (int k = 0; k < session->votes; k++) {
        bool his = strcmp(session->vote[k].participant, person->id) == 0 &&
                   session->vote[k].turn == session->turn;
        vote = his ? &session->vote[k] : vote;
    }
    json_key(json, "vote");
    json_open(json, '{');
    json_key(json, "values");
    json_open(json, '{');
    for (int c = 0; vote != NULL && c < session->program->cards; c++) {
        if (vote->given[c]) {
            json_key(json, book_id(session->book, KIND_CARD, c));
            json_int(json, vote->value[c]);
        }
    }
    json_close(json, '}');
    json_key(json, "incidents");
    json_open(json, '{');
    for (int i = 0; vote != NULL && i < session->world.incidents; i++) {
        char name[16];
        bool any = false;
        for (int c = 0; c < session->program->cards; c++) {
            any = any || vote->incident_value[c][i] >= 0;
        }
        if (!any) {
            continue;
        }
        (void)snprintf(name, sizeof name, "i%d", i + 1);
        json_key(json, name);
        json_open(json, '{');
        for (int c = 0; c < session->program->cards; c++) {
            if (vote->incident_value[c][i] >= 0) {
                json_key(json, book_id(session->book, KIND_CARD, c));
                json_int(json, vote->incident_value[c][i]);
            }
        }
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}

void view_me(const struct table *table, int index, struct buf *json)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    const struct person *person = &table->person[index];
    int team = session == NULL ? NONE : session_team(session, person->team);
    json_open(json, '{');
    json_key(json, "participant");
    json_str(json, person->id);
    json_key(json, "name");
    json_str(json, person->name);
    json_key(json, "role");
    json_str(json, person->role == ROLE_HOST   ? "host"
                   : person->role == ROLE_ROOM ? "room"
                                               : "player");
    if (person->role == ROLE_PLAYER) {
        json_key(json, "phrase");
        json_str(json, person->phrase);
        json_key(json, "stepout");
        json_bool(json, person->stepout);
        json_key(json, "lead");
        json_bool(json, is_lead(table, person));
        json_key(json, "ready");
        json_bool(json, team != NONE && session->team[team].ready);
        if (team != NONE) {
            json_key(json, "job_id");
            json_str(json, person->job);
            if (person->job[0] != '\0') {
                json_key(json, "job");
                pair_of(json, session, "job", person->job);
            }
            write_vote(session, person, json);
        }
    }
    json_close(json, '}');
}

/* What else must hold, beside role and phase, for a command to be offered; a name that ends in a
 * dot stands for all that begin so. What depends on one order or motion stands in the menus and in
 * `may`. */
static bool may_move(const struct session *s, int eyes)
{
    return s->phase <= PHASE_BRIEF || eyes < 0;
}

static bool sees_council(const struct session *s, int eyes)
{
    return eyes >= 0 && !s->team[eyes].red;
}

static bool is_running(const struct session *s, int eyes)
{
    (void)eyes;
    return !s->paused;
}

static bool is_paused(const struct session *s, int eyes)
{
    (void)eyes;
    return s->paused;
}

static bool has_clock(const struct session *s, int eyes)
{
    (void)eyes;
    return s->ends >= 0 || (s->paused && s->left >= 0);
}

static bool has_steps(const struct session *s, int eyes)
{
    (void)eyes;
    return session_reveals(s);
}

static const struct {
    const char *name;
    bool (*holds)(const struct session *session, int eyes);
} ONLY_IF[] = {
    {"me.sit", may_move},        {"vote", view_has_card},     {"card", view_has_card},
    {"motion.", sees_council},   {"order", view_has_orders},  {"phase.pause", is_running},
    {"phase.resume", is_paused}, {"phase.extend", has_clock}, {"reveal.next", has_steps},
};

static bool is_offered(const struct session *session, int eyes, const char *name)
{
    if (session == NULL) {
        return eyes == EYES_ALL;
    }
    if (eyes == EYES_ROOM || (eyes == EYES_PUBLIC && strncmp(name, "me.", 3) != 0)) {
        return false;
    }
    for (size_t k = 0; k < sizeof ONLY_IF / sizeof ONLY_IF[0]; k++) {
        size_t size = strlen(ONLY_IF[k].name);
        bool fits = ONLY_IF[k].name[size - 1] == '.' ? strncmp(name, ONLY_IF[k].name, size) == 0
                                                     : strcmp(name, ONLY_IF[k].name) == 0;
        if (fits && !ONLY_IF[k].holds(session, eyes)) {
            return false;
        }
    }
    return true;
}

void view_can(const struct table *table, int eyes, struct buf *json)
{
    const struct session *session = table->current == NONE ? NULL : table->session[table->current];
    uint8_t role = eyes == EYES_ALL ? ROLE_HOST : ROLE_PLAYER;
    json_open(json, '{');
    for (int k = 0; k < COMMANDS_COUNT; k++) {
        if (command_may(&COMMANDS[k], table, role) && is_offered(session, eyes, COMMANDS[k].name)) {
            json_key(json, COMMANDS[k].name);
            json_bool(json, true);
        }
    }
    json_close(json, '}');
}

static void write_person(const struct table *table, const struct person *person, bool near, int n,
                         struct buf *json)
{
    const struct session *session = table->session[table->current];
    json_key(json, person->id);
    json_open(json, '{');
    json_key(json, "n");
    json_int(json, n);
    json_key(json, "name");
    json_str(json, person->name);
    json_key(json, "job_id");
    json_str(json, person->job);
    if (person->job[0] != '\0') {
        json_key(json, "job");
        pair_of(json, session, "job", person->job);
    }
    json_key(json, "lead");
    json_bool(json, is_lead(table, person));
    if (near) {
        json_key(json, "online");
        json_bool(json, person->online > 0);
        json_key(json, "stepout");
        json_bool(json, person->stepout);
    }
    json_close(json, '}');
}

static bool job_taken(const struct table *table, const char *team, const char *job)
{
    for (int k = 0; k < table->people; k++) {
        const struct person *person = &table->person[k];
        if (!person->removed && person->role == ROLE_PLAYER && strcmp(person->team, team) == 0 &&
            strcmp(person->job, job) == 0) {
            return true;
        }
    }
    return false;
}

static void write_team(const struct table *table, int index, int eyes, struct buf *json)
{
    const struct session *session = table->session[table->current];
    const struct team *team = &session->team[index];
    bool near = eyes == EYES_ALL || eyes == index;
    int taken = table_team_people(table, team->id);
    json_key(json, team->id);
    json_open(json, '{');
    json_key(json, "n");
    json_int(json, index);
    json_key(json, "name");
    pair_of(json, session, "team", team->id);
    json_key(json, "red");
    json_bool(json, team->red);
    json_key(json, "auto");
    json_bool(json, team->automated);
    json_key(json, "seats");
    json_int(json, team->seats);
    json_key(json, "free");
    json_int(json, team->seats > taken ? team->seats - taken : 0);
    if (near) {
        json_key(json, "ready");
        json_bool(json, team->ready);
    }
    json_key(json, "jobs");
    json_open(json, '{');
    for (int j = 0; j < team->jobs; j++) {
        json_key(json, team->job[j]);
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, j);
        json_key(json, "name");
        pair_of(json, session, "job", team->job[j]);
        json_key(json, "free");
        json_bool(json, !job_taken(table, team->id, team->job[j]));
        json_close(json, '}');
    }
    json_close(json, '}');
    json_key(json, "people");
    json_open(json, '{');
    for (int k = 0, n = 0; k < table->people; k++) {
        const struct person *person = &table->person[k];
        if (!person->removed && person->role == ROLE_PLAYER &&
            strcmp(person->team, team->id) == 0) {
            write_person(table, person, near, n++, json);
        }
    }
    json_close(json, '}');
    json_close(json, '}');
}

static const char NO_TEAM[] = "{\"nl\":\"Nog zonder team\",\"en\":\"No team yet\"}";

void view_teams(const struct table *table, int eyes, struct buf *json)
{
    const struct session *session = table->session[table->current];
    json_open(json, '{');
    for (int t = 0; t < session->teams; t++) {
        write_team(table, t, eyes, json);
    }
    if (eyes == EYES_ALL) { /* who has no seat */
        int n = 0;
        json_key(json, "");
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, 999);
        json_key(json, "name");
        json_raw(json, NO_TEAM, sizeof NO_TEAM - 1);
        json_key(json, "jobs");
        json_raw(json, "{}", 2);
        json_key(json, "people");
        json_open(json, '{');
        for (int k = 0; k < table->people; k++) {
            const struct person *person = &table->person[k];
            if (!person->removed && person->role == ROLE_PLAYER &&
                session_team(session, person->team) == NONE) {
                write_person(table, person, true, n++, json);
            }
        }
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, '}');
}

void view_sessions(const struct table *table, struct buf *json)
{
    json_open(json, '{');
    json_key(json, "sessions");
    json_open(json, '{');
    for (int k = 0; k < table->sessions; k++) {
        const struct session *session = table->session[k];
        json_key(json, session->id);
        json_open(json, '{');
        json_key(json, "n");
        json_int(json, k);
        json_key(json, "title");
        pair(json, session, "title");
        json_key(json, "branch_of");
        json_str(json, session->branch_of);
        json_key(json, "branch_turn");
        json_int(json, session->branch_turn);
        json_key(json, "current");
        json_bool(json, k == table->current);
        json_key(json, "phase");
        json_str(json, phase_word((enum phase)session->phase));
        json_key(json, "turn");
        json_int(json, session->turn);
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}
