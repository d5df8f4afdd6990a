/* SPDX-License-Identifier: EUPL-1.2 */
/* viewtree.h -- a seat's view as a client keeps it: parsed once, then changed by merge patches (RFC
 * 7396). Fast, so that four hundred seats can be followed on one core; knows nothing of what a view
 * means. */
#ifndef BENCH_VIEWTREE_H
#define BENCH_VIEWTREE_H

#include <stdbool.h>
#include <stddef.h>

struct node {
    struct node *next, *first; /* members of an object, in order */
    char *key, *text;          /* text: a scalar as it was written, NULL for an object */
    unsigned key_size;
};

/* Applies a patch (or a whole view, to an empty tree). False when it is no JSON, or holds an array.
 */
bool tree_merge(struct node *object, const char *json, size_t size);
void tree_free(struct node *object); /* its members */
/* Member by key, or NULL; with a dotted path. */
struct node *tree_get(const struct node *object, const char *path);
const char *tree_text(const struct node *object, const char *path, char *ret,
                      size_t room); /* unquoted, "" without */
long tree_int(const struct node *object, const char *path, long otherwise);
bool tree_true(const struct node *object, const char *path);
struct buf;
void tree_write(const struct node *object, struct buf *ret_json);

#endif
