/* SPDX-License-Identifier: EUPL-1.2 */
/* commands.h -- the list of subcommands, in the order of --help. A new one is one word here and a
 * file cmd_NAME.c. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

/* clang-format off */
#define CLI_COMMANDS(COMMAND) \
    COMMAND(serve)            \
    COMMAND(play)             \
    COMMAND(verify)           \
    COMMAND(replay)           \
    COMMAND(host_link)        \
    COMMAND(check)            \
    COMMAND(assess)           \
    COMMAND(disasm)           \
    COMMAND(mutate)           \
    COMMAND(lab)              \
    COMMAND(health)           \
    COMMAND(version)
/* clang-format on */

#define CLI_DECLARE(name) extern const struct cli_command cmd_##name;
CLI_COMMANDS(CLI_DECLARE)
#undef CLI_DECLARE

#endif
