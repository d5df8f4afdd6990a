/* SPDX-License-Identifier: EUPL-1.2 */
/* books.c -- reads and patches small books for tests. */
#include "books.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *books_slurp(const char *path)
{
    enum { BYTES = 4 << 20 };
    FILE *file = fopen(path, "rb");
    char *text = file ? calloc(1, BYTES) : NULL;
    if (text && fread(text, 1, BYTES - 1, file) == 0) {
        free(text);
        text = NULL;
    }
    if (file)
        (void)fclose(file);
    return text;
}

json_t *books_must_read(const char *path)
{
    static struct diags diags;
    json_t *files = book_read_folder(path, &diags);
    if (!files) {
        (void)fprintf(stderr, "%s: %s (tests run from the root of the repository)\n", path,
                      diags.item[0].text);
        abort();
    }
    return files;
}

static json_t *child(json_t *parent, const char *step)
{
    if (json_is_array(parent))
        return json_array_get(parent, (size_t)strtoul(step, NULL, 10));
    return json_object_get(parent, step);
}

static int put(json_t *parent, const char *step, json_t *value)
{
    size_t place = (size_t)strtoul(step, NULL, 10);
    if (json_is_object(parent))
        return value ? json_object_set(parent, step, value) : json_object_del(parent, step);
    if (!value)
        return json_array_remove(parent, place);
    return place == json_array_size(parent) ? json_array_append(parent, value)
                                            : json_array_set(parent, place, value);
}

/* Goes down to the last step of the pointer and puts the value there. */
static int change(json_t *document, const char *pointer, json_t *value)
{
    char text[256];
    char *rest = NULL;
    (void)snprintf(text, sizeof text, "%s", pointer);
    char *step = strtok_r(text, "/", &rest);
    while (step) {
        char *next = strtok_r(NULL, "/", &rest);
        for (char *at = step; (at = strstr(at, "~")); at++) { /* RFC 6901 */
            *at = at[1] == '0' ? '~' : '/';
            memmove(at + 1, at + 2, strlen(at + 2) + 1);
        }
        if (!next)
            return put(document, step, value);
        document = child(document, step);
        step = next;
    }
    return -1;
}

json_t *books_patched(const json_t *files, const json_t *patch)
{
    json_t *copy = json_deep_copy(files);
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(patch, "patch"), i, row)
    {
        json_t *file = json_object_get(copy, json_string_value(json_object_get(row, "file")));
        json_t *value = json_deep_copy(json_object_get(row, "value"));
        int code = file ? change(file, json_string_value(json_object_get(row, "at")), value) : -1;
        json_decref(value);
        if (code != 0) {
            json_decref(copy);
            return NULL;
        }
    }
    return copy;
}
