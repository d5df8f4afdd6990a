/* SPDX-License-Identifier: EUPL-1.2 */
/* party_seats.c -- who sits at a test's table, the streams that reach them, the clock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "party.h"

struct table *party_table(struct party *party)
{
    return party->game->tables == 0 ? NULL : party->game->table[party->game->tables - 1];
}

void party_settle(struct party *party)
{
    for (int k = 0; k < party->game->tables; k++) {
        struct table *table = party->game->table[k];
        (void)pthread_mutex_lock(&table->lock);
        table_wait_idle(table);
        (void)pthread_mutex_unlock(&table->lock);
    }
}

void party_tick(struct party *party)
{
    for (int k = 0; k < party->game->tables; k++) {
        (void)table_tick(party->game->table[k]);
    }
    party_settle(party);
}

void party_step(struct party *party, int64_t ms)
{
    clock_fake_step(&party->fake, ms);
    for (int k = 0; k < party->game->tables; k++) {
        for (int turns = 0; table_tick(party->game->table[k]) == 0; turns++) {
            PARTY_CHECK(turns < 1000, "the clock never rests");
        }
    }
    party_settle(party);
}

const char *party_phase(struct party *party)
{
    struct session *session = table_session(party_table(party));
    return session == NULL ? "" : phase_word((enum phase)session->phase);
}

static bool add_count(void *cls, const char *stream, int64_t seq)
{
    *(int64_t *)cls +=
        strcmp(stream, "host-links") == 0 ? 0 : seq; /* those are written without waiting */
    return true;
}

int64_t party_events(struct party *party)
{
    int64_t count = 0;
    struct err err = {.code = ERR_OK};
    party_settle(party);
    (void)party->store->ops->streams(party->store, add_count, &count, &err);
    return count;
}

int party_seat_of(struct party *party, const struct party_answer *answer, uint8_t role,
                  const char *team)
{
    const char *token = json_string_value(json_object_get(answer->json, "token"));
    const char *id = json_string_value(json_object_get(answer->json, "participant"));
    PARTY_CHECK(party->seats < PARTY_SEATS_MAX, "too many seats for this test");
    PARTY_CHECK(token != NULL, "the answer holds no token: %s", answer->text);
    struct party_seat *seat = &party->seat[party->seats];
    *seat = (struct party_seat){.party = party, .role = role};
    (void)snprintf(seat->token, sizeof seat->token, "%s", token);
    (void)snprintf(seat->id, sizeof seat->id, "%s", id == NULL ? "" : id);
    (void)snprintf(seat->team, sizeof seat->team, "%s", team);
    buf_init(&seat->log, PARTY_LOG_MAX);
    return party->seats++;
}

static int seated(struct party *party, int by, const char *body, uint8_t role, const char *team)
{
    struct party_answer answer;
    (void)party_send(party, by, NULL, body, &answer);
    PARTY_CHECK(answer.status == 200, "%s -> %s", body, answer.text);
    int seat = party_seat_of(party, &answer, role, team);
    party_answer_done(&answer);
    return seat;
}

void party_host(struct party *party)
{
    char secret[64], body[200];
    struct err err = {.code = ERR_OK};
    enum err_code code = game_host_link(party->game, secret, &err);
    PARTY_CHECK(code == ERR_OK, "%s", err.text);
    (void)snprintf(body, sizeof body, "{\"command\":\"host.claim\",\"secret\":\"%s\"}", secret);
    (void)seated(party, PARTY_ANYONE, body, ROLE_HOST, "");
}

void party_create(struct party *party, const char *scenario, const char *preset, const char *clock,
                  const char *seed, const char *more)
{
    char body[1000];
    struct party_answer answer;
    (void)snprintf(body, sizeof body,
                   "{\"command\":\"session.create\",\"scenario\":\"%s\",\"preset\":\"%s\","
                   "\"names\":\"real\",\"clock\":\"%s\",\"seed\":\"%s\"%s}",
                   scenario, preset, clock, seed, more);
    (void)party_send(party, 0, NULL, body, &answer);
    PARTY_CHECK(answer.status == 200, "%s -> %s", body, answer.text);
    (void)snprintf(party->code, sizeof party->code, "%s",
                   json_string_value(json_object_get(answer.json, "code")));
    (void)snprintf(party->session, sizeof party->session, "%s",
                   json_string_value(json_object_get(answer.json, "session")));
    party_answer_done(&answer);
}

int party_join(struct party *party, const char *name, const char *team, const char *job)
{
    char body[400];
    (void)snprintf(
        body, sizeof body,
        "{\"command\":\"join\",\"code\":\"%s\",\"name\":\"%s\",\"team\":\"%s\",\"job\":\"%s\"}",
        party->code, name, team, job);
    return seated(party, PARTY_ANYONE, body, ROLE_PLAYER, team);
}

int party_room(struct party *party)
{
    return seated(party, 0, "{\"command\":\"room.open\"}", ROLE_ROOM, "");
}

void party_merge(json_t *target, const json_t *patch)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)(uintptr_t)patch, key, value)
    {
        json_t *present = json_object_get(target, key);
        if (json_is_null(value)) {
            (void)json_object_del(target, key);
        } else if (!json_is_object(value)) {
            (void)json_object_set_new(target, key, json_deep_copy(value));
        } else {
            if (!json_is_object(present)) {
                (void)json_object_set_new(target, key, json_object());
                present = json_object_get(target, key);
            }
            party_merge(present, value);
        }
    }
}

static void take_push(struct party_seat *seat, const char *kind, json_t *root)
{
    if (strcmp(kind, "view") == 0) {
        json_decref(seat->view);
        seat->view = json_incref(root);
    } else if (strcmp(kind, "patch") == 0 && seat->view != NULL && json_is_object(root)) {
        party_merge(seat->view, root);
    } else if (strcmp(kind, "end") == 0) {
        seat->ended = true;
    } else {
        seat->party->bad_pushes++;
    }
}

static void pushed(void *cls, const char *kind, const char *json, size_t size)
{
    struct party_seat *seat = cls;
    struct party *party = seat->party;
    json_error_t at;
    json_t *root = json_loadb(json, size, JSON_REJECT_DUPLICATES, &at);
    (void)pthread_mutex_lock(&party->lock);
    seat->pushes++;
    if (root == NULL) {
        (void)fprintf(stderr, "no JSON: %s %d:%d %s: %.600s\n", kind, at.line, at.position, at.text,
                      json);
        party->bad_pushes++;
    } else {
        take_push(seat, kind, root);
    }
    if (party->logging) {
        buf_fmt(&seat->log, "push %s ", kind);
        buf_add(&seat->log, json, size);
        buf_char(&seat->log, '\n');
    }
    (void)pthread_mutex_unlock(&party->lock);
    json_decref(root);
}

void party_attach(struct party *party, int index)
{
    struct party_seat *seat = &party->seat[index];
    uint8_t hash[GAME_HASH_SIZE];
    struct err err = {.code = ERR_OK};
    const struct game_caller caller = {.token_hash = hash};
    const struct game_sink sink = {.push = pushed, .cls = seat};
    hash_once(hash, seat->token, strlen(seat->token));
    enum err_code code = game_attach(party->game, &caller, &sink, &seat->sink, &err);
    PARTY_CHECK(code == ERR_OK, "seat %d cannot attach: %s", index, err.text);
    party_settle(party);
}

void party_detach(struct party *party, int index)
{
    struct party_seat *seat = &party->seat[index];
    if (seat->sink != 0) {
        game_detach(party->game, seat->sink);
        seat->sink = 0;
    }
    party_settle(party);
}

static bool differ(const json_t *a, const json_t *b, char *where, size_t room, size_t used)
{
    const char *key = NULL;
    json_t *value = NULL;
    if (json_equal(a, b)) {
        return false;
    }
    if (json_is_object(a) && json_is_object(b)) {
        json_object_foreach((json_t *)(uintptr_t)a, key, value)
        {
            if (!json_equal(value, json_object_get(b, key))) {
                int more = snprintf(where + used, room - used, "/%s", key);
                return differ(value, json_object_get(b, key), where, room,
                              used + (size_t)more < room ? used + (size_t)more : room - 1) ||
                       true;
            }
        }
        json_object_foreach((json_t *)(uintptr_t)b, key, value)
        {
            if (json_object_get(a, key) == NULL) {
                (void)snprintf(where + used, room - used, "/%s: only in the second", key);
                return true;
            }
        }
    }
    char *first = a == NULL ? NULL : json_dumps(a, JSON_COMPACT | JSON_ENCODE_ANY),
         *second = b == NULL ? NULL : json_dumps(b, JSON_COMPACT | JSON_ENCODE_ANY);
    (void)snprintf(where + used, room - used, ": %.300s | %.300s", first == NULL ? "absent" : first,
                   second == NULL ? "absent" : second);
    free(first);
    free(second);
    return true;
}

bool party_same(const json_t *a, const json_t *b, char *ret_where, size_t room)
{
    ret_where[0] = '\0';
    return !differ(a, b, ret_where, room, 0);
}
