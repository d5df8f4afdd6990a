/* SPDX-License-Identifier: EUPL-1.2 */
/* folder.c -- reads every *.json below a folder into one object {name: document}.
 * The text is scanned for depth, keys and real numbers before jansson sees it. Never follows a link
 * out of the folder. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compiler/book.h"

enum {
    FILE_BYTES_MAX = 4 << 20, /* the largest file of the book is below 1 MiB */
    FILES_MAX = 400,
    FOLDERS_DEEP = 3,
    JSON_DEEP = 24, /* jansson frees by recursion */
    PATH_LONG = 1024
};

struct reader {
    json_t *files;
    struct diags *diags;
    size_t root_len;
};

/* Depth and real numbers; all else is left to jansson. Returns the line of the first fault, 0 when
 * there is none. */
static int scan(const char *text, size_t size, const char **ret_what)
{
    int depth = 0, line = 1;
    for (size_t i = 0; i < size; i++) {
        char ch = text[i];
        if (ch == '\n') {
            line++;
        } else if (ch == '"') {
            for (i++; i < size && text[i] != '"'; i++) {
                line += text[i] == '\n';
                i += text[i] == '\\';
            }
        } else if (ch == '{' || ch == '[') {
            if (++depth > JSON_DEEP) {
                *ret_what = "brackets nested too deeply; at most 24";
                return line;
            }
        } else if (ch == '}' || ch == ']') {
            depth -= depth > 0;
        } else if ((ch >= '0' && ch <= '9') || ch == '-') {
            size_t end = i;
            while (end < size && text[end] != '\0' && strchr("+-.eE0123456789", text[end])) {
                if (strchr(".eE", text[end])) {
                    *ret_what = "only whole numbers are allowed";
                    return line;
                }
                end++;
            }
            i = end - 1;
        }
    }
    return 0;
}

static void fault(struct reader *r, const char *name, int line, const char *text)
{
    int before = r->diags->count;
    diag_add(r->diags, name, "", "%s", text);
    if (r->diags->count > before)
        r->diags->item[before].line = line;
}

static char *slurp(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = malloc(FILE_BYTES_MAX + 1);
    size_t size = text ? fread(text, 1, FILE_BYTES_MAX + 1, file) : 0;
    if (ferror(file)) {
        free(text);
        text = NULL;
    }
    (void)fclose(file);
    *ret_size = size;
    return text;
}

static void read_file(struct reader *r, const char *path)
{
    const char *name = path + r->root_len + 1;
    size_t size = 0;
    char *text = slurp(path, &size);
    if (!text) {
        fault(r, name, 0, strerror(errno));
        return;
    }
    const char *what = NULL;
    int line = size > FILE_BYTES_MAX ? 0 : scan(text, size, &what);
    json_error_t error;
    json_t *root = NULL;
    if (size > FILE_BYTES_MAX)
        fault(r, name, 0, "the file is too large; at most 4 MiB");
    else if (line)
        fault(r, name, line, what);
    else if (!(root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error)))
        fault(r, name, error.line, error.text);
    if (root)
        (void)json_object_set_new(r->files, name, root);
    free(text);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_json(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && strcmp(name + len - 5, ".json") == 0;
}

static void read_entry(struct reader *r, const char *path, const char *name, int depth);

static void read_folder(struct reader *r, const char *path, int depth)
{
    DIR *dir = opendir(path);
    if (!dir) {
        fault(r, strlen(path) > r->root_len ? path + r->root_len + 1 : path, 0, strerror(errno));
        return;
    }
    char *names[FILES_MAX];
    int count = 0;
    const struct dirent *entry;
    while ((entry = readdir(dir)) && count < FILES_MAX) {
        if (entry->d_name[0] != '.')
            names[count++] = strdup(entry->d_name);
    }
    if (count == FILES_MAX)
        fault(r, path, 0, "too many files in this folder; at most 400");
    (void)closedir(dir);
    qsort(names, (size_t)count, sizeof names[0], by_name);
    for (int i = 0; i < count; i++) {
        read_entry(r, path, names[i], depth);
        free(names[i]);
    }
}

static void read_entry(struct reader *r, const char *path, const char *name, int depth)
{
    char full[PATH_LONG];
    int len = snprintf(full, sizeof full, "%s/%s", path, name);
    struct stat status;
    if (len >= (int)sizeof full || lstat(full, &status) != 0)
        return;
    if (S_ISDIR(status.st_mode) && depth < FOLDERS_DEEP)
        read_folder(r, full, depth + 1);
    else if (S_ISREG(status.st_mode) && is_json(name))
        read_file(r, full);
}

json_t *book_read_folder(const char *path, struct diags *diags)
{
    struct reader r = {.files = json_object(), .diags = diags};
    char root[PATH_LONG];
    int len = snprintf(root, sizeof root, "%s", path);
    if (!r.files || len <= 0 || len >= (int)sizeof root) {
        json_decref(r.files);
        diag_add(diags, "", "", "the folder's name is too long");
        return NULL;
    }
    while (len > 1 && root[len - 1] == '/')
        root[--len] = '\0';
    r.root_len = (size_t)len;
    int before = diags->count;
    read_folder(&r, root, 0);
    if (diags->count == before && json_object_size(r.files) == 0)
        diag_add(diags, root, "", "there is no *.json file in this folder");
    if (diags->count > before) {
        json_decref(r.files);
        return NULL;
    }
    return r.files;
}

char *book_canonical(const json_t *files, size_t *ret_size)
{
    char *text = json_dumps(files, JSON_COMPACT | JSON_SORT_KEYS);
    if (text && ret_size)
        *ret_size = strlen(text);
    return text;
}
