/* SPDX-License-Identifier: EUPL-1.2 */
/* say.h -- texts of the book for tables and reports: no game, so no names to fill in but those of
 * actors. */
#ifndef LAB_SAY_H
#define LAB_SAY_H

#include "lab/lab.h"

enum { SAID_MAX = 600, FACTOR_KEY_MAX = 128 };

/* The text of a key in `buffer`, which it returns; the last part of the key when there is none. */
const char *say(const struct lab *lab, enum lang lang, char buffer[SAID_MAX], const char *format,
                ...) __attribute__((format(printf, 4, 5)));
/* A text with its names filled in. */
void say_fill(const struct book *book, enum lang lang, const char *text, char buffer[SAID_MAX]);
/* The key of the text that names a number that is varied: one of the register, or a start value. */
void say_factor_key(const struct factor *factor, char ret_key[FACTOR_KEY_MAX]);
/* A text as one field of a CSV file, quoted. */
void say_field(FILE *out, const char *text);

#endif
