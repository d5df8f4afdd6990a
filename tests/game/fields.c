/* SPDX-License-Identifier: EUPL-1.2 */
/* fields.c -- bad input: each field of each command missing, of another type, too long or too
 * short, out of range on both sides, not among its values, and one too many; and the list of
 * refusals of the API, each with its own code. Nothing of it changes anything. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dice.h"
#include "stage.h"

struct asking {
    struct party party;
    struct stage stage;
    struct matrix matrix;
    int asked, wrong;
};

/* Sends and compares; nothing may be stored. */
static void expect(struct asking *a, int seat, const char *key, const char *body, size_t size,
                   const char *code, const char *what)
{
    struct party_answer answer;
    int64_t events = party_events(&a->party);
    (void)party_send_text(&a->party, seat, key, body, size, &answer);
    party_settle(&a->party);
    if (strcmp(answer.code, code) != 0) {
        (void)fprintf(stderr, "%s: expected '%s', got '%s' for %.200s: %.300s\n", what, code,
                      answer.code, body, answer.text);
        a->wrong++;
    } else if (answer.status >= 400) {
        stage_problem(&answer, what);
    }
    PARTY_CHECK(party_events(&a->party) == events, "%s: %.200s changed something", what, body);
    a->asked++;
    party_answer_done(&answer);
}

/* The least valid body with one field replaced (taken), or without it (NULL). */
static void with(struct asking *a, const struct command *command, const char *field, json_t *value,
                 const char *code)
{
    struct buf body;
    json_error_t at;
    char what[100];
    int role = (command->roles & ROLE_HOST) != 0     ? MATRIX_HOST
               : (command->roles & ROLE_PLAYER) != 0 ? MATRIX_PLAYER
                                                     : MATRIX_ANYONE;
    buf_init(&body, 4000);
    stage_fill(&a->stage, (enum matrix_role)role, matrix_find(&a->matrix, command->name)->body,
               &body);
    json_t *root = json_loads(buf_text(&body), 0, &at);
    PARTY_CHECK(root != NULL, "the body of %s is no JSON: %s", command->name, buf_text(&body));
    if (value == NULL) {
        (void)json_object_del(root, field);
    } else {
        (void)json_object_set_new(root, field, value);
    }
    char *text = json_dumps(root, JSON_COMPACT);
    (void)snprintf(what, sizeof what, "%s.%s", command->name, field);
    expect(a, a->stage.seat[role], NULL, text, strlen(text), code, what);
    free(text);
    json_decref(root);
    buf_done(&body);
}

static json_t *letters(int count)
{
    char *text = calloc(1, (size_t)count + 1);
    PARTY_CHECK(text != NULL, "no memory");
    memset(text, 'a', (size_t)count);
    json_t *string = json_string(text);
    free(text);
    return string;
}

static void ask_field(struct asking *a, const struct command *command,
                      const struct field_rule *rule)
{
    if (rule->required) {
        with(a, command, rule->name, NULL, "field-missing");
    }
    with(a, command, rule->name, json_null(), "field-type");
    with(a, command, rule->name, json_real(1.5), "bad-json"); /* no fractions anywhere */
    with(a, command, rule->name, json_array(), "field-type");
    if (rule->type == FIELD_INT) {
        with(a, command, rule->name, json_string("7"), "field-type");
        with(a, command, rule->name, json_integer((json_int_t)rule->max + 1), "field-range");
        with(a, command, rule->name, json_integer((json_int_t)rule->min - 1), "field-range");
        with(a, command, rule->name, json_integer(INT64_MAX), "field-range");
    } else if (rule->type == FIELD_STRING && rule->values != NULL) {
        with(a, command, rule->name, json_string("anders"), "field-value");
    } else if (rule->type == FIELD_STRING) {
        with(a, command, rule->name, json_integer(7), "field-type");
        with(a, command, rule->name, letters(rule->max + 1), "field-length");
        if (rule->min > 0) {
            with(a, command, rule->name, letters(rule->min - 1), "field-length");
        }
    } else {
        with(a, command, rule->name, json_string("ja"), "field-type");
    }
}

static void ask_fields(struct asking *a)
{
    for (int c = 0; c < COMMANDS_COUNT; c++) {
        const struct command *command = &COMMANDS[c];
        for (int f = 0; f < FIELDS_MAX && command->field[f].name != NULL; f++) {
            ask_field(a, command, &command->field[f]);
        }
        with(a, command, "vreemd", json_integer(1), "field-unknown");
    }
}

/* The list of refusals, each with its own code. */
static void ask_list(struct asking *a)
{
    static const char SAY[] = "{\"command\":\"say\",\"room\":\"team\",\"text\":\"Koffie.\"}",
                      OTHER[] = "{\"command\":\"say\",\"room\":\"team\",\"text\":\"Thee.\"}";
    const struct {
        enum matrix_role role;
        const char *key, *body, *code;
    } LIST[] = {
        {MATRIX_PLAYER, NULL, "{\"command\":\"dance\"}", "command-unknown"},
        {MATRIX_PLAYER, NULL, "{}", "command-unknown"},
        {MATRIX_PLAYER, NULL, "[]", "bad-json"},
        {MATRIX_PLAYER, NULL, "{\"command\":\"say\",", "bad-json"},
        {MATRIX_PLAYER, NULL, "{\"command\":\"say\",\"command\":\"say\"}", "bad-json"},
        {MATRIX_PLAYER, NULL, "", "bad-json"},
        {MATRIX_PLAYER, "", SAY, "key-missing"},
        {MATRIX_PLAYER, "short", SAY, "key-missing"},
        {MATRIX_PLAYER, "has spaces in it", SAY, "key-missing"},
        {MATRIX_PLAYER, NULL, "{\"command\":\"vote\",\"values\":{}}", "wrong-phase"},
        {MATRIX_PLAYER, NULL, "{\"command\":\"phase.next\"}", "wrong-role"},
        {MATRIX_REMOVED, NULL, SAY, "token-expired"},
        {MATRIX_ANYONE, NULL, SAY, "unauthorized"},
        {MATRIX_ANYONE, NULL, "{\"command\":\"join\",\"code\":\"ZZZZZZ\",\"name\":\"Uil\"}",
         "wrong-code"},
        {MATRIX_HOST, NULL,
         "{\"command\":\"seat.move\",\"participant\":\"$guest\",\"team\":\"us\",\"job\":\"lead\"}",
         "session-full"},
        {MATRIX_PLAYER, NULL,
         "{\"command\":\"motion.answer\",\"motion\":\"m1\",\"rev\":60000,\"answer\":\"silent\"}",
         "stale"},
        {MATRIX_HOST, NULL, "{\"command\":\"phase.next\",\"from\":\"intel\"}", "stale"},
    };
    struct buf body;
    buf_init(&body, 4000);
    for (size_t k = 0; k < sizeof LIST / sizeof LIST[0]; k++) {
        stage_fill(&a->stage, LIST[k].role, LIST[k].body, &body);
        expect(a, a->stage.seat[LIST[k].role], LIST[k].key, buf_text(&body), body.size,
               LIST[k].code, "list");
    }
    buf_done(&body);
    PARTY_CHECK(party_send(&a->party, a->stage.seat[MATRIX_PLAYER], "key-of-mine-1", SAY, NULL) ==
                    200,
                "a plain word is not taken");
    expect(a, a->stage.seat[MATRIX_PLAYER], "key-of-mine-1", OTHER, strlen(OTHER), "key-reused",
           "list");
    expect(a, a->stage.seat[MATRIX_PLAYER], "key-of-mine-1", SAY, strlen(SAY), "ok",
           "list: the same again");
    stage_set(&a->stage, &a->party, PHASE_CLOSED);
    expect(a, a->stage.seat[MATRIX_PLAYER], NULL, SAY, strlen(SAY), "session-closed", "list");
}

int main(void)
{
    static struct asking asking;
    dice_install(4);
    matrix_read("tests/game/matrix.txt", &asking.matrix);
    party_open(&asking.party, NULL);
    stage_set(&asking.stage, &asking.party, PHASE_COUNCIL);
    ask_fields(&asking);
    ask_list(&asking);
    party_close(&asking.party);
    (void)printf("%d bad inputs, %d not refused as expected\n", asking.asked, asking.wrong);
    return asking.wrong == 0 ? 0 : 1;
}
