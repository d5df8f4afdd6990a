/* SPDX-License-Identifier: EUPL-1.2 */
/* main.c -- hands the line to the subcommand that it names. Only the table. */
#include "cli/cli.h"
#include "cli/commands.h"

int main(int argc, char **argv)
{
    static const struct cli_command *const commands[] = {
#define COMMAND(name) &cmd_##name,
        CLI_COMMANDS(COMMAND)
#undef COMMAND
    };

    return cli_main(commands, sizeof(commands) / sizeof(commands[0]), argc, argv);
}
