/* SPDX-License-Identifier: EUPL-1.2 */
/* words.h -- kind pseudonyms and rejoin phrases, drawn from short words that are read the same in
 * Dutch and English. */
#ifndef GAME_WORDS_H
#define GAME_WORDS_H

#include <stddef.h>

void words_phrase(char *ret_phrase,
                  size_t room); /* four words: 28 bits, guarded by the limit on wrong codes */
void words_pseudonym(char *ret_name, size_t room); /* an animal and a number */

#endif
