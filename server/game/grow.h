/* SPDX-License-Identifier: EUPL-1.2 */
/* grow.h -- one more item at the end of a growing array. Out of memory ends the process: the log
 * has everything. */
#ifndef GAME_GROW_H
#define GAME_GROW_H

#include <stdlib.h>
#include <string.h>

/* `*items` holds `*count` items of `size` bytes; room doubles at powers of two. The new item is
 * zeroed. */
static inline void *grow(void **items, int *count, size_t size)
{
    int n = *count;
    if ((n & (n - 1)) == 0) {
        void *more = realloc(*items, (n == 0 ? 1 : (size_t)n * 2) * size);
        if (more == NULL) {
            abort();
        }
        *items = more;
    }
    *count = n + 1;
    return memset((char *)*items + (size_t)n * size, 0, size);
}

#endif
