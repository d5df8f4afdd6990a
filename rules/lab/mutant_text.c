/* SPDX-License-Identifier: EUPL-1.2 */
/* mutant_text.c -- changes the text of one expression. What it read it still reads, so that the
 * changed book differs in nothing else. */
#define _GNU_SOURCE 1 /* asprintf */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/mutant.h"

enum { CONJUNCTS_MAX = 32 };

char *mutant_sign(const char *text)
{
    char *changed = NULL;
    if (strcmp(text, "0") == 0) {
        return strdup("1"); /* nothing has no sign */
    }
    return asprintf(&changed, "-(%s)", text) < 0 ? NULL : changed;
}

/* Where a condition begins: behind "x in SET where", else at the start; NULL: a binding without. */
static const char *condition_of(const char *text)
{
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    if (size == 0 || strncmp(text + size, " in ", 4) != 0) {
        return text;
    }
    const char *where = strstr(text, " where ");
    return where != NULL ? where + strlen(" where ") : NULL;
}

static bool word_at(const char *text, const char *at, const char *word)
{
    const size_t size = strlen(word);
    return strncmp(at, word, size) == 0 && at > text && isspace((unsigned char)at[-1]) &&
           isspace((unsigned char)at[size]);
}

/* Splits at the outer "and"s into [start, end); 1 part when an outer "or" binds weaker. */
static int conjuncts(const char *text, const char *start[CONJUNCTS_MAX],
                     const char *end[CONJUNCTS_MAX])
{
    int depth = 0, count = 1;
    start[0] = text;
    for (const char *at = text; *at != '\0'; at++) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (depth == 0 && word_at(text, at, "or")) {
            count = 1;
            break;
        }
        if (depth == 0 && word_at(text, at, "and") && count < CONJUNCTS_MAX) {
            end[count - 1] = at - 1;
            start[count++] = at + strlen("and ");
        }
    }
    end[count - 1] = text + strlen(text);
    return count;
}

char *mutant_without(const char *text, int index, int *ret_count)
{
    const char *start[CONJUNCTS_MAX], *end[CONJUNCTS_MAX];
    const char *condition = condition_of(text);
    char *changed = NULL;
    *ret_count = condition == NULL ? 0 : conjuncts(condition, start, end);
    if (index >= *ret_count) {
        return NULL;
    }
    const int size = asprintf(&changed, "%.*s((%.*s) or 1)%s", (int)(start[index] - text), text,
                              (int)(end[index] - start[index]), start[index], end[index]);
    return size < 0 ? NULL : changed;
}
