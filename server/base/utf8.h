/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.h -- strict UTF-8, and the policy for every text that a person types. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { UTF8_BAD = -1 };

/* The code point at the start of `text` (size > 0) and how many bytes it takes. UTF8_BAD for what
 * is not strict UTF-8 (overlong, surrogate, cut off, above U+10FFFF); the length is then what one
 * U+FFFD may stand for. */
int32_t utf8_decode(const char *text, size_t size, size_t *ret_length);
bool utf8_valid(const char *text, size_t size);
size_t utf8_count(const char *text, size_t size); /* code points; a bad sequence counts as one */

enum text_form {
    TEXT_LINE, /* one line: a line break inside is refused */
    TEXT_LINES /* line breaks allowed, all become \n */
};

struct text_rule {
    const char *where; /* the field's name, for the error */
    enum text_form form;
    size_t min; /* code points after the cleaning */
    size_t max;
};

/* Puts the cleaned text in `ret_text` (replacing what it held). Surrounding white space and
 * invisible marks (zero width space, byte order mark, soft hyphen, direction marks) are dropped, a
 * tab becomes a space. Refused: bad UTF-8, U+0000, other controls, direction overrides and isolates
 * (U+202A-202E, U+2066-2069), noncharacters: ERR_FIELD_VALUE; too short or too long:
 * ERR_FIELD_LENGTH. Joiners stay, emoji need them. */
enum err_code text_clean(struct buf *ret_text, const char *text, size_t size,
                         const struct text_rule *rule, struct err *err);

#endif
