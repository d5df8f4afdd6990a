/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c -- opens a rule book for a subcommand and prints faults as editors understand them. */
#include "cli/rules.h"

#include <stdio.h>

#include "compiler/builtin.h"
#include "compiler/locate.h"

struct book *rules_book(const char *folder, struct diags *diags)
{
    json_t *files = folder ? book_read_folder(folder, diags)
                           : json_incref((json_t *)(uintptr_t)builtin_book_files());
    struct book *book = files ? book_compile(files, NULL, diags) : NULL;

    json_decref(files);
    if (!book && folder) {
        diags_locate(diags, folder);
    }
    return book;
}

void rules_free(struct book **book)
{
    book_free(*book);
}

void rules_print(const struct diags *diags, const char *folder)
{
    for (int i = 0; i < diags->count; i++) {
        const struct diag *diag = &diags->item[i];
        bool relative = folder && diag->file[0] != '\0';
        (void)printf("%s%s%s:%d: %s: %s\n", relative ? folder : "", relative ? "/" : "", diag->file,
                     diag->line, diag->pointer, diag->text);
    }
    if (diags->dropped > 0) {
        (void)printf("... %d more\n", diags->dropped);
    }
}
