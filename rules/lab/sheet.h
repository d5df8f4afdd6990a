/* SPDX-License-Identifier: EUPL-1.2 */
/* sheet.h -- a table of the laboratory read back: cells by row and column. No quotes, no commas in
 * cells: such tables are not read back. */
#ifndef LAB_SHEET_H
#define LAB_SHEET_H

#include <stdbool.h>
#include <stddef.h>

struct sheet {
    char *text;        /* cells point into it */
    const char **head; /* names of columns */
    const char **cell; /* row by row */
    int columns;
    long rows;
};

/* False: no such file, no memory, or rows of unequal length. */
bool sheet_read(struct sheet *sheet, const char *path);
void sheet_done(struct sheet *sheet);
/* A column by its name, -1 when there is none. */
int sheet_find(const struct sheet *sheet, const char *column);
const char *sheet_cell(const struct sheet *sheet, long row, int column);
long sheet_number(const struct sheet *sheet, long row, int column);

#endif
