/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix.c -- every command by every role in every phase answers what the hand-written matrix says,
 * and a refusal changes nothing. A command without a row fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dice.h"
#include "stage.h"

/* These leave the stage as it was for everybody else. */
static const char *const MILD[] = {
    "host.claim", "join",      "broadcast",   "whisper",        "me.rename",    "me.stepout", "say",
    "vote",       "room.open", "seat.rename", "session.select", "phase.extend", "table.open"};

struct asking {
    struct party party;
    struct stage stage;
    struct matrix matrix;
    int asked, wrong, accepted;
};

static bool mild(const char *command)
{
    for (size_t k = 0; k < sizeof MILD / sizeof MILD[0]; k++) {
        if (strcmp(MILD[k], command) == 0) {
            return true;
        }
    }
    return false;
}

static void ask(struct asking *a, const struct matrix_row *row, int role, int phase)
{
    struct buf body;
    char what[600];
    struct party_answer answer;
    const char *expect = row->expect[role][phase];
    bool good = strcmp(expect, "ok") == 0;
    buf_init(&body, 4000);
    if (good && row->before[0] != '\0') {
        party_must(&a->party, 0, "%s", row->before);
    }
    stage_fill(&a->stage, (enum matrix_role)role, row->body, &body);
    int64_t events = party_events(&a->party);
    (void)party_send(&a->party, a->stage.seat[role], NULL, buf_text(&body), &answer);
    (void)snprintf(what, sizeof what, "%s by %s in %s: %.200s", row->command,
                   MATRIX_ROLE_WORDS[role], phase_word((enum phase)phase), buf_text(&body));
    if (strcmp(answer.code, expect) != 0) {
        (void)fprintf(stderr, "%s: expected '%s', got '%s': %.300s\n", what, expect, answer.code,
                      answer.text);
        a->wrong++;
    }
    if (answer.status != 200) {
        stage_problem(&answer, what);
        PARTY_CHECK(party_events(&a->party) == events, "%s: refused, and something was stored",
                    what);
    }
    a->asked++;
    a->accepted += answer.status == 200;
    bool spoiled = answer.status == 200 && (!mild(row->command) || !good);
    party_answer_done(&answer);
    buf_done(&body);
    if (spoiled) {
        stage_set(&a->stage, &a->party, (enum phase)phase);
    }
}

/* What a view offers would be taken, and what would be taken is offered: `can` against the same
 * matrix. Answers that hang on one order or motion stand in the menus. */
static void check_can(struct asking *a, int phase)
{
    for (int role = MATRIX_HOST; role < MATRIX_REMOVED; role++) {
        json_t *view = party_fresh(&a->party, a->stage.seat[role]);
        for (int k = 0; k < a->matrix.rows; k++) {
            const struct matrix_row *row = &a->matrix.row[k];
            const char *expect = row->expect[role][phase];
            bool anyone = strcmp(row->expect[MATRIX_ANYONE][0], "ok") == 0 ||
                          strcmp(row->expect[MATRIX_ANYONE][1], "ok") == 0;
            bool offered = json_object_get(json_object_get(view, "can"), row->command) != NULL,
                 ok = strcmp(expect, "ok") == 0;
            bool never = strcmp(expect, "wrong-role") == 0 || strcmp(expect, "wrong-phase") == 0 ||
                         strcmp(expect, "session-closed") == 0;
            bool card = strcmp(row->command, "vote") == 0 || strcmp(row->command, "card") == 0;
            if (anyone || (ok && row->before[0] != '\0')) {
                continue;
            }
            if ((offered && (never || (card && !ok))) || (!offered && ok)) {
                (void)fprintf(stderr, "%s in %s: '%s' is %s, and it would be answered '%s'\n",
                              MATRIX_ROLE_WORDS[role], phase_word((enum phase)phase), row->command,
                              offered ? "offered" : "not offered", expect);
                a->wrong++;
            }
            a->asked++;
        }
        json_decref(view);
    }
}

/* The refusals first, on one stage; then what is taken. */
static void ask_phase(struct asking *a, int phase)
{
    stage_set(&a->stage, &a->party, (enum phase)phase);
    check_can(a, phase);
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < a->matrix.rows; k++) {
            for (int role = 0; role < MATRIX_ROLES; role++) {
                const char *expect = a->matrix.row[k].expect[role][phase];
                if ((strcmp(expect, "ok") == 0) == (pass == 1) && expect[0] != '\0') {
                    ask(a, &a->matrix.row[k], role, phase);
                }
            }
        }
    }
}

/* Every command that the game knows has an expectation for everybody in every phase. */
static void check_whole(struct asking *a)
{
    for (int c = 0; c < COMMANDS_COUNT; c++) {
        int known = a->matrix.rows;
        const struct matrix_row *row = matrix_find(&a->matrix, COMMANDS[c].name);
        PARTY_CHECK(a->matrix.rows == known && row->body[0] != '\0',
                    "the matrix has no row or no body for '%s'", COMMANDS[c].name);
        for (int role = 0; role < MATRIX_ROLES; role++) {
            for (int phase = 0; phase < PHASES; phase++) {
                PARTY_CHECK(row->expect[role][phase][0] != '\0',
                            "the matrix does not say what '%s' by %s in %s gives", row->command,
                            MATRIX_ROLE_WORDS[role], phase_word((enum phase)phase));
            }
        }
    }
    PARTY_CHECK(a->matrix.rows == COMMANDS_COUNT,
                "the matrix has a command that the game does not know");
}

int main(int count, char **words)
{
    static struct asking asking;
    dice_install(3);
    matrix_read("tests/game/matrix.txt", &asking.matrix);
    check_whole(&asking);
    party_open(&asking.party, NULL);
    for (int phase = 0; phase < PHASES; phase++) {
        if (count < 2 || strcmp(words[1], phase_word((enum phase)phase)) == 0) {
            ask_phase(&asking, phase);
        }
    }
    party_close(&asking.party);
    (void)printf("%d cells asked, %d accepted, %d not as expected\n", asking.asked, asking.accepted,
                 asking.wrong);
    return asking.wrong == 0 ? 0 : 1;
}
