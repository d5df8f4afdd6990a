/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_replay.c -- `hoeksteen replay`: what a viewer saw at a point of a recording, as JSON. */
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/read_file.h"
#include "game/film.h"

enum { RECORDING_MAX = 512 << 20 };

static const struct cli_option OPTIONS[] = {
    {"at",
     0,
     "SEQ",
     {"na deze gebeurtenis; zonder: de hele film", "after this event; without it: the whole film"},
     false},
    {"as",
     0,
     "VIEWER",
     {"door de ogen van een team, 'all' of 'public'",
      "through the eyes of a team, 'all' or 'public'"},
     false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const EXAMPLES[] = {"replay game.jsonl --at 12 --as pl",
                                       "replay game.jsonl --as public", NULL};

static int run(const struct cli_args *args)
{
    AUTO_FREE char *data = NULL;
    size_t size = 0;
    int64_t at = -1;
    struct err err = {.code = ERR_OK};
    struct buf json;
    if (cli_has(args, "at") && !cli_number(args, "at", 1, INT32_MAX, &at)) {
        return CLI_USAGE;
    }
    if (read_file(args->operands[0], RECORDING_MAX, &data, &size, &err) != ERR_OK) {
        (void)fprintf(stderr, "hoeksteen replay: %s\n", err.text);
        return CLI_FAILURE;
    }
    buf_init(&json, RECORDING_MAX);
    enum err_code code = film_make(data, size, cli_value(args, "as", "all"), at, &json, &err);
    if (code == ERR_OK) {
        (void)fwrite(json.data, 1, json.size, stdout);
        (void)fputc('\n', stdout);
    } else {
        (void)fprintf(stderr, "hoeksteen replay: %s\n", err.text);
    }
    buf_done(&json);
    return code == ERR_OK ? CLI_OK : code == ERR_DAMAGED ? CLI_MISMATCH : CLI_INPUT;
}

const struct cli_command cmd_replay = {
    .name = "replay",
    .operands = "FILE",
    .operands_min = 1,
    .operands_max = 1,
    .summary = {"een opname terugzien als JSON", "look back at a recording as JSON"},
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run,
};
