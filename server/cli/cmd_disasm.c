/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_disasm.c -- prints the program that a rule book becomes. */
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/rules.h"

static int run(const struct cli_args *args)
{
    static struct diags diags;
    const char *folder = args->operand_count > 0 ? args->operands[0] : NULL;
    AUTO(rules_free) struct book *book = rules_book(folder, &diags);
    if (!book) {
        rules_print(&diags, folder);
        return CLI_INPUT;
    }
    AUTO_FREE char *text = book_disasm(book);
    if (!text) {
        return CLI_FAILURE;
    }
    (void)fputs(text, stdout);
    return CLI_OK;
}

static const char *const examples[] = {"disasm", "disasm rules/book", NULL};

const struct cli_command cmd_disasm = {
    "disasm",
    "[DIR]",
    0,
    1,
    {"Toont het programma dat een regelboek wordt.", "Shows the program that a rule book becomes."},
    NULL,
    examples,
    run,
};
