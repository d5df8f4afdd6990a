/* SPDX-License-Identifier: EUPL-1.2 */
/* locate.c -- the line on which a JSON pointer's value begins in a text that jansson has already
 * accepted. Only for messages: what it cannot find is line 0. */
#include "compiler/locate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/book.h"

struct walk {
    const char *at, *end;
    int line;
};

static void blanks(struct walk *w)
{
    while (w->at < w->end && strchr(" \t\r\n,:", *w->at)) {
        w->line += *w->at == '\n';
        w->at++;
    }
}

/* Stands on the first quote; afterwards behind the last. */
static void string(struct walk *w)
{
    for (w->at++; w->at < w->end && *w->at != '"'; w->at++) {
        if (*w->at == '\\')
            w->at++;
    }
    w->at++;
}

static void value(struct walk *w)
{
    int depth = 0;
    do {
        blanks(w);
        if (w->at >= w->end)
            return;
        if (*w->at == '"') {
            string(w);
        } else if (*w->at == '{' || *w->at == '[') {
            depth++;
            w->at++;
        } else if (*w->at == '}' || *w->at == ']') {
            depth--;
            w->at++;
        } else {
            while (w->at < w->end && !strchr(" \t\r\n,:]}", *w->at))
                w->at++;
        }
    } while (depth > 0);
}

static bool same_key(const char *key, const char *step, size_t len)
{
    for (size_t i = 0; i < len; i++, key++) {
        char want = step[i];
        if (want == '~' && i + 1 < len)
            want = step[++i] == '0' ? '~' : '/';
        if (*key != want)
            return false;
    }
    return *key == '"';
}

/* Goes into the member named `step`; false when there is none. */
static bool enter(struct walk *w, const char *step, size_t len)
{
    blanks(w);
    if (w->at >= w->end || (*w->at != '{' && *w->at != '['))
        return false;
    bool list = *w->at++ == '[';
    long place = list ? strtol(step, NULL, 10) : 0;
    for (long i = 0;; i++) {
        blanks(w);
        if (w->at >= w->end || *w->at == '}' || *w->at == ']')
            return false;
        if (list) {
            if (i == place)
                return true;
        } else {
            const char *key = w->at + 1;
            string(w);
            blanks(w);
            if (same_key(key, step, len))
                return true;
        }
        value(w);
    }
}

int json_line(const char *text, size_t size, const char *pointer)
{
    struct walk w = {text, text + size, 1};
    while (*pointer == '/') {
        const char *step = pointer + 1;
        size_t len = strcspn(step, "/");
        int line = w.line;
        if (!enter(&w, step, len))
            return line;
        pointer = step + len;
    }
    blanks(&w);
    return w.line;
}

static char *slurp(const char *path, size_t *ret_size)
{
    enum { BYTES_MAX = 4 << 20 };
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(BYTES_MAX) : NULL;
    *ret_size = text ? fread(text, 1, BYTES_MAX, file) : 0;
    if (file)
        (void)fclose(file);
    return text;
}

void diags_locate(struct diags *diags, const char *folder)
{
    char last[sizeof diags->item[0].file] = "", path[1024];
    char *text = NULL;
    size_t size = 0;
    for (int i = 0; i < diags->count; i++) {
        struct diag *diag = &diags->item[i];
        if (diag->line != 0 || diag->file[0] == '\0')
            continue;
        if (!text || strcmp(last, diag->file) != 0) {
            free(text);
            (void)snprintf(path, sizeof path, "%s/%s", folder, diag->file);
            (void)snprintf(last, sizeof last, "%s", diag->file);
            text = slurp(path, &size);
        }
        if (text)
            diag->line = json_line(text, size, diag->pointer);
    }
    free(text);
}
