/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.h -- a table in one phase with something of everything on it, for tests that ask what may
 * be done. */
#ifndef GAME_STAGE_H
#define GAME_STAGE_H

#include "matrix_file.h"
#include "party.h"

struct stage {
    struct party *party;
    int seat[MATRIX_ROLES]; /* of each role */
    int lost;               /* somebody who comes back with words */
    char phrase[64], order[200], motion[8], clause[8];
    int rev;
};
/* A new table, of the same game, in that phase (of the second turn). */
void stage_set(struct stage *stage, struct party *party, enum phase phase);
/* A body with its $names filled in for this role; in `ret_body`. */
void stage_fill(struct stage *stage, enum matrix_role role, const char *body, struct buf *ret_body);
/* Is it a refusal as RFC 9457 has it, with a sentence in both languages? Stops the test otherwise.
 */
void stage_problem(const struct party_answer *answer, const char *what);

#endif
