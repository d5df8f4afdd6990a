/* SPDX-License-Identifier: EUPL-1.2 */
/* diags.h -- adding to a list of faults. */
#ifndef COMPILER_DIAGS_H
#define COMPILER_DIAGS_H

#include <stdarg.h>

#include "compiler/book.h"

void diag_addv(struct diags *diags, const char *file, const char *pointer, const char *format,
               va_list list) __attribute__((format(printf, 4, 0)));

#endif
