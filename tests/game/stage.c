/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.c -- see stage.h. Everything is done with commands; nothing reaches behind them. */
#include "stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random_seat.h"

static void join_all(struct stage *stage)
{
    struct party *party = stage->party;
    stage->seat[MATRIX_ANYONE] = PARTY_ANYONE;
    stage->seat[MATRIX_HOST] = 0;
    stage->seat[MATRIX_PLAYER] = party_join(party, "Uil", "pl", "lead");
    stage->seat[MATRIX_OTHER] = party_join(party, "Ree", "us", "lead");
    stage->seat[MATRIX_RED] = party_join(party, "Vos", "red", "strategist");
    stage->seat[MATRIX_REMOVED] = party_join(party, "Bok", "de", "lead");
    stage->seat[MATRIX_ROOM] = party_room(party);
    stage->seat[MATRIX_GUEST] = party_join(party, "Gast", "", "");
    stage->lost = party_join(party, "Kwijt", "", "");
    (void)party_join(party, "Reu", "chairs", "chair"); /* or the model would chair */
    json_t *view = party_fresh(party, stage->lost);
    (void)snprintf(stage->phrase, sizeof stage->phrase, "%s",
                   json_string_value(json_object_get(json_object_get(view, "me"), "phrase")));
    json_decref(view);
    party_must(party, 0, "{\"command\":\"seat.remove\",\"participant\":\"%s\"}",
               party->seat[stage->seat[MATRIX_REMOVED]].id);
}

/* The first order out of the menu that nobody has to agree to. */
static void give_order(struct stage *stage)
{
    struct dice dice = {11};
    int seat = stage->seat[MATRIX_PLAYER];
    for (int k = 0; k < 50 && stage->order[0] == '\0'; k++) {
        json_t *view = party_fresh(stage->party, seat), *body = random_player(view, &dice, "order");
        char *text = json_dumps(body, JSON_COMPACT);
        const json_t *item =
            json_object_get(json_object_get(json_object_get(view, "orders"), "menu"),
                            json_string_value(json_object_get(body, "action")));
        if (json_object_get(item, "agree") == NULL &&
            party_send(stage->party, seat, NULL, text, NULL) == 200) {
            json_t *after = party_fresh(stage->party, seat);
            const json_t *queue = json_object_get(json_object_get(after, "orders"), "queue");
            (void)snprintf(stage->order, sizeof stage->order, "%s",
                           json_object_iter_key(json_object_iter((json_t *)(uintptr_t)queue)));
            json_decref(after);
        }
        free(text);
        json_decref(body);
        json_decref(view);
    }
    PARTY_CHECK(stage->order[0] != '\0', "the player's team could give no order");
}

static const char *agenda_with(const json_t *view, const char *right, int *ret_rev)
{
    const char *id = NULL;
    json_t *motion = NULL;
    json_object_foreach(json_object_get(json_object_get(view, "council"), "agenda"), id, motion)
    {
        const json_t *may = json_object_get(motion, "may");
        bool silent =
            json_object_get(
                json_object_get(json_object_get(json_object_get(may, "answers"), "PL"), "options"),
                "silent") != NULL;
        if (json_is_true(json_object_get(may, right)) &&
            (silent || strcmp(right, "withdraw") != 0)) {
            *ret_rev = (int)json_integer_value(json_object_get(motion, "rev"));
            return id;
        }
    }
    return NULL;
}

/* A silence of the player's team, and another's request for Article 5 to which that team must
 * agree. */
static void table_motions(struct stage *stage)
{
    static const char *const SILENT[] = {"C04", "C03", "C01"};
    static const char *const TARGETS[] = {"", ",\"target\":\"i3\"", ",\"target\":\"i1\""};
    struct party *party = stage->party;
    int rev = 0;
    const char *motion = NULL, *clause = NULL;
    json_t *view = NULL;
    for (int k = 0; k < 9 && motion == NULL; k++) {
        char body[200];
        (void)snprintf(body, sizeof body, "{\"command\":\"motion.table\",\"motion\":\"%s\"%s}",
                       SILENT[k / 3], TARGETS[k % 3]);
        (void)party_send(party, stage->seat[MATRIX_PLAYER], NULL, body, NULL);
        json_decref(view);
        view = party_fresh(party, stage->seat[MATRIX_PLAYER]);
        motion = agenda_with(view, "withdraw", &stage->rev);
    }
    PARTY_CHECK(motion != NULL, "the player's team could table no silence");
    (void)snprintf(stage->motion, sizeof stage->motion, "%s", motion);
    json_decref(view);
    party_must(party, stage->seat[MATRIX_OTHER],
               "{\"command\":\"motion.table\",\"motion\":\"C07\",\"target\":\"i3\"}");
    view = party_fresh(party, stage->seat[MATRIX_PLAYER]);
    clause = agenda_with(view, "agree", &rev);
    PARTY_CHECK(clause != NULL, "nobody asked the player's team to agree");
    (void)snprintf(stage->clause, sizeof stage->clause, "%s", clause);
    json_decref(view);
}

static void walk(struct stage *stage, enum phase phase)
{
    struct party *party = stage->party;
    int turn = phase > PHASE_OUTCOME ? 4 : phase >= PHASE_INTEL ? 2 : 0;
    const struct session *session = table_session(party_table(party));
    if (phase == PHASE_LOBBY) {
        return;
    }
    party_must(party, 0, "{\"command\":\"session.start\"}");
    while (session->phase != phase || session->turn < turn) {
        if (session->phase == PHASE_DELIBERATE && session->turn == 2 && turn == 2) {
            give_order(stage);
        }
        party_must(party, 0, "{\"command\":\"%s\"}",
                   session->phase == PHASE_DEBRIEF ? "session.end" : "phase.next");
    }
    if (phase == PHASE_DELIBERATE) {
        give_order(stage);
    } else if (phase == PHASE_COUNCIL) {
        table_motions(stage);
    }
}

void stage_set(struct stage *stage, struct party *party, enum phase phase)
{
    *stage = (struct stage){.party = party, .motion = "m1", .clause = "m1"};
    for (int k = 0; k < party->seats; k++) {
        buf_done(&party->seat[k].log);
    }
    party->seats = 0;
    party_host(party);
    party_create(party, "het-pakket", "small", "scenario", "7", "");
    join_all(stage);
    walk(stage, phase);
    if (stage->order[0] == '\0') {
        (void)snprintf(stage->order, sizeof stage->order, "PL-1-N05-1");
    }
}

static void fill_values(const json_t *view, struct buf *body)
{
    const char *id = NULL;
    json_t *field = NULL;
    json_object_foreach(json_object_get(json_object_get(view, "card"), "fields"), id, field)
    {
        const char *per = json_string_value(json_object_get(field, "per"));
        const json_t *options = json_object_get(field, "options");
        const json_t *first =
            options == NULL
                ? NULL
                : json_object_iter_value(json_object_iter((json_t *)(uintptr_t)options));
        if (per != NULL && strcmp(per, "game") == 0) {
            buf_fmt(body, "{\"%s\":%lld}", id,
                    (long long)json_integer_value(first != NULL ? json_object_get(first, "value")
                                                                : json_object_get(field, "lo")));
            return;
        }
    }
    buf_str(body, "{}");
}

static void fill_order(struct stage *stage, const json_t *view, const char *name, struct buf *body)
{
    struct dice dice = {5};
    json_t *order = random_player(view, &dice, "order");
    (void)stage;
    if (order == NULL) {
        buf_str(body, strcmp(name, "action") == 0  ? "N05"
                      : strcmp(name, "level") == 0 ? "0"
                                                   : "{}");
        return;
    }
    char *targets = json_dumps(json_object_get(order, "targets"), JSON_COMPACT);
    if (strcmp(name, "level") == 0) {
        buf_int(body, json_integer_value(json_object_get(order, "level")));
    } else {
        buf_str(body, strcmp(name, "action") == 0
                          ? json_string_value(json_object_get(order, "action"))
                          : targets);
    }
    free(targets);
    json_decref(order);
}

static void fill_name(struct stage *stage, enum matrix_role role, const char *name,
                      struct buf *body)
{
    struct party *party = stage->party;
    const struct {
        const char *name, *value;
    } PLAIN[] = {
        {"code", party->code},
        {"session", party->session},
        {"phrase", stage->phrase},
        {"order", stage->order},
        {"motion", stage->motion},
        {"clause", stage->clause},
        {"guest", party->seat[stage->seat[MATRIX_GUEST]].id},
    };
    for (size_t k = 0; k < sizeof PLAIN / sizeof PLAIN[0]; k++) {
        if (strcmp(PLAIN[k].name, name) == 0) {
            buf_str(body, PLAIN[k].value);
            return;
        }
    }
    if (strcmp(name, "rev") == 0) {
        buf_int(body, stage->rev);
    } else if (strcmp(name, "secret") == 0) {
        char secret[64];
        (void)game_host_link(party->game, secret, NULL);
        buf_str(body, secret);
    } else {
        bool sees = role == MATRIX_PLAYER || role == MATRIX_OTHER || role == MATRIX_RED;
        json_t *view = party_fresh(party, stage->seat[sees ? role : MATRIX_PLAYER]);
        if (strcmp(name, "values") == 0) {
            fill_values(view, body);
        } else {
            fill_order(stage, view, name, body);
        }
        json_decref(view);
    }
}

void stage_fill(struct stage *stage, enum matrix_role role, const char *text, struct buf *body)
{
    buf_clear(body);
    while (*text != '\0') {
        char name[20];
        int used = 0;
        if (*text == '$' && sscanf(text + 1, "%19[a-z]%n", name, &used) == 1) {
            fill_name(stage, role, name, body);
            text += 1 + used;
        } else {
            buf_char(body, *text++);
        }
    }
}

void stage_problem(const struct party_answer *answer, const char *what)
{
    const json_t *text = json_object_get(answer->json, "text");
    const char *nl = json_string_value(json_object_get(text, "nl")),
               *en = json_string_value(json_object_get(text, "en"));
    const char *type = json_string_value(json_object_get(answer->json, "type")),
               *title = json_string_value(json_object_get(answer->json, "title"));
    const char *detail = json_string_value(json_object_get(answer->json, "detail"));
    bool good = type != NULL && strstr(type, answer->code) != NULL && title != NULL &&
                title[0] != '\0' && detail != NULL && detail[0] != '\0' &&
                json_integer_value(json_object_get(answer->json, "status")) == answer->status &&
                nl != NULL && nl[0] != '\0' && en != NULL && en[0] != '\0' && strcmp(nl, en) != 0;
    PARTY_CHECK(good, "%s: not a whole refusal: %s", what, answer->text);
}
