/* SPDX-License-Identifier: EUPL-1.2 */
/* suggest.h -- which word was meant by a misspelt one. */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include <stddef.h>

/* The nearest of `names`, NULL if none is near: at most two letters, and less than half of the
 * word, differ. */
const char *suggest(const char *word, const char *const *names, size_t count);

#endif
