/* SPDX-License-Identifier: EUPL-1.2 */
/* lex.c -- cuts an expression into words. Knows nothing of the book, but that the name of a
 * parameter may hold dots and hyphens: the longest name that exists is taken, so that "@cap-RES" is
 * a subtraction. */
#include "compiler/lex.h"

#include <stdbool.h>
#include <string.h>

static bool letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
}

static bool digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static size_t id_end(const struct lexer *l, size_t at)
{
    while (at < l->len &&
           (letter(l->text[at]) || digit(l->text[at]) || l->text[at] == '.' || l->text[at] == '-'))
        at++;
    return at;
}

static size_t param_end(const struct lexer *l, size_t from)
{
    size_t end = id_end(l, from);
    bool table;
    for (size_t cut = end; cut > from; cut--) {
        bool border = cut == end || l->text[cut] == '-' || l->text[cut] == '.';
        if (border && param_find(l->c, l->text + from, cut - from, &table) != NONE)
            return cut;
    }
    return end;
}

static void number(struct lexer *l)
{
    int64_t value = 0;
    while (l->at < l->len && digit(l->text[l->at])) {
        if (value < INT32_MAX)
            value = value * 10 + (l->text[l->at] - '0');
        l->at++;
    }
    l->token.kind = TOKEN_NUMBER;
    l->token.value = value;
    if (l->at < l->len && letter(l->text[l->at])) {
        l->token.kind = TOKEN_BAD;
        l->at++;
    }
}

static void symbol(struct lexer *l)
{
    char ch = l->text[l->at++];
    bool equal = l->at < l->len && l->text[l->at] == '=';
    l->token.kind = TOKEN_SYMBOL;
    l->token.symbol = (uint8_t)ch;
    if (equal && (ch == '!' || ch == '<' || ch == '>')) {
        l->at++;
        l->token.symbol = ch == '!' ? 'n' : ch == '<' ? 'l' : 'g';
    } else if (!strchr("()[],:.+-*/=<>", ch) || ch == '\0') {
        l->token.kind = TOKEN_BAD;
    }
}

void lex_next(struct lexer *l)
{
    while (l->at < l->len &&
           (l->text[l->at] == ' ' || l->text[l->at] == '\n' || l->text[l->at] == '\t'))
        l->at++;
    size_t from = l->at;
    l->token = (struct token){.kind = TOKEN_END};
    if (l->at >= l->len) {
        l->token.at = (uint16_t)from;
        return;
    }
    char ch = l->text[l->at];
    if (digit(ch)) {
        number(l);
    } else if (letter(ch)) {
        while (l->at < l->len && (letter(l->text[l->at]) || digit(l->text[l->at])))
            l->at++;
        l->token.kind = TOKEN_WORD;
    } else if (ch == '@') {
        from++;
        l->at = param_end(l, from);
        l->token.kind = l->at > from ? TOKEN_PARAM : TOKEN_BAD;
    } else {
        symbol(l);
    }
    l->token.at = (uint16_t)from;
    l->token.len = (uint16_t)(l->at - from);
}

struct token lex_id(struct lexer *l)
{
    struct token token = l->token;
    if (token.kind == TOKEN_WORD) {
        l->at = id_end(l, token.at);
        while (l->text[l->at - 1] == '.' ||
               l->text[l->at - 1] == '-') /* the end of a sentence is no part of an id */
            l->at--;
        token.len = (uint16_t)(l->at - token.at);
    }
    lex_next(l);
    return token;
}

void lex_start(struct lexer *l, struct compiler *c, const char *text, size_t len)
{
    *l = (struct lexer){.c = c, .text = text, .len = len};
    lex_next(l);
}
