/* SPDX-License-Identifier: EUPL-1.2 */
/* decode.c -- see decode.h. Never looks at a file system: paths are keys of tables. */
#include "http/decode.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

/* Decodes text[0..size) into `room` bytes with the NUL; false on a bad escape, a control, a slash
 * from an escape, or too little room. */
static bool decode_text(const char *text, size_t size, char *ret_text, size_t room)
{
    size_t used = 0;

    for (size_t i = 0; i < size; i++) {
        int c = (unsigned char)text[i];

        if (c == '%') {
            int high = i + 2 < size ? hex_digit(text[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(text[i + 2]) : -1;

            if (low < 0) {
                return false;
            }
            c = high * 16 + low;
            i += 2;
            if (c == '/' || c == '\\' || c == '%') {
                return false; /* would be read again as a separator or an escape */
            }
        }
        if (c < 0x20 || c > 0x7e || used + 1 >= room) {
            return false;
        }
        ret_text[used++] = (char)c;
    }
    ret_text[used] = '\0';
    return true;
}

/* No empty segment but the last, no "." and "..". */
static bool segments_ok(const char *path)
{
    const char *segment = path + 1;

    if (path[0] != '/') {
        return false;
    }
    while (*segment != '\0') {
        size_t size = strcspn(segment, "/");

        if (size == 0 || (size == 1 && segment[0] == '.') ||
            (size == 2 && segment[0] == '.' && segment[1] == '.')) {
            return false;
        }
        segment += size;
        segment += *segment == '/';
    }
    return true;
}

bool decode_path(const char *target, char ret_path[DECODE_PATH_MAX + 1])
{
    char path[DECODE_PATH_MAX + 1];

    if (!decode_text(target, strcspn(target, "?"), path, sizeof(path)) || !segments_ok(path)) {
        return false;
    }
    memcpy(ret_path, path, sizeof(path));
    return true;
}

static bool is_allowed(const char *name, const char *allowed)
{
    size_t size = strlen(name);

    while (allowed != NULL && *allowed != '\0') {
        size_t word = strcspn(allowed, " ");

        if (word == size && memcmp(allowed, name, size) == 0) {
            return true;
        }
        allowed += word;
        allowed += *allowed == ' ';
    }
    return false;
}

static bool add_parameter(struct decode_query *query, const char *text, size_t size)
{
    const char *equals = memchr(text, '=', size);
    struct decode_parameter *parameter = &query->parameters[query->count];

    if (equals == NULL || query->count == DECODE_PARAMETERS_MAX) {
        return false;
    }
    size_t name_size = (size_t)(equals - text);
    if (!decode_text(text, name_size, parameter->name, sizeof(parameter->name)) ||
        !decode_text(equals + 1, size - name_size - 1, parameter->value,
                     sizeof(parameter->value)) ||
        decode_find(query, parameter->name) != NULL) {
        return false;
    }
    query->count++;
    return true;
}

bool decode_query(const char *target, const char *allowed, struct decode_query *ret_query)
{
    struct decode_query query = {0};
    const char *at = target + strcspn(target, "?");

    while (*at != '\0') {
        size_t size = strcspn(at + 1, "&");

        if (!add_parameter(&query, at + 1, size) ||
            !is_allowed(query.parameters[query.count - 1].name, allowed)) {
            return false;
        }
        at += 1 + size;
    }
    *ret_query = query;
    return true;
}

const char *decode_find(const struct decode_query *query, const char *name)
{
    for (size_t i = 0; i < query->count; i++) {
        if (strcmp(query->parameters[i].name, name) == 0) {
            return query->parameters[i].value;
        }
    }
    return NULL;
}
