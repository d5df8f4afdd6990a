/* SPDX-License-Identifier: EUPL-1.2 */
/* diag.c -- the faults of a book: where the reader is, what is wrong, and the name that was
 * probably meant. Never stops the reading. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/compile.h"
#include "compiler/diags.h"

void complain(struct compiler *c, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    diag_addv(c->diags, c->file ? c->file : "", c->pointer, format, list);
    va_end(list);
    c->faults++;
}

struct mark at_key(struct compiler *c, const char *key)
{
    struct mark mark = {c->file, c->pointer_len};
    if (c->pointer_len + 2 < POINTER_MAX)
        c->pointer[c->pointer_len++] = '/';
    for (; *key && c->pointer_len + 3 < POINTER_MAX; key++) {
        if (*key == '~' || *key == '/') { /* RFC 6901 */
            c->pointer[c->pointer_len++] = '~';
            c->pointer[c->pointer_len++] = *key == '~' ? '0' : '1';
        } else {
            c->pointer[c->pointer_len++] = *key;
        }
    }
    c->pointer[c->pointer_len] = '\0';
    return mark;
}

struct mark at_index(struct compiler *c, int index)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", index);
    return at_key(c, text);
}

void at_back(struct compiler *c, struct mark mark)
{
    assert(mark.len < POINTER_MAX);
    c->file = mark.file;
    c->pointer_len = mark.len;
    c->pointer[mark.len] = '\0';
}

void at_item(struct compiler *c, enum kind kind, int index)
{
    const struct item *item = &c->book->kind[kind].item[index];
    c->file = item->file;
    c->pointer_len = 0;
    (void)at_key(c, kind_key(kind));
    (void)at_index(c, item->place);
}

/* Edit distance with swaps, given up above `limit`. */
static int distance(const char *a, size_t a_len, const char *b, size_t b_len, int limit)
{
    int row[3][ID_MAX + 2];
    if (a_len > ID_MAX || b_len > ID_MAX)
        return limit + 1;
    for (size_t j = 0; j <= b_len; j++)
        row[0][j] = (int)j;
    for (size_t i = 1; i <= a_len; i++) {
        int *now = row[i % 3];
        const int *last = row[(i + 2) % 3];
        const int *older = row[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= b_len; j++) {
            int best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                older[j - 2] + 1 < best)
                best = older[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[a_len % 3][b_len];
}

static bool same_letters(const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len != b_len)
        return false;
    for (size_t i = 0; i < a_len; i++) {
        if ((a[i] | 0x20) != (b[i] | 0x20))
            return false;
    }
    return true;
}

const char *nearest(const char *name, size_t len, name_getter get, const void *cls, int count)
{
    int limit = len < 3 ? 1 : len < 7 ? 2 : 3;
    int best = limit + 1;
    const char *found = NULL;
    for (int k = 0; k < count; k++) {
        const char *other = get(cls, k);
        if (!other)
            continue;
        size_t other_len = strlen(other);
        if (same_letters(name, len, other, other_len))
            return other;
        int d = distance(name, len, other, other_len, limit);
        if (d < best && d < (int)(len > other_len ? len : other_len)) {
            best = d;
            found = other;
        }
    }
    return found;
}

static const char *item_name(const void *cls, int k)
{
    return ((const struct items *)cls)->item[k].id;
}

const char *nearest_item(const struct book *book, unsigned kinds, const char *name, size_t len)
{
    for (int kind = 0; kind < KINDS; kind++) {
        if (!(kinds & 1u << kind))
            continue;
        const char *found =
            nearest(name, len, item_name, &book->kind[kind], book->kind[kind].count);
        if (found)
            return found;
    }
    return NULL;
}

struct hint hint_of(const char *suggestion)
{
    struct hint hint = {""};
    if (suggestion)
        (void)snprintf(hint.text, sizeof hint.text, "; did you mean %.*s?", ID_MAX * 2, suggestion);
    return hint;
}
