/* SPDX-License-Identifier: EUPL-1.2 */
/* viewtree.c -- see viewtree.h. Numbers, texts and truth values stay as they were written. */
#include "viewtree.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "figures.h"

struct reader {
    const char *at, *end;
};

static bool skip_text(struct reader *r)
{
    for (r->at++; r->at < r->end; r->at++) {
        if (*r->at == '\\') {
            r->at++;
        } else if (*r->at == '"') {
            r->at++;
            return true;
        }
    }
    return false;
}

/* The scalar at the reader's place; false at an array or the end. */
static bool skip_scalar(struct reader *r)
{
    if (r->at >= r->end || *r->at == '[') {
        return false;
    }
    if (*r->at == '"') {
        return skip_text(r);
    }
    while (r->at < r->end && *r->at != ',' && *r->at != '}') {
        r->at++;
    }
    return true;
}

static char *copy_of(const char *from, size_t size)
{
    char *copy = malloc(size + 1);
    must(copy != NULL, "no memory for a view");
    memcpy(copy, from, size);
    copy[size] = '\0';
    return copy;
}

/* The member with this key, or NULL; `ret_place` is where it hangs, or where a new one goes. */
static struct node *member(struct node *object, const char *key, size_t size,
                           struct node ***ret_place)
{
    struct node **place = &object->first;
    while (*place != NULL &&
           ((*place)->key_size != size || memcmp((*place)->key, key, size) != 0)) {
        place = &(*place)->next;
    }
    *ret_place = place;
    return *place;
}

static void node_free(struct node *node)
{
    tree_free(node);
    free(node->key);
    free(node->text);
    free(node);
}

void tree_free(struct node *object)
{
    while (object->first != NULL) {
        struct node *gone = object->first;
        object->first = gone->next;
        node_free(gone);
    }
}

static bool merge(struct node *object, struct reader *r);

static bool merge_member(struct node *object, const char *key, size_t key_size, struct reader *r)
{
    struct node **place;
    struct node *node = member(object, key, key_size, &place);
    const char *start = r->at;
    if (r->at < r->end && *r->at == 'n') {
        if (node != NULL) {
            *place = node->next;
            node_free(node);
        }
        return skip_scalar(r);
    }
    if (node == NULL) {
        node = calloc(1, sizeof *node);
        must(node != NULL, "no memory for a view");
        node->key = copy_of(key, key_size);
        node->key_size = (unsigned)key_size;
        *place = node;
    }
    if (r->at < r->end && *r->at == '{') {
        free(node->text);
        node->text = NULL;
        return merge(node, r);
    }
    if (!skip_scalar(r)) {
        return false;
    }
    tree_free(node);
    free(node->text);
    node->text = copy_of(start, (size_t)(r->at - start));
    return true;
}

static bool merge(struct node *object, struct reader *r)
{
    if (r->at >= r->end || *r->at != '{') {
        return false;
    }
    r->at++;
    while (r->at < r->end && *r->at != '}') {
        r->at += *r->at == ',';
        const char *key = r->at + 1;
        if (*r->at != '"' || !skip_text(r) || r->at >= r->end || *r->at != ':') {
            return false;
        }
        size_t size = (size_t)(r->at - key) - 1;
        r->at++;
        if (!merge_member(object, key, size, r)) {
            return false;
        }
    }
    r->at++;
    return r->at <= r->end;
}

bool tree_merge(struct node *object, const char *json, size_t size)
{
    struct reader r = {json, json + size};
    return merge(object, &r) && r.at == r.end;
}

struct node *tree_get(const struct node *object, const char *path)
{
    struct node *node = (struct node *)(size_t)object;
    while (node != NULL && *path != '\0') {
        size_t size = strcspn(path, ".");
        struct node **place;
        node = member(node, path, size, &place);
        path += size;
        path += *path == '.';
    }
    return node;
}

const char *tree_text(const struct node *object, const char *path, char *ret, size_t room)
{
    const struct node *node = tree_get(object, path);
    size_t size =
        node == NULL || node->text == NULL || node->text[0] != '"' ? 0 : strlen(node->text) - 2;
    size = size < room ? size : room - 1;
    if (size > 0) {
        memcpy(ret, node->text + 1, size);
    }
    ret[size] = '\0';
    return ret;
}

long tree_int(const struct node *object, const char *path, long otherwise)
{
    const struct node *node = tree_get(object, path);
    return node == NULL || node->text == NULL ? otherwise : strtol(node->text, NULL, 10);
}

bool tree_true(const struct node *object, const char *path)
{
    const struct node *node = tree_get(object, path);
    return node != NULL && node->text != NULL && strcmp(node->text, "true") == 0;
}

void tree_write(const struct node *object, struct buf *json)
{
    buf_char(json, '{');
    for (const struct node *node = object->first; node != NULL; node = node->next) {
        buf_char(json, '"');
        buf_add(json, node->key, node->key_size);
        buf_str(json, "\":");
        if (node->text != NULL) {
            buf_str(json, node->text);
        } else {
            tree_write(node, json);
        }
        if (node->next != NULL) {
            buf_char(json, ',');
        }
    }
    buf_char(json, '}');
}
