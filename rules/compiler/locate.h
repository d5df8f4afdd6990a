/* SPDX-License-Identifier: EUPL-1.2 */
/* locate.h -- from a JSON pointer to a line, for messages about files that people edit. */
#ifndef COMPILER_LOCATE_H
#define COMPILER_LOCATE_H

#include <stdbool.h>
#include <stddef.h>

/* The line of the deepest part of `pointer` that exists in `text`. */
int json_line(const char *text, size_t size, const char *pointer);

/* Fills in the lines of faults in files below `folder`. */
struct diags;
void diags_locate(struct diags *diags, const char *folder);

#endif
