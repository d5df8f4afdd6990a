/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_play.c -- `hoeksteen play`: a whole game with automated seats, printed turn by turn. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "cli/cli.h"
#include "game/play.h"

enum { RECORDING_MAX = 512 << 20, SHELF_DIAGS_SHOWN = 20 };

static const struct cli_option OPTIONS[] = {
    {"seed", 's', "N", {"toevalsgetal, 0 en hoger", "seed of the dice, 0 and up"}, false},
    {"set",
     0,
     "NAME=N",
     {"aanname of beginwaarde wijzigen, als MA-14.base=9 of VARIABELE[LAND]=35; mag vaker",
      "change an assumption or a start value, as MA-14.base=9 or VARIABLE[ALLY]=35; may be "
      "repeated"},
     false},
    {"variant", 0, "ID", {"variant van het scenario", "variant of the scenario"}, false},
    {"lang", 'l', "nl|en", {"taal van de uitvoer", "language of the output"}, false},
    {"out", 'o', "FILE", {"opname hierheen schrijven", "write the recording here"}, false},
    {"book", 0, "DIR", {"regelboek uit een map", "rule book from a folder"}, true},
    {"scenarios", 0, "DIR", {"scenario's uit een map", "scenarios from a folder"}, true},
    {"quiet", 'q', NULL, {"geen verslag", "no report"}, false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};

static const char *const EXAMPLES[] = {
    "play het-pakket --seed 7 --out game.jsonl",
    "play cyberrel --lang en --set MA-14.base=9",
    NULL,
};

struct telling {
    enum lang lang;
    bool quiet;
    int turn;
};

static void seen(void *cls, const struct session *session, enum input type)
{
    struct telling *report = cls;
    if (type != INPUT_PHASE || session->phase != PHASE_OUTCOME || report->quiet) {
        return;
    }
    struct buf text;
    buf_init(&text, 1 << 20);
    play_words(session, report->lang, session->turn, &text);
    (void)fputs(buf_text(&text), stdout);
    buf_done(&text);
    (void)fflush(stdout);
}

static json_t *read_sets(const struct cli_args *args, struct err *err)
{
    json_t *set = json_object();
    for (int k = 0; cli_nth(args, "set", k) != NULL; k++) {
        const char *given = cli_nth(args, "set", k), *equals = strchr(given, '=');
        char name[100], *end = NULL;
        long value = equals == NULL ? 0 : strtol(equals + 1, &end, 10);
        if (equals == NULL || end == equals + 1 || *end != '\0' ||
            (size_t)(equals - given) >= sizeof name) {
            (void)err_set(err, ERR_FIELD_VALUE, "set", "'%.60s' is not NAME=NUMBER", given);
            json_decref(set);
            return NULL;
        }
        (void)snprintf(name, sizeof name, "%.*s", (int)(equals - given), given);
        (void)json_object_set_new(set, name, json_integer(value));
    }
    return set;
}

static int write_out(const char *path, const struct buf *recording)
{
    FILE *file = strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
    bool good =
        file != NULL && fwrite(recording->data, 1, recording->size, file) == recording->size;
    if (file != NULL && file != stdout) {
        good = fclose(file) == 0 && good;
    }
    if (!good) {
        (void)fprintf(stderr, "hoeksteen play: %s: %s\n", path, strerror(errno));
    }
    return good ? CLI_OK : CLI_FAILURE;
}

static void print_diags(const struct diags *diags)
{
    for (int k = 0; diags != NULL && k < diags->count && k < SHELF_DIAGS_SHOWN; k++) {
        const struct diag *diag = &diags->item[k];
        (void)fprintf(stderr, "%s:%d %s: %s\n", diag->file, diag->line, diag->pointer, diag->text);
    }
}

static int play_it(const struct cli_args *args, struct shelf *shelf, const json_t *set,
                   uint64_t seed)
{
    const char *out = cli_value(args, "out", NULL);
    struct telling report = {.lang = strcmp(cli_value(args, "lang", "nl"), "en") == 0 ? LANG_EN
                                                                                      : LANG_NL,
                             .quiet = cli_has(args, "quiet")};
    const struct play play = {.scenario = args->operands[0],
                              .seed = seed,
                              .set = set,
                              .variant = cli_value(args, "variant", ""),
                              .later = true};
    const struct library library = shelf_library(shelf);
    struct session *session = NULL;
    struct err err = {.code = ERR_OK};
    struct buf recording;
    buf_init(&recording, RECORDING_MAX);
    int code = CLI_OK;
    if (play_game(&library, &play, seen, &report, out == NULL ? NULL : &recording, &session,
                  &err) != ERR_OK) {
        (void)fprintf(stderr, "hoeksteen play: %s\n", err.text);
        code = CLI_INPUT;
    } else {
        char digest[17];
        session_digest(session, digest);
        if (!report.quiet) {
            (void)printf("%s: %s\n", report.lang == LANG_NL ? "einde, toestand" : "the end, state",
                         digest);
        }
        code = out == NULL ? CLI_OK : write_out(out, &recording);
    }
    session_free(session);
    buf_done(&recording);
    return code;
}

static int run(const struct cli_args *args)
{
    struct err err = {.code = ERR_OK};
    char *end = NULL;
    const char *seed_text = cli_value(args, "seed", "1");
    uint64_t seed = strtoull(seed_text, &end, 10);
    if (seed_text[0] < '0' || seed_text[0] > '9' || *end != '\0') {
        return cli_misuse(args, "--seed '%s' is not a whole number", seed_text);
    }
    json_t *set = read_sets(args, &err);
    if (set == NULL) {
        return cli_misuse(args, "%s", err.text);
    }
    struct diags *diags = calloc(1, sizeof *diags);
    struct shelf *shelf = diags == NULL ? NULL
                                        : shelf_open(cli_value(args, "book", NULL),
                                                     cli_value(args, "scenarios", NULL), diags);
    int code = CLI_INPUT;
    if (shelf == NULL) {
        print_diags(diags);
    } else {
        code = play_it(args, shelf, set, seed);
    }
    shelf_free(shelf);
    free(diags);
    json_decref(set);
    return code;
}

const struct cli_command cmd_play = {
    .name = "play",
    .operands = "SCENARIO",
    .operands_min = 1,
    .operands_max = 1,
    .summary = {"een heel spel door het model laten spelen", "let the model play a whole game"},
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run,
};
