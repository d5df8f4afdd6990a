/* SPDX-License-Identifier: EUPL-1.2 */
/* lex.h -- the words of an expression. */
#ifndef COMPILER_LEX_H
#define COMPILER_LEX_H

#include <stddef.h>
#include <stdint.h>

#include "compiler/compile.h"

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_PARAM, TOKEN_SYMBOL, TOKEN_BAD };
struct token {
    uint8_t kind;
    uint8_t symbol;   /* SYMBOL: the character; two-character ones are 'n' != 'l' <= 'g' >= */
    uint16_t at, len; /* PARAM: without the @ */
    int64_t value;
};
struct lexer {
    struct compiler *c;
    const char *text;
    size_t len, at;
    struct token token; /* the next one, not yet taken */
};

void lex_start(struct lexer *lexer, struct compiler *c, const char *text, size_t len);
void lex_next(struct lexer *lexer);
/* Reads an id at the present place, greedily, also with dots and hyphens; the token after it
 * becomes the next one. */
struct token lex_id(struct lexer *lexer);

#endif
