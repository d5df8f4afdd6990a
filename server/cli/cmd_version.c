/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_version.c -- which program this is, and with which libraries it runs. */
#include <jansson.h>
#include <microhttpd.h>
#include <stdio.h>

#include "base/auto.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/version.h"

static int run(const struct cli_args *args)
{
    AUTO(buf_done) struct buf out = {.data = NULL};
    const char *libraries[][2] = {{"libmicrohttpd", MHD_get_version()},
                                  {"jansson", jansson_version_str()},
                                  {"compiler", __VERSION__}};

    buf_init(&out, 4096);
    if (cli_has(args, "json")) {
        json_open(&out, '{');
        json_key(&out, "version");
        json_str(&out, cli_version());
        for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
            json_key(&out, libraries[i][0]);
            json_str(&out, libraries[i][1]);
        }
        json_close(&out, '}');
        (void)printf("%s\n", buf_text(&out));
        return CLI_OK;
    }
    (void)printf("hoeksteen %s\n", cli_version());
    for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
        (void)printf("%s %s\n", libraries[i][0], libraries[i][1]);
    }
    return CLI_OK;
}

static const struct cli_option options[] = {
    {"json", 0, NULL, {"Als JSON.", "As JSON."}, false},
    {NULL, 0, NULL, {NULL, NULL}, false},
};
static const char *const examples[] = {"version", "version --json", NULL};

const struct cli_command cmd_version = {
    "version", "", 0, 0, {"Toont het versienummer.", "Shows the version."}, options, examples, run,
};
