/* SPDX-License-Identifier: EUPL-1.2 */
/* double_main.c -- the program with the double of the game: only the subcommands that need nothing
 * else of it. */
#include "cli/cli.h"
#include "cli/commands.h"

int main(int argc, char **argv)
{
    static const struct cli_command *const commands[] = {&cmd_serve, &cmd_host_link, &cmd_version};

    return cli_main(commands, sizeof(commands) / sizeof(commands[0]), argc, argv);
}
