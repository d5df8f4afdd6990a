/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.h -- what the subcommands about rule books share: a book from a folder or from the program,
 * and its faults. */
#ifndef CLI_RULES_H
#define CLI_RULES_H

#include "compiler/book.h"

/* The book in `folder`, NULL: the one that the program carries. NULL after faults, which stand in
 * `diags` with lines. */
struct book *rules_book(const char *folder, struct diags *diags);
void rules_free(struct book **book);
/* One fault a line on stdout: FILE:LINE: POINTER: what is wrong. */
void rules_print(const struct diags *diags, const char *folder);

#endif
