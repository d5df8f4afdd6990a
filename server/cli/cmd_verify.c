/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_verify.c -- `hoeksteen verify`: recomputes recordings. Exit 0, or 4 with the first line that
 * differs. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/read_file.h"
#include "game/recording.h"

enum { RECORDING_MAX = 512 << 20 };

static const struct cli_option OPTIONS[] = {
    {"json",
     0,
     NULL,
     {"uitkomst als JSON, een regel per bestand", "result as JSON, one line a file"},
     false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const EXAMPLES[] = {"verify game.jsonl", "verify --json *.jsonl", NULL};

static bool count(void *cls, struct session *session, int64_t seq, enum input type)
{
    (void)session;
    (void)type;
    *(int64_t *)cls = seq;
    return true;
}

static int one(const char *path, bool json)
{
    AUTO_FREE char *data = NULL;
    size_t size = 0;
    int64_t line = 0, events = 0;
    struct err err = {.code = ERR_OK};
    if (read_file(path, RECORDING_MAX, &data, &size, &err) != ERR_OK) {
        (void)fprintf(stderr, "hoeksteen verify: %s\n", err.text);
        return CLI_FAILURE;
    }
    enum err_code code = recording_verify(data, size, count, &events, &line, &err);
    if (json) {
        struct buf out;
        buf_init(&out, 8192);
        json_open(&out, '{');
        json_key(&out, "file");
        json_str(&out, path);
        json_key(&out, "verified");
        json_bool(&out, code == ERR_OK);
        json_key(&out, "events");
        json_int(&out, events);
        if (code != ERR_OK) {
            json_key(&out, "line");
            json_int(&out, line);
            json_key(&out, "why");
            json_str(&out, err.text);
        }
        json_close(&out, '}');
        (void)printf("%s\n", buf_text(&out));
        buf_done(&out);
    } else if (code == ERR_OK) {
        (void)printf("%s: %" PRId64 " events, verified\n", path, events);
    } else {
        (void)printf("%s:%" PRId64 ": %s\n", path, line, err.text);
    }
    return code == ERR_OK ? CLI_OK : CLI_MISMATCH;
}

static int run(const struct cli_args *args)
{
    int worst = CLI_OK;
    for (int k = 0; k < args->operand_count; k++) {
        int code = one(args->operands[k], cli_has(args, "json"));
        worst = code > worst ? code : worst;
    }
    return worst;
}

const struct cli_command cmd_verify = {
    .name = "verify",
    .operands = "FILE...",
    .operands_min = 1,
    .operands_max = -1,
    .summary = {"opnamen narekenen", "recompute recordings"},
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run,
};
