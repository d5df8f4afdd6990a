/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix_file.h -- reads matrix.txt: what is expected of each command, role and phase. */
#ifndef GAME_MATRIX_FILE_H
#define GAME_MATRIX_FILE_H

#include "game/session.h"

enum matrix_role {
    MATRIX_ANYONE,
    MATRIX_HOST,
    MATRIX_PLAYER,
    MATRIX_OTHER,
    MATRIX_RED,
    MATRIX_ROOM,
    MATRIX_GUEST,
    MATRIX_REMOVED,
    MATRIX_ROLES
};
enum { MATRIX_COMMANDS_MAX = 80 };
extern const char *const MATRIX_ROLE_WORDS[MATRIX_ROLES];

struct matrix_row {
    char command[40], body[400], before[400];
    char expect[MATRIX_ROLES][PHASES][24]; /* "": the file says nothing */
};
struct matrix {
    int rows;
    struct matrix_row row[MATRIX_COMMANDS_MAX];
};
void matrix_read(const char *path, struct matrix *ret_matrix);
struct matrix_row *matrix_find(struct matrix *matrix,
                               const char *command); /* makes one when there is none */

#endif
