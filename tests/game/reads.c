/* SPDX-License-Identifier: EUPL-1.2 */
/* reads.c -- what can be asked for without a command: by whom, when, and what is refused with which
 * code; and games that cannot be set up. What is answered is JSON, and a recording verifies. */
#include <stdio.h>
#include <string.h>

#include "dice.h"
#include "game/recording.h"
#include "party.h"

enum { HOST = 0, PLAYER = 1, GONE = 2 };

/* "<code>" and "<session>" in an argument stand for those of the game. */
struct read {
    int seat;
    enum game_read what;
    const char *argument, *code;
};

static const struct read ALWAYS[] = {
    {PARTY_ANYONE, GAME_READ_HEALTH, "", "ok"},
    {PARTY_ANYONE, GAME_READ_COMMANDS, "", "ok"},
    {PARTY_ANYONE, GAME_READ_RULES, "", "ok"},
    {PARTY_ANYONE, GAME_READ_BOOK, "nl", "ok"},
    {PARTY_ANYONE, GAME_READ_BOOK, "en", "ok"},
    {PARTY_ANYONE, GAME_READ_BOOK, "", "field-value"},
    {PARTY_ANYONE, GAME_READ_BOOK, "NL", "field-value"},
    {PARTY_ANYONE, GAME_READ_BOOK, "nlx", "field-value"},
    {PARTY_ANYONE, GAME_READ_LOBBY, "", "wrong-code"},
    {PARTY_ANYONE, GAME_READ_LOBBY, "!", "wrong-code"},
    {PARTY_ANYONE, GAME_READ_LOBBY, "AAAAAA", "wrong-code"},
    {PARTY_ANYONE, GAME_READ_VIEW, "", "unauthorized"},
    {PARTY_ANYONE, GAME_READ_RECORDING, "", "unauthorized"},
    {HOST, GAME_READ_VIEW, "", "ok"},
    {HOST, GAME_READ_RECORDING, "", "ok"},
    {HOST, GAME_READ_RECORDING, "<session>", "ok"},
    {HOST, GAME_READ_RECORDING, "no-such-session", "not-found"},
    {PLAYER, GAME_READ_VIEW, "", "ok"},
    {PLAYER, GAME_READ_RECORDING, "no-such-session", "not-found"},
    {GONE, GAME_READ_VIEW, "", "token-expired"},
    {GONE, GAME_READ_RECORDING, "", "token-expired"},
};
static const struct read RUNNING[] = {
    {PARTY_ANYONE, GAME_READ_LOBBY, "<code>", "ok"},
    {PLAYER, GAME_READ_RECORDING, "", "wrong-phase"},
    {PLAYER, GAME_READ_RECORDING, "<session>", "wrong-phase"},
};
static const struct read CLOSED[] = {
    {PARTY_ANYONE, GAME_READ_LOBBY, "<code>", "wrong-code"},
    {PLAYER, GAME_READ_RECORDING, "", "ok"},
    {PLAYER, GAME_READ_RECORDING, "<session>", "ok"},
};

static void verify(const struct party_answer *answer)
{
    struct err err = {.code = ERR_OK};
    int64_t line = 0;
    enum err_code code = recording_verify(answer->text, answer->size, NULL, NULL, &line, &err);
    PARTY_CHECK(code == ERR_OK, "the recording does not verify: line %lld, %s", (long long)line,
                err.text);
}

static void read_all(struct party *party, const struct read *list, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const struct read *row = &list[k];
        const char *argument = row->argument;
        struct party_answer answer;
        argument = strcmp(argument, "<code>") == 0 ? party->code : argument;
        argument = strcmp(argument, "<session>") == 0 ? party->session : argument;
        (void)party_read(party, row->seat, row->what, argument, &answer);
        PARTY_CHECK(strcmp(answer.code, row->code) == 0,
                    "phase %s, seat %d, read %d of '%s': %s expected, %d %.300s",
                    party_phase(party), row->seat, (int)row->what, argument, row->code,
                    answer.status, answer.text);
        if (answer.status == 200 && row->what == GAME_READ_RECORDING) {
            verify(&answer);
        } else {
            PARTY_CHECK(json_object_size(answer.json) > 0, "no JSON: %.300s", answer.text);
        }
        party_answer_done(&answer);
    }
}

/* A host asks for games that cannot be: nothing is set up. */
static void refused_games(struct party *party)
{
    static const struct {
        const char *fields, *where;
    } games[] = {
        {"\"scenario\":\"nowhere\",\"preset\":\"small\"", "scenario"},
        {"\"scenario\":\"het-pakket\",\"preset\":\"nobody\"", "preset"},
        {"\"scenario\":\"het-pakket\",\"preset\":\"small\",\"variant\":\"none\"", "variant"},
        {"\"scenario\":\"het-pakket\",\"preset\":\"small\",\"set\":{\"no.such\":1}", "set"},
        {"\"scenario\":\"het-pakket\",\"preset\":\"small\",\"truth\":{\"nothing\":\"x\"}", "truth"},
        {"\"scenario\":\"cyberrel\",\"preset\":\"small\",\"truth\":{\"hand\":\"x\"}", "truth"},
        {"\"scenario\":\"cyberrel\",\"preset\":\"small\",\"truth\":{\"hand\":1}", "truth"},
    };
    const int64_t events = party_events(party);
    for (size_t k = 0; k < sizeof games / sizeof games[0]; k++) {
        char body[300];
        struct party_answer answer;
        (void)snprintf(body, sizeof body,
                       "{\"command\":\"session.create\",\"names\":\"real\",\"clock\":\"off\","
                       "\"seed\":\"7\",%s}",
                       games[k].fields);
        int status = party_send(party, HOST, NULL, body, &answer);
        PARTY_CHECK(status >= 400 && status < 500 && strstr(answer.text, games[k].where) != NULL,
                    "%s -> %s", body, answer.text);
        party_answer_done(&answer);
    }
    PARTY_CHECK(party_events(party) == events && table_session(party_table(party)) == NULL,
                "a refused game left something behind");
}

int main(void)
{
    static struct party party;
    dice_install(3);
    party_open(&party, NULL);
    party_host(&party);
    refused_games(&party);
    party_create(&party, "cyberrel", "small", "off", "7", "");
    (void)party_join(&party, "Uil", "ee", "lead");
    (void)party_join(&party, "Mus", "", "");
    party_must(&party, HOST, "{\"command\":\"seat.remove\",\"participant\":\"%s\"}",
               party.seat[GONE].id);
    read_all(&party, ALWAYS, sizeof ALWAYS / sizeof ALWAYS[0]);
    party_must(&party, HOST, "{\"command\":\"session.start\"}");
    while (strcmp(party_phase(&party), "debrief") != 0) {
        read_all(&party, RUNNING, sizeof RUNNING / sizeof RUNNING[0]);
        party_must(&party, HOST, "{\"command\":\"phase.next\"}");
    }
    party_must(&party, HOST, "{\"command\":\"session.end\"}");
    read_all(&party, ALWAYS, sizeof ALWAYS / sizeof ALWAYS[0]);
    read_all(&party, CLOSED, sizeof CLOSED / sizeof CLOSED[0]);
    party_close(&party);
    return 0;
}
