/* SPDX-License-Identifier: EUPL-1.2 */
/* diags.c -- the list of faults itself; used by the reader of folders alone, too. */
#include "compiler/diags.h"

#include <stdio.h>

void diag_addv(struct diags *diags, const char *file, const char *pointer, const char *format,
               va_list list)
{
    if (diags->count == DIAGS_MAX) {
        diags->dropped++;
        return;
    }
    struct diag *diag = &diags->item[diags->count++];
    (void)snprintf(diag->file, sizeof diag->file, "%s", file);
    (void)snprintf(diag->pointer, sizeof diag->pointer, "%s", pointer);
    diag->line = 0;
    (void)vsnprintf(diag->text, sizeof diag->text, format, list);
}

void diag_add(struct diags *diags, const char *file, const char *pointer, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    diag_addv(diags, file, pointer, format, list);
    va_end(list);
}
