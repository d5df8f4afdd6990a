/* SPDX-License-Identifier: EUPL-1.2 */
/* suggest.c -- see suggest.h. */
#include "cli/suggest.h"

#include <string.h>

enum { WORD_MAX = 40, FAR = 100 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Letters to put in, take out, change or swap with their neighbour. */
static int distance(const char *a, const char *b)
{
    int rows[WORD_MAX + 1][WORD_MAX + 1];
    size_t a_size = strlen(a), b_size = strlen(b);

    if (a_size > WORD_MAX || b_size > WORD_MAX) {
        return FAR;
    }
    for (size_t i = 0; i <= a_size; i++) {
        for (size_t k = 0; k <= b_size; k++) {
            if (i == 0 || k == 0) {
                rows[i][k] = (int)(i + k);
                continue;
            }
            rows[i][k] = least(least(rows[i - 1][k], rows[i][k - 1]) + 1,
                               rows[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
                rows[i][k] = least(rows[i][k], rows[i - 2][k - 2] + 1);
            }
        }
    }
    return rows[a_size][b_size];
}

const char *suggest(const char *word, const char *const *names, size_t count)
{
    const char *best = NULL;
    int best_distance = 3, size = (int)strlen(word);

    for (size_t i = 0; i < count; i++) {
        int away = distance(word, names[i]);

        if (away < best_distance && 2 * away < size) {
            best = names[i];
            best_distance = away;
        }
    }
    return best;
}
