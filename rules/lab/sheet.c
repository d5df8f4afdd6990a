/* SPDX-License-Identifier: EUPL-1.2 */
/* sheet.c -- see sheet.h. */
#include "lab/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    if (file == NULL) {
        return NULL;
    }
    if (fseek(file, 0, SEEK_END) == 0) {
        const long size = ftell(file);
        text = size < 0 ? NULL : malloc((size_t)size + 1);
        rewind(file);
        if (text != NULL && fread(text, 1, (size_t)size, file) == (size_t)size) {
            text[size] = '\0';
        } else {
            free(text);
            text = NULL;
        }
    }
    (void)fclose(file);
    return text;
}

static long count_of(const char *text, char c, const char *end)
{
    long count = 0;
    for (; *text != '\0' && text != end; text++) {
        count += *text == c;
    }
    return count;
}

/* Cuts one line into cells; the start of the next, NULL when it has another number of cells. */
static char *cut(char *line, const char **ret_cell, int columns)
{
    for (int k = 0; k < columns; k++) {
        ret_cell[k] = line;
        line += strcspn(line, ",\n");
        const bool last = k + 1 == columns;
        if (*line != (last ? '\n' : ',')) {
            return NULL;
        }
        *line++ = '\0';
    }
    return line;
}

bool sheet_read(struct sheet *sheet, const char *path)
{
    *sheet = (struct sheet){.text = read_whole(path)};
    if (sheet->text == NULL) {
        return false;
    }
    const long lines = count_of(sheet->text, '\n', NULL);
    sheet->columns = (int)count_of(sheet->text, ',', strchr(sheet->text, '\n')) + 1;
    sheet->rows = lines > 0 ? lines - 1 : 0;
    sheet->head = calloc((size_t)sheet->columns, sizeof *sheet->head);
    sheet->cell = calloc((size_t)sheet->columns * (size_t)(sheet->rows + 1), sizeof *sheet->cell);
    char *at = sheet->head == NULL || sheet->cell == NULL || lines == 0
                   ? NULL
                   : cut(sheet->text, sheet->head, sheet->columns);
    for (long row = 0; at != NULL && row < sheet->rows; row++) {
        at = cut(at, sheet->cell + row * sheet->columns, sheet->columns);
    }
    if (at == NULL) {
        sheet_done(sheet);
    }
    return at != NULL;
}

void sheet_done(struct sheet *sheet)
{
    free(sheet->text);
    free(sheet->head);
    free(sheet->cell);
    *sheet = (struct sheet){0};
}

int sheet_find(const struct sheet *sheet, const char *column)
{
    for (int k = 0; k < sheet->columns; k++) {
        if (strcmp(sheet->head[k], column) == 0) {
            return k;
        }
    }
    return -1;
}

const char *sheet_cell(const struct sheet *sheet, long row, int column)
{
    return sheet->cell[row * sheet->columns + column];
}

long sheet_number(const struct sheet *sheet, long row, int column)
{
    return strtol(sheet_cell(sheet, row, column), NULL, 10);
}
