/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix_file.c -- see matrix_file.h. A line it does not understand stops the test. */
#include "matrix_file.h"

#include <stdio.h>
#include <string.h>

#include "party.h"

const char *const MATRIX_ROLE_WORDS[MATRIX_ROLES] = {"anyone", "host", "player", "other",
                                                     "red",    "room", "guest",  "removed"};

struct matrix_row *matrix_find(struct matrix *matrix, const char *command)
{
    for (int k = 0; k < matrix->rows; k++) {
        if (strcmp(matrix->row[k].command, command) == 0) {
            return &matrix->row[k];
        }
    }
    PARTY_CHECK(matrix->rows < MATRIX_COMMANDS_MAX, "more commands than this test has room for");
    struct matrix_row *row = &matrix->row[matrix->rows++];
    (void)snprintf(row->command, sizeof row->command, "%s", command);
    return row;
}

/* "council=ok", "turn=ok", "*=wrong-phase": later words of a line do not undo earlier ones. */
static void expect(struct matrix_row *row, int role, char *words)
{
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        char *equals = strchr(word, '=');
        PARTY_CHECK(equals != NULL, "matrix: '%s' is not phase=answer", word);
        *equals = '\0';
        bool turn = strcmp(word, "turn") == 0, all = strcmp(word, "*") == 0;
        int phase = turn || all ? NONE : phase_find(word);
        PARTY_CHECK(turn || all || phase != NONE, "matrix: there is no phase '%s'", word);
        for (int p = 0; p < PHASES; p++) {
            bool mine = all || p == phase || (turn && p >= PHASE_INTEL && p <= PHASE_OUTCOME);
            if (mine && row->expect[role][p][0] == '\0') {
                (void)snprintf(row->expect[role][p], sizeof row->expect[role][p], "%s", equals + 1);
            }
        }
    }
}

static void read_roles(struct matrix *matrix, const char *command, const char *roles,
                       const char *words)
{
    char list[200], phases[400], *rest = NULL;
    (void)snprintf(list, sizeof list, "%s", roles);
    for (char *word = strtok_r(list, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        int role = 0;
        while (role < MATRIX_ROLES && strcmp(MATRIX_ROLE_WORDS[role], word) != 0) {
            role++;
        }
        PARTY_CHECK(role < MATRIX_ROLES, "matrix: there is no role '%s'", word);
        (void)snprintf(phases, sizeof phases, "%s", words);
        expect(matrix_find(matrix, command), role, phases);
    }
}

static void read_line(struct matrix *matrix, char *line)
{
    char name[40], *rest = NULL;
    int used = 0;
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#' || line[0] == '\0') {
        return;
    }
    if (sscanf(line, "body %39s %n", name, &used) == 1) {
        (void)snprintf(matrix_find(matrix, name)->body, sizeof matrix->row[0].body, "%s",
                       line + used);
    } else if (sscanf(line, "before %39s %n", name, &used) == 1) {
        (void)snprintf(matrix_find(matrix, name)->before, sizeof matrix->row[0].before, "%s",
                       line + used);
    } else {
        char *roles = strchr(line, '|'), *words = roles == NULL ? NULL : strchr(roles + 1, '|');
        PARTY_CHECK(words != NULL, "matrix: '%s' is not understood", line);
        *roles++ = *words++ = '\0';
        for (char *word = strtok_r(line, " ", &rest); word != NULL;
             word = strtok_r(NULL, " ", &rest)) {
            read_roles(matrix, word, roles, words);
        }
    }
}

void matrix_read(const char *path, struct matrix *matrix)
{
    char line[1000];
    FILE *file = fopen(path, "r");
    PARTY_CHECK(file != NULL, "%s cannot be read", path);
    while (fgets(line, sizeof line, file) != NULL) {
        read_line(matrix, line);
    }
    (void)fclose(file);
}
