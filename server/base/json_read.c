/* SPDX-License-Identifier: EUPL-1.2 */
/* json_read.c -- scans a text for depth, keys and real numbers, then lets jansson read it.
 * The scan never judges syntax: what it does not understand it leaves to jansson. */
#include "base/json_read.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct scan {
    const char *data;
    size_t size;
    size_t at;
    const struct json_limits *limits;
    int depth;
    int keys[JSON_DEPTH_MAX + 1]; /* of the object that is open at each depth */
};

static enum err_code refuse(const struct scan *scan, struct err *err, const char *text, int limit)
{
    int line = 1;
    int column = 1;
    for (size_t i = 0; i < scan->at; i++) {
        bool is_break = scan->data[i] == '\n';
        line += is_break;
        column = is_break ? 1 : column + 1;
    }
    char where[64];
    (void)snprintf(where, sizeof where, "line %d column %d", line, column);
    if (limit > 0)
        return err_set(err, ERR_BAD_JSON, where, "%s; at most %d are allowed", text, limit);
    return err_set(err, ERR_BAD_JSON, where, "%s", text);
}

static void skip_string(struct scan *scan)
{
    for (scan->at++; scan->at < scan->size && scan->data[scan->at] != '"'; scan->at++) {
        if (scan->data[scan->at] == '\\')
            scan->at++;
    }
}

/* Stands on the last byte of the number afterwards; false when it is a real. */
static bool skip_number(struct scan *scan)
{
    bool is_real = false;
    size_t end = scan->at;
    while (end < scan->size && scan->data[end] != '\0' &&
           strchr("+-.eE0123456789", scan->data[end])) {
        is_real |= strchr(".eE", scan->data[end]) != NULL;
        end++;
    }
    if (!is_real)
        scan->at = end - 1;
    return !is_real;
}

static enum err_code scan_all(struct scan *scan, struct err *err)
{
    for (; scan->at < scan->size; scan->at++) {
        switch (scan->data[scan->at]) {
        case '"':
            skip_string(scan);
            break;
        case '{':
        case '[':
            if (scan->depth >= scan->limits->depth)
                return refuse(scan, err, "brackets nested too deeply", scan->limits->depth);
            scan->keys[++scan->depth] = 0;
            break;
        case '}':
        case ']':
            scan->depth -= scan->depth > 0;
            break;
        case ':':
            if (++scan->keys[scan->depth] > scan->limits->keys)
                return refuse(scan, err, "too many keys in one object", scan->limits->keys);
            break;
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            if (!skip_number(scan))
                return refuse(scan, err, "only whole numbers are taken", 0);
            break;
        default:
            break;
        }
    }
    return ERR_OK;
}

enum err_code json_read(json_t **ret_root, const char *data, size_t size,
                        const struct json_limits *limits, struct err *err)
{
    assert(limits->depth > 0 && limits->depth <= JSON_DEPTH_MAX);
    if (size > limits->bytes)
        return err_set(err, ERR_TOO_LARGE, "", "%zu bytes; at most %zu are taken", size,
                       limits->bytes);
    struct scan scan = {.data = data, .size = size, .limits = limits};
    enum err_code code = scan_all(&scan, err);
    if (code != ERR_OK)
        return code;
    json_error_t error;
    json_t *root = json_loadb(data, size, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        if (json_error_code(&error) == json_error_out_of_memory)
            return err_set(err, ERR_NO_MEMORY, "", "no memory to read this JSON");
        char where[64];
        (void)snprintf(where, sizeof where, "line %d column %d", error.line, error.column);
        return err_set(err, ERR_BAD_JSON, where, "%s", error.text);
    }
    *ret_root = root;
    return ERR_OK;
}
